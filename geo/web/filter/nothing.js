/* What is said where no route answers to a searched text: what has the name besides routes, else what is
   near to it, to be chosen at once. Names are set as text. */
/** @import { Answers, Option } from "./names.js" */

import { button, element } from "../shared/dom.js";
import { isMerelySaid } from "./names.js";

const MOST = 4;

/** The words for a text to which no route answers. @param {string} text @param {Answers} answers */
export function nothingWords(text, { found, near }) {
  const what = !found.length ? "Nothing here is called “" + text + "”."
    : found.every(({ kind }) => kind === "source") ? "Only sources answer to “" + text + "”." : "No route answers to “" + text + "”.";
  return what + (near.length ? " Did you mean:" : found.every(isMerelySaid) ? "" : " What does:");
}

/** @param {HTMLElement} note @param {string} text @param {Answers} answers @param {(option: Option) => void} pick */
export function sayNothing(note, text, answers, pick) {
  const all = [...answers.near, ...answers.found];
  note.replaceChildren(element("span", "", nothingWords(text, answers)));
  all.filter((option) => !isMerelySaid(option)).slice(0, MOST).forEach((option) => {
    const alone = all.filter(({ name }) => name === option.name).length === 1;
    const made = button("atlas-found-near", alone ? option.name : option.name + " (" + option.hint.split(" · ")[0] + ")", () => pick(option));
    made.title = option.hint;
    note.append(" ", made);
  });
  all.filter(isMerelySaid).slice(0, MOST).forEach((option) =>
    note.append(element("span", "atlas-found-said", option.name + ": " + [option.hint, option.note || ""].filter(Boolean).join(". "))));
}

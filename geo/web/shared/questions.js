/* Parts of a page that do not know each other, and windows of one origin, ask each other by events:
   one sends a question to a window or an element; who answers puts the answer into it at once. The names
   of all questions, and what answers them, are in `Answers` (geo/web/types.d.ts).

   Tests ask too: "atlas-inspect", sent to the map's container, is answered by the map. */
/** @import { Answers } from "../types.js" */

/** The answer, or undefined if nobody is there. Throws if the target is a window of another origin.
 * @template {keyof Answers} Name @param {EventTarget} target @param {Name} name @returns {Answers[Name] | undefined} */
export function ask(target, name) {
  const question = new CustomEvent(name, { detail: { answer: undefined } });
  target.dispatchEvent(question);
  return question.detail.answer;
}

/** Answers from now on, until what this returns is called.
 * @template {keyof Answers} Name @param {EventTarget} target @param {Name} name @param {() => Answers[Name]} give */
export function answer(target, name, give) {
  const listen = (/** @type {Event} */ question) => {
    if ("detail" in question && question.detail) Object.assign(question.detail, { answer: give() });
  };
  target.addEventListener(name, listen);
  return () => target.removeEventListener(name, listen);
}

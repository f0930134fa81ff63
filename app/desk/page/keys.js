/* The keys of the desk: one list, for what they do, for the buttons and for the help. */

import { element } from "../../../geo/web/shared/dom.js";
import { dialog, keyButton } from "./fields.js";

/** Action, key and words, in the order of the help. */
export const KEYS = /** @type {[string, string, string][]} */ ([
  ["next", "j", "Next candidate (also \u2193)"], ["back", "k", "Previous candidate (also \u2191)"], ["open", "n", "Next open candidate"],
  ["accept", "a", "Accept as the form has it"], ["correct", "c", "Correct: into the form"], ["words", "w", "To the printed words"], ["part", "p", "It is about a part of the subject"],
  ["reject", "r", "Reject, with a reason"], ["not-ours", "x", "Not ours: of no subject of the atlas"], ["undo", "u", "Undo"],
  ["own", "m", "Make a candidate of the selected words; without any, mark some by the arrow keys"], ["source", "s", "The source"], ["add", "d", "Add an alias, a place, a route \u2026"],
  ["load", "l", "Load the candidates of another tool"], ["preview", "v", "Preview what would be written"], ["search", "/", "Search in the document; Enter marks what is found"], ["help", "?", "These keys"]]);

const ARROWS = /** @type {Record<string, string>} */ ({ ArrowDown: "next", ArrowUp: "back" });

/** What a key means on the desk, outside fields; blank for any other. @param {KeyboardEvent} event */
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return ARROWS[key] || KEYS.find(([, wanted]) => wanted === key)?.[0] || "";
}

/** The key of an action, as it stands on a button. @param {string} action */
export const keyOf = (action) => (KEYS.find(([name]) => name === action)?.[1] || "").toUpperCase();

/** Whether what is typed belongs to a field. @param {Event} event */
export const isTyped = ({ target }) => target instanceof Element && target.matches("input, textarea, select, [contenteditable]")
  && !(target instanceof HTMLInputElement && ["checkbox", "radio", "button", "file"].includes(target.type));

export function showKeys() {
  const box = dialog("Keys", "keys"), list = element("dl");
  [...KEYS.map(([, key, words]) => [key.toUpperCase(), words]), ["Ctrl Enter", "In the form: accept what it says"], ["\u2190 \u2192 \u2191 \u2193", "While marking: word by word, row by row; with Shift the marked words grow; Enter takes them"], ["Esc", "Out of a field, back to the document; closes a dialog"],
    ["1 \u2013 9", "In the list of reasons: reject with that reason"]].forEach(([key, words]) => {
    const cap = element("dt");
    cap.append(element("kbd", "", key));
    list.append(cap, element("dd", "", words));
  });
  box.append(list, keyButton("plain", "Close", "Esc", () => box.close()));
  box.showModal();
}

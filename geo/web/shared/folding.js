/* Names and queries in plain small letters: the rule of geo/data/folding.py. */
/** @import { FoldRuns } from "../types.js" */

/** Gives what turns a text into its words. @param {FoldRuns} runs the table */
export function folding(runs) {
  const table = /** @type {Map<string, string>} */ (new Map());
  runs.forEach(([first, texts]) => texts.split("|").forEach((text, i) => table.set(String.fromCharCode(first + i), text)));
  return (/** @type {string} */ text) =>
    [...text.normalize("NFC")].map((one) => table.get(one) ?? one).join("").split(" ").filter(Boolean);
}

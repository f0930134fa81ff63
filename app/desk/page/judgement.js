/* What the gate says of a claim, and what the atlas holds on the same, in words. */
/** @import { Held, Judgement } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";

const VERDICTS = { agrees: "Agrees", contradicts: "Contradicts", repeats: "Repeats" };

/** @param {string} mark @param {string} words @param {string} [code] */
function item(mark, words, code) {
  const row = element("li"), text = element("span", "", words);
  row.append(element("span", "verdict", mark), text);
  if (code) text.append(" ", element("code", "", code));
  return row;
}

/** @param {string} kind @param {string} words @param {HTMLLIElement[]} rows */
function block(kind, words, rows) {
  const box = element("div", "judged " + kind), list = element("ul");
  list.append(...rows);
  box.append(element("p", "", words), ...(rows.length ? [list] : []));
  return box;
}

/** @param {Judgement} judgement @param {(column: string) => string} labelOf */
export function gateWords({ problems, findings }, labelOf) {
  if (problems.length) return block("stops", "Cannot be accepted yet", problems.map((each) => item(labelOf(each.column), each.message)));
  const faults = findings.filter((each) => !each.signable), open = findings.filter((each) => each.signable);
  if (faults.length) return block("stops", "The printed words say otherwise", [...faults, ...open].map((each) => item(labelOf(each.column), each.message, each.code)));
  if (open.length) {
    return block("waits", "Will wait for a second reading: the words leave open", open.map((each) => item(each.looked_at || each.side, each.message, each.code)));
  }
  return block("passes", "The words bear out every side: it goes straight in", []);
}

/** @param {Held[]} held */
export function heldWords(held) {
  if (!held.length) return block("held", "The atlas holds nothing on this yet.", []);
  return block("held", "The atlas holds already", held.map((each) => {
    const row = item(VERDICTS[each.verdict], each.words, each.reference);
    row.className = each.verdict;
    return row;
  }));
}

/** How many claims the atlas holds, by what they are to this one. @param {Held[]} held */
export function heldCount(held) {
  const counted = Object.entries(VERDICTS).map(([verdict, words]) => [held.filter((each) => each.verdict === verdict).length, words.toLowerCase()]).filter(([count]) => count);
  return element("p", "held-count", held.length ? `The atlas: ${counted.map(([count, words]) => `${words} ${count}`).join(", ")}` : "The atlas holds nothing on this yet.");
}

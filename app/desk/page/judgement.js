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

/** Whether the atlas holds something that cannot be compared. @param {Judgement} judgement */
const isIncomparable = ({ held, beside }) => held.length === 0 && beside.count > 0;

/** @param {Judgement} judgement */
export function heldWords(judgement) {
  const { held, beside, problems } = judgement;
  if (isIncomparable(judgement)) {
    const why = problems.length ? "Not compared before it can be read" : "Nothing to compare with (another unit, period or firmness)", more = beside.count - beside.newest.length;
    return block("held", `${why}; the atlas holds:`, [...beside.newest, ...(more ? [`and ${more} more`] : [])].map((words) => element("li", "", words)));
  }
  if (!held.length) return block("held", "The atlas holds nothing on this yet.", []);
  return block("held", "The atlas holds already", held.map((each) => {
    const row = item(VERDICTS[each.verdict], each.words, each.reference);
    row.className = each.verdict;
    return row;
  }));
}

/** How many claims the atlas holds, by what they are to this one. @param {Judgement} judgement */
export function heldCount(judgement) {
  const { held, beside } = judgement, line = element("p", "held-count"), counts = /** @param {Held["verdict"]} verdict */ (verdict) => held.filter((each) => each.verdict === verdict).length;
  if (!held.length) {
    line.textContent = isIncomparable(judgement) ? `The atlas holds ${beside.count} on this, none to compare with` : "The atlas holds nothing on this yet";
    return line;
  }
  line.append("The atlas: ", element("strong", counts("contradicts") ? "against" : "", `contradicts ${counts("contradicts")}`), ` \u00b7 agrees ${counts("agrees")}`,
    counts("repeats") ? ` \u00b7 repeats ${counts("repeats")}` : "");
  return line;
}

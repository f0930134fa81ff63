/* The search: what a typed name could mean, the best first. */
/** @import { Findable, FinderDocument } from "../types.js" */
/** What is offered; `also` is the other name by which it was found. @typedef {{ kind: string, id: string, name: string, hint: string, also: string }} Option */

import { kept } from "../shared/dom.js";
import { folding } from "../shared/folding.js";

const MOST = 12;
const KINDS = ["route", "corridor", "actor", "place"];

/* The folding of each list of names, made once. */
const foldings = /** @type {WeakMap<FinderDocument, ReturnType<typeof folding>>} */ (new WeakMap());

/** How well an item answers, 0 for not at all, and by which of its other names. @param {Findable} item @param {string[]} parts */
function score(item, parts) {
  const whole = parts.join(" ");
  let best = 0, also = "";
  item.words.forEach((name, i) => {
    const words = name.split(" ");
    if (!parts.every((part) => words.some((word) => word.startsWith(part)))) return;
    const value = (name === whole ? 4 : name.startsWith(whole) ? 3 : 2) - (i ? 0.5 : 0);
    if (value > best) { best = value; also = i ? item.also[i - 1] : ""; }
  });
  return { item, best, also };
}

/** @param {FinderDocument} doc @param {string} text @returns {Option[]} */
export function findNames(doc, text) {
  const parts = kept(foldings, doc, () => folding(doc.fold))(text);
  if (!parts.length) return [];
  return doc.items.map((item) => score(item, parts)).filter(({ best }) => best)
    .sort((a, b) => b.best - a.best || KINDS.indexOf(a.item.kind) - KINDS.indexOf(b.item.kind)
      || a.item.name.localeCompare(b.item.name, "en"))
    .slice(0, MOST).map(({ item: { kind, id, name, hint }, also }) => ({ kind, id, name, hint, also }));
}

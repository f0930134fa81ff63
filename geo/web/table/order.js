/* The order of the table's rows, which is the reader's and stays in the page. */
/** @import { Order, Row } from "../types.js" */

const byName = new Intl.Collator("en").compare;

/** Up, down, and back to the order of the names. @param {Order | null} order @param {string} key @returns {Order | null} */
export function nextOrder(order, key) {
  if (!order || order.key !== key) return { key, down: false };
  return order.down ? null : { key, down: true };
}

/** The place of every row by its name, worked out once; the ids follow another order. @param {Row[]} rows */
export function ranksOf(rows) {
  return new Map([...rows].sort((a, b) => byName(a.name, b.name)).map((row, i) => [row.id, i]));
}

/** The rows in an order; what is missing comes last both ways. Null is the order of the names, where rows
 * without a rank, a reader's own lines, come last.
 * @param {Row[]} rows @param {Order | null} order @param {ReadonlyMap<string, number>} ranks */
export function sorted(rows, order, ranks) {
  const rank = (/** @type {Row} */ row) => ranks.get(row.id) ?? Infinity;
  if (!order) return [...rows].sort((a, b) => rank(a) - rank(b) || 0);
  const { key, down } = order;
  const value = (/** @type {Row} */ row) => (key === "name" ? row.name : row.cells[key].sort);
  const missing = (/** @type {Row} */ row) => key !== "name" && Boolean(row.cells[key].missing);
  return [...rows].sort((a, b) => {
    if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
    const x = value(a), y = value(b);
    const by = typeof x === "number" && typeof y === "number" ? x - y : byName(String(x), String(y));
    return down ? -by : by;
  });
}

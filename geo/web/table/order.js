/* The order of the table's rows, which is the reader's and stays in the page. */
/** @import { Column, Order, Row } from "../types.js" */

const byName = new Intl.Collator("en").compare;

/** Up, down, and back to the atlas's own order. @param {Order | null} order @param {string} key @returns {Order | null} */
export function nextOrder(order, key) {
  if (!order || order.key !== key) return { key, down: false };
  return order.down ? null : { key, down: true };
}

/** An order as an address has it: `length-up`, `length-down`; a blank is the atlas's own. @param {Order | null} order */
export const orderText = (order) => (order ? order.key + (order.down ? "-down" : "-up") : "");

/** The order that an address names; null is the atlas's own. @param {string} text @param {Pick<Column, "key">[]} columns @returns {Order | null} */
export function readOrder(text, columns) {
  const [, key, way] = /^([a-z]+)[^a-z]*(up|down)$/.exec(text.toLowerCase()) || [];
  return columns.some((column) => column.key === key) ? { key, down: way === "down" } : null;
}

/** The place of every row in the atlas's own order, worked out once: featured routes first, then by name.
 * @param {Pick<Row, "id" | "name" | "role">[]} rows */
export function ranksOf(rows) {
  const later = (/** @type {{ role: string }} */ { role }) => (role === "featured" ? 0 : 1);
  return new Map([...rows].sort((a, b) => later(a) - later(b) || byName(a.name, b.name)).map((row, i) => [row.id, i]));
}

/** The rows in an order. What is missing comes last both ways, groups of unlike values stand one after
 * the other, and rows that tie keep the atlas's own order. Null is that order, where rows without a
 * rank, a reader's own lines, come last.
 * @param {Row[]} rows @param {Order | null} order @param {ReadonlyMap<string, number>} ranks */
export function sorted(rows, order, ranks) {
  const rank = (/** @type {Row} */ row) => ranks.get(row.id) ?? Infinity;
  const byRank = (/** @type {Row} */ a, /** @type {Row} */ b) => rank(a) - rank(b) || 0;
  if (!order) return [...rows].sort(byRank);
  const { key, down } = order, named = key === "name";
  const value = (/** @type {Row} */ row) => (named ? row.name : row.cells[key].sort);
  const missing = (/** @type {Row} */ row) => !named && Boolean(row.cells[key].missing);
  const group = (/** @type {Row} */ row) => (named ? 0 : row.cells[key].group ?? 0);
  return [...rows].sort((a, b) => {
    if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
    const x = value(a), y = value(b);
    const by = typeof x === "number" && typeof y === "number" ? x - y : byName(String(x), String(y));
    return group(a) - group(b) || (down ? -by : by) || byRank(a, b);
  });
}

/** Whether no source says anything that the columns show of a route; a reader's own line is never empty.
 * @param {Row} row @param {Column[]} columns */
export function isEmpty(row, columns) {
  return row.role !== "overlay" && columns.every(({ key, sourced }) => !sourced || row.cells[key].missing);
}

/** How many routes there are, and of how many a source fills the cell of a column. @param {Row[]} rows @param {string} key */
export function sourcedIn(rows, key) {
  const routes = rows.filter(({ role }) => role !== "overlay");
  return { n: routes.filter(({ cells }) => !cells[key].missing).length, m: routes.length };
}

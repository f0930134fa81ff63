/* The table in Streamlit's page. What the routes are comes once, by URL; a rerun only says which of them are shown.
   What the page has answered by itself since is shown until the server has answered it. */
/** @import { Component, RoutesDocument, ToldRoute, Row, TableData } from "../../../geo/web/types.js" */

import { captionOf, columnsIn, makeRows } from "../../../geo/web/filter/told.js";
import { chosen, fetched } from "../../../geo/web/shared/documents.js";
import { afterPaint, kept, part, reveal } from "../../../geo/web/shared/dom.js";
import { ask } from "../../../geo/web/shared/questions.js";
import { ranksOf } from "../../../geo/web/table/order.js";
import { makeSortedTable } from "./sorted_table.js";

/** Rows are made once for a choice of sources, a year and what colours say. @typedef {{ latest: Component<TableData>,
 * table: ReturnType<typeof makeSortedTable>, rows: Map<string, WeakMap<ToldRoute, Row>> }} Memory */
const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());
const ranks = /** @type {WeakMap<RoutesDocument, Map<string, number>>} */ (new WeakMap());
const makers = /** @type {WeakMap<RoutesDocument, ReturnType<typeof makeRows>>} */ (new WeakMap());

/* For so many choices of sources, years and colours the rows are kept. */
const MOST_CHOICES = 12;

let latest = /** @type {Memory | null} */ (null);

/** @param {HTMLElement} region @param {Component<TableData>} component */
function makeMemory(region, component) {
  const memory = { latest: component, rows: new Map(), table: makeSortedTable(region, (id) => {
    memory.latest.setTriggerValue("open", id);
    reveal(document.querySelector(".st-key-dossier"));
  }) };
  return memory;
}

/** The rows of a choice that are made already. @param {Memory} memory @param {string} choice */
function rowsOf({ rows }, choice) {
  const made = rows.get(choice) || new WeakMap();
  rows.delete(choice);
  rows.set(choice, made);
  if (rows.size > MOST_CHOICES) rows.delete([...rows.keys()][0]);
  return made;
}

/** What the page has answered since the server spoke, if it has. @param {TableData} data */
function answered(data) {
  const answer = ask(window, "atlas-answer");
  return answer && answer.turn > data.turn ? answer : null;
}

/** @param {Memory} memory */
function show(memory) {
  const { data } = memory.latest, now = answered(data), { url, year, sources, colourBy: by } = now || data;
  fetched(url).then((/** @type {RoutesDocument} */ doc) => {
    if (memory.latest.data !== data || answered(data) !== now) return;
    const own = ask(window, "atlas-own-routes") || [], ids = new Set(now && [...now.ids, ...now.own]);
    const isShown = (/** @type {ToldRoute} */ { id }) => ids.has(id);
    const routes = now ? doc.routes.filter(isShown) : chosen(data.shown, doc.routes), mine = now ? own.filter(isShown) : chosen(data.own, own);
    const telling = { sources: new Set(sources), year, by }, made = rowsOf(memory, [url, year, by, ...sources].join());
    const rowOf = kept(makers, doc, () => makeRows(doc, doc.looks, doc.palette));
    memory.table.show({ columns: columnsIn(doc, year), words: doc.tableWords, selected: data.selected,
      rows: [...routes, ...mine].map((route) => kept(made, route, () => rowOf(route, telling))),
      ranks: kept(ranks, doc, () => ranksOf(doc.routes)), caption: captionOf(doc.tableWords, routes.length, mine.length) });
  }).catch((error) => memory.table.fail(error.message));
}

/* The map comes first. */
for (const event of ["atlas-answered", "atlas-extra"]) addEventListener(event, () => afterPaint(() => { if (latest) show(latest); }));

/** @param {Component<TableData>} component */
export default function (component) {
  const region = part(component.parentElement, ".atlas-table"), memory = kept(memories, region, () => makeMemory(region, component));
  memory.latest = component;
  latest = memory;
  show(memory);
  return () => { if (latest === memory) latest = null; };
}

/* The table in Streamlit's page. The rows come once, by URL; a rerun only says which of them are shown. */
/** @import { Component, RowsDocument, TableData } from "../../../geo/web/types.js" */

import { chosen, fetched } from "../../../geo/web/shared/documents.js";
import { kept, part, reveal } from "../../../geo/web/shared/dom.js";
import { ranksOf } from "../../../geo/web/table/order.js";
import { makeSortedTable } from "./sorted_table.js";

/** @typedef {{ latest: Component<TableData>, table: ReturnType<typeof makeSortedTable> }} Memory */
const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());
const ranks = /** @type {WeakMap<RowsDocument, Map<string, number>>} */ (new WeakMap());

/** @param {HTMLElement} region @param {Component<TableData>} latest */
function makeMemory(region, latest) {
  const memory = { latest, table: makeSortedTable(region, (id) => {
    memory.latest.setTriggerValue("open", id);
    reveal(document.querySelector(".st-key-dossier"));
  }) };
  return memory;
}

/** @param {Component<TableData>} component */
export default function (component) {
  const { data } = component, region = part(component.parentElement, ".atlas-table");
  const memory = kept(memories, region, () => makeMemory(region, component));
  memory.latest = component;
  fetched(data.url).then((/** @type {RowsDocument} */ found) => {
    if (memory.latest.data !== data) return;
    /* A reader's overlay comes with the rerun and is kept nowhere. */
    memory.table.show({ columns: found.columns, words: found.words, rows: [...chosen(data.shown, found.rows), ...data.own],
      ranks: kept(ranks, found, () => ranksOf(found.rows)), caption: data.caption, selected: data.selected });
  }).catch((error) => memory.table.fail(error.message));
}

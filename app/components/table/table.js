/* The table in Streamlit's page. The rows come once, by URL; a rerun only says which of them are shown. */
/** @import { Component, RowsDocument, TableData, TableState } from "../../../geo/web/types.js" */

import { inAddress, writeInAddress } from "../../../geo/web/shared/address.js";
import { chosen, fetched } from "../../../geo/web/shared/documents.js";
import { kept, part, reveal } from "../../../geo/web/shared/dom.js";
import { ranksOf } from "../../../geo/web/table/order.js";
import { makeTable } from "../../../geo/web/table/table.js";

/** @typedef {{ latest: Component<TableData>, table: ReturnType<typeof makeTable>, show: (now: Omit<TableState, "sort">) => void }} Memory */
const memories = /** @type {WeakMap<Element, Memory>} */ (new WeakMap());
const SORT = "sort";
const ranks = /** @type {WeakMap<RowsDocument, Map<string, number>>} */ (new WeakMap());

/** @param {HTMLElement} region @param {Component<TableData>} latest */
function makeMemory(region, latest) {
  let shown = /** @type {Omit<TableState, "sort"> | null} */ (null), sort = inAddress(window, SORT);
  const table = makeTable(region, (id) => {
    memory.latest.setTriggerValue("open", id);
    reveal(document.querySelector(".st-key-dossier"));
  }, (asked) => { sort = asked; again(); });
  /* The order stands in the address, as the camera does: a rerun may write an older one over it. */
  function again() {
    if (!shown) return;
    writeInAddress(window, SORT, sort);
    table.show({ ...shown, sort });
  }
  /** @type {Memory} */
  const memory = { latest, table, show: (now) => { shown = now; again(); } };
  addEventListener("popstate", () => {
    if (!region.isConnected || inAddress(window, SORT) === sort) return;
    sort = inAddress(window, SORT);
    again();
  });
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
    memory.show({ columns: found.columns, words: found.words, rows: [...chosen(data.shown, found.rows), ...data.own],
      ranks: kept(ranks, found, () => ranksOf(found.rows)), caption: data.caption, selected: data.selected });
  }).catch((error) => memory.table.fail(error.message));
}

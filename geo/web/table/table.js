/* The table of routes: head, rows, order, and what is listed of a long one. Cells are set as text. When it
   is drawn, its region says which routes it shows (`data-route-ids`). */
/** @import { Cell, Column, Order, Row, TableState } from "../types.js" */

import { button, element, kept, part, picture } from "../shared/dom.js";
import { nextOrder, sorted } from "./order.js";

const PAGE = 100, FIRST = 24;
const later = (/** @type {() => void} */ act) =>
  ("requestIdleCallback" in window ? requestIdleCallback(act, { timeout: 300 }) : setTimeout(act, 60));

/** @param {string} word @param {string} title */
function mark(word, title) {
  const made = element("small", "atlas-mark", word);
  made.title = title;
  return made;
}

/** @param {Row} row */
function nameCell(row) {
  const made = element("th"), open = button("", row.name);
  made.scope = "row";
  open.dataset.routeId = row.id;
  made.append(open);
  return made;
}

/** @param {Cell} cell @param {Column} column */
function plainCell(cell, column) {
  const made = element("td", cell.missing ? "atlas-missing" : column.numeric ? "atlas-number" : "");
  if (column.swatch && cell.swatch) made.append(picture(cell.swatch));
  made.append(element("span", "", cell.text));
  if (cell.late) made.append(mark("overdue", "The promised date has passed"));
  if (cell.disputed && column.key !== "differ") made.append(mark("differs", "Claims about it differ"));
  return made;
}

/** @param {Column[]} columns @param {Row} row */
function makeRow(columns, row) {
  const made = element("tr");
  made.dataset.routeId = row.id;
  made.append(...columns.map((column) => (column.key === "name" ? nameCell(row) : plainCell(row.cells[column.key], column))));
  return made;
}

/** @param {Column[]} columns @param {Order | null} order @param {(key: string) => void} sortBy */
function makeHead(columns, order, sortBy) {
  const row = element("tr"), head = element("thead");
  row.append(...columns.map(({ key, width, title }) => {
    const cell = element("th"), sort = button("", title, () => sortBy(key));
    cell.scope = "col";
    cell.style.width = width;
    if (order && order.key === key) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sort.title = "Sort by " + title.toLowerCase();
    cell.append(sort);
    return cell;
  }));
  head.append(row);
  return head;
}

/** The table in a region that holds `table` and `.atlas-table-more`; `open` is told the id of a chosen row.
 * @param {HTMLElement} region @param {(id: string) => void} open */
export function makeTable(region, open) {
  const table = part(region, "table"), more = part(region, ".atlas-table-more"), words = part(more, "span");
  let state = /** @type {TableState | null} */ (null), order = /** @type {Order | null} */ (null), most = PAGE, printing = false;
  /* Rows are built once and shown again: a filter only picks among them. */
  let built = /** @type {WeakMap<Row, HTMLTableRowElement>} */ (new WeakMap()), columns = "";

  /** @param {TableState} now @param {Row} row */
  function bodyRow(now, row) {
    const made = kept(built, row, () => makeRow(now.columns, row));
    if (row.id === now.selected) made.setAttribute("aria-selected", "true");
    else made.removeAttribute("aria-selected");
    return made;
  }
  function draw() {
    const now = state;
    if (!now) return;
    const body = element("tbody"), listed = printing ? now.rows.length : most;
    const drawn = sorted(now.rows, order, now.ranks).slice(0, listed);
    /* The map comes first: rows that nobody sees yet follow when the browser has nothing to do. */
    const seen = printing || region.scrollTop || region.contains(document.activeElement) ? drawn.length : FIRST;
    body.append(...drawn.slice(0, seen).map((row) => bodyRow(now, row)));
    table.replaceChildren(element("caption", "", now.caption), makeHead(now.columns, order, sortBy), body);
    more.hidden = now.rows.length <= listed;
    words.textContent = "The first " + listed + " of " + now.rows.length + " are listed.";
    later(() => {
      if (!body.isConnected) return;
      body.append(...drawn.slice(seen).map((row) => bodyRow(now, row)));
      region.setAttribute("data-route-ids", now.rows.map((row) => row.id).join(" "));
    });
  }
  /** @param {string} key */
  function sortBy(key) {
    order = nextOrder(order, key);
    draw();
    const at = state ? state.columns.findIndex((column) => column.key === key) : -1;
    table.querySelectorAll("thead button").forEach((each, i) => { if (i === at && each instanceof HTMLElement) each.focus(); });
  }
  /** On paper nobody scrolls: every row is there before it is printed. @param {boolean} on */
  function forPaper(on) {
    if (printing === on || !region.isConnected) return;
    printing = on;
    draw();
  }
  addEventListener("beforeprint", () => forPaper(true));
  addEventListener("afterprint", () => forPaper(false));
  part(more, "button").onclick = () => { most += PAGE; draw(); };
  table.onclick = (event) => {
    const row = event.target instanceof Element ? event.target.closest("tbody tr") : null;
    if (row instanceof HTMLElement && row.dataset.routeId) open(row.dataset.routeId);
  };

  return {
    /** @param {TableState} now */
    show(now) {
      const titles = JSON.stringify(now.columns), focused = document.activeElement, within = focused && region.contains(focused);
      const id = within && focused instanceof HTMLElement ? focused.dataset.routeId : undefined;
      if (titles !== columns) built = new WeakMap();
      columns = titles;
      state = now;
      draw();
      const same = id && table.querySelector('button[data-route-id="' + CSS.escape(id) + '"]');
      if (same instanceof HTMLElement) same.focus({ preventScroll: true });
    },
    /** Says in words that there is no table. @param {string} reason */
    fail(reason) {
      table.replaceChildren();
      more.hidden = false;
      words.textContent = "The table could not be loaded (" + reason + "). Reload the page.";
    },
  };
}

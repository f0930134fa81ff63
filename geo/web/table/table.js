/* The table of routes: head, rows, order, and what is listed of a long one. Cells are set as text. When it
   is drawn, its region says which routes it shows (`data-route-ids`). */
/** @import { Row, TableState } from "../types.js" */

import { element, kept, part, whenIdle } from "../shared/dom.js";
import { makeBar } from "./bar.js";
import { makeHead, makeRow } from "./cells.js";
import { isEmpty, nextOrder, orderText, readOrder, sorted } from "./order.js";
import { makeSearch } from "./search.js";
import { showWhole } from "./whole.js";

const PAGE = 100, FIRST = 24, SOON_MS = 300;

/** Scrolls a region, and nothing around it, until a row can be seen. @param {HTMLElement} region @param {HTMLElement} row */
function bringIntoView(region, row) {
  const { top, bottom } = region.getBoundingClientRect(), place = row.getBoundingClientRect();
  const under = top + (region.querySelector("thead")?.clientHeight || 0);
  if (place.top < under || place.bottom > bottom) region.scrollTop += (place.top + place.bottom - under - bottom) / 2;
}

/** The table in a region that holds `table` and `.atlas-table-more`; `open` is told the id of a chosen row, `resort`
 * the order that is asked for, as an address has it: who is told shows it.
 * @param {HTMLElement} region @param {(id: string) => void} open @param {(sort: string) => void} resort */
export function makeTable(region, open, resort) {
  const table = part(region, "table"), more = part(region, ".atlas-table-more"), words = part(more, "span");
  let state = /** @type {TableState | null} */ (null), most = PAGE, printing = false;
  /* Rows are built once and shown again: a filter only picks among them. */
  let built = /** @type {WeakMap<Row, HTMLTableRowElement>} */ (new WeakMap()), columns = "";
  /* The id of a row that has just been opened. */
  let wanted = "";
  const orderOf = () => readOrder(state?.sort || "", state?.columns || []);
  const { bar, isShown, leavesOut, searched, say } = makeBar(draw, () => orderOf()?.key || "");
  const found = makeSearch(), isTap = showWhole(region, table);
  region.prepend(bar);

  /** @param {TableState} now @param {Row} row */
  function bodyRow(now, row) {
    const made = kept(built, row, () => makeRow(now.columns, row));
    if (row.id === now.selected) made.setAttribute("aria-selected", "true");
    else made.removeAttribute("aria-selected");
    return made;
  }
  /** @param {TableState} now */
  function listedOf(now) {
    const rows = leavesOut() ? now.rows.filter((row) => row.id === now.selected || !isEmpty(row, now.columns)) : now.rows;
    return sorted(found(rows, now.columns, searched()), orderOf(), now.ranks);
  }
  function draw() {
    if (!state) return;
    const now = { ...state, columns: state.columns.filter(isShown) }, titles = JSON.stringify(now.columns);
    if (titles !== columns) built = new WeakMap();
    columns = titles;
    const order = orderOf();
    /* The column by which the rows were sorted is not there, or not any more. */
    if (state.sort && !now.columns.some(({ key }) => key === order?.key)) { resort(""); return; }
    const body = element("tbody"), rows = listedOf(now), at = wanted ? rows.findIndex(({ id }) => id === wanted) : -1;
    most = Math.max(most, PAGE * Math.ceil((at + 1) / PAGE));
    const listed = printing ? rows.length : most, drawn = rows.slice(0, listed);
    /* The map comes first: rows that nobody sees yet follow when the browser has nothing to do. */
    const seen = printing || region.scrollTop || region.contains(document.activeElement) ? drawn.length : FIRST;
    body.append(...drawn.slice(0, seen).map((row) => bodyRow(now, row)));
    say(now, state.columns, order, rows.length);
    table.replaceChildren(element("caption", "", now.caption), makeHead(now, order, sortBy), body);
    more.hidden = rows.length <= listed;
    words.textContent = "The first " + listed + " of " + rows.length + " are listed.";
    whenIdle(() => {
      if (!body.isConnected) return;
      body.append(...drawn.slice(seen).map((row) => bodyRow(now, row)));
      region.setAttribute("data-route-ids", now.rows.map((row) => row.id).join(" "));
      const row = wanted && body.querySelector('tr[data-route-id="' + CSS.escape(wanted) + '"]');
      wanted = "";
      if (row instanceof HTMLElement) bringIntoView(region, row);
    }, SOON_MS);
  }
  /** @param {string} key */
  function sortBy(key) {
    resort(orderText(nextOrder(orderOf(), key)));
    const same = table.querySelector('thead button[data-column="' + key + '"]');
    if (same instanceof HTMLElement) same.focus();
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
    if (!isTap(event) && row instanceof HTMLElement && row.dataset.routeId) open(row.dataset.routeId);
  };

  return {
    /** @param {TableState} now */
    show(now) {
      const focused = document.activeElement, within = focused && region.contains(focused);
      const id = within && focused instanceof HTMLElement ? focused.dataset.routeId : undefined;
      if (now.selected && now.selected !== state?.selected) wanted = now.selected;
      state = now;
      draw();
      const same = id && table.querySelector('button[data-route-id="' + CSS.escape(id) + '"]');
      if (same instanceof HTMLElement) same.focus({ preventScroll: true });
    },
    /** Says in words that there is no table. @param {string} reason */
    fail(reason) {
      table.replaceChildren();
      bar.hidden = true;
      more.hidden = false;
      words.textContent = "The table could not be loaded (" + reason + "). Reload the page.";
    },
  };
}

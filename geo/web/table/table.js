/* The table of routes: head, rows, order, and what is listed of a long one. Cells are set as text. When it
   is drawn, its region says which routes it shows (`data-route-ids`). */
/** @import { Cell, Column, Order, Row, TableState } from "../types.js" */

import { button, element, kept, part, picture } from "../shared/dom.js";
import { isEmpty, nextOrder, sorted, sourcedIn } from "./order.js";

const PAGE = 100, FIRST = 24;
const later = (/** @type {() => void} */ act) =>
  ("requestIdleCallback" in window ? requestIdleCallback(act, { timeout: 300 }) : setTimeout(act, 60));

/** @param {string} text @param {Record<string, number>} numbers for the names that it has in braces */
const filled = (text, numbers) => text.replace(/\{(\w+)\}/g, (_, name) => String(numbers[name]));

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

/** A dash for the eye; who cannot see it, or points at it, is told in words. @param {Cell} cell */
function missingCell(cell) {
  const made = element("td", "atlas-missing"), dash = element("span", "", "–");
  dash.setAttribute("aria-hidden", "true");
  made.title = cell.text;
  made.append(dash, element("span", "atlas-unseen", cell.text));
  return made;
}

/** @param {Cell} cell @param {Column} column */
function plainCell(cell, column) {
  if (cell.missing) return missingCell(cell);
  const made = element("td", cell.quiet ? "atlas-missing" : column.numeric ? "atlas-number" : "");
  if (column.swatch && cell.swatch) made.append(picture(cell.swatch));
  made.append(element("span", "atlas-cell", cell.text));
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

/** @param {TableState} now @param {Order | null} order @param {(key: string) => void} sortBy */
function makeHead({ columns, rows, words }, order, sortBy) {
  const row = element("tr"), head = element("thead");
  row.append(...columns.map(({ key, width, title, directions, sourced }) => {
    const cell = element("th"), sort = button("", title, () => sortBy(key)), next = nextOrder(order, key);
    cell.scope = "col";
    cell.abbr = title;
    cell.style.width = "calc(" + width + "ch + 2 * var(--atlas-cell-side))";
    sort.dataset.column = key;
    sort.title = "Sort: " + (next ? directions[Number(next.down)] : words.order);
    cell.append(sort);
    if (sourced) {
      const counts = sourcedIn(rows, key), note = element("small", "", filled(words.sourced, counts));
      note.title = filled(words.sources, counts);
      cell.append(note);
    }
    if (order && order.key === key) {
      cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      cell.append(element("small", "atlas-direction", directions[Number(order.down)]));
    }
    return cell;
  }));
  head.append(row);
  return head;
}

/** Shows all of a cell that is cut, over its place, as long as the pointer is on it; Escape ends it.
 * @param {HTMLElement} region @param {HTMLElement} table */
function showWhole(region, table) {
  let whole = /** @type {HTMLElement | null} */ (null), dismissed = /** @type {Element | null} */ (null);
  const end = () => { whole?.remove(); whole = null; };
  table.onpointerover = ({ target }) => {
    const cell = target instanceof Element ? target.closest("td") : null;
    if (cell && (cell === dismissed || cell === whole?.parentElement)) return;
    end();
    dismissed = null;
    const text = cell?.querySelector(".atlas-cell");
    if (!cell || !text || text.scrollHeight <= text.clientHeight + 1) return;
    whole = element("div", "atlas-whole", text.textContent || "");
    whole.setAttribute("aria-hidden", "true");
    cell.append(whole);
    whole.classList.toggle("atlas-whole-up", whole.getBoundingClientRect().bottom > region.getBoundingClientRect().bottom);
  };
  table.onpointerleave = end;
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !whole) return;
    dismissed = whole.parentElement;
    end();
  });
}

/** Scrolls a region, and nothing around it, until a row can be seen. @param {HTMLElement} region @param {HTMLElement} row */
function bringIntoView(region, row) {
  const { top, bottom } = region.getBoundingClientRect(), place = row.getBoundingClientRect();
  const under = top + (region.querySelector("thead")?.clientHeight || 0);
  if (place.top < under || place.bottom > bottom) region.scrollTop += (place.top + place.bottom - under - bottom) / 2;
}

/** The list of columns from which the reader chooses. @param {() => void} change */
function makeChooser(change) {
  const menu = element("details", "atlas-table-columns"), title = element("summary"), list = element("p");
  const chosen = /** @type {Map<string, boolean>} */ (new Map());
  const isShown = (/** @type {Column} */ { key, optional }) => key === "name" || (chosen.get(key) ?? !optional);
  let listed = "";
  menu.append(title, list);
  return { menu, isShown,
    /** @param {Column[]} columns @param {string} words */
    say(columns, words) {
      const titles = columns.map((column) => column.title).join(" ");
      title.textContent = words;
      if (titles === listed) return;
      listed = titles;
      list.replaceChildren(...columns.filter(({ key }) => key !== "name").map((column) => {
        const label = element("label"), box = element("input");
        box.type = "checkbox";
        box.name = "column-" + column.key;
        box.checked = isShown(column);
        box.onchange = () => { chosen.set(column.key, box.checked); change(); };
        label.append(box, element("span", "", column.title));
        return label;
      }));
    } };
}

/** What stands above the table: its order, which columns it has, and whether empty rows are left out.
 * @param {() => void} change */
function makeBar(change) {
  const bar = element("div", "atlas-table-bar"), order = element("p"), dash = element("p"), label = element("label");
  const box = element("input"), words = element("span"), { menu, isShown, say: sayColumns } = makeChooser(change);
  box.type = "checkbox";
  box.name = "leave-out";
  box.onchange = change;
  order.setAttribute("role", "status");
  label.append(box, words);
  bar.append(order, dash, label, menu);
  return { bar, isShown, leavesOut: () => box.checked,
    /** @param {TableState} now, with the columns shown @param {Column[]} all @param {Order | null} sort */
    say({ columns, rows, words: said }, all, sort) {
      const column = sort && columns.find(({ key }) => key === sort.key), empty = rows.filter((row) => isEmpty(row, columns)).length;
      const sentence = sort && column ? column.orders[Number(sort.down)] : said.order;
      if (order.textContent !== sentence) order.textContent = sentence;
      dash.textContent = said.dash;
      label.hidden = !empty;
      label.title = said.emptyRows;
      words.textContent = filled(said.leaveOut, { n: empty });
      sayColumns(all, said.columns);
    } };
}

/** The table in a region that holds `table` and `.atlas-table-more`; `open` is told the id of a chosen row.
 * @param {HTMLElement} region @param {(id: string) => void} open */
export function makeTable(region, open) {
  const table = part(region, "table"), more = part(region, ".atlas-table-more"), words = part(more, "span");
  let state = /** @type {TableState | null} */ (null), order = /** @type {Order | null} */ (null), most = PAGE, printing = false;
  /* Rows are built once and shown again: a filter only picks among them. */
  let built = /** @type {WeakMap<Row, HTMLTableRowElement>} */ (new WeakMap()), columns = "";
  /* The id of a row that has just been opened. */
  let wanted = "";
  const { bar, isShown, leavesOut, say } = makeBar(draw);
  region.prepend(bar);
  showWhole(region, table);

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
    return sorted(rows, order, now.ranks);
  }
  function draw() {
    if (!state) return;
    const now = { ...state, columns: state.columns.filter(isShown) }, titles = JSON.stringify(now.columns);
    if (titles !== columns) built = new WeakMap();
    columns = titles;
    if (order && !now.columns.some(({ key }) => key === order?.key)) order = null;
    const body = element("tbody"), rows = listedOf(now), at = wanted ? rows.findIndex(({ id }) => id === wanted) : -1;
    most = Math.max(most, PAGE * Math.ceil((at + 1) / PAGE));
    const listed = printing ? rows.length : most, drawn = rows.slice(0, listed);
    /* The map comes first: rows that nobody sees yet follow when the browser has nothing to do. */
    const seen = printing || region.scrollTop || region.contains(document.activeElement) ? drawn.length : FIRST;
    body.append(...drawn.slice(0, seen).map((row) => bodyRow(now, row)));
    say(now, state.columns, order);
    table.replaceChildren(element("caption", "", now.caption), makeHead(now, order, sortBy), body);
    more.hidden = rows.length <= listed;
    words.textContent = "The first " + listed + " of " + rows.length + " are listed.";
    later(() => {
      if (!body.isConnected) return;
      body.append(...drawn.slice(seen).map((row) => bodyRow(now, row)));
      region.setAttribute("data-route-ids", now.rows.map((row) => row.id).join(" "));
      const row = wanted && body.querySelector('tr[data-route-id="' + CSS.escape(wanted) + '"]');
      wanted = "";
      if (row instanceof HTMLElement) bringIntoView(region, row);
    });
  }
  /** @param {string} key */
  function sortBy(key) {
    order = nextOrder(order, key);
    draw();
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
    if (row instanceof HTMLElement && row.dataset.routeId) open(row.dataset.routeId);
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

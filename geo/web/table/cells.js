/* The cells of the table: of its head, and of a row. Text is set as text. */
/** @import { Cell, Column, Order, Row, TableState } from "../types.js" */

import { button, element, picture } from "../shared/dom.js";
import { nextOrder, sourcedIn } from "./order.js";

/** @param {string} text @param {Record<string, number>} numbers for the names that it has in braces */
export const filled = (text, numbers) => text.replace(/\{(\w+)\}/g, (_, name) => String(numbers[name]));

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
export function makeRow(columns, row) {
  const made = element("tr");
  made.dataset.routeId = row.id;
  made.append(...columns.map((column) => (column.key === "name" ? nameCell(row) : plainCell(row.cells[column.key], column))));
  return made;
}

/** @param {TableState} now @param {Order | null} order @param {(key: string) => void} sortBy */
export function makeHead({ columns, rows, words }, order, sortBy) {
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

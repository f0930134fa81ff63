/* What stands above the table: its order, a search in it, which columns it has, and whether empty rows are
   left out. */
/** @import { Column, Order, TableState } from "../types.js" */

import { element } from "../shared/dom.js";
import { filled } from "./cells.js";
import { isEmpty } from "./order.js";

/** The list of columns from which the reader chooses. @param {() => void} change @param {() => string} sortedBy */
function makeChooser(change, sortedBy) {
  const menu = element("details", "atlas-table-columns"), title = element("summary"), list = element("p");
  const chosen = /** @type {Map<string, boolean>} */ (new Map());
  const isShown = (/** @type {Column} */ { key, optional }) => key === "name"
    || (chosen.get(key) ?? (!optional || key === sortedBy()));
  const boxes = /** @type {Map<string, HTMLInputElement>} */ (new Map());
  let listed = "";
  menu.append(title, list);
  /** @param {Column} column */
  function makeChoice({ key, title: words }) {
    const label = element("label"), box = element("input");
    box.type = "checkbox";
    box.name = "column-" + key;
    box.onchange = () => { chosen.set(key, box.checked); change(); };
    boxes.set(key, box);
    label.append(box, element("span", "", words));
    return label;
  }
  return { menu, isShown,
    /** @param {Column[]} columns @param {string} words */
    say(columns, words) {
      const titles = columns.map((column) => column.title).join(" ");
      title.textContent = words;
      if (titles !== listed) list.replaceChildren(...columns.filter(({ key }) => key !== "name").map(makeChoice));
      listed = titles;
      columns.forEach((column) => {
        const box = boxes.get(column.key);
        if (box) box.checked = isShown(column);
      });
    } };
}

/** @param {() => void} change @param {() => string} sortedBy the key of the column by which the rows are sorted, or a blank */
export function makeBar(change, sortedBy) {
  const bar = element("div", "atlas-table-bar"), order = element("p", "atlas-table-order"), dash = element("p"), label = element("label");
  const box = element("input"), words = element("span"), { menu, isShown, say: sayColumns } = makeChooser(change, sortedBy);
  const finder = element("label", "atlas-table-find"), name = element("span"), search = element("input"), found = element("p", "atlas-table-found");
  box.type = "checkbox";
  box.name = "leave-out";
  box.onchange = change;
  search.type = "search";
  search.name = "find";
  search.maxLength = 200;
  search.autocomplete = "off";
  search.spellcheck = false;
  search.oninput = change;
  order.setAttribute("role", "status");
  found.setAttribute("role", "status");
  label.append(box, words);
  finder.append(name, search);
  bar.append(finder, found, label, menu, order, dash);
  return { bar, isShown, leavesOut: () => box.checked, searched: () => search.value,
    /** @param {TableState} now, with the columns shown @param {Column[]} all @param {Order | null} sort @param {number} left rows that the search has left */
    say({ columns, rows, words: said }, all, sort, left) {
      const column = sort && columns.find(({ key }) => key === sort.key), empty = rows.filter((row) => isEmpty(row, columns)).length;
      const sentence = sort && column ? column.orders[Number(sort.down)] : said.order;
      const count = search.value.trim() ? filled(left ? said.found : said.notFound, { n: left, m: rows.length }) : "";
      if (order.textContent !== sentence) order.textContent = sentence;
      if (found.textContent !== count) found.textContent = count;
      found.classList.toggle("atlas-table-lost", count !== "" && !left);
      name.textContent = said.find;
      dash.textContent = said.dash;
      label.hidden = !empty;
      label.title = said.emptyRows;
      words.textContent = filled(said.leaveOut, { n: empty });
      sayColumns(all, said.columns);
    } };
}

/* All of a cell that is cut: over its place while a pointer is on it, after a tap, or by key (page.css). */

import { element } from "../shared/dom.js";

/** Shows all of a cell that is cut, over its place, as long as a pointer is on it or until the next tap;
 * Escape ends it. Gives what a click is asked: whether it was the tap that showed a cell, and no more.
 * @param {HTMLElement} region @param {HTMLElement} table */
export function showWhole(region, table) {
  let whole = /** @type {HTMLElement | null} */ (null), dismissed = /** @type {Element | null} */ (null), tapped = false;
  const end = () => { whole?.remove(); whole = null; };
  const cellOf = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? target.closest("td") : null);
  /** @param {Element | null} cell @returns {boolean} whether it is cut, and all of it is now seen */
  function show(cell) {
    end();
    const text = cell?.querySelector(".atlas-cell");
    if (!cell || !text || text.scrollHeight <= text.clientHeight + 1) return false;
    whole = element("div", "atlas-whole", text.textContent || "");
    whole.setAttribute("aria-hidden", "true");
    cell.append(whole);
    whole.classList.toggle("atlas-whole-up", whole.getBoundingClientRect().bottom > region.getBoundingClientRect().bottom);
    return true;
  }
  table.onpointerover = ({ target, pointerType }) => {
    const cell = cellOf(target);
    if (pointerType === "touch" || (cell && (cell === dismissed || cell === whole?.parentElement))) return;
    dismissed = null;
    show(cell);
  };
  table.onpointerdown = ({ pointerType }) => { tapped = pointerType === "touch"; };
  table.onpointerleave = ({ pointerType }) => { if (pointerType !== "touch") end(); };
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !whole) return;
    dismissed = whole.parentElement;
    end();
  });
  return (/** @type {MouseEvent} */ { target }) => {
    const cell = cellOf(target), again = Boolean(whole) && cell === whole?.parentElement;
    if (!tapped) return false;
    tapped = false;
    if (!again) return show(cell);
    end();
    return false;
  };
}

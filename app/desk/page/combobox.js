/* The list under a field: what the letters typed may mean, walked by keyboard, chosen by Enter or pointer. */

import { element } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";

const WAIT_MS = 120;

/** A row of what is found. @param {string} name @param {string} hint @param {() => void} choose @param {string} [className] */
export function optionRow(name, hint, choose, className = "") {
  const row = element("li", className);
  row.id = newId("option");
  row.setAttribute("role", "option");
  row.append(element("span", "found-name", name), element("span", "found-hint", hint));
  row.onpointerdown = (event) => { event.preventDefault(); choose(); };
  return row;
}

/** Makes a field offer what is found while it is typed. `look` finds it, null where nothing is to be looked for; `draw` fills and shows
 * the list and says which row is marked, -1 for none. What `heard` leaves is the field's own key.
 * @template T @param {HTMLInputElement} input @param {HTMLElement} list @param {HTMLElement} told what is said under the field
 * @param {{ look: () => Promise<T[] | null>, draw: (options: T[]) => number, choose: (option: T) => void, leave: () => void }} acts */
export function makeCombobox(input, list, told, acts) {
  let options = /** @type {T[]} */ ([]), at = -1, asked = 0, timer = 0;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  told.id = newId("hint");
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-describedby": told.id })
    .forEach(([name, value]) => input.setAttribute(name, value));

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  /** @param {number} place */
  function point(place) {
    at = place;
    const rows = [...list.querySelectorAll("[role=option]")], row = rows[at];
    rows.forEach((each) => each.setAttribute("aria-selected", String(each === row)));
    if (!row) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  async function look() {
    const number = ++asked, found = await acts.look();
    if (found === null) { if (number === asked) { options = []; close(); } return; }
    if (number !== asked || document.activeElement !== input) return;
    options = found;
    const first = acts.draw(options);
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(first);
  }
  input.oninput = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  };
  return {
    close,
    /** Takes nothing more of what was asked for: the field is left. */
    stop() {
      clearTimeout(timer);
      asked += 1;
    },
    /** Does what a key asks of the list, if it asks anything. @param {KeyboardEvent} event */
    heard(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) look();
      else if (step && options.length) point(at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length);
      else if (event.key === "Enter" && !list.hidden && options[at]) acts.choose(options[at]);
      else if (event.key === "Escape" && !list.hidden) acts.leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/* A place found by name while it is typed: of the atlas first, then of GeoNames. */
/** @import { FoundPlace, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";

const WAIT_MS = 120;

/** @param {Talk} talk @param {string} label @param {() => [number, number][]} near the other places of the route, each lon and lat
 * @param {(place: FoundPlace, typed: string) => void} chosen */
export function makePlaceSearch(talk, label, near, chosen) {
  const root = element("div", "field subject-field place-search"), head = element("label", "", label), input = element("input"), list = element("ul");
  const told = element("small", "hint", "Its name in any script, then Enter. Places of the atlas come first, then GeoNames.");
  let options = /** @type {FoundPlace[]} */ ([]), at = -1, asked = 0, timer = 0;

  input.id = newId("place");
  input.type = "text";
  input.autocomplete = "off";
  input.spellcheck = false;
  list.id = newId("places");
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Places found");
  told.id = newId("hint");
  told.setAttribute("role", "status");
  head.htmlFor = input.id;
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-describedby": told.id })
    .forEach(([name, value]) => input.setAttribute(name, value));
  root.append(head, input, list, told);

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  /** @param {number} place */
  function point(place) {
    at = place;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    const row = list.children[at];
    if (!row) return;
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
  /** @param {FoundPlace} place */
  function choose(place) {
    const typed = input.value.trim();
    input.value = "";
    told.textContent = "";
    close();
    chosen(place, typed);
  }
  /** @param {FoundPlace} place */
  function rowOf(place) {
    const row = element("li", place.place_id ? "in-atlas" : "");
    row.id = newId("option");
    row.setAttribute("role", "option");
    row.append(element("span", "found-name", place.name), element("span", "found-hint", place.hint));
    [place.also && `Also ${place.also}`, place.country_note, place.warning].filter(Boolean).forEach((words) => row.append(element("span", "found-also", words)));
    row.onpointerdown = (event) => { event.preventDefault(); choose(place); };
    return row;
  }
  function draw() {
    list.replaceChildren(...options.map(rowOf));
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = options.length ? `${options.length} found` : "No place is called so. Set it on the map or by its coordinates.";
    point(options.length ? 0 : -1);
  }
  async function look() {
    const number = ++asked, words = input.value.trim();
    if (!words) { options = []; told.textContent = ""; close(); return; }
    if (list.hidden) told.textContent = "Looking \u2026";
    const beside = near().map((pair) => pair.join(",")).join(";");
    const found = await talk.get(`/api/gazetteer?q=${encodeURIComponent(words)}&near=${encodeURIComponent(beside)}`);
    if (number !== asked || document.activeElement !== input) return;
    options = found;
    draw();
  }
  input.oninput = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  };
  input.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) look();
    else if (step && options.length) point((at + step + options.length) % options.length);
    else if (event.key === "Enter" && !list.hidden && options[at]) choose(options[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  input.onblur = () => {
    clearTimeout(timer);
    asked += 1;
    close();
  };
  return { root, focus: () => input.focus() };
}

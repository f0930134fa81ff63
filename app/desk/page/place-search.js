/* A place found by name while it is typed: of the atlas first, then of GeoNames. */
/** @import { FoundPlace, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";

const WAIT_MS = 120;

/** @param {Talk} talk @param {string} draft its id, or blank @param {string} label @param {() => { lon: number, lat: number, name?: string }[]} near the other places of the route
 * @param {(place: FoundPlace, typed: string) => void} chosen */
export function makePlaceSearch(talk, draft, label, near, chosen) {
  const root = element("div", "field subject-field place-search"), head = element("label", "", label), input = element("input"), list = element("ul");
  const told = element("small", "hint", "Its name in any script, then Enter. Places of the atlas come first, then GeoNames.");
  let asBeside = near(), options = /** @type {FoundPlace[]} */ ([]), at = -1, asked = 0, timer = 0;

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
    const rows = [...list.querySelectorAll("[role=option]")], row = rows[at];
    rows.forEach((each) => each.setAttribute("aria-selected", String(each === row)));
    if (!row) { input.removeAttribute("aria-activedescendant"); return; }
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
    const beside = place.from === undefined ? undefined : asBeside[place.from];
    [beside && `${(place.km || 0).toLocaleString("en")} km from ${beside.name || "a point of the line"}`, place.also && `Also ${place.also}`, place.country_note, place.warning].filter(Boolean).forEach((words) => row.append(element("span", "found-also", words)));
    row.onpointerdown = (event) => { event.preventDefault(); choose(place); };
    return row;
  }
  function draw() {
    const alike = options.findIndex((place) => place.fit === "near"), rows = options.map(rowOf), isMeant = options.length > 0 && alike !== 0;
    list.replaceChildren(...rows);
    if (alike >= 0) {
      const head = element("li", "found-like", "Not this name, but like it");
      head.setAttribute("role", "presentation");
      rows[alike].before(head);
    }
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const only = "No place is called so. Set it on the map or by its coordinates";
    told.textContent = isMeant ? `${options.length} found` : options.length ? `${only}, or choose one of ${options.length} whose names are like it.` : `${only}.`;
    point(isMeant ? 0 : -1);
  }
  async function look() {
    const number = ++asked, words = input.value.trim();
    if (!words) { options = []; told.textContent = ""; close(); return; }
    if (list.hidden) told.textContent = "Looking \u2026";
    asBeside = near();
    const beside = asBeside.map(({ lon, lat }) => `${lon},${lat}`).join(";");
    const found = await talk.get(`/api/gazetteer?q=${encodeURIComponent(words)}&near=${encodeURIComponent(beside)}&draft=${encodeURIComponent(draft)}`);
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
    else if (step && options.length) point(at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length);
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

/* A place found by name while it is typed: of the atlas first, then of GeoNames. */
/** @import { FoundPlace, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { makeCombobox, optionRow } from "./combobox.js";
import { newId } from "./fields.js";

/** @param {Talk} talk @param {string} draft its id, or blank @param {string} label @param {() => { lon: number, lat: number, name?: string }[]} near the other places of the route
 * @param {(place: FoundPlace, typed: string) => void} chosen */
export function makePlaceSearch(talk, draft, label, near, chosen) {
  const root = element("div", "field subject-field place-search"), head = element("label", "", label), input = element("input"), list = element("ul");
  const told = element("small", "hint", "Its name in any script, then Enter. Places of the atlas come first, then GeoNames.");
  let asBeside = near();

  input.id = newId("place");
  input.type = "text";
  input.autocomplete = "off";
  input.spellcheck = false;
  list.id = newId("places");
  list.setAttribute("aria-label", "Places found");
  told.setAttribute("role", "status");
  head.htmlFor = input.id;
  const combobox = makeCombobox(input, list, told, { look, draw, choose, leave: () => combobox.close() });
  root.append(head, input, list, told);

  /** @param {FoundPlace} place */
  function choose(place) {
    const typed = input.value.trim();
    input.value = "";
    told.textContent = "";
    combobox.close();
    chosen(place, typed);
  }
  /** @param {FoundPlace} place */
  function rowOf(place) {
    const row = optionRow(place.name, place.hint, () => choose(place), place.place_id ? "in-atlas" : "");
    const beside = place.from === undefined ? undefined : asBeside[place.from];
    [beside && `${(place.km || 0).toLocaleString("en")} km from ${beside.name || "a point of the line"}`, place.also && `Also ${place.also}`, place.country_note, place.warning].filter(Boolean).forEach((words) => row.append(element("span", "found-also", words)));
    return row;
  }
  /** @param {FoundPlace[]} options */
  function draw(options) {
    const alike = options.findIndex((place) => place.fit === "near"), rows = options.map(rowOf), isMeant = options.length > 0 && alike !== 0;
    list.replaceChildren(...rows);
    if (alike >= 0) {
      const head = element("li", "found-like", "Not this name, but like it");
      head.setAttribute("role", "presentation");
      rows[alike].before(head);
    }
    list.hidden = options.length === 0;
    const only = "No place is called so. Set it on the map or by its coordinates";
    told.textContent = isMeant ? `${options.length} found` : options.length ? `${only}, or choose one of ${options.length} whose names are like it.` : `${only}.`;
    return isMeant ? 0 : -1;
  }
  /** @returns {Promise<FoundPlace[] | null>} */
  async function look() {
    const words = input.value.trim();
    if (!words) { told.textContent = ""; return null; }
    if (list.hidden) told.textContent = "Looking \u2026";
    asBeside = near();
    const beside = asBeside.map(({ lon, lat }) => `${lon},${lat}`).join(";");
    return talk.get(`/api/gazetteer?q=${encodeURIComponent(words)}&near=${encodeURIComponent(beside)}&draft=${encodeURIComponent(draft)}`);
  }
  input.onkeydown = (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) combobox.heard(event);
  };
  input.onblur = () => {
    combobox.stop();
    combobox.close();
  };
  return { root, focus: () => input.focus() };
}

/* The ends, via places and points of a new route, in order: moved, taken out and edited by keyboard. */
/** @import { DrawingWords, Stop, Talk } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { newId, textField } from "./fields.js";
import { makePlaceForm } from "./place-form.js";

/** @param {Talk} talk @param {DrawingWords} words @param {{ changed: (moved?: boolean) => void, reorder: (stops: Stop[]) => void, makePlace: (at: number) => void }} told */
export function makeStopList(talk, words, told) {
  const root = element("ol", "route-stops"), empty = element("p", "hint", "No places yet. A route needs two, one at each end.");
  root.setAttribute("aria-label", "Places and points in order of travel");

  const roleOf = (/** @type {number} */ at, /** @type {number} */ last) => (at === 0 ? "From" : at === last ? "To" : "Via");
  /** @param {Stop[]} stops @param {number} at @param {number} to */
  function moved(stops, at, to) {
    if (to < 0 || to >= stops.length) return;
    const next = stops.slice(), [stop] = next.splice(at, 1);
    next.splice(to, 0, stop);
    told.reorder(next);
    focusRow(to, to > at ? ".down" : ".up");
  }
  /** @param {number} at @param {string} part */
  function focusRow(at, part) {
    const row = root.children[at], wanted = row && row.querySelector(part);
    if (wanted instanceof HTMLButtonElement && !wanted.disabled) wanted.focus();
    else if (row) /** @type {HTMLElement | null} */ (row.querySelector("button:not(:disabled)"))?.focus();
  }
  /** @param {Stop[]} stops @param {number} at */
  function removed(stops, at) {
    told.reorder(stops.filter((_, i) => i !== at));
    focusRow(Math.min(at, stops.length - 2), ".out");
  }
  /** The coordinates of a mere point, which can be typed. @param {Stop} stop @param {string} name */
  function coordinates(stop, name) {
    const box = element("span", "coordinates");
    [["lat", "Latitude"], ["lon", "Longitude"]].forEach(([column, words]) => {
      const field = textField(column, String(column === "lat" ? stop.lat : stop.lon));
      field.setAttribute("aria-label", `${words} of ${name}`);
      field.inputMode = "decimal";
      field.onchange = () => {
        const number = Number(field.value.trim().replace(",", "."));
        const isGood = field.value.trim() !== "" && Math.abs(number) <= (column === "lat" ? 90 : 180);
        field.setAttribute("aria-invalid", String(!isGood));
        if (!isGood) return;
        if (column === "lat") stop.lat = number; else stop.lon = number;
        told.changed(true);
      };
      box.append(field);
    });
    return box;
  }
  /** @param {Stop} stop */
  function newPlace(stop) {
    const box = element("details", "new-place"), row = stop.place || {};
    const head = element("summary", "", "New place: what the atlas will have of it");
    box.open = !row.country || !row.origin || !row.name;
    box.append(head, makePlaceForm(talk, words, row, stop.note || "", (cells, moved) => {
      const lat = Number(cells.lat), lon = Number(cells.lon);
      if (moved) Object.assign(stop, cells.lat && cells.lon && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : { lat: NaN, lon: NaN });
      const name = box.closest("li")?.querySelector(".stop-name");
      if (name) name.textContent = cells.name || "Unnamed place";
      told.changed(moved);
    }).root);
    return box;
  }
  /** @param {Stop[]} stops @param {Stop} stop @param {number} at */
  function rowOf(stops, stop, at) {
    const row = element("li", stop.place || stop.place_id ? "a-place" : "a-point"), head = element("div", "stop-head"), acts = element("span", "stop-acts"), last = stops.length - 1;
    const isPlace = Boolean(stop.place || stop.place_id), name = isPlace ? (stop.name || (stop.place && stop.place.name) || "Unnamed place") : `point ${at + 1}`;
    const label = element("span", "stop-role", roleOf(at, last)), words = element("span", "stop-words");
    row.id = newId("stop");
    if (isPlace) words.append(element("strong", "stop-name", name), element("small", "", stop.hint || (stop.place ? "new place" : "")));
    else words.append(element("span", "stop-name", "Point"), coordinates(stop, name));
    const act = (/** @type {string} */ className, /** @type {string} */ sign, /** @type {string} */ said, /** @type {() => void} */ go) => {
      const made = button("plain small " + className, sign, go);
      made.setAttribute("aria-label", `${said} ${name}`);
      made.title = said;
      acts.append(made);
      return made;
    };
    if (!isPlace) act("placed", "Make a place", "Make a place of", () => told.makePlace(at));
    act("up", "\u2191", "Move up", () => moved(stops, at, at - 1)).disabled = at === 0;
    act("down", "\u2193", "Move down", () => moved(stops, at, at + 1)).disabled = at === last;
    act("out", "\u00d7", "Take out", () => removed(stops, at));
    head.append(label, words, acts);
    row.append(head);
    if (stop.place) row.append(newPlace(stop));
    head.onkeydown = (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      event.stopPropagation();
      moved(stops, at, at + (event.key === "ArrowUp" ? -1 : 1));
    };
    return row;
  }
  return { root, empty,
    /** @param {Stop[]} stops */
    show(stops) {
      empty.hidden = stops.length > 0;
      root.hidden = stops.length === 0;
      root.replaceChildren(...stops.map((stop, at) => rowOf(stops, stop, at)));
    } };
}

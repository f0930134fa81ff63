/* A new route: its places and points in order, the line on the map, and what is said of it before it is added.
   What is typed is kept by the browser until it is added. */
/** @import { Draft, DrawingWords, FoundPlace, LineAnswer, MapStop, Pair, RouteWork, Row, Stop, Talk, Vocabulary } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { areaField, boxes, choice, keyButton, labelled, textField } from "./fields.js";
import * as kept from "./kept.js";
import { makePlaceSearch } from "./place-search.js";
import { makeRouteMap } from "./route-map.js";
import { makeStopList } from "./stop-list.js";

const WAIT_MS = 250;
const COLUMNS = /** @type {Record<string, string>} */ ({ name: "Name", route_id: "Id", mode: "Mode", countries: "Countries", corridor_ids: "Corridors", role: "Role",
  from_place: "First place", to_place: "Last place", via_places: "Places on the way", basis: "Basis", basis_note: "Note on the line", geometry: "The line",
  country: "Country", kind: "What is there", origin: "Where the coordinates come from", place_id: "Id of a place", lon: "Longitude", lat: "Latitude" });

/** @returns {RouteWork} */
const blank = () => ({ cells: { name: "", route_id: "", mode: "rail", role: "featured", corridor_ids: "", countries: "" }, basis: "schematic", basis_note: "", stops: [] });

/** Under which name the browser keeps what is typed of a new route. @param {string} draft its id */
const nameIn = (draft) => "route:" + draft;

/** Whether something is typed of a new route and not added yet. @param {string} draft its id */
export const isUnderWay = (draft) => workOf(nameIn(draft)).stops.length > 0;

/** Puts a route that the draft has added into the panel that is opened next. @param {string} draft its id @param {RouteWork} work */
export const openAgain = (draft, work) => kept.write(nameIn(draft), JSON.stringify(work));

/** @param {string} name @returns {RouteWork} */
function workOf(name) {
  try {
    const found = JSON.parse(kept.read(name) || "null");
    return found && Array.isArray(found.stops) ? { ...blank(), ...found } : blank();
  } catch {
    return blank();
  }
}

/** What the server is sent of a stop. @param {Stop} stop */
const sentOf = (stop) => (stop.place ? { place: { ...stop.place } } : stop.place_id ? { place_id: stop.place_id } : { lon: stop.lon, lat: stop.lat });

/** Where a point that was set on the map comes between those there are: where the line grows least.
 * @param {Stop[]} stops @param {number} lat @param {number} lon */
function bestPlace(stops, lat, lon) {
  if (stops.length < 2) return stops.length;
  const shrink = Math.cos(lat * Math.PI / 180);
  const far = (/** @type {{ lat: number, lon: number }} */ a, /** @type {{ lat: number, lon: number }} */ b) => Math.hypot((a.lon - b.lon) * shrink, a.lat - b.lat);
  const here = { lat, lon }, grown = stops.slice(1).map((stop, i) => far(stops[i], here) + far(here, stop) - far(stops[i], stop));
  return 1 + grown.indexOf(Math.min(...grown));
}

/** @param {HTMLElement} room @param {{ talk: Talk, words: Vocabulary, draft: Draft, add: (table: string, row: Row, feature?: object) => Promise<boolean>,
 * remove?: (addition: string) => Promise<boolean> }} desk
 * @returns {() => void} called when the panel is left */
export function mountNewRoute(room, desk) {
  let leave = () => {}, isLeft = false;
  const wait = element("p", "hint", "The map is being fetched.");
  room.append(wait);
  desk.talk.get("/api/drawing").then((/** @type {DrawingWords} */ words) => {
    if (isLeft) return;
    wait.remove();
    leave = makePanel(room, desk, words);
  }, (/** @type {Error} */ error) => { wait.textContent = error.message; });
  return () => {
    isLeft = true;
    leave();
    room.replaceChildren();
  };
}

/** @param {HTMLElement} room @param {Parameters<typeof mountNewRoute>[1]} desk @param {DrawingWords} words */
function makePanel(room, desk, words) {
  const name = nameIn(desk.draft.id), panel = element("div", "new-route"), left = element("div", "route-form"), right = element("div", "route-view");
  const mapBox = element("div", "route-map"), narrow = matchMedia("(max-width: 60rem)"), verdict = element("div", "route-said"), fault = element("p", "fault"), foot = element("div", "actions");
  const help = element("p", "hint map-help", "Click the map to add a point, or a place of the atlas that is under it. Drag a point to move it; arrow keys and Delete work on it too.");
  const wholeLine = keyButton("plain small whole-line", "Whole line", "F", () => drawLine(true));
  let work = workOf(name), timer = 0, asked = 0, answer = /** @type {LineAnswer | null} */ (null), tried = false;

  const named = textField("name", work.cells.name), id = textField("route_id", work.cells.route_id), mode = choice("mode", words.modes, work.cells.mode), role = choice("role", words.roles, work.cells.role);
  const corridors = boxes("Corridors", () => { work.cells.corridor_ids = corridors.value(); changed(); });
  const countries = textField("countries", work.cells.countries), crossed = element("p", "crossed"), take = button("plain small", "Enter these", takeCountries);
  const basis = choice("basis", words.bases, work.basis), note = areaField("basis_note", work.basis_note, 3);
  const put = button("main", "", add), typed = button("plain", "Type a place and its coordinates", () => insert({ place: freshRow(), lat: NaN, lon: NaN }, work.stops.length));
  const search = makePlaceSearch(desk.talk, desk.draft.id, "Add a place", () => work.stops.filter(isSet).map((stop) => ({ lon: stop.lon, lat: stop.lat, name: stop.name || stop.place?.name })), found);
  const list = makeStopList(desk.talk, words, { changed: (moved) => { drawLine(moved); changed(); }, reorder: setStops, makePlace });
  const map = mountMap();

  /** Whether it has coordinates. @param {Stop} stop */
  function isSet(stop) { return Number.isFinite(stop.lat) && Number.isFinite(stop.lon); }
  /** @returns {Row} */
  const freshRow = () => ({ place_id: "", name: "", country: "", kind: "town", lon: "", lat: "", origin: "reasoned: " });
  function mountMap() {
    mapBox.tabIndex = 0;
    mapBox.setAttribute("role", "application");
    mapBox.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom, Enter adds a point in its middle.");
    panel.append(left, right);
    right.append(mapBox, wholeLine, help);
    mapBox.addEventListener("keydown", (event) => { if (event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) { event.stopPropagation(); drawLine(true); } });
    room.append(panel);
    return makeRouteMap(mapBox, words, {
      add: (lat, lon, place) => {
        const at = bestPlace(work.stops, lat, lon), known = words.places.find((each) => each.id === place);
        insert(known ? { place_id: known.id, name: known.name, hint: known.hint, lat: known.at[0], lon: known.at[1] } : { lat: round(lat), lon: round(lon) }, at);
      },
      move: (at, lat, lon) => setStops(work.stops.map((stop, i) => (i === at ? { ...stop, lat: round(lat), lon: round(lon) } : stop))),
      remove: (at) => setStops(work.stops.filter((_, i) => i !== at)),
    });
  }
  const round = (/** @type {number} */ degrees) => Math.round(degrees * 1e5) / 1e5;

  /** @param {Stop} stop @param {number} at */
  function insert(stop, at) {
    setStops([...work.stops.slice(0, at), stop, ...work.stops.slice(at)]);
    if (stop.place) /** @type {HTMLElement | null} */ (list.root.children[at]?.querySelector("details input"))?.focus();
  }
  /** @param {FoundPlace} place */
  function found(place) {
    const stop = /** @type {Stop} */ ({ name: place.name, hint: place.hint, lat: place.lat, lon: place.lon });
    if (place.place_id) stop.place_id = place.place_id; else Object.assign(stop, { place: { ...place.row }, note: [place.country_note, place.warning].filter(Boolean).join(". ") });
    insert(stop, work.stops.length);
    search.focus();
  }
  /** @param {number} at */
  function makePlace(at) {
    const { lat, lon } = work.stops[at], row = { ...freshRow(), lat: String(lat), lon: String(lon) };
    setStops(work.stops.map((stop, i) => (i === at ? { place: row, lat, lon } : stop)));
    /** @type {HTMLElement | null} */ (list.root.children[at]?.querySelector("details input"))?.focus();
  }
  /** @param {Stop[]} stops */
  function setStops(stops) {
    work.stops = stops;
    list.show(stops);
    drawLine();
    changed();
  }
  /** @param {boolean} [whole] whether all of it is brought into view */
  const drawLine = (whole = false) => map.show(work.stops.filter(isSet).map((stop) => /** @type {MapStop} */ ({ lat: stop.lat, lon: stop.lon, name: stop.name || (stop.place && (stop.place.name || "New place")) || "" })), whole);

  function keep() { kept.write(name, JSON.stringify(work)); }
  function changed() {
    keep();
    clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  }
  function takeCountries() {
    if (!answer) return;
    countries.value = answer.countries.join(";");
    work.cells.countries = countries.value;
    changed();
    countries.focus();
  }
  async function ask() {
    const number = ++asked, stops = work.stops.filter(isSet).map(sentOf);
    try {
      const told = await desk.talk.post("/api/line", { draft: desk.draft.id, ...work.cells, replaces: work.replaces || "", basis: work.basis, basis_note: work.basis_note, stops });
      if (number !== asked) return null;
      answer = told;
      fault.textContent = "";
    } catch (error) {
      if (number !== asked) return null;
      answer = null;
      fault.textContent = error instanceof Error ? error.message : "";
    }
    tell();
    return answer;
  }
  /** @param {LineAnswer["problems"][number]} problem */
  const problemWords = ({ column, words: said }) => `${COLUMNS[column] || column}${said.startsWith("is ") ? " " : ": "}${said}.`;
  const nameOfCountry = (/** @type {string} */ code) => (words.countries.find((/** @type {Pair} */ pair) => pair[0] === code) || [code, code])[1];
  function tell() {
    const length = element("p", "length"), parts = /** @type {HTMLElement[]} */ ([length]);
    id.placeholder = answer ? answer.route_id : "";
    note.placeholder = answer?.feature ? answer.feature.properties.basis_note : "How the line came about";
    crossed.hidden = !answer || answer.countries.length === 0;
    take.hidden = !answer || answer.countries.join(";") === work.cells.countries;
    if (answer) crossed.firstElementChild?.replaceChildren(`The line crosses ${answer.countries.map(nameOfCountry).join(", ")}. `);
    length.append(answer?.drawn_km ? `Drawn: ${answer.drawn_km.toLocaleString("en", { maximumFractionDigits: answer.drawn_km < 100 ? 1 : 0 })} km` : "No line yet: add two places.");
    /** @param {string} className @param {string} head @param {string[]} sentences */
    const lines = (className, head, sentences) => {
      if (!sentences.length) return;
      const box = element("div", "judged " + className), rows = element("ul");
      rows.append(...sentences.map((words) => element("li", "", words)));
      box.append(element("p", "", head), rows);
      parts.push(box);
    };
    if (answer) {
      lines("", "Beside the document", answer.lengths);
      lines("waits", "To be read", answer.remarks);
      lines(tried ? "stops" : "waits", tried ? "To be mended before it can be added" : "Still to be done", answer.problems.map(problemWords));
    }
    verdict.replaceChildren(...parts);
  }
  async function add() {
    tried = true;
    clearTimeout(timer);
    const told = await ask();
    if (!told) return;
    if (!work.stops.every(isSet)) {
      fault.textContent = "A place has no coordinates yet. Type them, or take it out.";
      return;
    }
    if (told.problems.length) {
      /** @type {HTMLElement | null} */ (panel.querySelector(`[name="${told.problems[0].column}"]`))?.focus();
      fault.textContent = "It cannot be added yet; what is to be mended stands under the map.";
      return;
    }
    if (work.replaces && desk.remove && !await desk.remove(work.replaces)) {
      fault.textContent = "It was not kept; the line above says why.";
      return;
    }
    delete work.replaces;
    keep();
    for (const each of told.additions) {
      if (!await desk.add(each.table, each.row, each.feature)) {
        fault.textContent = "It was not kept; what was added before it stands. Try again.";
        return;
      }
    }
    const places = told.additions.length - 1;
    start(`Added: ${told.row.name}${places ? `, with ${places} new ${places === 1 ? "place" : "places"}` : ""}.`);
  }
  /** Begins with an empty form. @param {string} words */
  function start(words) {
    work = blank();
    answer = null;
    asked += 1;
    tried = false;
    kept.write(name, "");
    fill();
    fault.textContent = "";
    if (words) verdict.prepend(element("p", "done", words));
    named.focus();
  }
  function fill() {
    Object.entries({ name: named, route_id: id, mode, role, countries }).forEach(([column, field]) => { field.value = work.cells[column] || ""; });
    put.textContent = work.replaces ? "Put it in place of the old one" : "Add the route";
    basis.value = work.basis;
    note.value = work.basis_note;
    corridors.set(words.corridors, work.cells.corridor_ids);
    list.show(work.stops);
    drawLine();
    tell();
  }
  Object.entries({ name: named, route_id: id, mode, role, countries }).forEach(([column, field]) => {
    field.oninput = () => { work.cells[column] = field.value.trim(); changed(); };
  });
  basis.oninput = () => { work.basis = basis.value; changed(); };
  note.oninput = () => { work.basis_note = note.value.trim(); changed(); };

  const again = button("plain", "Begin again", () => {
    const isSure = again.textContent !== "Begin again" || work.stops.length === 0;
    again.textContent = isSure ? "Begin again" : "Throw this away and begin again";
    if (isSure) start("");
  });
  again.onblur = () => { again.textContent = "Begin again"; };
  const what = element("div", "fields two"), how = element("div", "fields two"), more = element("details", "more");
  what.append(labelled("Name of the route", named), labelled("Id", id, "made of the name unless you write one"));
  how.append(labelled("Mode", mode), labelled("Role", role));
  crossed.append(element("span"), take);
  more.append(element("summary", "", "Corridors"), corridors.group);
  more.open = work.cells.corridor_ids !== "";
  left.append(what, search.root, list.empty, list.root, typed, how, labelled("Countries in order of travel", countries, "two capitals each, with ; between them"), crossed, more,
    labelled("How the line came about", basis), labelled("Note on the line", note));
  fault.setAttribute("role", "alert");
  verdict.setAttribute("aria-live", "polite");
  foot.append(put, again);
  right.append(verdict, fault, foot,
    element("p", "hint", `${words.attribution}. Map: Natural Earth; OpenStreetMap contributors.`));
  /* On a narrow screen the map stands under the places that it shows. */
  const settle = () => { if (narrow.matches) typed.after(mapBox, wholeLine, help); else right.prepend(mapBox, wholeLine, help); };
  narrow.addEventListener("change", settle);
  settle();
  fill();
  if (work.stops.length) ask();
  named.focus();
  return () => {
    clearTimeout(timer);
    asked += 1;
    narrow.removeEventListener("change", settle);
    map.leave();
  };
}

/* The offline pack: filter, search, table, dossier and briefing of one file. What is shown follows
   from one state, and the state stands after the # of the address. Texts are set as text. */
/** @import { Option } from "../filter/names.js" */
/** @import { Basemap, ColourBy, MapDocument, PackBriefing, PackDocument, PackState, Section, ToldRoute } from "../types.js" */
/** @typedef {{ camera?: boolean, ignored?: string[], quietly?: boolean }} How whether the map moves, and a step of the history is made */

import { search as searched } from "../filter/names.js";
import { sayNothing } from "../filter/nothing.js";
import { captionOf, columnsIn, makeRows, stageIn, toldBy } from "../filter/told.js";
import { makeLegend } from "../legend/legend.js";
import { swatch, symbolOf } from "../legend/symbols.js";
import { beforeAudience, lookOver } from "../map/audience.js";
import { cameraOf, draw, fail } from "../map/map.js";
import { button, element, isStill, part, picture, reveal } from "../shared/dom.js";
import { wire } from "../shared/link.js";
import { ranksOf } from "../table/order.js";
import { makeTable } from "../table/table.js";
import { followCites } from "../shared/cites.js";
import { makeOwn } from "./own.js";
import { preparePaper } from "./paper.js";
import { makeSights } from "./sights.js";
import { makeStage } from "./stage.js";
import { makeState, unpacked } from "./state.js";

const at = (/** @type {string} */ id) => part(document, "#" + id);
const read = (/** @type {string} */ id) => JSON.parse(at(id).textContent || "");
const doc = /** @type {PackDocument} */ (read("pack-data")), layers = /** @type {MapDocument} */ (read("pack-layers"));
let base = /** @type {Basemap} */ ({ world: [], land: [], lakes: [], seas: [], rivers: [], borders: [], disputed: [] });
const picker = part(document, "#open", HTMLSelectElement), years = part(document, "#year", HTMLSelectElement);
const search = part(document, "#search", HTMLInputElement), region = part(part(document, "#table"), ".atlas-table");
const drawnAs = new Map(layers.routes.map((route) => [route.id, route])), ranks = ranksOf(doc.routes);
const { blank, parse, query, briefingOf, shown: shownIn, counts, applied } = makeState(doc);
const still = isStill();
const told = (/** @type {ToldRoute} */ route) => toldBy(doc, route, state.words.get("sources") || new Set());
const isOwn = (/** @type {ToldRoute} */ route) => Boolean(drawnAs.get(route.id)?.overlay);
const state = blank(), rowOf = makeRows(doc, layers, doc.palette);

/* ---- the table */

const table = makeTable(region, (id) => {
  go({ open: id });
  reveal(at("panel"));
}, (sort) => go({ sort }, { quietly: true }));

/** @param {ToldRoute[]} shown */
function showTable(shown) {
  const sources = state.words.get("sources") || new Set(), lines = shown.filter(isOwn).length;
  table.show({ columns: columnsIn(doc, state.year), words: doc.tableWords, ranks, selected: state.open, sort: state.sort,
    rows: shown.map((route) => rowOf(route, { sources, year: state.year, by: state.colour })),
    caption: captionOf(doc.tableWords, shown.length - lines, lines) });
}

/* ---- what is open */

/* Markup that the atlas has made, in which all text from data is escaped; it travels compressed, and the claims that
   several dossiers cite travel once. */
let dossiers = /** @type {Record<string, string>} */ ({}), claims = /** @type {string[]} */ ([]);
const dossierOf = (/** @type {string} */ id) => dossiers[id].replace(/<i data-at="(\d+)"><\/i>/g, (_, place) => claims[Number(place)]);
let opened = /** @type {string | null} */ (null);

/** @param {Set<string>} ids those of the routes shown */
function showPanel(ids) {
  const panel = at("dossier"), hidden = drawnAs.has(state.open) && !ids.has(state.open);
  picker.value = state.open;
  at("close").hidden = !state.open;
  at("add-alone").hidden = !drawnAs.has(state.open);
  document.body.classList.toggle("pack-opened", Boolean(state.open));
  if (opened !== state.open) {
    const within = panel.contains(document.activeElement);
    opened = state.open;
    panel.innerHTML = state.open ? dossierOf(state.open) : doc.welcome;
    panel.scrollTop = 0;
    if (within) panel.focus();
    if (state.open) at("announce").textContent = "Opened: " + doc.names[state.open];
  }
  const note = panel.querySelector(".atlas-hidden");
  if (hidden && !note) panel.prepend(element("p", "atlas-hidden", "The filters now leave this route off the map."));
  if (!hidden && note) note.remove();
}

/* ---- the briefing */

/** @param {PackBriefing} briefing @param {number} number @param {boolean} [quietly] */
function present(briefing, number, quietly) {
  const { made, ignored } = parse(briefing.scenes[number].view);
  go({ ...made, briefing: briefing.id, scene: number }, { camera: true, ignored, quietly });
}

const stage = makeStage({
  to: (scene) => {
    const briefing = briefingOf(state.briefing);
    if (briefing) present(briefing, scene);
  },
  leave: () => go({ briefing: "", scene: 0 }),
});
let staged = "";
const sceneNow = () => briefingOf(state.briefing)?.scenes[state.scene];

function showStage() {
  const briefing = briefingOf(state.briefing), now = briefing ? briefing.id + " " + state.scene : "";
  if (now === staged) return;
  staged = now;
  beforeAudience(Boolean(briefing));
  stage(briefing, state.scene);
  resize();
}

/* ---- the map */

const map = L.map("map", { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 2, maxZoom: 12, wheelPxPerZoomLevel: 90,
  attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still });
let quiet = false, moving = false, drawing = /** @type {ReturnType<typeof draw> | null} */ (null);

/** To a camera; without one to what is open, else to the whole. @param {string} camera @param {boolean} [all] to the whole */
function look(camera, all = false) {
  quiet = true;
  const [zoom, lat, lon] = camera.split("/").map(Number), scene = sceneNow(), opened = !all && drawing ? drawing.routesOf(state.open) : [];
  const bounds = opened.length && drawing ? L.latLngBounds(drawing.lines.points(new Set(opened))) : doc.home;
  map.stop();
  if (scene) lookOver(map, { camera, box: scene.box });
  else if (camera) map.setView([lat, lon], zoom, { animate: false });
  else map.fitBounds(bounds, { animate: false, maxZoom: opened.length ? 9 : 8, padding: opened.length ? [48, 48] : [18, 18] });
  quiet = false;
}

function resize() {
  quiet = true;
  map.invalidateSize({ animate: false, pan: false });
  quiet = false;
  look(state.at);
}

map.on("movestart", () => { moving = !quiet; });
map.on("moveend", () => {
  if (!moving || sceneNow()) return;
  moving = false;
  state.at = cameraOf(map);
  write(false);
});
map.on("resize", () => { if (!quiet && !state.at) look(""); });

/** @param {ToldRoute[]} shown */
function showMap(shown) {
  const own = !state.year && !state.words.get("sources")?.size, scene = sceneNow();
  const said = [...state.words.get("regions") || []].map((id) => /** @type {const} */ ([id, ""]));
  if (drawing) drawing.show({ named: new Map([...said, ...Object.entries(scene?.named || {})]), spare: Boolean(scene), ids: shown.map((route) => route.id),
    selected: state.open, opened: state.open, depiction: state.borders, colourBy: state.colour, camera: "",
    only: state.words.get("corridors")?.size ? [...state.words.get("corridors") || []].sort() : undefined,
    statuses: own ? null : new Map(shown.map((route) => [route.id, stageIn(told(route), state.year)[1]])) });
}

/** The symbols of what is drawn, for a briefing, a narrow screen and paper. @param {ToldRoute[]} shown */
function showKey(shown) {
  const looks = shown.map((route) => ({ ...drawnAs.get(route.id), status: stageIn(told(route), state.year)[1] }));
  const asked = state.words.get("corridors"), hears = (/** @type {string} */ corridor) => !sceneNow() || !asked?.size || asked.has(corridor);
  const items = doc.sections.flatMap(({ options }) => options.filter(({ corridor, mode, status, basis }) => looks.some((look) =>
    (corridor && look.corridors?.includes(corridor) && hears(corridor)) || (mode && look.mode === mode) || (status && look.status === status)
    || (basis && look.basis === basis))).filter((option) => symbolOf(layers, doc.palette, option, state.colour)));
  const scene = sceneNow(), entry = (/** @type {Node} */ sign, /** @type {string} */ words) => {
    const item = element("li");
    item.append(sign, element("span", "", words));
    return item;
  };
  at("key").replaceChildren(...scene?.key.length ? scene.key.map(({ words, colour, status, basis, lit }) =>
    entry(lit ? element("i", "pack-lit") : picture(swatch(layers, doc.palette, colour, status, basis)), words))
    : items.map((option) => entry(picture(symbolOf(layers, doc.palette, option, state.colour)),
      option.basis ? option.label.split(":")[0] + " line" : option.label)));
}

/* ---- a briefing of the reader's own */

const own = makeOwn(part(document, "#own", HTMLDialogElement), {
  ...makeSights(doc, layers, () => base, parse, shownIn),
  stands: "As of " + doc.asOf + " \u00b7 release " + doc.release + ".",
  present: (briefing, number) => present(briefing, number),
  say: (words) => { at("notice").hidden = false; at("notice").textContent = words; },
});
doc.briefings.push(own.briefing);

/** Adds what is shown as a scene; `alone`: with the open route and no other. @param {boolean} alone */
function addScene(alone) {
  const title = doc.names[state.open] || applied(state).replaceAll(/(^|; )[^:;]+: /g, "$1").replaceAll("; ", ", ") || "All routes";
  own.add(title, query({ ...state, briefing: "", scene: 0, at: alone ? "" : cameraOf(map) }), alone ? [state.open] : []);
}

/* ---- the search */

const findable = { fold: doc.fold, items: doc.findable, routes: doc.routes.map((route) => route.names) };

/** @type {Record<string, Section>} */
const SECTIONS = { country: "countries", countries: "countries", region: "regions", actor: "sponsors" };

/** What is found opens, or filters by it alone. @param {Option} option */
function take({ kind, id, look }) {
  const name = SECTIONS[kind], options = doc.sections.find((section) => section.name === name)?.options || [];
  const words = (kind === "countries" ? id.split(".") : [id]).filter((word) => options.some((option) => option.word === word));
  if (name) go({ search: "", words: blank().words.set(name, new Set(words)), ...look ? { at: look } : {} }, { camera: Boolean(look) });
  else go(kind === "named" ? { search: id } : { search: "", open: id });
  const bounds = kind === "country" && drawing ? drawing.boundsOfCountry(id) : null;
  if (bounds) map.fitBounds(bounds, { animate: false, padding: [48, 48], maxZoom: 9 });
}

/** Says why nothing is shown, and what is near. @param {boolean} any whether a route is shown */
function showNone(any) {
  const none = at("none");
  none.hidden = any;
  if (any) return;
  const text = state.search, answers = searched(findable, text), words = "No route matches these filters. “Show all” clears them.";
  if (!answers.routes) sayNothing(none, text, answers, take);
  else if (!text) none.textContent = words;
  else {
    const left = answers.routes + " route" + (answers.routes === 1 ? "" : "s");
    none.replaceChildren(words + " Without the others, “" + text + "” leaves " + left + ". ",
      button("atlas-found-near", "Search alone", () => go({ words: blank().words, year: "" })));
  }
}

/* ---- all together */

const legend = makeLegend(doc.sections, (name, words) => go({ words: new Map(state.words).set(name, words) }));
let ignoring = /** @type {string[]} */ ([]), lastWritten = /** @type {string | null} */ (null);

/** @param {ToldRoute[]} shown */
function showHead(shown) {
  const own = (/** @type {ToldRoute[]} */ routes) => routes.filter(isOwn).length, all = own(doc.routes);
  at("summary").textContent = shown.length - own(shown) + " of " + (doc.routes.length - all) + " routes shown"
    + (all ? " · " + own(shown) + " of " + all + " overlay lines, not part of the atlas" : "") + (state.year ? " · as dated claims tell " + state.year : "")
    + " · every figure with its source · release " + doc.release + " · as of " + doc.asOf;
  part(document, "#filter-reset", HTMLButtonElement).disabled = !state.search && [...state.words.values()].every((words) => !words.size);
  at("notice").hidden = !ignoring.length;
  at("notice").textContent = "Part of the address is not known here and was ignored: " + ignoring.join(", ") + ". The rest applies.";
  showNone(shown.length > 0);
  at("applied").textContent = applied(state);
  if (search.value !== state.search) search.value = state.search;
  years.value = state.year;
  at("borders").querySelectorAll("input").forEach((radio) => { radio.checked = radio.value === state.borders; });
  at("colours").querySelectorAll("input").forEach((radio) => { radio.checked = radio.value === state.colour; });
}

function showLegend() {
  legend.draw((option) => symbolOf(layers, doc.palette, option, state.colour));
  legend.mark(state.words);
  legend.count((section) => counts(state, section));
  legend.unfold();
}

function render() {
  const routes = sceneNow()?.routes || [];
  const shown = shownIn(state).filter((route) => !routes.length || routes.includes(route.id));
  showHead(shown);
  showLegend();
  showTable(shown);
  showPanel(new Set(shown.map((route) => route.id)));
  showKey(shown);
  showMap(shown);
  showStage();
}

/** @param {boolean} step whether it is a step of the history */
function write(step) {
  const text = query(state);
  if (text === lastWritten) return;
  lastWritten = text;
  if (step) location.hash = text; else location.replace("#" + text);
}

/** Every act of the reader comes through here: the state changes, all follows, the address is written.
 * @param {Partial<PackState>} change @param {How} [how] */
function go(change, how = {}) {
  ignoring = how.ignored || [];
  Object.assign(state, change);
  render();
  if (how.camera || ("open" in change && !state.at)) look(state.at);
  write(!how.quietly);
}

/** An address that names a scene and nothing else means the scene's own view. @param {string} text */
function follow(text) {
  const { made, ignored } = parse(text), bare = query({ ...made, briefing: "" }) === "", briefing = briefingOf(made.briefing);
  if (briefing && bare) { present(briefing, made.scene, true); return; }
  lastWritten = query(made);
  go(made, { camera: true, ignored, quietly: true });
}

/** One of several. @param {string} id @param {Record<string, string>} words @param {(name: string) => void} choose */
function offer(id, words, choose) {
  Object.entries(words).forEach(([value, text]) => {
    const label = element("label"), radio = element("input");
    Object.assign(radio, { type: "radio", name: id, value, onchange: () => choose(value) });
    label.append(radio, element("span", "", text));
    at(id).append(label);
  });
}

function fillControls() {
  picker.append(new Option("Choose from the list, or click a line or a row", ""));
  doc.openable.filter(([, list]) => list.length).forEach(([title, list]) => {
    const group = element("optgroup");
    group.label = title;
    group.append(...list.map((id) => new Option(doc.names[id], id)));
    picker.append(group);
  });
  years.append(new Option("today", ""));
  for (let year = doc.years[0]; year <= doc.years[1]; year += 1) years.append(new Option(String(year), String(year)));
  offer("borders", doc.depictions, (name) => go({ borders: name }));
  offer("colours", doc.colourings, (name) => go({ colour: /** @type {ColourBy} */ (name) }));
  at("sections").append(...legend.folds);
  fillBriefings();
}

function fillBriefings() {
  const menu = part(document, "#briefings", HTMLDetailsElement), last = element("li");
  const briefings = doc.briefings.filter((briefing) => briefing !== own.briefing && briefing.scenes.length);
  last.append(button("", "Your own", () => { menu.open = false; own.open(); }), element("p", "", "Scenes that you make of views of this file."));
  part(menu, "ul").append(...briefings.map((briefing) => {
    const item = element("li"), { length } = briefing.scenes;
    item.append(button("", briefing.title, () => { menu.open = false; present(briefing, 0); }),
      element("p", "", length + " scene" + (length === 1 ? "" : "s") + ". " + briefing.summary));
    return item;
  }), last);
}

function listen() {
  search.oninput = () => go({ search: search.value }, { quietly: true });
  picker.onchange = () => go({ open: picker.value });
  years.onchange = () => go({ year: years.value });
  at("dossier").addEventListener("click", ({ target }) => {
    const name = target instanceof Element ? target.closest("[data-open]") : null;
    if (name instanceof HTMLElement) go({ open: name.dataset.open || "" });
  });
  followCites(doc.note);
  at("close").onclick = () => { go({ open: "" }); picker.focus(); };
  at("filter-reset").onclick = () => { go({ words: blank().words, search: "" }); search.focus(); };
  at("add").onclick = () => addScene(false);
  at("add-alone").onclick = () => addScene(true);
  at("home").onclick = () => { go({ at: "" }); look("", true); };
  wire(at("copy"), window, () => location.href);
  at("skip").onclick = (event) => { event.preventDefault(); region.focus(); };
  addEventListener("hashchange", () => { if (location.hash.slice(1) !== lastWritten) follow(location.hash.slice(1)); });
  const wide = matchMedia("(min-width: 1000px)"), filters = part(document, "#filters", HTMLDetailsElement);
  const settle = () => { filters.open = wide.matches; };
  wide.addEventListener("change", settle);
  settle();
}

/** @param {string} id of an element that holds JSON, compressed by zlib, in base64 */
async function unzipped(id) {
  const bytes = Uint8Array.from(atob((at(id).textContent || "").trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

async function start() {
  base = /** @type {Basemap} */ (unpacked(await unzipped("pack-land")));
  own.start();
  fillControls();
  listen();
  preparePaper();
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  look("");
  try {
    drawing = draw(map, base, layers, doc.palette, (id) => go({ open: id }));
  } catch (error) {
    fail(map, error instanceof Error ? error.message : String(error));
  }
  ({ dossiers, claims } = await unzipped("pack-dossiers"));
  follow(location.hash.slice(1) || doc.start);
}

start();

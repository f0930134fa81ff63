/* The map itself, without any page around it: `draw` lays the land and the routes, and gives
   back how to show a state of it. Text from data is set as text, never as markup. */
/** @import { Basemap, DrawnLine, ExtraLine, MapDocument, MapRoute, MapState, Open, Palette } from "../types.js" */

import { afterPaint, element, isOn, part } from "../shared/dom.js";
import { answer } from "../shared/questions.js";
import { symbolOf } from "../legend/symbols.js";
import * as land from "./land.js";
import { Lines } from "./lines.js";
import { makeNames } from "./names.js";

/** @type {[string, number][]} */
const PANES = [["land", 210], ["coast", 220], ["borders", 230], ["inset", 240], ["water", 250], ["routes", 420],
  ["nodes", 440], ["labels", 450]];

/* How far a tooltip keeps from the map's edges, from a pointer below it and from one above it. */
const TIP_EDGE_PX = 6, TIP_ABOVE_PX = 6, TIP_BELOW_PX = 14;

/* The corner of the buttons that zoom, which lie over a tooltip. */
const ZOOM_HIGH_PX = 90, ZOOM_WIDE_PX = 44;

/* How far from the middle of the map a line is found by keyboard. */
const KEY_REACH_PX = 60;

/** @param {L.Map} map */
function makePanes(map) {
  PANES.forEach(([name, z]) => {
    const pane = map.createPane(name);
    pane.style.zIndex = String(z);
    if (name !== "nodes") pane.style.pointerEvents = "none";
  });
}

/** The box that says what a line is, how far it has come, how long it is, and who says so; in a year
 * (`dated`) its status is that of the year. @param {DrawnLine} route @param {string} words @param {boolean} dated */
function tipOf(route, words, dated) {
  const tip = element("div", "atlas-tip");
  tip.append(element("strong", "", route.name), element("span", "", words));
  if ("said" in route) (dated ? route.said.slice(1) : route.said).forEach(([said, who]) => {
    const row = element("p", who ? "" : "atlas-tip-silent", said);
    if (who) row.append(" ", element("small", "", who));
    tip.append(row);
  });
  else tip.append(element("em", "", route.note));
  return tip;
}

/** Keeps a tooltip within the map: under what it is about where there is no room above, and moved
 * aside at the left and right edges, with its arrow left where it points. The key gives way to it.
 * @param {L.Map} map @param {L.Tooltip} tip */
function keepInside(map, tip) {
  const box = tip.getElement(), where = tip.getLatLng();
  if (!box || !where) return;
  const at = map.latLngToContainerPoint(where), half = box.offsetWidth / 2;
  const below = at.y - box.offsetHeight - 2 * TIP_ABOVE_PX < TIP_EDGE_PX;
  const room = map.getSize().x - 2 * TIP_EDGE_PX - box.offsetWidth, high = below ? at.y : at.y - box.offsetHeight;
  const left = TIP_EDGE_PX + (high < ZOOM_HIGH_PX && room > ZOOM_WIDE_PX ? ZOOM_WIDE_PX : 0);
  const right = Math.min(0, map.getSize().x - TIP_EDGE_PX - at.x - half), aside = Math.max(right, left + half - at.x);
  tip.options.direction = below ? "bottom" : "top";
  tip.options.offset = L.point(aside || 0, below ? TIP_BELOW_PX : -TIP_ABOVE_PX);
  box.style.setProperty("--tip-aside", -aside + "px");
  tip.update();
  const key = part(map.getContainer(), ".atlas-marks"), from = map.getContainer().getBoundingClientRect();
  const side = key.getBoundingClientRect(), over = at.x + (aside || 0);
  const y = below ? at.y + TIP_BELOW_PX : at.y - 2 * TIP_ABOVE_PX - box.offsetHeight;
  const apart = over + half < side.left - from.left || over - half > side.right - from.left
    || y > side.bottom - from.top || y + box.offsetHeight < side.top - from.top;
  key.style.visibility = apart ? "" : "hidden";
}

/** What a line answers to: the pointer over it shows its box, a click reports its id. By keyboard the box is that
 * of the line nearest to the middle of the map, which the arrow keys move; Enter reports its id.
 * @param {L.Map} map @param {Lines} lines @param {(route: DrawnLine) => HTMLElement} tipFor @param {Open} open */
function listen(map, lines, tipFor, open) {
  const tip = L.tooltip({ direction: "top", opacity: 1, className: "atlas-tip-box", offset: [0, -TIP_ABOVE_PX] });
  const box = map.getContainer(), spoken = element("p", "atlas-spoken");
  let over = "";
  spoken.setAttribute("role", "status");
  box.append(spoken);
  function leave() {
    over = "";
    map.closeTooltip(tip);
    box.style.cursor = "";
  }
  /** @param {DrawnLine | null} route @param {L.LatLng} at */
  function say(route, at) {
    if (!route) { if (over) leave(); return; }
    if (route.id !== over) {
      over = route.id;
      tip.setContent(tipFor(route));
    }
    tip.setLatLng(at);
    if (map.hasLayer(tip)) keepInside(map, tip); else map.openTooltip(tip);
  }
  const middle = () => lines.nearest(map.getCenter(), KEY_REACH_PX);
  function sayMiddle() {
    if (!box.matches(":focus-visible")) return;
    const route = middle();
    say(route, map.getCenter());
    spoken.textContent = route ? [...tipFor(route).children].map(({ childNodes }) =>
      [...childNodes].map((node) => (node.textContent || "").trim()).filter(Boolean).join(", ")).join(". ") : "";
  }
  map.on("mousemove", (event) => {
    const route = isOn(event.originalEvent, ".leaflet-marker-icon, .leaflet-control") ? null
      : lines.nearest(event.latlng);
    say(route, event.latlng);
    box.style.cursor = route ? "pointer" : "";
  });
  map.on("tooltipopen", (event) => keepInside(map, event.tooltip));
  map.on("tooltipclose", () => { part(box, ".atlas-marks").style.visibility = ""; });
  map.on("mouseout", leave);
  map.on("moveend", sayMiddle);
  box.addEventListener("focus", sayMiddle);
  box.addEventListener("blur", () => { leave(); spoken.textContent = ""; });
  box.addEventListener("keydown", (event) => {
    const route = event.key === "Enter" && event.target === box ? middle() : null;
    if (route) open(route.id, map.getCenter());
  });
  map.on("click", (event) => {
    const route = lines.nearest(event.latlng);
    if (route) open(route.id, event.latlng);
  });
}

/* Leaflet has the option, but not in its documentation: the view is set anew, with nothing animated. */
export const whole = /** @type {L.ZoomPanOptions} */ ({ reset: true });

/** @param {L.Map} map @param {string} camera */
export function goTo(map, camera) {
  const [zoom, lat, lon] = camera.split("/").map(Number);
  if ([zoom, lat, lon].every(Number.isFinite)) map.setView([lat, lon], zoom, whole);
}

/** Lays the land and the routes on a map; tests may then ask it for what it has drawn ("atlas-inspect").
 * @param {L.Map} map @param {Basemap} base @param {MapDocument} doc @param {Palette} palette @param {Open} open */
export function draw(map, base, doc, palette, open) {
  makePanes(map);
  const depict = land.draw(map, base, palette);
  const lines = new Lines(doc, palette, { pane: "routes" });
  let drawn = /** @type {Set<string>} */ (new Set()), own = /** @type {string[]} */ ([]), camera = "", selected = "", shows = 0;
  let by = /** @type {MapState["colourBy"]} */ ("corridor");
  let statuses = /** @type {MapState["statuses"]} */ (null), focus = /** @type {Set<string> | null} */ (null);
  lines.addTo(map);
  const hint = (/** @type {DrawnLine} */ route) => ("words" in route && route.words) || ("mode" in route
    ? [doc.words.modes[route.mode], ...statuses ? [doc.words.statuses[statusOf(route)]] : [], route.basis + " line"].join(" · ") : "");
  const statusOf = (/** @type {MapRoute} */ route) => (statuses && statuses.get(route.id)) || route.status;
  listen(map, lines, (route) => tipOf(route, hint(route), statuses !== null), open);
  const isDrawn = (/** @type {string} */ id) => (focus || drawn).has(id);
  const nodes = land.nodes(map, doc.places, isDrawn, open), mark = land.key(map, doc.words.marks);
  const layOut = makeNames(map, base, doc, lines, (named) => mark(new Set([...nodes.kinds(), ...named ? ["place"] : []]), kindsOfLines()));
  const box = map.getContainer();
  /** The kinds of lines that are drawn, each a picture and its words. @returns {[string, string][]} */
  function kindsOfLines() {
    const shown = doc.routes.filter((route) => drawn.has(route.id) && !route.overlay), { words } = doc;
    const statusNow = new Set(shown.map(statusOf)), bases = new Set(shown.map(({ basis }) => basis));
    /* In a year lines say another thing than the status of today. */
    return [...Object.keys(doc.strokes).filter((status) => !statuses && statusNow.has(status))
      .map((status) => /** @type {[string, string]} */ ([symbolOf(doc, palette, { word: status, label: "", status }, by), words.statuses[status]])),
    ...Object.keys(words.bases).filter((basis) => bases.has(basis))
      .map((basis) => /** @type {[string, string]} */ ([symbolOf(doc, palette, { word: basis, label: "", basis }, by), words.bases[basis]]))];
  }
  /* What is drawn now, a reader's overlay after the atlas's own routes. */
  function tell() {
    box.setAttribute("data-selected", drawn.has(selected) || own.includes(selected) ? selected : "");
    box.setAttribute("data-route-ids", [...drawn, ...own].join(" "));
  }
  /** Draws lines beside the atlas's own. @param {ExtraLine[]} extra */
  function beside(extra) {
    lines.beside(extra);
    own = extra.filter((line) => line.look === "overlay").map((line) => line.id);
    if (box.hasAttribute("data-route-ids")) tell();
  }
  /** The routes that are looked at, where something is open; null: all. @param {string} opened */
  function focusOf(opened) {
    const place = doc.places.find(({ id }) => id === opened);
    const ids = doc.corridors[opened]?.routes || place?.routes || (doc.routes.some(({ id }) => id === opened) ? [opened] : null);
    return ids && new Set(ids);
  }
  /** @param {MapState} state */
  function show(state) {
    focus = state.spare ? null : focusOf(state.opened);
    const opened = doc.corridors[state.opened] ? [state.opened] : [];
    statuses = state.statuses;
    by = state.colourBy;
    drawn = new Set(lines.show(state.ids, { selected: state.selected, statuses, by: state.colourBy, focus,
      only: (state.spare && state.only) || opened }));
    selected = state.selected;
    tell();
    if (state.camera && state.camera !== camera) goTo(map, state.camera);
    camera = state.camera || camera;
    depict(state.depiction);
    nodes.update();
    /* The lines come first, their names in the next frame. */
    shows += 1;
    const mine = shows;
    afterPaint(() => {
      if (mine === shows) layOut({ drawn, selected, focus, named: state.named, depiction: state.depiction, spare: state.spare, byCorridor: state.colourBy === "corridor" });
    });
  }
  /** The bounds of a country's largest part. @param {string} code ISO 3166 alpha-2 */
  function boundsOfCountry(code) {
    const parts = base.land.filter((land) => land.code === code).flatMap(({ polygons }) => polygons.map(([ring]) => L.latLngBounds(ring)));
    const size = (/** @type {L.LatLngBounds} */ bounds) => (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest());
    return parts.toSorted((a, b) => size(b) - size(a))[0] || null;
  }
  answer(box, "atlas-inspect", () => ({ map, lines, camera: cameraOf(map) }));
  /** The routes that belong to what is open. @param {string} opened */
  const routesOf = (opened) => [...focusOf(opened) || []].filter((id) => drawn.has(id));
  return { show, beside, lines, boundsOfCountry, routesOf, shown: () => [...drawn], own: () => own };
}

/** @param {L.Map} map @param {string} reason */
export function fail(map, reason) {
  const note = element("div", "atlas-failure",
    "The map could not be drawn (" + reason + "). Reload the page; the table below is complete.");
  note.setAttribute("role", "alert");
  map.getContainer().appendChild(note);
}

/** Where the map looks, as an address has it: within what an address may say, wherever it is dragged. @param {L.Map} map */
export function cameraOf(map) {
  const { lat, lng } = map.getCenter();
  const held = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(-most, Math.min(most, value)).toFixed(4);
  return map.getZoom() + "/" + held(lat, 85) + "/" + held(lng, 360);
}

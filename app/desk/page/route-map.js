/* The map on which a new route is drawn. A click adds a point, or the place of the atlas that is under it; a point is
   dragged, or moved by the arrow keys; Delete takes it out. Enter adds a point in the middle of the map. */
/** @import { DrawingWords, MapStop } from "./types.js" */

import { draw } from "../../../geo/web/map/land.js";
import { element } from "../../../geo/web/shared/dom.js";

const PANES = /** @type {[string, number][]} */ ([["land", 210], ["coast", 220], ["borders", 230], ["inset", 240], ["water", 250], ["atlas", 410], ["words", 420]]);
const SNAP_PX = 11, KEY_PX = 4, DOT_ZOOM = 5.5, LABEL_PX = 7;
/* A place so near to the map's edge, as a share of the map, is brought into view with the whole line. */
const EDGE_SHARE = 0.1;
const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] });

/** The points of a line of the atlas, from its steps. @param {number[]} flat @returns {[number, number][]} */
function pointsOf(flat) {
  const points = /** @type {[number, number][]} */ ([]);
  let lat = 0, lon = 0;
  for (let i = 0; i < flat.length; i += 2) {
    lat += flat[i];
    lon += flat[i + 1];
    points.push([lat / 1e5, lon / 1e5]);
  }
  return points;
}

/** @param {HTMLElement} box @param {DrawingWords} words
 * @param {{ add: (lat: number, lon: number, place: string) => void, move: (at: number, lat: number, lon: number) => void, remove: (at: number) => void }} told */
export function makeRouteMap(box, words, told) {
  const map = L.map(box, { zoomControl: true, attributionControl: false, zoomSnap: 0.25, worldCopyJump: false, minZoom: 2, maxZoom: 13, doubleClickZoom: false });
  PANES.forEach(([name, z]) => {
    const pane = map.createPane(name);
    pane.style.zIndex = String(z);
    pane.style.pointerEvents = "none";
  });
  draw(map, words.base, words.palette)("un");
  const paint = L.canvas({ pane: "atlas", padding: 0.3 });
  words.lines.forEach((line) => L.polyline(line.lines.map(pointsOf), { renderer: paint, interactive: false, color: "#7d8b97", weight: 1.3, opacity: 0.75, smoothFactor: 0.8 }).addTo(map));
  const dots = L.layerGroup(words.places.map((place) => L.circleMarker(place.at, { renderer: paint, interactive: false, radius: 3, weight: 1, color: "#45525e", fillColor: "#fffdf9", fillOpacity: 1 })));
  const halo = L.polyline([], { color: "#fffdf8", weight: 7, opacity: 0.9, interactive: false }).addTo(map);
  const line = L.polyline([], { color: "#0b5cad", weight: 3.5, interactive: false }).addTo(map);
  const handles = L.layerGroup().addTo(map), labels = L.layerGroup().addTo(map), tip = L.tooltip({ direction: "top", offset: [0, -8], className: "route-tip" });
  let stops = /** @type {MapStop[]} */ ([]), isFitted = false;

  const near = (/** @type {L.LatLng} */ at) => {
    if (map.getZoom() < DOT_ZOOM) return null;
    const here = map.latLngToContainerPoint(at);
    let best = /** @type {DrawingWords["places"][number] | null} */ (null), away = SNAP_PX;
    words.places.forEach((place) => {
      const px = map.latLngToContainerPoint(place.at).distanceTo(here);
      if (px < away) { best = place; away = px; }
    });
    return /** @type {DrawingWords["places"][number] | null} */ (best);
  };
  /** @param {L.LatLng} at */
  function add(at) {
    const here = map.latLngToContainerPoint(at), isTaken = stops.some((stop) => map.latLngToContainerPoint([stop.lat, stop.lon]).distanceTo(here) < SNAP_PX);
    if (isTaken) return;
    const place = near(at), { lat, lng } = at.wrap();
    told.add(lat, lng, place ? place.id : "");
  }
  map.on("click", (event) => add(event.latlng));
  map.on("mousemove", (event) => {
    const place = near(event.latlng);
    if (place) map.openTooltip(tip.setLatLng(place.at).setContent(element("span", "", `${place.name}: click to pass it`))); else map.closeTooltip(tip);
  });
  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    add(map.getCenter());
  });

  /** @param {string} className @param {[number, number]} at @param {string} text @param {[number, number][][]} taken */
  function label(className, at, text, taken) {
    const here = map.latLngToContainerPoint(at), size = map.getSize(), wide = text.length * LABEL_PX / 2, high = 8;
    if (here.x < 0 || here.y < 0 || here.x > size.x || here.y > size.y) return;
    const isName = className === "country-name", x = isName ? here.x : here.x + wide + 8;
    if (taken.some(([[left, right], [top, bottom]]) => x - wide < right && x + wide > left && here.y - high < bottom && here.y + high > top)) return;
    taken.push([[x - wide, x + wide], [here.y - high, here.y + high]]);
    const marker = L.marker(at, { pane: "words", interactive: false, keyboard: false, icon: L.divIcon({ className: "route-label " + className, iconSize: [0, 0] }) }).addTo(labels);
    marker.getElement()?.append(element("span", "", text));
    marker.getElement()?.setAttribute("aria-hidden", "true");
  }
  function layNames() {
    const zoom = map.getZoom(), taken = /** @type {[number, number][][]} */ ([]);
    labels.clearLayers();
    stops.forEach((stop) => { if (stop.name) label("stop-name", [stop.lat, stop.lon], stop.name, taken); });
    words.base.land.forEach((country) => { if (zoom >= 4 ? country.rank <= zoom : country.rank <= 2) label("country-name", country.label, country.name, taken); });
    words.places.forEach((place) => { if (place.zoom <= zoom) label("place-name", place.at, place.name, taken); });
    if (zoom >= DOT_ZOOM) dots.addTo(map); else dots.remove();
  }
  map.on("zoomend moveend", layNames);

  /** @param {MapStop} stop @param {number} at */
  function handle(stop, at) {
    const isPoint = !stop.name, end = at === 0 || at === stops.length - 1;
    const marker = L.marker([stop.lat, stop.lon], { draggable: isPoint, keyboard: isPoint, interactive: isPoint, autoPan: true,
      icon: L.divIcon({ className: isPoint ? "route-point" : end ? "route-end" : "route-via", iconSize: isPoint ? [14, 14] : [16, 16] }) }).addTo(handles);
    if (!isPoint) return;
    const handleBox = marker.getElement();
    handleBox?.setAttribute("role", "button");
    handleBox?.setAttribute("aria-label", `Point ${at + 1} of the line: arrow keys move it, Delete takes it out`);
    marker.on("drag", () => { const { lat, lng } = marker.getLatLng(); lay(stops.map((each, i) => (i === at ? { ...each, lat, lon: lng } : each))); });
    marker.on("dragend", () => { const { lat, lng } = marker.getLatLng().wrap(); told.move(at, lat, lng); });
    marker.on("contextmenu", () => told.remove(at));
    handleBox?.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step && event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      event.stopPropagation();
      if (!step) { told.remove(at); return; }
      const { lat, lng } = map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add([step[0] * KEY_PX, step[1] * KEY_PX]));
      told.move(at, lat, lng);
    });
  }
  /** @param {MapStop[]} all */
  function lay(all) {
    const points = all.map(({ lat, lon }) => /** @type {[number, number]} */ ([lat, lon]));
    line.setLatLngs(points);
    halo.setLatLngs(points);
  }
  /** Shows the line, and all of it when it is first seen or on request. @param {MapStop[]} all @param {boolean} [whole] */
  function show(all, whole = false) {
    const points = () => /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".route-point")]);
    const focused = points().findIndex((point) => point === document.activeElement);
    stops = all;
    lay(all);
    handles.clearLayers();
    all.forEach(handle);
    if (focused >= 0) (points()[Math.min(focused, points().length - 1)] || box).focus();
    const bounds = L.latLngBounds(all.map(({ lat, lon }) => [lat, lon]));
    if (all.length && (whole || !isFitted || all.some(({ name, lat, lon }) => name && !map.getBounds().pad(-EDGE_SHARE).contains([lat, lon])))) {
      map.fitBounds(bounds, { paddingTopLeft: [50, 50], paddingBottomRight: [Math.min(110, box.clientWidth / 4), 50], maxZoom: 8, animate: false });
      isFitted = true;
    }
    layNames();
  }
  const [west, south, east, north] = words.home;
  map.fitBounds([[south, west], [north, east]], { animate: false });
  const watch = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watch.observe(box);
  layNames();
  return { show, leave: () => { watch.disconnect(); map.remove(); } };
}

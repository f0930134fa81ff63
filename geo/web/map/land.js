/* What lies under the routes: land, water, borders and nodes. Text is set as text. */
/** @import { Basemap, Inset, MapPlace, Open, Palette, Point } from "../types.js" */

import { element, picture } from "../shared/dom.js";

/* The detailed land is cut at a frame, the rest at it and at the map's edges; a cut is no coast
   and must not be drawn as one. */
const FRAME = { south: 19, north: 59, west: 7, east: 98 };
const FAR_ZOOM = 3;
const EDGES = [[FRAME.south, FRAME.north, -85, 84], [FRAME.west, FRAME.east, -180, 180]];
/* So many degrees within the frame borders and rivers begin to fade, in so many steps. */
const FADE = 2.5, STEPS = 5;

/** @param {Point} a @param {Point} b */
const bit = (a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a]).join();
/** The outlines of polygons without their cuts, and without what two of them share: that is a border.
 * @param {Point[][][]} polygons @param {number[][]} cuts latitudes, longitudes */
function shores(polygons, cuts) {
  const onCut = (/** @type {Point} */ a, /** @type {Point} */ b) => [0, 1].some((axis) => a[axis] === b[axis] && cuts[axis].includes(a[axis]));
  const times = /** @type {Map<string, number>} */ (new Map()), lines = /** @type {Point[][]} */ ([]);
  const rings = polygons.flat();
  rings.forEach((ring) => {
    for (let i = 1; i < ring.length; i += 1) {
      const key = bit(ring[i - 1], ring[i]);
      times.set(key, (times.get(key) || 0) + 1);
    }
  });
  rings.forEach((ring) => {
    let line = [ring[0]];
    for (let i = 1; i < ring.length; i += 1) {
      if (onCut(ring[i - 1], ring[i]) || (times.get(bit(ring[i - 1], ring[i])) || 0) > 1) { lines.push(line); line = []; }
      line.push(ring[i]);
    }
    lines.push(line);
  });
  return lines.filter((line) => line.length > 1);
}

/** Lines in pieces by how near the frame they lie: [opacity, lines] each. @param {Point[][]} lines @returns {[number, Point[][]][]} */
function faded(lines) {
  const depth = (/** @type {Point} */ [lat, lon]) => Math.min(lat - FRAME.south, FRAME.north - lat, lon - FRAME.west, FRAME.east - lon);
  const found = /** @type {Map<number, Point[][]>} */ (new Map());
  lines.forEach((line) => {
    let last = line[0], piece = /** @type {Point[]} */ ([]), band = -1;
    for (let i = 1; i < line.length; i += 1) {
      const [a, b] = [line[i - 1], line[i]];
      const near = Math.min(depth(a), depth(b)) < FADE;
      const cuts = near ? Math.ceil(Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])) * 2) || 1 : 1;
      for (let k = 1; k <= cuts; k += 1) {
        const point = /** @type {Point} */ (k === cuts ? b : [a[0] + (b[0] - a[0]) * k / cuts, a[1] + (b[1] - a[1]) * k / cuts]);
        const deep = near ? depth([(last[0] + point[0]) / 2, (last[1] + point[1]) / 2]) : FADE;
        const now = Math.max(1, Math.min(STEPS, Math.ceil(deep / FADE * STEPS)));
        if (now !== band) {
          band = now;
          piece = [last];
          const pieces = found.get(band) || [];
          found.set(band, pieces);
          pieces.push(piece);
        }
        piece.push(point);
        last = point;
      }
    }
  });
  return [...found].map(([step, pieces]) => [step / STEPS, pieces]);
}

/** Draws it; gives back how to draw the borders of a depiction. @param {L.Map} map @param {Basemap} base @param {Palette} palette */
export function draw(map, base, palette) {
  const paint = L.canvas({ pane: "land", padding: 0.4 });
  const fill = (/** @type {Point[][]} */ rings, /** @type {string} */ colour) => L.polygon(rings, {
    renderer: paint, stroke: false, fillColor: colour, fillOpacity: 1, interactive: false, smoothFactor: 0.4,
  }).addTo(map);
  const coast = { renderer: L.canvas({ pane: "coast", padding: 0.4 }), interactive: false, smoothFactor: 0.4, color: palette.coast, weight: 0.8 };
  const ground = (/** @type {Point[][][]} */ polygons, /** @type {string} */ colour) => {
    polygons.forEach((rings) => fill(rings, colour));
    L.polyline(shores(polygons, EDGES), coast).addTo(map);
  };
  ground(base.world, palette.far);
  ground(base.land.flatMap((country) => country.polygons), palette.land);
  const water = L.canvas({ pane: "water", padding: 0.4 });
  base.lakes.forEach((lake) => lake.polygons.forEach((rings) => L.polygon(rings, {
    renderer: water, interactive: false, color: palette.coast, weight: 0.7, smoothFactor: 0.4,
    fillColor: palette.sea, fillOpacity: 1 }).addTo(map)));
  const ink = L.canvas({ pane: "borders", padding: 0.4 });
  const stroke = (/** @type {Point[][]} */ lines, /** @type {L.PolylineOptions} */ style) => L.layerGroup(faded(lines).map(([share, pieces]) => L.polyline(pieces, {
    renderer: ink, interactive: false, smoothFactor: 0.4, ...style, opacity: (style.opacity || 1) * share }))).addTo(map);
  base.rivers.forEach((river) => stroke(river.lines, {
    color: palette.river, weight: river.rank <= 2 ? 1.1 : 0.7, opacity: 0.9 }));
  base.borders.forEach((border) => stroke(border.lines, { color: palette.border, weight: 1.1 }));
  drawInsets(map, base.insets || [], base.joints || [], palette);
  /* Far out there is land beyond what has borders and rivers: then nothing has, and the outlines of
     countries, which are coasts and borders alike, go too. */
  const lines = ["coast", "borders", "inset"].flatMap((name) => map.getPane(name) || []);
  const far = () => lines.forEach((pane) => { pane.style.visibility = map.getZoom() < FAR_ZOOM ? "hidden" : ""; });
  map.on("zoomend", far);
  far();
  /* Lines that only one depiction draws, or draws otherwise; see data/basemap/POLICY.md. */
  const depicted = /** @type {Map<string, L.LayerGroup>} */ (new Map());
  base.disputed.forEach((item) => (item.depictions || ["un", "de-facto"]).forEach((name) => {
    const group = depicted.get(name) || L.layerGroup();
    depicted.set(name, group.addLayer(L.polyline(item.lines, { renderer: ink, interactive: false,
      smoothFactor: 0.4, color: palette.border, weight: 1.2, dashArray: item.style === "solid" ? "" : "3 4" })));
  }));
  return (/** @type {string} */ chosen) => depicted.forEach((group, name) => {
    if (name === chosen) group.addTo(map); else group.remove();
  });
}

/** Better borders where the atlas zooms in: sea first, then the land, then the lines.
 * @param {L.Map} map @param {Inset[]} insets @param {Point[][]} joints @param {Palette} palette */
function drawInsets(map, insets, joints, palette) {
  const paint = L.canvas({ pane: "inset", padding: 0.4 });
  const plain = { renderer: paint, interactive: false, stroke: false, fillOpacity: 1, smoothFactor: 0.4 };
  insets.forEach((inset) => {
    const [west, south, east, north] = inset.box, all = inset.countries.flatMap((country) => country.polygons);
    L.rectangle([[south, west], [north, east]], Object.assign({}, plain, { fillColor: palette.sea })).addTo(map);
    all.forEach((rings) => L.polygon(rings, Object.assign({}, plain, { fillColor: palette.land })).addTo(map));
    L.polyline(shores(all, [[south, north], [west, east]]), { renderer: paint, interactive: false,
      color: palette.coast, weight: 0.8, smoothFactor: 0.4 }).addTo(map);
    L.polyline(inset.borders, { renderer: paint, interactive: false, color: palette.border,
      weight: 1.1, smoothFactor: 0.4 }).addTo(map);
  });
  /* Where the basemap's borders miss those of an inset by a little. */
  L.polyline(joints, { renderer: paint, interactive: false, color: palette.border, weight: 1.1, smoothFactor: 0 }).addTo(map);
}

/* Ports, crossings, terminals: what a line passes through, as a layer of its own. */
const NODE_ZOOM = 5.75, NODE_PX = 9;
/** @type {Record<string, string>} */
const NODE_SHAPES = { port: "square", terminal: "square", "landing-point": "square",
  "border-crossing": "bar", bridge: "bar", junction: "dot", pass: "dot",
  "compressor-station": "diamond", "pumping-station": "diamond" };
const shapeOf = (/** @type {string} */ kind) => NODE_SHAPES[kind] || "dot";
/** @param {L.Map} map @param {MapPlace[]} places @param {(id: string) => boolean} isDrawn @param {Open} open */
export function nodes(map, places, isDrawn, open) {
  const group = L.layerGroup().addTo(map);
  const markers = places.filter((place) => place.node).map((place) => {
    const icon = L.divIcon({ className: "atlas-node atlas-node-" + shapeOf(place.node), iconSize: [NODE_PX, NODE_PX] });
    const marker = L.marker(place.at, { pane: "nodes", icon, keyboard: false, bubblingMouseEvents: false });
    const tip = element("div", "atlas-tip");
    tip.appendChild(element("strong", "", place.name));
    tip.appendChild(element("span", "", place.hint));
    marker.bindTooltip(tip, { direction: "top", opacity: 1, className: "atlas-tip-box" });
    marker.on("click", (event) => open(place.id, event.latlng));
    return { marker, place, shown: false };
  });
  function update() {
    const near = map.getZoom() >= NODE_ZOOM;
    markers.forEach((node) => {
      const wanted = near && node.place.routes.some(isDrawn);
      if (wanted === node.shown) return;
      if (wanted) group.addLayer(node.marker); else group.removeLayer(node.marker);
      node.shown = wanted;
    });
  }
  map.on("zoomend", update);
  /* The kinds of those in view, if only by an edge. */
  const kinds = () => {
    const view = L.bounds([-NODE_PX, -NODE_PX], map.getSize().add([NODE_PX, NODE_PX]));
    return markers.filter((node) => node.shown && view.contains(map.latLngToContainerPoint(node.place.at))).map((node) => node.place.node);
  };
  return { update, kinds };
}

/* A map so wide shows its key, a narrower one on demand. */
const WIDE_PX = 560;

/** The key of what is drawn: kinds of lines, each a picture and its words, and the symbols of places.
 * @param {L.Map} map @param {Record<string, string>} words of the kinds of places */
export function key(map, words) {
  const list = element("ul"), fold = element("details", "atlas-marks"), control = new L.Control({ position: "bottomright" });
  list.setAttribute("aria-label", "Symbols on the map");
  fold.append(element("summary", "", "Key"), list);
  let chosen = false;
  const settle = () => { if (!chosen) fold.open = map.getSize().x >= WIDE_PX; };
  fold.addEventListener("click", () => { chosen = true; });
  map.on("resize", settle);
  settle();
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(fold);
    return fold;
  };
  control.addTo(map);
  /** @param {HTMLElement} symbol @param {string} text */
  function row(symbol, text) {
    const item = element("li");
    item.append(symbol, element("span", "", text));
    return item;
  }
  return (/** @type {Set<string>} */ kinds, /** @type {[string, string][]} */ drawn) => {
    const shapes = /** @type {Map<string, string[]>} */ (new Map());
    Object.keys(words).filter((kind) => kinds.has(kind)).forEach((kind) =>
      shapes.set(shapeOf(kind), [...shapes.get(shapeOf(kind)) || [], words[kind]]));
    fold.hidden = !shapes.size && !drawn.length;
    list.replaceChildren(...drawn.map(([address, text]) => row(picture(address), text)), ...[...shapes].map(([shape, names]) => {
      const said = names.join(", ").toLowerCase();
      return row(element("span", "atlas-node atlas-node-" + shape), said[0].toUpperCase() + said.slice(1));
    }));
  };
}

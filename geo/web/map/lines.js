/* All routes on one canvas. Each line is projected once; a change of filter is one redraw in batches
   of like strokes, so that ten thousand lines cost little more than a hundred. */
/** @import { DrawnLine, ExtraLine, MapDocument, MapRoute, Palette } from "../types.js" */
/** @typedef {{ colour: string, width: number, dash: string, opacity: number, cap: CanvasLineCap }} Ink */
/** The strokes of a line, under to over. @typedef {{ under: Ink | null, ink: Ink, core: Ink | null }} Look */
/** A line with its parts, projected, and the box around them. @template {DrawnLine} Line
 * @typedef {{ route: Line, parts: Float64Array[], box: number[] }} Item */
/** Lines of one look. @template {DrawnLine} Line @typedef {{ order: number, look: Look, items: Item<Line>[] }} Batch */

import { element } from "../shared/dom.js";

const WORLD = 256;
const STEP_PX = 0.7;
const REACH_PX = 7;
/* Above so many lines in view each is a hairline: the eye sees no more, and it costs a tenth. */
const MANY = 600, MANY_STEP_PX = 3;
/** @type {Record<string, number>} */
const SURENESS = { conceptual: 0, schematic: 1, traced: 2, surveyed: 3, overlay: 4 };

/** Points of the world's map in tiles of 256, x and y in turn. @param {number[]} flat */
function project(flat) {
  const points = new Float64Array(flat.length);
  let lat = 0, lon = 0;
  for (let i = 0; i < flat.length; i += 2) {
    lat += flat[i];
    lon += flat[i + 1];
    const sine = Math.sin(lat * 1e-5 * Math.PI / 180);
    points[i] = (lon * 1e-5 / 360 + 0.5) * WORLD;
    points[i + 1] = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
  }
  return points;
}

/** @param {Float64Array[]} parts */
function boxOf(parts) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  parts.forEach((points) => {
    for (let i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]);
      box[1] = Math.min(box[1], points[i + 1]);
      box[2] = Math.max(box[2], points[i]);
      box[3] = Math.max(box[3], points[i + 1]);
    }
  });
  return box;
}

/** @template {DrawnLine} Line @param {Line} route @returns {Item<Line>} */
function itemOf(route) {
  const parts = route.lines.map(project);
  return { route, parts, box: boxOf(parts) };
}

/** @param {string} text @param {string} cap */
function dashes(text, cap) {
  const found = text ? text.split(" ").map(Number) : [];
  return cap === "round" && found[0] === 0 ? [0.01, ...found.slice(1)] : found;
}

/** The strokes of a route, as the legend's symbols show them too. @param {MapRoute} route @param {string} status
 * @param {MapDocument} doc @param {Palette} palette @param {boolean} selected @returns {Look} */
function looks(route, status, doc, palette, selected) {
  const stroke = doc.strokes[status], build = doc.builds[route.basis];
  const colour = doc.colours[route.overlay ? "overlay" : route.mode];
  const dash = build.dash || stroke.dash;
  const width = Math.max(stroke.width, build.least_width) * (route.context ? 0.7 : 1) + (selected ? 2.5 : 0);
  /** @type {Ink} */
  const ink = { colour, width: build.band ? Math.min(width, 2.4) : width, dash, opacity: route.context ? 0.85 : 1,
    cap: dash === "1 6" ? "round" : "butt" };
  /** @type {Ink} */
  const under = build.band
    ? { colour, width: 10 + (selected ? 5 : 0), dash: "", opacity: selected ? 0.34 : 0.17, cap: "butt" }
    : { colour: selected ? palette.selected : build.edge ? palette.ink : palette.halo, dash: "", cap: "butt",
      width: width + (selected ? 7 : build.edge ? 2 : 2.6), opacity: selected ? 0.95 : build.edge ? 1 : 0.8 };
  /** @type {Ink | null} */
  const core = build.core ? { colour: "#fff", width: build.core * width, dash: "", opacity: 1, cap: "butt" } : null;
  return { under, ink, core };
}

/** Lines beside the atlas's own: an itinerary before and after, and a reader's overlay. @type {Record<string, Look & { order: number, under: Ink }>} */
const BESIDE = {
  before: { under: { colour: "#4a5560", width: 12, dash: "", opacity: 1, cap: "butt" },
    ink: { colour: "#cfd6dc", width: 9, dash: "", opacity: 1, cap: "butt" }, core: null, order: -2 },
  after: { under: { colour: "#22303c", width: 12, dash: "", opacity: 1, cap: "butt" },
    ink: { colour: "#f0e442", width: 9, dash: "", opacity: 1, cap: "butt" }, core: null, order: -1 },
  overlay: { under: { colour: "#fff", width: 6, dash: "", opacity: 0.9, cap: "butt" },
    ink: { colour: "#000", width: 2.4, dash: "10 3 2 3", opacity: 1, cap: "butt" }, core: null, order: 8 },
};

export class Lines extends L.Renderer {
  /** @param {MapDocument} doc @param {Palette} palette @param {L.RendererOptions} options */
  constructor(doc, palette, options) {
    super({ padding: 0.2, ...options });
    this._doc = doc;
    this._palette = palette;
    this._items = doc.routes.map(itemOf);
    this._own = /** @type {Batch<MapRoute>[]} */ ([]);
    this._besides = /** @type {Item<ExtraLine>[]} */ ([]);
    this._routes = /** @type {Item<MapRoute>[]} */ ([]);
    this._batches = /** @type {Batch<DrawnLine>[]} */ ([]);
    this._selected = "";
    this._sharp = 1;
    this._step = STEP_PX;
    this._pen = /** @type {CanvasRenderingContext2D | null} */ (null);
  }

  _initContainer() {
    const canvas = this._container = element("canvas");
    this._pen = canvas.getContext("2d");
  }

  _destroyContainer() {
    if (this._container) this._container.remove();
    this._container = null;
  }

  _update() {
    const canvas = this._container;
    if (!(canvas instanceof HTMLCanvasElement) || (this._map._animatingZoom && this._bounds)) return;
    super._update();
    const size = this._bounds.getSize(), sharp = window.devicePixelRatio > 1 ? 2 : 1;
    L.DomUtil.setPosition(canvas, this._bounds.getTopLeft());
    canvas.width = sharp * size.x;
    canvas.height = sharp * size.y;
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    this._sharp = sharp;
    this._draw();
  }

  /** Which routes, in which status's stroke (null: their own), and which one is selected.
   * @param {string[]} ids @param {string} selected @param {Map<string, string> | null} statuses */
  show(ids, selected, statuses) {
    const wanted = new Set(ids);
    const shown = this._items.filter((item) => wanted.has(item.route.id));
    const batches = /** @type {Map<string, Batch<MapRoute>>} */ (new Map());
    shown.forEach((item) => {
      const status = (statuses && statuses.get(item.route.id)) || item.route.status;
      const chosen = item.route.id === selected;
      const order = chosen ? 9 : (item.route.context ? 0 : 4) + SURENESS[item.route.basis];
      const key = [order, item.route.mode, status, item.route.basis, Boolean(item.route.overlay)].join();
      const batch = batches.get(key) || { order, items: [], look: looks(item.route, status, this._doc, this._palette, chosen) };
      batches.set(key, batch);
      batch.items.push(item);
    });
    this._own = [...batches.values()];
    this._routes = shown;
    this._selected = selected;
    this._arrange();
    return shown.map((item) => item.route.id);
  }

  /** Lines beside the atlas's own; a click on one reports its id. @param {ExtraLine[]} lines */
  beside(lines) {
    this._besides = lines.filter((line) => BESIDE[line.look]).map(itemOf);
    this._arrange();
  }

  _arrange() {
    const besides = Object.entries(BESIDE).map(([name, { order, ...look }]) => ({ order, look,
      items: this._besides.filter((item) => item.route.look === name) }));
    const chosen = this._besides.filter((item) => item.route.id === this._selected);
    if (chosen.length) besides.push({ order: 10, items: chosen, look: { under: { ...BESIDE.overlay.under, width: 11,
      colour: this._palette.selected }, ink: { ...BESIDE.overlay.ink, width: 4.5 }, core: null } });
    this._batches = [...this._own, ...besides].sort((a, b) => a.order - b.order);
    if (this._map && this._bounds) this._draw();
  }

  /** What is drawn, a route's own lines first. @returns {Item<DrawnLine>[]} */
  _shown() {
    return [...this._routes, ...this._besides];
  }

  _draw() {
    const pen = this._pen;
    if (!pen) return;
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    const origin = this._map.getPixelOrigin().add(this._bounds.getTopLeft());
    pen.setTransform(this._sharp, 0, 0, this._sharp, 0, 0);
    const size = this._bounds.getSize();
    pen.clearRect(0, 0, size.x, size.y);
    const margin = 20 / scale;
    const view = [origin.x / scale - margin, origin.y / scale - margin,
      (origin.x + size.x) / scale + margin, (origin.y + size.y) / scale + margin];
    const inView = (/** @type {Item<DrawnLine>} */ item) => item.box[0] < view[2] && item.box[2] > view[0]
      && item.box[1] < view[3] && item.box[3] > view[1];
    const batches = this._batches.map((batch) => ({ look: batch.look, order: batch.order, items: batch.items.filter(inView) }));
    const many = batches.reduce((sum, batch) => sum + batch.items.length, 0) > MANY;
    this._step = many ? MANY_STEP_PX : STEP_PX;
    if (many) batches.filter((batch) => batch.order >= 0 && batch.order < 8).forEach((batch) => {
      batch.look = { under: null, core: null, ink: { ...batch.look.ink, width: 1, opacity: 1, cap: "butt",
        dash: batch.look.ink.dash && "3 3" } };
    });
    const ways = batches.filter((batch) => batch.order < 0), last = batches.filter((batch) => batch.order >= 8);
    const rest = batches.filter((batch) => batch.order >= 0 && batch.order < 8);
    [ways, rest, last].forEach((group) => {
      group.forEach(({ items, look }) => { if (look.under) this._stroke(pen, items, look.under, scale, origin); });
      group.forEach(({ items, look }) => {
        this._stroke(pen, items, look.ink, scale, origin);
        if (look.core) this._stroke(pen, items, look.core, scale, origin);
      });
    });
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Item<DrawnLine>[]} items @param {Ink} look @param {number} scale @param {L.Point} origin */
  _stroke(pen, items, look, scale, origin) {
    const step = this._step;
    pen.strokeStyle = look.colour;
    pen.lineWidth = look.width;
    pen.lineCap = look.cap;
    pen.lineJoin = "round";
    pen.globalAlpha = look.opacity;
    pen.setLineDash(dashes(look.dash, look.cap));
    pen.beginPath();
    items.forEach((item) => item.parts.forEach((points) => {
      let x = points[0] * scale - origin.x, y = points[1] * scale - origin.y;
      pen.moveTo(x, y);
      const end = points.length - 2;
      for (let i = 2; i <= end; i += 2) {
        const nx = points[i] * scale - origin.x, ny = points[i + 1] * scale - origin.y;
        if (i < end && Math.abs(nx - x) + Math.abs(ny - y) < step) continue;
        pen.lineTo(nx, ny);
        x = nx;
        y = ny;
      }
    }));
    pen.stroke();
  }

  /** The line drawn nearest to a point of the map, within reach of a finger. @param {L.LatLng} latlng */
  nearest(latlng) {
    const scale = this._map.getZoomScale(this._map.getZoom(), 0), at = this._map.project(latlng, 0);
    const reach = (REACH_PX + 2) / scale;
    let best = /** @type {DrawnLine | null} */ (null), least = reach;
    this._shown().forEach((item) => {
      const box = item.box;
      if (at.x < box[0] - reach || at.x > box[2] + reach || at.y < box[1] - reach || at.y > box[3] + reach) return;
      const far = distance(item.parts, at.x, at.y) + ("context" in item.route && item.route.context ? 1 / scale : 0);
      if (far < least) { least = far; best = item.route; }
    });
    return /** @type {DrawnLine | null} */ (best);
  }

  /** Where some routes run on the screen: every stretch in view, each point [x, y] in pixels of the map
   * and about `step` from the one before. @param {ReadonlySet<string>} ids @param {number} step */
  seen(ids, step) {
    const scale = this._map.getZoomScale(this._map.getZoom(), 0), min = this._map.getPixelBounds().getTopLeft();
    const size = this._map.getSize(), found = /** @type {{ route: MapRoute, points: [number, number][] }[]} */ ([]);
    this._routes.filter((item) => ids.has(item.route.id)).forEach((item) => item.parts.forEach((line) => {
      let points = /** @type {[number, number][] | null} */ (null), x = 0, y = 0;
      const put = (/** @type {number} */ nx, /** @type {number} */ ny) => {
        if (nx < 0 || ny < 0 || nx > size.x || ny > size.y) { points = null; return; }
        if (!points) found.push({ route: item.route, points: points = [] });
        points.push([nx, ny]);
      };
      for (let i = 0; i < line.length; i += 2) {
        const nx = line[i] * scale - min.x, ny = line[i + 1] * scale - min.y;
        const far = i ? Math.hypot(nx - x, ny - y) : step;
        if (far < step && i < line.length - 2) continue;
        const cuts = i ? Math.min(400, Math.max(1, Math.round(far / step))) : 1;
        for (let k = 1; k <= cuts; k += 1) put(i ? x + (nx - x) * k / cuts : nx, i ? y + (ny - y) * k / cuts : ny);
        x = nx;
        y = ny;
      }
    }));
    return found;
  }

  /** Some lines by their ids, the atlas's own or beside them. @param {ReadonlySet<string>} ids @returns {Item<DrawnLine>[]} */
  some(ids) {
    return [...this._items, ...this._besides].filter((item) => ids.has(item.route.id));
  }

  /** @param {ReadonlySet<string>} ids */
  points(ids) {
    return this.some(ids).flatMap((item) =>
      item.parts.flatMap((points) => Array.from({ length: points.length / 2 }, (_, i) =>
        this._map.unproject([points[2 * i], points[2 * i + 1]], 0))));
  }
}

/** @param {Float64Array[]} parts @param {number} x @param {number} y */
function distance(parts, x, y) {
  let least = Infinity;
  parts.forEach((points) => {
    for (let i = 2; i < points.length; i += 2) {
      const ax = points[i - 2], ay = points[i - 1], dx = points[i] - ax, dy = points[i + 1] - ay;
      const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(ax + along * dx - x, ay + along * dy - y));
    }
  });
  return least;
}

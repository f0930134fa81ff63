/* All routes on one canvas. Each line is projected once; a change of filter is one redraw in batches
   of like strokes, so that ten thousand lines cost little more than a hundred. */
/** @import { ColourBy, DrawnLine, ExtraLine, MapDocument, MapRoute, Palette } from "../types.js" */
/** @import { Ink, Look } from "./looks.js" */
/** A line with its parts, projected, and the box around them. @template {DrawnLine} Line
 * @typedef {{ route: Line, parts: Float64Array[], box: number[] }} Item */
/** A line in one colour, of which a route may have several; `drawn` are its parts in their lanes, of the world.
 * @template {DrawnLine} Line @typedef {Item<Line> & { colour: string, order: number, drawn: Float64Array[] }} Strand */
/** Lines of one look. @template {DrawnLine} Line @typedef {{ order: number, look: Look, strands: Strand<Line>[] }} Batch */
/** How the routes are shown: what colours say, what is looked at (null: everything), and the
 * corridors that are spoken of (none: all). @typedef {{ selected: string, statuses: Map<string, string> | null, by: ColourBy,
 *   focus: Set<string> | null, only: string[] }} Manner */

import { element } from "../shared/dom.js";
import { sideBySide } from "./beds.js";
import { coloursOf, strandColours } from "./colours.js";
import { looks } from "./looks.js";

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

/* Up to so many lines run side by side where they share a bed; up to this zoom corridors read as ribbons. */
const MOST_LANES = 300, RIBBON_ZOOM = 5.5;

/** Lines beside the atlas's own: an itinerary before and after, and a reader's overlay. @type {Record<string, Look & { order: number, under: Ink }>} */
const BESIDE = {
  before: { under: { colour: "#4a5560", width: 12, dash: "", opacity: 1, cap: "butt" },
    ink: { colour: "#cfd6dc", width: 9, dash: "", opacity: 1, cap: "butt" }, ribbon: null, core: null, order: -2 },
  after: { under: { colour: "#22303c", width: 12, dash: "", opacity: 1, cap: "butt" },
    ink: { colour: "#f0e442", width: 9, dash: "", opacity: 1, cap: "butt" }, ribbon: null, core: null, order: -1 },
  overlay: { under: { colour: "#fff", width: 6, dash: "", opacity: 0.9, cap: "butt" },
    ink: { colour: "#000", width: 2.4, dash: "10 3 2 3", opacity: 1, cap: "butt" }, ribbon: null, core: null, order: 8 },
};

/** @template {DrawnLine} Line @param {Item<Line>} item @param {string} colour @param {number} order @returns {Strand<Line>} */
const strandOf = (item, colour, order) => ({ ...item, colour, order, drawn: item.parts });

export class Lines extends L.Renderer {
  /** @param {MapDocument} doc @param {Palette} palette @param {L.RendererOptions} options */
  constructor(doc, palette, options) {
    super({ padding: 0.2, ...options });
    this._doc = doc;
    this._colours = coloursOf(doc);
    this._palette = palette;
    this._items = doc.routes.map(itemOf);
    this._strands = /** @type {Strand<MapRoute>[]} */ ([]);
    this._besides = /** @type {Strand<ExtraLine>[]} */ ([]);
    this._batches = /** @type {Batch<DrawnLine>[]} */ ([]);
    this._manner = /** @type {Manner} */ ({ selected: "", statuses: null, by: "corridor", focus: null, only: [] });
    this._ribbons = false;
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
    const box = this._map.getContainer(), zoom = box.getBoundingClientRect().width / box.offsetWidth || 1;
    const size = this._bounds.getSize(), sharp = window.devicePixelRatio * zoom > 1.2 ? 2 : 1;
    L.DomUtil.setPosition(canvas, this._bounds.getTopLeft());
    canvas.width = sharp * size.x;
    canvas.height = sharp * size.y;
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    this._sharp = sharp;
    if (this._ribbons !== this._isFar()) this._arrange(); else this._place();
  }

  /** Whether corridors read as ribbons: seen from afar, in their own colours. */
  _isFar() {
    return this._manner.by === "corridor" && this._map.getZoom() <= RIBBON_ZOOM;
  }

  /** Which routes, and in what manner. @param {string[]} ids @param {Manner} manner */
  show(ids, manner) {
    const wanted = new Set(ids), shown = this._items.filter((item) => wanted.has(item.route.id));
    this._manner = manner;
    this._strands = shown.flatMap((item) => this._coloursOf(item.route).map((colour, i) => strandOf(item, colour, i)));
    this._arrange();
    return shown.map((item) => item.route.id);
  }

  /** Lines beside the atlas's own; a click on one reports its id. @param {ExtraLine[]} lines */
  beside(lines) {
    this._besides = lines.filter((line) => BESIDE[line.look]).map((line) => strandOf(itemOf(line), "", 0));
    this._arrange();
  }

  /** @param {MapRoute} route */
  _statusOf({ id, status }) {
    return (this._manner.statuses && this._manner.statuses.get(id)) || status;
  }

  /** The colours of a route as it is shown now: where some corridors are spoken of, those of these alone. @param {MapRoute} route */
  _coloursOf(route) {
    const { by, only } = this._manner;
    const told = by === "corridor" ? only.filter((id) => route.corridors.includes(id)) : [];
    if (told.length) return told.map((id) => this._colours.corridors[id]);
    return strandColours(this._colours, route, this._statusOf(route), by);
  }

  /** Sorts what is drawn into batches of one look, under to over. */
  _arrange() {
    const { selected, focus } = this._manner, own = /** @type {Map<string, Batch<MapRoute>>} */ (new Map());
    this._ribbons = Boolean(this._map) && this._isFar();
    this._strands.forEach((strand) => {
      const { route, colour } = strand, status = this._statusOf(route), chosen = route.id === selected;
      const back = Boolean(focus && !focus.has(route.id) && !chosen);
      const order = chosen ? 7.5 : (back ? -0.5 : route.context ? 0 : 4) + (back ? 0 : SURENESS[route.basis] / 2);
      const key = `${order} ${colour} ${status} ${route.basis} ${route.context ? 1 : 0}${route.overlay ? 1 : 0}${back ? 1 : 0}`;
      const batch = own.get(key) || { order, strands: [], look: looks(route, status, colour, this._doc, this._palette,
        { selected: chosen, back, ribbon: this._ribbons }) };
      own.set(key, batch);
      batch.strands.push(strand);
    });
    const besides = Object.entries(BESIDE).map(([name, { order, ...look }]) => ({ order, look,
      strands: this._besides.filter((strand) => strand.route.look === name) }));
    const chosen = this._besides.filter((strand) => strand.route.id === selected);
    if (chosen.length) besides.push({ order: 10, strands: chosen, look: { under: { ...BESIDE.overlay.under, width: 11,
      colour: this._palette.selected }, ink: { ...BESIDE.overlay.ink, width: 4.5 }, ribbon: null, core: null } });
    this._batches = [...own.values(), ...besides].sort((a, b) => a.order - b.order);
    if (this._map && this._bounds) this._place();
  }

  /** Puts the lines in their lanes at this zoom, and draws. From afar those of one colour share a lane. */
  _place() {
    const lead = this._strands.filter(({ route }) => !route.context && !route.overlay);
    const scale = this._map.getZoomScale(this._map.getZoom(), 0), min = this._map.getPixelOrigin().add(this._bounds.getTopLeft());
    const far = this._map.getZoom() <= RIBBON_ZOOM;
    const size = this._bounds.getSize(), box = [min.x - 60, min.y - 60, min.x + size.x + 60, min.y + size.y + 60];
    if (lead.length <= MOST_LANES) {
      const colours = [...new Set([...Object.values(this._colours.corridors), ...lead.map(({ colour }) => colour)])];
      const lanes = lead.map((strand, i) => colours.indexOf(strand.colour) * 1e4 + (far ? 0 : i));
      const flat = lead.flatMap((strand, i) => strand.parts.map((part) => ({ line: part.map((value) => value * scale), lane: lanes[i] })));
      const placed = sideBySide(flat, box);
      let at = 0;
      lead.forEach((strand) => {
        strand.drawn = strand.parts.map((part) => {
          const made = placed[at] === flat[at].line ? part : placed[at].map((value) => value / scale);
          at += 1;
          return made;
        });
      });
    } else lead.forEach((strand) => { strand.drawn = strand.parts; });
    this._draw();
  }

  /** What is drawn, a route's own lines first. @returns {Strand<DrawnLine>[]} */
  _shown() {
    return [...this._strands, ...this._besides];
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
    const inView = (/** @type {Strand<DrawnLine>} */ strand) => strand.box[0] < view[2] && strand.box[2] > view[0]
      && strand.box[1] < view[3] && strand.box[3] > view[1];
    const batches = this._batches.map((batch) => ({ look: batch.look, order: batch.order, strands: batch.strands.filter(inView) }));
    const many = batches.reduce((sum, batch) => sum + batch.strands.length, 0) > MANY;
    const isPlain = (/** @type {{ order: number }} */ { order }) => order >= -0.5 && order < 7.5;
    this._step = many ? MANY_STEP_PX : STEP_PX;
    if (many) batches.filter(isPlain).forEach((batch) => {
      batch.look = { under: null, core: null, ribbon: null, ink: { ...batch.look.ink, width: 1, opacity: 1, cap: "butt",
        dash: batch.look.ink.dash && "3 3" } };
    });
    const ways = batches.filter((batch) => batch.order < -0.5), last = batches.filter((batch) => batch.order >= 7.5);
    [ways, batches.filter(isPlain), last].forEach((group) => {
      group.forEach(({ strands, look }) => { if (look.under) this._stroke(pen, strands, look.under, scale, origin); });
      group.forEach(({ strands, look }) => {
        [look.ribbon, look.ink, look.core].forEach((ink) => { if (ink) this._stroke(pen, strands, ink, scale, origin); });
      });
    });
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Strand<DrawnLine>[]} strands @param {Ink} look @param {number} scale @param {L.Point} origin */
  _stroke(pen, strands, look, scale, origin) {
    const step = this._step;
    pen.strokeStyle = look.colour;
    pen.lineWidth = look.width;
    pen.lineCap = look.cap;
    pen.lineJoin = "round";
    pen.globalAlpha = look.opacity;
    pen.setLineDash(dashes(look.dash, look.cap));
    pen.beginPath();
    strands.forEach((strand) => strand.drawn.forEach((points) => {
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

  /** The line drawn nearest to a point of the map, within reach of a finger. @param {L.LatLng} latlng @param {number} px */
  nearest(latlng, px = REACH_PX) {
    const scale = this._map.getZoomScale(this._map.getZoom(), 0), at = this._map.project(latlng, 0);
    const reach = (px + 2) / scale, wide = reach + 30 / scale;
    let best = /** @type {DrawnLine | null} */ (null), least = reach;
    this._shown().forEach(({ box, drawn, route }) => {
      if (at.x < box[0] - wide || at.x > box[2] + wide || at.y < box[1] - wide || at.y > box[3] + wide) return;
      const far = distance(drawn, at.x, at.y) + ("context" in route && route.context ? 1 / scale : 0);
      if (far < least) { least = far; best = route; }
    });
    return /** @type {DrawnLine | null} */ (best);
  }

  /** Where some routes run on the screen: every stretch in view, each point [x, y] in pixels of the map
   * and about `step` from the one before. @param {ReadonlySet<string>} ids @param {number} step */
  seen(ids, step) {
    const scale = this._map.getZoomScale(this._map.getZoom(), 0), min = this._map.getPixelBounds().getTopLeft();
    const size = this._map.getSize(), found = /** @type {{ route: MapRoute, colour: string, points: [number, number][] }[]} */ ([]);
    this._strands.filter((strand) => ids.has(strand.route.id)).forEach((strand) => strand.drawn.forEach((line) => {
      let points = /** @type {[number, number][] | null} */ (null), x = 0, y = 0;
      const put = (/** @type {number} */ nx, /** @type {number} */ ny) => {
        if (nx < 0 || ny < 0 || nx > size.x || ny > size.y) { points = null; return; }
        if (!points) found.push({ route: strand.route, colour: strand.colour, points: points = [] });
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

/* A scene as a small picture: the land, and the lines that its map draws. */
/** @import { Basemap, ColourBy, MapDocument, Palette, Sight } from "../types.js" */
/** @typedef {{ land: Float64Array[], lines: Map<string, { paths: Float64Array[], colours: Record<ColourBy, string>, dash: string }> }} Drawable */

import { coloursOf, strandColours } from "../map/colours.js";
import { element } from "../shared/dom.js";

const WIDE = 176, HIGH = 99, ROOM = 0.1, SCREEN_PX = [1000, 640], SHARP = 2, LEAST = 1 / 450;
/* At so small a scale borders are left out, and the edge of the land that has them. */
const FAR = 1300;

/** A place in parts of the world's circumference. @param {number} lat @param {number} lon @returns {[number, number]} */
function unit(lat, lon) {
  const sine = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
/** @param {[number, number][]} points */
const flat = (points) => Float64Array.from(points.flatMap(([lat, lon]) => unit(lat, lon)));

/** What pictures are drawn from, made once. @param {Basemap} base @param {MapDocument} doc @returns {Drawable} */
export function drawable(base, doc) {
  const land = [...base.world, ...base.land.flatMap((country) => country.polygons)].flatMap((rings) => rings.map(flat));
  const colours = coloursOf(doc), leading = (/** @type {MapDocument["routes"][0]} */ route, /** @type {ColourBy} */ by) =>
    strandColours(colours, route, route.status, by)[0];
  const lines = new Map(doc.routes.map((route) => [route.id, { colours: { corridor: leading(route, "corridor"),
    mode: leading(route, "mode"), status: leading(route, "status") },
    dash: doc.strokes[route.status].dash, paths: route.lines.map((steps) => {
      const points = /** @type {[number, number][]} */ ([]);
      for (let i = 0, lat = 0, lon = 0; i < steps.length; i += 2) points.push([(lat += steps[i]) / 1e5, (lon += steps[i + 1]) / 1e5]);
      return flat(points);
    }) }]));
  return { land, lines };
}

/** How parts of the world become pixels: by how much, and which part is in the middle. @param {Sight} sight */
function frame({ camera, box }) {
  if (camera) {
    const [zoom, lat, lon] = camera.split("/").map(Number);
    return { scale: 256 * 2 ** zoom * Math.min(WIDE / SCREEN_PX[0], HIGH / SCREEN_PX[1]), middle: unit(lat, lon) };
  }
  const [south, west, north, east] = box.split("/").map(Number), [left, bottom] = unit(south, west), [right, top] = unit(north, east);
  const room = 1 - 2 * ROOM;
  return { scale: Math.min(WIDE * room / Math.max(right - left, LEAST), HIGH * room / Math.max(bottom - top, LEAST)),
    middle: /** @type {[number, number]} */ ([(left + right) / 2, (top + bottom) / 2]) };
}

/** Makes the picture of a scene. @param {Drawable} from @param {Palette} palette @param {Sight} sight
 * @param {string[]} ids @param {string} selected @param {ColourBy} by */
export function thumbnail(from, palette, sight, ids, selected, by) {
  const canvas = element("canvas", "scene-picture"), pen = canvas.getContext("2d"), { scale, middle: [mx, my] } = frame(sight);
  canvas.width = WIDE * SHARP;
  canvas.height = HIGH * SHARP;
  canvas.setAttribute("aria-hidden", "true");
  if (!pen) return canvas;
  pen.setTransform(SHARP, 0, 0, SHARP, 0, 0);
  pen.fillStyle = palette.sea;
  pen.fillRect(0, 0, WIDE, HIGH);
  /** @param {Float64Array} path */
  function trace(path) {
    let x = Infinity, y = 0;
    for (let i = 0; i < path.length; i += 2) {
      const nx = (path[i] - mx) * scale + WIDE / 2, ny = (path[i + 1] - my) * scale + HIGH / 2;
      if (i && i < path.length - 2 && Math.abs(nx - x) + Math.abs(ny - y) < 0.7) continue;
      if (i) pen?.lineTo(nx, ny); else pen?.moveTo(nx, ny);
      x = nx;
      y = ny;
    }
  }
  pen.beginPath();
  from.land.forEach(trace);
  pen.fillStyle = palette.land;
  pen.fill("evenodd");
  pen.strokeStyle = palette.border;
  pen.lineWidth = 0.6;
  if (scale > FAR) pen.stroke();
  pen.lineJoin = "round";
  const shown = ids.flatMap((id) => from.lines.get(id) || []), lit = from.lines.get(selected);
  if (lit && ids.includes(selected)) {
    pen.beginPath();
    lit.paths.forEach(trace);
    pen.strokeStyle = palette.selected;
    pen.lineWidth = 7;
    pen.stroke();
  }
  shown.forEach(({ paths, colours, dash }) => {
    pen.beginPath();
    paths.forEach(trace);
    pen.strokeStyle = colours[by];
    pen.lineWidth = ids.length > 12 ? 1.2 : 2.2;
    pen.setLineDash(dash ? [5, 3] : []);
    pen.stroke();
  });
  return canvas;
}

/* How a line is drawn: its strokes from under to over. Widths are CSS pixels. */
/** @import { MapRoute, Palette, Symbols } from "../types.js" */
/** @typedef {{ colour: string, width: number, dash: string, opacity: number, cap: CanvasLineCap }} Ink */
/** The strokes of a line, under to over; a ribbon joins the dashes of a corridor seen from afar.
 * @typedef {{ under: Ink | null, ribbon: Ink | null, ink: Ink, core: Ink | null }} Look */

/* What stands back: lines that only connect, and what is not looked at while something is open. */
const CONTEXT_WIDTH = 0.4, CONTEXT_OPACITY = 0.55, PLAIN_WIDTH = 0.7, BACK_WIDTH = 0.6, BACK_OPACITY = 0.3;
const RIBBON_WIDTH = 1.2, RIBBON_OPACITY = 0.4;

/** The strokes of a route, as the legend's symbols show them too; `how` says whether it is selected, stands
 * back, or is a ribbon. @param {MapRoute} route @param {string} status @param {string} colour @param {Symbols} doc
 * @param {Palette} palette @param {{ selected: boolean, back: boolean, ribbon: boolean }} how @returns {Look} */
export function looks(route, status, colour, doc, palette, { selected, back, ribbon }) {
  const stroke = doc.strokes[status], build = doc.builds[route.basis], dash = build.dash || stroke.dash;
  const share = (route.context ? CONTEXT_WIDTH : colour === doc.colours.plain ? PLAIN_WIDTH : ribbon ? RIBBON_WIDTH : 1) * (back ? BACK_WIDTH : 1);
  const width = Math.max(stroke.width, build.least_width) * share + (selected ? 2.5 : 0);
  const opacity = (route.context ? CONTEXT_OPACITY : 1) * (back ? BACK_OPACITY : 1);
  /** @type {Ink} */
  const ink = { colour, width: build.band ? Math.min(width, 2.4) : width, dash, opacity, cap: dash === "1 6" ? "round" : "butt" };
  if (back) return { under: null, ribbon: null, ink, core: null };
  /** @type {Ink} */
  const under = build.band
    ? { colour, width: 10 + (selected ? 5 : 0), dash: "", opacity: selected ? 0.34 : 0.17, cap: "butt" }
    : { colour: selected ? palette.selected : build.edge ? palette.ink : palette.halo, dash: "", cap: "butt",
      width: width + (selected ? 7 : build.edge ? 2 : 2.6), opacity: selected ? 0.95 : build.edge ? 1 : 0.8 };
  const joined = ribbon && dash && !build.band && !route.context && colour !== doc.colours.plain;
  return { under, ink,
    ribbon: joined ? { colour, width, dash: "", opacity: RIBBON_OPACITY, cap: "butt" } : null,
    core: build.core ? { colour: "#fff", width: build.core * width, dash: "", opacity: 1, cap: "butt" } : null };
}

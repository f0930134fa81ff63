/* Symbols of lines as the map draws them, for the legend, the table and the key. */
/** @import { ColourBy, LegendOption, Palette, Symbols } from "../types.js" */

const XML = "http://www.w3.org/2000/svg";

/** A line of 34 by 14 px, as the address of a picture.
 * @param {Symbols} looks @param {Palette} palette @param {string} colour @param {string} status @param {string} basis */
export function swatch(looks, palette, colour, status, basis) {
  const stroke = looks.strokes[status], build = looks.builds[basis], dash = build.dash || stroke.dash;
  const width = Math.max(stroke.width, build.least_width), lines = /** @type {string[]} */ ([]);
  const line = (/** @type {string} */ ink, /** @type {number} */ wide, more = "") =>
    lines.push(`<line x1='1' y1='7' x2='33' y2='7' stroke='${ink}' stroke-width='${wide}'${more}/>`);
  if (build.band) line(colour, 10, " opacity='.17'");
  if (build.edge) line(palette.ink, width + 2);
  line(colour, build.band ? Math.min(width, 2.4) : width,
    (dash ? ` stroke-dasharray='${dash}'` : "") + (dash === "1 6" ? " stroke-linecap='round'" : ""));
  if (build.core) line("#fff", build.core * width);
  return "data:image/svg+xml," + encodeURIComponent(`<svg xmlns='${XML}' width='34' height='14'>${lines.join("")}</svg>`);
}

/** The symbol of an option; blank if it has none. Only the section by which lines are coloured shows colours.
 * @param {Symbols} looks @param {Palette} palette @param {LegendOption} option @param {ColourBy} by */
export function symbolOf(looks, palette, option, by) {
  const { mode, status, basis, corridor } = option, { colours, corridors } = looks;
  const line = (/** @type {string} */ colour) => swatch(looks, palette, colour, status || "operating", basis || "traced");
  if (corridor) return by === "corridor" ? line(corridors[corridor]?.colour || colours.plain) : "";
  if (mode === "overlay" || basis === "overlay") return swatch(looks, palette, colours.overlay, "not-stated", "overlay");
  if (mode) return by === "mode" ? line(colours.modes[mode]) : "";
  if (status) return line(by === "status" ? colours.statuses[status] : palette.ink);
  return basis ? line(palette.ink) : "";
}

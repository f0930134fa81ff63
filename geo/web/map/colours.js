/* What the colours of lines say: the rule of geo/cartography/colours.py. */
/** @import { ColourBy, MapRoute, Symbols } from "../types.js" */
/** @typedef {ReturnType<typeof coloursOf>} Colours */

/** The colours of modes, statuses and corridors. @param {Pick<Symbols, "colours" | "corridors">} doc */
export const coloursOf = ({ colours, corridors }) => ({ ...colours,
  corridors: Object.fromEntries(Object.entries(corridors).map(([id, { colour }]) => [id, colour])) });

/** The colours of a route's strands, the leading one first: by corridor one for each, side by side, if
 * it is not merely proposed.
 * @param {Colours} colours @param {Pick<MapRoute, "mode" | "corridors" | "overlay">} route
 * @param {string} status @param {ColourBy} by @returns {string[]} */
export function strandColours(colours, route, status, by) {
  if (route.overlay) return [colours.overlay];
  if (by === "mode") return [colours.modes[route.mode]];
  if (by === "status") return [colours.statuses[status]];
  const found = new Set(route.corridors.map((id) => colours.corridors[id]));
  found.delete(colours.plain);
  const own = found.size ? [...found] : [colours.plain];
  return status === "proposed" ? own.slice(0, 1) : own;
}

/* Where the name of a region may stand: at the spots in its own area that have room for it. */
/** @import { MapDocument } from "../types.js" */
/** @import { Crowd } from "./crowd.js" */
/** @import { Spot } from "./names.js" */

export const REGION_PX = 11;
const DEGREES = 360, TILE_PX = 256;

/** Finds the spots for a region's name, the one that covers least of lines and places first. Unless it must be
 * named, those that cover any are none.
 * @param {L.Map} map @param {MapDocument["regions"]} regions */
export function regionSpots(map, regions) {
  /** @param {number} i @param {number} wide the name's width @param {boolean} sure whether it must be named
   * @param {Crowd} crowd @param {Crowd} dots @returns {Spot[]} */
  return (i, wide, sure, crowd, dots) => {
    const half = wide / (sure ? 1.8 : 2), pxOfDegree = TILE_PX * 2 ** map.getZoom() / DEGREES;
    const found = regions[i].spots.filter(([, , room]) => room * pxOfDegree >= half).map(([lat, lon]) => {
      const at = L.latLng(lat, lon), { x, y } = map.latLngToContainerPoint(at);
      const spot = { at, side: "middle", left: x - half, right: x + half, top: y - REGION_PX * 0.6, bottom: y + REGION_PX * 0.6 };
      return { spot, over: crowd(spot) + dots(spot) };
    });
    return found.filter(({ over }) => sure || !over).sort((a, b) => a.over - b.over).map(({ spot }) => spot);
  };
}

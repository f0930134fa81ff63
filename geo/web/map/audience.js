/* The map before an audience: whatever the size of the screen, it shows what a scene is about, and
   nothing that only its reader needs (see map.css). */
/** @import { Sight } from "../types.js" */

import { whole } from "./map.js";

/* The size of the map for which a camera is meant: geo.cartography.projection.SCREEN_PX. */
const SCREEN_PX = [1000, 640];
/* Free on each side, for the names at the ends; and no closer than this. */
const ROOM_PX = [84, 26], MOST_ZOOM = 10.5;

/** Leaves out what only a reader needs. @param {boolean} on whether an audience sees the map */
export const beforeAudience = (on) => document.documentElement.classList.toggle("atlas-audience", on);

/** Looks at all that a camera saw on a map of the usual size, or without one at a box. @param {L.Map} map @param {Sight} sight */
export function lookOver(map, { camera, box }) {
  const { x, y } = map.getSize(), { zoomSnap } = map.options, [zoom, lat, lon] = camera.split("/").map(Number);
  const [south, west, north, east] = box.split("/").map(Number);
  const room = L.point(Math.min(ROOM_PX[0], x / 5), Math.min(ROOM_PX[1], y / 5));
  map.options.zoomSnap = 0;
  if (camera) map.setView([lat, lon], zoom + Math.log2(Math.min(x / SCREEN_PX[0], y / SCREEN_PX[1])), whole);
  else if (box) map.fitBounds([[south, west], [north, east]], /** @type {L.FitBoundsOptions} */ ({ ...whole, padding: room, maxZoom: MOST_ZOOM }));
  map.options.zoomSnap = zoomSnap;
}

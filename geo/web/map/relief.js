/* The shade of mountains over the land and under its rivers, where the map is small enough for it: closer
   up it fades, as it would only be blurred. */

/* As tools/relief.py cuts it: south-west and north-east, in degrees. */
const BOUNDS = /** @type {L.LatLngBoundsLiteral} */ ([[17, 14], [58, 94]]);
const WHOLE_ZOOM = 4.5, FADING = 0.3, LAST_ZOOM = 7;

/** Lays the picture under the lines of the map. @param {L.Map} map @param {string} address */
export function layRelief(map, address) {
  map.createPane("relief").style.cssText += "z-index: 245; pointer-events: none;";
  const picture = L.imageOverlay(address, BOUNDS, { pane: "relief", interactive: false, alt: "" });
  function show() {
    const zoom = map.getZoom();
    if (zoom > LAST_ZOOM) picture.remove();
    else picture.addTo(map).setOpacity(Math.min(1, 1 - FADING * (zoom - WHOLE_ZOOM)));
  }
  map.on("zoomend", show);
  show();
}

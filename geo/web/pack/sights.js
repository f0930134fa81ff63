/* What a scene of the reader's own shows: the routes it draws, where its map looks, and its picture. */
/** @import { Basemap, MapDocument, PackDocument, ToldRoute, PackState } from "../types.js" */
/** @typedef {{ view: string, routes: string[] }} Seen */

import { drawable, thumbnail } from "../presenter/thumbnail.js";

/** @param {PackDocument} doc @param {MapDocument} layers @param {() => Basemap} base
 * @param {(view: string) => { made: PackState }} parse @param {(state: PackState) => ToldRoute[]} shown */
export function makeSights(doc, layers, base, parse, shown) {
  let from = /** @type {ReturnType<typeof drawable> | null} */ (null);
  const lines = new Map(layers.routes.map((route) => [route.id, route.lines]));

  /** South, west, north and east of some routes; of the first view where there are none. @param {string[]} ids */
  function boxAround(ids) {
    const box = L.latLngBounds([]);
    ids.flatMap((id) => lines.get(id) || []).forEach((line) => {
      for (let i = 0, lat = 0, lon = 0; i < line.length; i += 2) box.extend([(lat += line[i]) / 1e5, (lon += line[i + 1]) / 1e5]);
    });
    const around = box.isValid() ? box : L.latLngBounds(doc.home);
    return [around.getSouth(), around.getWest(), around.getNorth(), around.getEast()].map((edge) => edge.toFixed(4)).join("/");
  }
  /** @param {Seen} scene */
  function drawn({ view, routes }) {
    const { made } = parse(view), ids = shown(made).map((route) => route.id).filter((id) => !routes.length || routes.includes(id));
    return { made, ids, box: boxAround(ids) };
  }
  return {
    /** @param {Seen} scene */
    sight(scene) {
      const { made, box } = drawn(scene);
      return { box, named: /** @type {Record<string, string>} */ (made.open ? { [made.open]: "" } : {}) };
    },
    /** @param {Seen} scene */
    picture(scene) {
      const { made, ids, box } = drawn(scene);
      from ??= drawable(base(), layers);
      return thumbnail(from, doc.palette, { camera: made.at, box }, ids, made.open, made.colour);
    },
  };
}

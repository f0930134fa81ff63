/* The scenes on the page of briefings: their pictures, and the order of the draft by dragging. The page's own
   rows stand where pictures belong; they may be drawn anew at any time. */
/** @import { Basemap, Component, MapDocument, ScenesData } from "../../../geo/web/types.js" */
/** @typedef {import("../../../geo/web/presenter/thumbnail.js").Drawable} Drawable */

import { makeOrder } from "../../../geo/web/presenter/order.js";
import { drawable, thumbnail } from "../../../geo/web/presenter/thumbnail.js";
import { chosen, fetched } from "../../../geo/web/shared/documents.js";
import { kept, part } from "../../../geo/web/shared/dom.js";

/** @param {HTMLElement} page */
function makeScenes(page) {
  let data = /** @type {ScenesData | null} */ (null), from = /** @type {Drawable | null} */ (null);
  let doc = /** @type {MapDocument | null} */ (null), send = /** @type {(move: [number, number]) => void} */ (() => {});
  const take = makeOrder(page, (...move) => send(move));

  function fill() {
    take();
    page.querySelectorAll("[data-scene-picture]").forEach((place) => {
      if (!(place instanceof HTMLElement) || !data || !doc || !from) return;
      const name = place.dataset.scenePicture || "", picture = data.pictures[name], made = JSON.stringify(picture);
      if (!picture || (place.dataset.made === made && place.firstChild)) return;
      place.dataset.made = made;
      place.replaceChildren(thumbnail(from, data.palette, picture, chosen(picture.shown, doc.routes).map((route) => route.id), picture.selected, picture.colours));
    });
  }
  const watcher = new MutationObserver(fill);
  return {
    /** @param {ScenesData} now @param {(move: [number, number]) => void} sendNow */
    async update(now, sendNow) {
      data = now;
      send = sendNow;
      watcher.observe(page, { childList: true, subtree: true });
      fill();
      try {
        const documents = await Promise.all([fetched(now.basemap), fetched(now.layers)]);
        doc = /** @type {MapDocument} */ (documents[1]);
        from = from || drawable(/** @type {Basemap} */ (documents[0]), doc);
        fill();
      } catch { /* The words of the scenes stand without their pictures. */ }
    },
    close: () => watcher.disconnect(),
  };
}

const made = /** @type {WeakMap<HTMLElement, ReturnType<typeof makeScenes>>} */ (new WeakMap());

/** @param {Component<ScenesData>} component */
export default function ({ data, setTriggerValue }) {
  const page = part(document, ".st-key-briefings"), scenes = kept(made, page, () => makeScenes(page));
  scenes.update(data, (move) => setTriggerValue("move", move));
  return () => scenes.close();
}

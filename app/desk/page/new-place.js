/* A place that is added by itself: found in the gazetteer, or given by its coordinates and a reason. */
/** @import { Row, Talk, Vocabulary } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { makePlaceForm } from "./place-form.js";
import { makePlaceSearch } from "./place-search.js";

/** @param {Talk} talk @param {Vocabulary} words @param {string} draft its id @returns {{ root: HTMLElement, row: () => Row, missing: () => string }} */
export function makeNewPlace(talk, words, draft) {
  const root = element("div", "plain-form"), told = element("p", "hint"), room = element("div");
  let row = blank(), missing = () => "";

  /** @returns {Row} */
  function blank() { return { place_id: "", name: "", country: "", kind: "town", lon: "", lat: "", origin: "reasoned: " }; }
  /** @param {string} note */
  function fill(note) {
    const form = makePlaceForm(talk, words, row, note, () => undefined);
    room.replaceChildren(form.root);
    missing = form.missing;
    return form;
  }
  const search = makePlaceSearch(talk, draft, "Look for it", () => [], (place) => {
    told.textContent = place.place_id ? `The atlas has ${place.name} already, as ${place.place_id}.` : "";
    row = place.place_id ? blank() : { ...place.row };
    fill([place.country_note, place.warning].filter(Boolean).join(". "));
  });
  told.setAttribute("role", "status");
  root.append(search.root, told, room, button("plain", "Empty the form", () => { row = blank(); told.textContent = ""; fill("").focus(); }), element("p", "hint", "Place search: GeoNames (geonames.org), CC BY 4.0."));
  fill("");
  return { root, row: () => ({ ...row }), missing: () => missing() };
}

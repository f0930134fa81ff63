/* The fields of a new place; what the borders of the atlas and its other places say of it stands beside them. */
/** @import { Pair, Row, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { areaField, choice, labelled, textField } from "./fields.js";

const WAIT_MS = 250;
export const PLACE_COLUMNS = ["place_id", "name", "country", "kind", "lon", "lat", "origin"];

/** @param {Talk} talk @param {{ countries: Pair[], place_kinds: Pair[] }} words @param {Row} row it is changed as it is typed
 * @param {string} note what was said of its country when it was found
 * @param {(row: Row, moved: boolean) => void} changed called with each letter; `moved` says that a coordinate is written to its end */
export function makePlaceForm(talk, words, row, note, changed) {
  const root = element("div", "place-form"), two = element("div", "fields two"), point = element("div", "fields two"), said = element("p", "place-said");
  const countries = /** @type {Pair[]} */ ([["", "to be decided, or at sea"], ...words.countries]);
  const fields = /** @type {Record<string, HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>} */ ({
    name: textField("name", row.name), place_id: textField("place_id", row.place_id), country: choice("country", countries, row.country),
    kind: choice("kind", words.place_kinds, row.kind || "town"), lat: textField("lat", row.lat), lon: textField("lon", row.lon), origin: areaField("origin", row.origin || "", 2) });
  let timer = 0, asked = 0, isNamed = Boolean(row.place_id), country = row.country || "", isAtSea = false;

  row.kind = fields.kind.value;
  said.setAttribute("role", "status");
  two.append(labelled("Name", fields.name), labelled("Id", fields.place_id), labelled("What is there", fields.kind), labelled("Country", fields.country));
  point.append(labelled("Latitude", fields.lat), labelled("Longitude", fields.lon));
  root.append(two, point, labelled("Where the coordinates come from", fields.origin, "GeoNames and its id, or \u201creasoned:\u201d and your reason"), said);

  /** @param {string[]} sentences */
  const say = (sentences) => { said.textContent = sentences.filter(Boolean).join(". "); };
  async function look() {
    const number = ++asked;
    if (!row.lat || !row.lon) return;
    try {
      const found = await talk.post("/api/place", { lon: row.lon, lat: row.lat, name: row.name });
      if (number !== asked) return;
      isAtSea = found.at_sea;
      say([found.country_note, found.warning]);
      if (!isNamed && found.place_id) { row.place_id = found.place_id; fields.place_id.value = found.place_id; changed(row, false); }
      if (row.country === country && found.country !== country && !note) {
        country = found.country;
        row.country = country;
        fields.country.value = country;
        changed(row, false);
      }
    } catch (error) {
      say([error instanceof Error ? error.message : ""]);
    }
  }
  Object.entries(fields).forEach(([column, field]) => {
    field.oninput = () => {
      row[column] = field.value.trim();
      if (column === "place_id") isNamed = row.place_id !== "";
      changed(row, false);
      if (["lat", "lon", "name"].includes(column)) {
        clearTimeout(timer);
        timer = window.setTimeout(look, WAIT_MS);
      }
    };
  });
  [fields.lat, fields.lon].forEach((field) => { field.onchange = () => changed(row, true); });
  say([note]);
  if (!note && !row.country) look();
  return { root, focus: () => fields.name.focus(),
    /** What is missing of it, in a sentence; blank where nothing is. */
    missing() {
      if (!row.name) return "Enter its name.";
      if (!row.lat || !row.lon) return "Enter its coordinates.";
      if (!(row.origin || "").replace(/^reasoned:/, "").trim()) return "Say where its coordinates come from.";
      return row.country || isAtSea ? "" : "Decide its country: it does not lie in the sea.";
    },
    /** @param {string} lat @param {string} lon */
    move(lat, lon) {
      Object.assign(row, { lat, lon });
      fields.lat.value = lat;
      fields.lon.value = lon;
      look();
    } };
}

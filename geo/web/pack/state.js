/* The offline pack's state: how it is written as an address, and which routes it shows. The rules are
   those of the atlas itself; what needs the claims was worked out when the file was made. */
/** @import { LegendSection, PackDocument, PackState, Section } from "../types.js" */

import { makeFilter } from "../filter/told.js";
import { makeRepair } from "../shared/link-repair.js";

const REST = /** @type {const} */ (["search", "open", "borders", "colour", "year", "sort", "at", "briefing", "scene"]);

/** @param {PackDocument} doc */
function address(doc) {
  const form = new RegExp("^(?:" + doc.camera.form + ")$");
  const isCamera = (/** @type {string} */ text) => form.test(text)
    && text.split("/").every((part, i) => Math.abs(Number(part)) <= doc.camera.most[i]);
  const sectionOf = new Map(doc.sections.map((section) => [section.option, section]));
  const { repaired, nearest } = makeRepair(doc.links);
  const briefingOf = (/** @type {string} */ id) => doc.briefings.find((briefing) => briefing.id === id);
  /** What a part of an address means; null where that is not known. @type {Record<string, (text: string) => string | number | null>} */
  const readers = {
    search: (text) => [...text].slice(0, 200).join(""),
    open: (text) => {
      const id = nearest(text, Object.keys(doc.names));
      return Object.hasOwn(doc.names, id) ? id : null;
    },
    borders: (text) => (Object.hasOwn(doc.depictions, text) ? text : null),
    colour: (text) => (Object.hasOwn(doc.colourings, text) ? text : null),
    year: (text) => (/^\d{4}$/.test(text) && Number(text) >= doc.years[0] && Number(text) <= doc.years[1] ? text : null),
    sort: (text) => {
      const order = nearest(text, doc.sorts);
      return doc.sorts.includes(order) ? order : null;
    },
    at: (text) => (isCamera(text) ? text : null),
    briefing: (text) => (briefingOf(text) ? text : null),
    scene: (text) => (/^\d{1,3}$/.test(text) ? Number(text) - 1 : null),
  };

  /** @returns {PackState} */
  function blank() {
    return { words: new Map(doc.sections.map((section) => [section.name, new Set()])), search: "", open: "",
      borders: "un", colour: "corridor", year: "", sort: "", at: "", briefing: "", scene: 0 };
  }
  /** A state from an address, put right where it was mangled on its way, and the parts of it that are
   * not known in this file. @param {string} text */
  function parse(text) {
    const made = blank(), ignored = /** @type {string[]} */ ([]);
    repaired(new URLSearchParams(text)).forEach(([name, given]) => {
      const section = sectionOf.get(name), value = section ? nearest(given, section.options.map((option) => option.word)) : given;
      const read = !section && Object.hasOwn(readers, name) ? readers[name](value) : null;
      if (section && section.options.some((option) => option.word === value)) {
        const words = section.single ? [] : made.words.get(section.name) || [];
        made.words.set(section.name, new Set([...words, value]));
      } else if (read !== null) Object.assign(made, { [name]: read });
      else if (!(name === "release" && value === doc.release)) ignored.push(name + "=" + value);
    });
    if (made.sort.startsWith("year-") && !made.year) {
      ignored.push("sort=" + made.sort);
      made.sort = "";
    }
    const briefing = briefingOf(made.briefing);
    if (!briefing || !briefing.scenes[made.scene]) Object.assign(made, { briefing: "", scene: 0 });
    return { made, ignored };
  }
  /** The default state has an empty address. @param {PackState} state */
  function query(state) {
    const pairs = new URLSearchParams();
    doc.sections.forEach((section) => [...state.words.get(section.name) || []].sort()
      .forEach((word) => pairs.append(section.option, word)));
    const rest = { ...state, borders: state.borders === "un" ? "" : state.borders,
      colour: state.colour === "corridor" ? "" : state.colour, scene: state.briefing ? state.scene + 1 : "" };
    REST.filter((name) => rest[name]).forEach((name) => pairs.append(name, String(rest[name])));
    return pairs.toString().replaceAll("%2F", "/");
  }
  return { blank, parse, query, briefingOf };
}

/** @param {PackDocument} doc */
function routes(doc) {
  const { shown, counts } = makeFilter(doc.fold, doc, doc.routes);
  const wanted = (/** @type {PackState} */ { words, search, year }) => ({ chosen: words, search, year });

  /** What is chosen, in words, as the files of the atlas say it. @param {PackState} state */
  function applied(state) {
    const words = (/** @type {Section} */ name) => state.words.get(name) || new Set();
    const chosen = doc.sections.filter((section) => words(section.name).size).map((section) => section.title + ": "
      + section.options.filter((option) => words(section.name).has(option.word)).map((option) => option.label).join(" or "));
    return [...chosen, ...(state.search ? ["Search: " + state.search] : []), ...(state.year ? ["Year: " + state.year] : [])].join("; ");
  }
  return { applied,
    shown: (/** @type {PackState} */ state) => shown(wanted(state)),
    counts: (/** @type {PackState} */ state, /** @type {LegendSection} */ section) => counts(wanted(state), section) };
}

/** Lines come as steps of 0.00001 degrees; the map wants points. @param {unknown} node @returns {unknown} */
export function unpacked(node) {
  if (Array.isArray(node)) return node.map(unpacked);
  if (!node || typeof node !== "object") return node;
  const steps = "line" in node && Array.isArray(node.line) ? /** @type {number[]} */ (node.line) : null;
  if (!steps) return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, unpacked(value)]));
  let lat = 0, lon = 0;
  return Array.from({ length: steps.length / 2 }, (_, i) => {
    lat += steps[2 * i];
    lon += steps[2 * i + 1];
    return [lat / 1e5, lon / 1e5];
  });
}

/** @param {PackDocument} doc */
export const makeState = (doc) => ({ ...address(doc), ...routes(doc) });

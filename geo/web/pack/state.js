/* The offline pack's state: how it is written as an address, and which routes it shows. The rules are
   those of the atlas itself; what needs the claims was worked out when the file was made. */
/** @import { ByChoice, LegendSection, PackDocument, PackRoute, PackState, Section, Told } from "../types.js" */

import { makeEngine, positionsOf } from "../filter/engine.js";
import { folding } from "../shared/folding.js";
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

/** The value by some sources; by all where `chosen` is null. @template T @param {ByChoice<T>} by @param {Set<string> | null} chosen */
function valueBy(by, chosen) {
  let node = chosen ? by.tree : by.all;
  while (typeof node !== "number") node = chosen?.has(node[0]) ? node[1] : node[2];
  return by.values[node];
}

/** A route as some sources tell it; as all do where none is chosen, or none that speaks of it.
 * @param {PackDocument} doc @param {PackRoute} route @param {Set<string>} sources @returns {Told} */
export function toldBy(doc, { told }, sources) {
  const chosen = told.sources.some((source) => sources.has(source)) ? sources : null;
  const heard = (/** @type {string[]} */ tellers) => tellers.filter((source) => !chosen || chosen.has(source));
  const sponsors = told.sponsors.filter(([, tellers]) => heard(tellers).length).map(([name]) => name);
  const named = sponsors.join(", "), tellers = heard(told.sources), { differ, noSponsor } = doc.sharedCells;
  const cells = Object.entries(told.cells).flatMap(([name, by]) => {
    const cell = valueBy(by, chosen);
    return cell ? [/** @type {const} */ ([name, cell])] : [];
  });
  return {
    cells: { ...Object.fromEntries(cells), sponsors: named ? { text: named, sort: named } : noSponsor,
      sources: { text: String(tellers.length), sort: tellers.length },
      differ: differ[told.differ.reduce((sum, by) => sum + valueBy(by, chosen), 0)] },
    words: { statuses: valueBy(told.statuses, chosen), sponsors: sponsors.length ? sponsors : [doc.unstated], sources: tellers },
    years: valueBy(told.years, chosen),
  };
}

/** What a route is in a year, and the status whose stroke then draws it; blank: it is not drawn.
 * @param {Told} told @param {string} year @returns {[string, string]} */
export function stageIn(told, year) {
  const found = year ? told.years.findLast(([from]) => from <= Number(year)) : undefined;
  return found ? [found[1], found[2]] : ["", (told.words.statuses || [])[0]];
}

/** @param {PackDocument} doc */
function routes(doc) {
  const fold = folding(doc.fold);
  const engine = makeEngine(doc.routes.map((route) => route.names.split(" ")), (sources) => doc.routes.map((route) => {
    const told = toldBy(doc, route, sources);
    return { words: { ...told.words, ...route.words }, isDrawn: (year) => stageIn(told, year)[1] !== "" };
  }));
  const wanted = (/** @type {PackState} */ state) => ({ chosen: state.words, parts: fold(state.search), year: state.year });
  const shown = (/** @type {PackState} */ state) => positionsOf(engine.matching(wanted(state))).map((i) => doc.routes[i]);
  /** For each option of a section, how many routes have it under the other sections. @param {PackState} state @param {LegendSection} section */
  const counts = (state, section) => engine.counts(wanted(state), section.name, section.options.map((option) => option.word));

  /** What is chosen, in words, as the files of the atlas say it. @param {PackState} state */
  function applied(state) {
    const words = (/** @type {Section} */ name) => state.words.get(name) || new Set();
    const chosen = doc.sections.filter((section) => words(section.name).size).map((section) => section.title + ": "
      + section.options.filter((option) => words(section.name).has(option.word)).map((option) => option.label).join(" or "));
    return [...chosen, ...(state.search ? ["Search: " + state.search] : []), ...(state.year ? ["Year: " + state.year] : [])].join("; ");
  }
  return { shown, counts, applied };
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

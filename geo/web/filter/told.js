/* What routes are by some sources and in a year, and the filter over them: for a page of the app and for the
   offline pack. What needs the claims was worked out before (geo/export/browser). */
/** @import { ByChoice, ColourBy, Column, ToldRoutes, ToldRoute, FoldRuns, LegendSection, Palette, Row, Symbols, TableWords, Told, Wanted, Words } from "../types.js" */

import { swatch } from "../legend/symbols.js";
import { coloursOf, strandColours } from "../map/colours.js";
import { folding } from "../shared/folding.js";
import { makeEngine, positionsOf } from "./engine.js";

/** The value by some sources; by all where `chosen` is null. @template T @param {ByChoice<T>} by @param {Set<string> | null} chosen */
function valueBy(by, chosen) {
  let node = chosen ? by.tree : by.all;
  while (typeof node !== "number") node = chosen?.has(node[0]) ? node[1] : node[2];
  return by.values[node];
}

/** The sources to hear of a route: null for all, where none is chosen or none that speaks of it.
 * @param {Pick<ToldRoute, "told">} route @param {Set<string>} sources */
const heardOf = ({ told }, sources) => (told.sources.some((source) => sources.has(source)) ? sources : null);

/** @param {ToldRoute} route @param {Set<string> | null} heard */
const sponsorsBy = ({ told }, heard) => told.sponsors.filter(([, tellers]) => !heard || tellers.some((source) => heard.has(source)))
  .map(([name]) => name);

/** The words of a route that depend on sources. @param {ToldRoutes} doc @param {ToldRoute} route @param {Set<string>} sources @returns {Words} */
function wordsBy(doc, route, sources) {
  const heard = heardOf(route, sources), sponsors = sponsorsBy(route, heard);
  return { statuses: valueBy(route.told.statuses, heard), sponsors: sponsors.length ? sponsors : [doc.unstated],
    sources: route.told.sources.filter((source) => !heard || heard.has(source)) };
}

/** A route as some sources tell it; as all do where none is chosen, or none that speaks of it.
 * @param {ToldRoutes} doc @param {ToldRoute} route @param {Set<string>} sources @returns {Told} */
export function toldBy(doc, route, sources) {
  const { told } = route, heard = heardOf(route, sources), words = wordsBy(doc, route, sources);
  const named = sponsorsBy(route, heard).join(", "), { differ, noSponsor, unsaid } = doc.sharedCells;
  const [mode] = route.words.modes || [], tellers = (words.sources || []).length;
  const cells = Object.entries(told.cells).flatMap(([name, by]) => {
    const cell = valueBy(by, heard);
    return cell ? [/** @type {const} */ ([name, cell])] : [];
  });
  return {
    cells: { ...Object.fromEntries(Object.entries(unsaid).map(([name, byMode]) => [name, byMode[mode]])),
      ...Object.fromEntries(cells), sponsors: named ? { text: named, sort: named } : noSponsor,
      sources: { text: String(tellers), sort: tellers },
      differ: differ[told.differ.reduce((sum, by) => sum + valueBy(by, heard), 0)] },
    words, years: valueBy(told.years, heard),
  };
}

/** What a route is in a year, and the status whose stroke then draws it; blank: it is not drawn.
 * @param {Pick<Told, "years" | "words">} told @param {string} year @returns {[string, string]} */
export function stageIn({ years, words }, year) {
  const found = year ? years.findLast(([from]) => from <= Number(year)) : undefined;
  return found ? [found[1], found[2]] : ["", (words.statuses || [])[0]];
}

/** The status whose stroke draws a route: its own by some sources, or that of a year.
 * @param {ToldRoute} route @param {Set<string>} sources @param {string} year */
export function statusBy({ told }, sources, year) {
  const heard = heardOf({ told }, sources);
  return stageIn({ years: valueBy(told.years, heard), words: { statuses: valueBy(told.statuses, heard) } }, year)[1];
}

/** What rows and their symbols follow from, besides the routes. @typedef {{ sources: Set<string>, year: string, by: ColourBy }} Telling */

/** Makes the rows of routes in the table, with the symbols of their lines. @param {ToldRoutes} doc @param {Symbols} looks @param {Palette} palette */
export function makeRows(doc, looks, palette) {
  const colours = coloursOf(looks), pictures = /** @type {Map<string, string>} */ (new Map());
  function pictureOf(/** @type {string} */ colour, /** @type {string} */ status, /** @type {string} */ basis) {
    const name = [colour, status, basis].join(), made = pictures.get(name) || swatch(looks, palette, colour, status, basis);
    pictures.set(name, made);
    return made;
  }
  /** @param {ToldRoute} route @param {Telling} telling @returns {Row} */
  return (route, { sources, year, by }) => {
    const told = toldBy(doc, route, sources), [stage] = stageIn(told, year), { modes, bases, corridors } = route.words;
    const [mode] = modes || [], [status] = told.words.statuses || [];
    const drawn = { mode, corridors: (corridors || []).filter((id) => id in colours.corridors), overlay: route.role === "overlay" };
    const picture = pictureOf(strandColours(colours, drawn, status, by)[0], status, (bases || [])[0]);
    return { id: route.id, name: route.name, role: route.role,
      cells: { ...route.cells, ...told.cells, mode: { ...(told.cells.mode || route.cells.mode), swatch: picture },
        ...(year ? { year: { text: doc.stages[stage], sort: Object.keys(doc.stages).indexOf(stage),
          ...(stage === "undated" ? { missing: true } : {}) } } : {}) } };
  };
}

/** The table's columns, with what each route is in a year where one is chosen.
 * @param {{ columns: Column[], yearColumn: Column }} doc @param {string} year */
export function columnsIn({ columns, yearColumn }, year) {
  const extra = year ? [JSON.parse(JSON.stringify(yearColumn).replaceAll("a year", year))] : [];
  return /** @type {Column[]} */ ([...columns.slice(0, 3), ...extra, ...columns.slice(3)]);
}

/** What the table is said to show. @param {TableWords} words @param {number} routes @param {number} own lines of a reader's overlay */
export function captionOf(words, routes, own) {
  const lines = own ? (own === 1 ? words.ownLine : words.ownLines.replace("{n}", String(own))) : "";
  return (routes === 1 ? words.route : words.routes.replace("{n}", String(routes))) + lines + words.caption;
}

/** What the page is said to show: how many of how many routes, and of a reader's own lines.
 * @param {TableWords} words @param {[number, number]} routes @param {[number, number]} own @param {string} year */
export function countOf(words, [n, m], [mine, all], year) {
  const filled = (/** @type {string} */ text, /** @type {number} */ some, /** @type {number} */ many) =>
    text.replace("{n}", String(some)).replace("{m}", String(many));
  return filled(n === m && !all ? words.allShown : words.count, n, m) + (all ? filled(all === 1 ? words.ownCountOne : words.ownCount, mine, all) : "")
    + (year ? words.inYear.replace("{year}", year) : "");
}

/** The filter over some routes. @param {FoldRuns} runs how names are folded @param {ToldRoutes} doc @param {ToldRoute[]} routes */
export function makeFilter(runs, doc, routes) {
  const fold = folding(runs);
  const engine = makeEngine(routes.map((route) => route.names.split(" ")), (i, sources) => {
    const route = routes[i];
    return { words: { ...wordsBy(doc, route, sources), ...route.words },
      isDrawn: (year) => stageIn({ years: valueBy(route.told.years, heardOf(route, sources)), words: {} }, year)[1] !== "" };
  });
  const asked = (/** @type {Wanted} */ { chosen, search, year }) => ({ chosen, parts: fold(search), year });
  return {
    /** @param {Wanted} wanted */
    shown: (wanted) => positionsOf(engine.matching(asked(wanted))).map((i) => routes[i]),
    /** For each option of a section, how many routes have it under the other sections. @param {Wanted} wanted @param {LegendSection} section */
    counts: (wanted, section) => engine.counts(asked(wanted), section.name, section.options.map((option) => option.word)),
  };
}

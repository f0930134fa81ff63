/* The search: what a typed name could mean, the best first; what is near to it where nothing has this name;
   and how many routes answer to it. Spaces and dashes within a name do not count. */
/** @import { Findable, FinderDocument } from "../types.js" */
/** What is offered; `also` is the other name by which it was found. @typedef {Pick<Findable, "kind" | "id" | "name" | "hint" | "note" | "look"> & { also: string }} Option */
/** @typedef {{ found: Option[], near: Option[], routes: number }} Answers */
/** A name, folded: its words, and all of it without spaces. @typedef {{ words: string[], run: string }} Name */
/** @typedef {{ fold: (text: string) => string[], items: { item: Findable, names: Name[] }[], words: Set<string>, engine: ReturnType<typeof makeEngine> }} Prepared */

import { kept } from "../shared/dom.js";
import { folding } from "../shared/folding.js";
import { makeEngine, positionsOf } from "./engine.js";
import { lettersApart, wrongLetters } from "./spelling.js";

const MOST = 12, MOST_NEAR = 5;
/* So many sources stand below what else has the name. */
const MOST_SOURCES = 4;
/* A run of letters across the words of a name is looked for from so many letters on. */
const LEAST_RUN = 4;
const KINDS = ["route", "corridor", "country", "countries", "region", "actor", "place", "sea", "named", "not-mapped", "no-route", "source"];
/* They can be found, and there is nothing to open or to filter. */
const MERELY_SAID = new Set(["not-mapped", "no-route"]);
/* What their names say is not known well enough to guess at it. */
const NOT_GUESSED = new Set(["no-route", "source", "named"]);

export const isMerelySaid = (/** @type {{ kind: string }} */ { kind }) => MERELY_SAID.has(kind);

/* The names of a document, folded once. */
const documents = /** @type {WeakMap<FinderDocument, Prepared>} */ (new WeakMap());

/** @param {FinderDocument} doc @returns {Prepared} */
function prepare(doc) {
  const fold = folding(doc.fold), words = /** @type {Set<string>} */ (new Set());
  const items = doc.items.map((item) => ({ item, names: [item.name, ...item.also].map((name) => {
    const each = fold(name);
    if (!NOT_GUESSED.has(item.kind)) each.forEach((word) => words.add(word));
    return { words: each, run: each.join("") };
  }) }));
  return { fold, items, words, engine: makeEngine(doc.routes.map((route) => route.split(" ")), () => ({ words: {}, isDrawn: () => true })) };
}
const prepared = (/** @type {FinderDocument} */ doc) => kept(documents, doc, () => prepare(doc));

/** Whether the letters of what was typed run on from the beginning of one of a name's words. @param {Name} name @param {string} run */
function runsOn({ words, run: letters }, run) {
  let at = 0;
  return words.some((word) => {
    const begins = letters.startsWith(run, at);
    at += word.length;
    return begins;
  });
}

/** How well a name answers, 0 for not at all: whole, from its first word on, in any order, or run together.
 * Of each part that was typed there may be several readings.
 * @param {Name} name @param {string[][]} parts @param {string} run */
function answers(name, parts, run) {
  const { words } = name;
  if (parts.every((readings) => words.some((word) => readings.some((each) => word.startsWith(each))))) {
    if (words.length === parts.length && parts.every((readings, i) => readings.includes(words[i]))) return 4;
    return parts.every((readings, i) => readings.some((each) => (words[i] || "").startsWith(each))) ? 3 : 2;
  }
  return run.length >= LEAST_RUN && runsOn(name, run) ? 1 : 0;
}

/** Everything that answers, the best first; sources, whose titles hold many names, come last.
 * @param {Prepared["items"]} items @param {(name: Name) => number} value @param {number} most @returns {Option[]} */
function ranked(items, value, most) {
  const found = items.flatMap(({ item, names }) => {
    let best = 0, also = "";
    names.forEach((name, i) => {
      const one = value(name) - (i ? 0.5 : 0);
      if (one > best) { best = one; also = i ? item.also[i - 1] : ""; }
    });
    return best ? [{ item, best, also }] : [];
  });
  const isSource = (/** @type {Findable} */ { kind }) => Number(kind === "source");
  const others = found.filter(({ item }) => !isSource(item)).length;
  return found.sort((a, b) => isSource(a.item) - isSource(b.item) || b.best - a.best
    || KINDS.indexOf(a.item.kind) - KINDS.indexOf(b.item.kind)
    || (isSource(a.item) ? 0 : a.item.name.localeCompare(b.item.name, "en")))
    .slice(0, others ? Math.min(most, others + MOST_SOURCES) : most)
    .map(({ item: { kind, id, name, hint, note, look }, also }) => ({ kind, id, name, hint, note, look, also }));
}

/** @param {FinderDocument} doc @param {string} text @returns {Option[]} */
function findNames(doc, text) {
  const { fold, items } = prepared(doc), parts = fold(text), run = parts.join("");
  const readings = parts.map((part) => [part]);
  return parts.length ? ranked(items, (name) => answers(name, readings, run), MOST) : [];
}

/** The words nearest to one that was typed: itself where a word begins so. A word that was typed only in part
 * counts as one letter further. @param {Set<string>} words @param {string} part */
function readingsOf(words, part) {
  const all = [...words], limit = wrongLetters(part.length);
  if (all.some((word) => word.startsWith(part))) return [part];
  const apart = all.map((word) => {
    const { whole, begun } = lettersApart(part, word, limit);
    return { word, far: Math.min(whole, begun + 1) };
  });
  const fewest = Math.min(limit, ...apart.map(({ far }) => far));
  return apart.filter(({ far }) => far === fewest).map(({ word }) => word);
}

/** What may have been meant where nothing has the name that was typed: names with a wrong letter or two.
 * @param {FinderDocument} doc @param {string} text @returns {Option[]} */
function nearNames(doc, text) {
  const { fold, items, words } = prepared(doc), parts = fold(text), run = parts.join("");
  if (!parts.length) return [];
  const guessed = items.filter(({ item }) => !NOT_GUESSED.has(item.kind)), limit = wrongLetters(run.length);
  const readings = parts.map((part) => readingsOf(words, part));
  const near = ranked(guessed, (name) => answers(name, readings, ""), MOST_NEAR);
  return near.length || !limit ? near : ranked(guessed, (name) => {
    const { whole, begun } = lettersApart(run, name.run, limit);
    return begun > limit ? 0 : 3 - begun / (limit + 1) - (whole > limit ? 1 : 0);
  }, MOST_NEAR);
}

/** How many routes a searched text leaves: each of its words begins a word of their names. `own` are the
 * words of lines that only this session has. @param {FinderDocument} doc @param {string} text @param {string[]} own */
function routesFound(doc, text, own) {
  const { fold, engine } = prepared(doc), parts = fold(text);
  const ours = own.filter((line) => parts.every((part) => (" " + line).includes(" " + part)));
  return positionsOf(engine.matching({ chosen: new Map(), parts, year: "" })).length + ours.length;
}

/** What answers to a text: everything that has the name, how many routes it leaves, and, where there is
 * neither, what is near. `own` are the folded words of each line that only this session has.
 * @param {FinderDocument} doc @param {string} text @param {string[]} [own] @returns {Answers} */
export function search(doc, text, own = []) {
  const found = findNames(doc, text), routes = routesFound(doc, text, own);
  return { found, routes, near: !routes && found.every(({ kind }) => kind === "source") ? nearNames(doc, text) : [] };
}

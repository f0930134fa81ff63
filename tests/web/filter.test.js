import assert from "node:assert/strict";
import { test } from "node:test";

import { makeEngine, maskOf, positionsOf } from "../../geo/web/filter/engine.js";
import { findNames } from "../../geo/web/filter/names.js";
import { makeState } from "../../geo/web/pack/state.js";
import { chance, facts } from "./facts.js";

const pack = makeState(facts.pack);

test("the engine shows the routes that the server shows, for thousands of filters", () => {
  assert.ok(facts.filters.length >= 4000);
  for (const { query, ids } of facts.filters) {
    const { made, ignored } = pack.parse(query);
    assert.deepEqual(ignored, [], query);
    assert.deepEqual(pack.shown(made).map((route) => route.id), ids, query);
  }
});

test("the engine counts every option as the server does", () => {
  for (const { query, counts } of facts.filters.filter((each) => each.counts)) {
    const { made } = pack.parse(query);
    for (const section of facts.pack.sections.filter((each) => each.name in counts)) {
      const words = section.options.map((option) => option.word);
      assert.deepEqual(pack.counts(made, section), words.map((word) => counts[section.name][word] || 0), query + " " + section.name);
    }
  }
});

test("an address that is read and written again is the same", () => {
  for (const { query } of facts.filters) {
    const { made } = pack.parse(query);
    assert.deepEqual(pack.parse(pack.query(made)).made, made, query);
  }
});

test("bits set are bits found, in any number of routes", () => {
  const next = chance(3);
  for (const size of [0, 1, 31, 32, 33, 64, 85, 2000]) {
    const positions = Array.from({ length: size }, (_, i) => i).filter(() => next() < 0.4);
    assert.deepEqual(positionsOf(maskOf(size, positions)), positions);
  }
});

/* The rule in plain words, without masks: the engine is to agree with it on any routes. */
function plainly(routes, { chosen, parts, year }) {
  return routes.flatMap((route, i) => ([...chosen].every(([section, words]) =>
    !words.size || (route.words[section] || []).some((word) => words.has(word)))
    && parts.every((part) => route.spelling.some((word) => word.startsWith(part)))
    && (!year || route.since <= year) ? [i] : []));
}

test("the engine agrees with the rule in plain words on routes drawn by chance", () => {
  const next = chance(8), sections = ["modes", "statuses", "countries"];
  const some = (list, share) => list.filter(() => next() < share);
  const words = ["a", "b", "c", "d", "__proto__"], spelling = ["baku", "bak", "kars", "tbilisi", "ba"];
  for (let round = 0; round < 300; round += 1) {
    const routes = Array.from({ length: Math.floor(next() * 90) }, () => ({ since: next() < 0.5 ? "1990" : "2020",
      spelling: some(spelling, 0.4), words: Object.fromEntries(sections.map((name) => [name, some(words, 0.3)])) }));
    const engine = makeEngine(routes.map((route) => route.spelling), () => routes.map((route) => ({ words: route.words,
      isDrawn: (year) => route.since <= year })));
    const wanted = { chosen: new Map(sections.map((name) => [name, new Set(some(words, 0.2))])),
      parts: some(["b", "ba", "bak", "x"], 0.2), year: next() < 0.3 ? "2000" : "" };
    assert.deepEqual(positionsOf(engine.matching(wanted)), plainly(routes, wanted));
    for (const section of sections) {
      assert.deepEqual(engine.counts(wanted, section, words), words.map((word) =>
        plainly(routes, { ...wanted, chosen: new Map(wanted.chosen).set(section, new Set([word])) }).length));
    }
  }
});

test("a name that is typed whole comes first, another name says which it is, and nothing finds nothing", () => {
  const item = (kind, name, also = []) => ({ kind, id: name, name, hint: "", also,
    words: [name, ...also].map((each) => each.toLowerCase()) });
  const doc = { fold: facts.fold.runs, items: [item("place", "Kars"), item("route", "Kars line"), item("route", "Baku", ["Kars"])] };
  assert.deepEqual(findNames(doc, "kars").map(({ id, also }) => [id, also]), [["Kars", ""], ["Baku", "Kars"], ["Kars line", ""]]);
  assert.deepEqual(findNames(doc, "  "), []);
  assert.deepEqual(findNames(doc, "zzz"), []);
});

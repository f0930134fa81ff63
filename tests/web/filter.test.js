import assert from "node:assert/strict";
import { test } from "node:test";

import { makeEngine, maskOf, positionsOf } from "../../geo/web/filter/engine.js";
import { search } from "../../geo/web/filter/names.js";
import { lettersApart } from "../../geo/web/filter/spelling.js";
import { makeFilter } from "../../geo/web/filter/told.js";
import { makeState } from "../../geo/web/pack/state.js";
import { chance, facts } from "./facts.js";

const pack = makeState(facts.pack);

/* The filter of the app's page, over the document that the server hands it. */
const page = makeFilter(facts.finder.fold, facts.facts, facts.facts.routes);
const wanted = ({ words, search: text, year }) => ({ chosen: words, search: text, year });

test("app and pack show the routes that the server shows, for ten thousand filters", () => {
  assert.ok(facts.filters.length >= 10_000);
  assert.ok(facts.filters.filter(({ query }) => query.includes("source=")).length >= 1000);
  for (const { query, ids } of facts.filters) {
    const { made, ignored } = pack.parse(query);
    assert.deepEqual(ignored, [], query);
    assert.deepEqual(pack.shown(made).map((route) => route.id), ids, query);
    assert.deepEqual(page.shown(wanted(made)).map((route) => route.id), ids, query);
  }
});

test("the engine counts every option as the server does", () => {
  for (const { query, counts } of facts.filters.filter((each) => each.counts)) {
    const { made } = pack.parse(query);
    for (const section of facts.pack.sections.filter((each) => each.name in counts)) {
      const words = section.options.map((option) => option.word);
      const counted = words.map((word) => counts[section.name][word] || 0);
      assert.deepEqual(pack.counts(made, section), counted, query + " " + section.name);
      assert.deepEqual(page.counts(wanted(made), section), counted, query + " " + section.name);
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
    const engine = makeEngine(routes.map((route) => route.spelling), (i) => ({ words: routes[i].words,
      isDrawn: (year) => routes[i].since <= year }));
    const wanted = { chosen: new Map(sections.map((name) => [name, new Set(some(words, 0.2))])),
      parts: some(["b", "ba", "bak", "x"], 0.2), year: next() < 0.3 ? "2000" : "" };
    assert.deepEqual(positionsOf(engine.matching(wanted)), plainly(routes, wanted));
    for (const section of sections) {
      assert.deepEqual(engine.counts(wanted, section, words), words.map((word) =>
        plainly(routes, { ...wanted, chosen: new Map(wanted.chosen).set(section, new Set([word])) }).length));
    }
  }
});

/* A document of a few names, as geo.catalog.search_index makes it. */
const named = (kind, name, also = []) => ({ kind, id: name, name, hint: "", also });
const only = (items, routes = []) => ({ fold: facts.fold.runs, items, routes });

test("a name that is typed whole comes first, another name says which it is, and nothing finds nothing", () => {
  const doc = only([named("place", "Kars"), named("route", "Kars line"), named("route", "Baku", ["Kars"])]);
  assert.deepEqual(search(doc, "kars").found.map(({ id, also }) => [id, also]), [["Kars", ""], ["Baku", "Kars"], ["Kars line", ""]]);
  assert.deepEqual(search(doc, "  ").found, []);
  assert.deepEqual(search(doc, "zzz").found, []);
});

test("spaces and dashes within a name do not count, and sources come last", () => {
  const doc = only([named("source", "Chabahar"), named("place", "Chabahar", ["Chah Bahar"]), named("route", "Trans-Caspian pipeline")]);
  assert.deepEqual(search(doc, "transcaspian").found.map(({ id }) => id), ["Trans-Caspian pipeline"]);
  assert.deepEqual(search(doc, "chahbahar").found.map(({ id }) => id), ["Chabahar"]);
  assert.deepEqual(search(doc, "chabahar").found.map(({ kind }) => kind), ["place", "source"]);
  assert.deepEqual(search(doc, "anscaspian").found, []);
  const papers = Array.from({ length: 20 }, (_, i) => named("source", "Kars, part " + i));
  assert.equal(search(only(papers), "kars").found.length, 12);
  assert.deepEqual(search(only([...papers, named("place", "Kars")]), "kars").found.map(({ kind }) => kind),
    ["place", "source", "source", "source", "source"]);
});

test("two words are as many letters apart as it takes to make one of the other", () => {
  const whole = (a, b) => lettersApart(a, b, 2).whole;
  assert.deepEqual([whole("kars", "kars"), whole("teheran", "tehran"), whole("tiblisi", "tbilisi"), whole("kars", "baku")], [0, 1, 1, 3]);
  assert.equal(lettersApart("zangaz", "zangezur", 1).begun, 1);
  assert.equal(lettersApart("zangaz", "zangezur", 1).whole, 2);
  const next = chance(5), letters = "abc";
  const word = () => Array.from({ length: Math.floor(next() * 7) }, () => letters[Math.floor(next() * 3)]).join("");
  for (let round = 0; round < 500; round += 1) {
    const [a, b] = [word(), word()], { whole: ab, begun } = lettersApart(a, b, 9);
    assert.equal(ab, lettersApart(b, a, 9).whole, a + " " + b);
    assert.equal(begun, Math.min(...Array.from({ length: b.length + 1 }, (_, i) => lettersApart(a, b.slice(0, i), 9).whole)), a + " " + b);
    assert.equal(lettersApart(a, b, 1).whole, Math.min(ab, 2), a + " " + b);
  }
});

const ids = (options) => options.map(({ id }) => id);
const all = ({ found, near }) => ids([...near, ...found]);

test("names as people write them are found, in the atlas and in its pack", () => {
  for (const [text, id] of [["Turkey", "TR"], ["Турция", "TR"], ["Italy", "IT"], ["central asia", "KZ.KG.TJ.TM.UZ"], ["Turkmenia", "TM"],
    ["Chahbahar", "chabahar"], ["Transcaspian", "middle-corridor"], ["Port of Kuryk", "Port of Kuryk"]]) {
    for (const doc of [facts.finder, facts.packFinder]) assert.ok(all(search(doc, text)).includes(id), text);
  }
  assert.equal(search(facts.finder, "persian gulf").found[0].kind, "sea");
  assert.ok(search(facts.finder, "Trend (Baku)").found.every(({ kind }) => kind === "source"));
});

test("what was typed with a wrong letter or two is near to what was meant", () => {
  for (const [text, id] of [["Nakchivan", "nakhchivan"], ["Zangazur", "tripp"], ["Zangazur corrdor", "tripp"], ["Zangzur", "tripp"], ["Teheran", "tehran"],
    ["Tiblisi", "tbilisi"], ["Transcapsian", "trans-caspian-gas-pipeline"], ["Azerbaidjan", "AZ"]]) {
    for (const doc of [facts.finder, facts.packFinder]) {
      const { found, near } = search(doc, text);
      assert.ok(found.every(({ kind }) => kind === "source"), text);
      assert.ok(ids(near).includes(id), text + ": " + ids(near));
    }
  }
  for (const text of ["qwzx", "zzzzzzzz", "ЖЖЖ", "", "--"]) assert.deepEqual(search(facts.finder, text).near, [], text);
});

test("a letter left out of any longer name of a route, corridor or place leads back to it, or to a name that is spelt so", () => {
  const next = chance(11);
  const items = facts.finder.items.filter(({ kind, name }) => ["route", "corridor", "place"].includes(kind) && /^[a-z]{6,}$/i.test(name));
  assert.ok(items.length > 300);
  for (const { name } of items) {
    const at = 1 + Math.floor(next() * (name.length - 2)), typed = name.slice(0, at) + name.slice(at + 1);
    assert.ok(all(search(facts.finder, typed)).length > 0, typed);
  }
});

test("the routes that a text leaves are counted as the filter leaves them", () => {
  for (const { query, ids: left } of facts.filters) {
    const { made } = pack.parse(query);
    if (query.startsWith("search=") && !query.includes("&")) assert.equal(search(facts.finder, made.search).routes, left.length, query);
  }
  assert.equal(search(only([], ["kars", "baku"]), "ka", ["kara", "baku kars"]).routes, 3);
});

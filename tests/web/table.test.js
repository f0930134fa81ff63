import assert from "node:assert/strict";
import { test } from "node:test";

import { captionOf, columnsIn, makeRows } from "../../geo/web/filter/told.js";
import { isEmpty, nextOrder, orderText, ranksOf, readOrder, sorted, sourcedIn } from "../../geo/web/table/order.js";
import { makeSearch, plain } from "../../geo/web/table/search.js";
import { chance, facts } from "./facts.js";

const doc = facts.facts, columns = columnsIn(doc, "2030");
const rowOf = makeRows(doc, doc.looks, doc.palette);
const rowsBy = (sources, year, by = "corridor") => doc.routes.map((route) => rowOf(route, { sources: new Set(sources), year, by }));
const rows = rowsBy([], "2030"), ranks = ranksOf(rows);
/* A symbol is one picture however its address is escaped. */
const plainly = (row) => JSON.parse(JSON.stringify(row, (key, value) => (key === "swatch" ? decodeURIComponent(value) : value)));
const ids = (list) => list.map((row) => row.id);
const byName = (a, b) => a.name.localeCompare(b.name, "en");

test("the rows that a page makes are those of the atlas, by all sources and by some, today and in a year", () => {
  assert.ok(facts.listed.length > 10);
  for (const { sources, year, by, rows: listed } of facts.listed) {
    const made = new Map(rowsBy(sources, year, by).map((row) => [row.id, row]));
    assert.ok(listed.length);
    for (const row of listed) assert.deepEqual(plainly(made.get(row.id)), plainly(row), row.id + " " + year + " " + sources);
  }
});

test("a line of which nobody says anything has a cell in every column, whatever moves along it", () => {
  const [first] = doc.routes, told = { cells: {}, statuses: { all: 0, tree: 0, values: [["not-stated"]] },
    years: { all: 0, tree: 0, values: [[[1990, "undated", "not-stated"]]] }, differ: [], sponsors: [], sources: [] };
  for (const mode of ["overlay", "sea", "rail", "digital"]) {
    const row = rowOf({ ...first, role: "overlay", told, words: { ...first.words, modes: [mode], bases: ["overlay"] } },
      { sources: new Set(), year: "2030", by: "mode" });
    for (const { key } of columns.filter((column) => column.key !== "name")) assert.ok(row.cells[key].text, mode + " " + key);
  }
});

test("a year has a column of its own, and the caption says what is listed", () => {
  assert.deepEqual(columns.map(({ key }) => key).filter((key) => !doc.columns.some((column) => column.key === key)), ["year"]);
  assert.equal(columns[3].title, "In 2030");
  assert.deepEqual(columnsIn(doc, ""), doc.columns);
  const [first] = captionOf(doc.tableWords, 12, 0).split(".");
  assert.equal(first, "12 routes shown");
  assert.match(captionOf(doc.tableWords, 1, 1), /^1 route and 1 line of your overlay shown/);
  assert.match(captionOf(doc.tableWords, 0, 3), /^0 routes and 3 lines of your overlay shown/);
});

test("every column is sorted both ways within a group, and what is missing comes last both ways", () => {
  for (const { key } of columns) {
    for (const down of [false, true]) {
      const found = sorted(rows, { key, down }, ranks);
      assert.deepEqual(ids(found).sort(), ids(rows).sort());
      const missing = found.map((row) => key !== "name" && Boolean(row.cells[key].missing));
      assert.equal(missing.lastIndexOf(false) < (missing.includes(true) ? missing.indexOf(true) : Infinity), true, key);
      const cells = found.filter((_, i) => !missing[i]).map((row) => (key === "name" ? { sort: row.name } : row.cells[key]));
      cells.slice(1).forEach(({ sort, group = 0 }, i) => {
        const { sort: before, group: groupBefore = 0 } = cells[i], [low, high] = down ? [sort, before] : [before, sort];
        const inOrder = typeof low === "number" && typeof high === "number" ? low <= high : String(low).localeCompare(String(high), "en") <= 0;
        assert.ok(groupBefore < group || (groupBefore === group && inOrder), key + ": " + low + ", " + high);
      });
    }
  }
});

test("numbers of unlike units, and those of parts, are never sorted among each other", () => {
  for (const down of [false, true]) {
    const units = sorted(rows, { key: "capacity", down }, ranks).map((row) => row.cells.capacity).filter((cell) => !cell.missing)
      .map(({ text }) => ["tonnes a year", "m³ a year", "barrels a day", "passengers", "MW"].find((unit) => text.includes(unit)) || "")
      .filter(Boolean);
    const runs = units.filter((unit, i) => unit !== units[i - 1]);
    assert.ok(runs.length > 3);
    assert.equal(new Set(runs).size, runs.length, runs.join(", "));
    const whole = sorted(rows, { key: "length", down }, ranks).map((row) => row.cells.length)
      .filter((cell) => !cell.missing).map(({ text }) => !/\((part|wider|compared)\)/.test(text));
    assert.ok(whole.includes(true) && whole.includes(false) && whole.lastIndexOf(true) < whole.indexOf(false));
  }
});

test("rows that tie keep the atlas's own order", () => {
  const own = (list) => list.map((row) => ranks.get(row.id));
  for (const { key } of columns.filter((column) => column.key !== "name")) {
    for (const down of [false, true]) {
      const found = sorted(rows, { key, down }, ranks);
      const tie = ({ cells }) => (cells[key].missing ? "none" : JSON.stringify([cells[key].group, cells[key].sort]));
      new Set(found.map(tie)).forEach((value) => {
        const run = own(found.filter((row) => tie(row) === value));
        assert.deepEqual(run, [...run].sort((a, b) => a - b), key);
      });
    }
  }
});

test("without an order featured routes come first, each by name, and a reader's own last", () => {
  const next = chance(5), own = ["Aa", "Zz"].map((name) => ({ id: "overlay-" + name, name, role: "overlay", cells: {} }));
  const [featured, others] = [true, false].map((wanted) => rows.filter(({ role }) => (role === "featured") === wanted).sort(byName));
  assert.ok(featured.length && others.length);
  for (let round = 0; round < 20; round += 1) {
    const mixed = rows.map((row) => [next(), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
    assert.deepEqual(ids(sorted([own[0], ...mixed, own[1]], null, ranks)), ids([...featured, ...others, ...own]));
  }
});

test("a row is empty where no source fills any of its cells, and the head counts those it fills", () => {
  const sourced = columns.filter((column) => column.sourced), full = rows.filter((row) => !isEmpty(row, columns));
  assert.ok(sourced.length > 4 && full.length && full.length < rows.length);
  rows.forEach((row) => assert.equal(isEmpty(row, columns), sourced.every(({ key }) => row.cells[key].missing)));
  const own = { id: "overlay-1", name: "Mine", role: "overlay", cells: rows.find((row) => isEmpty(row, columns)).cells };
  assert.equal(isEmpty(own, columns), false);
  sourced.forEach(({ key }) => {
    const { n, m } = sourcedIn([...rows, own], key);
    assert.equal(m, rows.length);
    assert.equal(n, full.filter((row) => row.cells[key].text !== "not in the sources").length);
  });
});

test("a heading sorts up, then down, then not; another one starts anew", () => {
  const up = nextOrder(null, "length"), down = nextOrder(up, "length");
  assert.deepEqual(up, { key: "length", down: false });
  assert.deepEqual(down, { key: "length", down: true });
  assert.equal(nextOrder(down, "length"), null);
  assert.deepEqual(nextOrder(down, "mode"), { key: "mode", down: false });
});

test("rows are sorted in place of nothing: the list that was given stays as it was", () => {
  const before = ids(rows);
  sorted(rows, { key: "length", down: true }, ranks);
  assert.deepEqual(ids(rows), before);
});

test("files list the routes in the order of the table, whatever it is", () => {
  const names = Object.keys(facts.orders);
  assert.ok(names.length > 2 * columns.length);
  names.forEach((sort) => assert.deepEqual(ids(sorted(rows, readOrder(sort, columns), ranks)), facts.orders[sort], sort));
});

test("an order comes back from its address, and what is none is the atlas's own", () => {
  for (const { key } of columns) {
    for (const down of [false, true]) {
      const order = { key, down };
      assert.deepEqual(readOrder(orderText(order), columns), order);
      assert.deepEqual(readOrder(orderText(order).toUpperCase().replace("-", "_"), columns), order);
    }
  }
  assert.equal(orderText(null), "");
  ["", "length", "length-sideways", "gauge-up", "-up", "up", "length-up-down"].forEach((text) => assert.equal(readOrder(text, columns), null, text));
});

test("a row is found by words of what it shows, whatever their case, accents and signs", () => {
  const found = makeSearch(), shown = columns.filter(({ optional }) => !optional);
  assert.deepEqual(found(rows, shown, "  "), rows);
  assert.deepEqual(ids(found(rows, shown, "(btc) BAKU")), ["btc-pipeline"]);
  const [btc] = found(rows, shown, "btc");
  assert.ok(btc.cells.length.text.startsWith("1,768"));
  for (const text of ["1768", "1,768", "1,768 km", "Turkiye", "türkİye", "oil pipe"]) {
    assert.ok(found(rows, shown, text).includes(btc), text);
  }
  rows.forEach((row) => assert.ok(found([row], shown, row.name).length, row.name));
  assert.deepEqual(found(rows, shown, "zzz"), []);
  const empty = rows.find((row) => isEmpty(row, shown));
  assert.deepEqual(found([empty], shown, empty.cells.length.text), [], "what no source says is not found");
  const every = found(rows, shown, "rail"), both = found(rows, shown, "rail iran");
  assert.ok(both.length && both.length < every.length && both.every((row) => every.includes(row)));
});

test("what stands in a column that is not shown is not found", () => {
  const found = makeSearch(), of = (keys) => columns.filter(({ key }) => keys.includes(key));
  const row = rows.find(({ cells, name }) => !cells.sponsors.missing && !plain(name).includes(plain(cells.sponsors.text)));
  const text = row.cells.sponsors.text;
  assert.ok(found(rows, of(["name", "sponsors"]), text).includes(row));
  assert.equal(found(rows, of(["name"]), text).includes(row), false);
  assert.ok(found(rows, of(["name", "sponsors"]), text).includes(row));
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { nextOrder, ranksOf, sorted } from "../../geo/web/table/order.js";
import { chance, facts } from "./facts.js";

const { columns, rows } = facts.rows, ranks = ranksOf(rows);
const ids = (list) => list.map((row) => row.id);

test("every column is sorted both ways, and what is missing comes last both ways", () => {
  for (const { key } of columns) {
    for (const down of [false, true]) {
      const found = sorted(rows, { key, down }, ranks);
      assert.deepEqual(ids(found).sort(), ids(rows).sort());
      const missing = found.map((row) => key !== "name" && Boolean(row.cells[key].missing));
      assert.equal(missing.lastIndexOf(false) < (missing.includes(true) ? missing.indexOf(true) : Infinity), true, key);
      const values = found.filter((_, i) => !missing[i]).map((row) => (key === "name" ? row.name : row.cells[key].sort));
      values.slice(1).forEach((value, i) => {
        const [low, high] = down ? [value, values[i]] : [values[i], value];
        const inOrder = typeof low === "number" && typeof high === "number" ? low <= high : String(low).localeCompare(String(high), "en") <= 0;
        assert.ok(inOrder, key + ": " + low + ", " + high);
      });
    }
  }
});

test("without an order rows stand by their names, those of a reader last, however they come", () => {
  const next = chance(5), own = ["Aa", "Zz"].map((name) => ({ id: "overlay-" + name, name, cells: {} }));
  const wanted = [...rows].sort((a, b) => a.name.localeCompare(b.name, "en")).map((row) => row.id);
  for (let round = 0; round < 20; round += 1) {
    const mixed = rows.map((row) => [next(), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
    assert.deepEqual(ids(sorted([own[0], ...mixed, own[1]], null, ranks)), [...wanted, ...ids(own)]);
  }
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

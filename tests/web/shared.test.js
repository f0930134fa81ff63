import assert from "node:assert/strict";
import { test } from "node:test";

import { swatch, symbolOf } from "../../geo/web/legend/symbols.js";
import { chosen } from "../../geo/web/shared/documents.js";
import { folding } from "../../geo/web/shared/folding.js";
import { linkOf } from "../../geo/web/shared/link.js";
import { makeRepair, nearest } from "../../geo/web/shared/link-repair.js";
import { answer, ask } from "../../geo/web/shared/questions.js";
import { facts } from "./facts.js";

test("texts are folded as Python folds them", () => {
  const fold = folding(facts.fold.runs);
  assert.ok(facts.fold.texts.length > 20000);
  facts.fold.texts.forEach((text, i) => assert.equal(fold(text).join(" "), facts.fold.folded[i], text));
});

test("links are put right as Python puts them right, and what is right stays", () => {
  const { repaired } = makeRepair(facts.links.rules);
  for (const [given, wanted] of facts.links.cases) {
    assert.deepEqual(repaired(given), wanted);
    assert.deepEqual(repaired(repaired(given)), repaired(wanted));
  }
});

test("only one known word with the same letters is taken for a mangled one", () => {
  assert.equal(nearest("Middle corridor", ["middle-corridor", "air"]), "middle-corridor");
  assert.equal(nearest("air", ["air", "a-i-r"]), "air");
  assert.equal(nearest("a.i.r", ["air", "a-i-r"]), "a.i.r");
  assert.equal(nearest("?", ["air"]), "?");
});

test("a link has the release once, and slashes as slashes", () => {
  const link = linkOf("https://atlas.example/base/?at=4%2F40.0%2F60.0", "2026-11-30");
  assert.equal(link, "https://atlas.example/base/?at=4/40.0/60.0&release=2026-11-30");
  assert.equal(linkOf(link, "2030-01-01"), link);
  assert.equal(linkOf("https://atlas.example/", ""), "https://atlas.example/");
});

test("symbols are those that Python draws", () => {
  const { looks, palette, cases } = facts.symbols, plain = (uri) => decodeURIComponent(uri).replaceAll(".0'", "'");
  for (const [colour, status, basis, uri] of cases) {
    assert.equal(plain(swatch(looks, palette, colour, status, basis)), plain(uri), [colour, status, basis].join());
  }
});

test("an option has a symbol where it says what a line looks like, and none elsewhere", () => {
  const { looks, palette } = facts.symbols;
  for (const { name, options } of facts.pack.sections) {
    for (const by of ["corridor", "mode", "status"]) {
      const drawn = ["statuses", "bases", { corridor: "corridors", mode: "modes" }[by]].includes(name);
      const symbols = options.map((option) => symbolOf(looks, palette, option, by));
      assert.equal(symbols.every(Boolean), drawn, name);
      assert.equal(symbols.some(Boolean), drawn, name);
      const plain = options.filter(({ corridor }) => corridor && (looks.corridors[corridor]?.colour ?? looks.colours.plain) === looks.colours.plain);
      if (drawn) assert.equal(new Set(symbols).size, options.length - Math.max(0, plain.length - 1), name);
    }
  }
});

test("a bit for each item chooses it, whatever the number of items", () => {
  for (const size of [1, 7, 8, 9, 85]) {
    const items = Array.from({ length: size }, (_, i) => i), wanted = items.filter((i) => i % 3 === 1);
    const bytes = new Uint8Array(Math.ceil(size / 8));
    wanted.forEach((i) => { bytes[i >> 3] |= 1 << (i & 7); });
    assert.deepEqual(chosen(btoa(String.fromCharCode(...bytes)), items), wanted);
  }
});

test("who asks gets the newest answer while somebody answers, and nothing after", () => {
  globalThis.CustomEvent ??= class extends Event {
    constructor(name, { detail }) {
      super(name);
      this.detail = detail;
    }
  };
  const target = new EventTarget();
  assert.equal(ask(target, "atlas-extra-lines"), undefined);
  const lines = [];
  const stop = answer(target, "atlas-extra-lines", () => lines);
  assert.equal(ask(target, "atlas-extra-lines"), lines);
  stop();
  assert.equal(ask(target, "atlas-extra-lines"), undefined);
});

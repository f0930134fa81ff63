import assert from "node:assert/strict";
import { test } from "node:test";

import { helpWords, sceneAfter, turnOf } from "../../geo/web/presenter/keys.js";

const ACTS = ["next", "back", "first", "last", "dark"];

test("no turn leaves the briefing, and each goes where it says", () => {
  for (let scenes = 1; scenes < 8; scenes += 1) {
    for (let scene = 1; scene <= scenes; scene += 1) {
      for (const act of ACTS) {
        const after = sceneAfter(act, scene, scenes);
        assert.ok(after >= 1 && after <= scenes, act);
      }
      assert.equal(sceneAfter("next", scene, scenes), Math.min(scene + 1, scenes));
      assert.equal(sceneAfter("back", scene, scenes), Math.max(scene - 1, 1));
      assert.equal(sceneAfter("dark", scene, scenes), scene);
      assert.equal(sceneAfter("last", sceneAfter("first", scene, scenes), scenes), scenes);
    }
  }
});

test("letters count whatever their case, and other keys turn nothing", () => {
  assert.equal(turnOf("B"), turnOf("b"));
  for (const key of ["a", "Enter", "F5", "constructor"]) assert.equal(turnOf(key), undefined, key);
});

test("the list of keys names every key that turns", () => {
  const words = helpWords("Leave").map(([, keys]) => keys).join("  ");
  const names = { ArrowRight: "\u2192", ArrowLeft: "\u2190", PageDown: "Page Down", PageUp: "Page Up", " ": "Space",
    Home: "Home", End: "End", b: "B", ".": "." };
  for (const [key, name] of Object.entries(names)) {
    assert.ok(ACTS.includes(turnOf(key)), key);
    assert.ok(words.includes(name), key);
  }
});

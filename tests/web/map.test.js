/* The lines of the map: their colours, their lanes, and how many of them lie in a box. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { sideBySide } from "../../geo/web/map/beds.js";
import { coloursOf, strandColours } from "../../geo/web/map/colours.js";
import { alongRibbon, besideRibbon, leaderFrom } from "../../geo/web/map/corridors.js";
import { crowdOf } from "../../geo/web/map/crowd.js";
import { facts } from "./facts.js";

const VIEW = [0, 0, 1000, 1000];
const flat = (points) => Float64Array.from(points.flat());
const straight = (x, y, dx, dy, count = 100) => flat(Array.from({ length: count }, (_, i) => [x + i * dx, y + i * dy]));
/** The points of a line, and how far a point is from the nearest of them. */
const pointsOf = (line) => Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i], line[2 * i + 1]]);
const away = ([x, y], line) => Math.min(...pointsOf(line).map(([px, py]) => Math.hypot(px - x, py - y)));

test("the strands of every route have the colours that Python gives them", () => {
  const colours = coloursOf(facts.symbols.looks);
  for (const [route, by, strands] of facts.strands) assert.deepEqual(strandColours(colours, route, route.status, by), strands, route.id + by);
});

test("a line with a bed to itself stays as it is, to the last digit", () => {
  const lines = [{ line: straight(0, 100, 5, 0), lane: 0 }, { line: straight(0, 120, 5, 0), lane: 1 }, { line: straight(250, 0, 0, 5), lane: 2 }];
  sideBySide(lines, VIEW).forEach((drawn, i) => assert.equal(drawn, lines[i].line));
});

test("lines in one bed run side by side, in the order of their lanes, whichever way they were drawn", () => {
  for (const [dx, dy] of [[5, 0], [4, 3], [4, -3], [0, 5]]) {
    const line = straight(100, 400, dx, dy, 90), turned = flat(pointsOf(line).toReversed());
    for (const lines of [[line, line, line], [line, turned, line]]) {
      const drawn = sideBySide(lines.map((each, lane) => ({ line: each, lane })), VIEW);
      const middle = (made) => pointsOf(made).filter((point) => Math.hypot(point[0] - line[90], point[1] - line[91]) < 30);
      for (const [one, other] of [[0, 1], [1, 2]]) {
        for (const point of middle(drawn[one])) {
          const far = away(point, drawn[other]);
          assert.ok(far > 4 && far < 6, "apart by " + far);
        }
      }
      for (const point of middle(drawn[0])) assert.ok(away(point, drawn[2]) > 8);
    }
  }
});

test("lines of one lane lie on one another", () => {
  const lines = [{ line: straight(0, 100, 5, 0), lane: 3 }, { line: straight(0, 100, 5, 0), lane: 3 }];
  sideBySide(lines, VIEW).forEach((drawn, i) => assert.equal(drawn, lines[i].line));
});

test("lines part gently: no line moves by more than its lanes, nor jumps from step to step", () => {
  const one = straight(0, 300, 5, 0, 160), other = flat([...pointsOf(straight(0, 301, 5, 0, 80)), ...pointsOf(straight(400, 304, 4, 4, 80))]);
  const drawn = sideBySide([{ line: one, lane: 0 }, { line: other, lane: 1 }], VIEW);
  drawn.forEach((made, i) => {
    const points = pointsOf(made);
    points.forEach((point, k) => {
      assert.ok(away(point, [one, other][i]) < 9);
      if (k) assert.ok(Math.hypot(point[0] - points[k - 1][0], point[1] - points[k - 1][1]) < 14);
    });
  });
});

test("what is out of view moves nothing", () => {
  const lines = [{ line: straight(0, 5000, 5, 0), lane: 0 }, { line: straight(0, 5000, 5, 0), lane: 1 }];
  sideBySide(lines, VIEW).forEach((drawn, i) => assert.equal(drawn, lines[i].line));
});

test("the points in a box are counted to a cell's breadth", () => {
  const points = Array.from({ length: 500 }, (_, i) => [(i * 37) % 400, (i * 91) % 300]), crowd = crowdOf(points, { x: 400, y: 300 });
  const within = (box) => points.filter(([x, y]) => x >= box.left && x < box.right && y >= box.top && y < box.bottom).length;
  for (let i = 0; i < 60; i += 1) {
    const left = 4 * ((i * 7) % 60), top = 4 * ((i * 5) % 50), box = { left, top, right: left + 4 * (i % 30), bottom: top + 4 * (i % 20) };
    assert.equal(crowd(box), within(box));
  }
  assert.equal(crowd({ left: -99, right: 999, top: -99, bottom: 999 }), points.length);
});

const page = { free: () => true, whole: (box) => box.left > 0 && box.right < 1000 && box.top > 0 && box.bottom < 1000 };
const empty = () => 0;

test("a name runs along a straight ribbon, and not along one that winds or climbs too steeply", () => {
  const run = pointsOf(straight(100, 300, 6, 2, 60));
  const spot = alongRibbon([run], Math.hypot(6, 2), 150, 14, empty, page);
  assert.ok(Math.abs(spot.slope - Math.atan2(2, 6)) < 0.02);
  assert.ok(away([spot.x, spot.y], flat(run)) > 6 && away([spot.x, spot.y], flat(run)) < 16);
  assert.equal(alongRibbon([run.toReversed()], Math.hypot(6, 2), 150, 14, empty, page).slope, spot.slope);
  assert.equal(alongRibbon([Array.from({ length: 60 }, (_, i) => [100 + 3 * i, 300 + 14 * (i % 4)])], 6, 150, 14, empty, page), null);
  assert.equal(alongRibbon([pointsOf(straight(100, 100, 1, 6, 60))], 6, 150, 14, empty, page), null);
});

test("a name that does not fit along stands free beside, with a line that leads to its corridor", () => {
  const points = pointsOf(straight(480, 500, 2, 2, 12)), spot = besideRibbon(points, 60, 14, empty, page), leader = leaderFrom(spot);
  const end = [leader.x + leader.length * Math.cos(leader.slope), leader.y + leader.length * Math.sin(leader.slope)];
  assert.ok(away(end, flat(points)) < 1);
  assert.equal(besideRibbon(points, 60, 14, () => 40, page), null);
  assert.equal(besideRibbon(points, 60, 14, empty, { ...page, free: () => false }), null);
});

test("lines run side by side in the browser as on paper, point for point", () => {
  for (const { box, lines, placed } of facts.beds) {
    const drawn = sideBySide(lines.map(([line, lane]) => ({ line: Float64Array.from(line), lane })), box);
    drawn.forEach((line, i) => {
      assert.equal(line.length, placed[i].length);
      line.forEach((value, k) => assert.ok(Math.abs(value - placed[i][k]) < 1e-6));
    });
  }
});

/* Where a country's name may stand on the screen: in the largest part of it in view, clear of every
   line. geo/cartography/country_names.py says the rule, and has the same numbers: along a strip as high as
   the name every line that enters it covers a stretch, and a gap between two of them, inside the
   country and as wide as the name, holds it. All numbers here are pixels of the map's container. */
/** @import { Basemap, Point } from "../types.js" */
/** A line as x, y, x, y in pixels of the world at zoom 0. @typedef {ArrayLike<number>} Flat */
/** The view: its measures in pixels, and where x and y of the world lie in it.
 * @typedef {{ wide: number, high: number, rows: number, x: (x: number) => number, y: (y: number) => number }} View */
/** From and to, in pixels along a row. @typedef {[number, number]} Stretch */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {{ rings: Flat[], close: { box: Box, rings: Flat[] }[] }} Country */
/** @typedef {{ a: number, b: number, r: number, up: Node | null }} Node a stretch in its row, and what it hangs on */
/** @typedef {{ rows: Node[][], x: number, y: number }} Part */

const HEIGHT = 1.24, CLEAR = 0.3, ROOMY = 0.9, SCALES = [1, 0.86, 0.74], LEAST_PX = 10, ALONG = 0.5;
/* From row to row; and how far apart two stretches of one country may be to touch. */
const ROW_PX = 4, TOUCH_PX = 1.5;

/** @param {L.Map} map @param {Point[]} line */
function flat(map, line) {
  const made = new Float64Array(2 * line.length);
  line.forEach(([lat, lon], i) => {
    const { x, y } = map.project(L.latLng(lat, lon), 0);
    made[2 * i] = x;
    made[2 * i + 1] = y;
  });
  return made;
}

/* What the rule is about, made once of the basemap: the outlines of each country, with those in
   the insets apart, and the lines that are drawn. What an inset replaces is only kept clear of
   where there is room. */
/** @param {L.Map} map @param {Basemap} base */
function prepared(map, base) {
  const insets = base.insets || [], lines = (/** @type {Point[][]} */ rows) => rows.map((row) => flat(map, row));
  const boxes = insets.map(({ box: [west, south, east, north] }) => {
    const [left, top, right, bottom] = flat(map, [[north, west], [south, east]]);
    return { left, top, right, bottom };
  });
  const hidden = (/** @type {number} */ x, /** @type {number} */ y) => boxes.findIndex((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  /** @param {Float64Array[]} all */
  function split(all) {
    const hard = /** @type {Flat[]} */ ([]), soft = /** @type {Flat[]} */ ([]);
    all.forEach((line) => {
      for (let i = 2; i < line.length; i += 2) {
        const piece = line.slice(i - 2, i + 2), within = hidden(piece[0], piece[1]);
        (within >= 0 && within === hidden(piece[2], piece[3]) ? soft : hard).push(piece);
      }
    });
    return { hard, soft };
  }
  const rings = (/** @type {Point[][][]} */ polygons) => lines(polygons.flat());
  const countries = base.land.map((land) => ({
    rings: rings(land.polygons),
    close: insets.map((inset, i) => ({ box: boxes[i],
      rings: rings(inset.countries.filter((one) => one.code === land.code).flatMap((one) => one.polygons)) }))
      .filter((one) => one.rings.length),
  }));
  const land = split(countries.flatMap((country) => country.rings));
  const close = insets.flatMap((inset) => [...lines(inset.borders), ...rings(inset.countries.flatMap((one) => one.polygons))]);
  const disputed = base.disputed.map((item) => ({ depictions: item.depictions || ["un", "de-facto"], ...split(lines(item.lines)) }));
  return { boxes, countries,
    hard: [...land.hard, ...split(base.borders.flatMap((item) => lines(item.lines))).hard, ...close, ...lines(base.joints || [])],
    soft: [...land.soft, ...base.lakes.flatMap((lake) => rings(lake.polygons))],
    disputed: (/** @type {string} */ depiction) => disputed.filter((item) => item.depictions.includes(depiction)).flatMap((item) => item.hard) };
}

/** Calls back with each straight piece of some lines, in pixels, that comes near the view. @param {View} view
 * @param {Flat[]} lines @param {(x: number, y: number, u: number, v: number) => void} each */
function pieces(view, lines, each) {
  lines.forEach((line) => {
    for (let i = 2; i < line.length; i += 2) {
      const y = view.y(line[i - 1]), v = view.y(line[i + 1]);
      if ((y < -99 && v < -99) || (y > view.high + 99 && v > view.high + 99)) continue;
      each(view.x(line[i - 2]), y, view.x(line[i]), v);
    }
  });
}

const row = (/** @type {number} */ y) => y / ROW_PX - 0.5, middle = (/** @type {number} */ r) => (r + 0.5) * ROW_PX;

/** Stretches that meet, as one; in order. @param {Stretch[]} stretches @param {number} touch */
function joined(stretches, touch) {
  const made = /** @type {Stretch[]} */ ([]);
  stretches.sort((a, b) => a[0] - b[0]).forEach(([a, b]) => {
    const last = made[made.length - 1];
    if (last && a <= last[1] + touch) last[1] = Math.max(last[1], b); else made.push([a, b]);
  });
  return made;
}

/** In each row of the view, the stretches inside some rings. @param {View} view @param {Flat[]} rings */
function inside(view, rings) {
  const crossings = Array.from({ length: view.rows }, () => /** @type {number[]} */ ([]));
  pieces(view, rings, (x, y, u, v) => {
    const last = Math.min(view.rows - 1, Math.ceil(row(Math.max(y, v))) - 1);
    for (let r = Math.max(0, Math.ceil(row(Math.min(y, v)))); r <= last; r += 1) {
      crossings[r].push(x + (u - x) * (middle(r) - y) / (v - y));
    }
  });
  return crossings.map((xs) => {
    xs.sort((a, b) => a - b);
    const found = /** @type {Stretch[]} */ ([]);
    for (let i = 1; i < xs.length; i += 2) found.push([xs[i - 1], xs[i]]);
    return found;
  });
}

/** The stretches without those parts of them that lie in a box. @param {Stretch[]} found @param {number} left @param {number} right */
const outside = (found, left, right) => found.flatMap(([a, b]) =>
  /** @type {Stretch[]} */ ([[a, Math.min(b, left)], [Math.max(a, right), b]]).filter(([c, d]) => d > c));

/** A country's stretches row by row: the basemap's outside of the insets, theirs inside them.
 * @param {View} view @param {Box[]} boxes @param {Country} country */
function stretches(view, boxes, country) {
  const usual = inside(view, country.rings);
  boxes.forEach((box) => {
    for (let r = 0; r < view.rows; r += 1) {
      if (middle(r) > view.y(box.top) && middle(r) < view.y(box.bottom)) {
        usual[r] = outside(usual[r], view.x(box.left), view.x(box.right));
      }
    }
  });
  const close = country.close.map((one) => inside(view, one.rings));
  return usual.map((found, r) => joined([...found, ...close.flatMap((each) => each[r])], TOUCH_PX)
    .map(([a, b]) => /** @type {Stretch} */ ([Math.max(a, 0), Math.min(b, view.wide)])).filter(([a, b]) => b > a));
}

/** The largest part of what hangs together from row to row; with the middle of it. @param {Stretch[][]} rows @returns {Part | null} */
function largest(rows) {
  const nodes = rows.map((found, r) => found.map(([a, b]) => /** @type {Node} */ ({ a, b, r, up: null })));
  const root = (/** @type {Node} */ node) => { while (node.up) node = node.up; return node; };
  for (let r = 1; r < nodes.length; r += 1) {
    nodes[r].forEach((one) => nodes[r - 1].forEach((other) => {
      if (one.a >= other.b || one.b <= other.a) return;
      const [here, there] = [root(one), root(other)];
      if (here !== there) here.up = there;
    }));
  }
  const parts = /** @type {Map<Node | null, { area: number, x: number, y: number }>} */ (new Map());
  nodes.flat().forEach((node) => {
    const top = root(node), wide = node.b - node.a;
    const part = parts.get(top) || { area: 0, x: 0, y: 0 };
    parts.set(top, { area: part.area + wide, x: part.x + wide * (node.a + node.b) / 2, y: part.y + wide * middle(node.r) });
  });
  const [top, part] = [...parts].reduce((best, one) => (one[1].area > best[1].area ? one : best), [null, { area: 0, x: 0, y: 0 }]);
  if (!top) return null;
  return { rows: nodes.map((found) => found.filter((node) => root(node) === top)), x: part.x / part.area, y: part.y / part.area };
}

/** Adds the stretch between two edges. The pieces of a line follow each other, so that most widen the last one.
 * @param {Stretch[]} found @param {number} c @param {number} d */
function cover(found, c, d) {
  const a = Math.min(c, d), b = Math.max(c, d), last = found[found.length - 1];
  if (last && a <= last[1] && b >= last[0]) {
    last[0] = Math.min(last[0], a);
    last[1] = Math.max(last[1], b);
  } else found.push([a, b]);
}

/** In each row of the view, the stretches that lines cover in a strip of `half` above and below.
 * @param {View} view @param {Flat[]} lines @param {number} half */
function covered(view, lines, half) {
  const rows = Array.from({ length: view.rows }, () => /** @type {Stretch[]} */ ([]));
  pieces(view, lines, (x, y, u, v) => {
    const last = Math.min(view.rows - 1, Math.floor(row(Math.max(y, v) + half)));
    for (let r = Math.max(0, Math.ceil(row(Math.min(y, v) - half))); r <= last; r += 1) {
      const at = (/** @type {number} */ edge) => x + (u - x) * (y === v ? Number(edge > 0) : Math.max(0, Math.min(1, (middle(r) + edge - y) / (v - y))));
      cover(rows[r], at(-half), at(half));
    }
  });
  return rows.map((found) => joined(found, 0));
}

/** The middles where a box that needs so much room may be, within one part of a country.
 * @param {Part} part @param {Stretch[][]} taken @param {number} need @param {number} half */
function middles(part, taken, need, half) {
  const found = /** @type {{ x: number, y: number }[]} */ ([]), reach = Math.floor(half / ROW_PX);
  const holds = (/** @type {number} */ r, /** @type {number} */ x) => Array.from({ length: 2 * reach + 1 }, (_, i) => part.rows[r - reach + i] || [])
    .every((each) => each.some((one) => one.a <= x - need / 2 && one.b >= x + need / 2));
  part.rows.forEach((each, r) => each.forEach(({ a, b }) => {
    if (b - a < need) return;
    let start = a;
    [...taken[r].filter(([c, d]) => d > a && c < b), [b, b]].forEach(([c, d]) => {
      const end = Math.min(c, b), side = Math.floor((end - start - need) / 2 / (ALONG * need));
      for (let k = -side; end - start >= need && k <= side; k += 1) {
        const x = (start + end) / 2 + k * ALONG * need;
        if (holds(r, x)) found.push({ x, y: middle(r) });
      }
      start = Math.max(start, d);
    });
  }));
  return found;
}

/** Finds where names of countries may stand. @param {L.Map} map @param {Basemap} base */
export function countrySpots(map, base) {
  const known = prepared(map, base);
  let key = "", now = /** @type {ReturnType<typeof look> | null} */ (null);

  /** @param {string} depiction */
  function look(depiction) {
    const { x: wide, y: high } = map.getSize(), zoom = map.getZoom(), scale = map.getZoomScale(zoom, 0);
    const corner = map.project(map.getCenter(), zoom).subtract([wide / 2, high / 2]);
    const view = { wide, high, rows: Math.floor(high / ROW_PX), x: (/** @type {number} */ x) => x * scale - corner.x,
      y: (/** @type {number} */ y) => y * scale - corner.y };
    const hard = [...known.hard, ...known.disputed(depiction)], all = [...hard, ...known.soft];
    const strips = /** @type {Map<string, Stretch[][]>} */ (new Map()), parts = /** @type {Map<number, Part | null>} */ (new Map());
    return {
      /** @param {number} i */
      part(i) {
        if (!parts.has(i)) parts.set(i, largest(stretches(view, known.boxes, known.countries[i])));
        return parts.get(i);
      },
      /** @param {number} half @param {boolean} soft whether lines count that are kept clear of only where there is room */
      strip(half, soft) {
        const name = half + (soft ? " soft" : ""), strip = strips.get(name) || covered(view, soft ? all : hard, half);
        strips.set(name, strip);
        return strip;
      },
      found: /** @type {Map<string, { x: number, y: number }[]>} */ (new Map()),
    };
  }

  /** The sizes of type in which the name of the country with this number may be written, the best
   * first, each with its middles, the best first: [size, half its height, middles]. `wide` is
   * its width in the size asked for. @param {number} i @param {number} wide @param {number} size @param {L.LatLng} home
   * @param {string} depiction @returns {Generator<[number, number, { x: number, y: number }[]]>} */
  function* spots(i, wide, size, home, depiction) {
    const { x, y } = map.getSize(), { lat, lng } = map.getCenter(), here = [map.getZoom(), lat, lng, x, y, depiction].join();
    if (here !== key || !now) { key = here; now = look(depiction); }
    const part = now.part(i);
    if (!part) return;
    const at = map.latLngToContainerPoint(home), r = Math.round(row(at.y));
    const centre = (part.rows[r] || []).some((one) => one.a < at.x && one.b > at.x) ? at : part;
    const sizes = [...new Set(SCALES.map((scale) => Math.max(size * scale, Math.min(size, LEAST_PX))))];
    const tries = /** @type {[number, number, boolean][]} */ ([[size, ROOMY, true], ...sizes.map((each) => [each, CLEAR, true]), [sizes[sizes.length - 1], CLEAR, false]]);
    for (const [each, clear, soft] of tries) {
      const name = i + " " + each + " " + clear + soft;
      if (!now.found.has(name)) {
        const half = (HEIGHT / 2 + clear) * each;
        const off = (/** @type {{ x: number, y: number }} */ spot) => Math.hypot(spot.x - centre.x, spot.y - centre.y);
        now.found.set(name, middles(part, now.strip(half, soft), wide * each / size + 2 * clear * each, half)
          .sort((a, b) => off(a) - off(b)));
      }
      const found = now.found.get(name) || [];
      if (found.length) yield [each, each * HEIGHT / 2, found];
    }
  }
  return spots;
}

/* Names of corridors: along their ribbons where one runs straight enough, else beside them with a line that
   leads there. Positions are pixels of the map's box. */
/** @typedef {[number, number]} Pixel */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @import { Crowd } from "./crowd.js" */
/** @typedef {{ free(box: Box): boolean, whole(box: Box): boolean }} Page */
/** Where a name stands: its middle, its slope in radians, the boxes it fills, and where its leader ends.
 * @typedef {{ x: number, y: number, slope: number, boxes: Box[], to: Pixel | null }} Spot */

/* A line under a name turns by no more, nor rises steeper; a name keeps so far from its line. */
const STEEPEST = 0.96, STRAIGHT = 0.965, OFF_PX = 10;
/* Beside a tangle: how far a name may stand from it, and in which directions it is tried. */
const FAR_PX = [22, 40, 62, 90, 124], AROUND = 16, TARGETS = [0.5, 0.35, 0.65, 0.2, 0.8];

/** The boxes that a sloping name fills, in pieces as wide as it is high.
 * @param {number} x @param {number} y @param {number} slope @param {number} wide @param {number} high @returns {Box[]} */
function pieces(x, y, slope, wide, high) {
  const count = Math.max(1, Math.round(wide / high));
  return Array.from({ length: count }, (_, i) => {
    const off = ((i + 0.5) / count - 0.5) * wide, cx = x + off * Math.cos(slope), cy = y + off * Math.sin(slope);
    const half = wide / count / 2 + 1;
    return { left: cx - half, right: cx + half, top: cy - high / 2, bottom: cy + high / 2 };
  });
}

/** How many points of the crowd lie in boxes. @param {Box[]} boxes @param {Crowd} crowd */
const over = (boxes, crowd) => boxes.reduce((sum, box) => sum + crowd(box), 0);

/** The best place along the lines of a corridor; null where none is straight, free and clear of other lines.
 * @param {Pixel[][]} runs its stretches in view, in equal steps @param {number} step @param {number} wide @param {number} high
 * @param {Crowd} crowd of the points of all lines @param {Page} page @returns {Spot | null} */
export function alongRibbon(runs, step, wide, high, crowd, page) {
  let best = /** @type {Spot | null} */ (null), least = Infinity;
  const most = Math.max(...runs.map((run) => run.length), 0);
  runs.forEach((run) => {
    const span = Math.ceil((wide + 12) / step);
    for (let from = 0; from + span < run.length; from += 3) {
      const [ax, ay] = run[from], [bx, by] = run[from + span], chord = Math.hypot(bx - ax, by - ay);
      if (chord < STRAIGHT * span * step || !chord) continue;
      const turn = bx < ax ? -1 : 1, dx = turn * (bx - ax) / chord, dy = turn * (by - ay) / chord;
      const slope = Math.atan2(dy, dx);
      if (Math.abs(slope) > STEEPEST) continue;
      const part = run.slice(from, from + span + 1), mx = (ax + bx) / 2, my = (ay + by) / 2;
      const offs = part.map(([x, y]) => (y - my) * dx - (x - mx) * dy);
      for (const side of [-1, 1]) {
        const off = side < 0 ? Math.min(...offs) - OFF_PX : Math.max(...offs) + OFF_PX;
        const x = mx - off * dy, y = my + off * dx, boxes = pieces(x, y, slope, wide, high);
        if (!boxes.every((box) => page.whole(box) && page.free(box))) continue;
        const middle = Math.abs((from + span / 2) / run.length - 0.5);
        const cost = 2 * over(boxes, crowd) + 4 * middle + 3 * Math.abs(slope) + (side > 0 ? 0.5 : 0)
          + 4 * (1 - run.length / most) + Math.abs(off) / 6;
        if (cost < least) { least = cost; best = { x, y, slope, boxes, to: null }; }
      }
    }
  });
  return least < 14 ? best : null;
}

/** How many lines a leader crosses on its way, those at its end left out.
 * @param {number} x @param {number} y @param {number} tx @param {number} ty @param {Crowd} crowd */
function crossed(x, y, tx, ty, crowd) {
  const count = Math.floor(Math.hypot(tx - x, ty - y) / 8) - 2;
  let sum = 0;
  for (let i = 1; i < count; i += 1) {
    const px = x + (tx - x) * i / (count + 2), py = y + (ty - y) * i / (count + 2);
    if (crowd({ left: px - 4, right: px + 4, top: py - 4, bottom: py + 4 })) sum += 1;
  }
  return sum;
}

/** A free place near a corridor, from which a line leads to it; null where there is none.
 * @param {Pixel[]} points those of its lines @param {number} wide @param {number} high
 * @param {Crowd} crowd of the points of all lines @param {Page} page @param {number} [most] how far it may stand away @returns {Spot | null} */
export function besideRibbon(points, wide, high, crowd, page, most = FAR_PX[FAR_PX.length - 1]) {
  let best = /** @type {Spot | null} */ (null), least = Infinity;
  TARGETS.forEach((share) => {
    const [tx, ty] = points[Math.floor(share * (points.length - 1))];
    FAR_PX.forEach((far) => {
      if (far > most || far / 5 > least) return;
      for (let i = 0; i < AROUND; i += 1) {
        const turn = 2 * Math.PI * i / AROUND, x = tx + Math.cos(turn) * (far + wide / 2), y = ty + Math.sin(turn) * (far + high / 2 - 8);
        const box = { left: x - wide / 2 - 2, right: x + wide / 2 + 2, top: y - high / 2 - 1, bottom: y + high / 2 + 1 };
        if (!page.whole(box) || !page.free(box)) continue;
        const to = /** @type {Pixel} */ ([tx, ty]);
        const cost = 3 * crowd(box) + 3 * crossed(x, y, tx, ty, crowd) + far / 5 + 3 * Math.abs(share - 0.5);
        if (cost < least) { least = cost; best = { x, y, slope: 0, boxes: [box], to }; }
      }
    });
  });
  return least < 45 ? best : null;
}

/** The end of a leader at a name: the nearest point of its box. @param {Spot} spot */
export function leaderFrom({ boxes: [box], to }) {
  if (!to) return null;
  const x = Math.max(box.left, Math.min(box.right, to[0])), y = Math.max(box.top, Math.min(box.bottom, to[1]));
  return { x, y, length: Math.hypot(to[0] - x, to[1] - y), slope: Math.atan2(to[1] - y, to[0] - x) };
}

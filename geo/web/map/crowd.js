/* How many points of lines lie in a box of the map, asked thousands of times: sums over small cells. */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** Tells how many points lie in a box, to a cell's breadth. @typedef {(box: Box) => number} Crowd */

const CELL_PX = 4;

/** @param {[number, number][]} points pixels of the map's box @param {{ x: number, y: number }} size @returns {Crowd} */
export function crowdOf(points, { x: wide, y: high }) {
  const across = Math.ceil(wide / CELL_PX) + 2, down = Math.ceil(high / CELL_PX) + 2, sums = new Uint32Array(across * down);
  points.forEach(([x, y]) => {
    if (x >= 0 && y >= 0 && x < wide && y < high) sums[(Math.floor(y / CELL_PX) + 1) * across + Math.floor(x / CELL_PX) + 1] += 1;
  });
  for (let row = 1; row < down; row += 1) {
    for (let column = 1; column < across; column += 1) {
      const at = row * across + column;
      sums[at] += sums[at - 1] + sums[at - across] - sums[at - across - 1];
    }
  }
  const cell = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(0, Math.min(most - 1, Math.round(value / CELL_PX)));
  return ({ left, right, top, bottom }) => {
    const x0 = cell(left, across), x1 = cell(right, across), y0 = cell(top, down) * across, y1 = cell(bottom, down) * across;
    return sums[y1 + x1] - sums[y0 + x1] - sums[y1 + x0] + sums[y0 + x0];
  };
}

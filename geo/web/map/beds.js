/* Lines that share a bed run side by side: where several come nearer to each other than they are wide on the
   screen, each keeps to its own lane beside the first of them (lines of one lane lie on one another). The shift is found at steps along a line and
   eased, so that lines part and meet gently. Lengths are pixels of the map at one zoom. */

/* How near lines are drawn apart; how far apart then; the step along a line; over how many steps a shift eases. */
const REACH = 6, LANE = 4.6, STEP = 6, EASE = 5, ALONG = 0.8;

/** @typedef {{ lane: number, x: number, y: number, dx: number, dy: number, at: number }} Sample */

/** The steps along a line within a box, at its own distances from the start.
 * @param {Float64Array} line x and y in turn @param {number} lane @param {number[]} box @returns {Sample[]} */
function samples(line, lane, box) {
  const found = /** @type {Sample[]} */ ([]), end = line.length - 2;
  const turn = line[end] < line[0] ? -1 : 1;
  let gone = 0, next = 0;
  for (let i = 2; i <= end; i += 2) {
    const ax = line[i - 2], ay = line[i - 1], dx = line[i] - ax, dy = line[i + 1] - ay, length = Math.hypot(dx, dy);
    if (!length) continue;
    const out = Math.max(ax, ax + dx) < box[0] || Math.min(ax, ax + dx) > box[2]
      || Math.max(ay, ay + dy) < box[1] || Math.min(ay, ay + dy) > box[3];
    if (out) next = Math.max(next, STEP * Math.ceil((gone + length) / STEP));
    for (; next <= gone + length; next += STEP) {
      const share = (next - gone) / length, x = ax + share * dx, y = ay + share * dy;
      if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]) {
        found.push({ lane, x, y, dx: turn * dx / length, dy: turn * dy / length, at: next });
      }
    }
    gone += length;
  }
  return found;
}

const cellOf = (/** @type {number} */ x, /** @type {number} */ y) => Math.floor(x / REACH) * 131071 + Math.floor(y / REACH);

/** The nearest step of each other lane that runs along here. @param {Sample} here @param {Map<number, Sample[]>} grid */
function beside(here, grid) {
  const near = /** @type {Map<number, { far: number, step: Sample }>} */ (new Map());
  for (let x = -1; x <= 1; x += 1) {
    for (let y = -1; y <= 1; y += 1) {
      for (const step of grid.get(cellOf(here.x + x * REACH, here.y + y * REACH)) || []) {
        if (step.lane === here.lane || Math.abs(step.dx * here.dx + step.dy * here.dy) < ALONG) continue;
        const far = Math.hypot(step.x - here.x, step.y - here.y), known = near.get(step.lane);
        if (far < REACH && (!known || far < known.far)) near.set(step.lane, { far, step });
      }
    }
  }
  return near;
}

/** Where a step moves to: its lane beside the first of the lines that run along here.
 * @param {Sample} here @param {Map<number, { far: number, step: Sample }>} near @returns {[number, number]} */
function shiftOf(here, near) {
  if (!near.size) return [0, 0];
  const lanes = [here.lane, ...near.keys()].sort((a, b) => a - b), first = near.get(lanes[0])?.step || here;
  const along = (here.x - first.x) * first.dx + (here.y - first.y) * first.dy;
  const off = (lanes.indexOf(here.lane) - (lanes.length - 1) / 2) * LANE;
  return [first.x + along * first.dx - off * first.dy - here.x, first.y + along * first.dy + off * first.dx - here.y];
}

/** @param {[number, number][]} shifts @param {number} i */
function eased(shifts, i) {
  let x = 0, y = 0, count = 0;
  for (let k = Math.max(0, i - EASE); k <= Math.min(shifts.length - 1, i + EASE); k += 1) {
    x += shifts[k][0];
    y += shifts[k][1];
    count += 1;
  }
  return [x / count, y / count];
}

/** A line with the shifts of its steps. @param {Float64Array} line @param {Sample[]} steps @param {[number, number][]} shifts */
function shifted(line, steps, shifts) {
  const made = [line[0] + shifts[0][0], line[1] + shifts[0][1]], last = steps.length - 1, end = line.length - 2;
  let gone = 0, k = 0;
  const put = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ at) => {
    while (k < last && steps[k + 1].at <= at) k += 1;
    const from = steps[k], to = steps[Math.min(last, k + 1)];
    const share = to.at > from.at ? Math.max(0, Math.min(1, (at - from.at) / (to.at - from.at))) : 0;
    const [ax, ay] = shifts[k], [bx, by] = shifts[Math.min(last, k + 1)];
    made.push(x + ax + share * (bx - ax), y + ay + share * (by - ay));
  };
  for (let i = 2; i <= end; i += 2) {
    const ax = line[i - 2], ay = line[i - 1], dx = line[i] - ax, dy = line[i + 1] - ay, length = Math.hypot(dx, dy);
    const isNear = gone + length >= steps[0].at && gone <= steps[last].at;
    const cuts = isNear ? Math.min(400, Math.max(1, Math.ceil(length / STEP))) : 1;
    for (let c = 1; c <= cuts; c += 1) put(ax + dx * c / cuts, ay + dy * c / cuts, gone + length * c / cuts);
    gone += length;
  }
  return Float64Array.from(made);
}

/** Lines beside each other where they share a bed; a line that shares none is given back as it is.
 * @param {{ line: Float64Array, lane: number }[]} lines x and y in turn; the lowest lane of those that meet leads
 * @param {number[]} box what is in view: left, top, right, bottom */
export function sideBySide(lines, box) {
  const all = lines.map(({ line, lane }) => samples(line, lane, box)), grid = /** @type {Map<number, Sample[]>} */ (new Map());
  all.forEach((steps) => steps.forEach((step) => {
    const cell = cellOf(step.x, step.y), held = grid.get(cell);
    if (held) held.push(step); else grid.set(cell, [step]);
  }));
  return all.map((steps, i) => {
    const shifts = steps.map((step) => shiftOf(step, beside(step, grid)));
    if (!shifts.some(([x, y]) => x || y)) return lines[i].line;
    return shifted(lines[i].line, steps, shifts.map((_, k) => /** @type {[number, number]} */ (eased(shifts, k))));
  });
}

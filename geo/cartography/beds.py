"""Lines that share a bed run side by side: the rule of geo/web/map/beds.js, for paper.

Where lines come nearer to each other than they are wide, each keeps to its own lane beside the
first of them; lines of one lane lie on one another. The shift is found at steps along a line and
eased, so that lines part and meet gently. Lengths are pixels of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, hypot

REACH, LANE, STEP, EASE, ALONG = 6.0, 4.6, 6.0, 5, 0.8
"""How near lines are drawn apart, how far apart then, the step along a line, over how many steps a
shift eases, and the least cosine between lines that run along each other."""

_MOST_CUTS = 400

Point = tuple[float, float]
Line = Sequence[Point]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step along a line: its lane, point, direction from west to east, and way from the start."""

    lane: int
    x: float
    y: float
    dx: float
    dy: float
    way: float


_Cell = tuple[int, int]
_Near = Mapping[int, tuple[float, _Step]]


def _steps(line: Line, lane: int, box: Box) -> list[_Step]:
    """Returns the steps along a line within a box (left, top, right, bottom)."""
    steps: list[_Step] = []
    turn = -1 if line[-1][0] < line[0][0] else 1
    gone = following = 0.0
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        length = hypot(dx, dy)
        if not length:
            continue
        if max(ax, bx) < box[0] or min(ax, bx) > box[2] or max(ay, by) < box[1] or (
                min(ay, by) > box[3]):
            following = max(following, STEP * ceil((gone + length) / STEP))
        while following <= gone + length:
            share = (following - gone) / length
            x, y = ax + share * dx, ay + share * dy
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                steps.append(_Step(lane, x, y, turn * dx / length, turn * dy / length, following))
            following += STEP
        gone += length
    return steps


def _cell(x: float, y: float) -> _Cell:
    return floor(x / REACH), floor(y / REACH)


def _beside(here: _Step, grid: Mapping[_Cell, Sequence[_Step]]) -> _Near:
    """Returns the nearest step of each other lane that runs along here, with its distance."""
    near: dict[int, tuple[float, _Step]] = {}
    column, row = _cell(here.x, here.y)
    for cell in ((column + i, row + k) for i in (-1, 0, 1) for k in (-1, 0, 1)):
        for step in grid.get(cell, ()):
            if step.lane == here.lane or abs(step.dx * here.dx + step.dy * here.dy) < ALONG:
                continue
            distance = hypot(step.x - here.x, step.y - here.y)
            if distance < REACH and (step.lane not in near or distance < near[step.lane][0]):
                near[step.lane] = distance, step
    return near


def _shift(here: _Step, near: _Near) -> Point:
    """Returns how far a step moves to its lane beside the first of the lines that run along."""
    if not near:
        return 0.0, 0.0
    lanes = sorted((here.lane, *near))
    first = near[lanes[0]][1] if lanes[0] in near else here
    along = (here.x - first.x) * first.dx + (here.y - first.y) * first.dy
    off = (lanes.index(here.lane) - (len(lanes) - 1) / 2) * LANE
    return (first.x + along * first.dx - off * first.dy - here.x,
            first.y + along * first.dy + off * first.dx - here.y)


def _eased(shifts: Sequence[Point], place: int) -> Point:
    some = shifts[max(0, place - EASE):place + EASE + 1]
    return sum(x for x, _ in some) / len(some), sum(y for _, y in some) / len(some)


def _shifted(line: Line, steps: Sequence[_Step], shifts: Sequence[Point]) -> list[Point]:
    """Returns a line with the shifts of its steps, between which it moves evenly."""
    moved = [(line[0][0] + shifts[0][0], line[0][1] + shifts[0][1])]
    last, gone, place = len(steps) - 1, 0.0, 0
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        length = hypot(dx, dy)
        is_near = gone + length >= steps[0].way and gone <= steps[last].way
        cuts = min(_MOST_CUTS, max(1, ceil(length / STEP))) if is_near else 1
        for cut in range(1, cuts + 1):
            way = gone + length * cut / cuts
            while place < last and steps[place + 1].way <= way:
                place += 1
            after = min(last, place + 1)
            span = steps[after].way - steps[place].way
            share = max(0.0, min(1.0, (way - steps[place].way) / span)) if span > 0 else 0.0
            (x0, y0), (x1, y1) = shifts[place], shifts[after]
            moved.append((ax + dx * cut / cuts + x0 + share * (x1 - x0),
                          ay + dy * cut / cuts + y0 + share * (y1 - y0)))
        gone += length
    return moved


def side_by_side(lines: Sequence[tuple[Line, int]], box: Box) -> list[Line]:
    """Returns lines, each given with its lane, beside each other where they share a bed.

    A line that shares none comes back as it is. Of those that meet, the lowest lane leads; only
    what lies in the box (left, top, right, bottom) moves.
    """
    steps = [_steps(line, lane, box) for line, lane in lines]
    grid: dict[_Cell, list[_Step]] = {}
    for step in (step for each in steps for step in each):
        grid.setdefault(_cell(step.x, step.y), []).append(step)
    placed: list[Line] = []
    for (line, _), own in zip(lines, steps, strict=True):
        shifts = [_shift(step, _beside(step, grid)) for step in own]
        eased = [_eased(shifts, place) for place in range(len(shifts))]
        placed.append(_shifted(line, own, eased) if any(x or y for x, y in shifts) else line)
    return placed

"""The plot of a series: where its marks and labels stand, in the units of its two axes.

The x axis counts years: 2024 is the middle of that calendar year, so that a point of a year stands
over its number. The y axis has the unit of the series and begins at 0.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import Final, Literal

from geo.presentation.shown_series import ShownPoint, ShownSeries

Side = Literal["above", "below", "right", "left"]

Line = tuple[tuple[float, float], ...]
"""A line through (x, y)."""

APART_TITLE: Final = "Parts of a year"
"""The title over the marks of parts of a year."""

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_TICKS, _MOST_YEARS = 5, 13
_PARTS: Final = 10
"""The parts into which a step of a line is cut, to see whether a label meets it."""
_OVERHANG: Final = 2
"""The letters of a label that may stand beyond the ends of the x axis."""
_ON_LABEL, _ON_MARK, _OUTSIDE = 6, 2, 3
"""How much worse it is for a label to meet another or a mark, or to leave the frame, than to meet a
line."""
_LABEL: Final = 0.075
"""The height of a label, as a share of the y axis."""
_MOST_LABEL: Final = 0.5
"""The most room that is left for a label of a part of a year, as a share of the x axis."""
_LEAST_GAP: Final = 0.1
"""The least room between two marks of parts of a year in one row, in years."""


@dataclass(frozen=True, slots=True)
class PlotMark:
    """A point in its place: from `begins` to `ends` on the x axis, from `low` to `high` on the y.

    `side` says where its label stands. `row` counts the rows of parts of a year from 0.
    """

    point: ShownPoint
    begins: float
    ends: float
    side: Side = "above"
    row: int = 0

    @property
    def x(self) -> float:
        """The middle of its time."""
        return round((self.begins + self.ends) / 2, 3)


@dataclass(frozen=True, slots=True)
class Plot:
    """A series in the units of its axes.

    `years` are the years of the x axis with a label, from `left` to `right`; `ticks` the numbers on
    the y axis, the last of which is its top. `marks` are those of years, `apart` those of parts of
    a year, in so many `rows`. `lines` go through (x, y); `forks` are the x, lowest and highest y of
    disputed years.
    """

    series: ShownSeries
    years: tuple[int, ...]
    left: float
    right: float
    ticks: tuple[float, ...]
    marks: tuple[PlotMark, ...]
    apart: tuple[PlotMark, ...]
    rows: int
    lines: tuple[Line, ...]
    forks: tuple[tuple[float, float, float], ...]

    @property
    def top(self) -> float:
        """The highest number on the y axis; 0 where no year has a point."""
        return self.ticks[-1] if self.ticks else 0.0


def position(day: date, *, ends: bool = False) -> float:
    """Returns a day on the x axis, its beginning or its end: 1 July 2024 → about 2024.0."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - (not ends)) / length - 0.5


def tick_numbers(most: float) -> tuple[float, ...]:
    """Returns about five round numbers from 0 to at least `most`; empty for 0."""
    if most <= 0:
        return ()
    power = 10.0 ** floor(log10(most / _MOST_TICKS))
    step = next(step for step in _STEPS if most / (step * power) <= _MOST_TICKS) * power
    count = ceil(most / step - 1e-9)
    return tuple(float(f"{i * step:.10g}") for i in range(count + 1))


def _mark(point: ShownPoint) -> PlotMark:
    begins, ends = position(point.first), position(point.last, ends=True)
    return PlotMark(point, round(begins, 3), round(ends, 3))


_Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge; the y axis counts 1 from 0 to its top."""


def _label_box(mark: PlotMark, side: Side, top: float, letter: float) -> _Box:
    """The box of a label, whose letters are `letter` years wide."""
    wide, y = letter * (len(mark.point.short) + 1), mark.point.high / top
    left = {"right": mark.x + 1.3 * letter, "left": mark.x - 1.3 * letter - wide}.get(
        side, mark.x - wide / 2)
    bottom = {"above": y + _LABEL / 2, "below": y - 1.5 * _LABEL}.get(side, y - _LABEL / 2)
    return left, bottom, left + wide, bottom + _LABEL


def _meet(one: _Box, other: _Box) -> bool:
    return (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def _sides(mark: PlotMark, same: Sequence[PlotMark]) -> tuple[Side, ...]:
    """The sides on which a label is wished, the best first; `same` are the marks of its time."""
    if mark is same[-1]:
        return ("above", "right", "left", "below") if len(same) > 1 else (
            "above", "below", "right", "left")
    return ("below", "right", "left", "above") if mark is same[0] else (
        "right", "left", "below", "above")


def _on_lines(lines: Iterable[Line], top: float, letter: float) -> Iterator[_Box]:
    """Yields small boxes along lines, but for the ends of each of their steps."""
    for line in lines:
        for (x, y), (next_x, next_y) in pairwise(line):
            for part in range(2, _PARTS - 1):
                at_x = x + (next_x - x) * part / _PARTS
                at_y = (y + (next_y - y) * part / _PARTS) / top
                yield at_x - letter / 4, at_y - 0.01, at_x + letter / 4, at_y + 0.01


@dataclass(frozen=True, slots=True)
class _Frame:
    """The frame in which labels are placed; `letter` is the width of a letter in years."""

    left: float
    right: float
    top: float
    letter: float

    def holds(self, box: _Box) -> bool:
        """Checks whether a label lies inside, above the line of zero."""
        over = _OVERHANG * self.letter
        return box[0] >= self.left - over and box[2] <= self.right + over and box[1] >= 0


@dataclass(slots=True)
class _Labels:
    """What labels must not meet: marks, lines, and the labels that are placed already."""

    frame: _Frame
    marks: list[_Box]
    lines: list[_Box]
    placed: list[_Box]

    def cost(self, box: _Box) -> int:
        """Returns how bad a place for a label is; 0 where it meets nothing."""
        return (_ON_LABEL * sum(_meet(box, other) for other in self.placed)
                + _ON_MARK * sum(_meet(box, other) for other in self.marks)
                + any(_meet(box, other) for other in self.lines)
                + _OUTSIDE * (not self.frame.holds(box)))

    def side(self, mark: PlotMark, same: Sequence[PlotMark]) -> Side:
        """Places the label of a mark on its best side, and returns the side."""
        boxes = {side: _label_box(mark, side, self.frame.top, self.frame.letter)
                 for side in _sides(mark, same)}
        side = min(boxes, key=lambda each: self.cost(boxes[each]))
        self.placed.append(boxes[side])
        return side


def _sided(marks: Iterable[PlotMark], lines: Iterable[Line], frame: _Frame) -> Iterator[PlotMark]:
    """Yields the marks of years, each label on the side where it meets the least."""
    top, letter = frame.top, frame.letter
    in_order = sorted(marks, key=lambda mark: (mark.x, mark.point.high))
    boxes = [(mark.x - letter, mark.point.high / top - _LABEL / 2, mark.x + letter,
              mark.point.high / top + _LABEL / 2) for mark in in_order]
    labels = _Labels(frame, boxes, list(_on_lines(lines, top, letter)), [])
    for _, group in groupby(in_order, key=lambda mark: mark.x):
        same = list(group)
        for mark in (same[-1], *same[:-1]):
            yield replace(mark, side=labels.side(mark, same))


def _in_rows(marks: Sequence[PlotMark], frame: _Frame) -> Iterator[PlotMark]:
    """Yields the marks of parts of a year, in rows in which neither marks nor labels meet.

    A label stands at the right of its mark, or at its left where there is no room.
    """
    rows: list[list[tuple[float, float]]] = []
    for each in marks:
        begin, end, mark = _with_label(each, frame)
        row = next((i for i, taken in enumerate(rows) if all(
            end + _LEAST_GAP <= other_begin or other_end + _LEAST_GAP <= begin
            for other_begin, other_end in taken)), len(rows))
        rows[row:row + 1] = [[*(rows[row] if row < len(rows) else ()), (begin, end)]]
        yield replace(mark, row=row)


def _with_label(mark: PlotMark, frame: _Frame) -> tuple[float, float, PlotMark]:
    """Returns where a mark with its label begins and ends, and the mark with the label's side."""
    wide = frame.letter * (len(mark.point.short) + 1)
    if mark.ends + wide > frame.right and mark.begins - wide >= frame.left:
        return mark.begins - wide, mark.ends, replace(mark, side="left")
    return mark.begins, mark.ends + wide, replace(mark, side="right")


def _years(left: float, right: float) -> tuple[int, ...]:
    first, last = ceil(left), floor(right)
    step = max(1, ceil((last - first + 1) / _MOST_YEARS))
    return tuple(range(last, first - 1, -step))[::-1]


def plot(series: ShownSeries, letters: int = 64) -> Plot:
    """Returns the plot of a series. `letters` counts the small letters that its width holds."""
    all_marks = tuple(map(_mark, series.points))
    left = floor(min(mark.begins for mark in all_marks) + 0.5) - 0.5
    last = ceil(max(mark.ends for mark in all_marks) - 0.5) + 0.5
    years = [mark for mark in all_marks if not mark.point.is_apart]
    parts = sorted((mark for mark in all_marks if mark.point.is_apart),
                   key=lambda mark: (mark.begins, mark.ends))
    right = _room(parts, left, last, letters)
    ticks = tick_numbers(max((mark.point.high for mark in years), default=0.0))
    frame = _Frame(left, right, ticks[-1] if ticks else 1.0, (right - left) / letters)
    apart = tuple(_in_rows(parts, frame))
    lines = tuple(tuple((all_marks[place].x, series.points[place].low) for place in line)
                  for line in series.lines)
    return Plot(series, _years(left, last), left, right, ticks,
                tuple(_sided(years, lines, frame)), apart,
                max((mark.row + 1 for mark in apart), default=0), lines, tuple(_forks(years)))


def _room(parts: Iterable[PlotMark], left: float, last: float, letters: int) -> float:
    """Returns the right end of the x axis, with room for labels that fit on neither side."""
    right = last
    for mark in parts:
        share = min(_MOST_LABEL, (len(mark.point.short) + 1) / letters)
        if mark.begins - left < share * (last - left):
            right = max(right, (mark.ends - left * share) / (1 - share))
    return right


def _forks(marks: Iterable[PlotMark]) -> Iterator[tuple[float, float, float]]:
    """Yields the x, lowest and highest y of years of which figures differ."""
    disputed = [mark for mark in marks if mark.point.is_disputed]
    for x in dict.fromkeys(mark.x for mark in disputed):
        values = [mark.point.high for mark in disputed if mark.x == x]
        yield x, min(values), max(values)

"""A chart laid out once in points, as shapes that SVG, PNG and PDF draw as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from types import MappingProxyType
from typing import Final

from geo.cartography.lettering import clean, measure, wrap
from geo.cartography.shapes import Anchor, Area, Dot, Label, LaidStroke, Path, Point, Ring
from geo.catalog.series import PointKind
from geo.export.chart.look import ACCENT, INK, PAPER, QUIET, RULE
from geo.export.chart.plot import APART_TITLE, Plot, PlotMark, Side, plot
from geo.presentation.shown_series import ShownSeries

Shape = Area | Path | Label | Dot

SIZE: Final = 9.0
"""The size of the letters in a chart, in points."""

_PANEL, _ROW, _APART, _HEAD, _FOOT = 122.0, 14.0, 15.0, 17.0, 16.0
_LEADING: Final = 1.3
_LETTER: Final = 0.62
"""The width of a letter, as a share of its size."""
_MARK, _DOT, _BAR = 4.2, 3.0, 3.0
_LINE: Final = LaidStroke(ACCENT, 1.5)
_OUTLINE: Final = LaidStroke(INK, 1.1)
_PART: Final = LaidStroke(INK, 0.9, (2.4, 1.6))
_FORK: Final = LaidStroke(INK, 0.8, (1.4, 2.0))
_GRID: Final = LaidStroke(RULE, 0.6, (0.8, 2.2))
_ZERO: Final = LaidStroke(INK, 0.8)
_CORNERS: Final = MappingProxyType[PointKind, tuple[int, float]]({
    "forecast": (4, 0.0), "target": (3, 0.0), "designed": (4, pi / 4), "potential": (3, pi)})
"""The corners of a mark, and its turn from a corner at the top."""


@dataclass(frozen=True, slots=True)
class LaidChart:
    """A chart in a rectangle of `width` by `height` points from its top left corner.

    `title` names it and `description` tells it to whoever does not see it.
    """

    width: float
    height: float
    title: str
    description: str
    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """The look of a text; `size` is in points."""

    size: float = SIZE
    colour: str = INK
    bold: bool = False
    italic: bool = False


PLAIN: Final = Letters()
_TICK: Final = Letters(colour=QUIET)


def text_label(words: str, at: Point, look: Letters = PLAIN, anchor: Anchor = "start") -> Label:
    """Returns a text whose middle height is at a point."""
    said = clean(words)
    width = measure(said, look.size, bold=look.bold, italic=look.italic)
    return Label(said, (round(at[0], 2), round(at[1], 2)), look.size, bold=look.bold,
                 italic=look.italic, colour=look.colour, anchor=anchor, kind="text",
                 width=round(width, 2), halo=0.0)


def text_lines(words: str, at: Point, width: float, look: Letters, most: int = 3
               ) -> tuple[Label, ...]:
    """Returns a text in lines of a width, from a top left corner down."""
    lines = wrap(clean(words), width, look.size, bold=look.bold, most=most)
    return tuple(text_label(line, (at[0], at[1] + look.size * (0.65 + _LEADING * i)), look)
                 for i, line in enumerate(lines))


def lines_height(count: int, size: float) -> float:
    """Returns the height of so many lines of text, in points."""
    return count * size * _LEADING


def _ring(at: Point, corners: int, turn: float, radius: float) -> Ring:
    points = [(round(at[0] + radius * sin(turn + 2 * pi * i / corners), 2),
               round(at[1] - radius * cos(turn + 2 * pi * i / corners), 2))
              for i in range(corners)]
    return (*points, points[0])


def _box(left: float, top: float, right: float, bottom: float) -> Ring:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return tuple((round(x, 2), round(y, 2)) for x, y in corners)


def _hollow(ring: Ring, stroke: LaidStroke) -> Iterator[Shape]:
    yield Area("mark", (ring,), PAPER)
    yield Path("mark", ring, stroke)


def _tick_words(number: float) -> str:
    return f"{number:,.10g}"


class _Frame:
    """The rectangle of a plot in a chart, and where its axes lie."""

    def __init__(self, drawn: Plot, top: float, width: float) -> None:
        self.drawn = drawn
        ticks = [measure(_tick_words(tick), SIZE) for tick in drawn.ticks]
        self.left = max(ticks, default=0.0) + 6
        self.right = width - 2 * SIZE * _LETTER
        self.high = top + (_HEAD if drawn.ticks else 0.0)
        self.zero = self.high + (_PANEL if drawn.ticks else 0.0)
        self.bottom = self.zero + (_APART + _ROW * drawn.rows if drawn.rows else 0.0)

    def x(self, years: float) -> float:
        """Returns where a time lies."""
        drawn = self.drawn
        share = (years - drawn.left) / (drawn.right - drawn.left)
        return round(self.left + share * (self.right - self.left), 2)

    def y(self, number: float) -> float:
        """Returns where a number lies."""
        return round(self.zero - number / self.drawn.top * (self.zero - self.high), 2)

    def axes(self) -> Iterator[Shape]:
        """Yields the grid with its numbers, and the years below."""
        for tick in self.drawn.ticks:
            y = self.y(tick)
            yield Path("grid", ((self.left, y), (self.right, y)), _GRID if tick else _ZERO)
            yield text_label(_tick_words(tick), (self.left - 5, y), _TICK, "end")
        shown_right = -1.0
        for year in self.drawn.years:
            label = text_label(f"{year}", (self.x(year), self.bottom + _FOOT / 2), _TICK, "middle")
            if label.box[0] > shown_right:
                yield label
                shown_right = label.box[2] + 3

    def lines(self) -> Iterator[Shape]:
        """Yields the lines through years, and the dotted ones between figures that differ."""
        for line in self.drawn.lines:
            yield Path("line", tuple((self.x(x), self.y(y)) for x, y in line), _LINE)
        for x, low, high in self.drawn.forks:
            yield Path("fork", ((self.x(x), self.y(low)), (self.x(x), self.y(high))), _FORK)

    def mark(self, mark: PlotMark) -> Iterator[Shape]:
        """Yields the mark of a year."""
        point, x = mark.point, self.x(mark.x)
        if point.low != point.high:
            yield from _hollow(_box(x - _BAR, self.y(point.high), x + _BAR, self.y(point.low)),
                               _OUTLINE)
        elif point.kind_id == "result":
            yield Dot((x, self.y(point.high)), _DOT, ACCENT, ACCENT)
        else:
            corners, turn = _CORNERS[point.kind_id]
            yield from _hollow(_ring((x, self.y(point.high)), corners, turn, _MARK), _OUTLINE)

    def label(self, mark: PlotMark) -> Label:
        """Returns the label of a year."""
        x, y = self.x(mark.x), self.y(mark.point.high)
        places: dict[Side, tuple[float, float, Anchor]] = {
            "above": (x, y - SIZE, "middle"), "below": (x, y + SIZE * 1.1, "middle"),
            "right": (x + 7, y, "start"), "left": (x - 7, y, "end")}
        at_x, at_y, anchor = places[mark.side]
        return text_label(mark.point.short, (at_x, at_y), PLAIN, anchor)

    def apart(self) -> Iterator[Shape]:
        """Yields the parts of a year, below the line of zero."""
        if self.drawn.apart:
            yield text_label(APART_TITLE, (self.left, self.zero + _APART / 2),
                             Letters(SIZE - 0.5, QUIET, italic=True))
        for mark in self.drawn.apart:
            middle = self.zero + _APART + _ROW * (mark.row + 0.5)
            begins, ends = self.x(mark.begins), self.x(mark.ends)
            yield from _hollow(_box(begins, middle - 3.2, ends, middle + 3.2), _PART)
            if mark.side == "left":
                yield text_label(mark.point.short, (begins - 4, middle), PLAIN, "end")
            else:
                yield text_label(mark.point.short, (ends + 4, middle))


def lay_chart(series: ShownSeries, width: float, headings: Sequence[str] = ()) -> LaidChart:
    """Returns the chart of a series in a width of points, under headings if there are any.

    The first heading is set in bold letters.
    """
    items: list[Shape] = []
    top = 2.0
    for i, words in enumerate(headings):
        look = Letters(SIZE + 0.5, QUIET) if i else Letters(SIZE + 1.5, bold=True)
        lines = text_lines(words, (0.0, top), width, look)
        items += lines
        top += lines_height(len(lines), look.size) + 1
    drawn = plot(series, round(width * 0.88 / (SIZE * _LETTER)))
    frame = _Frame(drawn, top, width)
    items += [*frame.axes(), *frame.lines(), *(shape for mark in drawn.marks
                                               for shape in frame.mark(mark)),
              *map(frame.label, drawn.marks), *frame.apart()]
    return LaidChart(width, round(frame.bottom + _FOOT, 2), f"{series.subject}: {series.title}",
                     series.description, tuple(items))

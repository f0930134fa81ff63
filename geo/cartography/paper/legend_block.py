"""The legend as a block of text and swatches, in one column or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from geo.cartography.lettering import measure, wrap
from geo.cartography.shapes import (
    MAP_PALETTE,
    Dot,
    Label,
    LegendEntry,
    LegendGroup,
    MapLayout,
    Path,
    Point,
)

Drawn = Label | Path | Dot

_INK, _QUIET = MAP_PALETTE["ink"], "#45525e"
_SWATCH: Final = 2.5
_ENTRY_LINES = 4
_LEAST: Final = 5.0
"""The least size of a legend's type, in points."""
_MOST_COLUMNS: Final = 4
_WIDEST: Final = (16.0, 19.0, 23.0)
"""The widest column of a legend on a map, in sizes of its type."""
_NARROWEST: Final = 15.0
_BETWEEN: Final = 1.6


def text_label(words: str, at: Point, size: float, *, bold: bool = False, colour: str = _INK
               ) -> Label:
    """Returns a label without a halo that begins at a point."""
    return Label(words, (round(at[0], 2), round(at[1], 2)), size, bold=bold, italic=False,
                 colour=colour, anchor="start", kind="text",
                 width=round(measure(words, size, bold=bold), 2), halo=0.0)


def moved(labels: Iterable[Label], by: Point) -> Iterator[Label]:
    """Yields labels, moved."""
    return (replace(label, at=(round(label.at[0] + by[0], 2), round(label.at[1] + by[1], 2)))
            for label in labels)


@dataclass(slots=True)
class Column:
    """Lines of text set from the top down; `y` is where the next one begins."""

    x: float
    y: float
    width: float

    def lines(self, words: str, size: float, *, bold: bool = False, colour: str = _INK,
              most: int = 99) -> Iterator[Label]:
        """Yields words line by line."""
        for line in wrap(words, self.width, size, bold=bold, most=most):
            yield text_label(line, (self.x, self.y + size * 0.66), size, bold=bold, colour=colour)
            self.y += size * 1.32

    def entry(self, entry: LegendEntry, size: float) -> Iterator[Drawn]:
        """Yields the swatch of an entry and its words."""
        swatch = size * _SWATCH
        middle = self.y + size * 0.66
        for stroke in entry.strokes:
            ends = ((self.x, round(middle, 2)), (round(self.x + swatch, 2), round(middle, 2)))
            yield Path("legend", ends, stroke)
        if entry.dot:
            yield replace(entry.dot, at=(round(self.x + swatch / 2, 2), round(middle, 2)))
        inner = Column(self.x + swatch + size * 0.7, self.y, self.width - swatch - size * 0.7)
        yield from inner.lines(entry.words, size, most=_ENTRY_LINES)
        self.y = inner.y + size * 0.1

    def group(self, group: LegendGroup, size: float) -> Iterator[Drawn]:
        """Yields a group under its title."""
        yield from self.lines(group.title, size, bold=True)
        self.y += size * 0.1
        for entry in group.entries:
            yield from self.entry(entry, size)
        self.y += size * 0.55


def _height(groups: Iterable[LegendGroup], width: float, size: float) -> float:
    column = Column(0.0, 0.0, width)
    for group in groups:
        for _ in column.group(group, size):
            pass
    return column.y


@dataclass(frozen=True, slots=True)
class Setting:
    """How a legend is set: in how many columns, the widest of them in sizes of type, the type."""

    columns: int
    widest: float
    size: float

    def width(self, groups: Iterable[LegendGroup]) -> float:
        """Returns the width that the words of a column ask for, in points."""
        widths = [0.0]
        for group in groups:
            widths.append(measure(group.title, self.size, bold=True))
            widths += [measure(entry.words, self.size) + (_SWATCH + 0.7) * self.size
                       for entry in group.entries]
        return min(max(widths) + 1, self.widest * self.size)

    def parted(self, groups: Sequence[LegendGroup]) -> list[Sequence[LegendGroup]]:
        """Returns the groups in columns, in their order, so that the highest column is lowest."""
        columns = min(self.columns, len(groups)) or 1
        heights: dict[tuple[int, int], float] = {}

        def height(span: tuple[int, int]) -> float:
            if span not in heights:
                part = groups[slice(*span)]
                heights[span] = _height(part, self.width(part), self.size)
            return heights[span]

        def spans(cuts: tuple[int, ...]) -> list[tuple[int, int]]:
            return list(zip((0, *cuts), (*cuts, len(groups)), strict=True))

        best = min(map(spans, combinations(range(1, len(groups)), columns - 1)),
                   key=lambda parted: max(map(height, parted)), default=[(0, len(groups))])
        return [groups[slice(*span)] for span in best]


@dataclass(frozen=True, slots=True)
class Block:
    """A legend as it is set, and its size with its padding."""

    setting: Setting
    width: float
    height: float


def _set(layout: MapLayout, at: Point, setting: Setting, width: float = 0.0
         ) -> tuple[list[Drawn], float, float]:
    """Returns the legend in columns, and the x and y where it ends; the notes if it is empty.

    A single column is `width` wide if that is given.
    """
    items: list[Drawn] = []
    size = setting.size
    if not layout.legend:
        notes = Column(*at, width or _NARROWEST * size)
        items = [line for note in layout.notes for line in notes.lines(note, size, colour=_QUIET)]
        return items, at[0] + notes.width, notes.y
    x, bottom = at[0], at[1]
    for groups in setting.parted(layout.legend):
        wide = width if width and setting.columns == 1 else setting.width(groups)
        column = Column(x, at[1], wide)
        for group in groups:
            items += column.group(group, size)
        x, bottom = x + wide + _BETWEEN * size, max(bottom, column.y)
    return items, x - _BETWEEN * size, bottom - size * 0.55


def panel(layout: MapLayout, at: Point, room: tuple[float, float], setting: Setting
          ) -> list[Drawn]:
    """Returns the legend in the largest type, at most that of a setting, that fits the room."""
    while True:
        items, right, bottom = _set(layout, at, setting, room[0] if setting.columns == 1 else 0.0)
        fits = bottom <= at[1] + room[1] + 0.5 and right <= at[0] + room[0] + 0.5
        if fits or setting.size <= _LEAST:
            return items
        setting = replace(setting, size=setting.size * 0.97)


def legend_blocks(layout: MapLayout, size: float, highest: float) -> tuple[Block, ...]:
    """Returns the legend in one, two and more columns, narrower and wider ones.

    One that is higher than `highest` is left out.
    """
    if not (layout.legend or layout.notes):
        return ()
    blocks = []
    for columns, widest in product(range(1, min(_MOST_COLUMNS, max(1, len(layout.legend))) + 1),
                                   _WIDEST):
        setting = Setting(columns, widest, size)
        _, right, bottom = _set(layout, (0.0, 0.0), setting)
        if bottom + 2 * size <= highest:
            blocks.append(Block(setting, right + 2 * size, bottom + 2 * size))
    return tuple(blocks)

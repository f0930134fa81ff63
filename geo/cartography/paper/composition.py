"""Composes a sheet: what its map shows, and where legend and inset lie without hiding a line.

The routes fill the map as far as they can. What their shape leaves empty, land or sea, holds the
legend and the inset. Where no place on the map is free, they stand in a panel beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import atan, degrees, pi, sinh
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiLineString

from geo.cartography.layout import bounds_shown, frame_of
from geo.cartography.paper.legend_block import Block
from geo.cartography.projection import Bounds, Frame, frame_around, unit_points
from geo.cartography.shapes import Box

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

INSET_TITLE: Final = "The South Caucasus"
INSET: Final[Bounds] = (42.85, 38.35, 50.1, 41.95)
"""What the inset shows: from Kars to Baku and from Tabriz's north to Tbilisi."""
_INSET_LEAST: Final = 1.7
"""An inset is drawn where it is at least so much larger than the map."""
_INSET_ROUTES: Final = 2
"""An inset is drawn where so many routes lie in it."""

_SCALES: Final = (1.06, 1.03, 1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7, 0.65, 0.6)
"""The scales tried, as parts of the largest at which all routes fit."""
_ROOM: Final = 0.9
"""The part of the map's width and height that the routes may take."""
_SHIFTS: Final = (0.0, 0.17, 0.33, 0.5, 0.67, 0.83, 1.0)
_COARSE: Final = 2.0
"""The tolerance of the lines that no box may touch, in points."""
_INSET_WIDTHS: Final = (0.46, 0.42, 0.38, 0.34, 0.32, 0.3, 0.28, 0.26, 0.24, 0.22)
"""The widths of an inset, as parts of the map's."""
_ENOUGH: Final = 0.3
"""The width of an inset, as part of the map's, beyond which more is worth less."""

_ALONG: Final = (0.5, 0.25, 0.75)
"""Where along a side of the map a box may lie, as parts of what is free."""

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Composition:
    """A frame, the boxes of legend and inset on it, in points, and which legend's it is.

    `legend` is None where it has no room on the map, `inset` where none is drawn on it.
    """

    frame: Frame
    legend: Box | None = None
    block: Block | None = None
    inset: Box | None = None


def _in_inset(extract: Extract) -> int:
    """Counts the featured routes that cross what an inset shows."""
    west, south, east, north = INSET
    middle = shapely.box(west + 1, south + 0.3, east - 1, north - 0.3)
    return sum(bool(entry.alignment.line.intersects(middle)) for entry in extract.shown.entries
               if entry.route.role != "context")


def _inset_sizes(extract: Extract, frame: Frame, strip: float) -> list[Size]:
    """Returns the sizes of an inset, largest first, with the strip of its title; maybe none."""
    if _in_inset(extract) < _INSET_ROUTES:
        return []
    (left, top), (right, bottom) = unit_points([(INSET[3], INSET[0]), (INSET[1], INSET[2])])
    x, y = frame.from_unit(np.array([((left + right) / 2, (top + bottom) / 2)]))[0]
    if not (0 < x < frame.width and 0 < y < frame.height):
        return []
    shape = (bottom - top) / (right - left)
    widths = [part * frame.width for part in _INSET_WIDTHS]
    return [(wide, wide * shape + strip) for wide in widths
            if wide / (right - left) > _INSET_LEAST * frame.world
            and wide * shape + strip < frame.height * 0.7]


def _grown(box: Box, size: Size, frame: Frame) -> Box | None:
    """Returns a box of a size at the same corner or side of a frame; None if it leaves it."""
    edges = []
    for start, end, long, side in ((box[0], box[2], size[0], frame.width),
                                   (box[1], box[3], size[1], frame.height)):
        free = side - (end - start)
        part = start / free if free > 0 else 0.0
        edges.append((part * (side - long), part * (side - long) + long))
        if long > side:
            return None
    (left, right), (top, bottom) = edges
    return left, top, right, bottom


def _worth(scale: float, inset: float) -> float:
    """Returns how good a map of a scale is with an inset of some width, as part of the map's."""
    return 0.5 * scale + 0.9 * min(inset, _ENOUGH) + 0.3 * max(0.0, inset - _ENOUGH)


def _spots(size: Size, frame: Frame) -> list[Box]:
    """Returns boxes of a size in the corners of a frame, then along its sides."""
    wide, high = size
    right, bottom = frame.width - wide, frame.height - high
    if right < 0 or bottom < 0:
        return []
    places = [*product((0.0, right), (bottom, 0.0)),
              *product((0.0, right), (bottom * part for part in _ALONG)),
              *product((right * part for part in _ALONG), (bottom, 0.0))]
    return [(x, y, x + wide, y + high) for x, y in places]


def _frames(bounds: Bounds, frame: Frame) -> Iterator[tuple[float, float, Frame]]:
    """Yields scale, distance from the middle, and frame, for each scale and each shift."""
    (left, top), (right, bottom) = unit_points([(bounds[3], bounds[0]), (bounds[1], bounds[2])])
    for scale in _SCALES:
        world = frame.world * scale
        slack = [max(0.0, side * _ROOM - (high - low) * world) for side, low, high in (
            (frame.width, left, right), (frame.height, top, bottom))]
        for across, down in product(_SHIFTS, _SHIFTS):
            x = (left + right) / 2 - (across - 0.5) * slack[0] / world
            y = (top + bottom) / 2 - (down - 0.5) * slack[1] / world
            yield scale, abs(across - 0.5) + abs(down - 0.5), replace(
                frame, world=world, lon=x * 360, lat=degrees(atan(sinh(-2 * pi * y))))


def _free(lines: MultiLineString, boxes: Sequence[Box], frame: Frame, pad: float
          ) -> NDArray[np.bool_]:
    """Returns which boxes no line touches. The lines are in parts of the world's circumference."""
    if not boxes:
        return np.zeros(0, dtype=bool)
    left, top, _, _ = frame.unit_box
    rows = np.array(boxes)
    rows = (rows + np.array([-pad, -pad, pad, pad])) / frame.world + np.array([left, top] * 2)
    free: NDArray[np.bool_] = ~shapely.intersects(lines, shapely.box(*rows.T))
    return free


def _apart(one: Box, two: Box) -> bool:
    return (one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3])


@dataclass(frozen=True, slots=True)
class Search:
    """What is composed: the routes, the sizes of the legend by columns, and of the inset."""

    lines: MultiLineString
    legends: tuple[Block, ...]
    insets: tuple[Size, ...]
    pad: float

    def _legends(self, frame: Frame) -> Iterator[tuple[Block, Box]]:
        """Yields the legends and their boxes that hide no line."""
        spots = [(block, spot) for block in self.legends
                 for spot in _spots((block.width, block.height), frame)]
        free = _free(self.lines, [spot for _, spot in spots], frame, self.pad)
        yield from (spot for spot, is_free in zip(spots, free, strict=True) if is_free)

    def best_in(self, frame: Frame, least: float = 0.0) -> tuple[float, Composition] | None:
        """Returns the width of the largest inset in a frame, as part of it, and the places.

        One that is no wider than `least` is not sought.
        """
        legends = list(self._legends(frame)) if self.legends else [(None, None)]
        if not legends:
            return None
        if not self.insets:
            return 0.0, Composition(frame, legends[0][1], legends[0][0])
        insets = [spot for size in self.insets if size[0] > least * frame.width
                  for spot in _spots(size, frame)]
        for inset, is_free in zip(insets, _free(self.lines, insets, frame, self.pad), strict=True):
            for block, legend in legends if is_free else ():
                if legend is None or _apart(inset, legend):
                    return ((inset[2] - inset[0]) / frame.width,
                            Composition(frame, legend, block, inset))
        return None

    def grown(self, found: Composition, larger: Sequence[Block]) -> Composition:
        """Returns a composition with its legend in the largest type that its corner holds."""
        if not (found.legend and found.block):
            return found
        now = found.block.setting
        for block in sorted(larger, key=lambda block: -block.setting.size):
            box = _grown(found.legend, (block.width, block.height), found.frame)
            if (block.setting.columns == now.columns and block.setting.size > now.size and box
                    and not (found.inset and not _apart(found.inset, box))
                    and _free(self.lines, [box], found.frame, self.pad)[0]):
                return replace(found, legend=box, block=block)
        return found


def _unit_lines(extract: Extract, frame: Frame) -> MultiLineString:
    """Returns all lines shown, simplified to a point, in parts of the world's circumference."""
    lines = [shapely.transform(entry.alignment.line, lambda rows: unit_points(rows[:, ::-1]))
             for entry in extract.shown.entries]
    joined = shapely.simplify(MultiLineString(
        [part for line in lines for part in getattr(line, "geoms", [line])]), _COARSE / frame.world)
    shapely.prepare(joined)
    return joined


def inset_frame(size: Size, type_size: float) -> Frame:
    """Returns what an inset of a size shows, with names of a size of type."""
    return replace(frame_around(INSET, *size, margin=0.0), px=type_size / 12.5,
                   type_size=type_size)


def shown_in(frame: Frame) -> Box:
    """Returns the box on a map that the inset shows."""
    west, south, east, north = INSET
    (left, top), (right, bottom) = frame.point(north, west), frame.point(south, east)
    return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Room:
    """The map to be composed: its size in points, that of its names, and of an inset's title.

    Its scale is no less than `least` of that at which the routes fill the map.
    """

    size: Size
    type_size: float
    strip: float
    least: float


def compose(extract: Extract, room: Room, legends: tuple[Block, ...],
            larger: Sequence[Block] = ()) -> Composition:
    """Returns the best composition of a map.

    `legends` are the sizes of the legend in columns; without them only the inset is placed.
    `larger` are the same in larger type, to which it grows where there is room.
    """
    frame = replace(frame_of(extract, *room.size), type_size=room.type_size)
    search = Search(_unit_lines(extract, frame), legends,
                    tuple(_inset_sizes(extract, frame, room.strip)), room.type_size * 0.7)
    if extract.view.camera or not extract.shown.entries:
        found = search.best_in(frame)
        return search.grown(found[1], larger) if found else Composition(frame)
    bounds = bounds_shown(extract)
    best, worth = Composition(frame), -1.0
    widest = max((wide / frame.width for wide, _ in search.insets), default=0.0)
    for scale, aside, candidate in _frames(bounds, frame):
        most = _worth(scale, widest)
        if scale < room.least or most <= worth:
            continue
        found = search.best_in(candidate, next(
            (part for part in _INSET_WIDTHS if _worth(scale, part) <= worth), 0.0))
        if found and (total := _worth(scale, found[0]) - 0.01 * aside) > worth:
            best, worth = found[1], total
    return search.grown(best, larger)

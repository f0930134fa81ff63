"""Spots for country names: in the largest part of a country in view, clear of every line.

A name is a level box. Along a strip as high as the box, every line that enters it (borders, coasts,
lines in dispute) covers a stretch; what is left between two stretches is a gap that no line
crosses. A gap inside the country, as wide as the name, holds it. `geo/web/map/countries.js` does
the same on the screen, with the same numbers. A name that fits nowhere is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geo.cartography.basemap import Basemap, parts
from geo.cartography.projection import Frame

Segments = NDArray[np.float64]
"""Rows of x, y, x, y: a straight piece of line each, in points."""

HEIGHT: Final = 1.24
"""The height of a name's box in sizes of its type."""
CLEAR: Final = 0.3
"""The least distance of a name's box from a line, in sizes of its type, for halo and stroke."""
_ROOMY: Final = 0.9
"""The distance that is tried first: a name away from its borders reads best."""
SCALES: Final = (1.0, 0.86, 0.74)
"""A name that does not fit is tried in smaller type."""
LEAST_SIZE: Final = 5.3
"""No smaller than this, in points."""
_STEP = 0.3
"""The distance from strip to strip, in sizes of type."""
_ALONG = 0.5
"""The distance from spot to spot along a gap, in widths of the name."""


def segments(shapes: Iterable[BaseGeometry]) -> Segments:
    """Returns the straight pieces of lines, and of the outlines of areas."""
    rows = [np.empty((0, 4))]
    for shape in shapes:
        for part in parts(shape):
            rings = (part.exterior, *part.interiors) if isinstance(part, Polygon) else (part,)
            for ring in rings:
                points = shapely.get_coordinates(ring)
                rows.append(np.hstack((points[:-1], points[1:])))
    return np.concatenate(rows)


def _near(lines: Segments, bounds: tuple[float, float, float, float]) -> Segments:
    left, top, right, bottom = bounds
    return lines[(np.minimum(lines[:, 0], lines[:, 2]) <= right)
                 & (np.maximum(lines[:, 0], lines[:, 2]) >= left)
                 & (np.minimum(lines[:, 1], lines[:, 3]) <= bottom)
                 & (np.maximum(lines[:, 1], lines[:, 3]) >= top)]


def gaps(lines: Segments, middles: NDArray[np.float64], half: float) -> NDArray[np.float64]:
    """Returns rows of strip, left and right: the stretches between the lines that enter a strip.

    Strips lie `half` above and below each of `middles`, which ascend by the same step.
    """
    step = middles[1] - middles[0] if len(middles) > 1 else 1.0
    low, high = np.minimum(lines[:, 1], lines[:, 3]), np.maximum(lines[:, 1], lines[:, 3])
    first = np.maximum(np.ceil((low - half - middles[0]) / step), 0).astype(int)
    last = np.minimum(np.floor((high + half - middles[0]) / step), len(middles) - 1).astype(int)
    strip_counts = np.maximum(last - first + 1, 0)
    line_numbers = np.repeat(np.arange(len(lines)), strip_counts)
    strip = (
        first[line_numbers]
        + np.arange(len(line_numbers))
        - np.repeat(np.cumsum(strip_counts) - strip_counts, strip_counts)
    )
    x, y = lines[line_numbers, 0], lines[line_numbers, 1]
    width, height = lines[line_numbers, 2] - x, lines[line_numbers, 3] - y
    level = height == 0
    fall = np.where(level, 1.0, height)
    ends = [x + width * np.clip(np.where(level, side, (middles[strip] + edge - y) / fall), 0, 1)
            for side, edge in ((0.0, -half), (1.0, half))]
    left, right = np.minimum(*ends), np.maximum(*ends)
    order = np.lexsort((left, strip))
    left, right, strip = left[order], right[order], strip[order]
    # Each strip is moved beyond the one before it, so that one pass finds how far all reach.
    offset = strip * (np.ptp(lines[:, ::2]) + 1 if len(lines) else 1.0)
    reach = np.maximum.accumulate(right + offset)[:-1] - offset[:-1]
    gap_rows: NDArray[np.float64] = np.column_stack((strip[:-1], reach, left[1:]))
    open_ones: NDArray[np.bool_] = (strip[1:] == strip[:-1]) & (left[1:] > reach)
    return np.compress(open_ones, gap_rows, axis=0)


@dataclass(frozen=True)
class CountryRoom:
    """The largest part of a country in view, with the lines in it, in points.

    No name crosses the `lines`; it may cross `soft` ones, the shores of lakes, only where there is
    no other room.
    """

    part: Polygon
    lines: Segments
    soft: Segments

    @cached_property
    def _hard(self) -> Segments:
        return np.concatenate((segments([self.part]), _near(self.lines, self.part.bounds)))

    @cached_property
    def _all(self) -> Segments:
        return np.concatenate((self._hard, _near(self.soft, self.part.bounds)))

    def middles(self, wide: float, size: float, clear: float, *, soft: bool = True
                ) -> NDArray[np.float64]:
        """Returns rows of x, y: possible middles of a name of `wide` points in a size of type."""
        left, top, right, bottom = self.part.bounds
        needed, half = wide + 2 * clear * size, (HEIGHT / 2 + clear) * size
        if right - left < needed or bottom - top < 2 * half:
            return np.empty((0, 2))
        strips = np.arange(top + half, bottom - half + 1e-9, _STEP * size)
        gap_rows = gaps(self._all if soft else self._hard, strips, half)
        strip, start, end = gap_rows[gap_rows[:, 2] - gap_rows[:, 1] >= needed].T
        side = ((end - start - needed) / 2 / (_ALONG * needed)).astype(int)
        gap_numbers = np.repeat(np.arange(len(side)), 2 * side + 1)
        steps = np.arange(len(gap_numbers)) - np.repeat(
            np.cumsum(2 * side + 1) - side - 1, 2 * side + 1
        )
        middles = np.column_stack(((start + end)[gap_numbers] / 2 + steps * _ALONG * needed,
                                   strips[strip[gap_numbers].astype(int)]))
        shapely.prepare(self.part)
        return middles[shapely.contains_xy(self.part, middles)]

    def spots(self, wide: float, size: float, home: tuple[float, float], largest: float = 1.0
              ) -> Iterator[tuple[float, list[tuple[float, float]]]]:
        """Yields sizes of type, best first, each with the free middles, best first.

        `wide` is the name's width in the size asked for; first it is tried `largest` times as
        large, with room around it. The middle nearest to `home` is best, or
        to the middle of the part where `home` lies outside it.
        """
        middle = home if shapely.contains_xy(self.part, *home) else self.part.centroid.coords[0]
        sizes = dict.fromkeys(max(size * scale, min(size, LEAST_SIZE)) for scale in SCALES)
        roomy = dict.fromkeys((size * largest, size))
        attempts = [*((type_size, _ROOMY, True) for type_size in roomy),
                    *((type_size, CLEAR, True) for type_size in sizes), (min(sizes), CLEAR, False)]
        for type_size, clear, soft in attempts:
            free = self.middles(wide * type_size / size, type_size, clear, soft=soft)
            if len(free):
                order = np.argsort(np.hypot(*(free - middle).T), kind="stable")
                yield type_size, [(float(x), float(y)) for x, y in free[order]]


def _room(land: BaseGeometry, lines: Segments, soft: Segments) -> CountryRoom | None:
    areas = [part for part in parts(land) if isinstance(part, Polygon)]
    if not areas:
        return None
    return CountryRoom(max(areas, key=lambda part: part.area), lines, soft)


def country_rooms(basemap: Basemap, frame: Frame, depiction: str
                  ) -> Iterator[tuple[Mapping[str, Any], CountryRoom]]:
    """Yields each country of the basemap with land in the frame, and the room for its name."""
    disputed = zip(basemap.document.get("disputed", ()), basemap.disputed.cut(frame), strict=True)
    drawn = [lines for item, lines in disputed
             if depiction in item.get("depictions", ("un", "de-facto"))]
    lines = segments((*basemap.borders.cut(frame), *drawn))
    soft = segments((*basemap.lakes.cut(frame), *basemap.replaced.cut(frame)))
    countries = zip(basemap.document.get("land", ()), basemap.countries.cut(frame), strict=True)
    for country, land in countries:
        room = _room(land, lines, soft)
        if room is not None:
            yield country, room

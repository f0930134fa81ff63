"""Where a country's name may stand: in the largest part of it in view, clear of every line.

A name is a level box. Along a strip as high as the box, every line that enters it (borders,
coasts, lines in dispute) covers a stretch; what is left between two stretches is a gap that no line
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
LEAST_SIZE: Final = 5.0
"""No smaller than this, in points."""
_STEP = 0.3
"""From strip to strip, in sizes of type."""
_ALONG = 0.5
"""From place to place along a gap, in widths of the name."""


def segments(shapes: Iterable[BaseGeometry]) -> Segments:
    """The straight pieces of lines, and of the outlines of areas."""
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
    """Rows of strip, left and right: the stretches between the lines that enter a strip.

    Strips lie `half` above and below each of `middles`, which ascend by the same step.
    """
    step = middles[1] - middles[0] if len(middles) > 1 else 1.0
    low, high = np.minimum(lines[:, 1], lines[:, 3]), np.maximum(lines[:, 1], lines[:, 3])
    first = np.maximum(np.ceil((low - half - middles[0]) / step), 0).astype(int)
    last = np.minimum(np.floor((high + half - middles[0]) / step), len(middles) - 1).astype(int)
    times = np.maximum(last - first + 1, 0)
    own = np.repeat(np.arange(len(lines)), times)
    strip = first[own] + np.arange(len(own)) - np.repeat(np.cumsum(times) - times, times)
    x, y = lines[own, 0], lines[own, 1]
    across, down = lines[own, 2] - x, lines[own, 3] - y
    level = down == 0
    fall = np.where(level, 1.0, down)
    ends = [x + across * np.clip(np.where(level, side, (middles[strip] + edge - y) / fall), 0, 1)
            for side, edge in ((0.0, -half), (1.0, half))]
    left, right = np.minimum(*ends), np.maximum(*ends)
    order = np.lexsort((left, strip))
    left, right, strip = left[order], right[order], strip[order]
    # Each strip is moved beyond the one before it, so that one pass finds how far all reach.
    apart = strip * (np.ptp(lines[:, ::2]) + 1 if len(lines) else 1.0)
    reach = np.maximum.accumulate(right + apart)[:-1] - apart[:-1]
    found: NDArray[np.float64] = np.column_stack((strip[:-1], reach, left[1:]))
    open_ones: NDArray[np.bool_] = (strip[1:] == strip[:-1]) & (left[1:] > reach)
    return np.compress(open_ones, found, axis=0)


@dataclass(frozen=True)
class CountryRoom:
    """The largest part of a country in view, with the lines in it, in points.

    No name crosses the `lines`; the shores of lakes among the `soft` ones only where there is no
    other room.
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
        """Rows of x, y: where the middle of a name of `wide` points in a size of type may be."""
        left, top, right, bottom = self.part.bounds
        need, half = wide + 2 * clear * size, (HEIGHT / 2 + clear) * size
        if right - left < need or bottom - top < 2 * half:
            return np.empty((0, 2))
        strips = np.arange(top + half, bottom - half + 1e-9, _STEP * size)
        found = gaps(self._all if soft else self._hard, strips, half)
        strip, start, end = found[found[:, 2] - found[:, 1] >= need].T
        side = ((end - start - need) / 2 / (_ALONG * need)).astype(int)
        own = np.repeat(np.arange(len(side)), 2 * side + 1)
        along = np.arange(len(own)) - np.repeat(np.cumsum(2 * side + 1) - side - 1, 2 * side + 1)
        middles = np.column_stack(((start + end)[own] / 2 + along * _ALONG * need,
                                   strips[strip[own].astype(int)]))
        shapely.prepare(self.part)
        return middles[shapely.contains_xy(self.part, middles)]

    def spots(self, wide: float, size: float, home: tuple[float, float]
              ) -> Iterator[tuple[float, list[tuple[float, float]]]]:
        """Sizes of type, the best first, each with the middles that are free, the best first.

        `wide` is the name's width in the size asked for. What stands nearest to `home`, or to
        the middle of the part where that lies outside it, is best.
        """
        middle = home if shapely.contains_xy(self.part, *home) else self.part.centroid.coords[0]
        sizes = dict.fromkeys(max(size * scale, min(size, LEAST_SIZE)) for scale in SCALES)
        tries = [(size, _ROOMY, True), *((each, CLEAR, True) for each in sizes),
                 (min(sizes), CLEAR, False)]
        for each, clear, soft in tries:
            found = self.middles(wide * each / size, each, clear, soft=soft)
            if len(found):
                order = np.argsort(np.hypot(*(found - middle).T), kind="stable")
                yield each, [(float(x), float(y)) for x, y in found[order]]


def _room(land: BaseGeometry, lines: Segments, soft: Segments) -> CountryRoom | None:
    found = [part for part in parts(land) if isinstance(part, Polygon)]
    if not found:
        return None
    return CountryRoom(max(found, key=lambda part: part.area), lines, soft)


def country_rooms(ground: Basemap, frame: Frame, depiction: str
                  ) -> Iterator[tuple[Mapping[str, Any], CountryRoom]]:
    """Each country of the basemap with land in the frame, and the room for its name there."""
    disputed = zip(ground.document.get("disputed", ()), ground.disputed.cut(frame), strict=True)
    drawn = [lines for item, lines in disputed
             if depiction in item.get("depictions", ("un", "de-facto"))]
    lines = segments((*ground.borders.cut(frame), *drawn))
    soft = segments((*ground.lakes.cut(frame), *ground.replaced.cut(frame)))
    countries = zip(ground.document.get("land", ()), ground.countries.cut(frame), strict=True)
    for country, land in countries:
        room = _room(land, lines, soft)
        if room is not None:
            yield country, room

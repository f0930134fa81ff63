"""Meridians and parallels on a map, and the frame around it in which their degrees are written."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from geo.cartography.lettering import measure
from geo.cartography.projection import Frame
from geo.cartography.shapes import MAP_PALETTE, Box, Label, LaidStroke, Path, Point

_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 30)
"""The distances between two lines that are offered, in degrees."""
_LINES: Final = 6
"""About so many meridians cross a map."""
_INK, _QUIET = MAP_PALETTE["ink"], "#45525e"
BAND: Final = 13.0
"""The width of the frame in which the degrees stand, in points of a sheet of 960 by 540."""


def _degrees(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(ceil(low / step), floor(high / step) + 1)]


def _lines(frame: Frame) -> tuple[list[float], list[float]]:
    """Returns the meridians and the parallels in a frame, in degrees."""
    (north, west), (south, east) = frame.place(0, 0), frame.place(frame.width, frame.height)
    step = min(_STEPS, key=lambda step: abs((east - west) / step - _LINES))
    return _degrees(west, east, step), _degrees(south, north, step)


def graticule(frame: Frame, unit: float) -> Iterator[Path]:
    """Yields meridians and parallels as faint lines over land and sea."""
    stroke = LaidStroke(MAP_PALETTE["coast"], 0.45 * unit, opacity=0.55)
    meridians, parallels = _lines(frame)
    for lon in meridians:
        x = round(frame.point(frame.lat, lon)[0], 2)
        yield Path("graticule", ((x, 0.0), (x, frame.height)), stroke)
    for lat in parallels:
        y = round(frame.point(lat, frame.lon)[1], 2)
        yield Path("graticule", ((0.0, y), (frame.width, y)), stroke)


def _rect(kind: str, box: Box, stroke: LaidStroke) -> Path:
    left, top, right, bottom = (round(edge, 2) for edge in box)
    return Path(kind, ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)),
                stroke)


def _words(degrees: float, sides: str) -> str:
    """Returns a degree in words: `40° N`."""
    side = sides[0] if degrees > 0 else sides[1] if degrees < 0 else ""
    return f"{abs(degrees):g}\N{DEGREE SIGN}\N{NO-BREAK SPACE}{side}".rstrip("\N{NO-BREAK SPACE}")


def _degree(words: str, at: Point, size: float, angle: float = 0.0) -> Label:
    return Label(words, (round(at[0], 2), round(at[1], 2)), size, bold=False, italic=False,
                 colour=_QUIET, anchor="middle", kind="text", width=round(measure(words, size), 2),
                 halo=0.0, angle=angle)


def neat_line(frame: Frame, at: Point, unit: float) -> Iterator[Path | Label]:
    """Yields the frame around a map whose top left corner is at a point of a sheet.

    It is a thin line at the map's edge and a strong one outside it, with ticks and degrees between.
    """
    band, size = BAND * unit, 6.8 * unit
    left, top = at
    right, bottom = left + frame.width, top + frame.height
    yield _rect("edge", (left, top, right, bottom), LaidStroke(_INK, 0.6 * unit))
    yield _rect("frame", (left - band, top - band, right + band, bottom + band),
                LaidStroke(_INK, 1.5 * unit))
    tick, thin = band * 0.28, LaidStroke(_INK, 0.6 * unit)
    meridians, parallels = _lines(frame)
    for lon in meridians:
        x, words = left + frame.point(frame.lat, lon)[0], _words(lon, "EW")
        for edge, side in ((top, -1), (bottom, 1)):
            yield Path("tick", ((round(x, 2), round(edge, 2)),
                                (round(x, 2), round(edge + side * tick, 2))), thin)
            if left + measure(words, size) < x < right - measure(words, size):
                yield _degree(words, (x, edge + side * band * 0.6), size)
    for lat in parallels:
        y, words = top + frame.point(lat, frame.lon)[1], _words(lat, "NS")
        for edge, side in ((left, -1), (right, 1)):
            yield Path("tick", ((round(edge, 2), round(y, 2)),
                                (round(edge + side * tick, 2), round(y, 2))), thin)
            if top + measure(words, size) < y < bottom - measure(words, size):
                yield _degree(words, (edge + side * band * 0.6, y), size, side * 90.0)

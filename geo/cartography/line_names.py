"""Spots for names along lines: beside a stretch that is nearly straight, and turned with it.

A name of some width lies along a stretch of the line between two points that far apart. It stands
above or below the stretch, clear of its bends, and reads from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString

from geo.cartography.basemap import parts
from geo.cartography.colours import PLAIN, corridor_colours
from geo.cartography.corridor_names import name_forms
from geo.cartography.lettering import clean
from geo.cartography.shapes import Box, Ring, RouteLine
from geo.catalog.catalog import Catalog

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

Points = NDArray[np.float64]

CLEAR: Final = (0.4, 1.2, 2.1)
"""The distances of a name from its line that are tried, in sizes of its type."""
_SHORTEST: Final = 0.22
"""The least length of a line to be named, in widths of the name."""
_STRAIGHT: Final = 0.7
"""The least distance between the ends of a stretch, in lengths of the stretch."""
_BEND: Final = 2.2
"""The most that a stretch may swerve, in sizes of type, lest the name stands far from its line."""
_STEEPEST: Final = 86.0
"""A name is turned by no more than this, in degrees."""
_STEP: Final = 0.5
"""The distance between the points at which a line is measured, in sizes of type."""
_MOST_STARTS, _MOST_SPOTS, _MOST_CLEAR = 30, 200, 90
"""About so many stretches of a line are compared, and so many spots of a name are kept, before and
after those that meet a route are left out."""
_LONG: Final = 28
"""The most letters of a corridor's name on a map, if it has a shorter one."""
_KNOWN: Final = 4.0
"""The cost of writing a corridor's name along a line of which nothing is claimed."""


def _measured(line: LineString, step: float) -> Points:
    count = int(line.length / step) + 1
    return shapely.get_coordinates(shapely.line_interpolate_point(
        line, np.linspace(0, line.length, count)))


def _stretches(line: LineString, size: tuple[float, float], type_size: float) -> Points:
    """Returns the spots of a name of a size on both sides of one line: x, y, angle and cost.

    Along a line that is shorter than the name, this is its whole length.
    """
    wide, high = size
    points = _measured(line, _STEP * type_size)
    span = min(int(wide / (_STEP * type_size)) + 1, len(points) - 1)
    starts = np.arange(0, len(points) - span, max(2, (len(points) - span) // _MOST_STARTS))
    first, last = points[starts], points[starts + span]
    chord = last - first
    length = np.hypot(*chord.T)
    along = chord / np.maximum(length, 1e-9)[:, None]
    along *= np.where(along[:, :1] < 0, -1, 1)  # read from left to right
    offsets = points[starts[:, None] + np.arange(span + 1)] - first[:, None]
    # How far each point lies below the chord as it is read, in points.
    below = along[:, :1] * offsets[:, :, 1] - along[:, 1:] * offsets[:, :, 0]
    angle = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    normal = np.column_stack((-along[:, 1], along[:, 0]))
    middle = (first + last) / 2
    above, under = np.max(-below, axis=1), np.max(below, axis=1)
    cost = ((above + under + max(0.0, wide - line.length)) / type_size + np.abs(angle) / 30
            + 3 * np.abs(starts + span / 2 - len(points) / 2) / len(points))
    rows = []
    for (side, reach), gap in product(((-1, above), (1, under)), CLEAR):
        centre = middle + normal * (side * (reach + high / 2 + gap * type_size))[:, None]
        rows.append(np.column_stack((centre, angle, cost + 2 * gap + (0.3 if side > 0 else 0))))
    fits = ((length >= min(wide, line.length) * _STRAIGHT) & (np.abs(angle) <= _STEEPEST)
            & (above + under < _BEND * type_size))
    return np.concatenate([row[fits] for row in rows])


def _clear(spots: Points, size: tuple[float, float], routes: MultiLineString) -> Points:
    """Returns the spots at which a name of a size meets no route."""
    turns = np.radians(spots[:, 2])
    across = np.column_stack((np.cos(turns), np.sin(turns))) * size[0] / 2
    down = np.column_stack((-np.sin(turns), np.cos(turns))) * size[1] / 2
    corners = np.stack([spots[:, :2] + x * across + y * down
                        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))], axis=1)
    return spots[~shapely.intersects(routes, shapely.polygons(corners))] if len(spots) else spots


def spots_along(lines: Sequence[tuple[Sequence[Ring], float]], size: tuple[float, float],
                type_size: float, routes: MultiLineString) -> list[list[float]]:
    """Returns the spots of a name along some lines that meet no route, the best first.

    A spot is x and y of its middle, its angle in degrees clockwise, and its cost. Each line is
    given in parts, with what a spot along it costs more than along another; lines that join are
    one, too. `size` is the width and height of the name.
    """
    together = ([row for rows, _ in lines for row in rows], max(more for _, more in lines) / 2)
    spots = [np.empty((0, 4))]
    for rows, more in (*lines, *([together] if len(lines) > 1 else [])):
        joined = shapely.line_merge(MultiLineString([row for row in rows if len(row) > 1]))
        extra = np.array((0, 0, 0, more))
        spots += [_stretches(line, size, type_size) + extra for line in parts(joined)
                  if isinstance(line, LineString) and line.length > _SHORTEST * size[0]]
    found = np.concatenate(spots)
    best = found[np.argsort(found[:, 3], kind="stable")[:_MOST_SPOTS]]
    clear: list[list[float]] = _clear(best, size, routes)[:_MOST_CLEAR].tolist()
    return clear


def in_two(words: str) -> tuple[str, str]:
    """Returns a name in two lines of about the same length; the second is blank for one word."""
    breaks = [found.end() for found in re.finditer(r"[ \N{EN DASH}]", words)]
    if not breaks:
        return words, ""
    cut = min(breaks, key=lambda at: abs(at - len(words) / 2))
    return words[:cut].strip(), words[cut:].strip()


def short_name(catalog: Catalog, corridor_id: str) -> str:
    """Returns the name of a corridor as a map writes it: the longest form that is not too long."""
    forms = [clean(form) for form in name_forms(catalog, corridor_id)]
    return next((form for form in forms if len(form) <= _LONG), forms[-1])


def corridor_lines(extract: Extract, lines: Sequence[RouteLine], quiet: Box | None
                   ) -> Iterator[tuple[str, list[tuple[RouteLine, float]]]]:
    """Yields the corridors to be named with their lines, the longest corridor first.

    These are those with a colour of their own. With each line comes what it costs more to write
    the name along it than along the one of which most is claimed. A corridor of which half lies in
    the `quiet` box is named in the inset.
    """
    colours, opened = corridor_colours(extract.atlas), extract.view.opened
    lines_by_corridor: dict[str, list[tuple[RouteLine, int]]] = {}
    for line in lines:
        entry = extract.shown.entry(line.route_id)
        if entry and entry.route.corridor_ids:
            lines_by_corridor.setdefault(entry.route.corridor_ids[0], []).append(
                (line, len(entry.claims)))
    ordered = sorted(lines_by_corridor.items(), key=lambda item: (
        -sum(MultiLineString(line.parts).length for line, _ in item[1]), item[0]))
    for corridor_id, own in ordered:
        if colours.get(corridor_id, PLAIN) == PLAIN or opened not in ("", corridor_id):
            continue
        most = max(claims for _, claims in own)
        outside = [(line, claims) for line, claims in own if not (
            quiet and shapely.box(*quiet).contains(MultiLineString(line.parts)))]
        if 2 * len(outside) > len(own):
            yield corridor_id, [(line, _KNOWN * (1 - claims / max(most, 1)))
                                for line, claims in outside]

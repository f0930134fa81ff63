"""The countries that a drawn line crosses, in order of travel, by the atlas's own borders.

A stretch counts once it lies deeper in a country than the borders there may be wrong, or where one
of the places of the line is curated to be. A line along a river border so crosses it only where it
plainly does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

from geo.checks.borders import Borders, Found
from geo.data.basemap_document import BasemapDocument
from geo.data.geodesy import distance_m
from geo.data.lru import kept_on_first

_STEP_M = 500.0
_MOST_STEPS = 30_000
_PROBES = 9
"""So many points of a stretch are tested for how deep it lies in its country."""

Vertex = tuple[float, float]


class Land:
    """The borders of the atlas and its lakes, over which ferries go."""

    def __init__(self, document: BasemapDocument) -> None:
        self.borders = Borders(document.content, {"insets": document.content.get("insets", ())})
        self._lakes = unary_union([
            Polygon([(lon, lat) for lat, lon in outer], [[(lon, lat) for lat, lon in hole]
                                                         for hole in holes])
            for lake in document.content.get("lakes", ())
            for outer, *holes in lake["polygons"]])
        shapely.prepare(self._lakes)

    def in_lake(self, points: Sequence[Vertex]) -> list[bool]:
        """Returns whether each of some points, (lon, lat), lies in a lake."""
        found: list[bool] = shapely.intersects_xy(
            self._lakes, [point[0] for point in points], [point[1] for point in points]).tolist()
        return found


@kept_on_first(1)
def land_of(document: BasemapDocument) -> Land:
    """Returns what lies under a line, computed once for each basemap."""
    return Land(document)


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a line crosses: countries in order of travel, as often as it enters them.

    `touched` are further ones, entered by no more than the borders may be wrong there. `land_km`
    and `water_km` are how much of it is drawn over land and over sea.
    """

    countries: tuple[str, ...]
    touched: tuple[str, ...]
    land_km: float
    water_km: float


@dataclass(slots=True)
class _Stretch:
    """Neighbouring samples in one country; blank in water. `sure` where a place stands in it."""

    code: str
    points: list[Vertex]
    sure: bool


def _sampled(vertices: Sequence[Vertex], step_m: float) -> Iterator[tuple[Vertex, float, int]]:
    """Yields points of a line, how many metres each stands for, and the vertex it is or -1."""
    yield vertices[0], 0.0, 0
    for number, (a, b) in enumerate(pairwise(vertices), 1):
        metres = distance_m(a, b)
        steps = max(1, math.ceil(metres / step_m))
        for step in range(1, steps + 1):
            share = step / steps
            yield ((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), metres / steps,
                   number if step == steps else -1)


def _stretches(samples: Sequence[tuple[Vertex, float, int]], found: Sequence[Found],
               curated: Mapping[int, str]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for (point, _, vertex), at in zip(samples, found, strict=True):
        before = stretches[-1].code if stretches else ""
        code = curated.get(vertex, "") or (
            before if before in at.codes else min(at.codes, default=""))
        if not stretches or code != before:
            stretches.append(_Stretch(code, [], sure=False))
        stretches[-1].points.append(point)
        stretches[-1].sure |= vertex in curated
    return stretches


def _lies_deep(stretch: _Stretch, around: set[str], borders: Borders) -> bool:
    """Returns whether some point of it cannot be in a neighbouring country."""
    every = max(1, len(stretch.points) // _PROBES)
    probes = [*stretch.points[::every], stretch.points[len(stretch.points) // 2]]
    return bool(borders.strays(probes, around))


def countries_crossed(parts: Sequence[Sequence[Vertex]], land: Land,
                      curated: Mapping[int, str]) -> Crossed:
    """Returns the countries that the parts of a line cross.

    `curated` gives the country of a place that stands at a vertex; vertices are counted from 0
    over all parts. Vertices are (lon, lat) in degrees.
    """
    length = sum(distance_m(a, b) for part in parts for a, b in pairwise(part))
    step_m = max(_STEP_M, length / _MOST_STEPS)
    stretches: list[_Stretch] = []
    dry = wet = 0.0
    first = 0
    for part in parts:
        samples = [(point, metres, first + vertex if vertex >= 0 else -1)
                   for point, metres, vertex in _sampled(part, step_m)]
        first += len(part)
        points = [point for point, _, _ in samples]
        found = land.borders.along(points)
        stretches += _stretches(samples, found, curated)
        for (_, metres, _), at, in_lake in zip(samples, found, land.in_lake(points), strict=True):
            if at.codes and not in_lake:
                dry += metres
            else:
                wet += metres
    return Crossed(*_in_order([each for each in stretches if each.code], land.borders),
                   dry / 1000, wet / 1000)


def _in_order(stretches: Sequence[_Stretch], borders: Borders
              ) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the countries that count, in order, and those that are only touched."""
    kept: list[str] = []
    doubtful: list[_Stretch] = []
    for number, stretch in enumerate(stretches):
        around = {each.code for each in (*stretches[max(0, number - 1):number],
                                         *stretches[number + 1:number + 2])} - {stretch.code}
        if stretch.sure or not around or _lies_deep(stretch, around, borders):
            if not kept or kept[-1] != stretch.code:
                kept.append(stretch.code)
        else:
            doubtful.append(stretch)
    if not kept and doubtful:
        kept.append(max(doubtful, key=lambda stretch: len(stretch.points)).code)
    touched = dict.fromkeys(each.code for each in doubtful if each.code not in kept)
    return tuple(kept), tuple(touched)

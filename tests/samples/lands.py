"""Countries as they are drawn, for tests: may a name stand there, and would one fit?

Worked out from the basemap's document alone. Lengths are parts of the world's circumference, as in
`geo.cartography.projection.unit_points`: a level box on a map is a level box here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.cartography.projection import Frame, unit_points
from tests.conftest import shipped_land

NOTHING = Polygon()
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def unit_box(corners: Sequence[tuple[float, float]]) -> Box:
    """A level box of two opposite corners as (lat, lon)."""
    (x0, y0), (x1, y1) = unit_points(corners)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def box_on(frame: Frame, edges: Box) -> Box:
    """A box in a frame's points."""
    left, top, right, bottom = edges
    return unit_box((frame.place(left, top), frame.place(right, bottom)))


def _polygons(rows: Iterable[Sequence[Any]]) -> BaseGeometry:
    return shapely.union_all([shapely.make_valid(Polygon(
        unit_points(rings[0]), [unit_points(ring) for ring in rings[1:]])) for rings in rows])


def _lines(rows: Iterable[Sequence[Any]]) -> list[BaseGeometry]:
    return [LineString(unit_points(row)) for row in rows if len(row) > 1]


def _parts(shape: BaseGeometry) -> Iterator[Polygon]:
    return (part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and part.area)


@dataclass(frozen=True)
class Lands:
    """The countries and borders of a basemap document."""

    document: Mapping[str, Any]
    _trees: dict[str, shapely.STRtree] = field(default_factory=dict)

    @cached_property
    def _hidden(self) -> BaseGeometry:
        return shapely.union_all([box(*unit_box(((north, west), (south, east))))
                                  for west, south, east, north in (
                                      inset["box"] for inset in self.document["insets"])])

    @cached_property
    def countries(self) -> dict[str, BaseGeometry]:
        """The land of each country by its name in capitals."""
        made = {}
        for country in self.document["land"]:
            close = [_polygons(one["polygons"]) for inset in self.document["insets"]
                     for one in inset["countries"] if one["code"] == country["code"]]
            usual = _polygons(country["polygons"]).difference(self._hidden)
            made[country["name"].upper()] = shapely.union_all([usual, *close], grid_size=1e-9)
        return made

    def borders(self, depiction: str) -> shapely.STRtree:
        """Every border and disputed line that a depiction draws."""
        if depiction not in self._trees:
            self._trees[depiction] = self._borders(depiction)
        return self._trees[depiction]

    def _borders(self, depiction: str) -> shapely.STRtree:
        far = [row for item in self.document["borders"] for row in item["lines"]]
        far += [row for item in self.document["disputed"] if depiction in item["depictions"]
                for row in item["lines"]]
        near = [row for inset in self.document["insets"] for row in inset["borders"]]
        return shapely.STRtree([*(line.difference(self._hidden) for line in _lines(far)),
                                *_lines(near), *_lines(self.document["joints"])])

    def part(self, name: str, view: Box) -> Polygon | None:
        """The largest part of a country in a view."""
        return max(_parts(self.countries[name].intersection(box(*view))),
                   key=lambda part: part.area, default=None)

    def faults(self, names: Iterable[tuple[str, Box]], view: Box, depiction: str) -> list[str]:
        """What is wrong with some names of countries and their boxes on a map of a view."""
        found = []
        for name, edges in names:
            part, wanted = self.part(name, view), box(*edges)
            if part is None or not part.contains(wanted):
                found.append(f"{name} leaves the largest part of its country in view")
            if len(self.borders(depiction).query(wanted, predicate="intersects")):
                found.append(f"{name} crosses a border")
        return found

    def holds(self, name: str, view: Box, size: tuple[float, float], depiction: str,
              covered: BaseGeometry = NOTHING) -> bool:
        """Whether a box of a width and a height fits into the country's largest part in view.

        It may lie nowhere on what is `covered`.
        """
        part, (wide, high) = self.part(name, view), size
        if part is None:
            return False
        left, top, right, bottom = part.bounds
        x, y = np.meshgrid(np.arange(left, right - wide, high / 4),
                           np.arange(top, bottom - high, high / 4))
        corners = np.column_stack((x.ravel(), y.ravel()))
        shapely.prepare(part)
        corners = corners[shapely.contains_xy(part, corners + np.array((wide / 2, high / 2)))]
        for some in np.array_split(corners, max(1, len(corners) // 200)):
            boxes = shapely.box(some[:, 0], some[:, 1], some[:, 0] + wide, some[:, 1] + high)
            inside = boxes[shapely.contains(part, boxes) & ~shapely.intersects(covered, boxes)]
            crossed = self.borders(depiction).query(inside, predicate="intersects")[0]
            if len(inside) > len(np.unique(crossed)):
                return True
        return False


@cache
def shipped_lands() -> Lands:
    """Those of the shipped basemap."""
    return Lands(shipped_land())

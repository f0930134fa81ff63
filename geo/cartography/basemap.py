"""The basemap, prepared once: each frame laid over it then needs only clipping and scaling.

Lengths here are parts of the world's circumference: x from 0° east, y from the equator down (Web
Mercator). As on screen (data/basemap/POLICY.md says whose borders): the detailed insets replace
what the basemap draws inside their boxes. That is done by cutting, so nothing is painted over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan, degrees, pi, sinh
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.cartography.projection import Frame, unit_points
from geo.data.basemap_document import BasemapDocument
from geo.data.lru import kept_on_first

Document = Mapping[str, Any]

_JOINT = 0.08 / 360
"""The greatest gap between the basemap's borders and those of an inset that a link closes."""
_TOUCH = 1e-6
"""A border that ends this close to the edge of an inset ends on it (40 m at the equator)."""
_GRID = 1e-9
"""Shapes that meet this closely are one (4 cm)."""


def parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yields the simple shapes in a shape."""
    if shape.is_empty:
        return
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from parts(part)
    else:
        yield shape


def _shapes(polygons: Iterable[Sequence[Any]]) -> list[Polygon]:
    """Returns valid shapes of polygons given as rings of (lat, lon)."""
    polygons_in_units = [Polygon(unit_points(rings[0]), [unit_points(ring) for ring in rings[1:]])
                         for rings in polygons]
    return [part for shape in polygons_in_units
            for part in ((shape,) if shape.is_valid else parts(shapely.make_valid(shape)))
            if isinstance(part, Polygon)]


def _lines(rows: Iterable[Sequence[Any]]) -> BaseGeometry:
    """Returns lines given as rows of (lat, lon), cut where they meet."""
    return shapely.union_all([LineString(unit_points(row)) for row in rows if len(row) > 1])


def _union(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all(shapes, grid_size=_GRID) if shapes else MultiPolygon()


def _ends(shapes: Iterable[BaseGeometry], edge: BaseGeometry) -> list[Point]:
    """Returns the ends of lines that lie on an edge."""
    lines = [shapely.line_merge(shape) for shape in shapes]
    ends = [
        Point(line.coords[position])
        for shape in lines
        for line in parts(shape)
        for position in (0, -1)
    ]
    return [end for end in ends if end.distance(edge) < _TOUCH]


class Cuts:
    """Shapes to be clipped to frames; each frame costs no more than the shapes that lie in it."""

    def __init__(self, shapes: Iterable[BaseGeometry]) -> None:
        self._shapes = np.array(list(shapes), dtype=object)
        self._bounds = shapely.bounds(self._shapes).reshape(-1, 4)

    def cut(self, frame: Frame) -> list[BaseGeometry]:
        """Returns the same shapes in the same order, cut to a frame and in its points."""
        left, top, right, bottom = frame.unit_box
        x0, y0, x1, y1 = self._bounds.T
        inside = (x0 < right) & (x1 > left) & (y0 < bottom) & (y1 > top)
        within = (x0 >= left) & (x1 <= right) & (y0 >= top) & (y1 <= bottom)
        shapes = np.full(len(self._shapes), Polygon(), dtype=object)
        shapes[inside] = self._shapes[inside]
        shapes[inside & ~within] = shapely.clip_by_rect(self._shapes[inside & ~within],
                                                        left, top, right, bottom)
        return list(shapely.transform(shapes, frame.from_unit))


@dataclass(frozen=True)
class Basemap:
    """A basemap document, prepared for any number of frames; parts are built when needed."""

    document: Document

    def prepare(self) -> None:
        """Builds all parts now, for a process that will draw many frames."""
        _ = (self.land, self.countries, self.lakes, self.rivers, self.disputed, self.borders)

    def _all(self, name: str) -> Sequence[Mapping[str, Any]]:
        items: Sequence[Mapping[str, Any]] = self.document.get(name, ())
        return items

    @cached_property
    def _hidden(self) -> BaseGeometry:
        """The area that insets cover."""
        corners = [unit_points([(inset["box"][3], inset["box"][0]),
                                (inset["box"][1], inset["box"][2])]).ravel()
                   for inset in self._all("insets")]
        return shapely.union_all([box(*corner) for corner in corners])

    @cached_property
    def land(self) -> Cuts:
        """All land as shapes that do not touch."""
        general = _union([shape for country in self._all("land")
                          for shape in _shapes(country["polygons"])])
        inset_shapes = [shape for inset in self._all("insets") for country in inset["countries"]
                        for shape in _shapes(country["polygons"])]
        world = _shapes(self.document.get("world", ()))
        return Cuts(parts(_union([general.difference(self._hidden), *inset_shapes, *world])))

    @cached_property
    def countries(self) -> Cuts:
        """The land of each country of the document, in its order, as it is drawn."""
        close: dict[str, list[Polygon]] = {}
        for inset in self._all("insets"):
            for country in inset["countries"]:
                close.setdefault(country["code"], []).extend(_shapes(country["polygons"]))

        def whole(country: Mapping[str, Any]) -> BaseGeometry:
            shapes = _shapes(country["polygons"])
            if country.get("code") not in close:
                return MultiPolygon(shapes)
            return _union([*(shape.difference(self._hidden) for shape in shapes),
                           *close[country["code"]]])

        return Cuts(map(whole, self._all("land")))

    @cached_property
    def replaced(self) -> Cuts:
        """The outlines of the basemap's countries that insets replace: nothing draws them."""
        return Cuts(shape.boundary.intersection(self._hidden) for country in self._all("land")
                    for shape in _shapes(country["polygons"]))

    @cached_property
    def lakes(self) -> Cuts:
        """The lakes, each part by itself."""
        return Cuts(shape for lake in self._all("lakes") for shape in _shapes(lake["polygons"]))

    @cached_property
    def rivers(self) -> Cuts:
        """The lines of each river of the document, in its order."""
        return Cuts(self._outside(river["lines"]) for river in self._all("rivers"))

    @cached_property
    def disputed(self) -> Cuts:
        """The lines of each dispute of the document, in its order."""
        return Cuts(self._outside(item["lines"]) for item in self._all("disputed"))

    @cached_property
    def borders(self) -> Cuts:
        """The basemap's borders, those of each inset, and links where the two do not meet."""
        return Cuts((*self._usual, *self._close, shapely.MultiLineString(self._joints)))

    @cached_property
    def joints(self) -> list[list[list[float]]]:
        """The links alone, as rows of (lat, lon) in degrees, for the screen."""
        return [[[round(degrees(atan(sinh(-2 * pi * y))), 4), round(360 * x, 4)]
                 for x, y in link.coords] for link in self._joints]

    @cached_property
    def _usual(self) -> list[BaseGeometry]:
        return [self._outside(item["lines"]) for item in self._all("borders")]

    @cached_property
    def _close(self) -> list[BaseGeometry]:
        return [_lines(inset["borders"]) for inset in self._all("insets")]

    def _outside(self, rows: Iterable[Sequence[Any]]) -> BaseGeometry:
        return _lines(rows).difference(self._hidden)

    @cached_property
    def _joints(self) -> list[LineString]:
        """Short links along the edge of an inset where its borders miss the basemap's."""
        edge = self._hidden.boundary
        inner = shapely.MultiPoint(_ends(self._close, edge))
        links = [shapely.shortest_line(end, inner) for end in _ends(self._usual, edge)]
        return [link for link in links if link and 0 < link.length < _JOINT]


@kept_on_first(1)
def _prepared(land: BasemapDocument) -> Basemap:
    return Basemap(land.content)


def basemap_of(land: Mapping[str, Any]) -> Basemap:
    """Returns the basemap of a document; a BasemapDocument keeps its own, any other has none."""
    return _prepared(land) if isinstance(land, BasemapDocument) else Basemap(land)

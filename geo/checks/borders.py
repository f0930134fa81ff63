"""The country in which a point lies, by the most exact borders the atlas has there.

Inside an inset (OpenStreetMap, right to about 100 m) the inset decides; elsewhere the basemap
(Natural Earth, simplified) does, which is off by kilometres in places. The tolerances allow for
that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

INSET_TOLERANCE_M = 400.0
"""The tolerance for a vertex over an inset's border: the border's error and the river's width."""

BASEMAP_TOLERANCE_M = 4000.0
"""The tolerance for the basemap, whose borders are off by up to 3 km."""

Points = NDArray[np.float64]
"""Rows of (lon, lat) in degrees."""

_DEGREE_M = 111_320.0
_EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Found:
    """The country codes at a point, and the tolerance in metres that applies there."""

    codes: frozenset[str]
    tolerance_m: float


class _Layer:
    """Countries as polygons with a spatial index. Coordinates are (lon, lat) in degrees."""

    def __init__(self, countries: Iterable[Mapping[str, Any]]) -> None:
        self._shapes: list[BaseGeometry] = []
        self._codes: list[str] = []
        for country in countries:
            for rings in country["polygons"]:
                outer, *holes = ([(lon, lat) for lat, lon in ring] for ring in rings)
                self._shapes.append(Polygon(outer, holes))
                self._codes.append(country["code"])
        self._tree = STRtree(self._shapes)

    def codes_at(self, points: Points) -> list[frozenset[str]]:
        """Returns the countries at each of some points; none in water."""
        codes: list[set[str]] = [set() for _ in points]
        for i, shape in self._tree.query(shapely.points(points), predicate="intersects").T:
            codes[i].add(self._codes[shape])
        return list(map(frozenset, codes))

    def distance_m(self, point: Point, codes: frozenset[str]) -> float:
        """Returns metres to the nearest of some countries; infinite if the layer has none."""
        around = self._tree.query(point.buffer(0.5))
        shapes = (self._shapes[i] for i in around if self._codes[i] in codes)
        shrink = math.cos(math.radians(point.y))
        return min((_metres(point, shape, shrink) for shape in shapes), default=math.inf)


def _metres(point: Point, shape: BaseGeometry, shrink: float) -> float:
    """Returns the distance on a local plane; good to a few per cent over tens of kilometres."""
    nearest = shape.boundary.interpolate(shape.boundary.project(point))
    if shape.contains(point):
        return 0.0
    return math.hypot((nearest.x - point.x) * shrink, nearest.y - point.y) * _DEGREE_M


class Borders:
    """The borders of a data folder: `basemap.json`, and `borders/osm.json` where there is one."""

    def __init__(self, basemap: Mapping[str, Any], insets: Mapping[str, Any] | None) -> None:
        self._basemap = _Layer(basemap["land"])
        self._insets = [_Layer(inset["countries"])
                        for inset in (insets or {}).get("insets", ())]
        self._frames = STRtree([box(*inset["box"]).buffer(-_EDGE)
                                for inset in (insets or {}).get("insets", ())])

    def _layers(self, points: Points) -> Iterator[tuple[_Layer, float, NDArray[np.intp]]]:
        """Yields the layers that decide on some points, with their tolerance and indices."""
        layer_numbers = np.full(len(points), len(self._insets))
        point_numbers, frame = self._frames.query(shapely.points(points), predicate="within")
        np.minimum.at(layer_numbers, point_numbers, frame)
        for layer_number in np.unique(layer_numbers):
            inset = layer_number < len(self._insets)
            yield (self._insets[layer_number] if inset else self._basemap,
                   INSET_TOLERANCE_M if inset else BASEMAP_TOLERANCE_M,
                   np.flatnonzero(layer_numbers == layer_number))

    def at(self, lon: float, lat: float) -> Found:
        """Returns the countries at a point; none in water."""
        return self.along([(lon, lat)])[0]

    def along(self, points: Sequence[Sequence[float]]) -> list[Found]:
        """Returns the countries at each of some points, (lon, lat) in degrees; none in water."""
        rows = np.array(points, float).reshape(-1, 2)
        found: dict[int, Found] = {}
        for layer, tolerance, indices in self._layers(rows):
            for i, codes in zip(indices, layer.codes_at(rows[indices]), strict=True):
                found[int(i)] = Found(codes, tolerance)
        return [found[i] for i in range(len(rows))]

    def strays(self, vertices: Sequence[Sequence[float]],
               countries: Iterable[str]) -> list[str]:
        """Returns why vertices cannot belong to a route through `countries`, in words.

        `vertices` are (lon, lat) in degrees. Those that can belong to it are left out.
        """
        route_codes, points = frozenset(countries), np.array(vertices, float).reshape(-1, 2)
        faults: dict[int, str] = {}
        for layer, tolerance, indices in self._layers(points):
            for i, codes in zip(indices, layer.codes_at(points[indices]), strict=True):
                if not codes or codes & route_codes:
                    continue
                lon, lat = vertices[i]
                away = layer.distance_m(Point(lon, lat), route_codes)
                if away <= tolerance:
                    continue
                distance = f"{away / 1000:.1f} km from the route's countries" if math.isfinite(
                    away) else "nowhere near the route's countries"
                faults[i] = (f"[{lon}, {lat}] lies in {', '.join(sorted(codes))}, {distance} "
                             f"(tolerance {tolerance:.0f} m)")
        return [faults[i] for i in sorted(faults)]

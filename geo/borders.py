"""Which country a point lies in, on the best borders the atlas has there.

Inside an inset (OpenStreetMap, right to about 100 m) the inset decides; elsewhere the basemap
(Natural Earth, simplified) does, which is off by kilometres in places. The tolerances say so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

INSET_TOLERANCE_M = 400.0
"""How far over an inset's border a vertex may lie: the border's own error and the river's width."""

BASEMAP_TOLERANCE_M = 4000.0
"""The same for the basemap, whose borders are off by up to 3 km."""

_DEGREE_M = 111_320.0
_EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a point: country codes there, and the tolerance in metres that applies."""

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

    def codes_at(self, point: Point) -> frozenset[str]:
        return frozenset(self._codes[i] for i in self._tree.query(point, predicate="intersects"))

    def distance_m(self, point: Point, codes: Iterable[str]) -> float:
        """Metres to the nearest of some countries; infinite where the layer has none of them."""
        wanted = set(codes)
        around = self._tree.query(point.buffer(0.5))
        near = (self._shapes[i] for i in around if self._codes[i] in wanted)
        shrink = math.cos(math.radians(point.y))
        return min((_metres(point, shape, shrink) for shape in near), default=math.inf)


def _metres(point: Point, shape: BaseGeometry, shrink: float) -> float:
    """Distance on a local plane; good to a few per cent over tens of kilometres."""
    nearest = shape.boundary.interpolate(shape.boundary.project(point))
    if shape.contains(point):
        return 0.0
    return math.hypot((nearest.x - point.x) * shrink, nearest.y - point.y) * _DEGREE_M


class Borders:
    """The borders of a data folder: `basemap.json`, and `borders/osm.json` where there is one."""

    def __init__(self, basemap: Mapping[str, Any], insets: Mapping[str, Any] | None) -> None:
        self._basemap = _Layer(basemap["land"])
        self._insets = [(box(*inset["box"]).buffer(-_EDGE), _Layer(inset["countries"]))
                        for inset in (insets or {}).get("insets", ())]

    def _layer(self, point: Point) -> tuple[_Layer, float]:
        for frame, layer in self._insets:
            if frame.contains(point):
                return layer, INSET_TOLERANCE_M
        return self._basemap, BASEMAP_TOLERANCE_M

    def at(self, lon: float, lat: float) -> Found:
        """The countries at a point; none in water."""
        point = Point(lon, lat)
        layer, tolerance = self._layer(point)
        return Found(layer.codes_at(point), tolerance)

    def strays(self, lon: float, lat: float, countries: Iterable[str]) -> str | None:
        """Why a vertex cannot belong to a route through `countries`, in words, or None."""
        point = Point(lon, lat)
        layer, tolerance = self._layer(point)
        there = layer.codes_at(point)
        if not there or there & set(countries):
            return None
        away = layer.distance_m(point, countries)
        if away <= tolerance:
            return None
        far = f"{away / 1000:.1f} km from the route's countries" if math.isfinite(away) else (
            "nowhere near the route's countries")
        return (f"[{lon}, {lat}] lies in {', '.join(sorted(there))}, {far} "
                f"(tolerance {tolerance:.0f} m)")

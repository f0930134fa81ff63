"""Checks of the drawn lines: form, axes, ends, and that each belongs to a route."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from geo.checks.garbled_text import text_faults
from geo.data.csv_table import Row
from geo.data.errors import Problem, Suggestions, did_you_mean, quoted
from geo.data.geodesy import distance_m, parts
from geo.data.reader import GeometryFile
from geo.data.schema import BASES, GEOMETRY_PROPERTIES

END_TOLERANCE_M = 500.0
"""The greatest distance of a line's end from the place it begins or ends at."""

_TYPES = ("LineString", "MultiLineString")


def _coordinate_fault(parts: list[Any]) -> str | None:
    for part in parts:
        if not isinstance(part, list) or len(part) < 2:
            return "a line needs two points or more"
        for point in part:
            if (not isinstance(point, list) or len(point) != 2
                    or not all(isinstance(n, int | float) and not isinstance(n, bool)
                               and math.isfinite(n) for n in point)):
                return f"{reprlib.repr(point)} is not [lon, lat], two numbers"
            if abs(point[0]) > 180 or abs(point[1]) > 90:
                hint = ("longitude and latitude are swapped"
                        if abs(point[0]) <= 90 and abs(point[1]) <= 180
                        else "not WGS84 degrees; is it in EPSG:4326?")
                return f"{reprlib.repr(point)} lies outside the globe: {hint}"
        if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(part)):
            return "jumps across the 180th meridian; split it there"
    return None


def feature_faults(geometry_file: GeometryFile) -> list[Problem]:
    """Returns what is wrong with the form of a line's file."""
    return list(_feature_problems(geometry_file))


def _feature_problems(geometry_file: GeometryFile) -> Iterator[Problem]:
    def problem(field: str, message: str) -> Problem:
        return Problem(geometry_file.file, 0, field, message)

    feature = geometry_file.content
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        kind = feature.get("type") if isinstance(feature, dict) else None
        yield problem("type", "not one GeoJSON Feature; " + (
            "save one line as a Feature of its own, without the FeatureCollection around it"
            if kind == "FeatureCollection" else
            'write {"type": "Feature", "properties": …, "geometry": …}'))
        return
    yield from _property_problems(geometry_file, feature.get("properties"))
    yield from _line_problems(geometry_file, feature.get("geometry"))


def _property_problems(geometry_file: GeometryFile, properties: object) -> Iterator[Problem]:
    def problem(field: str, message: str) -> Problem:
        return Problem(geometry_file.file, 0, field, message)

    if not isinstance(properties, dict) or tuple(properties) != GEOMETRY_PROPERTIES:
        yield problem("properties", f"expected exactly {', '.join(GEOMETRY_PROPERTIES)}, in this "
                      "order")
    else:
        if properties["route_id"] != geometry_file.stem:
            yield problem("route_id", f"{quoted(properties['route_id'])} is not the file's name; "
                          f"write {quoted(geometry_file.stem)}, or name the file after the route")
        if str(properties["basis"]) not in BASES:
            yield problem("basis", f"{quoted(properties['basis'])} is not one of "
                          f"{', '.join(BASES)}"
                          + did_you_mean(str(properties["basis"]), BASES))
        if not isinstance(properties["basis_note"], str) or not properties["basis_note"]:
            yield problem("basis_note", "is blank; say how the line came about")
        else:
            for fault in text_faults(properties["basis_note"]):
                yield problem("basis_note", fault)


def _line_problems(geometry_file: GeometryFile, geometry: object) -> Iterator[Problem]:
    def problem(field: str, message: str) -> Problem:
        return Problem(geometry_file.file, 0, field, message)

    if not isinstance(geometry, dict) or geometry.get("type") not in _TYPES:
        yield problem("geometry", f"not one of {', '.join(_TYPES)}; draw the route as a line")
        return
    if not isinstance(geometry.get("coordinates"), list) or not geometry["coordinates"]:
        yield problem("geometry", "has no coordinates")
        return
    if fault := _coordinate_fault(parts(geometry)):
        yield problem("geometry", fault)
        return
    try:
        line = shape(geometry)
    except (ShapelyError, ValueError) as error:
        yield problem("geometry", f"cannot be drawn: {error}")
        return
    if line.length == 0:
        yield problem("geometry", "all points are the same")


def _end_problems(geometry_file: GeometryFile, route: Row,
                  places: Mapping[str, tuple[float, float]]) -> Iterator[Problem]:
    lines = parts(geometry_file.content["geometry"])
    ends = (("from_place", lines[0][0]), ("to_place", lines[-1][-1]))
    for column, (lon, lat) in ends:
        place = places.get(route.cells[column])
        if place is None:
            continue
        away = distance_m((lon, lat), place)
        if away <= END_TOLERANCE_M:
            continue
        swapped = abs(lon) <= 90 and distance_m((lat, lon), place) < away / 2
        hint = ("longitude and latitude look swapped" if swapped
                else "move that vertex onto the place, or name another place")
        yield Problem(geometry_file.file, 0, "geometry",
                      f"its {'first' if column == 'from_place' else 'last'} vertex lies "
                      f"{away / 1000:,.1f} km from {column} {route.cells[column]!r}: {hint}")


def geometry_problems(files: tuple[GeometryFile, ...], routes: Mapping[str, Row],
                      places: Mapping[str, tuple[float, float]]) -> Iterator[Problem]:
    """Yields everything wrong with the lines. `places` gives (lon, lat) by place id."""
    drawn = {geometry_file.stem for geometry_file in files}
    suggestions = Suggestions(routes)
    for geometry_file in files:
        faults = feature_faults(geometry_file)
        yield from faults
        route = routes.get(geometry_file.stem)
        if route is None:
            yield Problem(
                geometry_file.file,
                0,
                "route_id",
                f"no route {quoted(geometry_file.stem)} in routes.csv"
                f"{suggestions.near(geometry_file.stem)}; name the file after its route, or "
                "add the row",
            )
        elif not faults:
            yield from _end_problems(geometry_file, route, places)
    for route_id, row in routes.items():
        if route_id not in drawn:
            yield row.problem("route_id", f"no geometry; draw routes/{route_id}.geojson")

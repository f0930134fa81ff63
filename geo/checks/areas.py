"""Checks of the areas of the regions: form, and that each belongs to a region."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geo.data.csv_table import Row, is_number
from geo.data.errors import Problem, did_you_mean, quoted
from geo.data.reader import RawData
from geo.data.schema import AREAS, TABLES

_TYPES = ("Polygon", "MultiPolygon")
_DEPTH = {"Polygon": 2, "MultiPolygon": 3}
_POINTS_OF_RING = 4


def _problem(field: str, message: str) -> Problem:
    return Problem(AREAS, 0, field, message)


def _is_point(point: Any) -> bool:  # noqa: ANN401 - JSON is anything
    return (isinstance(point, list) and len(point) == 2 and all(
        isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
        and abs(number) <= limit for number, limit in zip(point, (180, 90), strict=True)))


def _are_rings(coordinates: Any, depth: int) -> bool:  # noqa: ANN401 - JSON is anything
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth > 1:
        return all(_are_rings(part, depth - 1) for part in coordinates)
    return len(coordinates) >= _POINTS_OF_RING and all(map(_is_point, coordinates))


def _area(geometry: Any) -> BaseGeometry | str:  # noqa: ANN401 - JSON is anything
    """Returns an area, or what is wrong with it."""
    if not isinstance(geometry, dict) or geometry.get("type") not in _TYPES:
        return f"not one of {', '.join(_TYPES)}; draw the region as an area"
    if not _are_rings(geometry.get("coordinates"), _DEPTH[geometry["type"]]):
        return "its rings are not lists of four [lon, lat] or more, in WGS84 degrees"
    try:
        area = shape(geometry)
    except (ShapelyError, ValueError) as error:
        return f"cannot be drawn: {error}"
    return area if area.is_valid else f"is no area: {shapely.is_valid_reason(area)}"


def _areas(document: Mapping[str, Any]) -> Iterator[tuple[str, BaseGeometry | str]]:
    """Yields each area, or what is wrong with it, with the id of its region."""
    for feature in document["features"]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        region = properties.get("region_id") if isinstance(properties, dict) else None
        yield str(region or ""), (_area(feature.get("geometry")) if region else
                                  "has no region_id among its properties")


def _label_problems(row: Row, area: BaseGeometry) -> Iterator[Problem]:
    lon, lat = row.cells["lon"], row.cells["lat"]
    if is_number(lon) and is_number(lat) and not area.covers(Point(float(lon), float(lat))):
        yield row.problem("lon", f"{lon}, {lat} lies outside its area in {AREAS}; a region's name "
                          "stands in it")


def _file_problems(raw: RawData, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Yields why the file of areas cannot be used at all."""
    if raw.areas is None:
        if rows and not any(problem.file == AREAS for problem in raw.problems):
            yield _problem("", "the file is missing; it holds the areas of "
                           f"{TABLES['regions'].file}")
    elif raw.areas.get("type") != "FeatureCollection" or not isinstance(
            raw.areas.get("features"), list):
        yield _problem("type", "not a GeoJSON FeatureCollection with one Feature per region")


def area_problems(raw: RawData) -> Iterator[Problem]:
    """Yields everything wrong with the areas, and the regions that have none."""
    rows = {row.cells["region_id"]: row for row in raw.tables.get("regions", ())}
    faults = list(_file_problems(raw, rows))
    yield from faults
    if faults or raw.areas is None or "regions" in raw.unread:
        return
    seen: set[str] = set()
    for region, area in _areas(raw.areas):
        if isinstance(area, str):
            yield _problem("geometry", f"{quoted(region) if region else 'a feature'} {area}")
        elif region not in rows:
            yield _problem("region_id", f"{quoted(region)} is not in {TABLES['regions'].file}"
                           f"{did_you_mean(region, rows)}")
        elif region in seen:
            yield _problem("region_id", f"{quoted(region)} has two areas; join them in one")
        else:
            yield from _label_problems(rows[region], area)
        seen.add(region)
    for region, row in rows.items():
        if region not in seen:
            yield row.problem("region_id", f"{quoted(region)} has no area in {AREAS}")

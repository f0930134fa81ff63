"""The length of a drawn line beside the stated one; never one in place of the other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo.data.records import Claim

LEAST, MOST = 0.85, 1.05
"""A drawn line shorter or longer than this share of the stated length asks for a note."""

_GEOD = Geod(ellps="WGS84")


def drawn_km(line: LineString | MultiLineString) -> float:
    """Returns the geodesic length on WGS84 in kilometres, without gaps between parts."""
    return float(_GEOD.geometry_length(line)) / 1000


def nearest_share(drawn: float, ends: Sequence[float]) -> float:
    """Returns drawn over the nearer end of a stated range; without end where that is 0 km."""
    nearer = min(ends, key=lambda end: abs(drawn - end))
    return drawn / nearer if nearer else math.inf


def share(drawn: float, stated: Claim) -> float | None:
    """Returns drawn over stated; None for a part, or where it is not a length in kilometres.

    Of a range the nearer end counts.
    """
    number = stated.number
    if stated.attribute != "length" or stated.partial or not number or stated.unit != "km":
        return None
    return nearest_share(drawn, [float(number), float(stated.value_high or stated.value)])


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Returns the geodesic distance on WGS84 in metres between two (lon, lat)."""
    return float(_GEOD.inv(a[0], a[1], b[0], b[1])[2])


def parts(geometry: Mapping[str, Any]) -> list[Any]:
    """Returns the lines of a LineString or MultiLineString as lists of [lon, lat]."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "LineString" else list(coordinates)

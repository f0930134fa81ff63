"""Areas whose country a gazetteer must not decide: a curator does, by data/basemap/POLICY.md.

The areas are drawn roughly and rather too large than too small. Whoever is in one is asked which
country the atlas is to write; nothing here says whose an area is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Degrees = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DisputedArea:
    """An area by its name in POLICY.md, or in United Nations practice.

    `outlines` are rings of (lon, lat) in degrees; `codes` are countries, or a country and a first
    division as GeoNames writes them (`UA`, `UA.11`).
    """

    name: str
    outlines: tuple[tuple[Degrees, ...], ...] = ()
    codes: frozenset[str] = frozenset()


def _boxed(west: float, south: float, east: float, north: float) -> tuple[Degrees, ...]:
    return ((west, south), (east, south), (east, north), (west, north))


_KASHMIR: Final = (
    (72.4, 36.3), (74.0, 37.05), (75.2, 37.05), (76.5, 36.1), (80.5, 35.8), (79.6, 32.6),
    (78.4, 32.4), (76.8, 33.2), (75.75, 32.45), (75.45, 32.3), (75.0, 32.45), (74.65, 32.6),
    (74.3, 32.75), (74.0, 33.0), (73.68, 33.05), (73.6, 33.5), (73.55, 34.0), (73.4, 34.2),
    (73.45, 34.55), (73.9, 34.95), (73.7, 35.2), (73.35, 35.5), (72.6, 35.9))

AREAS: Final = (
    DisputedArea("Crimea", (_boxed(32.3, 44.2, 36.75, 46.2),), frozenset({"UA.11", "UA.20"})),
    DisputedArea("Abkhazia", ((
        (39.9, 43.38), (40.2, 43.65), (41.5, 43.45), (42.7, 43.25), (42.2, 42.95), (42.02, 42.75),
        (41.83, 42.6), (41.7, 42.49), (41.52, 42.36), (40.0, 43.1)),), frozenset({"GE.02"})),
    DisputedArea("South Ossetia", (_boxed(43.45, 42.08, 44.65, 42.85),)),
    DisputedArea("Karabakh", ((
        (46.0, 40.0), (45.95, 40.3), (46.2, 40.45), (46.9, 40.45), (47.2, 39.9), (47.15, 39.5),
        (46.75, 39.35), (46.48, 39.4), (46.48, 39.8)),)),
    DisputedArea("Northern Cyprus", ((
        (32.6, 35.22), (32.85, 35.1), (33.35, 35.15), (33.65, 35.0), (33.95, 35.03),
        (34.7, 35.6), (34.6, 35.75), (32.85, 35.45)),)),
    DisputedArea("Jammu and Kashmir", (_KASHMIR,),
                 frozenset({"IN.12", "IN.41", "PK.06", "PK.07"})),
    DisputedArea("Aksai Chin and Ladakh", (_boxed(76.7, 34.3, 80.4, 35.8),), frozenset({"IN.41"})),
    DisputedArea("Siachen Glacier", (_boxed(76.7, 35.1, 77.4, 35.7),)),
    DisputedArea("Kosovo", ((
        (20.05, 42.6), (20.35, 42.9), (20.65, 43.25), (20.95, 43.1), (21.4, 42.85), (21.75, 42.65),
        (21.6, 42.25), (21.35, 42.2), (20.6, 41.86), (20.55, 42.2), (20.1, 42.5)),),
        frozenset({"XK"})),
    DisputedArea("Golan", (_boxed(35.62, 32.68, 35.95, 33.35),)),
    DisputedArea("Israel and Palestine", (
        _boxed(34.9, 31.35, 35.57, 32.55), _boxed(34.2, 31.2, 34.58, 31.6)), frozenset({"PS"})),
    DisputedArea("Donetsk, Luhansk, Kherson and Zaporizhzhia", (
        _boxed(31.5, 46.0, 35.3, 47.6), _boxed(34.2, 46.2, 37.2, 48.1),
        _boxed(36.5, 46.85, 39.1, 49.25), _boxed(37.8, 47.8, 40.2, 50.1)),
        frozenset({"UA.05", "UA.08", "UA.14", "UA.26"})),
    DisputedArea("Transnistria", ((
        (28.2, 48.2), (29.2, 48.15), (29.95, 46.35), (29.55, 46.5), (29.4, 46.75), (29.1, 47.1),
        (28.85, 47.75), (28.2, 48.05)),), frozenset({"MD.58", "MD.62"})),
    DisputedArea("Arunachal Pradesh", codes=frozenset({"IN.30"})),
    DisputedArea("Halaib Triangle", (_boxed(34.0, 21.95, 37.2, 23.2),)),
    DisputedArea("Western Sahara", codes=frozenset({"EH"})),
    DisputedArea("Taiwan", (_boxed(119.9, 21.8, 122.1, 25.4),), frozenset({"TW"})),
)


@cache
def _shapes() -> tuple[tuple[str, BaseGeometry], ...]:
    return tuple((area.name, unary_union([Polygon(ring) for ring in area.outlines]))
                 for area in AREAS if area.outlines)


@cache
def _codes() -> dict[str, str]:
    return {code: area.name for area in reversed(AREAS) for code in area.codes}


def disputed_area(lon: float, lat: float, country: str = "", division: str = "") -> str:
    """Returns the name of the disputed area in which a point lies; blank where in none.

    `country` and `division` are the codes that GeoNames gives it, where it comes from there.
    """
    by_code = _codes().get(f"{country}.{division}") or _codes().get(country)
    if by_code:
        return by_code
    point = Point(lon, lat)
    return next((name for name, shape in _shapes() if shape.covers(point)), "")

"""What a reader's overlay is made of while it is read: features, limits, and what may be wrong.

Nothing here opens a file or knows a format of its own; a feature is numbers and plain text.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, NoReturn

from geo.errors import AtlasError

MAX_BYTES: Final = 10_000_000
MAX_FEATURES: Final = 2_000
MAX_VERTICES: Final = 50_000
MAX_COLUMNS: Final = 60
MAX_TEXT: Final = 5_000
"""The most of each that an overlay may have: a larger one is refused with a sentence."""

MAX_LATITUDE: Final = 85.0
"""Degrees; the map's projection ends there."""

_METRES: Final = 20_037_509.0
_SHOWN: Final = 60
_BROKEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")

Vertex = tuple[float, float]
"""Longitude and latitude in WGS84 degrees."""
Part = list[Vertex]


class OverlayError(AtlasError):
    """A file that cannot be an overlay; the text says where, what, and what next."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing to draw. `where` names it in its file: `Feature 3`, `Row 4`.

    `kind` says what the file has: a line, an area (`parts` are its outlines) or a point (`parts`
    has one vertex each). `properties` are texts, blank ones left out.
    """

    where: str
    kind: str
    parts: tuple[Part, ...]
    properties: Mapping[str, str]


def refuse(what: str) -> NoReturn:
    """Say in one sentence, on one line, why there is no overlay. Raises OverlayError."""
    raise OverlayError(" ".join(well_formed(what).split()))


def well_formed(text: str) -> str:
    """The text with every control character and half surrogate pair as U+FFFD."""
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)


def brief(value: object) -> str:
    """Something of the file as a sentence may quote it: short, and on one line."""
    text = value if isinstance(value, str) else reprlib.repr(value)
    line = " ".join(well_formed(text[:_SHOWN * 4]).split())
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def check_text(where: str, name: str, text: str) -> str:
    """A text of the file on one line, if it is short and whole enough."""
    if len(text) > MAX_TEXT:
        refuse(f"{where}: “{brief(name)}” has {len(text):,} characters; at most {MAX_TEXT:,} are "
               "read, so shorten it.")
    if _BROKEN.search(text):
        refuse(f"{where}: “{brief(name)}” holds a control character or half of a surrogate pair; "
               "type that text anew.")
    return " ".join(text.split())


def check_columns(count: int, what: str) -> None:
    """Not more columns than an overlay may have."""
    if count > MAX_COLUMNS:
        refuse(f"{what} has {count:,} columns; an overlay has at most {MAX_COLUMNS}, so leave out "
               "those that are not needed.")


def check_count(count: int, most: int, what: str) -> None:
    """Not more features or vertices than an overlay may have."""
    if count > most:
        refuse(f"The file has {count:,} {what}; an overlay has at most {most:,}, so simplify it or "
               "take a part of it.")


def number_of(where: str, value: object) -> float:
    """A coordinate; text, truth values and what is not finite are none."""
    if isinstance(value, str):
        refuse(f"{where}: the coordinate “{brief(value)}” is text; write it as a number without "
               "quotes.")
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse(f"{where}: “{brief(value)}” stands where a coordinate should; give each point as "
               "longitude and latitude.")
    if isinstance(value, int) and abs(value) > 10**9:
        refuse(f"{where}: the coordinate {brief(value)} is too large; save the file in WGS84 "
               "degrees (EPSG:4326).")
    if not math.isfinite(value):
        refuse(f"{where}: a coordinate is not a finite number; give each in WGS84 degrees.")
    return float(value)


def vertex_of(where: str, value: object) -> Vertex:
    """A point of two to four numbers; height and measure are left away."""
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        refuse(f"{where}: “{brief(value)}” is not a point; give longitude and latitude.")
    lon, lat = number_of(where, value[0]), number_of(where, value[1])
    if abs(lon) <= 180 and abs(lat) <= MAX_LATITUDE:
        return lon, lat
    at = f"{where}: the point {lon:.10g}, {lat:.10g}"
    if abs(lon) <= MAX_LATITUDE and 90 < abs(lat) <= 180:
        refuse(f"{at} has a latitude beyond 90°: longitude and latitude are swapped, so write "
               "longitude first.")
    if max(abs(lon), abs(lat)) > 360 and max(abs(lon), abs(lat)) <= _METRES:
        refuse(f"{at} is in metres, not degrees (EPSG:3857 or a grid of its own); save the file in "
               "WGS84 (EPSG:4326).")
    if abs(lon) <= 180 and abs(lat) <= 90:
        refuse(f"{at} lies beyond {MAX_LATITUDE:.0f}° of latitude, where the map ends; leave it "
               "out.")
    if abs(lon) <= 360 and abs(lat) <= 90:
        refuse(f"{at} has a longitude beyond 180°; write longitudes from -180 to 180.")
    refuse(f"{at} lies outside the globe; save the file in WGS84 degrees (EPSG:4326), longitude "
           "first.")


def line_of(where: str, value: object, least: int = 2) -> Part:
    """The points of a line, at least two that differ, without a jump around the globe."""
    if not isinstance(value, list):
        refuse(f"{where}: “{brief(value)}” is not a list of points; check the geometry.")
    check_count(len(value), MAX_VERTICES, "vertices")
    part = [vertex_of(where, point) for point in value]
    if len(part) < least or len(set(part)) < 2:
        what = "a line needs two points that differ" if least == 2 else (
            "the outline of an area needs four points or more, the last like the first")
        refuse(f"{where}: {what}, and this one has {len(part)}; draw it or take it out.")
    if least > 2 and part[0] != part[-1]:
        refuse(f"{where}: the outline of an area does not end where it begins; repeat its first "
               "point at the end.")
    for i, (a, b) in enumerate(pairwise(part), 1):
        if abs(a[0] - b[0]) > 180:
            refuse(f"{where} jumps across the 180th meridian between its points {i} and {i + 1}; "
                   "cut it there into two parts.")
    return part


def _many(where: str, value: object) -> Sequence[Any]:
    if not isinstance(value, list) or not value:
        refuse(f"{where}: the geometry has no parts; draw it or take it out.")
    return value


def _point(where: str, value: object) -> Iterator[Part]:
    yield [vertex_of(where, value)]


def _line(where: str, value: object) -> Iterator[Part]:
    yield line_of(where, value)


def _area(where: str, value: object) -> Iterator[Part]:
    return (line_of(where, ring, 4) for ring in _many(where, value))


_Read = Callable[[str, object], Iterator[Part]]


def _each(read: _Read) -> _Read:
    return lambda where, value: (part for each in _many(where, value) for part in read(where, each))


GEOMETRIES: Final[Mapping[str, tuple[str, _Read]]] = MappingProxyType({
    "Point": ("point", _point), "MultiPoint": ("point", _each(_point)),
    "LineString": ("line", _line), "MultiLineString": ("line", _each(_line)),
    "Polygon": ("area", _area), "MultiPolygon": ("area", _each(_area))})
"""The geometries that are read, by the name GeoJSON and WKT have: of which kind, and how."""


def shape_of(where: str, kind: object, coordinates: object) -> tuple[str, tuple[Part, ...]]:
    """What a geometry of GeoJSON or WKT is, and its parts. Raises OverlayError."""
    if not isinstance(kind, str) or kind not in GEOMETRIES:
        refuse(f"{where}: “{brief(kind)}” is no geometry that is read; use Point, LineString, "
               "Polygon or their Multi forms.")
    shape, read = GEOMETRIES[kind]
    return shape, tuple(read(where, coordinates))


def vertices(features: Iterable[Feature]) -> Iterator[Vertex]:
    """Every vertex of some features."""
    return (vertex for feature in features for part in feature.parts for vertex in part)

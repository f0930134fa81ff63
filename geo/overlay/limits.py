"""The features of an overlay while it is read, and the checks of their limits and geometries.

Nothing here opens a file or knows a file format; a feature is numbers and plain text.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, NoReturn

from geo.data.errors import AtlasError

MAX_BYTES: Final = 10_000_000
"""The most bytes of a file; a larger one is refused with a sentence."""
MAX_FEATURES: Final = 2_000
MAX_VERTICES: Final = 50_000
MAX_COLUMNS: Final = 60
MAX_TEXT: Final = 5_000
"""The most of each in an overlay: what is beyond is left out and reported."""

MAX_LATITUDE: Final = 85.0
"""Degrees; the map's projection ends there."""

LIMIT: Final = "limit"
"""The kind of fault of a geometry that is larger than an overlay may be."""

MAX_NESTING: Final = 10
_MOST_BAD_PARTS: Final = 100
_METRES: Final = 40_000_000.0
_SHOWN: Final = 60
_BROKEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_PLAIN: Final = re.compile(r"\s*[+-]?(\d{1,12}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?\s*",
                           re.ASCII)

Vertex = tuple[float, float]
"""Longitude and latitude in WGS84 degrees."""
Part = list[Vertex]
"""A line of two vertices or more; one vertex alone is a point."""


class OverlayError(AtlasError):
    """A fault that keeps something from being drawn; the text says where, what and what to do.

    `kind` groups faults of one sort, so that they make one sentence.
    """

    def __init__(self, text: str, kind: str = "") -> None:
        self.kind = kind or text
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature to draw. `where` names it in its file: `Feature 3`, `Row 4`.

    `kind` is line, area (`parts` are its outlines), point (`parts` have one vertex each) or
    collection, a mixture of these. `name` is blank if the file gives none.
    `properties` are texts, blank ones left out.
    """

    where: str
    kind: str
    parts: tuple[Part, ...]
    name: str
    mode: str
    properties: Mapping[str, str]


@dataclass(slots=True)
class FeatureReading:
    """A feature while it is read: its position in the file, and what was changed to draw it."""

    where: str
    changes: set[str] = field(default_factory=set)


def refuse(what: str, kind: str = "") -> NoReturn:
    """Raise OverlayError with one sentence, on one line, on why something is not drawn."""
    raise OverlayError(" ".join(well_formed(what).split()), kind)


def well_formed(text: str) -> str:
    """Replaces each control character and each half of a surrogate pair by U+FFFD."""
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)


def brief(value: object) -> str:
    """Shortens a value of the file for a sentence, on one line."""
    text = value if isinstance(value, str) else reprlib.repr(value)
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
                   for letter in " ".join(text[:_SHOWN * 4].split()))
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def number_of(reading: FeatureReading, value: object) -> float:
    """Returns a coordinate; reads text that is a number. Refuses truth values and NaN."""
    if isinstance(value, str) and _PLAIN.fullmatch(value[:80]):
        reading.changes.add("text")
        value = float(value[:80])
    if value is None:
        refuse(f"{reading.where}: a coordinate is blank or NaN; give each point as longitude and "
               "latitude.", "coordinate")
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse(f"{reading.where}: “{brief(value)}” stands where a coordinate should; give each "
               "point as longitude and latitude.", "coordinate")
    if isinstance(value, int) and abs(value) > 10**9:
        refuse(f"{reading.where}: the coordinate {brief(value)} is too large; save the file in "
               "WGS84 degrees (EPSG:4326).", "globe")
    if not math.isfinite(value):
        refuse(f"{reading.where}: a coordinate is not a finite number; give each in WGS84 "
               "degrees.", "coordinate")
    return float(value)


def vertex_of(reading: FeatureReading, value: object) -> Vertex:
    """Returns the vertex of two to four numbers, without height and measure.

    Longitudes up to 360° are taken round the globe. The latitude may lie beyond the map.
    """
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= 4:
        refuse(f"{reading.where}: “{brief(value)}” is not a point; give longitude and latitude.",
               "coordinate")
    lon, lat = number_of(reading, value[0]), number_of(reading, value[1])
    if abs(lon) <= 180 and abs(lat) <= 90:
        return lon, lat
    at = f"{reading.where}: the point {lon:.10g}, {lat:.10g}"
    if abs(lon) <= MAX_LATITUDE and 90 < abs(lat) <= 180:
        refuse(f"{at} (longitude, latitude) has a latitude beyond 90°: the two are swapped, so "
               "write longitude first.", "swapped")
    if 360 < max(abs(lon), abs(lat)) <= _METRES:
        refuse(f"{at} is in metres, not degrees (EPSG:3857 or a grid of its own); save the file in "
               "WGS84 (EPSG:4326).", "metres")
    if 180 < abs(lon) <= 360 and abs(lat) <= 90:
        reading.changes.add("turn")
        return lon - math.copysign(360, lon), lat
    refuse(f"{at} lies outside the globe; save the file in WGS84 degrees (EPSG:4326), longitude "
           "first.", "globe")


def _cut(reading: FeatureReading, part: Part, *, outline: bool) -> list[Part]:
    """Cuts a part into pieces that do not jump across the 180th meridian."""
    pieces = [[part[0]]]
    for (x, y), (lon, lat) in pairwise(part):
        step = lon - x
        if abs(step) > 180 and not (outline and abs(step) == 360):
            reading.changes.add("meridian")
            edge = math.copysign(180.0, x)
            way = step - math.copysign(360, step)
            at = y + (lat - y) * ((edge - x) / way if way else 0.0)
            pieces[-1].append((edge, at))
            pieces.append([(-edge, at)])
        pieces[-1].append((lon, lat))
    return pieces


def _clip(reading: FeatureReading, part: Part) -> list[Part]:
    """Returns the pieces of a part between the latitudes where the map ends."""
    if all(abs(lat) <= MAX_LATITUDE for _, lat in part):
        return [part]
    reading.changes.add("beyond")
    pieces: list[Part] = [[]]
    for (x, y), (lon, lat) in pairwise(part):
        ends = [0.0, 1.0]
        if lat != y:
            ends += [t for edge in (-MAX_LATITUDE, MAX_LATITUDE)
                     if 0 < (t := (edge - y) / (lat - y)) < 1]
        elif abs(y) > MAX_LATITUDE:
            continue
        inside = [(x + (lon - x) * t, max(-MAX_LATITUDE, min(MAX_LATITUDE, y + (lat - y) * t)))
                  for t in sorted(ends) if abs(y + (lat - y) * t) <= MAX_LATITUDE + 1e-9]
        if len(inside) < 2:
            continue
        if not pieces[-1] or pieces[-1][-1] != inside[0]:
            pieces.append([inside[0]])
        pieces[-1].extend(inside[1:])
    return pieces


def check_count(count: int, most: int, what: str) -> None:
    """Refuse more vertices, points or brackets than an overlay may have."""
    if count > most:
        refuse(f"The file has {count:,} {what}; an overlay has at most {most:,}, so simplify it or "
               "take a part of it.", LIMIT)


def _line_of(reading: FeatureReading, value: object, *, outline: bool) -> Iterator[Part]:
    """Yields a line or the outline of an area, in pieces that the map can draw."""
    if value is None or value == []:
        return
    if not isinstance(value, list):
        refuse(f"{reading.where}: “{brief(value)}” is not a list of points; check the geometry.",
               "coordinate")
    check_count(len(value), MAX_VERTICES, "vertices")
    part = [vertex_of(reading, point) for point in value]
    if outline and len(part) > 2 and part[0] != part[-1]:
        reading.changes.add("closed")
        part.append(part[0])
    if len(set(part)) < 2:
        refuse(f"{reading.where}: a line needs two points that differ, and this one has "
               f"{len(part)}; draw it or take it out.", "short")
    pieces = [piece for cut in _cut(reading, part, outline=outline)
              for piece in _clip(reading, cut) if len(set(piece)) > 1]
    if not pieces:
        refuse(f"{reading.where} lies beyond {MAX_LATITUDE:.0f}° of latitude, where the map ends; "
               "leave it out.", "beyond")
    yield from pieces


def _point(reading: FeatureReading, value: object) -> Iterator[Part]:
    if value is None or value == [] or (isinstance(value, list) and value[:2] == [None, None]):
        return
    lon, lat = vertex_of(reading, value)
    if abs(lat) > MAX_LATITUDE:
        refuse(f"{reading.where}: the point {lon:.10g}, {lat:.10g} lies beyond "
               f"{MAX_LATITUDE:.0f}° of latitude, where the map ends; leave it out.", "beyond")
    yield [(lon, lat)]


def _line(reading: FeatureReading, value: object) -> Iterator[Part]:
    return _line_of(reading, value, outline=False)


def _outline(reading: FeatureReading, value: object) -> Iterator[Part]:
    return _line_of(reading, value, outline=True)


_Read = Callable[[FeatureReading, Any], Iterator[Part]]


def _each(read: _Read) -> _Read:
    """Returns a reader of a list of parts; a bad part is left out if another can be drawn."""
    def parts(reading: FeatureReading, value: object) -> Iterator[Part]:
        if value is None:
            return
        if not isinstance(value, list | tuple):
            refuse(f"{reading.where}: “{brief(value)}” is not a list of parts; check the "
                   "geometry.", "coordinate")
        faults, good = list[OverlayError](), False
        for member in value:
            try:
                for part in read(reading, member):
                    good = True
                    yield part
            except OverlayError as error:
                faults.append(error)
                if error.kind == LIMIT or len(faults) > _MOST_BAD_PARTS:
                    raise
        if faults and not good:
            raise faults[0]
        if faults:
            reading.changes.add("beyond" if {fault.kind for fault in faults} == {"beyond"}
                                else "part")
    return parts


GEOMETRIES: Final[Mapping[str, tuple[str, _Read]]] = MappingProxyType({
    "Point": ("point", _point), "MultiPoint": ("point", _each(_point)),
    "LineString": ("line", _line), "MultiLineString": ("line", _each(_line)),
    "Polygon": ("area", _each(_outline)), "MultiPolygon": ("area", _each(_each(_outline)))})
"""The kind and the reader of each geometry, by its name in GeoJSON and WKT."""

COLLECTION: Final = "GeometryCollection"
_SMALL: Final = {name.casefold(): name for name in (*GEOMETRIES, COLLECTION)}


def geometry_name(kind: object) -> str:
    """Returns the name of a geometry as in GeoJSON, from any case; blank if there is none."""
    return _SMALL.get(kind.casefold(), "") if isinstance(kind, str) else ""


def _parts_of(
    reading: FeatureReading, geometry: object, depth: int, kinds: set[str]
) -> Iterator[Part]:
    if geometry is None or geometry == {}:
        return
    if depth > MAX_NESTING:
        refuse(f"{reading.where}: its collections are nested too deeply; export it anew.",
               "nesting")
    given = geometry.get("type") if isinstance(geometry, Mapping) else geometry
    name = geometry_name(given)
    if not isinstance(geometry, Mapping) or not name:
        refuse(f"{reading.where}: “{brief(given)}” is no geometry that is read; use Point, "
               "LineString, Polygon, their Multi forms or a collection of these.", "geometry")
    if name == COLLECTION:
        members = _each(lambda reading, member: _parts_of(reading, member, depth + 1, kinds))
        yield from members(reading, geometry.get("geometries"))
        return
    kind, read = GEOMETRIES[name]
    for part in read(reading, geometry.get("coordinates")):
        kinds.add(kind)
        yield part


def shape_of(reading: FeatureReading, geometry: object) -> tuple[str, tuple[Part, ...]]:
    """Returns the kind of a GeoJSON geometry, and its parts; no parts if it has no place.

    Raises OverlayError for what cannot be drawn.
    """
    kinds, parts, count = set[str](), list[Part](), 0
    for part in _parts_of(reading, geometry, 0, kinds):
        count += len(part)
        check_count(count, MAX_VERTICES, "vertices or more")
        parts.append(part)
    return kinds.pop() if len(kinds) == 1 else "collection", tuple(parts)


def vertices(features: Iterable[Feature]) -> Iterator[Vertex]:
    """Yields every vertex of some features."""
    return (vertex for feature in features for part in feature.parts for vertex in part)


def listed(words: Sequence[str], most: int = 12) -> str:
    """Lists words of a file for a sentence: `“a”, “b” and 3 more`."""
    shown = ", ".join(f"“{brief(word)}”" for word in words[:most])
    return f"{shown} and {len(words) - most:,} more" if len(words) > most else shown

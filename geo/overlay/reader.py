"""A reader's own lines beside the atlas: read from bytes, drawn and exported, never part of it.

The bytes reach no library of geographic formats: they are decoded, told apart by what they hold,
and read as JSON or CSV by the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Final

from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo.catalog import Catalog, RouteEntry
from geo.overlay.delimited import read_csv
from geo.overlay.geojson import read_geojson
from geo.overlay.kinds import text_of
from geo.overlay.parts import (
    MAX_BYTES,
    MAX_VERTICES,
    Feature,
    OverlayError,
    Part,
    Vertex,
    brief,
    check_count,
    refuse,
    vertices,
)
from geo.records import Alignment, Route
from geo.schema import MODES, OVERLAY, OVERLAY_FLAG

__all__ = ["MAX_BYTES", "Ground", "Overlay", "OverlayError", "ground_of", "read_overlay",
           "with_overlay"]

Ground = frozenset[tuple[int, int]]
"""Where the atlas has lines, in cells of the globe; see `ground_of`."""

_CELL: Final = 0.25
_HOME: Final = (27.0, 24.5, 79.0, 47.5)
_SAMPLE, _LEAST_SHARE, _MOST_SHARE, _NEAR = 400, 0.9, 0.5, 2
_RING_KM, _RING_CORNERS = 3.0, 16
_NAME, _NOTE = 120, 600
_NAMES: Final = ("name", "title", "id")
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A file that was read. `text` is what it held, to be read again where a file is made of it."""

    name: str
    text: str
    entries: tuple[RouteEntry, ...]


def read_overlay(data: bytes, filename: str, ground: Ground = frozenset()) -> Overlay:
    """An overlay from the bytes of a GeoJSON or CSV file (WKT, or lon and lat; WGS84 degrees).

    `ground` is where the atlas has lines: by it, axes that are swapped are found out. Raises
    OverlayError with the first thing that is wrong, in one sentence.
    """
    name = brief(filename) or "overlay"
    text, is_json = text_of(data, name)
    try:
        features, said = read_geojson(text) if is_json else (read_csv(text), False)
    except RecursionError:
        refuse("The file's values are nested too deeply; export it anew as plain GeoJSON.")
    if not said:
        _check_axes(features, ground)
    parts = [_drawn(feature) for feature in features]
    check_count(sum(len(part) for each in parts for part in each), MAX_VERTICES,
                "vertices, each point drawn as a ring of 17,"
                if any(each.kind == "point" for each in features) else "vertices")
    return Overlay(name, text, tuple(
        _entry(i, feature, lines, name)
        for i, (feature, lines) in enumerate(zip(features, parts, strict=True), 1)))


def with_overlay(catalog: Catalog, entries: Iterable[RouteEntry]) -> Catalog:
    """A catalog for one reader: the atlas's routes, then the overlay's lines."""
    return catalog.joined_by(tuple(entries))


def ground_of(catalog: Catalog) -> Ground:
    """The cells of the globe, a quarter of a degree wide, through which the atlas has a line."""
    cells = set[tuple[int, int]]()
    for entry in catalog.entries:
        line = entry.alignment.line
        for part in [line] if isinstance(line, LineString) else line.geoms:
            dense = part.segmentize(_CELL / 2)
            cells.update((floor(lon / _CELL), floor(lat / _CELL)) for lon, lat, *_ in dense.coords)
    return frozenset(cells)


def _in_home(lon: float, lat: float) -> bool:
    west, south, east, north = _HOME
    return west <= lon <= east and south <= lat <= north


def _share(points: Sequence[Vertex], ground: Ground, near: int) -> float:
    """How many of some points, from 0 to 1, lie within `near` cells of the ground."""
    steps = range(-near, near + 1)
    hit = sum(any((floor(lon / _CELL) + i, floor(lat / _CELL) + j) in ground
                  for i in steps for j in steps) for lon, lat in points)
    return hit / len(points)


def _check_axes(features: Iterable[Feature], ground: Ground) -> None:
    """Refuse what lies where the atlas has lines only when the axes are swapped.

    A point alone may lie anywhere.
    """
    found = list(dict.fromkeys(vertices(features)))
    found = found[::max(1, len(found) // _SAMPLE)]
    turned = [(lat, lon) for lon, lat in found]
    if len(found) < 2:
        is_swapped = False
    elif ground:
        written, swapped = _share(found, ground, 0), _share(turned, ground, 0)
        is_swapped = (swapped >= _LEAST_SHARE and written <= _MOST_SHARE) or (
            swapped >= _MOST_SHARE and not written and _share(turned, ground, _NEAR) == 1)
    else:
        is_swapped = (all(_in_home(lat, lon) for lon, lat in found)
                      and not any(_in_home(lon, lat) for lon, lat in found))
    if is_swapped:
        refuse("The points lie where the atlas has its routes only with longitude and latitude "
               "swapped; write longitude first, or, if they are right as they are, save the file "
               "as GeoJSON that names its “crs” (urn:ogc:def:crs:OGC:1.3:CRS84).")


def _ring(lon: float, lat: float) -> Part:
    """A circle of a few kilometres around a point, held inside the map."""
    turns = [360 * i / _RING_CORNERS for i in range(_RING_CORNERS)]
    count = len(turns)
    lons, lats, _ = _GEOD.fwd([lon] * count, [lat] * count, turns, [_RING_KM * 1000] * count)
    ring: list[Vertex] = []
    for x, y in zip(lons, lats, strict=True):
        whole = x + 360 if x - lon < -180 else x - 360 if x - lon > 180 else x
        ring.append((min(180.0, max(-180.0, whole)), y))
    return [*ring, ring[0]]


def _drawn(feature: Feature) -> tuple[Part, ...]:
    if feature.kind != "point":
        return feature.parts
    check_count(len(feature.parts), MAX_VERTICES // (_RING_CORNERS + 1), "points in one feature")
    return tuple(_ring(*part[0]) for part in feature.parts)


def _name(feature: Feature, number: int) -> str:
    small = {name.casefold(): text for name, text in feature.properties.items()}
    name = next((small[word] for word in _NAMES if word in small), "") or f"Overlay {number}"
    return f"{name[:_NAME - 1]}…" if len(name) > _NAME else name


def _note(feature: Feature, filename: str) -> str:
    """What the line is and what its file says of it."""
    said = f"{OVERLAY_FLAG.capitalize()}: {feature.where.lower()} of “{filename}”"
    if feature.kind == "area":
        said += ", an area of which the outline is drawn"
    if feature.kind == "point":
        lon, lat = feature.parts[0][0]
        more = f" and {len(feature.parts) - 1} more" if len(feature.parts) > 1 else ""
        said += (f", the point {lat:.5f}, {lon:.5f} (latitude, longitude){more}, drawn as a ring "
                 f"of about {_RING_KM:.0f} km")
    pairs = "; ".join(f"{name}: {text}" for name, text in feature.properties.items()
                      if name.casefold() != "name")
    note = f"{said}. {pairs}" if pairs else f"{said}."
    return f"{note[:_NOTE - 1]}…" if len(note) > _NOTE else note


def _entry(number: int, feature: Feature, parts: Sequence[Part], filename: str) -> RouteEntry:
    route_id, name = f"{OVERLAY}-{number}", _name(feature, number)
    mode = feature.properties.get("mode", "").casefold()
    line = LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts)
    return RouteEntry(
        Route(route_id, name, (), OVERLAY, mode if mode in MODES else OVERLAY, "", "", (), ()),
        Alignment(route_id, OVERLAY, _note(feature, filename), line), (), (), (name,))

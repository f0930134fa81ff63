"""Reads an overlay: a reader's own lines, drawn and exported with the atlas, never part of it.

The bytes reach no library of geographic formats: they are decoded, recognised by their contents,
and read as JSON, KML or a table by the other modules of this package. Whatever can be drawn is
drawn; a message says what was left out, changed or guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Final

from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.records import Alignment, Route
from geo.data.schema import MODES, OVERLAY, OVERLAY_FLAG
from geo.overlay.delimited_reader import read_csv
from geo.overlay.features import features_of
from geo.overlay.file_kind import JSON, KML, text_of
from geo.overlay.geojson_reader import read_json
from geo.overlay.kml_reader import read_kml
from geo.overlay.limits import (
    LIMIT,
    MAX_BYTES,
    MAX_VERTICES,
    Feature,
    OverlayError,
    Part,
    Vertex,
    brief,
    refuse,
    vertices,
)
from geo.overlay.remarks import Remarks

__all__ = ["MAX_BYTES", "Extent", "Overlay", "OverlayError", "atlas_extent", "read_overlay",
           "with_overlay"]

Extent = frozenset[tuple[int, int]]
"""The cells of the globe in which the atlas has lines; see `atlas_extent`."""

_CELL: Final = 0.25
_HOME: Final = (27.0, 24.5, 79.0, 47.5)
_SAMPLE, _LEAST_SHARE, _MOST_SHARE, _NEAR = 400, 0.9, 0.5, 2
_SURE_CELLS, _SURE_SHARE = 8, 0.25
_RING_KM, _RING_CORNERS = 3.0, 16
_NAME, _NOTE = 120, 600
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A file that was read. `text` is its text, to be read again for an export.

    `message` says what was left out, changed or guessed; it is blank if nothing was.
    """

    name: str
    text: str
    entries: tuple[RouteEntry, ...]
    message: str = ""


def read_overlay(data: bytes, filename: str, extent: Extent = frozenset()) -> Overlay:
    """Reads an overlay from the bytes of GeoJSON, Esri JSON, KML or a table (WGS84 degrees).

    `extent` is where the atlas has lines; it reveals swapped axes. Raises OverlayError, with a few
    sentences, if nothing can be drawn.
    """
    name, remarks = brief(filename) or "overlay", Remarks()
    text, kind = text_of(data, name, remarks)
    is_declared = False
    try:
        if kind == JSON:
            features_found, is_declared = read_json(text, remarks)
        else:
            features_found = read_kml(text) if kind == KML else read_csv(text, remarks)
        features = features_of(features_found, remarks)
    except RecursionError:
        refuse("The file's values are nested too deeply; export it anew as plain GeoJSON.")
    drawn = _within_limit(features, remarks)
    if not drawn:
        raise remarks.refusal()
    if not is_declared:
        _check_axes([feature for feature, _ in drawn], extent, remarks)
    return Overlay(name, text, tuple(
        _entry(i, feature, lines, name, alone=remarks.total == 1)
        for i, (feature, lines) in enumerate(drawn, 1)), remarks.message())


def _within_limit(features: Iterable[Feature], remarks: Remarks
                  ) -> list[tuple[Feature, tuple[Part, ...]]]:
    """Returns the features with their lines, as long as their vertices are within the limit."""
    drawn, count = [], 0
    for feature in features:
        lines = _drawn(feature)
        more = sum(map(len, lines))
        if count + more > MAX_VERTICES:
            remarks.leave_out(OverlayError(
                f"{feature.where} would make {count + more:,} vertices (each point is a ring of "
                f"{_RING_CORNERS + 1}); an overlay has at most {MAX_VERTICES:,}, so simplify the "
                "file or take a part of it.", LIMIT))
            continue
        count += more
        drawn.append((feature, lines))
    return drawn


def with_overlay(catalog: Catalog, entries: Iterable[RouteEntry]) -> Catalog:
    """Returns a catalog for one reader: the atlas's routes, then the overlay's lines."""
    return catalog.joined_by(tuple(entries))


def atlas_extent(catalog: Catalog) -> Extent:
    """Returns the cells of the globe, a quarter of a degree wide, with a line of the atlas."""
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


def _share(points: Sequence[Vertex], extent: Extent, near: int) -> float:
    """Returns the share of points, from 0 to 1, within `near` cells of the extent."""
    steps = range(-near, near + 1)
    hit = sum(any((floor(lon / _CELL) + i, floor(lat / _CELL) + j) in extent
                  for i in steps for j in steps) for lon, lat in points)
    return hit / len(points)


def _check_axes(features: Iterable[Feature], extent: Extent, remarks: Remarks) -> None:
    """Note that the axes may be swapped; refuse the file if they surely are.

    A single point may lie anywhere. A few swapped points may lie on the atlas's lines by chance;
    many hardly can.
    """
    points = list(dict.fromkeys(vertices(features)))
    points = points[::max(1, len(points) // _SAMPLE)]
    turned = [(lat, lon) for lon, lat in points]
    is_sure = False
    if len(points) < 2:
        return
    if extent:
        written, swapped = _share(points, extent, 0), _share(turned, extent, 0)
        is_doubtful = (swapped >= _LEAST_SHARE and written <= _MOST_SHARE) or (
            swapped >= _MOST_SHARE and not written and _share(turned, extent, _NEAR) == 1)
        cells = {(floor(lon / _CELL), floor(lat / _CELL)) for lon, lat in turned} & extent
        is_sure = (len(cells) >= _SURE_CELLS and swapped >= _LEAST_SHARE
                   and written <= _SURE_SHARE)
    else:
        is_doubtful = (all(_in_home(lat, lon) for lon, lat in points)
                       and not any(_in_home(lon, lat) for lon, lat in points))
    if is_sure:
        refuse("The points lie where the atlas has its routes only with longitude and latitude "
               "swapped; write longitude first, or, if they are right as they are, save the file "
               "as GeoJSON that names its “crs” (urn:ogc:def:crs:OGC:1.3:CRS84).")
    if is_doubtful:
        remarks.note("Longitude and latitude may be swapped: the other way round the points would "
                     "lie on the atlas's routes. They are drawn as written, longitude first; if "
                     "that is wrong, swap them in the file.")


def _ring(lon: float, lat: float) -> Part:
    """Returns a circle of a few kilometres around a point, kept inside the map."""
    turns = [360 * i / _RING_CORNERS for i in range(_RING_CORNERS)]
    count = len(turns)
    lons, lats, _ = _GEOD.fwd([lon] * count, [lat] * count, turns, [_RING_KM * 1000] * count)
    ring: list[Vertex] = []
    for x, y in zip(lons, lats, strict=True):
        whole = x + 360 if x - lon < -180 else x - 360 if x - lon > 180 else x
        ring.append((min(180.0, max(-180.0, whole)), y))
    return [*ring, ring[0]]


def _drawn(feature: Feature) -> tuple[Part, ...]:
    """Returns the lines of a feature; a point becomes a ring."""
    points = sum(len(part) == 1 for part in feature.parts)
    if points > MAX_VERTICES // (_RING_CORNERS + 1):
        return ([(0.0, 0.0)] * (points * (_RING_CORNERS + 1)),)
    return tuple(_ring(*part[0]) if len(part) == 1 else part for part in feature.parts)


def _name(feature: Feature, filename: str, *, alone: bool) -> str:
    """Returns the name of a feature, else the file's name and the feature's position in it."""
    own = filename if alone else f"{filename}, {feature.where[:1].lower()}{feature.where[1:]}"
    name = feature.name or own
    return f"{name[:_NAME - 1]}…" if len(name) > _NAME else name


def _note(feature: Feature, filename: str) -> str:
    """Returns a note on the line and the properties in its file."""
    words = f"{OVERLAY_FLAG.capitalize()}: {feature.where.lower()} of “{filename}”"
    if feature.kind == "area":
        words += ", an area of which the outline is drawn"
    points = [part[0] for part in feature.parts if len(part) == 1]
    if points:
        lon, lat = points[0]
        more = f" and {len(points) - 1} more" if len(points) > 1 else ""
        lead = "" if feature.kind == "point" else "with "
        words += (f", {lead}the point {lat:.5f}, {lon:.5f} (latitude, longitude){more}, drawn as "
                  f"a ring of about {_RING_KM:.0f} km")
    pairs = "; ".join(f"{name}: {text}" for name, text in feature.properties.items()
                      if name.casefold() != "name")
    note = f"{words}. {pairs}" if pairs else f"{words}."
    return f"{note[:_NOTE - 1]}…" if len(note) > _NOTE else note


def _entry(number: int, feature: Feature, parts: Sequence[Part], filename: str, *, alone: bool
           ) -> RouteEntry:
    route_id, name = f"{OVERLAY}-{number}", _name(feature, filename, alone=alone)
    line = LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts)
    return RouteEntry(
        Route(route_id, name, (), OVERLAY, feature.mode if feature.mode in MODES else OVERLAY,
              "", "", (), ()),
        Alignment(route_id, OVERLAY, _note(feature, filename), line), (), (), (name,))

"""Reads an overlay from JSON: GeoJSON in its many shapes, also line by line, and Esri's JSON.

The size of the text is checked before it is parsed.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from geo.overlay.column_names import axes
from geo.overlay.degrees import degrees, vertex
from geo.overlay.features import FoundFeature
from geo.overlay.limits import (
    MAX_FEATURES,
    MAX_NESTING,
    MAX_VERTICES,
    FeatureReading,
    brief,
    geometry_name,
    listed,
    refuse,
)
from geo.overlay.remarks import Remarks

_MOST: Final[Mapping[str, int]] = {"{": 150_000, "[": 500_000, ",": 1_200_000, ":": 500_000,
                                   '"': 1_400_000}
"""The most of these characters that an overlay within the limits can have."""

_SIMPLER: Final = (f"an overlay has at most {MAX_FEATURES:,} features and {MAX_VERTICES:,} "
                   "vertices, so simplify it or take a part of it.")
_DEGREES: Final = re.compile(r"(crs84|epsg:{1,2}4326|/4326|epsg:[\d.]*:4326|wgs ?84)$",
                             re.IGNORECASE)
_NEXT: Final = "export the file as a FeatureCollection in WGS84"
_STRUCTURE: Final = frozenset(("type", "geometry", "coordinates", "features", "geometries"))
_WHITE: Final = re.compile("[ \t\r\n\x1e,]*+")
_BEGINS: Final = ("{", "\x1e")
_MOST_BAD_LINES, _MOST_KEYS = 1_000, 200
_DEGREE_SYSTEMS: Final = (4326, 4979)
_OTHERS: Final[Mapping[str, str]] = {
    "topology": "TopoJSON; convert it to GeoJSON (mapshaper.org: Export, GeoJSON) and add that",
}


class _Decoder:
    """Decodes JSON as pandas and others write it: NaN becomes null, repeated keys are noted."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._decoder = json.JSONDecoder(
            parse_constant=lambda _: None, parse_int=self._integer,
            object_pairs_hook=self._object)

    @staticmethod
    def _integer(digits: str) -> float:
        return int(digits) if len(digits) <= 400 else math.inf

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        document = dict(pairs)
        if len(document) < len(pairs):
            twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
            if twice in _STRUCTURE:
                refuse(f"The file is not GeoJSON: the key “{brief(twice)}” stands twice in one "
                       "object; export it anew.")
            self._remarks.note(f"The key “{brief(twice)}” stands twice in one object; the last is "
                               "used.")
        return document

    def one(self, text: str, at: int) -> tuple[Any, int]:
        """Returns the value that begins at an index, and the index after it. Raises ValueError."""
        return self._decoder.raw_decode(text, at)


def _documents(text: str, remarks: Remarks) -> Iterator[Any]:
    """Yields the values of a text: one document, or several, each on its own line."""
    decoder, bad, count = _Decoder(remarks), 0, 0
    at = _end_of_white(text, 0)
    while at < len(text):
        try:
            value, at = decoder.one(text, at)
            count += 1
            yield value
        except json.JSONDecodeError as error:
            line_end = text.find("\n", at) + 1 or len(text)
            if error.pos > line_end or not (count or text[line_end:line_end + 1] in _BEGINS):
                refuse(f"The file is not GeoJSON that can be read: line {error.lineno}, column "
                       f"{error.colno}: {error.msg.lower()}; export it anew.")
            bad, at = bad + 1, line_end
            if bad > _MOST_BAD_LINES:
                break
        at = _end_of_white(text, at)
    if bad:
        remarks.note("1 line of the file cannot be read as JSON and is left out." if bad == 1 else
                     f"{bad:,} lines of the file cannot be read as JSON and are left out.")


def _end_of_white(text: str, at: int) -> int:
    match = _WHITE.match(text, at)
    return match.end() if match else at


def read_json(text: str, remarks: Remarks) -> tuple[Iterator[FoundFeature], bool]:
    """Returns the features of a text, and whether it declares that longitude comes first.

    Raises OverlayError with a sentence if the text as a whole is wrong.
    """
    for mark, most in _MOST.items():
        if (count := text.count(mark)) > most:
            refuse(f"The file holds too much ({count:,} times “{mark}”); {_SIMPLER}")
    documents = list(_documents(text, remarks))
    if not documents:
        refuse("The file holds no feature; draw a line in it and add it again.")
    declared = [isinstance(document, dict) and _declared(document) for document in documents]
    return _numbered(documents), all(declared)


def _declared(document: Mapping[str, Any]) -> bool:
    """Checks whether a member `crs` declares longitude first. Refuses another system."""
    crs = document.get("crs")
    if crs is None:
        return False
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if not isinstance(name, str) or not _DEGREES.search(name):
        refuse(f"The file says that its coordinates are in “{brief(name or crs)}”; save it in "
               "WGS84 (EPSG:4326).")
    return "crs84" in name.casefold()


def _numbered(documents: list[Any]) -> Iterator[FoundFeature]:
    number = 0
    for document in documents:
        for feature, system in _features(document, None, 0):
            number += 1
            yield _feature_from(f"Feature {number}", feature, system)


_Item = tuple[Any, Any]
"""A feature or geometry, and the Esri coordinate system that the file names."""


def _features(document: Any, system: Any, depth: int) -> Iterator[_Item]:  # noqa: ANN401 - JSON
    """Yields the features and geometries of a document, whatever its shape."""
    if depth > MAX_NESTING:
        refuse(f"The file's collections are nested too deeply; {_NEXT}.")
    if isinstance(document, list):
        for member in document:
            yield from _features(member, system, depth + 1) if _holds_many(member) else (
                (member, system),)
        return
    if not isinstance(document, dict):
        refuse("The file is JSON but not GeoJSON: it does not hold an object with features; "
               f"{_NEXT}.")
    system = document.get("spatialReference", system)
    kind = document.get("type")
    kind_lower = kind.casefold() if isinstance(kind, str) else ""
    if isinstance(document.get("features"), list):
        yield from _features(document["features"], system, depth + 1)
    elif kind_lower == "feature" or "geometry" in document or geometry_name(kind) or (
            _is_esri(document) or _record_axes(document)):
        yield document, system
    elif nested := next((value for value in document.values() if _holds_many(value)), None):
        yield from _features(nested, system, depth + 1)
    else:
        _refuse_other(document, kind_lower)


def _holds_many(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("features"), list)


def _refuse_other(document: Mapping[str, Any], kind: str) -> None:
    if kind in _OTHERS:
        refuse(f"The file is {_OTHERS[kind]}.")
    if kind == "featurecollection":
        refuse("The file holds no feature; draw a line in it and add it again.")
    if "elements" in document and "osm3s" in document:
        refuse("The file is JSON of Overpass, not GeoJSON; in overpass-turbo choose Export, "
               "GeoJSON, and add that.")
    what = f"of the type “{brief(kind)}”" if kind else f"with {listed(list(document), 6)}"
    refuse(f"The file is JSON {what}, not GeoJSON; {_NEXT}.")


def _is_esri(feature: Mapping[str, Any]) -> bool:
    return "attributes" in feature or any(key in feature for key in ("paths", "rings", "points"))


def _record_axes(record: Mapping[str, Any]) -> tuple[str, str] | None:
    """Returns the keys of longitude and latitude of a plain object that has both."""
    return _key_axes(tuple(islice((key for key, value in record.items()
                                   if not isinstance(value, dict | list)), _MOST_KEYS)))


@lru_cache(maxsize=16)
def _key_axes(keys: tuple[str, ...]) -> tuple[str, str] | None:
    columns = axes(keys)
    return (keys[columns[0]], keys[columns[1]]) if columns else None


def _feature_from(where: str, feature: object, system: object) -> FoundFeature:
    """Returns a feature of GeoJSON or Esri, a geometry alone, or a plain object with longitude."""
    if not isinstance(feature, dict):
        return FoundFeature(where, lambda reading: _blank(reading.where, feature), {})
    if geometry_name(feature.get("type")):
        return FoundFeature(where, lambda _: feature, {})
    properties = feature.get("properties", feature.get("attributes"))
    given = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        given.setdefault("id", feature["id"])
    if _is_esri(feature) and "attributes" not in feature:
        return FoundFeature(
            where, lambda reading: esri_geometry(reading.where, feature, system), given
        )
    if "geometry" not in feature and (keys := _record_axes(feature)):
        lon, lat = (feature[key] for key in keys)
        return FoundFeature(where, lambda reading: _record_point(reading, lon, lat), {
            key: value for key, value in feature.items() if key not in keys})
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry and "type" not in geometry:
        return FoundFeature(
            where, lambda reading: esri_geometry(reading.where, geometry, system), given
        )
    return FoundFeature(where, lambda reading: geometry if isinstance(geometry, dict) else _blank(
        reading.where, geometry), given)


def _record_point(reading: FeatureReading, lon: object, lat: object) -> object:
    """Returns the point of a plain object; None if it has no place."""
    if lon in (None, "") or lat in (None, ""):
        return None
    return {"type": "Point", "coordinates": vertex(
        reading, degrees(reading, str(lon)), degrees(reading, str(lat)))}


def _blank(where: str, geometry: object) -> None:
    """Returns None for a blank place. Refuses anything else that is no geometry."""
    if geometry is not None and not (isinstance(geometry, str) and len(geometry) < 5) and (
            geometry != []):
        refuse(f"{where}: “{brief(geometry)}” is no geometry; {_NEXT}.", "geometry")


def esri_geometry(where: str, geometry: Mapping[str, Any], system: object) -> object:
    """Returns a geometry of Esri's JSON in the form of GeoJSON; None if it has no place."""
    given = geometry.get("spatialReference", system)
    if isinstance(given, dict):
        codes = [given[key] for key in ("latestWkid", "wkid") if key in given]
        name = str(given.get("wkt", ""))
        if (codes and not set(map(str, codes)) & set(map(str, _DEGREE_SYSTEMS))) or (
                not codes and name.lstrip().startswith("PROJCS")):
            refuse(f"{where} is in the system {brief(codes[0] if codes else name)} of Esri, not "
                   "in WGS84; ask the service for outSR=4326 (or f=geojson), or project the layer "
                   "to WGS84.", "system")
    for key, kind in (("paths", "MultiLineString"), ("rings", "Polygon"), ("points", "MultiPoint")):
        if key in geometry:
            return {"type": kind, "coordinates": geometry[key]}
    if any(key in geometry for key in ("curvePaths", "curveRings")):
        refuse(f"{where} is drawn with curves; densify it in ArcGIS and export it anew.", "curve")
    if geometry.get("x") in (None, "NaN"):
        return None
    return {"type": "Point", "coordinates": [geometry["x"], geometry.get("y")]}

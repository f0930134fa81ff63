"""Reads a geometry in a cell: well-known text, well-known binary in hexadecimal, or GeoJSON.

No geographic library sees the cell; brackets, commas and bytes are counted before they are read.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Final

from geo.overlay.limits import (
    COLLECTION,
    GEOMETRIES,
    MAX_NESTING,
    MAX_VERTICES,
    FeatureReading,
    brief,
    check_count,
    refuse,
)

Geometry = dict[str, Any]
"""A geometry in the form of GeoJSON."""

_DEEPEST, _MOST_NUMBERS = 3, 4
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MARK: Final = re.compile(r"[(),]|[^\s(),]+")
_HEAD: Final = re.compile(r"(?:SRID=(\d{1,9}) ?[; ] ?)?([A-Z]{5,20}?)(?: ?(?:ZM|Z|M))?( ?EMPTY)?")
_LONGEST_HEAD: Final = 80
_TYPES: Final[Mapping[str, str]] = {name.upper(): name for name in (*GEOMETRIES, COLLECTION)}
_LOOKS: Final = re.compile(
    r"\s*(?:SRID\s*=\s*\d+\s*[;\s]\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION|CURVE|"
    r"SURFACE|CIRCULARSTRING|COMPOUNDCURVE)\s*(?:ZM?|M)?\s*(?:\(|EMPTY)", re.IGNORECASE)
_HEX: Final = re.compile(r"\s*(?:0x|\\x)?(?:00[0-9A-F]{6}(?:0[1-7]|[A-F]\d)|0[01][0-9A-F]{8})"
                         r"[0-9A-F]{16,}", re.IGNORECASE)
_JSON: Final = re.compile(r'\s*\{\s*"(type|coordinates|geometry|geometries|crs|bbox)"')
_NEXT: Final = "export the geometry as WKT"


def looks_like_geometry(text: str) -> bool:
    """Checks whether a cell begins like a geometry."""
    begins = text[:_LONGEST_HEAD]
    return bool(_LOOKS.match(begins) or _HEX.match(begins) or _JSON.match(begins))


def is_whole_geometry(text: str) -> bool:
    """Checks whether a cell is a geometry from its first letter to its last."""
    end = text[-_LONGEST_HEAD:].rstrip()
    return looks_like_geometry(text) and (
        end.upper().endswith((")", "EMPTY", "}")) or bool(_HEX.match(text[:_LONGEST_HEAD])))


def geometry_of(reading: FeatureReading, text: str) -> object:
    """Returns the geometry of a cell in the form of GeoJSON; None if it has no place."""
    if _JSON.match(text[:_LONGEST_HEAD]):
        return _json_geometry(reading, text)
    if _HEX.match(text[:_LONGEST_HEAD]):
        return _wkb_geometry(reading, text)
    return _wkt_geometry(reading, text)


def _json_geometry(reading: FeatureReading, text: str) -> object:
    try:
        value = json.loads(text, parse_int=_integer, parse_constant=lambda _: None)
    except ValueError:
        refuse(f"{reading.where}: “{brief(text)}” is not GeoJSON that can be read; {_NEXT}.",
               "geometry")
    return value["geometry"] if isinstance(value, dict) and "geometry" in value else value


def _integer(digits: str) -> float:
    return float(digits[:400])


def _wkt_geometry(reading: FeatureReading, text: str, depth: int = 0) -> Geometry | None:
    """Reads a geometry from well-known text; None if it is empty."""
    head = " ".join(text[:_LONGEST_HEAD].partition("(")[0].upper().split())
    match = _HEAD.fullmatch(head)
    if not match or match[2] not in _TYPES:
        refuse(f"{reading.where}: “{brief(text)}” is not well-known text (WKT) such as LINESTRING "
               f"(49.9 40.4, 44.8 41.7); {_NEXT}.", "geometry")
    if match[1] and int(match[1]) not in (0, 4326, 4979):
        refuse(f"{reading.where} is in EPSG:{match[1]}; save the file in WGS84 (EPSG:4326).",
               "system")
    if match[3]:
        return None
    kind, inner = _TYPES[match[2]], text[text.find("("):] if "(" in text else ""
    if kind == COLLECTION:
        if depth >= MAX_NESTING:
            refuse(f"{reading.where}: its collections are nested too deeply; {_NEXT}.", "nesting")
        return {"type": kind, "geometries": [
            _wkt_geometry(reading, member, depth + 1) for member in _members(reading, inner)]}
    check_count(inner.count(",") + 1, MAX_VERTICES, "vertices or more")
    check_count(inner.count("("), MAX_VERTICES, "parts or more")
    nested = _Brackets(reading).read(inner)
    if kind == "Point":
        nested = nested[0] if len(nested) == 1 else nested
    elif kind == "MultiPoint":
        nested = [point[0] if point and isinstance(point[0], list) else point for point in nested]
    return {"type": kind, "coordinates": nested}


def _members(reading: FeatureReading, text: str) -> Iterator[str]:
    """Yields the texts between the commas of the outermost brackets."""
    check_count(text.count("(") + text.count(","), 2 * MAX_VERTICES, "brackets and commas or more")
    depth, begin, at = 0, 0, 0
    for match in re.finditer(r"[(),]", text):
        at, mark = match.start(), match[0]
        depth += {"(": 1, ")": -1, ",": 0}[mark]
        if mark == "(" and depth == 1:
            begin = at + 1
        elif depth < 1 or (mark == "," and depth == 1):
            if text[begin:at].strip():
                yield text[begin:at].strip()
            begin = at + 1
        if depth < 1:
            break
    if depth != 0 or text[at + 1:].strip():
        refuse(f"{reading.where}: its brackets do not match; {_NEXT}.", "brackets")


class _Brackets:
    """Reads `((1 2, 3 4))` as [[[1, 2], [3, 4]]]: brackets become lists, and so do points."""

    def __init__(self, reading: FeatureReading) -> None:
        self._where = reading.where
        self._stack: list[list[Any]] = [[]]
        self._point: list[float] = []

    def read(self, text: str) -> list[Any]:
        """Returns the contents of the outermost brackets."""
        for match in _MARK.finditer(text):
            self._take(match[0])
        self._check(len(self._stack) == 1 == len(self._stack[0]) and not self._point,
                    "its brackets do not match")
        whole: list[Any] = self._stack[0][0]
        return whole

    def _take(self, mark: str) -> None:
        """Read a bracket, a comma or a number."""
        if mark == "(":
            self._check(len(self._stack) <= _DEEPEST, "its brackets are nested too deeply")
            self._stack.append([])
        elif mark in ",)":
            if self._point:
                self._stack[-1].append(self._point)
                self._point = []
            if mark == ")":
                self._check(len(self._stack) > 1, "its brackets do not match")
                closed = self._stack.pop()
                self._stack[-1].append(closed)
        else:
            if not _NUMBER.fullmatch(mark[:400]):
                refuse(f"{self._where}: “{brief(mark)}” is not a number; give WGS84 degrees.",
                       "coordinate")
            self._point.append(float(mark[:400]))
            self._check(len(self._point) <= _MOST_NUMBERS, "a point has more than four numbers")

    def _check(self, good: bool, fault: str) -> None:  # noqa: FBT001 - the one thing it is about
        if not good:
            refuse(f"{self._where}: {fault}; export the geometry anew.", "brackets")


def _wkb_geometry(reading: FeatureReading, text: str) -> Geometry:
    """Reads a geometry from well-known binary in hexadecimal, with or without a system."""
    digits = text.strip().removeprefix("\\x").removeprefix("0x").removeprefix("0X")
    check_count(len(digits) // 32, MAX_VERTICES, "vertices or more")
    try:
        return _Binary(reading, bytes.fromhex(digits)).geometry()
    except (ValueError, struct.error):
        refuse(f"{reading.where}: “{brief(text)}” is not a geometry (WKB) that can be read; "
               f"{_NEXT}.", "geometry")


class _Binary:
    """Reads well-known binary, ISO or of PostGIS; counts in it are checked against its length."""

    def __init__(self, reading: FeatureReading, data: bytes) -> None:
        self._where, self._data, self._at = reading.where, data, 0
        self._order = "<"

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(self._order + form, self._data, self._at)
        self._at += struct.calcsize(self._order + form)
        return values

    def _count(self, least: int) -> int:
        """Reads a count of items of at least `least` bytes. Raises ValueError if it is too big."""
        (count,) = self._take("I")
        if count * least > len(self._data) - self._at:
            raise ValueError
        return int(count)

    def _points(self, size: int) -> list[list[float]]:
        return [list(self._take(f"{size}d")) for _ in range(self._count(8 * size))]

    def geometry(self, depth: int = 0) -> Geometry:
        if depth > MAX_NESTING:
            refuse(f"{self._where}: its collections are nested too deeply; {_NEXT}.", "nesting")
        order = self._data[self._at]  # no IndexError: every count was checked
        self._at += 1
        self._order = "<" if order else ">"
        (code,) = self._take("I")
        if code & 0x20000000 and (system := self._take("I")[0]) not in (0, 4326, 4979):
            refuse(f"{self._where} is in EPSG:{system}; save the file in WGS84 (EPSG:4326).",
                   "system")
        plain = code & 0x0FFFFFFF
        size = 2 + (plain // 1_000 in (1, 3) or bool(code & 0x80000000)) + (
            plain // 1_000 in (2, 3) or bool(code & 0x40000000))
        names = ("", *GEOMETRY_CODES)
        name = names[plain % 1_000] if plain % 1_000 < len(names) else ""
        if name == "Point":
            point = list(self._take(f"{size}d"))
            return {"type": name, "coordinates": [] if point[0] != point[0] else point}
        if name == "LineString":
            return {"type": name, "coordinates": self._points(size)}
        if name == "Polygon":
            return {"type": name, "coordinates": [
                self._points(size) for _ in range(self._count(4))]}
        if not name:
            raise ValueError
        members = [self.geometry(depth + 1) for _ in range(self._count(5))]
        if name == COLLECTION:
            return {"type": name, "geometries": members}
        return {"type": name, "coordinates": [member.get("coordinates") for member in members]}


GEOMETRY_CODES: Final = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString",
                         "MultiPolygon", COLLECTION)
"""The geometries by their numbers in well-known binary, from 1."""

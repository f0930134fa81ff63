"""An overlay from CSV: a column of WKT, or one of longitudes and one of latitudes."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.overlay.parts import (
    GEOMETRIES,
    MAX_BYTES,
    MAX_FEATURES,
    MAX_VERTICES,
    Feature,
    brief,
    check_columns,
    check_count,
    check_text,
    refuse,
    shape_of,
)

_WKT_NAMES: Final = ("wkt", "wkt_geom", "geom", "the_geom", "geometry")
_LON_NAMES: Final = ("lon", "lng", "long", "longitude", "x")
_LAT_NAMES: Final = ("lat", "latitude", "y")
_SEPARATORS: Final = (",", ";", "\t")
_DEEPEST, _MOST_NUMBERS = 3, 4
_MOST_LINES: Final = 200_000
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_MARK: Final = re.compile(r"[(),]|[^\s(),]+")
_HEAD: Final = re.compile(r"(?:SRID=(\d{1,9}); ?)?([A-Z]{5,20}?)(?: ?(?:ZM|Z|M))?( ?EMPTY)?")
_LONGEST_HEAD: Final = 60
_TYPES: Final[Mapping[str, str]] = {name.upper(): name for name in GEOMETRIES}


def read_csv(text: str) -> list[Feature]:
    """The features of a text, one a row. Raises OverlayError with the first fault, in a sentence.

    Cells are parted by commas, semicolons or tabs, whichever the header has most of.
    """
    if text.count("\n") > _MOST_LINES:
        refuse(f"The file has more than {_MOST_LINES:,} lines; an overlay has at most "
               f"{MAX_FEATURES:,} rows, so simplify it or take a part of it.")
    csv.field_size_limit(MAX_BYTES)
    header_line = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header_line.count)
    check_columns(header_line.count(separator) + 1, "The header")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    features: list[Feature] = []
    line = 1
    try:
        header = _header(next(rows, []))
        read = _reader(header)
        line = rows.line_num + 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                check_count(len(features) + 1, MAX_FEATURES, "rows or more")
                features.append(_feature(f"Row {line}", header, cells, read))
            line = rows.line_num + 1
    except csv.Error as error:
        refuse(f"Row {line} is not CSV that can be read: {brief(str(error))}; save the table "
               "anew as CSV.")
    if not features:
        refuse("The table has a header and no row; add a row for each line or point.")
    return features


def _header(cells: Sequence[str]) -> list[str]:
    header = [check_text("The header", f"column {i}", cell) for i, cell in enumerate(cells, 1)]
    check_columns(len(header), "The header")
    for i, name in enumerate(header, 1):
        if not name:
            refuse(f"The header's column {i} has no name; name it or take it out.")
        if header.index(name) < i - 1:
            refuse(f"The header names the column “{brief(name)}” twice; rename one of them.")
    return header


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    small = [name.casefold() for name in header]
    return next((small.index(name) for name in names if name in small), None)


def _reader(header: Sequence[str]) -> tuple[int, ...]:
    """The columns that hold the geometry: one of WKT, or longitude and latitude."""
    wkt, lon, lat = (_column(header, names) for names in (_WKT_NAMES, _LON_NAMES, _LAT_NAMES))
    if wkt is not None:
        return (wkt,)
    if lon is None or lat is None:
        refuse("The file is no GeoJSON, and its first line names neither a column “wkt” nor "
               "columns “lon” and “lat”; name them so, or export it as GeoJSON in WGS84.")
    return lon, lat


def _feature(where: str, header: Sequence[str], cells: Sequence[str], place: tuple[int, ...]
             ) -> Feature:
    if len(cells) != len(header):
        refuse(f"{where} has {len(cells)} cells where the header has {len(header)}; put cells that "
               "hold the separator in quotes.")
    given = [cells[column].strip() for column in place]
    if not all(given):
        refuse(f"{where} has no “{brief(header[place[given.index('')]])}”; fill it in or take the "
               "row out.")
    if len(place) == 1:
        kind, parts = _shape(where, given[0])
    else:
        kind, parts = shape_of(where, "Point", [_number(where, cell) for cell in given])
    properties = {name: check_text(where, name, cell)
                  for i, (name, cell) in enumerate(zip(header, cells, strict=True))
                  if i not in place}
    return Feature(where, kind, parts, {name: text for name, text in properties.items() if text})


def _number(where: str, text: str) -> float:
    if not _NUMBER.fullmatch(text[:400]) or not math.isfinite(float(text[:400])):
        hint = "write it with a decimal point" if "," in text else "give WGS84 degrees"
        refuse(f"{where}: “{brief(text)}” is not a number; {hint}.")
    return float(text[:400])


def _shape(where: str, text: str) -> tuple[str, Any]:
    """A geometry from well-known text, read by hand: nothing of it goes to a library."""
    head = " ".join(text[:_LONGEST_HEAD].partition("(")[0].upper().split())
    found = _HEAD.fullmatch(head)
    if not found or found[2] not in _TYPES:
        refuse(f"{where}: “{brief(text)}” is not well-known text (WKT) such as LINESTRING (49.9 "
               "40.4, 44.8 41.7); export the geometry as WKT.")
    if found[1] and int(found[1]) != 4326:
        refuse(f"{where} is in EPSG:{found[1]}; save the file in WGS84 (EPSG:4326).")
    kind = _TYPES[found[2]]
    nested = [] if found[3] else _nested(where, text[text.find("("):])
    if kind == "Point" and len(nested) == 1:
        return shape_of(where, kind, nested[0])
    if kind == "MultiPoint":
        nested = [each[0] if each and isinstance(each[0], list) else each for each in nested]
    return shape_of(where, kind, nested)


class _Brackets:
    """`((1 2, 3 4))` as [[[1, 2], [3, 4]]] while it is read: brackets are lists, so are points."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._stack: list[list[Any]] = [[]]
        self._point: list[float] = []
        self._count = 0

    def take(self, mark: str) -> None:
        """Read on: a bracket, a comma or a number."""
        if mark == "(":
            self._check(len(self._stack) <= _DEEPEST, "its brackets are nested too deeply")
            self._stack.append([])
        elif mark in ",)":
            self._end_point()
            if mark == ")":
                self._check(len(self._stack) > 1, "its brackets do not match")
                closed = self._stack.pop()
                self._stack[-1].append(closed)
        else:
            self._point.append(_number(self._where, mark))
            self._check(len(self._point) <= _MOST_NUMBERS, "a point has more than four numbers")

    def _end_point(self) -> None:
        if self._point:
            self._stack[-1].append(self._point)
            self._point = []
            self._count += 1
            check_count(self._count, MAX_VERTICES, "vertices or more")

    def _check(self, good: bool, fault: str) -> None:  # noqa: FBT001 - the one thing it is about
        if not good:
            refuse(f"{self._where}: {fault}; export the geometry anew.")

    def whole(self) -> list[Any]:
        """What stood between the outermost brackets."""
        self._check(len(self._stack) == 1 == len(self._stack[0]) and not self._point,
                    "its brackets do not match")
        found: list[Any] = self._stack[0][0]
        return found


def _nested(where: str, text: str) -> list[Any]:
    """The part of well-known text that stands in brackets, as lists."""
    brackets = _Brackets(where)
    for found in _MARK.finditer(text):
        brackets.take(found[0])
    return brackets.whole()

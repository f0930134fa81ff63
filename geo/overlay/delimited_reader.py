"""Reads an overlay from a table: CSV, TSV and similar, as programs and people write them.

The cells are read here and not by the module `csv`, whose limit on the size of a cell holds for
the whole process and is too small for a line's geometry.
"""
# ruff: noqa: RUF001 - letters and signs of many scripts are what it is about

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Final

from geo.overlay.column_names import axes, is_geometry, is_lon_first, is_pair, letter_o
from geo.overlay.degrees import LAT, LON, angle, degrees, pair, vertex
from geo.overlay.features import FoundFeature
from geo.overlay.limits import MAX_FEATURES, MAX_VERTICES, FeatureReading, brief, listed, refuse
from geo.overlay.remarks import Remarks
from geo.overlay.wkt import geometry_of, is_whole_geometry, looks_like_geometry

_SEPARATORS: Final = (",", ";", "\t", "|")
_NO_SEPARATOR: Final = "\x00"
_SEP_LINE: Final = re.compile(r'\s*"?sep=(.)"?[,;\t|]*\s*\n', re.IGNORECASE)
_SRID: Final = re.compile(r"(SRID=\d{1,9}) ?; ?(?=[a-z])", re.IGNORECASE)
"""EWKT has a semicolon of its own, which is no separator."""
_MOST_LINES, _MOST_CELLS, _MOST_MARKS = 200_000, 5_000, 1_500_000
_BEFORE_HEADER, _SAMPLE_ROWS, _SAMPLE_COLUMNS = 30, 100, 300
_BLANKS: Final = frozenset((
    "", "na", "n/a", "n.a.", "nan", "null", "none", "nil", "<na>", "#n/a", "#na", "#value!", "-",
    "--", "---", "–", "—", ".", "..", "...", "?", "*", "tbd", "tba", "unknown", "not found",
    "not available", "missing", "undefined", "empty", "k.a.", "yok", "нет", "нет данных", "н/д"))
_COMMENTS: Final = ("#", "//", "--", "%")

_MORE: Final = FoundFeature("A row beyond the limit", lambda _: None, {})

Row = tuple[int, list[str]]
"""The line number where a row begins, and its cells."""


def rows_of(text: str, separator: str, remarks: Remarks | None = None) -> Iterator[Row]:
    """Yields the rows of a text whose lines end in line feeds; a quoted cell may hold some."""
    quoted = re.compile(rf'[ ]*"([^"]*+(?:""[^"]*+)*+)"([^{re.escape(separator)}\n]*+)')
    plain = re.compile(rf"[^{re.escape(separator)}\n]*+")
    at, line, end = 0, 1, len(text)
    while at < end:
        stop = text.find("\n", at)
        stop = end if stop < 0 else stop
        begin = line
        if text.find('"', at, stop) < 0:
            _check_width(text.count(separator, at, stop), line)
            cells, at, line = text[at:stop].split(separator), stop + 1, line + 1
        else:
            cells = []
            while True:
                is_quoted = text[at:at + 40].lstrip(" ").startswith('"')
                match = (quoted if is_quoted else plain).match(text, at)
                if match is None:
                    _unclosed(begin, remarks)
                    return
                cells.append(match[1].replace('""', '"') + match[2] if is_quoted else match[0])
                _check_width(len(cells) - 1, begin)
                line += match[0].count("\n")
                at = match.end() + 1
                if match.end() >= end or text[match.end()] == "\n":
                    break
            line += 1
        yield begin, cells


def _check_width(count: int, line: int) -> None:
    if count >= _MOST_CELLS:
        refuse(f"Row {line:,} has more than {_MOST_CELLS:,} columns; leave out those that are not "
               "needed.")


def _unclosed(line: int, remarks: Remarks | None) -> None:
    if remarks:
        remarks.note(f"From row {line:,} on nothing can be read: a quote is opened there and never "
                     "closed; close it, or save the table anew as CSV.")


@dataclass(slots=True)
class _Table:
    """A table with a known header. Columns are indices of cells."""

    separator: str
    header: list[str]
    before: int
    geometry: int | None = None
    axes: tuple[int, int] | None = None
    pair: int | None = None
    lon_first: bool = False
    letter_o: str = ""
    headless: bool = False
    fits: float = 0.0
    raw: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, ...]:
        return tuple(column for column in (self.geometry, *(self.axes or ()), self.pair)
                     if column is not None)


def _is_blank(cell: str) -> bool:
    return cell.strip().casefold() in _BLANKS if len(cell) < 40 else not cell.strip()


def _is_empty(cells: Iterable[str]) -> bool:
    return all(not cell.strip() for cell in cells)


def _is_comment(cells: Sequence[str]) -> bool:
    return cells[0].lstrip().startswith(_COMMENTS) and _is_empty(cells[1:])


def _column(rows: Sequence[list[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and not _is_blank(row[index])]


def _geometry_column(header: Sequence[str], rows: Sequence[list[str]]) -> int | None:
    """Returns the column with geometries in its cells; columns with such a name come first."""
    wide = range(min(len(header), _SAMPLE_COLUMNS))
    for index in sorted(wide, key=lambda column: not is_geometry(header[column])):
        if header[index].strip() and any(map(is_whole_geometry, _column(rows, index))):
            return index
    return next((index for index in wide if is_geometry(header[index]) and any(
        map(looks_like_geometry, _column(rows, index)))), None)


def _empty_geometry_column(header: Sequence[str]) -> int | None:
    return next((index for index, name in enumerate(header[:_SAMPLE_COLUMNS])
                 if is_geometry(name)), None)


def _pair_column(header: Sequence[str], rows: Sequence[list[str]], letter: str) -> int | None:
    return next((index for index, name in enumerate(header[:_SAMPLE_COLUMNS]) if is_pair(name)
                 and any(pair(cell, letter) for cell in _column(rows, index))), None)


def _fitted(separator: str, header: list[str], before: int, rows: Sequence[list[str]]
            ) -> _Table | None:
    """Returns a table with this header; None if it has no columns with places."""
    table = _Table(separator, header, before, letter_o=letter_o(header))
    table.geometry = _geometry_column(header, rows)
    table.axes = axes(header)
    if table.geometry is None and table.axes is None:
        table.pair = _pair_column(header, rows, table.letter_o)
    if table.geometry is None and table.axes is None and table.pair is None:
        table.geometry = _empty_geometry_column(header)
    if not table.place:
        return None
    if table.pair is not None:
        pairs = [angles for cell in _column(rows, table.pair)
                 if (angles := pair(cell, table.letter_o))]
        table.lon_first = is_lon_first(header[table.pair]) or (
            any(abs(first) > 90 for (first, _), _ in pairs)
            and all(abs(second) <= 90 for _, (second, _) in pairs))
    table.fits = sum(_fits(table, row) for row in rows) + len(header) / 1e6
    return table


def _fits(table: _Table, row: Sequence[str]) -> bool:
    """Checks whether a row has a readable place, and not more cells than the header."""
    if max(table.place) >= len(row) or not _is_empty(row[len(table.header):]):
        return False
    if table.geometry is not None and looks_like_geometry(row[table.geometry]):
        return is_whole_geometry(row[table.geometry])
    if table.axes is not None:
        return all(angle(row[column], table.letter_o) for column in table.axes)
    return table.pair is not None and pair(row[table.pair], table.letter_o) is not None


def _heads(text: str, separator: str) -> list[Row]:
    """Returns the first rows that are not empty; none if they cannot be read."""
    rows = (row for row in rows_of(text, separator) if not _is_empty(row[1]))
    return list(islice(rows, _BEFORE_HEADER + _SAMPLE_ROWS))


def _table(text: str, separators: Sequence[str]) -> _Table:
    """Returns the table of a text, with the separator that fits most of its first rows."""
    best: _Table | None = None
    widest_row: list[str] = []
    for separator in separators:
        heads = _heads(text, separator)
        for i, (_, cells) in enumerate(heads[:_BEFORE_HEADER]):
            rows = [row for _, row in heads[i + 1:i + 1 + _SAMPLE_ROWS]]
            headless = any(map(is_whole_geometry, cells[:_SAMPLE_COLUMNS]))
            if headless:
                header = [f"column {number}" for number in range(1, len(cells) + 1)]
                rows.insert(0, cells)
            else:
                header = _names([cells[0].lstrip("#/% "), *cells[1:]])
            table = _fitted(separator, header, heads[i][0] - headless, rows)
            if table:
                table.headless, table.raw = headless, tuple(cells)
                best = table if best is None or table.fits > best.fits else best
                break
        widest = max((cells for _, cells in heads[:_BEFORE_HEADER]), key=len, default=[])
        widest_row = widest if len(widest) > len(widest_row) else widest_row
    if best is None:
        refuse("The file is no GeoJSON, and it names neither a column “wkt” nor columns “lon” and "
               "“lat”; name them so, or export it as GeoJSON in WGS84. Its first columns are "
               f"{listed([cell for cell in widest_row if cell.strip()] or ['blank'], 8)}.")
    return best


def _names(cells: Iterable[str]) -> list[str]:
    """Returns the names of columns, each on one line; repeated names are numbered."""
    names: list[str] = []
    count: dict[str, int] = {}
    for cell in cells:
        name = " ".join(cell.split())
        count[name] = count.get(name, 0) + 1
        names.append(f"{name} ({count[name]})" if name and count[name] > 1 else name)
    return names


def read_csv(text: str, remarks: Remarks) -> Iterator[FoundFeature]:
    """Reads the rows of a table that may be drawn. Raises OverlayError for one without places."""
    text = _SRID.sub(r"\1 ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.count("\n") > _MOST_LINES:
        refuse(f"The file has more than {_MOST_LINES:,} lines; an overlay has at most "
               f"{MAX_FEATURES:,} rows, so take a part of it.")
    marks = {mark: text.count(mark) for mark in (*_SEPARATORS, '"', "(")}
    if marks['"'] > _MOST_MARKS or max(marks.values()) > 2 * _MOST_MARKS or (
            marks["("] > 10 * MAX_VERTICES):
        worst = max(marks, key=lambda mark: marks[mark])
        refuse(f"The file holds too much ({marks[worst]:,} times “{brief(worst)}”); leave out "
               "columns that are not needed, or take a part of it.")
    remarks.unit = "row"
    sep_line = _SEP_LINE.match(text)
    separators: Sequence[str] = (sep_line[1],) if sep_line else (*sorted(
        _SEPARATORS, key=lambda mark: -text[:100_000].count(mark)), _NO_SEPARATOR)
    body = "\n" + text[sep_line.end():] if sep_line else text
    table = _table(body, separators)
    _say(table, remarks, has_sep_line=bool(sep_line))
    return chain(_features(table, body, remarks))


def _say(table: _Table, remarks: Remarks, *, has_sep_line: bool) -> None:
    """Note what was guessed about a table."""
    if table.before > 1 + has_sep_line:
        count = table.before - 1 - has_sep_line
        remarks.note(f"{count} line{'' if count == 1 else 's'} before the header "
                     f"{'is' if count == 1 else 'are'} left out.")
    if table.headless:
        remarks.note("The file has no header; its columns are numbered.")
    if table.pair is not None:
        order = "longitude, latitude" if table.lon_first else "latitude, longitude"
        remarks.note(f"“{brief(table.header[table.pair])}” is read as {order}.")


def _features(table: _Table, text: str, remarks: Remarks) -> Iterator[FoundFeature]:
    """Yields every row below the header, except comments, empty rows and repeated headers."""
    repeated = 0
    for line, cells in rows_of(text, table.separator, remarks):
        if line <= table.before or _is_empty(cells) or _is_comment(cells):
            continue
        if not table.headless and cells[0] == table.raw[0] and tuple(cells) == table.raw:
            repeated += 1
            continue
        if remarks.is_full:
            yield _MORE
            continue
        properties = {name: cell for i, (name, cell) in enumerate(zip(
            table.header, cells, strict=False)) if name and i not in table.place}
        yield FoundFeature(f"Row {line:,}", partial(_geometry, table, cells), properties)
    if repeated:
        remarks.note(f"{repeated:,} repeated header{'' if repeated == 1 else 's'} left out.")
    if not remarks.total:
        refuse("The table has a header and no row that can be read; add a row for each line or "
               "point." + remarks.message())


def _geometry(table: _Table, cells: Sequence[str], reading: FeatureReading) -> object:
    """Returns the geometry of a row; None if it has no place."""
    width = len(table.header)
    if len(cells) > width and not _is_empty(cells[width:]):
        refuse(f"{reading.where} has {len(cells):,} cells where the header has {width:,}; put "
               "cells that hold the separator in quotes.", "cells")
    geometry, axis_cells, pair_cell = (
        None if columns is None else [cells[column] if column < len(cells) else ""
                                      for column in columns]
        for columns in ((table.geometry,) if table.geometry is not None else None, table.axes,
                        (table.pair,) if table.pair is not None else None))
    if geometry and not _is_blank(geometry[0]):
        return geometry_of(reading, geometry[0])
    if axis_cells and not any(map(_is_blank, axis_cells)):
        lon, lat = (degrees(reading, cell, table.letter_o) for cell in axis_cells)
        return {"type": "Point", "coordinates": vertex(reading, lon, lat)}
    if pair_cell and not _is_blank(pair_cell[0]):
        return {"type": "Point", "coordinates": _pair_vertex(table, reading, pair_cell[0])}
    return None


def _pair_vertex(table: _Table, reading: FeatureReading, cell: str) -> list[float]:
    angles = pair(cell, table.letter_o)
    if angles is None:
        refuse(f"{reading.where}: “{brief(cell)}” is not a latitude and a longitude; write them "
               "as 41.2, 69.3.", "number")
    first, second = angles
    if first[1] == LON or second[1] == LAT:
        return vertex(FeatureReading(reading.where), first, second)
    if first[1] == LAT or second[1] == LON or not table.lon_first:
        return vertex(FeatureReading(reading.where), second, first)
    return vertex(reading, first, second)

"""The only reader of files: a data folder in, raw rows and what could not be read out.

Reading never stops at the first fault. A row that cannot be read is left out and reported, so one
run names everything that is wrong.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.errors import Problem, did_you_mean
from geo.package import NO_RELEASE, is_release
from geo.schema import TABLES, Table

MAX_FILE_BYTES = 20_000_000
"""A larger file in a data folder is a mistake, not data."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as text; `number` is its line in the file, the header being line 1."""

    file: str
    number: int
    cells: Mapping[str, str]

    def problem(self, column: str, message: str) -> Problem:
        """A problem at this row."""
        return Problem(self.file, self.number, column, message)


@dataclass(frozen=True, slots=True)
class GeometryFile:
    """One file of routes/, parsed as JSON and not yet judged."""

    file: str
    stem: str
    content: Any


@dataclass(slots=True)
class RawData:
    """A data folder as read."""

    folder: Path
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    geometries: tuple[GeometryFile, ...] = ()
    basemap: dict[str, Any] = field(default_factory=dict)
    borders: dict[str, Any] | None = None
    release: str = ""
    briefings: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _NotJSONError(ValueError):
    """JSON that RFC 8259 does not know, or that says one thing twice."""


def _reject_constant(word: str) -> None:
    raise _NotJSONError(f"{word} is not a number in JSON")


def _parse_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NotJSONError(f"{text} is too large for a number")
    return number


def _reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _NotJSONError(f"the key {key!r} stands twice in one object")
        seen[key] = value
    return seen


def parse_json(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Strict JSON: no NaN, no infinities, no repeated keys. Raises ValueError with the reason."""
    try:
        return json.loads(text, parse_constant=_reject_constant, parse_float=_parse_float,
                          object_pairs_hook=_reject_duplicates)
    except RecursionError:
        raise _NotJSONError("nested too deeply") from None


def _read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            problems.append(Problem(name, 0, "", f"larger than {MAX_FILE_BYTES:,} bytes"))
            return None
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        problems.append(Problem(name, 0, "", "the file is missing; the atlas needs it"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, 0, "", f"not UTF-8 at byte {error.start}; "
                                "save the file as UTF-8"))
    except OSError as error:
        problems.append(Problem(name, 0, "", f"cannot be read: {error.strerror}"))
    return None


def _header_problems(table: Table, header: list[str]) -> Iterator[Problem]:
    for column in table.column_names:
        if column not in header:
            yield Problem(table.file, 1, column, "the column is missing")
    for column in header:
        if column not in table.column_names:
            yield Problem(table.file, 1, column,
                          "unknown column" + did_you_mean(column, table.column_names))
    if sorted(header) == sorted(table.column_names) and tuple(header) != table.column_names:
        yield Problem(table.file, 1, "", f"columns in another order; expected "
                      f"{','.join(table.column_names)}")


def _read_table(folder: Path, table: Table, problems: list[Problem]) -> tuple[Row, ...]:
    text = _read_text(folder / table.file, table.file, problems)
    if text is None:
        return ()
    if text.startswith("\ufeff"):
        problems.append(Problem(table.file, 1, "", "begins with a byte-order mark; save without"))
        text = text[1:]
    if "\r" in text:
        problems.append(Problem(table.file, 0, "", "has carriage returns; save with LF line ends"))
    if text and not text.endswith("\n"):
        problems.append(Problem(table.file, 0, "", "does not end with a line end; it may be half "
                                "written"))
    if "\x00" in text:
        problems.append(Problem(table.file, 0, "", "has a NUL character"))
        return ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        header = next(reader, [])
        problems.extend(_header_problems(table, header))
        if any(column not in header for column in table.column_names):
            return ()
        begins = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                problems.append(Problem(table.file, begins, "", f"{len(cells)} cells where the "
                                        f"header has {len(header)}; quote cells that hold commas"))
            else:
                rows.append(Row(table.file, begins, dict(zip(header, cells, strict=True))))
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(table.file, begins, "", f"not CSV: {error}"))
    return tuple(rows)


def _read_geometries(folder: Path, problems: list[Problem]) -> Iterator[GeometryFile]:
    routes = folder / "routes"
    if not routes.is_dir():
        problems.append(Problem("routes", 0, "", "the folder is missing; it holds one GeoJSON "
                                "file per route"))
        return
    for path in sorted(routes.iterdir()):
        name = f"routes/{path.name}"
        if path.suffix != ".geojson":
            problems.append(Problem(name, 0, "", "not a .geojson file"))
            continue
        text = _read_text(path, name, problems)
        if text is None:
            continue
        try:
            yield GeometryFile(name, path.stem, parse_json(text))
        except json.JSONDecodeError as error:
            problems.append(Problem(name, error.lineno, "", f"not JSON: {error.msg}"))
        except ValueError as error:
            problems.append(Problem(name, 0, "", f"not JSON: {error}"))


def _read_object(folder: Path, name: str, problems: list[Problem], *,
                 optional: bool = False) -> dict[str, Any] | None:
    if optional and not (folder / name).exists():
        return None
    text = _read_text(folder / name, name, problems)
    if text is None:
        return None
    try:
        document = parse_json(text)
    except ValueError as error:
        problems.append(Problem(name, 0, "", f"not JSON: {error}"))
        return None
    if not isinstance(document, dict):
        problems.append(Problem(name, 0, "", "does not hold an object"))
        return None
    return document


def _read_release(folder: Path, problems: list[Problem]) -> str:
    package = _read_object(folder, "datapackage.json", problems)
    if package is None:
        return ""
    release = package.get("version")
    if not isinstance(release, str) or not is_release(release):
        problems.append(Problem("datapackage.json", 0, "version", f"{release!r} {NO_RELEASE}"))
        return ""
    return release


def _read_briefings(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    found = {}
    for path in sorted((folder / "briefings").glob("*.json")):
        text = _read_text(path, f"briefings/{path.name}", problems)
        if text is not None:
            found[path.name] = text.encode()
    return found


def read_folder(folder: Path) -> RawData:
    """Read everything in `folder` that DESIGN names. Raises nothing; see `RawData.problems`."""
    raw = RawData(folder)
    if not folder.is_dir():
        raw.problems.append(Problem(str(folder), 0, "", "no such folder; give one with --data"))
        return raw
    for table in TABLES.values():
        raw.tables[table.name] = _read_table(folder, table, raw.problems)
    raw.geometries = tuple(_read_geometries(folder, raw.problems))
    raw.basemap = _read_object(folder, "basemap/basemap.json", raw.problems) or {}
    raw.borders = _read_object(folder, "borders/osm.json", raw.problems, optional=True)
    raw.release = _read_release(folder, raw.problems)
    raw.briefings = _read_briefings(folder, raw.problems)
    return raw


def fingerprint(folder: Path) -> str:
    """A hash of names, sizes and times of the data files: changes when somebody edits one."""
    seen: list[tuple[str, int, int]] = []
    open_folders = [os.fspath(folder)]
    while open_folders:
        with os.scandir(open_folders.pop()) as found:
            for each in found:
                if each.is_dir():
                    open_folders.append(each.path)
                else:
                    stat = each.stat()
                    seen.append((each.path, stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(repr(sorted(seen)).encode("utf-8", "surrogateescape")).hexdigest()[:16]

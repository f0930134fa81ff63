"""The only reader of files: a data folder in, raw rows and what could not be read out.

Reading never stops at the first fault. A row that cannot be read is left out and reported, so one
run names everything that is wrong.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.data.csv_table import Row, read_table
from geo.data.datapackage import NO_RELEASE, is_release
from geo.data.errors import Problem, Problems, quoted
from geo.data.files import RefusedFileError, file_names, read_file, shown_name
from geo.data.schema import AREAS, TABLES, Table
from geo.data.spans import whole_reference, whole_span

MAX_LINE_BYTES = 5_000_000
"""A larger file of one line is a mistake, not data."""
MAX_LINES_BYTES = 100_000_000
"""The size limit of all files of lines together."""
POLICY = "basemap/POLICY.md"
COLOURS = "colours.json"


@dataclass(frozen=True, slots=True)
class GeometryFile:
    """One file of routes/, parsed as JSON and not yet checked."""

    file: str
    stem: str
    content: Any


@dataclass(slots=True)
class RawData:
    """A data folder as read.

    `unread` names the tables whose rows could not be read: what refers to them is not checked.
    `notes` are what is worth knowing and no problem.
    """

    folder: Path
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    geometries: tuple[GeometryFile, ...] = ()
    areas: dict[str, Any] | None = None
    basemap: dict[str, Any] = field(default_factory=dict)
    borders: dict[str, Any] | None = None
    colours: dict[str, Any] = field(default_factory=dict)
    release: str = ""
    briefings: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


class _NotJSONError(ValueError):
    """JSON that RFC 8259 does not allow, or that has a key twice in one object."""


def _reject_constant(word: str) -> None:
    raise _NotJSONError(f"{word} is not a number in JSON")


def _parse_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NotJSONError(f"{text} is too large for a number")
    return number


def _reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise _NotJSONError(f"the key {key!r} stands twice in one object")
        values[key] = value
    return values


def parse_json(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Returns strict JSON: no NaN, infinities or repeated keys.

    Raises ValueError with the reason.
    """
    try:
        return json.loads(text, parse_constant=_reject_constant, parse_float=_parse_float,
                          object_pairs_hook=_reject_duplicates)
    except RecursionError:
        raise _NotJSONError("nested too deeply") from None


def _read_bytes(folder: Path, name: str, problems: Problems,
                most: int | None = None) -> bytes | None:
    try:
        return read_file(folder, name) if most is None else read_file(folder, name, most)
    except FileNotFoundError:
        problems.append(Problem(shown_name(name), 0, "", "the file is missing; the atlas needs it"))
    except RefusedFileError as error:
        problems.append(Problem(shown_name(name), 0, "", error.why))
    except OSError as error:
        problems.append(Problem(shown_name(name), 0, "", f"cannot be read: {error.strerror}"))
    return None


def _read_text(folder: Path, name: str, problems: Problems, most: int | None = None) -> str | None:
    data = _read_bytes(folder, name, problems, most)
    try:
        return None if data is None else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(shown_name(name), 0, "", f"not UTF-8 at byte {error.start}; "
                                "save the file as UTF-8"))
    return None


def _plain_cells(table: Table, row: Row) -> Row:
    """Returns the row with lines as first-last: `42` means 42-42, wherever lines are named."""
    changed = {column.name: whole_span(cell) if column.kind == "lines" else whole_reference(cell)
               for column in table.columns if column.kind in ("lines", "texts")
               and (cell := row.cells[column.name])}
    return Row(row.file, row.number, {**row.cells, **changed}) if changed else row


def file_of(folder: Path, table: Table) -> str:
    """Returns the name of a table's file, or its former name where only that file is there."""
    if not table.former or os.path.lexists(folder / table.file) or (
            not os.path.lexists(folder / table.former)):
        return table.file
    return table.former


def _read_table(raw: RawData, table: Table, problems: Problems) -> tuple[Row, ...]:
    name = file_of(raw.folder, table)
    if table.optional and not os.path.lexists(raw.folder / name):
        return ()
    if name != table.file:
        raw.notes.append(f"{name} is called {table.file} now; rename it")
    data = _read_bytes(raw.folder, name, problems)
    if data is None:
        raw.unread.add(table.name)
        return ()
    reading = read_table(table, data)
    problems.extend(reading.problems)
    if reading.marked and reading.usable:
        raw.notes.append(f"{table.file} begins with a byte-order mark, which does no harm; "
                         "`corridor-atlas fmt` removes it")
    if not reading.usable:
        raw.unread.add(table.name)
        return ()
    return tuple(_plain_cells(table, row) for row in reading.rows)


def _names(folder: Path, name: str, problems: Problems, *, needed: str = "") -> list[str]:
    """Returns the names in a folder of the data folder; `needed` says why it must be there."""
    try:
        return file_names(folder, name)
    except (FileNotFoundError, NotADirectoryError):
        if needed:
            problems.append(Problem(name, 0, "", f"the folder is missing; {needed}"))
    except RefusedFileError as error:
        problems.append(Problem(name, 0, "", error.why))
    except OSError as error:
        problems.append(Problem(name, 0, "", f"cannot be read: {error.strerror}"))
    return []


def _geometry(name: str, text: str, problems: Problems) -> GeometryFile | None:
    try:
        return GeometryFile(name, Path(name).stem, parse_json(text))
    except json.JSONDecodeError as error:
        problems.append(Problem(name, error.lineno, "", f"not JSON: {error.msg}; save it as one "
                                "GeoJSON Feature"))
    except ValueError as error:
        problems.append(Problem(name, 0, "", f"not JSON: {error}"))
    return None


def _read_geometries(folder: Path, problems: Problems) -> Iterator[GeometryFile]:
    bytes_left = MAX_LINES_BYTES
    for file_name in _names(
        folder, "routes", problems, needed="it holds one GeoJSON file per route"
    ):
        name = f"routes/{shown_name(file_name)}"
        if shown_name(file_name) != file_name:
            problems.append(Problem(name, 0, "", "the file's name is not plain UTF-8; name it "
                                    "after its route"))
        elif not file_name.endswith(".geojson"):
            problems.append(Problem(name, 0, "", "not a .geojson file; move it out of routes/"))
        elif (text := _read_text(folder, name, problems, MAX_LINE_BYTES)) is not None:
            bytes_left -= len(text)
            if bytes_left < 0:
                problems.append(Problem("routes", 0, "", f"hold more than {MAX_LINES_BYTES:,} "
                                        "bytes together; the rest is not read"))
                return
            if geometry := _geometry(name, text, problems):
                yield geometry


def _read_object(folder: Path, name: str, problems: Problems, *,
                 optional: bool = False) -> dict[str, Any] | None:
    if optional and not os.path.lexists(folder / name):
        return None
    text = _read_text(folder, name, problems)
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


def _read_release(folder: Path, problems: Problems) -> str:
    package = _read_object(folder, "datapackage.json", problems)
    if package is None:
        return ""
    release = package.get("version")
    if not isinstance(release, str) or not is_release(release):
        problems.append(Problem("datapackage.json", 0, "version",
                                f"{quoted(release)} {NO_RELEASE}"))
        return ""
    return release


def _read_briefings(folder: Path, problems: Problems) -> dict[str, bytes]:
    briefings = {}
    for file_name in _names(folder, "briefings", problems):
        if file_name.endswith(".json") and (
                text := _read_text(folder, f"briefings/{file_name}", problems)) is not None:
            briefings[shown_name(file_name)] = text.encode()
    return briefings


def read_policy(folder: Path) -> str:
    """Returns the text of a folder's boundary policy; blank without one that can be read."""
    return _read_text(folder, POLICY, Problems()) or ""


def read_folder(folder: Path) -> RawData:
    """Reads a data folder. Raises nothing; see `RawData.problems`."""
    raw, problems = RawData(folder), Problems()
    if not folder.is_dir():
        raw.problems.append(Problem(str(folder), 0, "", "no such folder; give one with --data"))
        return raw
    for table in TABLES.values():
        raw.tables[table.name] = _read_table(raw, table, problems)
    raw.geometries = tuple(_read_geometries(folder, problems))
    raw.areas = _read_object(folder, AREAS, problems, optional=True)
    raw.basemap = _read_object(folder, "basemap/basemap.json", problems) or {}
    raw.borders = _read_object(folder, "borders/osm.json", problems, optional=True)
    raw.colours = _read_object(folder, COLOURS, problems, optional=True) or {}
    raw.release = _read_release(folder, problems)
    raw.briefings = _read_briefings(folder, problems)
    if os.path.lexists(folder / POLICY):
        _read_text(folder, POLICY, problems)
    raw.problems = problems.listed()
    return raw


def fingerprint(folder: Path) -> str:
    """Returns a hash of names, sizes and times of the data files, which edits change.

    Links are not followed; where one leads is part of it.
    """
    files: list[tuple[str, int, int, str]] = []
    open_folders = [os.fspath(folder)]
    while open_folders:
        with os.scandir(open_folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    open_folders.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    link = str(Path(entry.path).readlink()) if stat.S_ISLNK(status.st_mode) else ""
                    files.append((entry.path, status.st_size, status.st_mtime_ns, link))
    return hashlib.sha256(repr(sorted(files)).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def split(cell: str) -> list[str]:
    """Returns the words of a list inside a cell, joined by `;`."""
    return cell.split(";") if cell else []

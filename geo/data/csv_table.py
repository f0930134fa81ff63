"""Reads one table from the bytes of its file; each cause of trouble is one problem."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.data.errors import Problem, did_you_mean, quoted
from geo.data.plural import plural
from geo.data.schema import Table
from geo.data.spans import whole_span

MAX_ROWS = 50_000
MAX_CELL = 20_000
"""Characters; a longer cell is most often a quote that is not closed."""
BYTE_ORDER_MARK = "\ufeff"

_SAVE_AS = "save it as “CSV UTF-8 (comma delimited)”"
_SEPARATORS: Mapping[str, str] = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as text; `number` is its line in the file, the header being line 1."""

    file: str
    number: int
    cells: Mapping[str, str]

    def problem(self, column: str, message: str) -> Problem:
        """Returns a problem at this row."""
        return Problem(self.file, self.number, column, message)


def is_number(text: str) -> bool:
    """Checks whether a cell is a plain number: a point for decimals, no separators."""
    return bool(NUMBER.fullmatch(text)) and len(text) <= 40


def order_key(table: Table, cells: Mapping[str, str]) -> tuple[tuple[float, str], ...]:
    """Returns the sort key of a row: numbers as numbers, `42` as 42-42, the rest as text."""
    key = []
    for column in (table.column(name) for name in table.order):
        cell = cells[column.name]
        number = column.kind == "number" and is_number(cell)
        key.append((float(cell), "") if number else (
            0.0, whole_span(cell) if column.kind == "lines" else cell))
    return tuple(key)


@dataclass(slots=True)
class Reading:
    """The result of reading a file: its rows, and what is wrong with its form.

    `usable` is False where the rows mean nothing: the file is no CSV, or a column is missing.
    `marked` says that it begins with a byte-order mark, which does no harm.
    """

    table: Table
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    usable: bool = True
    marked: bool = False

    def fault(self, message: str, row: int = 0, column: str = "", *, usable: bool = True) -> None:
        """Adds a problem of the file's form."""
        self.problems.append(Problem(self.table.file, row, column, message))
        self.usable = self.usable and usable


def _around(data: bytes, at: int) -> str:
    """Returns the word at a byte that is not UTF-8, in the encoding of a western spreadsheet."""
    begin = max(data.rfind(mark, 0, at) for mark in (b" ", b",", b";", b"\n", b'"')) + 1
    end = min(position for mark in (b" ", b",", b";", b"\n", b"\r", b'"', b"")
              if (position := data.find(mark, at) if mark else len(data)) >= 0)
    return data[begin:min(end, begin + 40)].decode("cp1252", "replace")


def decode(data: bytes, reading: Reading) -> str:
    """Returns the text of a file; blank, with a problem, where it is not UTF-8."""
    if data[:2] in _UTF_16:
        reading.fault(f"saved as “Unicode text” (UTF-16); {_SAVE_AS}", usable=False)
        return ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        reading.fault(
            f"not UTF-8 at byte {error.start}: the file was saved by a spreadsheet in another "
            f"encoding; {_SAVE_AS} (the word there is probably "
            f"{quoted(_around(data, error.start))})", row, usable=False)
        return ""
    if "\x00" in text:
        reading.fault("has a NUL character", usable=False)
        return ""
    reading.marked = text.startswith(BYTE_ORDER_MARK)
    return text.removeprefix(BYTE_ORDER_MARK)


def _separator_fault(table: Table, first: str) -> str:
    """Returns the fault of a first line whose cells another sign than a comma separates."""
    if first.lower().startswith("sep="):
        return f"begins with the line {quoted(first.strip())} of a spreadsheet; {_SAVE_AS}"
    for sign, name in _SEPARATORS.items():
        cells = {cell.strip(' "\r') for cell in first.split(sign)}
        if len(cells & set(table.column_names)) > 1 or (
                "," not in first and first.count(sign) >= len(table.columns) - 1):
            return (f"its cells are separated by {name}, not commas, as spreadsheets do in some "
                    f"languages; {_SAVE_AS}")
    return ""


def _renamed(missing: Sequence[str], unknown: Sequence[str]) -> Mapping[str, str]:
    """Returns which unknown column most likely is which missing one."""
    pairs: dict[str, str] = {}
    for name in unknown:
        nearest = next(
            (column for column in missing if f"'{column}'" in did_you_mean(name, missing)), ""
        )
        if nearest and nearest not in pairs.values():
            pairs[name] = nearest
    unpaired_unknown = [name for name in unknown if name not in pairs]
    unpaired_missing = [name for name in missing if name not in pairs.values()]
    if len(unpaired_unknown) == len(unpaired_missing) == 1:
        pairs[unpaired_unknown[0]] = unpaired_missing[0]
    return pairs


def _judge_header(header: list[str], reading: Reading) -> None:
    expected = reading.table.column_names
    known_names = [name for name in header if name in expected]
    missing = [name for name in expected if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name and name not in expected]
    if not known_names:
        reading.fault("the first row does not name the columns; put back the header row "
                      f"{','.join(expected)}", 1, usable=False)
        return
    pairs = _renamed(missing, unknown)
    for name, expected_name in pairs.items():
        reading.fault(
            f"the column is called {quoted(name)} here; call it {expected_name!r}",
            1,
            expected_name,
            usable=False,
        )
    for name in missing:
        if name not in pairs.values():
            reading.fault("the column is missing; add it, blank where nothing is known", 1, name,
                          usable=False)
    for name in unknown:
        if name not in pairs:
            reading.fault(f"unknown column{did_you_mean(name, expected)}; remove it: the columns "
                          f"are {', '.join(expected)}", 1, name[:40])
    if blank := sum(not name for name in header):
        reading.fault(f"{plural(blank, 'column')} without a name; remove "
                      f"{'it' if blank == 1 else 'them'}", 1)
    for name in sorted({name for name in known_names if known_names.count(name) > 1}):
        reading.fault("the column stands twice; remove one", 1, name, usable=False)
    if sorted(header) == sorted(expected) and tuple(header) != expected:
        reading.fault("columns in another order; `corridor-atlas fmt` puts them in order", 1)


def _csv_fault(error: csv.Error) -> str:
    message = str(error)
    if "unexpected end" in message:
        return 'a quote (") is opened in this row and never closed'
    if "field limit" in message:
        return (f'a cell is longer than {MAX_CELL:,} characters; a quote (") may not be closed')
    if "expected after" in message:
        return ('a quote (") stands inside a cell; double each one and put the cell in quotes: '
                '"he said ""yes"""')
    return f"not CSV: {message}"


def _judge_rows(lines_by_count: Mapping[int, list[int]], columns: int, reading: Reading) -> None:
    """Adds one problem for all rows with the same wrong number of cells; 0 is an empty row."""
    for count, rows in sorted(lines_by_count.items()):
        more = f" (and {plural(len(rows) - 1, 'row')} more)" if len(rows) > 1 else ""
        if not count:
            reading.fault(f"an empty row{more}; `corridor-atlas fmt` removes it", rows[0])
            continue
        hint = ('put a cell that holds a comma in quotes: "one, two"' if count > columns
                else "a blank cell needs its comma too")
        reading.fault(f"{plural(count, 'cell')} where the header has {columns}{more}; {hint}",
                      rows[0])


def _read_rows(text: str, reading: Reading) -> None:
    """Adds the rows that have a cell for each column."""
    table = reading.table
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines_by_count: dict[int, list[int]] = {}
    columns, begins = 0, 1
    try:
        header = next(reader, [])
        columns = len(header)
        _judge_header(header, reading)
        places = {name: header.index(name) for name in table.column_names if name in header}
        begins = reader.line_num + 1
        for number, cells in enumerate(reader if reading.usable else ()):
            if number >= MAX_ROWS:
                reading.fault(f"holds more than {MAX_ROWS:,} rows; a table has fewer", begins,
                              usable=False)
                break
            if max(map(len, cells), default=0) > MAX_CELL:
                raise csv.Error("field limit")  # noqa: TRY301 - the module's own is larger
            if not any(cells):
                lines_by_count.setdefault(0, []).append(begins)
            elif len(cells) != columns:
                lines_by_count.setdefault(len(cells), []).append(begins)
            else:
                reading.rows.append(Row(table.file, begins, {
                    name: cells[place] for name, place in places.items()}))
            begins = reader.line_num + 1
    except csv.Error as error:
        reading.fault(_csv_fault(error), begins, usable=False)
    _judge_rows(lines_by_count, columns, reading)


def read_table(table: Table, data: bytes) -> Reading:
    """Reads the bytes of a table's file. Raises nothing; see `Reading.problems`."""
    reading = Reading(table)
    text = decode(data, reading)
    if not reading.usable:
        return reading
    if fault := _separator_fault(table, text[:2000].partition("\n")[0]):
        reading.fault(fault, 1, usable=False)
        return reading
    if "\r" in text:
        reading.fault("has carriage returns, the line ends of a spreadsheet; `corridor-atlas fmt` "
                      "mends them")
    if text and not text.endswith(("\n", "\r")):
        reading.fault("does not end with a line end; where the last row is whole, `corridor-atlas "
                      "fmt` adds it, else the file may be half written")
    _read_rows(text, reading)
    return reading

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

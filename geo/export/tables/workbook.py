"""Writes XLSX: the tables as a workbook that explains itself and in which nothing runs.

Every text is written as text, so nothing is read as a formula, a link, a number or a month; cells
stay text when they are edited. A control character is written in the escape that the format
has for it (`_x0007_`), half a surrogate pair becomes U+FFFD, and a text longer than a cell can
hold ends in an ellipsis.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_range

from geo.cartography.lettering import measure
from geo.data.schema import TABLES
from geo.export.columns import (
    TITLE,
    about,
    cited_routes,
    claim_meaning,
    how_to_cite,
    kind_of,
    part_of,
    route_meaning,
    source_table,
    well_formed,
    xml_text,
)
from geo.presentation.data_tables import Cell, Table, claim_table
from geo.presentation.extract import Extract

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CELL_MOST = 32_767
_NAMES_WIDE, _TEXT_WIDE = 34, 100
_FONT_POINTS, _LINE_POINTS, _CHARACTER_POINTS = 11, 15, 5.25
"""The size, line height and digit width (the unit of columns) of the font, Calibri 11."""
_INK, _PALE = "#1f2f46", "#e9edf2"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}
_WIDTHS = {"name": 38, "subject": 38, "via": 36, "basis_note": 40, "citation": 60, "note": 36,
           "printed": 30, "title": 44, "publisher": 36, "author": 30, "perspective": 44,
           "in_words": 26, "source_title": 40, "differing_questions": 40, "corridors": 28,
           "countries": 26, "sponsors": 30, "evidence": 26, "subject_id": 30, "route_id": 30,
           "source_id": 24, "document": 28, "section": 24, "marks": 30, "state": 18,
           "from": 24, "to": 24, "value": 20, "value_high": 12, "status": 20, "age": 22}


class _Book:
    """A workbook while it is written, and the formats of its cells."""

    def __init__(self, extract: Extract) -> None:
        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        created = datetime.combine(extract.atlas.today, datetime.min.time(), UTC)
        self.book.set_properties({
            "title": TITLE, "author": TITLE, "created": created.replace(tzinfo=None),
            "subject": xml_text(f"Release {extract.release}, as of {extract.as_of}"),
            "comments": xml_text(how_to_cite(extract))})
        text = {"num_format": "@", "quote_prefix": True, "valign": "top"}
        self.text = self.book.add_format(text)
        self.wrapped = self.book.add_format({**text, "text_wrap": True})
        self.label = self.book.add_format({**text, "bold": True, "text_wrap": True})
        self.number = self.book.add_format({"num_format": "0.######", "valign": "top"})
        self.whole = self.book.add_format({"num_format": "0", "valign": "top"})
        self.title = self.book.add_format({**text, "bold": True, "font_size": 18,
                                           "font_color": _INK})
        self.section = self.book.add_format({**text, "bold": True, "font_color": _INK,
                                             "bottom": 1})
        head = {**text, "bold": True, "bottom": 1, "text_wrap": True}
        self.head = self.book.add_format({**head, "bg_color": _INK, "font_color": "#ffffff"})
        self.detail = self.book.add_format({**head, "bg_color": _PALE, "font_color": _INK})

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet, set up for printing on A4."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell,
              look: Format | None = None) -> None:
        """Write a cell: a number as a number, text as text, a blank not at all."""
        if isinstance(cell, (Decimal, int)):
            whole = cell == int(cell)
            sheet.write_number(row, column, float(cell), self.whole if whole else self.number)
        elif cell:
            text = well_formed(cell)
            if len(text) > _CELL_MOST:
                text = f"{text[:_CELL_MOST - 1]}…"
            sheet.write_string(row, column, text, look or self.text)

    def close(self) -> bytes:
        """Finish the file and return its bytes."""
        self.book.close()
        return self._bytes.getvalue()


def _width(column: str) -> int:
    part = part_of(column)[1] or column
    return _WIDTHS.get(part, 12 if kind_of(column) != "text" else 16)


def _is_detail(column: str) -> bool:
    """Checks whether a column only adds to a headline value beside it."""
    return bool(part_of(column)[1])


def _tabulate(book: _Book, name: str, table: Table) -> None:
    """Write a sheet with a table: a frozen, filterable header; details of values in an outline."""
    sheet = book.sheet(name)
    sheet.outline_settings(symbols_right=False)
    sheet.set_row(0, 32)
    for index, column in enumerate(table.columns):
        detail = _is_detail(column)
        sheet.set_column(index, index, _width(column), None, {"level": 1} if detail else {})
        book.write(sheet, 0, index, column, book.detail if detail else book.head)
    for line, row in enumerate(table.rows, start=1):
        for index, column in enumerate(table.columns):
            book.write(sheet, line, index, row[column])
    last, width = max(1, len(table.rows)), len(table.columns) - 1
    sheet.freeze_panes(1, min(2, width))
    sheet.autofilter(0, 0, last, width)
    sheet.repeat_rows(0)
    # Years are text on purpose; without this each of them gets a warning mark.
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, width)})


def _route_columns(table: Table) -> list[tuple[str, str]]:
    """The columns of the routes with meanings; the parts of headline values are listed once."""
    single = [(column, route_meaning(column)) for column in table.columns if not _is_detail(column)]
    parts = {part_of(column)[1]: route_meaning(column).partition(": ")[2]
             for column in table.columns if _is_detail(column)}
    return [*single, *((f"<value>_{part}", text) for part, text in parts.items())]


def _lines(text: str, columns: int, *, bold: bool = False) -> int:
    """Returns how many lines a text takes in a column, rather too many than too few.

    Measured in DejaVu Sans, which is wider than the workbook's font and may replace it.
    """
    room, count = columns * _CHARACTER_POINTS, 0
    for line in text.split("\n"):
        count, position = count + 1, 0.0
        for word in line.split(" "):
            width = measure(f"{word} ", _FONT_POINTS, bold=bold)
            if position and position + width > room:
                count, position = count + 1, 0.0
            more = int(width // room)
            count, position = count + more, position + width - more * room
    return count


def _read_me(book: _Book, extract: Extract, routes: Table, claims: Table) -> None:
    sheet = book.sheet("Read me")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAMES_WIDE)
    sheet.set_column(1, 1, _TEXT_WIDE)
    sheet.fit_to_pages(1, 0)
    meanings = {column.name: column.meaning for column in TABLES["sources"].columns}
    of_sources = [*meanings.items(), ("citation", "how the source is cited")]
    sections = (
        ("About this file", [(name.capitalize(), text) for name, text in about(extract)]),
        ("Columns of Routes", _route_columns(routes)),
        ("Columns of Facts", [(column, claim_meaning(column)) for column in claims.columns]),
        ("Columns of Sources", of_sources),
    )
    book.write(sheet, 0, 0, TITLE, book.title)
    sheet.set_row(0, 30)
    line = 2
    for heading, pairs in sections:
        book.write(sheet, line, 0, heading, book.section)
        for name, text in pairs:
            line += 1
            book.write(sheet, line, 0, name, book.label)
            book.write(sheet, line, 1, text, book.wrapped)
            lines = max(_lines(name, _NAMES_WIDE, bold=True), _lines(text, _TEXT_WIDE))
            sheet.set_row(line, lines * _LINE_POINTS + 1)
        line += 2


def write(extract: Extract, _what: str) -> bytes:
    """Returns the workbook (Read me, Routes, Facts, Sources), the same whatever table is named."""
    book = _Book(extract)
    routes, claims = cited_routes(extract.shown), claim_table(extract.shown)
    _read_me(book, extract, routes, claims)
    _tabulate(book, "Routes", routes)
    _tabulate(book, "Facts", claims)
    _tabulate(book, "Sources", source_table(extract.shown))
    return book.close()

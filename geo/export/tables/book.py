"""A workbook while it is written: its formats, its sheets, and a sheet that explains it.

Every text is written as text, so nothing is read as a formula, a link, a number or a month; cells
stay text when they are edited. A control character is written in the escape that the format
has for it (`_x0007_`), half a surrogate pair becomes U+FFFD, and a text longer than a cell can
hold ends in an ellipsis.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import xlsxwriter

from geo.cartography.lettering import measure
from geo.export.columns import TITLE, how_to_cite, well_formed, xml_text
from geo.presentation.data_tables import Cell
from geo.presentation.extract import Extract

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Section = tuple[str, Iterable[tuple[str, str]]]
"""A heading of the sheet that explains a workbook, and the names and texts under it."""

A3, A4 = 8, 9
"""Sizes of paper, by their numbers in the format."""

_CELL_MOST: Final = 32_767
_NAMES_WIDE, _TEXT_WIDE = 34, 100
_FONT_POINTS, _CHARACTER_POINTS = 11, 5.25
"""The size and the digit width (the unit of columns) of a workbook's font, Calibri 11."""
_LINE_HIGH: Final = 15 / 11
"""The height of a line over the size of its font."""
_INK, _PALE, _QUIET = "#1f2f46", "#e9edf2", "#6a7580"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}


class Book:
    """A workbook while it is written, and the formats of its cells, in points of `size`."""

    def __init__(self, extract: Extract, size: int = _FONT_POINTS) -> None:
        self.size = size
        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        created = datetime.combine(extract.atlas.today, datetime.min.time(), UTC)
        self.book.set_properties({
            "title": TITLE, "author": TITLE, "created": created.replace(tzinfo=None),
            "subject": xml_text(f"Release {extract.release}, as of {extract.as_of}"),
            "comments": xml_text(how_to_cite(extract))})
        text = {"num_format": "@", "quote_prefix": True, "valign": "top", "font_size": size}
        self.text = self.book.add_format(text)
        self.wrapped = self.book.add_format({**text, "text_wrap": True})
        self.label = self.book.add_format({**text, "bold": True, "text_wrap": True})
        number = {"valign": "top", "font_size": size}
        self.number = self.book.add_format({**number, "num_format": "0.######"})
        self.whole = self.book.add_format({**number, "num_format": "0"})
        self.quiet = self.book.add_format({**text, "text_wrap": True, "font_color": _QUIET})
        self.title = self.book.add_format({**text, "bold": True, "font_size": 18,
                                           "font_color": _INK})
        self.section = self.book.add_format({**text, "bold": True, "font_color": _INK,
                                             "bottom": 1})
        head = {**text, "bold": True, "bottom": 1, "text_wrap": True}
        self.head = self.book.add_format({**head, "bg_color": _INK, "font_color": "#ffffff"})
        self.detail = self.book.add_format({**head, "bg_color": _PALE, "font_color": _INK})

    def sheet(self, name: str, paper: int = A4) -> Worksheet:
        """Add a sheet, set up for printing on a landscape page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
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


def height(text: str, columns: int, size: int = _FONT_POINTS, *, bold: bool = False) -> float:
    """Returns the points that a text takes in a column, rather too many than too few.

    Measured in DejaVu Sans, which is wider than the workbook's font and may replace it.
    """
    room, count = columns * _CHARACTER_POINTS, 0
    for line in text.split("\n"):
        count, position = count + 1, 0.0
        for word in line.split(" "):
            width = measure(f"{word} ", size, bold=bold)
            if position and position + width > room:
                count, position = count + 1, 0.0
            more = int(width // room)
            count, position = count + more, position + width - more * room
    return count * size * _LINE_HIGH + 1


def explain(book: Book, sections: Iterable[Section]) -> None:
    """Write the sheet that says what the workbook is, and what its columns mean."""
    sheet = book.sheet("Read me")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAMES_WIDE)
    sheet.set_column(1, 1, _TEXT_WIDE)
    sheet.fit_to_pages(1, 0)
    book.write(sheet, 0, 0, TITLE, book.title)
    sheet.set_row(0, 30)
    line = 2
    for heading, pairs in sections:
        book.write(sheet, line, 0, heading, book.section)
        for name, text in pairs:
            line += 1
            book.write(sheet, line, 0, name, book.label)
            book.write(sheet, line, 1, text, book.wrapped)
            sheet.set_row(line, max(height(name, _NAMES_WIDE, book.size, bold=True),
                                    height(text, _TEXT_WIDE, book.size)))
        line += 2

"""Writes XLSX: the short edition of the routes, to be read, sorted and printed, and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_range

from geo.claims.value_state import STATE_WORDS
from geo.export.columns import NOTES, cell_text, how_to_cite
from geo.export.tables.book import A3, A4, Book, Section, explain, height
from geo.export.tables.workbook import about_section
from geo.presentation.data_tables import Cell, Table
from geo.presentation.extract import Extract
from geo.presentation.tables.short_edition import (
    COLUMNS,
    NOTHING_STATED,
    SOURCE_COLUMNS,
    Column,
    short_sources,
    short_table,
)

_POINTS: Final = 9
_MOST_HIGH: Final = 409.0
"""The points of the highest row that a workbook can have."""
_QUIET: Final = frozenset(
    STATE_WORDS[state] for state in ("not-in-the-sources", "not-applicable"))
"""What is set in grey: that there is nothing to say."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its name, its table, the columns of that, and the paper for it."""

    name: str
    table: Table
    columns: Sequence[Column[Any]]
    paper: int

    def high(self, row: Mapping[str, Cell]) -> float:
        """Returns the points in which all of a row can be read."""
        most = max(height(cell_text(row[column.heading]), column.width, _POINTS)
                   for column in self.columns if column.printed)
        return min(most, _MOST_HIGH)

    def write(self, book: Book) -> None:
        """Write it: a head that stays, cells that wrap, on paper one page wide."""
        sheet = book.sheet(self.name, self.paper)
        sheet.set_row(0, max(height(column.heading, column.width - 2, _POINTS, bold=True)
                             for column in self.columns) + 6)
        for index, column in enumerate(self.columns):
            sheet.set_column(index, index, column.width)
            book.write(sheet, 0, index, column.heading, book.head)
        for line, row in enumerate(self.table.rows, start=1):
            sheet.set_row(line, self.high(row))
            for index, column in enumerate(self.columns):
                cell = row[column.heading]
                look = book.wrapped if column.printed else book.text
                book.write(sheet, line, index, cell,
                           book.label if index == 0 else book.quiet if cell in _QUIET else look)
        last, width = max(1, len(self.table.rows)), len(self.columns) - 1
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, width)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last, sum(column.printed for column in self.columns) - 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        # Years are text on purpose; without this each of them gets a warning mark.
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, width)})


def _meanings(name: str, columns: Sequence[Column[Any]]) -> Section:
    return f"Columns of {name}", [(column.heading, column.meaning) for column in columns]


def write(extract: Extract, _what: str) -> bytes:
    """Returns the workbook: the routes, the sources they cite, and what it all means."""
    book = Book(extract, _POINTS)
    _Sheet("Routes", short_table(extract), COLUMNS, A3).write(book)
    _Sheet("Sources", short_sources(extract), SOURCE_COLUMNS, A4).write(book)
    about = (*extract.colophon, ("how to cite", how_to_cite(extract)),
             ("words for nothing", NOTHING_STATED),
             ("headline values", NOTES["headline values"]))
    explain(book, (about_section(about), _meanings("Routes", COLUMNS),
                   _meanings("Sources", SOURCE_COLUMNS)))
    return book.close()

"""Writes XLSX: the short edition of the routes, to be read, sorted and printed, and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_range

from geo.claims.value_state import STATE_WORDS
from geo.export.columns import cell_text, source_table
from geo.export.tables.book import A3, Book, Section, explain, height
from geo.export.tables.workbook import about_section, source_sections, tabulate
from geo.presentation.data_tables import Cell
from geo.presentation.extract import Extract
from geo.presentation.tables.short_edition import COLUMNS, short_table

_POINTS: Final = 9
_MOST_HIGH: Final = 409.0
"""The points of the highest row that a workbook can have."""
_QUIET: Final = frozenset(
    STATE_WORDS[state] for state in ("not-in-the-sources", "not-applicable"))
"""What is set in grey: that there is nothing to say."""


def _high(row: Mapping[str, Cell]) -> float:
    """Returns the points in which all of a row can be read."""
    most = max(height(cell_text(row[column.heading]), column.width, _POINTS) for column in COLUMNS
               if column.printed)
    return min(most, _MOST_HIGH)


def _tabulate(book: Book, rows: Sequence[Mapping[str, Cell]]) -> None:
    """Write the routes: a head that stays, cells that wrap, on paper one page wide."""
    sheet = book.sheet("Routes", A3)
    sheet.set_row(0, max(height(column.heading, column.width - 2, _POINTS, bold=True)
                         for column in COLUMNS) + 6)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)
        book.write(sheet, 0, index, column.heading, book.head)
    for line, row in enumerate(rows, start=1):
        sheet.set_row(line, _high(row))
        for index, column in enumerate(COLUMNS):
            cell = row[column.heading]
            look = book.quiet if cell in _QUIET else book.wrapped if column.printed else book.text
            book.write(sheet, line, index, cell, book.label if index == 0 else look)
    last, width = max(1, len(rows)), len(COLUMNS) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, width)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, sum(column.printed for column in COLUMNS) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    # Years are text on purpose; without this each of them gets a warning mark.
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, width)})


def _columns() -> Section:
    return "Columns of Routes", [(column.heading, column.meaning) for column in COLUMNS]


def write(extract: Extract, _what: str) -> bytes:
    """Returns the workbook: the routes, the sources they cite, and what it all means."""
    book = Book(extract, _POINTS)
    _tabulate(book, short_table(extract).rows)
    tabulate(book, "Sources", source_table(extract.shown))
    explain(book, (about_section(extract), _columns(), source_sections()))
    return book.close()

"""Writes XLSX: all columns of the tables, in a workbook that explains itself."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.utility import xl_range

from geo.data.schema import TABLES
from geo.export.columns import (
    about,
    claim_meaning,
    kind_of,
    listed_routes,
    part_of,
    route_meaning,
    source_table,
    typed_claims,
    unmixed,
)
from geo.export.tables.book import Book, Section, explain
from geo.presentation.data_tables import Table
from geo.presentation.extract import Extract

_WIDTHS = {"name": 38, "subject": 38, "via": 36, "basis_note": 40, "citation": 60, "note": 36,
           "printed": 30, "title": 44, "publisher": 36, "author": 30, "perspective": 44,
           "in_words": 26, "source_title": 40, "differing_questions": 40, "corridors": 28,
           "countries": 26, "sponsors": 30, "evidence": 26, "subject_id": 30, "route_id": 30,
           "source_id": 24, "document": 28, "section": 24, "marks": 30, "state": 18,
           "from": 24, "to": 24, "value": 20, "value_high": 12, "status": 20, "age": 22}


def _width(column: str) -> int:
    part = part_of(column)[1] or column
    return _WIDTHS.get(part, 12 if kind_of(column) != "text" else 16)


def _is_detail(column: str) -> bool:
    """Checks whether a column only adds to a headline value beside it."""
    return bool(part_of(column)[1])


def _tabulate(book: Book, name: str, table: Table) -> None:
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


def _source_section() -> Section:
    """The meanings of the columns of the sources."""
    meanings = [(column.name, column.meaning) for column in TABLES["sources"].columns]
    return "Columns of Sources", [*meanings, ("citation", "how the source is cited")]


def about_section(pairs: Iterable[tuple[str, str]]) -> Section:
    """What a file says about itself."""
    return "About this file", [(name.capitalize(), text) for name, text in pairs]


def write(extract: Extract, _what: str) -> bytes:
    """Returns the workbook (Read me, Routes, Facts, Sources), the same whatever table is named."""
    book = Book(extract)
    routes, claims = listed_routes(extract), unmixed(typed_claims(extract.shown))
    explain(book, (about_section(about(extract)), ("Columns of Routes", _route_columns(routes)),
                   ("Columns of Facts", [(column, claim_meaning(column))
                                         for column in claims.columns]), _source_section()))
    _tabulate(book, "Routes", routes)
    _tabulate(book, "Facts", claims)
    _tabulate(book, "Sources", source_table(extract.shown))
    return book.close()

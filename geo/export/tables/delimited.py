"""Writes CSV in two editions: one safe to open in a spreadsheet, one exact."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from geo.export.itinerary_table import table_of
from geo.presentation.data_tables import Cell, Table
from geo.presentation.extract import ATTRIBUTION, LICENCE, Extract
from geo.presentation.tables.short_edition import short_table

_FORMULA = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def defuse(text: str) -> str:
    """Puts an apostrophe before text that a spreadsheet would run; leaves other text as it is.

    Spreadsheets skip leading white space and know the full-width signs, so these count too.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _number(cell: Decimal | int) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _write(table: Table, *, guard: bool) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def text(cell: Cell) -> str:
        if isinstance(cell, str):
            return defuse(cell) if guard else cell
        return _number(cell)

    writer.writerow([text(column) for column in table.columns])
    writer.writerows([text(row[column]) for column in table.columns] for row in table.rows)
    return buffer.getvalue()


def excel_bytes(table: Table) -> bytes:
    """Returns CSV for spreadsheets: UTF-8 with byte-order mark, text cells defused."""
    return _write(table, guard=True).encode("utf-8-sig")


def raw_bytes(table: Table) -> bytes:
    """Returns CSV for programs: UTF-8 without byte-order mark, every cell exactly as it is."""
    return _write(table, guard=False).encode("utf-8")


def _table(extract: Extract, what: str) -> Table:
    """A table in which every row also has what other formats say in their colophon.

    These are columns, because readers of CSV expect one header row and no comments.
    """
    table = table_of(extract, what)
    colophon = {"as_of_day": extract.as_of,
                "filters": "; ".join(extract.filters) or "none: all routes",
                "licence": LICENCE, "attribution": ATTRIBUTION}
    return Table((*table.columns, *colophon), tuple({**row, **colophon} for row in table.rows))


def excel_csv(extract: Extract, what: str) -> bytes:
    """Returns a table of the selection as CSV for spreadsheets; of routes the short edition."""
    if what == "routes":
        return excel_bytes(short_table(extract))
    return excel_bytes(_table(extract, what))


def raw_csv(extract: Extract, what: str) -> bytes:
    """Returns a table of the selection as CSV for programs."""
    return raw_bytes(_table(extract, what))

"""CSV in two editions: one safe to open in a spreadsheet, one exact."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from geo.export.columns import cited_routes
from geo.export.itinerary_table import table_of
from geo.presentation.data_tables import Cell, Table
from geo.presentation.extract import ATTRIBUTION, LICENCE, Extract

_FORMULA = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def defuse(text: str) -> str:
    """Text that a spreadsheet would run, behind an apostrophe; other text as it is.

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
    """For spreadsheets: UTF-8 with byte-order mark, text cells guarded, numbers untouched."""
    return _write(table, guard=True).encode("utf-8-sig")


def raw_bytes(table: Table) -> bytes:
    """For programs: UTF-8 without byte-order mark, every cell exactly as it is."""
    return _write(table, guard=False).encode("utf-8")


def _table(extract: Extract, what: str) -> Table:
    """One of the tables, every row with what the colophon of other formats says of the file.

    It stands in columns, as one header row and no comment is what readers of CSV expect.
    """
    table = cited_routes(extract.shown) if what == "routes" else table_of(extract, what)
    said = {"as_of_day": extract.as_of,
            "filters": "; ".join(extract.filters) or "none: all routes",
            "licence": LICENCE, "attribution": ATTRIBUTION}
    return Table((*table.columns, *said), tuple({**row, **said} for row in table.rows))


def excel_csv(extract: Extract, what: str) -> bytes:
    """One of the tables of what is shown, for spreadsheets."""
    return excel_bytes(_table(extract, what))


def raw_csv(extract: Extract, what: str) -> bytes:
    """One of the tables of what is shown, for programs."""
    return raw_bytes(_table(extract, what))

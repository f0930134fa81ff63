"""Former layouts: past releases brought to the columns of today, so that they still open.

Columns that a release did not have are blank. The note of a claim said with `part:` or
`compared:` what `scope` and `scope_words` say now, and the address of a public page stood in the
column of the document.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from geo.data.csv_table import order_key
from geo.data.files import read_file
from geo.data.schema import TABLES, Table

Cells = dict[str, str]


def _claim(cells: Cells) -> Cells:
    scope, colon, rest = cells["note"].partition(":")
    if not colon or scope not in ("part", "compared"):
        return cells
    words, _, note = rest.partition(";")
    return {**cells, "scope": scope, "scope_words": words.strip(" ."), "note": note.strip()}


def _source(cells: Cells) -> Cells:
    document = cells["document"]
    return {**cells, "document": "", "address": document} if document.startswith("https://") else (
        cells)


_UPGRADES: Mapping[str, tuple[str, Callable[[Cells], Cells]]] = {
    "claims": ("scope", _claim), "sources": ("address", _source)}
"""For each table that changed, a column that the former layout lacks, and what fills it."""


def _upgraded(table: Table, data: bytes) -> bytes:
    """Returns the bytes of a table with the columns of today; as they are if it has them."""
    new_column, upgrade = _UPGRADES[table.name]
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    if rows.fieldnames is None or new_column in rows.fieldnames or (
            not set(rows.fieldnames) <= set(table.column_names)):
        return data
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.column_names, lineterminator="\n")
    writer.writeheader()
    upgraded = [upgrade({name: row.get(name) or "" for name in table.column_names})
                for row in rows]
    writer.writerows(sorted(upgraded, key=lambda cells: order_key(table, cells)))
    return text.getvalue().encode()


def bring_up_to_date(folder: Path) -> None:
    """Rewrites the tables of an unpacked release in the columns of today.

    A file that is no UTF-8 or no CSV stays as it is: the reader says what is wrong with it. Raises
    OSError.
    """
    for name in _UPGRADES:
        table = TABLES[name]
        for file in filter(None, (table.file, table.former)):
            if (folder / file).exists():
                try:
                    data = _upgraded(table, read_file(folder, file))
                except (ValueError, csv.Error):
                    continue
                (folder / file).write_bytes(data)

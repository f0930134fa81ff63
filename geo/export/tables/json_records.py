"""Writes JSON: a table as a list of records, with what every file says about itself."""

from __future__ import annotations

import json

from geo.export.columns import loose, well_formed
from geo.export.itinerary_table import table_of
from geo.presentation.extract import Extract


def json_records(extract: Extract, what: str) -> bytes:
    """Returns a table of the selection as JSON: numbers as numbers, a blank cell as null."""
    table = table_of(extract, what)
    colophon = {name.replace(" ", "_"): text for name, text in extract.colophon}
    document = {**colophon, what: [
        {column: loose(row[column]) for column in table.columns} for row in table.rows]}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return f"{well_formed(text)}\n".encode()

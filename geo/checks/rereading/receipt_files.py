"""Checks of the receipts beside the data: each is one that the desk could have written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.data.attributes import ATTRIBUTES
from geo.data.errors import Problem, quoted
from geo.data.schema import TABLES
from geo.intake.receipts import Receipt, file_of_text, read_receipts

_NEEDED = tuple(column.name for column in TABLES["claims"].columns if column.required)


def _faults(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Yields what is amiss with an accepted row, as (field, words)."""
    row = receipt.accepted
    if row is None:
        return
    if blank := [name for name in _NEEDED if not row[name]]:
        yield "accepted", f"{blank[0]} is blank; a claim has it"
    elif row["source_id"] != receipt.document.source_id:
        yield "source_id", (f"the claim is of {quoted(row['source_id'])}, the document "
                            f"{quoted(receipt.document.source_id)}")
    elif row["attribute"] not in ATTRIBUTES:
        yield "accepted", f"{quoted(row['attribute'])} is no attribute"


def receipt_problems(folder: Path) -> Iterator[Problem]:
    """Yields what is wrong with the receipts of a data folder: their form, then what they say."""
    found = read_receipts(folder)
    yield from found.problems
    if found.problems:
        return  # rows are counted in files that can be read line by line
    rows: dict[str, int] = {}
    for receipt in found.receipts:
        name = file_of_text(receipt.document.text_sha256)
        rows[name] = rows.get(name, 0) + 1
        for field, words in _faults(receipt):
            yield Problem(name, rows[name], field, words)

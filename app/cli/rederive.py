"""The command `corridor-atlas receipts`: finds again in a document what was decided on it."""

from __future__ import annotations

import argparse

from app.desk.receipts import of_text
from app.shared.settings import today
from geo.checks.build import build
from geo.checks.rereading.rederived import rederive
from geo.checks.waiting import read_waiting
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.reader import read_folder
from geo.intake.document import Document
from geo.intake.receipts import FOLDER, Receipt, file_of_text, read_receipts


def _none(document: Document, receipts: tuple[Receipt, ...], name: str) -> str:
    """Returns why there are no receipts of a text."""
    for receipt in receipts:
        about = receipt.document
        if about.sha256 == document.sha256:
            return (f"{name}: its receipts are of the text as another version of the atlas read it "
                    f"({file_of_text(about.text_sha256)})")
        if about.name == document.name:
            return (f"{name}: no receipts of this text; those of {file_of_text(about.text_sha256)} "
                    "are of another edition of it, which the desk compares with this one")
    return f"{name}: no receipts of this document in {FOLDER}/"


def rederive_file(arguments: argparse.Namespace) -> int:
    """Prints what of a document's receipts does not hold; returns 1 where something does not."""
    from geo.intake.finding import candidates  # noqa: PLC0415 - slow to load, for few commands
    from geo.intake.reading import read_document  # noqa: PLC0415

    raw = read_folder(arguments.data)
    catalog = build(raw, today())
    held = read_receipts(arguments.data)
    if held.problems:
        raise DataProblemsError(held.problems)
    document = read_document(arguments.file)
    receipts = of_text(held.receipts, document.text_sha256)
    if not receipts:
        raise AtlasError(_none(document, held.receipts, str(arguments.file)))
    result = rederive(document, receipts, catalog, candidates,
                      (row.cells for row in read_waiting(arguments.data).claims))
    for words in result.problems:
        print(words)
    for words in (*result.changes, *result.proposals):
        print(f"note: {words}")
    print(f"{arguments.file}: {result.words}")
    return 1 if result.problems else 0

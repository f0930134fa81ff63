"""Documents, candidates and drafts made for tests, with a reader and a finder of one rule each.

Each line of such a document that has a number in it is a candidate; so tests of drafts do not
depend on what the intake finds.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import cast

from app.desk.draft_store import DraftStore
from geo.catalog.catalog import Catalog
from geo.intake.candidate import Anchor, Candidate, candidate_id
from geo.intake.decision import Decision
from geo.intake.document import Document, Imprint

TEXT = """Invented for a test.
A line of 826 km links the two ports.
It will carry 15 million tons a year.
The works cost 200 million dollars.
Nobody has said more than 12 words of it.
"""
NO_CATALOG = cast("Catalog", None)
"""What stands for a catalog where nobody asks it anything."""


def read(name: str, data: bytes) -> Document:
    """Read a plain text: its lines as they are."""
    return Document(name, "txt", hashlib.sha256(data).hexdigest(),
                    tuple(data.decode().splitlines()), imprint=Imprint(title="A test"))


def find(document: Document, _: Catalog | None = None) -> tuple[Candidate, ...]:
    """Find one candidate in each line with a number, about the length of one route."""
    found = []
    for number, line in enumerate(document.lines, 1):
        if match := re.search(r"\d+( million)?( km| tons| dollars)?", line):
            printed = match[0]
            found.append(Candidate(
                candidate_id("length", printed, line), document.name, "baku-tbilisi-kars",
                "length", printed.split()[0], "", "km", ("exact",), "", "", "", "2026", printed,
                Anchor(number, number, match.start(), match.end())))
    return tuple(found)


def store(folder: Path) -> DraftStore:
    """A store of drafts that reads and finds by these rules."""
    return DraftStore(folder, read, find)


def accepted(candidate: Candidate, **cells: str) -> Decision:
    """The decision that takes a candidate as it is proposed, or with other cells."""
    row = {"subject_id": candidate.subject_id, "attribute": candidate.attribute,
           "value": candidate.value, "unit": candidate.unit, "printed": candidate.printed,
           "lines": candidate.anchor.lines, "qualifier": "exact", "as_of": "2026", **cells}
    return Decision(candidate.candidate_id, "accept", row)

"""The form in which documents, candidates and decisions are kept: plain data for JSON, and back.

What is read back is what was written, field for field: a document is kept as it was read, so that a
later reader cannot shift the anchors of what was decided on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from geo.intake.candidate import Anchor, Candidate, Held
from geo.intake.decision import Addition, Decision
from geo.intake.document import Document, DocumentHeading, DocumentTable, Imprint, TableRow

Plain = dict[str, Any]
"""What JSON can hold, by the names of the fields."""


def document_plain(document: Document) -> Plain:
    """Returns a document as plain data."""
    return asdict(document)


def document_of(plain: Mapping[str, Any]) -> Document:
    """Returns a document of plain data. Raises KeyError or TypeError where a field is amiss."""
    lists = {name: tuple(cell) for name, cell in plain.items() if isinstance(cell, list)}
    return Document(**{
        **plain, **lists,
        "headings": tuple(DocumentHeading(**heading) for heading in plain["headings"]),
        "tables": tuple(DocumentTable(tuple(table["head"]), tuple(
            TableRow(row["line"], tuple(row["cells"])) for row in table["rows"]))
            for table in plain["tables"]),
        "imprint": Imprint(**plain["imprint"])})


def candidate_plain(candidate: Candidate) -> Plain:
    """Returns a candidate as plain data."""
    return asdict(candidate)


def candidate_of(plain: Mapping[str, Any]) -> Candidate:
    """Returns a candidate of plain data. Raises KeyError or TypeError where a field is amiss."""
    lists = {name: tuple(plain[name]) for name in ("qualifier", "others", "why")}
    return Candidate(**{**plain, **lists, "anchor": Anchor(**plain["anchor"]),
                        "held": tuple(Held(**each) for each in plain["held"])})


def decision_plain(decision: Decision) -> Plain:
    """Returns a decision as plain data; whether it was made before is not part of it."""
    return {"candidate_id": decision.candidate_id, "verb": decision.verb,
            "row": dict(decision.row), "reason": decision.reason, "at": decision.at,
            "curator": decision.curator}


def decision_of(plain: Mapping[str, Any]) -> Decision:
    """Returns a decision of plain data. Raises KeyError or TypeError where a field is amiss."""
    return Decision(**plain)


def addition_plain(addition: Addition) -> Plain:
    """Returns an addition as plain data."""
    return {"addition_id": addition.addition_id, "table": addition.table,
            "row": dict(addition.row), "feature": dict(addition.feature), "at": addition.at,
            "curator": addition.curator}


def addition_of(plain: Mapping[str, Any]) -> Addition:
    """Returns an addition of plain data. Raises KeyError or TypeError where a field is amiss."""
    return Addition(**plain)

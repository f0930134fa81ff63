"""Decisions: what a curator makes of a candidate, and the draft that holds them until accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geo.intake.candidate import Candidate
from geo.intake.document import Document

Verb = Literal["accept", "reject", "not-ours", "undo"]
"""`accept` takes the claim as `row` has it, corrected or not; `reject` says in `reason` why not;
`not-ours` is of no subject of the atlas; `undo` takes the last decision back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on one candidate, or a claim entered by hand (its id begins with `own-`).

    `row` has the columns of claims.csv, where the claim is accepted. `at` is the time in UTC,
    YYYY-MM-DDTHH:MM:SSZ. `curator` is what the curator calls himself; it may be blank. `before`
    says that it was made when the document was read before: nothing of it is left to write.
    """

    candidate_id: str
    verb: Verb
    row: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    at: str = ""
    curator: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """A row for another table than claims.csv: an alias, a place, a route, a disagreement.

    `table` is a name of `geo.data.schema.TABLES`; `feature` is the GeoJSON of a new route's line.
    """

    addition_id: str
    table: str
    row: Mapping[str, str]
    feature: Mapping[str, object] = field(default_factory=dict)
    at: str = ""
    curator: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The work on one document: its source as the curator enters it, and all that was decided.

    `revision` counts what was written; whoever writes names the one that was seen. `source` has the
    columns of sources.csv. `decisions` hold the last decision on each candidate. `closed` says that
    its work is done; `notices` are sentences on what had to be mended.
    """

    draft_id: str
    revision: int
    document: Document
    candidates: tuple[Candidate, ...]
    source: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    additions: tuple[Addition, ...] = ()
    closed: bool = False
    notices: tuple[str, ...] = ()

"""The shape of what may be kept in a draft: which cells, how long, and what a verb needs.

Whether a claim is true to its words the gate judges; here only what cannot be kept is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import MAX_CELL
from geo.data.errors import AtlasError, did_you_mean, quoted
from geo.data.reader import MAX_LINE_BYTES
from geo.data.schema import TABLES
from geo.intake.decision import Addition, Decision

OWN: Final = "own-"
"""How the id of a claim entered by hand begins."""
ADDED_TABLES: Final = ("aliases", "corridors", "disagreements", "headings", "naming", "not_mapped",
                       "places", "relations", "routes")
"""The tables to which a draft may add rows besides claims.csv and sources.csv."""
VERBS: Final = ("accept", "reject", "not-ours", "undo")

_OWN_ID = re.compile(r"own-[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDITION_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID: Final = 80
_LONGEST_WORDS: Final = 1_000
_NEEDED = ("subject_id", "attribute", "value", "printed")


def _plain(text: object, what: str, most: int) -> str:
    """Returns a text that can stand in one cell. Raises AtlasError."""
    if not isinstance(text, str):
        raise AtlasError(f"{what}: {quoted(text)} is no text")
    if len(text) > most:
        raise AtlasError(f"{what}: longer than {most:,} characters; shorten it")
    if any(ord(sign) < 32 or 0xD7FF < ord(sign) < 0xE000 or ord(sign) == 127 for sign in text):
        raise AtlasError(f"{what}: has a sign that cannot stand in a cell, such as a line end")
    return text.strip()


def row_of(table: str, row: Mapping[str, str]) -> dict[str, str]:
    """Returns a row with every column of its table, blank where nothing is given.

    Raises AtlasError for a column that the table does not have, or a cell that cannot be kept.
    """
    if not isinstance(row, Mapping):
        raise AtlasError(f"{quoted(row)} is no row: give its cells by their columns")
    columns = TABLES[table].column_names
    if unknown := [name for name in row if name not in columns]:
        raise AtlasError(f"{quoted(unknown[0])} is no column of {TABLES[table].file}"
                         f"{did_you_mean(str(unknown[0]), columns)}")
    return {name: _plain(row.get(name, ""), name, MAX_CELL) for name in columns}


def decision_to_keep(decision: Decision, candidates: Collection[str], at: str) -> Decision:
    """Returns a decision as it is kept, made at this time.

    Raises AtlasError where it has no shape.
    """
    candidate_id, verb = decision.candidate_id, decision.verb
    if not isinstance(candidate_id, str) or not (candidate_id in candidates or (
            len(candidate_id) <= _LONGEST_ID and _OWN_ID.fullmatch(candidate_id))):
        raise AtlasError(f"{quoted(candidate_id)} is no candidate of this document; a claim "
                         f"entered by hand has an id such as {OWN}1")
    if verb not in VERBS:
        raise AtlasError(f"{quoted(verb)} is no decision; they are {', '.join(VERBS)}")
    reason = _plain(decision.reason, "reason", _LONGEST_WORDS)
    if verb == "reject" and not reason:
        raise AtlasError("say in a few words why it is rejected: whoever reads the document again "
                         "will want to know")
    if verb != "accept" and decision.row:
        raise AtlasError(f"{verb} takes no row")
    row = row_of("claims", decision.row) if verb == "accept" else {}
    if verb == "accept":
        if blank := [name for name in _NEEDED if not row[name]]:
            raise AtlasError(f"{blank[0]} is blank; a claim needs it")
        if row["attribute"] not in ATTRIBUTES:
            raise AtlasError(f"{quoted(row['attribute'])} is no attribute"
                             f"{did_you_mean(row['attribute'], ATTRIBUTES)}")
    return Decision(candidate_id, verb, MappingProxyType(row), reason,
                    at, curator_to_keep(decision.curator))


def addition_to_keep(addition: Addition, at: str) -> Addition:
    """Returns an addition as it is kept, made at this time.

    Raises AtlasError where it has no shape.
    """
    if not isinstance(addition.addition_id, str) or len(addition.addition_id) > _LONGEST_ID or (
            not _ADDITION_ID.fullmatch(addition.addition_id)):
        raise AtlasError(f"{quoted(addition.addition_id)} is no id of an addition: lower-case "
                         "words and numbers joined by '-'")
    if addition.table not in ADDED_TABLES:
        raise AtlasError(f"{quoted(addition.table)} is no table to add to; they are "
                         f"{', '.join(ADDED_TABLES)}")
    if addition.feature and addition.table != "routes":
        raise AtlasError("only a route has a line")
    try:
        feature = json.dumps(dict(addition.feature), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise AtlasError("the line is not JSON") from None
    if len(feature) > MAX_LINE_BYTES:
        raise AtlasError(f"the line is larger than {MAX_LINE_BYTES:,} bytes; draw it with fewer "
                         "points")
    return Addition(addition.addition_id, addition.table,
                    MappingProxyType(row_of(addition.table, addition.row)), json.loads(feature),
                    at, curator_to_keep(addition.curator))


def curator_to_keep(name: str) -> str:
    """Returns what a curator calls himself, as it is kept. Raises AtlasError."""
    return _plain(name, "curator", _LONGEST_ID)

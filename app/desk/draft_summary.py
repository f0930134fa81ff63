"""Drafts in a list: what there is to know of each before it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.desk.decision_shape import OWN
from app.desk.draft_state import State
from geo.intake.decision import Draft


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in a list: how many candidates are open, accepted, rejected or not ours.

    `own` counts the claims entered by hand. `changed` is the time of the last change, `curator` who
    made it. `problem` says why it cannot be opened; then nothing else is known but the id.
    """

    draft_id: str
    title: str = ""
    name: str = ""
    counts: Mapping[str, int] | None = None
    revision: int = 0
    changed: str = ""
    curator: str = ""
    closed: bool = False
    problem: str = ""


def summarised(draft: Draft, state: State) -> DraftSummary:
    """Returns a draft as it stands in the list."""
    decisions = draft.decisions
    verbs = [decisions[each.candidate_id].verb if each.candidate_id in decisions else "open"
             for each in draft.candidates]
    counts = {verb: verbs.count(verb) for verb in ("open", "accept", "reject", "not-ours")}
    counts["own"] = sum(name.startswith(OWN) and each.verb == "accept"
                        for name, each in decisions.items())
    document = draft.document
    return DraftSummary(draft.draft_id, document.imprint.title or document.name, document.name,
                        counts, draft.revision, state.changed, state.curator, draft.closed)

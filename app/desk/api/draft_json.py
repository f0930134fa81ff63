"""A draft as the page gets it: plain values, with the names of all subjects that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from app.desk.accepting.draft_edition import AskedAgain
from app.desk.api.accepted_words import accepted_before
from app.desk.api.added_names import offered
from geo.catalog.catalog import Catalog
from geo.data.records import Claim
from geo.data.schema import MODE_WORDS, PLACE_KINDS, TABLES
from geo.intake.candidate import Candidate
from geo.intake.decision import Addition, Decision, Draft
from geo.intake.document import Document
from geo.intake.holdings import held

Json = dict[str, Any]

NEW_PLACE: Final = "New place"
"""What the page is told of a place that a draft adds."""


def subject_words(catalog: Catalog, subject: str) -> Json:
    """Returns a subject's name and, in words, what it is; an id that is not known names itself."""
    hint = "not in the atlas"
    if entry := catalog.entry(subject):
        hint = MODE_WORDS[entry.route.mode]
    elif subject in catalog.corridors:
        hint = "Corridor"
    elif place := catalog.places.get(subject):
        hint = PLACE_KINDS[place.kind].capitalize()
    return {"id": subject, "name": catalog.name_of(subject), "hint": hint}


def added_subjects(additions: Iterable[Addition]) -> Iterator[Json]:
    """Yields the routes, corridors and places that a draft adds, as subjects."""
    for each in additions:
        if each.table in ("routes", "places", "corridors"):
            yield {"id": each.row.get(TABLES[each.table].key[0], ""),
                   "name": each.row.get("name", ""),
                   "hint": NEW_PLACE if each.table == "places" else f"New {each.table[:-1]}"}


def row_of(candidate: Candidate, source: Mapping[str, str]) -> dict[str, str]:
    """Returns a candidate as the row of claims.csv that it would be."""
    return {**dict.fromkeys(TABLES["claims"].column_names, ""),
            "subject_id": candidate.subject_id, "attribute": candidate.attribute,
            "value": candidate.value, "value_high": candidate.value_high, "unit": candidate.unit,
            "qualifier": ";".join(candidate.qualifier), "scope": candidate.scope,
            "scope_words": candidate.scope_words, "period": candidate.period,
            "as_of": candidate.as_of or source.get("published", ""),
            "source_id": source.get("source_id", ""), "section": candidate.section,
            "lines": candidate.anchor.lines, "printed": candidate.printed}


def candidate_json(candidate: Candidate, source: Mapping[str, str], catalog: Catalog) -> Json:
    """Returns a candidate with its row, its place, its reasons, and what the atlas holds now."""
    return {"id": candidate.candidate_id, "row": row_of(candidate, source),
            "anchor": asdict(candidate.anchor), "before": candidate.before,
            "after": candidate.after, "others": list(candidate.others),
            "why": list(candidate.why), "held": [asdict(each) for each in held(
                candidate, catalog, source.get("origin") or source.get("publisher", ""))]}


def decision_json(decision: Decision) -> Json:
    """Returns a decision as it is kept."""
    return {"id": decision.candidate_id, "verb": decision.verb, "row": dict(decision.row),
            "reason": decision.reason, "at": decision.at, "curator": decision.curator,
            "before": decision.before}


def addition_json(addition: Addition) -> Json:
    """Returns an addition without the coordinates of its line, which the page need not have."""
    return {"id": addition.addition_id, "table": addition.table, "row": dict(addition.row),
            "drawn": bool(addition.feature), "at": addition.at, "curator": addition.curator}


def document_json(document: Document) -> Json:
    """Returns the text of a document with its pages, headings and imprint."""
    return {"name": document.name, "kind": document.kind, "sha256": document.sha256,
            "text_sha256": document.text_sha256, "lines": list(document.lines),
            "pages": list(document.pages), "imprint": asdict(document.imprint),
            "headings": [asdict(heading) for heading in document.headings]}


def _with_cells(candidate: Json, asked: AskedAgain | None) -> Json:
    if asked is None:
        return {**candidate, "asked": False}
    return {**candidate, "asked": True, "row": {**candidate["row"], **asked.row}}


def draft_json(draft: Draft, catalog: Catalog, asked: Iterable[AskedAgain] = (),
               waiting: Iterable[Claim] = ()) -> Json:
    """Returns a whole draft, with the claims that its new edition asks again as candidates.

    `waiting` are the claims that wait for a second reading: an open candidate that repeats what
    was accepted from its very words says so.
    """
    source_id = draft.source.get("source_id", "")
    accepted = [claim for claim in (*catalog.claims, *waiting)
                if source_id and claim.source_id == source_id]
    again = {each.candidate.candidate_id: each for each in asked}
    candidates = [*{**{each.candidate_id: each for each in draft.candidates},
                    **{name: each.candidate for name, each in again.items()}}.values()]
    decided = [decision.row.get("subject_id", "") for decision in draft.decisions.values()]
    named = dict.fromkeys(subject for subject in (
        *(each.subject_id for each in candidates),
        *(other for each in candidates for other in each.others), *decided) if subject)
    added = list(added_subjects(draft.additions))
    return {"id": draft.draft_id, "revision": draft.revision,
            "document": document_json(draft.document),
            "candidates": [{
                **_with_cells(candidate_json(each, draft.source, catalog),
                              again.get(each.candidate_id)),
                "accepted": [] if each.candidate_id in draft.decisions else list(
                    accepted_before(each, accepted, catalog))} for each in candidates],
            "decisions": [decision_json(each) for each in draft.decisions.values()],
            "source": dict(draft.source), "closed": draft.closed,
            "notices": [*draft.document.notices, *draft.notices],
            "additions": [addition_json(each) for each in draft.additions],
            "offered": offered(candidates, draft.additions),
            "subjects": [*({each["id"]: each for each in (
                *(subject_words(catalog, subject) for subject in named), *added)}.values())]}

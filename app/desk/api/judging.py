"""Judges a claim while it is typed, and says what the atlas holds on the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from app.desk.accepting.claim_judge import judge
from app.desk.api.draft_json import added_subjects
from geo.catalog.catalog import Catalog
from geo.data.reader import split
from geo.data.schema import LOOKED_AT
from geo.data.spans import SPAN, span
from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Draft
from geo.intake.holdings import held, held_beside

_ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")


def _as_candidate(draft: Draft, row: Mapping[str, str]) -> Candidate:
    first, last = span(row["lines"]) if SPAN.fullmatch(row["lines"]) else (1, 1)
    return Candidate("", draft.document.name, row["subject_id"], row["attribute"], row["value"],
                     row["value_high"], row["unit"], tuple(split(row["qualifier"])), row["scope"],
                     row["scope_words"], row["period"], row["as_of"], row["printed"],
                     Anchor(first, last, 0, 0), row["section"])


def with_names(message: str, catalog: Catalog, new: Mapping[str, str]) -> str:
    """Returns a sentence with the names of subjects in place of their ids.

    `new` are names of the draft's own by their ids. An id of one word may be a word of the
    sentence, so it is left.
    """
    def named(found: re.Match[str]) -> str:
        return new.get(found[0]) or catalog.name_of(found[0])
    return _ID.sub(named, message)


def judged(draft: Draft, row: Mapping[str, str], catalog: Catalog) -> dict[str, Any]:
    """Returns problems of the row's cells, the gate's findings, and what the atlas holds on it."""
    judgement = judge(row, draft, catalog)
    speaker = draft.source.get("origin") or draft.source.get("publisher", "")
    new = {each["id"]: each["name"] for each in added_subjects(draft.additions)}
    said = partial(with_names, catalog=catalog, new=new)
    problems = [{**asdict(problem), "message": said(problem.message)}
                for problem in judgement.problems if problem.column != "source_id"]
    return {"problems": problems,
            "findings": [{**asdict(finding), "message": said(finding.message),
                          "looked_at": LOOKED_AT.get(finding.side, "")}
                         for finding in judgement.findings],
            "held": [] if problems else [
                asdict(each) for each in held(_as_candidate(draft, row), catalog, speaker)],
            "beside": asdict(held_beside(row["subject_id"], row["attribute"], catalog))}

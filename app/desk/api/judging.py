"""Judges a claim while it is typed: the form of its cells, the gate, and what the atlas holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from geo.catalog.catalog import Catalog
from geo.checks.tables import row_problems
from geo.claims.gate import Finding, SubjectNames, judge
from geo.claims.passage import Passage, passage_in, passage_of_page
from geo.data.attributes import ATTRIBUTES
from geo.data.csv_table import Row
from geo.data.reader import split
from geo.data.records import Claim
from geo.data.schema import LOOKED_AT, TABLES
from geo.data.spans import SPAN, span
from geo.intake.candidate import Anchor, Candidate
from geo.intake.decision import Draft
from geo.intake.document import Document
from geo.intake.holdings import held

_LATER = frozenset({"source_id", "section"})
"""Cells that are filled in when the claim is accepted."""


def _claim(row: Mapping[str, str]) -> Claim:
    cells = {name: row[name] for name in TABLES["claims"].column_names}
    qualifier = tuple(split(cells.pop("qualifier")))
    return Claim(**cells, qualifier=qualifier)


def _passage(document: Document, claim: Claim, *, at_hand: bool) -> Passage:
    if not at_hand:
        return passage_of_page(claim.printed, f"{claim.section} {document.imprint.title}")
    return passage_in(document.lines, *span(claim.lines), claim.printed, claim.section)


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "looked_at": LOOKED_AT.get(finding.side, "")}


def judged(draft: Draft, row: Mapping[str, str], catalog: Catalog, names: SubjectNames
           ) -> dict[str, Any]:
    """Returns problems of the row's cells, the gate's findings, and what the atlas holds on it.

    `lines` of the row say where in the document its words stand; a claim of a public page is
    judged by its printed words alone, as it will be once it is accepted.
    """
    problems = [{"column": problem.field, "message": problem.message}
                for problem in row_problems(TABLES["claims"], Row("claims.csv", 0, dict(row)))
                if problem.field not in _LATER]
    spot = SPAN.fullmatch(row["lines"])
    if not row["printed"] or not spot:
        problems.append({"column": "printed", "message": "choose the printed words first"})
    known = {each.row.get(TABLES[each.table].key[0]) for each in draft.additions
             if each.table in ("routes", "places", "corridors")}
    if row["subject_id"] and row["subject_id"] not in {*catalog.subjects, *known}:
        problems.append({"column": "subject_id", "message": "is not a subject of the atlas; "
                         "choose one, or add it"})
    if problems:
        return {"problems": problems, "findings": [], "held": []}
    claim = _claim(row)
    passage = _passage(draft.document, claim, at_hand=not draft.source.get("address"))
    published = draft.source.get("published") or claim.as_of
    findings = judge(claim, passage, published, names) if claim.attribute in ATTRIBUTES else ()
    if claim.subject_id in known - {*catalog.subjects}:  # its names are not known to the gate yet
        findings = tuple(each for each in findings if each.side not in ("subject", "scope"))
    return {"problems": [], "findings": [_finding_json(each) for each in findings],
            "held": [asdict(each) for each in held(_candidate(draft, claim), catalog)]}


def _candidate(draft: Draft, claim: Claim) -> Candidate:
    first, last = span(claim.lines)
    place = Anchor(first, last, 0, 0)
    blank = Candidate("", draft.document.name, claim.subject_id, claim.attribute, claim.value,
                      claim.value_high, claim.unit, claim.qualifier, claim.scope,
                      claim.scope_words, claim.period, claim.as_of, claim.printed, place)
    return replace(blank, section=claim.section)

"""Candidates that repeat what was accepted from the same words of the same source before."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.claims.wording import scoped_words
from geo.data.attributes import ATTRIBUTES
from geo.data.folding import folded
from geo.data.records import Claim
from geo.data.spans import SPAN, span
from geo.intake.candidate import Candidate


def _on_the_same_lines(candidate: Candidate, claim: Claim) -> bool:
    if not SPAN.fullmatch(claim.lines):
        return False
    first, last = span(claim.lines)
    return first <= candidate.anchor.last_line and candidate.anchor.first_line <= last


def _repeats(candidate: Candidate, claim: Claim) -> bool:
    if not _on_the_same_lines(candidate, claim) or candidate.attribute != claim.attribute:
        return False
    mine, theirs = folded(candidate.printed), folded(claim.printed)
    return (candidate.value, candidate.unit) == (claim.value, claim.unit) or (
        mine in theirs or theirs in mine)


def accepted_before(candidate: Candidate, claims: Iterable[Claim], catalog: Catalog
                    ) -> tuple[str, ...]:
    """Returns, in words, the claims that a candidate repeats.

    `claims` are those of the candidate's own source. One is repeated where it stands on the same
    lines, is of the same attribute, and has the same value, or where the printed words of one of
    the two hold those of the other.
    """
    return tuple(f"{catalog.name_of(claim.subject_id)}: {ATTRIBUTES[claim.attribute].label}, "
                 f"{scoped_words(claim)}" for claim in claims if _repeats(candidate, claim))

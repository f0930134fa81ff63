"""Where claims differ: what curators wrote down, and what the values themselves show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.claims.dates import last_day
from geo.claims.staleness import months_between
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Disagreement
from geo.data.schema import REASONS

STATUS_MONTHS = 12
"""Two status words further apart than this are history, not disagreement."""

Between = Literal["sources", "claims", "meanings"]

BETWEEN_WORDS: Mapping[Between, str] = MappingProxyType({
    "sources": "sources differ", "claims": "claims differ", "meanings": "meaning unclear"})
"""How claims stand to each other. Sources differ where two speak; one source's own claims differ;
where all say the same value, what it means is unclear."""


def said(claim: Claim) -> tuple[str, str, str, str]:
    """What a claim says, whoever says it of what: equal for claims that do not differ."""
    return claim.attribute, claim.value, claim.value_high, claim.unit


def between(claims: Iterable[Claim]) -> Between:
    """Whether sources differ, or claims of one source, or only what one value means."""
    by_source: dict[str, set[tuple[str, str, str, str]]] = {}
    for claim in claims:
        by_source.setdefault(claim.source_id, set()).add(said(claim))
    if len(set().union(*by_source.values())) < 2:
        return "meanings"
    first, *others = by_source.values()
    return "sources" if any(other != first for other in others) else "claims"


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims that differ, side by side. `curated` is False where only the values show it."""

    question: str
    claims: tuple[Claim, ...]
    why: str
    curated: bool

    @property
    def between(self) -> Between:
        """Whether sources differ, or one source's claims, or what one value means."""
        return between(self.claims)

    @property
    def words(self) -> str:
        """The same in words: `sources differ`."""
        return BETWEEN_WORDS[self.between]

    def against(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims about the same attribute that say otherwise, each thing once of a subject."""
        found = {(other.subject_id, *said(other)): other for other in self.claims
                 if other.attribute == claim.attribute and said(other) != said(claim)}
        return tuple(found.values())


def differ_words(differences: Iterable[Difference]) -> str:
    """The most that can be said of some differences: `sources differ`; blank where none is."""
    found = {difference.between for difference in differences}
    return next((words for kind, words in BETWEEN_WORDS.items() if kind in found), "")


def _comparable(claim: Claim) -> tuple[str, str, str, bool] | None:
    """What two claims must share to be held against each other; None for words and parts."""
    kind = ATTRIBUTES[claim.attribute].kind
    if kind == "text" or claim.partial:
        return None
    return claim.subject_id, claim.attribute, claim.unit, "potential" in claim.qualifier


def _at_one_time(claims: Sequence[Claim]) -> list[Claim]:
    newest = max(last_day(claim.as_of) for claim in claims)
    return [claim for claim in claims
            if months_between(last_day(claim.as_of), newest) <= STATUS_MONTHS]


def automatic(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Groups of claims about one attribute of one subject, in one unit, with unlike values.

    Claims about a part, potential beside present values, and a status that changed over more
    than a year are not held against each other.
    """
    groups: dict[tuple[str, str, str, bool], list[Claim]] = {}
    for claim in claims:
        key = _comparable(claim)
        if key:
            groups.setdefault(key, []).append(claim)
    differing = []
    for (_, attribute, _, _), group in groups.items():
        now = _at_one_time(group) if attribute == "status" else group
        if len({(claim.value, claim.value_high) for claim in now}) > 1:
            differing.append(tuple(now))
    return tuple(differing)


def _curated(by_reference: Mapping[str, list[Claim]], disagreement: Disagreement
             ) -> Difference | None:
    claims = tuple(claim for reference in disagreement.claims
                   for claim in by_reference.get(reference, ()))
    if len(claims) < 2:
        return None
    kinds = "; ".join(REASONS[kind] for kind in disagreement.why_kind)
    return Difference(disagreement.question, claims, f"{disagreement.why} ({kinds})",
                      curated=True)


def _of_values(group: tuple[Claim, ...]) -> Difference:
    label = ATTRIBUTES[group[0].attribute].label
    silent = "sources do" if between(group) == "sources" else "source does"
    return Difference(f"{label}: which claim holds?", group, f"The {silent} not say why.",
                      curated=False)


def all_differences(claims: Iterable[Claim], curated: Iterable[Disagreement]
                    ) -> dict[str, tuple[Difference, ...]]:
    """By subject, all differences to be shown with it: the curated ones, then those of values.

    A group of values that a curated disagreement covers already is not repeated; a curated one
    of which fewer than two claims are left is not shown.
    """
    everything = tuple(claims)
    by_reference: dict[str, list[Claim]] = {}
    for claim in everything:
        by_reference.setdefault(claim.reference, []).append(claim)
        by_reference.setdefault(f"{claim.reference}={claim.value}", []).append(claim)
    shown: dict[str, list[Difference]] = {}
    covered: set[str] = set()
    for disagreement in curated:
        difference = _curated(by_reference, disagreement)
        if difference:
            covered.update(claim.reference for claim in difference.claims)
            for subject in dict.fromkeys((*disagreement.subject_ids,
                                          *(claim.subject_id for claim in difference.claims))):
                shown.setdefault(subject, []).append(difference)
    for group in automatic(everything):
        if not {claim.reference for claim in group} <= covered:
            shown.setdefault(group[0].subject_id, []).append(_of_values(group))
    return {subject: tuple(differences) for subject, differences in shown.items()}

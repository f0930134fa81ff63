"""Differences between claims: those curators wrote down, and those the values show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Literal

from geo.claims.dates import last_day
from geo.claims.headline import is_hoped_for
from geo.claims.staleness import months_between
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Disagreement
from geo.data.schema import REASONS

HISTORY_MONTHS = 12
"""Two statuses further apart than this are history, not disagreement."""

Between = Literal["sources", "claims", "meanings"]

BETWEEN_WORDS: Mapping[Between, str] = MappingProxyType({
    "sources": "sources differ", "claims": "claims differ", "meanings": "meaning unclear"})
"""Kinds of difference in words. Sources differ where two make claims; one source's own claims
differ; where all state the same value, its meaning is unclear."""


def content_of(claim: Claim) -> tuple[str, str, str, str]:
    """Returns what a claim says, whoever says it of what: equal for claims that do not differ."""
    return claim.attribute, claim.value, claim.value_high, claim.unit


def between(claims: Iterable[Claim]) -> Between:
    """Returns whether sources differ, or claims of one source, or only what one value means."""
    by_source: dict[str, set[tuple[str, str, str, str]]] = {}
    for claim in claims:
        by_source.setdefault(claim.source_id, set()).add(content_of(claim))
    if len(set().union(*by_source.values())) < 2:
        return "meanings"
    first_contents, *other_contents = by_source.values()
    return (
        "sources"
        if any(source_contents != first_contents for source_contents in other_contents)
        else "claims"
    )


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
        """The kind of difference in words: `sources differ`."""
        return BETWEEN_WORDS[self.between]

    def against(self, claim: Claim) -> tuple[Claim, ...]:
        """Returns claims on the same attribute with another value, each value once a subject."""
        by_content = {
            (other.subject_id, *content_of(other)): other
            for other in self.claims
            if other.attribute == claim.attribute and content_of(other) != content_of(claim)
        }
        return tuple(by_content.values())


def differ_words(differences: Iterable[Difference]) -> str:
    """Returns the strongest words for some differences: `sources differ`; blank without any."""
    kinds = {difference.between for difference in differences}
    return next((words for kind, words in BETWEEN_WORDS.items() if kind in kinds), "")


def comparable(claim: Claim) -> tuple[str, str, str, str, bool] | None:
    """Returns what two claims must share to be compared; None for words and parts."""
    kind = ATTRIBUTES[claim.attribute].kind
    if kind == "text" or claim.partial:
        return None
    return claim.subject_id, claim.attribute, claim.unit, claim.period, is_hoped_for(claim)


def _comparable_groups(claims: Iterable[Claim]
                       ) -> dict[tuple[str, str, str, str, bool], list[Claim]]:
    """Groups the claims that can be compared by what they share."""
    groups: dict[tuple[str, str, str, str, bool], list[Claim]] = {}
    for claim in claims:
        key = comparable(claim)
        if key:
            groups.setdefault(key, []).append(claim)
    return groups


def _at_one_time(claims: Sequence[Claim]) -> list[Claim]:
    newest = max(last_day(claim.as_of) for claim in claims)
    return [claim for claim in claims
            if months_between(last_day(claim.as_of), newest) <= HISTORY_MONTHS]


def unlike_values(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Groups claims about one attribute of one subject, in one unit, with unlike values.

    Claims about a part, hoped-for beside present values, numbers of different periods, and a status
    that changed over more than a year are not compared with each other.
    """
    differing = []
    for (_, attribute, *_), group in _comparable_groups(claims).items():
        current = _at_one_time(group) if attribute == "status" else group
        if len({(claim.value, claim.value_high) for claim in current}) > 1:
            differing.append(tuple(current))
    return tuple(differing)


def _by_name(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Returns claims by the names that a disagreement can give them."""
    by_name: dict[str, list[Claim]] = {}
    for claim in claims:
        for name in (claim.reference, claim.full_name):
            by_name.setdefault(name, []).append(claim)
    return by_name


def _curated(by_name: Mapping[str, list[Claim]], disagreement: Disagreement
             ) -> Difference | None:
    claims = tuple(claim for reference in disagreement.claims
                   for claim in by_name.get(reference, ()))
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
    """Returns by subject all differences to show with it: curated ones, then those of values.

    A group of values that a curated disagreement already covers is not repeated; a curated one of
    which fewer than two claims are left is not shown.
    """
    all_claims = tuple(claims)
    by_name = _by_name(all_claims)
    by_subject: dict[str, list[Difference]] = {}
    covered: set[str] = set()
    for disagreement in curated:
        difference = _curated(by_name, disagreement)
        if difference:
            covered.update(claim.reference for claim in difference.claims)
            for subject in dict.fromkeys((*disagreement.subject_ids,
                                          *(claim.subject_id for claim in difference.claims))):
                by_subject.setdefault(subject, []).append(difference)
    for group in unlike_values(all_claims):
        if not {claim.reference for claim in group} <= covered:
            by_subject.setdefault(group[0].subject_id, []).append(_of_values(group))
    return {subject: tuple(differences) for subject, differences in by_subject.items()}


@dataclass(frozen=True)
class ComparedClaims:
    """The claims that are compared with each other, and the disagreements that curators wrote down.

    A catalog that a filter has narrowed keeps those of all routes: a filter never hides the other
    side of a disagreement.
    """

    claims: tuple[Claim, ...]
    curated: tuple[Disagreement, ...] = ()

    @cached_property
    def differences(self) -> Mapping[str, tuple[Difference, ...]]:
        """All differences, by subject; see `all_differences`."""
        return MappingProxyType(all_differences(self.claims, self.curated))

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Claim]]:
        by_subject: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_subject.setdefault(claim.subject_id, []).append(claim)
        return by_subject

    def told_by(self, sources: frozenset[str]) -> ComparedClaims:
        """Returns the claims of some sources only."""
        claims = tuple(claim for claim in self.claims if claim.source_id in sources)
        return ComparedClaims(claims, self.curated)

    def separate(self, subject_id: str) -> tuple[ComparedClaims, ...]:
        """Groups what can differ about a subject: no difference has claims of two groups.

        Whichever sources are left, the differences of the subject are those of each group alone.
        Claims that can differ with none are left out.
        """
        compared = dict.fromkeys((
            *self._by_subject.get(subject_id, ()),
            *(claim for difference in self.differences.get(subject_id, ())
              for claim in difference.claims)))
        by_name = _by_name(compared)
        own = _comparable_groups(claim for claim in compared if claim.subject_id == subject_id)
        written = {each: found for each in self.curated if (found := _curated(by_name, each))}
        linked = [*own.values(), *(difference.claims for difference in written.values())]
        groups: list[dict[str, list[Claim]]] = []
        for claims in linked:
            joined = {claim.reference: by_name[claim.reference] for claim in claims}
            for group in [group for group in groups if not joined.keys().isdisjoint(group)]:
                groups.remove(group)
                joined |= group
            groups.append(joined)
        return tuple(
            ComparedClaims(claims, tuple(each for each, difference in written.items()
                                         if difference.claims[0].reference in group))
            for group in groups
            if len(claims := tuple(chain.from_iterable(group.values()))) > 1)

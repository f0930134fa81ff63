"""Holdings: what the atlas already holds on a candidate's subject and attribute.

What may be compared is the rule of the disagreements (`geo.claims.disagreements`): one unit, one
period, the whole with the whole, what is with what is, and what is hoped for with what is hoped
for. Within it a range, a hedge and a rounded figure hold every value that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz

from geo.catalog.catalog import Catalog
from geo.claims.dates import first_day, last_day
from geo.claims.disagreements import HISTORY_MONTHS, comparable
from geo.claims.headline import is_rounded_form, round_unit
from geo.claims.staleness import months_between
from geo.claims.wording import date_words, qualifier_words, scoped_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.folding import folded
from geo.data.records import Claim
from geo.intake.candidate import Candidate, Held, Verdict

_ACTORS: Final = ("sponsor", "opponent", "buyer")
_ALIKE: Final = 80
"""From so alike on, of 100, words say the same."""
_LEAST: Final = frozenset(("more-than", "at-least"))
_BOUNDS: Final = _LEAST | {"up-to", "by"}
_FEWEST_WORDS: Final = 4
"""Printed words that are so many and the same are one and the same text."""
_MOST: Final = 12
_UNDATED: Final = "2999-12-31"
"""The day of what a document without a date says: later than all that the atlas holds."""
_MOST_BESIDE: Final = 3
_ORDER: Final = ("repeats", "contradicts", "agrees")


@dataclass(frozen=True, slots=True)
class _Span:
    """What a value allows, from the least to the most; None is without end."""

    least: Decimal | None
    most: Decimal | None

    def meets(self, other: _Span) -> bool:
        """Checks whether there is a value that both allow."""
        above = self.least is None or other.most is None or self.least <= other.most
        below = self.most is None or other.least is None or other.least <= self.most
        return above and below


def as_claim(candidate: Candidate) -> Claim:
    """Returns a candidate as the claim it would become, of no source yet."""
    return Claim(
        candidate.subject_id, candidate.attribute, candidate.value, candidate.value_high,
        candidate.unit, candidate.qualifier, candidate.scope, candidate.scope_words,
        candidate.period, candidate.as_of or _UNDATED, "", candidate.section,
        candidate.anchor.lines,
        candidate.printed, "")


def _days(claim: Claim) -> _Span:
    high = claim.value_high or claim.value
    first, last = first_day(claim.value).toordinal(), last_day(high).toordinal()
    return _Span(None if "by" in claim.qualifier else Decimal(first), Decimal(last))


def _numbers(claim: Claim) -> _Span:
    low = Decimal(claim.value)
    high = Decimal(claim.value_high or claim.value)
    hedges = {*claim.qualifier}
    if hedges & _LEAST:
        return _Span(low, None)
    if "up-to" in hedges:
        return _Span(None, high)
    if "about" in hedges:
        return _Span(low - round_unit(low) / 2, high + round_unit(high) / 2)
    return _Span(low, high)


def _rounded(claim: Claim, other: Claim) -> bool:
    """Checks whether of two plain figures one is the other, written to a coarser place."""
    one, two = Decimal(claim.value), Decimal(other.value)
    if claim.value_high or other.value_high or not _BOUNDS.isdisjoint(
            (*claim.qualifier, *other.qualifier)):
        return False
    return is_rounded_form(one, two) or is_rounded_form(two, one)


def _is_same_number(claim: Claim, other: Claim) -> bool:
    if ATTRIBUTES[claim.attribute].kind == "date" and claim.unit == "date":
        return _days(claim).meets(_days(other))
    return _numbers(claim).meets(_numbers(other)) or _rounded(claim, other)


def _moved_on(claim: Claim, other: Claim) -> bool:
    """Checks whether two unlike claims are of times so far apart that both may hold."""
    kind = ATTRIBUTES[claim.attribute]
    if kind.lasting or kind.kind == "date" or not (claim.as_of and other.as_of):
        return False
    if claim.attribute == "progress":
        return claim.as_of[:7] != other.as_of[:7]
    first, last = sorted((last_day(claim.as_of), last_day(other.as_of)))
    return months_between(first, last) > HISTORY_MONTHS


def _same_part(claim: Claim, other: Claim) -> bool:
    return (claim.scope, folded(claim.scope_words)) == (other.scope, folded(other.scope_words))


def _of_figures(claim: Claim, other: Claim) -> Verdict | None:
    """Returns how two claims in numbers, dates or codes stand to each other; None if in no way."""
    whole = comparable(claim)
    if claim.partial or other.partial:
        if not _same_part(claim, other) or (claim.unit, claim.period) != (other.unit, other.period):
            return None
    elif whole is None or whole != comparable(other):
        return None
    if ATTRIBUTES[claim.attribute].kind == "code":
        same = claim.value == other.value
    else:
        same = _is_same_number(claim, other)
    if same:
        return "agrees"
    return None if _moved_on(claim, other) else "contradicts"


def _actor(claim: Claim) -> str:
    return folded(claim.value.partition(" (")[0].partition(",")[0])


def _of_words(claim: Claim, other: Claim) -> Verdict | None:
    """Returns whether two claims in words say the same; words never contradict by rule."""
    if claim.attribute in _ACTORS:
        roles = ({*claim.qualifier} - {"expected"}, {*other.qualifier} - {"expected"})
        in_one_role = bool(roles[0] & roles[1]) or not any(roles)
        return "agrees" if in_one_role and _actor(claim) == _actor(other) else None
    if claim.attribute == "event" and claim.as_of[:7] != other.as_of[:7]:
        return None
    alike = max(fuzz.token_set_ratio(folded(claim.value), folded(other.value)),
                fuzz.token_set_ratio(folded(claim.printed), folded(other.printed)))
    return "agrees" if alike >= _ALIKE else None


def _is_of_one_text(candidate: Candidate, other: Claim, catalog: Catalog, speaker: str) -> bool:
    """Checks whether a claim is of the candidate's document, of its speaker or of its words."""
    source = catalog.sources[other.source_id]
    words = folded(candidate.printed)
    return ((bool(candidate.document) and source.document == candidate.document)
            or (bool(speaker) and folded(source.speaker) == folded(speaker))
            or (len(words.split()) >= _FEWEST_WORDS and words == folded(other.printed)))


def _words(claim: Claim, catalog: Catalog) -> str:
    """Returns a claim as readers see it: its value, what it covers, who says so and when."""
    role = qualifier_words(claim)
    said = f"{scoped_words(claim)}, {role}" if role else scoped_words(claim)
    return f"{said} ({who_words(catalog.sources[claim.source_id])}, {date_words(claim.as_of)})"


def _all_held(candidate: Candidate, catalog: Catalog, speaker: str
              ) -> Iterator[tuple[date, Held]]:
    claim = as_claim(candidate)
    judge = _of_words if ATTRIBUTES[claim.attribute].kind == "text" else _of_figures
    for other in catalog.claims_about(candidate.subject_id):
        if other.attribute != claim.attribute:
            continue
        verdict = judge(claim, other)
        if verdict == "agrees" and _is_of_one_text(candidate, other, catalog, speaker):
            verdict = "repeats"
        if verdict:
            yield last_day(other.as_of), Held(other.reference, _words(other, catalog), verdict)


def held(candidate: Candidate, catalog: Catalog, speaker: str = "") -> tuple[Held, ...]:
    """Returns the claims of the atlas that a candidate agrees with, contradicts or repeats.

    Those it repeats come first, then those it contradicts, each with the newest first. `speaker` is
    who speaks in the candidate's document, as sources.csv has it, where that is known: what the
    same speaker has said before is no further evidence. A candidate whose value cannot be read as
    its attribute wants it is held against nothing.
    """
    if candidate.attribute not in ATTRIBUTES or not candidate.value:
        return ()
    try:
        found = list(_all_held(candidate, catalog, speaker))
    except (ArithmeticError, ValueError):
        return ()
    found.sort(key=lambda each: each[0], reverse=True)
    found.sort(key=lambda each: _ORDER.index(each[1].verdict))
    return tuple(each for _, each in found[:_MOST])


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """What the atlas holds on a subject and attribute, comparable or not.

    `count` counts all of it, `newest` are the newest claims in words.
    """

    count: int
    newest: tuple[str, ...]


def held_beside(subject: str, attribute: str, catalog: Catalog) -> HeldBeside:
    """Returns what the atlas holds on a subject and attribute, whatever its unit and period."""
    claims = sorted((each for each in catalog.claims_about(subject) if each.attribute == attribute),
                    key=lambda each: last_day(each.as_of), reverse=True)
    return HeldBeside(len(claims), tuple(_words(each, catalog) for each in claims[:_MOST_BESIDE]))

"""Happenings: events, past starts and completions, and statuses that changed, newest first.

A promise is none, and neither is a forecast: nothing here is still to come. A status only says how
things were on a day, so it counts where a report within a year before says something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Final, Literal

from geo.catalog.catalog import Catalog
from geo.catalog.stages import routes_of
from geo.claims.dates import due, last_day
from geo.claims.disagreements import HISTORY_MONTHS
from geo.claims.headline import is_hoped_for
from geo.claims.staleness import months_between
from geo.claims.wording import value_words
from geo.data.records import Claim

HappeningKind = Literal["event", "start", "completion", "status"]
HAPPENING_KINDS: Final[tuple[HappeningKind, ...]] = ("event", "start", "completion", "status")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to a subject, and the claims that tell it in the same words.

    `day` is as exact as they are: YYYY, YYYY-MM or YYYY-MM-DD. `before` are the claims of another
    status, where one changed.
    """

    subject_id: str
    day: str
    kind: HappeningKind
    claims: tuple[Claim, ...]
    before: tuple[Claim, ...] = ()

    @property
    def claim(self) -> Claim:
        """The first of its claims, in the order of the data."""
        return self.claims[0]


def is_within(day: str, since: str, until: str) -> bool:
    """Checks whether a day, month or year may lie between two others, both included.

    A blank `since` or `until` sets no bound. A year without a month may lie in each of its months.
    """
    from_day, to_day = min(len(day), len(since)), min(len(day), len(until))
    return day[:from_day] >= since[:from_day] and (not until or day[:to_day] <= until[:to_day])


def _day_of_range(claim: Claim) -> str:
    """Returns the day of a start or completion; of a span of months what both ends share."""
    first, last = claim.value.split("-"), (claim.value_high or claim.value).split("-")
    shared = [part for part, _ in takewhile(lambda pair: pair[0] == pair[1],
                                            zip(first, last, strict=False))]
    return "-".join(shared) or last[0]


def _is_past(claim: Claim) -> bool:
    return claim.unit == "date" and due(claim) is None and not is_hoped_for(claim)


def _changed(claims: Iterable[Claim]) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """Yields the statuses of one subject and scope that differ from the reports before."""
    before: tuple[Claim, ...] = ()
    in_time = sorted(claims, key=lambda claim: last_day(claim.as_of))
    for day, of_day in groupby(in_time, key=lambda claim: last_day(claim.as_of)):
        reports = tuple(of_day)
        is_recent = bool(before) and (
            months_between(last_day(before[0].as_of), day) <= HISTORY_MONTHS)
        if is_recent:
            known = {claim.value for claim in before}
            yield from ((claim, before) for claim in reports if claim.value not in known)
        before = reports


def _changes(claims: Iterable[Claim]) -> dict[Claim, tuple[Claim, ...]]:
    by_scope: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.attribute == "status":
            scope = (claim.subject_id, claim.scope, claim.scope_words)
            by_scope.setdefault(scope, []).append(claim)
    return {claim: before for group in by_scope.values() for claim, before in _changed(group)}


def _kind_and_day(claim: Claim, changes: dict[Claim, tuple[Claim, ...]]
                  ) -> tuple[HappeningKind, str] | None:
    if claim.attribute == "event":
        return "event", claim.as_of
    if claim.attribute == "start" and _is_past(claim):
        return "start", _day_of_range(claim)
    if claim.attribute == "completion" and _is_past(claim):
        return "completion", _day_of_range(claim)
    return ("status", claim.as_of) if claim in changes else None


def _newest_first(happening: Happening) -> tuple[tuple[int, ...], int, str]:
    """Sorts a year without a month after its months, and a month without a day after its days."""
    parts = [-int(part) for part in happening.day.split("-")]
    return (*parts, *(0 for _ in range(3 - len(parts)))), HAPPENING_KINDS.index(
        happening.kind), happening.subject_id


def happenings(claims: Iterable[Claim]) -> tuple[Happening, ...]:
    """Returns what some claims say has happened, newest first; alike ones are one happening.

    Claims that are only compared with something tell nothing of their subject.
    """
    told = [claim for claim in claims if claim.scope != "compared"]
    changes = _changes(told)
    alike: dict[tuple[str, ...], list[Claim]] = {}
    found: dict[tuple[str, ...], tuple[HappeningKind, str]] = {}
    for claim in told:
        if dated := _kind_and_day(claim, changes):
            key = (claim.subject_id, *dated, value_words(claim), claim.scope, claim.scope_words)
            alike.setdefault(key, []).append(claim)
            found[key] = dated
    return tuple(sorted(
        (Happening(group[0].subject_id, found[key][1], found[key][0], tuple(group),
                   changes.get(group[0], ())) for key, group in alike.items()),
        key=_newest_first))


def happenings_about(catalog: Catalog, subject_id: str) -> tuple[Happening, ...]:
    """Returns what happened to a subject, newest first; to a corridor, also to its routes."""
    claims = list(catalog.claims_about(subject_id))
    if subject_id in catalog.corridors:
        claims += (claim for entry in routes_of(catalog, subject_id) for claim in entry.claims)
    return happenings(claims)

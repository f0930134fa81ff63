"""Stages: the year state of a route, and dated events of a corridor, by dated claims alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.dates import (
    beginning,
    date_words,
    due,
    event_words,
    last_day,
    past_words,
    was_due_words,
    years,
)
from geo.data.records import Claim
from geo.data.schema import LAST_YEAR, NOT_STATED, STATUSES

Stage = Literal["exists", "being-built", "promised", "was-due", "not-yet", "undated"]
STAGES: Final[tuple[Stage, ...]] = (
    "exists", "being-built", "promised", "was-due", "not-yet", "undated")
Kind = Literal["start", "completion", "promise", "overdue"]
Beginning = Literal["operation", "work", "unsaid"]

DATED_ATTRIBUTES: Final = ("status", "start", "completion")
"""The attributes whose claims decide what a route is in a year."""

_Word = Literal["opened", "operating", "begun", "working", "promise", "idea", "halted"]
_STATUS_SAYS: Final[dict[str, _Word]] = {
    "operating": "operating", "under-construction": "working", "planned": "idea",
    "proposed": "idea", "suspended": "halted", "closed": "halted"}


@dataclass(frozen=True, slots=True)
class Event:
    """A start, a completion or a promise of either, in the years `first` to `last`."""

    first: int
    last: int
    kind: Kind
    claim: Claim


@dataclass(frozen=True, slots=True)
class YearState:
    """The stage of a route in a year, and the claims that say so.

    For a route that is `undated`, `claims` holds the newest claim on its status, if there is one.
    """

    stage: Stage
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """The content of one claim on the whole route, true from `year` on and printed in `claimed`."""

    word: _Word
    year: int
    claimed: int
    claim: Claim


def _points(entry: RouteEntry) -> Iterator[_Point]:
    for claim in entry.claims:
        if claim.partial:
            continue
        claimed = last_day(claim.as_of).year
        if claim.attribute == "status":
            yield _Point(_STATUS_SAYS[claim.value], claimed, claimed, claim)
        elif claim.attribute in ("start", "completion"):
            begins = beginning(claim) if claim.attribute == "start" else "operation"
            promised = due(claim)
            if promised:
                yield _Point("promise", promised.year, claimed, claim)
            elif begins != "unsaid":
                word: _Word = "begun" if begins == "work" else "opened"
                yield _Point(word, years(claim)[1], claimed, claim)


def turning_years(entry: RouteEntry) -> frozenset[int]:
    """Returns the years in which the stage of a route may change; in no other year does it."""
    return frozenset(year + after for point in _points(entry)
                     for year in (point.year, point.claimed) for after in (0, 1))


def _stopped(points: list[_Point], year: int) -> list[_Point]:
    reports = [
        point for point in points if point.word not in ("promise", "idea") and point.year <= year
    ]
    last_year = max((point.year for point in reports), default=year)
    newest = [point for point in reports if point.year == last_year]
    return newest if all(point.word == "halted" for point in newest) else []


def _in_operation(points: list[_Point], year: int) -> list[_Point]:
    opened = [point for point in points if point.word == "opened" and point.year <= year]
    return opened or [point for point in points if point.word == "operating" and point.year <= year]


def _is_answered(promised: _Point, points: list[_Point]) -> bool:
    """Checks whether a claim on the whole route was made after the date of a promise."""
    day = due(promised.claim)
    return day is not None and any(last_day(point.claim.as_of) > day for point in points)


def _past_due(points: list[_Point], year: int) -> list[_Point]:
    """Returns promises whose years have all gone by, and of which nothing newer is claimed."""
    promises = [point for point in points if point.word == "promise"]
    gone = bool(promises) and all(point.year < year for point in promises)
    return [point for point in promises if not _is_answered(point, points)] if gone else []


def _at_work(points: list[_Point], year: int, today: date) -> list[_Point]:
    """Returns the claims of work going on in a year, and passed promises for its end."""
    works = [point for point in points if point.word in ("begun", "working")]
    if not any(point.year <= year for point in works):
        return []
    last_report = max(point.claimed for point in works)
    end_promises = [point for point in points if point.word == "promise" and (
        point.claim.attribute == "completion" or beginning(point.claim) == "operation")]
    passed = [
        point for point in end_promises if (day := due(point.claim)) and day < today
    ]
    ends = [point.year - 1 for point in end_promises if point not in passed]
    ends += [point.year for point in passed if not _is_answered(point, points)]
    ends += [
        point.claimed - 1
        for point in points
        if point.word == "idea" and point.claimed > last_report
    ]
    if ends and year > max(last_report, *ends):
        return []
    return [point for point in works if point.year <= year] + [
        point for point in passed if point.year <= year
    ]


def _still_absent(points: list[_Point], year: int) -> list[_Point]:
    operated = min(
        (point.year for point in points if point.word == "operating"), default=LAST_YEAR + 1
    )

    def absent(point: _Point) -> bool:
        if point.word in ("opened", "begun"):
            return point.year > year
        if point.word not in ("working", "promise", "idea") or point.claimed > operated:
            return False
        return point.claimed > year or (point.word == "idea" and point.claimed == year)

    return [point for point in points if absent(point)][:1]


def state_in_year(entry: RouteEntry, year: int) -> YearState:
    """Returns what a route is in a year, with the claims that say so; `stage` states the rules."""
    points = sorted(_points(entry), key=lambda point: point.claimed)
    points.sort(key=lambda point: point.year)
    stopped = _stopped(points, year)
    candidates: tuple[tuple[Stage, list[_Point]], ...] = (
        ("undated", stopped),
        ("exists", _in_operation(points, year)),
        ("being-built", _at_work(points, year, entry.today)),
        ("was-due", _past_due(points, year)),
        ("promised", [point for point in points
                      if point.word == "promise" and point.claimed <= year <= point.year]),
        ("not-yet", _still_absent(points, year)),
    )
    for stage_name, stage_points in candidates:
        if stage_points:
            return YearState(stage_name, tuple(point.claim for point in stage_points))
    newest = entry.headline("status")
    return YearState("undated", (newest,) if newest else ())


def stage(entry: RouteEntry, year: int) -> Stage:
    """Returns what a route is in a year, from its own dated claims and nothing else.

    Only claims about the whole route count; one about a part of it says nothing of the whole.
    A date is read to its year, a range to its last. The first rule that holds decides:

    - *undated*, where the newest claim up to that year is that it was suspended or closed.
    - *exists*: from the year in which it began to operate or was finished, stated as past; where
      neither is dated, from the year of the first claim that it operates. It then stays so.
    - *being-built*: from the start of work, or a claim that it is under construction, until a
      claim says that it was finished or given up, or to the year before a completion that is still
      to come; in that year itself the promise takes over. In the year of a promise that has passed
      it is still being built, and overdue; so it is later where a newer claim says so.
    - *was-due*: after the year of the last promise, where no claim is newer than its date: nothing
      says that work goes on, nor that the promise was kept.
    - *promised*: from the year in which somebody first gave a date still to come, where no work
      is reported, up to the year of that date.
    - *not-yet*: before its start, completion, promise or first report of work, and up to the year
      in which it was only planned or proposed. It says that the route was not there, not that
      nobody was at work. A claim made after the route was said to operate is about a renewal, and
      does not count here.
    - *undated* otherwise: no claim states a year in which it begins or ends. Planned without a
      year is undated.

    A start counts as one of operation or of work as `beginning` reads it; where the words say
    neither, it does not count. Where claims of a year differ, the more advanced one decides.
    """
    return state_in_year(entry, year).stage


def claim_words(claim: Claim) -> str:
    """Returns a start, completion or status as part of a sentence."""
    if claim.attribute == "status":
        return f"{STATUSES[claim.value].lower()}, as of {date_words(claim.as_of)}"
    words = event_words(claim)
    if claim.attribute == "completion":
        return f"completion {words}" if due(claim) else f"completed {past_words(claim)}"
    return words if beginning(claim) != "unsaid" or due(claim) else f"start: {words}"


def state_words(claim: Claim, state: YearState, today: date) -> str:
    """Returns a claim as it stands beside the state of a route in a year."""
    if state.stage == "was-due" and due(claim):
        return was_due_words(claim, today)
    return claim_words(claim)


def event(claim: Claim, today: date) -> Event | None:
    """Returns a dated start, completion or promise as an event; None for any other claim."""
    if claim.attribute not in ("start", "completion") or claim.scope == "compared":
        return None
    first, last = years(claim)
    promised = due(claim)
    if promised:
        return Event(first, last, "overdue" if promised < today else "promise", claim)
    return Event(first, last, "start" if claim.attribute == "start" else "completion", claim)


def events_of(claims: Iterable[Claim], today: date) -> tuple[Event, ...]:
    """Returns the events among some claims, in order of time."""
    events = [dated_event for claim in claims if (dated_event := event(claim, today))]
    return tuple(sorted(events, key=lambda dated_event: (dated_event.first, dated_event.last)))


def routes_of(catalog: Catalog, corridor_id: str) -> tuple[RouteEntry, ...]:
    """Returns the routes of a corridor; `not-stated` stands for routes of no corridor."""
    return tuple(entry for entry in catalog.entries
                 if corridor_id in (entry.route.corridor_ids or (NOT_STATED,)))


def corridor_events(catalog: Catalog, corridor_id: str) -> tuple[Event, ...]:
    """Returns the events claimed of a corridor itself and of its routes, in order of time."""
    claims = [*catalog.claims_about(corridor_id),
              *(claim for entry in routes_of(catalog, corridor_id) for claim in entry.claims)]
    return events_of(claims, catalog.today)

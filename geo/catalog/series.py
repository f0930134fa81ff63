"""Series: what a subject carries, or can carry, from period to period.

The rules:

- A *point* is an amount (throughput, or capacity) of which a claim says what time it counts.
  An amount up to a day (`to 2025-06`), or of more than a year, is a sum and no point.
- A *series* holds the points of one subject, attribute, unit and scope. Unlike units are never
  converted, and unlike scopes never joined.
- Twelve months are a *year*, wherever in the calendar they begin; less is a *part of a year*. A
  part stands apart: no line leads to it, so that it is never read as a fall.
- The line joins results of years that follow each other. It joins no forecast, target, design or
  range, and it stops where a year is missing.
- Claims of one period that state one number, or its rounded form, are one point. The most exact
  leads and the others stay with it. Unlike numbers are points of their own: the year is *disputed*,
  and the line forks to each of them.
- A series is drawn if its points are of at least two periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final, Literal

from geo.catalog.catalog import Catalog
from geo.claims.dates import first_day, last_day
from geo.claims.headline import is_rounded_form, round_unit
from geo.data.records import Claim

PointKind = Literal["result", "forecast", "target", "designed", "potential"]

AMOUNTS: Final = ("throughput", "capacity")
"""The attributes that are told in series."""
_SHARES: Final = ("percent", "fraction")
_WEAKEST_FIRST: Final[tuple[PointKind, ...]] = ("potential", "forecast", "target", "designed")
_YEAR_DAYS: Final = range(364, 368)
"""The days of a year: sources name its first and its last day loosely."""
_FOLLOWS_DAYS: Final = range(-1, 4)
"""The days from the end of a year to the beginning of the next one."""


@dataclass(frozen=True, slots=True)
class Point:
    """The amount of one period, from `first` to `last`, both included.

    `low` and `high` are in the unit of its series, and equal where no range is stated. `claims` say
    so: the most exact one first, then those that round it.
    """

    first: date
    last: date
    low: Decimal
    high: Decimal
    kind: PointKind
    claims: tuple[Claim, ...]

    @property
    def days(self) -> int:
        """The number of days it counts."""
        return (self.last - self.first).days + 1

    @property
    def is_year(self) -> bool:
        """Whether it counts twelve months; else it counts a part of a year."""
        return self.days in _YEAR_DAYS

    @property
    def is_joined(self) -> bool:
        """Whether the line of its series may lead to it."""
        return self.is_year and self.kind == "result" and self.low == self.high

    def follows(self, earlier: Point) -> bool:
        """Checks whether its year begins where that of another point ends."""
        return (self.first - earlier.last).days in _FOLLOWS_DAYS


Line = tuple[Point, ...]


@dataclass(frozen=True)
class Series:
    """Points of one subject, attribute, unit and scope, in the order of their periods."""

    subject_id: str
    attribute: str
    unit: str
    scope: str
    scope_words: str
    points: tuple[Point, ...]

    @cached_property
    def is_drawn(self) -> bool:
        """Whether its points are of at least two periods."""
        return len({(point.first, point.last) for point in self.points}) > 1

    @cached_property
    def disputed(self) -> frozenset[Point]:
        """The points beside which another of the same period and kind states another number."""
        groups = groupby(self.points, key=lambda point: (point.first, point.last, point.kind))
        alike = (tuple(points) for _, points in groups)
        return frozenset(point for points in alike if len(points) > 1 for point in points)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines through its years, each through points that follow each other.

        The first of a run of years goes through the lowest point of each; where a year is disputed,
        further ones fork to its other points and come back.
        """
        joined = (point for point in self.points if point.is_joined)
        years = [tuple(same) for _, same in groupby(
            joined, key=lambda point: (point.first, point.last))]
        return tuple(line for run in _runs(years) for line in _forked(run))


def _runs(years: Sequence[Line]) -> Iterator[list[Line]]:
    """Yields runs of years that follow each other, each year with its points."""
    runs: list[list[Line]] = []
    for year in years:
        before = next((run for run in runs if year[0].follows(run[-1][0])), None)
        if before is None:
            runs.append([year])
        else:
            before.append(year)
    yield from (run for run in runs if len(run) > 1)


def _forked(run: Sequence[Line]) -> Iterator[Line]:
    """Yields the lines through a run: one through all years, then the forks to further points."""
    drawn: set[tuple[Point, Point]] = set()
    for level in range(max(map(len, run))):
        points = [year[min(level, len(year) - 1)] for year in run]
        line: list[Point] = []
        for step in pairwise(points):
            if step in drawn:
                if line:
                    yield tuple(line)
                line = []
                continue
            drawn.add(step)
            line = [*(line or step[:1]), step[1]]
        if line:
            yield tuple(line)


def point_kind(claim: Claim) -> PointKind:
    """Returns what an amount is: a result, or the weakest of what its qualifiers call it."""
    return next((kind for kind in _WEAKEST_FIRST if kind in claim.qualifier), "result")


def counted_days(claim: Claim) -> tuple[date, date] | None:
    """Returns the first and the last day that an amount counts; None where it is no point.

    No point is what counts up to a day, more than a year, no stated time, or a share.
    """
    first, last = claim.period_ends
    if claim.attribute not in AMOUNTS or not first or claim.number is None:
        return None
    if claim.unit in _SHARES:
        return None
    begins, ends = first_day(first), last_day(last)
    longest = timedelta(days=_YEAR_DAYS[-1] - 1)
    return (begins, ends) if begins <= ends <= begins + longest else None


def _merged(claims: Iterable[Claim], first: date, last: date, kind: PointKind) -> Iterator[Point]:
    """Yields the points of claims of one period: a rounded form stays with the exact number."""
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=_exactness):
        own = next((group for group in groups if _is_same_number(claim, group[0])), None)
        if own is None:
            groups.append([claim])
        else:
            own.append(claim)
    for group in groups:
        low, high = _bounds(group[0])
        yield Point(first, last, low, high, kind, tuple(group))


def _exactness(claim: Claim) -> tuple[Decimal, bool, bool]:
    """Returns a sort key: the finest figure first, and of equal ones the one without a hedge."""
    low, _ = _bounds(claim)
    return round_unit(low), bool(claim.value_high), set(claim.qualifier) != {"exact"}


def _bounds(claim: Claim) -> tuple[Decimal, Decimal]:
    return Decimal(claim.value), Decimal(claim.value_high or claim.value)


def _is_same_number(claim: Claim, exact: Claim) -> bool:
    (low, high), (exact_low, exact_high) = _bounds(claim), _bounds(exact)
    if (low, high) == (exact_low, exact_high):
        return True
    return low == high and exact_low == exact_high and is_rounded_form(low, exact_low)


def _points(claims: Iterable[Claim]) -> Iterator[Point]:
    periods: dict[tuple[date, date, PointKind], list[Claim]] = {}
    for claim in claims:
        days = counted_days(claim)
        if days:
            periods.setdefault((*days, point_kind(claim)), []).append(claim)
    for (first, last, kind), group in periods.items():
        yield from _merged(group, first, last, kind)


def series_in(claims: Iterable[Claim]) -> tuple[Series, ...]:
    """Returns the series that some claims make, those with the most years first.

    Series of one point are among them; see `Series.is_drawn`.
    """
    groups: dict[tuple[str, str, str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.attribute in AMOUNTS:
            key = (claim.subject_id, claim.attribute, claim.unit, claim.scope,
                   claim.scope_words.casefold())
            groups.setdefault(key, []).append(claim)
    made = []
    for (subject, attribute, unit, scope, _), group in groups.items():
        points = sorted(_points(group), key=lambda point: (
            point.first, point.last, point.kind, point.low, point.high))
        if points:
            made.append(Series(subject, attribute, unit, scope, group[0].scope_words,
                               tuple(points)))
    return tuple(sorted(made, key=_order))


def _order(series: Series) -> tuple[int, bool, int, str, str, str]:
    """Returns a sort key: the whole before a part, then the most years, then the names."""
    years = {point.first for point in series.points if point.is_joined}
    return (AMOUNTS.index(series.attribute), bool(series.scope), -len(years), series.subject_id,
            series.unit, series.scope_words)


def drawn_series(catalog: Catalog, subject_id: str) -> tuple[Series, ...]:
    """Returns the series of a route, corridor or place that are drawn."""
    return tuple(series for series in series_in(catalog.claims_about(subject_id))
                 if series.is_drawn)

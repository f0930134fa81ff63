"""Series in words: each point with its period, its values, what it is, and who says it.

A chart draws the numbers of a `ShownPoint`; the table beside it has the words and the citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.catalog.series import Point, PointKind, Series, drawn_series
from geo.claims.wording import number_words, period_words, unit_words, value_words, who_words
from geo.data.attributes import ATTRIBUTES
from geo.data.plural import plural
from geo.data.records import Claim
from geo.presentation.citations import Citations, Cited

KIND_WORDS: Final[Mapping[PointKind, str]] = MappingProxyType({
    "result": "result", "forecast": "forecast", "target": "target", "designed": "by design",
    "potential": "potential"})
"""What the amount of a point is, in words."""

READING: Final = (
    "The line joins results of years that follow each other, and forks where figures differ. "
    "Forecasts and targets are not joined. Parts of a year stand apart, below the years. Beside a "
    "point decimals are rounded to four digits.")
"""How a chart of a series is read."""

TITLE: Final = "From year to year"
"""The title above the series of a subject."""

_HEDGE_SIGNS: Final = (("about", "~"), ("at-least", "≥"), ("more-than", ">"), ("up-to", "≤"))
_DIGITS: Final = Context(prec=4, rounding=ROUND_HALF_UP)
_MONTH_DAYS: Final = 30.4
_SHORTEST_IN_MONTHS: Final = 28


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point of a series.

    `values` are its values with their citations, `remark` says what it is, `who` says it. The rest
    is for a chart: `short` is written beside it, `low` and `high` are in the unit of the series.
    `is_apart` marks a part of a year, `is_disputed` a period of which figures differ.
    """

    period: str
    values: tuple[Cited, ...]
    remark: str
    who: str
    kind_id: PointKind
    short: str
    first: date
    last: date
    low: float
    high: float
    is_apart: bool
    is_disputed: bool

    @property
    def said(self) -> str:
        """Its values without the numbers of their citations."""
        return "".join(piece.text for piece in self.values)


@dataclass(frozen=True, slots=True)
class ShownSeries:
    """A series. `lines` are the positions of the points through which each of its lines goes.

    `subject` is the name of what it is about, `title` what is counted and in which unit, which
    stands alone in `unit`.
    """

    series_id: str
    subject: str
    title: str
    unit: str
    points: tuple[ShownPoint, ...]
    lines: tuple[tuple[int, ...], ...]

    @property
    def cited(self) -> str:
        """Its points with the numbers of their citations: `2023: 2.764 [1]; 2024: 4.484 [1]`."""
        return "; ".join(
            f"{point.period}: {point.short}"
            + "".join(f" [{number}]" for piece in point.values for number in piece.citations)
            for point in self.points)

    @property
    def description(self) -> str:
        """The whole of it in one sentence, for whoever does not see its chart."""
        said = "; ".join(f"{point.period}: {point.said} ({point.remark})" for point in self.points)
        return f"{self.subject}. {self.title}. {said}."


def title_words(series: Series) -> str:
    """Returns what a series counts: `Throughput, million tonnes (part: oil of Kazakhstan)`."""
    label = f"{ATTRIBUTES[series.attribute].label}, {unit_words(series.unit)}"
    scope = f"{series.scope}: {series.scope_words}" if series.scope else series.scope_words
    return f"{label} ({scope})" if scope else label


def series_id(series: Series) -> str:
    """Returns the name by which files tell it: subject, attribute, unit, scope and its words."""
    parts = (series.subject_id, series.attribute, series.unit, series.scope, series.scope_words)
    return "/".join(filter(None, parts))


def extent_words(point: Point) -> str:
    """Returns how much of a year a point counts: `7 months of a year`; blank for a year."""
    return "" if point.is_year else f"{_months(point)} of a year"


def _months(point: Point) -> str:
    if point.days < _SHORTEST_IN_MONTHS:
        return plural(point.days, "day")
    return plural(round(point.days / _MONTH_DAYS), "month")


def _short_number(number: Decimal) -> str:
    """Returns a number with at most four digits where it has decimals: 0.22438852 → `0.2244`."""
    if number == number.to_integral_value():
        return number_words(number.quantize(Decimal(1)))
    return number_words(_DIGITS.plus(number).normalize() + 0)


def short_words(point: Point) -> str:
    """Returns what is written beside a point: `~30`, `forecast 5.2`, `6.72 (9 months)`."""
    kind = "" if point.kind == "result" else f"{KIND_WORDS[point.kind]} "
    extent = "" if point.is_year else f" ({_months(point)})"
    return f"{kind}{_signed(point)}{extent}"


def _signed(point: Point) -> str:
    """Returns the number of a point with a sign for its hedge: `>27.8`."""
    sign = next((sign for hedge, sign in _HEDGE_SIGNS if hedge in point.claims[0].qualifier), "")
    high = f"\N{EN DASH}{_short_number(point.high)}" if point.high != point.low else ""
    return f"{sign}{_short_number(point.low)}{high}"


def remark_words(series: Series, point: Point) -> str:
    """Returns what a point is: `forecast`, `result, 7 months of a year, figures differ`."""
    differ = "figures differ" if point in series.disputed else ""
    return ", ".join(filter(None, (KIND_WORDS[point.kind], extent_words(point), differ)))


def _values(claims: Sequence[Claim], citations: Citations) -> tuple[Cited, ...]:
    """Returns the values of a point: the most exact one, then its rounded forms."""
    by_words: dict[str, list[Claim]] = {}
    for claim in claims:
        by_words.setdefault(value_words(claim), []).append(claim)
    return tuple(citations.cited(f"; also {words}" if i else words, same)
                 for i, (words, same) in enumerate(by_words.items()))


def _point(catalog: Catalog, series: Series, point: Point, citations: Citations) -> ShownPoint:
    who = dict.fromkeys(who_words(catalog.sources[claim.source_id]) for claim in point.claims)
    return ShownPoint(
        period_words(point.claims[0]), _values(point.claims, citations),
        remark_words(series, point), "; ".join(who), point.kind, short_words(point), point.first,
        point.last, float(point.low), float(point.high), not point.is_year,
        point in series.disputed)


def shown_series(catalog: Catalog, series: Series, citations: Citations) -> ShownSeries:
    """Returns a series in words, its citations numbered in the order of its points."""
    places = {point: place for place, point in enumerate(series.points)}
    return ShownSeries(
        series_id(series), catalog.name_of(series.subject_id), title_words(series),
        unit_words(series.unit),
        tuple(_point(catalog, series, point, citations) for point in series.points),
        tuple(tuple(places[point] for point in line) for line in series.lines))


def subject_series(catalog: Catalog, subject_id: str, citations: Citations
                   ) -> tuple[ShownSeries, ...]:
    """Returns the series of a subject that are drawn, in words."""
    return tuple(shown_series(catalog, series, citations)
                 for series in drawn_series(catalog, subject_id))


def series_subjects(catalog: Catalog, subjects: Iterable[str]) -> tuple[str, ...]:
    """Returns those of some subjects of which a series is drawn, the longest series first."""
    lengths = {}
    for subject in dict.fromkeys(subjects):
        drawn = drawn_series(catalog, subject)
        if drawn:
            lengths[subject] = max(
                len({point.first for point in each.points if point.is_joined}) for each in drawn)
    return tuple(sorted(lengths, key=lambda subject: (-lengths[subject],
                                                      catalog.name_of(subject).casefold())))

"""Series: the laws of points, lines and disputed years, on made claims and on the shipped data."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.catalog.series import AMOUNTS, Series, counted_days, series_in
from geo.claims.headline import is_rounded_form
from geo.data.records import Claim
from tests.samples.volumes import TOLD, volume

KINDS = ("forecast", "target", "designed", "potential")
_years = st.integers(2015, 2030)
_numbers = st.decimals("0.1", "900000", places=2).map(lambda number: f"{number:f}")


@st.composite
def _volumes(draw: st.DrawFn) -> list[Claim]:
    claims = []
    for source in "abcdefgh"[:draw(st.integers(1, 8))]:
        year, low = draw(_years), draw(_numbers)
        period = draw(st.sampled_from((
            f"{year}", f"{year}-01/{year}-12", f"{year}-04/{year + 1}-03", f"{year}-01/{year}-09",
            f"{year}-05", f"to {year}", f"{year}/{year + 3}", "")))
        claims.append(volume(low, period, draw(st.sampled_from(("exact", "about", *KINDS))),
                             unit=draw(st.sampled_from(("bcm", "Mt", "TEU", "percent"))),
                             scope=draw(st.sampled_from(("", "", "part", "wider"))),
                             source=source))
    return claims


def one(*claims: Claim) -> Series:
    series, = series_in(claims)
    return series


@given(_volumes())
def test_every_amount_with_a_period_is_told_once_and_nothing_else(claims: list[Claim]) -> None:
    told = [claim for series in series_in(claims) for point in series.points
            for claim in point.claims]
    assert sorted(map(str, told)) == sorted(str(claim) for claim in claims if counted_days(claim))


@given(_volumes())
def test_a_series_has_one_unit_and_one_scope(claims: list[Claim]) -> None:
    for series in series_in(claims):
        for claim in (claim for point in series.points for claim in point.claims):
            assert (claim.subject_id, claim.attribute, claim.unit, claim.scope) == (
                series.subject_id, series.attribute, series.unit, series.scope)


@given(_volumes())
def test_a_line_joins_only_results_of_years_that_follow(claims: list[Claim]) -> None:
    for series in series_in(claims):
        steps = [step for line in series.lines for step in pairwise(line)]
        assert len(steps) == len(set(steps))
        for before, after in steps:
            assert before.is_year
            assert after.is_year
            assert before.kind == after.kind == "result"
            assert after.follows(before)


@given(_volumes())
def test_the_lines_reach_every_result_that_has_a_neighbour(claims: list[Claim]) -> None:
    """A disputed year is never decided: the line goes to each of its points."""
    for series in series_in(claims):
        joined = [point for point in series.points if point.is_joined]
        reached = {point for line in series.lines for point in line}
        for point in joined:
            near = any(point.follows(other) or other.follows(point) for other in joined)
            assert (point in reached) == near


@given(_volumes().filter(lambda claims: len(claims) < 5))
def test_the_order_of_the_rows_decides_no_number(claims: list[Claim]) -> None:
    made = {frozenset((series.unit, series.scope, point.first, point.low, point.kind)
                      for series in series_in(order) for point in series.points)
            for order in permutations(claims)}
    assert len(made) == 1


def test_the_shipped_volumes_keep_the_laws(catalog: Catalog) -> None:
    series = series_in(catalog.claims)
    told = [claim for each in series for point in each.points for claim in point.claims]
    assert sorted(map(str, told)) == sorted(
        str(claim) for claim in catalog.claims if counted_days(claim))
    assert told
    for each in series:
        for before, after in (step for line in each.lines for step in pairwise(line)):
            assert before.is_joined
            assert after.is_joined
            assert after.follows(before)


def test_figures_that_differ_are_two_points_and_the_line_forks() -> None:
    series = one(volume("1", "2021"), volume("2", "2022"), volume("3", "2022", source="b"),
                 volume("4", "2023"))
    assert [float(point.low) for point in series.points] == [1, 2, 3, 4]
    assert {float(point.low) for point in series.disputed} == {2, 3}
    assert [[float(point.low) for point in line] for line in series.lines] == [[1, 2, 4], [1, 3, 4]]


def test_a_rounded_form_is_no_other_figure() -> None:
    series = one(volume("4.484", "2024"), volume("4.48", "2024", source="b"),
                 volume("4.5", "2024", "about", source="c"))
    point, = series.points
    assert [claim.value for claim in point.claims] == ["4.484", "4.48", "4.5"]
    assert not series.disputed


@pytest.mark.parametrize(("rounded", "precise", "holds"), [
    ("4.5", "4.484", True), ("4.6", "4.484", False), ("77000", "76775", True),
    ("30", "29.47", False), ("30", "29.6", True), ("8", "8.2", True), ("1.7", "1.485", False),
    ("4.484", "4.5", False), ("107000", "107000", False)])
def test_what_rounds_what(rounded: str, precise: str, *, holds: bool) -> None:
    one_claim, other = volume(rounded, "2024"), volume(precise, "2024")
    assert one_claim.number is not None
    assert other.number is not None
    assert is_rounded_form(one_claim.number, other.number) == holds


def test_a_part_of_a_year_is_never_on_a_line() -> None:
    series = one(volume("7", "2023"), volume("8", "2024"), volume("6", "2025-01/2025-09"))
    assert [float(point.low) for line in series.lines for point in line] == [7, 8]
    assert [point.is_year for point in series.points] == [True, True, False]


def test_a_missing_year_breaks_the_line() -> None:
    series = one(*(volume(f"{year - 2000}", f"{year}") for year in (2019, 2020, 2022, 2023)))
    assert [[point.first.year for point in line] for line in series.lines] == [
        [2019, 2020], [2022, 2023]]


@pytest.mark.parametrize(("period", "extent"), [
    ("2024", "year"), ("2024-01/2024-12", "year"), ("2023-04/2024-03", "year"),
    ("2024-03-20/2025-03-20", "year"), ("2015-03-21/2016-03-19", "year"),
    ("2024-01/2024-11", "part"), ("2024-05", "part"), ("2026-02-27/2026-03-03", "part"),
    ("2021-01/2022-01", ""), ("2006/2022", ""), ("to 2025-06", ""), ("", "")])
def test_what_counts_as_a_year(period: str, extent: str) -> None:
    series = series_in([volume("1", period)])
    found = [("year" if point.is_year else "part") for each in series for point in each.points]
    assert found == ([extent] if extent else [])


def test_years_that_begin_elsewhere_are_not_joined_with_calendar_years() -> None:
    series = one(volume("1", "2022-04/2023-03"), volume("2", "2023-04/2024-03"),
                 volume("3", "2022"), volume("4", "2023"))
    assert [[point.first.month for point in line] for line in series.lines] == [[1, 1], [4, 4]]


def test_a_series_needs_two_periods() -> None:
    assert not one(volume("1", "2022"), volume("2", "2022", source="b")).is_drawn
    assert one(volume("1", "2022"), volume("2", "2023")).is_drawn


def test_what_is_told_of_a_pipeline() -> None:
    whole, other, part = series_in(TOLD)
    assert (whole.unit, whole.scope, len(whole.points), whole.is_drawn) == ("bcm", "", 7, True)
    assert (part.scope, part.is_drawn) == ("part", True)
    assert (other.unit, other.is_drawn) == ("Mt", False)
    assert set(AMOUNTS) == {"throughput", "capacity"}
    forecast = next(point for point in whole.points if point.kind == "forecast")
    assert (float(forecast.low), float(forecast.high)) == (10, 12)
    assert not forecast.is_joined

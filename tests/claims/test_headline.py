"""Laws of the headline rule, on claims made at random; RULE in geo/claims/headline.py states it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.headline import RULE, headline, is_result, leading
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import SOURCE_KINDS
from tests.conftest import ROOT

NUMBERS = sorted(name for name, each in ATTRIBUTES.items() if each.kind == "number")
LASTING = [name for name in NUMBERS if ATTRIBUTES[name].lasting]
TIMELY = [name for name in NUMBERS if not ATTRIBUTES[name].lasting]
HOPES = ("forecast", "target", "potential")


def claim(attribute: str, value: str, as_of: str, *qualifier: str, kind: str = "report",
          scope: str = "", source: str = "s", unit: str = "") -> Claim:
    unit = unit or (ATTRIBUTES[attribute].units or ("",))[0]
    return Claim("x", attribute, value, "", unit, qualifier or ("exact",), scope,
                 scope and "a part", "", as_of, source, "", "1-1", value, "", kind)


_days = st.dates().map(str)
_kinds = st.sampled_from(sorted(SOURCE_KINDS))
_qualifiers = st.sampled_from(("exact", "about", "more-than", "up-to", "designed", *HOPES))


@st.composite
def _numbers(draw: st.DrawFn, attributes: list[str] = NUMBERS) -> list[Claim]:
    attribute = draw(st.sampled_from(attributes))
    return [claim(attribute, str(number), draw(_days), draw(_qualifiers), kind=draw(_kinds),
                  scope=draw(st.sampled_from(("", "", "part", "wider", "compared"))),
                  source=f"s{number}")
            for number in range(draw(st.integers(2, 5)))]


@given(_numbers())
def test_the_order_of_the_rows_decides_nothing(claims: list[Claim]) -> None:
    """Of claims that tie, those that are shown; which of them stands first is the file's order."""
    shown = {frozenset(leading(order)) for order in permutations(claims[:4])}
    assert shown == {frozenset(leading(claims[:4]))}


@given(_numbers())
def test_a_part_never_leads_over_the_whole(claims: list[Claim]) -> None:
    first = headline(claims)
    assert first is not None
    assert not first.scope or all(each.scope for each in claims)


@given(_numbers())
def test_a_forecast_never_leads_over_a_result(claims: list[Claim]) -> None:
    first = headline(claims)
    assert first is not None
    if not is_result(first):
        assert not any(is_result(each) for each in claims if each.scope == first.scope)
    assert is_result(first) or {*HOPES, "designed"} & set(first.qualifier)


@given(_numbers(TIMELY))
def test_of_what_changes_the_newest_firm_claim_leads_whoever_prints_it(claims: list[Claim]) -> None:
    first = headline(claims)
    assert first is not None
    rivals = [each for each in claims if (each.scope, is_result(each)) == (
        first.scope, is_result(first))]
    assert first.as_of == max(each.as_of for each in rivals)
    anybody = [replace(each, source_kind="news") for each in claims]
    assert headline(anybody) == replace(first, source_kind="news")


@given(st.lists(st.tuples(st.integers(2010, 2025), _days), min_size=2, max_size=6))
def test_an_amount_holds_until_the_end_of_its_period_whenever_it_is_printed(
        printed: list[tuple[int, str]]) -> None:
    claims = [replace(claim("throughput", str(i), day), period=str(year))
              for i, (year, day) in enumerate(printed)]
    assert {each.period for each in leading(claims)} == {str(max(year for year, _ in printed))}


@given(_numbers(LASTING))
def test_of_what_lasts_operator_and_authority_lead_then_the_newest(claims: list[Claim]) -> None:
    first = headline(claims)
    assert first is not None
    rivals = [each for each in claims if (each.scope, is_result(each)) == (
        first.scope, is_result(first))]
    first_hand = [each for each in rivals if each.source_kind in ("operator", "authority")]
    assert first in (first_hand or rivals)
    assert first.as_of == max(each.as_of for each in first_hand or rivals)


@pytest.mark.parametrize("attribute", ["status", "progress", "throughput", "event", "term"])
def test_these_attributes_are_timely(attribute: str) -> None:
    assert not ATTRIBUTES[attribute].lasting


@pytest.mark.parametrize("attribute", ["length", "gauge", "capacity", "cost"])
def test_these_attributes_last(attribute: str) -> None:
    assert ATTRIBUTES[attribute].lasting


def test_the_newest_status_leads_whoever_prints_it() -> None:
    old = claim("status", "operating", "2024-05", kind="operator")
    new = claim("status", "suspended", "2026-03-11", kind="news")
    assert headline([old, new]) is new


def test_a_date_kept_leads_over_a_newer_promise() -> None:
    opened = replace(claim("completion", "2006", "2010"), unit="date", printed="2006")
    promised = replace(claim("completion", "2030", "2025"), unit="date", printed="2030")
    assert headline([promised, opened]) is opened


def test_an_amount_of_one_year_is_a_rate_and_leads_over_a_newer_total() -> None:
    total = claim("throughput", "100", "2026", unit="Mt")
    yearly = replace(claim("throughput", "4", "2025", unit="Mt"), period="2025")
    assert headline([total, yearly]) is yearly
    assert headline([total, replace(yearly, period="2020/2025")]) is total


def test_goods_lead_over_people() -> None:
    people = claim("capacity", "5500000", "2026", unit="passengers/year")
    goods = claim("capacity", "15", "2025", unit="Mt/year")
    assert headline([people, goods]) is goods


def test_claims_that_tie_stand_together() -> None:
    one, two = claim("length", "100", "2025"), claim("length", "110", "2025", source="t")
    assert leading([one, two]) == (one, two)


def test_what_two_sources_say_of_parts_is_shown_once() -> None:
    one, again = (claim("length", "12.4", "2026", scope="part", source=source)
                  for source in ("s", "t"))
    assert leading([one, again]) == (one,)
    other = replace(one, scope_words="another part", lines="2-2")
    assert leading([one, other]) == (one, other), "one source tells two parts apart"


def test_the_rule_stands_in_the_documentation_word_for_word() -> None:
    page = " ".join((ROOT / "docs/data.md").read_text(encoding="utf-8").split())
    for step in RULE:
        assert step in page

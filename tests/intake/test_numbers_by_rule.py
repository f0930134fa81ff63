"""Numbers by rule: work done, units left out, sums, periods, promises; and what is told twice.

Every figure is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.intake.candidate import Candidate
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines


def found(catalog: Catalog, text: str) -> list[Candidate]:
    return [each for each in candidates(of_lines(text, published="2026-08-12"), catalog)
            if ATTRIBUTES[each.attribute].units]


def told(catalog: Catalog, text: str) -> list[tuple[str, str, str]]:
    return [(each.attribute, each.value, each.unit) for each in found(catalog, text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("The rails of the Kars–Dilucu railway are 92 % welded.", ("progress", "92", "percent")),
    ("For the Kars–Dilucu railway 64 % of the land is bought.", ("progress", "64", "percent")),
    ("The Baku–Tbilisi–Kars railway has run since 2018.", ("start", "2018", "date")),
    ("Turkey promises trains by 2031 on the Kars–Dilucu railway.",
     ("completion", "2031", "date")),
    ("The Kars–Dilucu railway is now promised by December 2030.",
     ("completion", "2030-12", "date")),
    ("The owner built it for $135 million, the Kars–Dilucu railway.",
     ("cost", "135", "USD million")),
    ("For the Kars–Dilucu railway the total is put at EUR 1.7bn.", ("cost", "1.7", "EUR bn")),
    ("ING has offered EUR 700 million for the Kars–Dilucu railway.",
     ("financing", "0.7", "EUR bn")),
    ("China made available $450 million for the Kars–Dilucu railway.",
     ("financing", "450", "USD million")),
    ("The loan for the Kars–Dilucu railway is to last six years.", ("term", "6", "years")),
    ("The Kabul Corridor takes half of the time via Bandar Abbas.",
     ("time-saving", "0.5", "fraction")),
    ("At the Aktau port a hub of 240,000 TEU a year is under construction.",
     ("capacity", "240000", "TEU")),
])
def test_what_a_number_is_of(catalog: Catalog, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(catalog, text)


@pytest.mark.parametrize(("text", "value", "period"), [
    (("The Middle Corridor carried 220,000 tons in the first seven months of 2026, against 180,000 "
      "in the same months of 2025."), "0.18", "2025-01/2025-07"),
    ("The Middle Corridor moved 4.2 million tons in 2024, seven million in 2025.", "7", "2025"),
    ("The Middle Corridor carried 9 million tons, six million of it by rail.", "6", ""),
    (("The Aktau port loaded 1.7 million tons in the first quarter of 2026, up from 1.4 million a "
      "year earlier."), "1.4", "2025-01/2025-03"),
    ("In the Iranian year 1402 the Chabahar port handled 2.1 million tons.", "2.1",
     "2023-03/2024-03"),
])
def test_a_unit_left_out_is_taken_from_the_number_before(catalog: Catalog, text: str, value: str,
                                                         period: str) -> None:
    assert [each.period for each in found(catalog, text)
            if (each.attribute, each.value, each.unit) == ("throughput", value, "Mt")] == [period]


@pytest.mark.parametrize("text", [
    "The Middle Corridor carried 9 million tons in 2024, and 2030 is to be better.",
    "The Middle Corridor carried 9 million tons with 1,200 people at work.",
])
def test_a_year_or_a_count_of_others_takes_no_unit(catalog: Catalog, text: str) -> None:
    assert told(catalog, text) == [("throughput", "9", "Mt")]


@pytest.mark.parametrize(("words", "firm"), [
    ("counts on", "forecast"), ("reckons with", "forecast"), ("aims at", "target")])
def test_what_is_counted_on_is_no_result(catalog: Catalog, words: str, firm: str) -> None:
    [one] = found(catalog, f"The Middle Corridor {words} 8 million tons of freight.")
    assert one.qualifier == (firm,)


def test_a_cost_beside_a_loan_stays_a_cost(catalog: Catalog) -> None:
    text = ("The Kars–Dilucu railway got a loan of EUR 500 million; the total is put at EUR 1.4bn "
            "by the ministry.")
    assert told(catalog, text) == [("financing", "0.5", "EUR bn"), ("cost", "1.4", "EUR bn")]


def test_each_kind_of_work_is_a_part(catalog: Catalog) -> None:
    text = "The design of the Kars–Dilucu railway is 86 % complete and its construction 71 %."
    assert [(each.scope, each.scope_words) for each in found(catalog, text)] == [
        ("part", "design"), ("part", "construction")]
    [alone] = found(catalog, "The construction of the Kars–Dilucu railway is 71 % complete.")
    assert alone.scope == ""


def test_no_candidate_holds_for_a_day_after_its_document(catalog: Catalog) -> None:
    text = ("Work on the Kars–Dilucu railway will begin in autumn 2026. The Rasht–Astara railway "
            "was agreed on and will be finished in 2027.")
    every = candidates(of_lines(text, published="2026-08-12"), catalog)
    assert {each.as_of for each in every if each.attribute == "status"} == {"2026-08-12"}
    undated = candidates(of_lines(text, published=""), catalog)
    assert {each.as_of for each in undated if each.attribute == "status"} == {""}


def test_what_is_past_is_as_firm_as_it_is_whatever_comes(catalog: Catalog) -> None:
    text = "Work on the TAPI pipeline began in 2018 and will be finished in autumn 2027."
    assert [(each.attribute, each.qualifier) for each in found(catalog, text)] == [
        ("start", ("exact",)), ("completion", ("forecast",))]


def test_since_is_of_its_own_clause(catalog: Catalog) -> None:
    text = "The Baku–Tbilisi–Kars railway has run since 2018; it carried 520,000 tons in 2025."
    assert [(each.attribute, each.value, each.period) for each in found(catalog, text)] == [
        ("start", "2018", ""), ("throughput", "0.52", "2025")]


def test_next_year_and_a_half_is_no_year(catalog: Catalog) -> None:
    assert told(catalog, "TANAP will be operational within the next year and a half.") == []


def test_the_same_words_told_again_are_asked_once(catalog: Catalog) -> None:
    line = "TANAP is 1,811 km long."
    document = of_lines(line, "", "Some other words.", "", line, published="2026-08-12")
    [one] = [each for each in candidates(document, catalog) if each.attribute == "length"]
    assert one.anchor.lines == "1"
    assert one.why[-1] == "also on lines 5"

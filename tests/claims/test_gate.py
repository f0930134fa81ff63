"""The gate: what each rule says of a right claim, and of the same claim spoilt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.claims.gate import SubjectNames, judge
from geo.claims.passage import Passage, located, passage_in, passage_of_page
from geo.claims.signatures import signature, signed_claims
from geo.data.records import Claim, Reading
from geo.data.schema import TABLES

TEXT = (
    "The Kars line",
    "Work on the railway from Kars to Dilucu began in 2024. The Kars\N{EN DASH}Dilucu railway will",
    "be more than 224 kilometers long. It is designed to carry between 10 and 15",
    "million tons annually; its first section is under construction. The",
    "BTC pipeline transported 605 million tonnes from June 2006 to June 2025.",
    "Russia opposes the Kars\N{EN DASH}Dilucu railway, while Georgia could finance it.")

NAMES = SubjectNames(
    {"kars-dilucu": ("kars dilucu railway", "kars dilucu"), "btc": ("btc pipeline", "btc"),
     "tripp": ("trump route",), "north": ("northern line",)},
    {"kars-dilucu": (("kars",), ("dilucu",))}, {"north": ("trump route",)})

RIGHT = {
    "length": Claim("kars-dilucu", "length", "224", "", "km", ("more-than", "forecast"), "", "", "",
                    "2025", "s", "The Kars line", "2-3",
                    "The Kars–Dilucu railway will be more than 224 kilometers long", ""),
    "capacity": Claim("kars-dilucu", "capacity", "10", "15", "Mt/year", ("about", "designed"), "",
                      "", "", "2025", "s", "The Kars line", "3-4",
                      "designed to carry between 10 and 15 million tons annually", ""),
    "throughput": Claim("btc", "throughput", "605", "", "Mt", ("exact",), "", "",
                        "2006-06/2025-06", "2025", "s", "The Kars line", "5-5",
                        "BTC pipeline transported 605 million tonnes", ""),
    "opponent": Claim("kars-dilucu", "opponent", "Russia", "", "", ("opposes",), "", "", "", "2025",
                      "s", "The Kars line", "6-6",
                      "Russia opposes the Kars–Dilucu railway", ""),
    "status": Claim("kars-dilucu", "status", "under-construction", "", "", (), "part",
                    "first section", "", "2025", "s", "The Kars line", "4-4",
                    "first section is under construction", ""),
}


def codes(claim: Claim, **cells: object) -> set[str]:
    """The codes of what is said against a claim, some of its cells changed."""
    changed = replace(claim, **cells)  # type: ignore[arg-type]
    first, last = map(int, changed.lines.split("-"))
    passage = passage_in(TEXT, first, last, changed.printed, changed.section)
    return {finding.code for finding in judge(changed, passage, "2025", NAMES)}


@pytest.mark.parametrize(("name", "open_codes"), [
    ("length", set()), ("capacity", {"whole-not-printed", "subject-nearby"}),
    ("throughput", set()), ("opponent", set()), ("status", {"subject-nearby"})])
def test_of_a_right_claim_little_is_left_open(name: str, open_codes: set[str]) -> None:
    assert codes(RIGHT[name]) == open_codes


@pytest.mark.parametrize(("name", "cells", "code"), [
    ("length", {"value": "242"}, "value-not-printed"),
    ("length", {"unit": "Mt"}, "unit-not-printed"),
    ("length", {"as_of": "2027"}, "later-than-the-source"),
    ("length", {"qualifier": ("forecast",)}, "hedge-not-as-printed"),
    ("length", {"qualifier": ("exact",), "printed": "224 kilometers"}, "hedge-dropped"),
    ("length", {"qualifier": ("exact",)}, "modal-dropped"),
    ("throughput", {"qualifier": ("forecast",)}, "modal-not-printed"),
    ("capacity", {"value_high": ""}, "range-cut"),
    ("capacity", {"value": "15", "value_high": "", "printed": "15\nmillion tons annually"},
     "range-cut"),
    ("capacity", {"attribute": "throughput"}, "capacity-or-throughput"),
    ("throughput", {"attribute": "capacity"}, "capacity-or-throughput"),
    ("throughput", {"period": ""}, "period-left-out"),
    ("throughput", {"period": "1999"}, "period-not-printed"),
    ("throughput", {"as_of": "2014"}, "day-not-printed"),
    ("status", {"scope": "", "scope_words": ""}, "part-told-as-whole"),
    ("status", {"scope_words": "the bridge"}, "scope-words-not-printed"),
    ("status", {"value": "operating"}, "status-not-printed"),
    ("opponent", {"subject_id": "btc"}, "subject-nearby"),
    ("opponent", {"subject_id": "tripp"}, "subject-not-named"),
    ("opponent", {"value": "Iran"}, "actor-not-printed"),
    ("opponent", {"value": "Georgia"}, "actor-not-printed"),
    ("opponent", {"qualifier": ("denounces",)}, "role-not-printed"),
])
def test_a_spoilt_claim_is_caught(name: str, cells: dict[str, object], code: str) -> None:
    assert code in codes(RIGHT[name], **cells)


def test_a_subject_named_only_by_its_corridor_is_left_open() -> None:
    claim = replace(RIGHT["opponent"], subject_id="north",
                    printed="Russia opposes the Trump Route")
    passage = passage_of_page(claim.printed, "A page")
    found = {finding.code for finding in judge(claim, passage, "2025", NAMES)}
    assert {"only-the-corridor-named"} <= found


def test_a_title_names_the_subject_of_a_page() -> None:
    claim = replace(RIGHT["length"], printed="it will be more than 224 km long")
    named = judge(claim, passage_of_page(claim.printed, "The Kars-Dilucu railway"), "2025", NAMES)
    silent = judge(claim, passage_of_page(claim.printed, "News"), "2025", NAMES)
    assert "subject-not-named" not in {finding.code for finding in named}
    assert "subject-not-named" in {finding.code for finding in silent}


def test_a_value_a_unit_and_a_date_are_never_signed_away() -> None:
    claim = replace(RIGHT["length"], value="242", unit="days", as_of="2030")
    passage = passage_in(TEXT, 2, 3, claim.printed, claim.section)
    hard = [finding for finding in judge(claim, passage, "2025", NAMES) if not finding.signable]
    assert {finding.side for finding in hard} >= {"value", "unit", "date"}


@pytest.mark.parametrize("column", TABLES["claims"].column_names)
def test_a_claim_that_changes_in_any_cell_loses_its_signature(column: str) -> None:
    claim = RIGHT["status"]
    cell = getattr(claim, column)
    other = replace(claim, **{  # type: ignore[arg-type]
        column: ("x",) if isinstance(cell, tuple) else f"{cell}x"})
    reading = Reading(claim.reference, signature(claim), ("scope",), "2026-11-30")
    assert signed_claims([claim], [reading]) == (claim,)
    assert signed_claims([other], [reading]) == ()
    assert signed_claims([other], [replace(reading, claim=other.reference)]) == ()


def test_words_are_found_over_line_ends_and_broken_words() -> None:
    assert located("trans-Caspian route", "the trans-\nCaspian\nroute") == (4, 24)
    assert located("nothing like it", "the text") is None


def test_a_sentence_ends_at_its_end_and_not_at_an_abbreviation() -> None:
    lines = ["Before it. The U.S. supports the line.12 After it."]
    assert passage_in(lines, 1, 1, "supports", "").sentence == "The U.S. supports the line.12 "


def test_words_that_do_not_stand_there_are_a_passage_of_themselves() -> None:
    assert passage_in(["a line"], 1, 1, "other words", "Head") == Passage(
        "other words", "other words", 0, "other words", "Head")

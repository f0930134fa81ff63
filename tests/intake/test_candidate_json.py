"""Candidates as JSON: written and read again, and refused where they do not stand in the text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.intake.candidate_json import as_json, from_json, load
from geo.intake.finding import candidates
from tests.samples.intake_documents import made

TERMS = {"document", "subject_id", "attribute", "value", "value_high", "unit", "qualifier", "scope",
         "period", "printed", "lines", "page", "why"}
RIGHT: dict[str, Any] = {
    "subject_id": "tanap", "attribute": "length", "value": "1811", "unit": "km",
    "qualifier": ["exact"], "printed": "TANAP runs for 1,811 km", "lines": "9", "why": ["read"]}


def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    document = made("think-tank.md")
    found = candidates(document, catalog)
    read = from_json(as_json(found), document, catalog)
    assert [replace(each, candidate_id="", before="", after="") for each in read] == [
        replace(each, candidate_id="", before="", after="") for each in found]


def test_the_terms_are_those_of_a_claim(catalog: Catalog) -> None:
    rows = json.loads(as_json(candidates(made("think-tank.md"), catalog)))
    assert all(row.keys() >= TERMS and isinstance(row["qualifier"], list) for row in rows)


def test_a_candidate_of_another_tool_is_taken(catalog: Catalog) -> None:
    candidate, = from_json(json.dumps([RIGHT]), made("think-tank.md"), catalog)
    assert candidate.anchor.lines == "9"
    assert candidate.section == "What the Southern Gas Corridor carries"
    assert candidate.held, "the atlas holds the length of TANAP"


@pytest.mark.parametrize(("change", "words"), [
    ({"printed": "TANAP runs for 1,812 km"}, "does not stand in the document"),
    ({"lines": "11"}, "but in 9"), ({"lines": "900"}, "has no lines"),
    ({"page": 3, "lines": ""}, "has no page"), ({"attribute": "lenght"}, "did you mean 'length'"),
    ({"unit": "miles"}, "has no unit 'miles'"), ({"subject_id": "tanapp"}, "did you mean 'tanap'"),
    ({"qualifier": ["maybe"]}, "no qualifier 'maybe'"), ({"value": ""}, "value is missing"),
    ({"printed": " ".join(["word"] * 16)}, "more than 15 words"), ({"scope": "half"}, "no scope"),
    ({"document": "other.txt"}, "is of 'other.txt'"), ({"qualifier": "exact"}, "no list"),
    ({"value": 1811}, "value is no text"), ({"page": "3"}, "page is no number")])
def test_what_does_not_hold_is_refused_in_words(
        change: dict[str, Any], words: str, catalog: Catalog) -> None:
    loaded = load(json.dumps([RIGHT, {**RIGHT, **change}]), made("think-tank.md"), catalog)
    assert len(loaded.candidates) == 1
    assert loaded.refused[0].startswith("candidate 2: ")
    assert words in loaded.refused[0]


@pytest.mark.parametrize("text", ["", "{", "{}", "[" * 100_000, "null"])
def test_what_is_no_list_is_an_error(text: str, catalog: Catalog) -> None:
    with pytest.raises(AtlasError):
        load(text, made("think-tank.md"), catalog)


def test_all_refusals_are_told_together(catalog: Catalog) -> None:
    wrong = [{**RIGHT, "unit": "miles"}, {**RIGHT, "printed": "nowhere"}]
    with pytest.raises(AtlasError, match=r"(?s)candidate 1.*candidate 2"):
        from_json(json.dumps(wrong), made("think-tank.md"), catalog)

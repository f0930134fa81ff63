"""Slides of the whole atlas: the routes of the table, their figures with citations, all in view."""

from __future__ import annotations

from typing import Any

import pytest

from geo.address import View
from geo.catalog import Catalog
from geo.export.extract import INDICATIVE, Extract
from geo.export.slides import slides
from geo.words import lines_words, value_words
from tests.decks import deck, drawn_ids, faults, first_named, raised, title, words


@pytest.fixture(scope="module")
def everything(catalog: Catalog, land: dict[str, Any]) -> Extract:
    return Extract(catalog, View(), land)


@pytest.fixture(scope="module")
def whole(everything: Extract) -> bytes:
    return slides(everything, "routes")


def test_the_slides_hold_the_routes_of_the_table(whole: bytes, everything: Extract) -> None:
    made = deck(whole).slides
    assert drawn_ids(made) == set(everything.shown.ids)
    titles = [title(slide) for slide in made]
    assert [name for name in titles if "(continued)" not in name][1:-1] == [
        entry.route.name for entry in everything.shown.entries]
    assert titles[-1].startswith("The documents")
    assert len(whole) < 6_000_000


def test_nothing_leaves_a_slide(whole: bytes) -> None:
    assert faults(whole) == []


def test_values_stand_with_numbers_and_the_numbers_with_citations(
        whole: bytes, everything: Extract) -> None:
    made, catalog = {title(slide): slide for slide in deck(whole).slides}, everything.shown
    for entry in catalog.entries:
        own = [made[entry.route.name]]
        if follow := made.get(f"{entry.route.name} (continued)"):
            own.append(follow)
        said = "\n".join(map(words, own))
        for attribute in ("status", "length", "capacity", "throughput", "start", "completion",
                          "cost", "transit-time"):
            fact = entry.headline(attribute)
            if fact:
                assert value_words(fact) in said
                assert lines_words(fact.lines) in said
                assert catalog.sources[fact.source_id].document in said
        notes = own[0].notes_slide.notes_text_frame.text
        assert all(fact.printed in notes for fact in entry.facts)
        listed = "".join(shape.text_frame.text for slide in own for shape in slide.shapes
                         if shape.name == "Notes")
        for slide in own:
            assert all(f"{mark} " in listed for mark in raised(slide)), title(slide)


def test_a_route_says_what_is_disputed_missing_and_indicative(whole: bytes) -> None:
    name = "Baku–Tbilisi–Ceyhan oil pipeline (BTC)"
    btc = "\n".join(words(slide) for slide in deck(whole).slides
                    if title(slide) in (name, f"{name} (continued)"))
    assert "1,768\N{NO-BREAK SPACE}km[1]" in btc
    assert "line 2271, as of 2025" in btc
    assert "claims differ: also" in btc
    assert "capacity, cost" in btc
    assert "not applicable: transit time" in btc
    assert INDICATIVE.format(basis="traced") not in btc
    cable = words(first_named(whole, "Black Sea Submarine Cable"))
    assert INDICATIVE.format(basis="conceptual") in cable

"""Slides of many routes: those of the table, their figures with citations, all in view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.wording import lines_words, value_words
from geo.export.pptx.slides import slides
from geo.presentation.citations import Citations
from geo.presentation.extract import Extract
from geo.presentation.shown_series import subject_series
from geo.query.view import View
from tests.files.decks import Thing, deck, drawn_ids, faults, has_chart, raised, title, words

BTC = "Baku–Tbilisi–Ceyhan oil pipeline (BTC)"
CABLE = "Black Sea Submarine Cable"


@pytest.fixture(scope="module")
def many(catalog: Catalog, land: dict[str, Any]) -> Extract:
    """A third of the routes, among them those with most claims and the two that are named here."""
    fullest = sorted(catalog.entries, key=lambda entry: -len(entry.claims))[:6]
    chosen = {*catalog.ids[::4], *(entry.route_id for entry in catalog.entries
                                   if entry in fullest or entry.route.name in (BTC, CABLE))}
    return Extract(replace(catalog, entries=tuple(
        entry for entry in catalog.entries if entry.route_id in chosen)), View(), land)


@pytest.fixture(scope="module")
def written(many: Extract) -> bytes:
    return slides(many, "routes")


@pytest.fixture(scope="module")
def made(written: bytes) -> list[Thing]:
    """The slides, read back once: no test changes one."""
    return list(deck(written).slides)


def test_the_slides_hold_the_routes_of_the_table(written: bytes, made: list[Thing],
                                                 many: Extract) -> None:
    assert drawn_ids(made) == set(many.shown.ids)
    titles = [title(slide) for slide in made]
    charts = [title(slide) for slide in made if has_chart(slide)]
    assert [name for name in titles if "(continued)" not in name and name not in charts][2:-2] == [
        entry.route.name for entry in many.shown.entries]
    assert charts == [f"{series.subject}: {series.title}" for entry in many.shown.entries
                      for series in subject_series(many.shown, entry.route_id,
                                                   Citations(many.shown.sources))]
    assert titles[-1].startswith("The documents")
    assert len(written) < 70_000 * len(made)


def test_nothing_leaves_a_slide(written: bytes) -> None:
    assert faults(written) == []


def test_values_stand_with_numbers_and_the_numbers_with_citations(
        made: list[Thing], many: Extract) -> None:
    catalog = many.shown
    for entry in catalog.entries:
        name = entry.route.name
        own = [slide for slide in made if title(slide) in (name, f"{name} (continued)")]
        said = "\n".join(map(words, own))
        for attribute in ("status", "length", "capacity", "throughput", "start", "completion",
                          "cost", "transit-time"):
            claim = entry.headline(attribute)
            if claim:
                assert value_words(claim) in said
                assert lines_words(claim.lines) in said
                assert catalog.sources[claim.source_id].title in said
        notes = own[0].notes_slide.notes_text_frame.text
        assert all(claim.printed in notes for claim in entry.claims)
        listed = "".join(shape.text_frame.text for slide in own for shape in slide.shapes
                         if shape.name == "Notes")
        for slide in own:
            assert all(f"{mark} " in listed for mark in raised(slide)), title(slide)


def test_a_route_says_what_is_disputed_missing_and_indicative(made: list[Thing]) -> None:
    btc = "\n".join(words(slide) for slide in made
                    if title(slide) in (BTC, f"{BTC} (continued)"))
    assert "1,768\N{NO-BREAK SPACE}km[1]" in btc
    assert "line 2273, as of October 2025" in btc
    assert "206.434\N{NO-BREAK SPACE}million barrels" in btc
    assert "(2025)" in btc
    assert "sources differ" in btc
    assert "Not in the sources" in btc
    assert "not applicable: transit time" in btc
    assert "the line is traced, not surveyed" not in btc
    cable = words(next(slide for slide in made if title(slide) == CABLE))
    assert "Indicative alignment: the line is conceptual, not surveyed." in cable

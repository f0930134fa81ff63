"""Slides are read from the back of a room: large type, no box on another, no slide nearly empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from geo.briefing.briefing import read_briefings
from geo.catalog.catalog import Catalog
from geo.data.reader import read_folder
from geo.export.pptx.slide_grid import BODY, FOOT
from geo.export.pptx.slide_text import LEAST
from geo.export.registry import export
from geo.presentation.extract import LICENCE, Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import DATA
from tests.files.decks import Thing, deck, route_ids, runs_of, shapes, title, words

DECKS = ("corridor", "gas", "briefing", "series")


@pytest.fixture(scope="module")
def decks(catalog: Catalog, land: dict[str, Any]) -> dict[str, Thing]:
    """The slides of a corridor, of a mode, of a briefing and of series, each read back once."""
    corridor = Extract(catalog, View(Filter(corridors=frozenset({"tripp"}))), land)
    gas = Extract(catalog, View(Filter(modes=frozenset({"gas"}))), land)
    briefing = read_briefings(read_folder(DATA).briefings)[0]
    return {"corridor": deck(export(corridor, "routes", "pptx")),
            "gas": deck(export(gas, "routes", "pptx")),
            "briefing": deck(export(replace(gas, briefing=briefing), "briefing", "pptx")),
            "series": deck(export(gas, "series", "pptx"))}


def _sizes(slide: Thing) -> Iterator[float]:
    for shape in shapes(slide.shapes):
        if shape.has_text_frame:
            for para in shape.element.iterfind(".//{*}txBody/{*}p"):
                yield from (run.size for run in runs_of(para))
        if shape.has_chart:
            yield from (int(look.get("sz")) / 100 for look in shape.chart.element.iter(
                "{*}defRPr", "{*}rPr") if look.get("sz"))


@pytest.mark.parametrize("name", DECKS)
def test_no_letter_on_a_slide_is_smaller_than_twelve_points(
        decks: dict[str, Thing], name: str) -> None:
    for number, slide in enumerate(decks[name].slides, 1):
        assert min(_sizes(slide)) >= LEAST == 12, (number, title(slide))


@pytest.mark.parametrize("name", DECKS)
def test_no_text_lies_on_another(decks: dict[str, Thing], name: str) -> None:
    for slide in decks[name].slides:
        texts = [shape for shape in slide.shapes if shape.has_text_frame and words_of(shape)]
        for one, two in combinations(texts, 2):
            across = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
            down = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
            assert min(across, down) <= 12700 / 2, (title(slide), one.name, two.name)


def words_of(shape: Thing) -> str:
    return str(shape.text_frame.text).strip()


@pytest.mark.parametrize("name", DECKS)
def test_no_slide_that_continues_another_is_nearly_empty(
        decks: dict[str, Thing], name: str) -> None:
    continued = [slide for slide in decks[name].slides if title(slide).endswith("(continued)")]
    for slide in continued:
        lowest = max(shape.top.pt + shape.height.pt for shape in slide.shapes
                     if shape.name == "Notes" or shape.name.startswith("Value: "))
        assert lowest - BODY > (FOOT - BODY) * 0.33, title(slide)


def test_a_deck_opens_with_what_it_shows_of_which_day_and_on_what_terms(
        catalog: Catalog, decks: dict[str, Thing]) -> None:
    cover, overview, *_ = decks["corridor"].slides
    assert title(cover) == title(overview) == catalog.corridors["tripp"].name
    said = words(cover)
    for text in (catalog.release, "As of 21 November 2026", LICENCE, "Corridor: Trump Route",
                 "claims from", "Under construction"):
        assert text in said
    assert not route_ids(cover)
    briefing = read_briefings(read_folder(DATA).briefings)[0]
    cover = decks["briefing"].slides[0]
    assert title(cover) == briefing.title
    assert "scenes" in words(cover)
    assert catalog.release in words(cover)


def test_the_map_of_a_selection_is_large_and_the_tangle_has_an_inset(
        catalog: Catalog, decks: dict[str, Thing]) -> None:
    overview = decks["corridor"].slides[1]
    frames = {shape.name: shape for shape in shapes(overview.shapes)
              if shape.name.endswith(" frame")}
    assert frames["Map frame"].width.pt * frames["Map frame"].height.pt > 0.42 * 960 * 540
    inset, whole = frames["Inset frame"], frames["Map frame"]
    assert whole.left <= inset.left
    assert inset.left + inset.width <= whole.left + whole.width + 12700
    names = {shape.text_frame.text for shape in shapes(overview.shapes)
             if shape.name.startswith("Inset Label: ")}
    assert "AZERBAIJAN" in names
    assert len({name for name in names if not name.isupper()}) >= 6
    assert route_ids(overview) == {entry.route_id for entry in catalog.entries
                                   if "tripp" in entry.route.corridor_ids}


@pytest.mark.parametrize("name", ["corridor", "briefing"])
def test_one_slide_says_what_every_sign_means(decks: dict[str, Thing], name: str) -> None:
    (key,) = (slide for slide in decks[name].slides if title(slide) == "How to read the maps")
    said = words(key)
    assert all(text in said for text in ("Corridor", "Status", "How sure the line is"))

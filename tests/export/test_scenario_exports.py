"""A scenario travels: into tables, pictures, slides, and a briefing's scene."""

from __future__ import annotations

import pytest
from lxml import etree

from geo.briefing.briefing import Scene, known_names, read_scene
from geo.cartography.paper.sheet_words import title_of
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.export.registry import FORMATS, export
from geo.network.itinerary_wording import chosen_criterion, drawn_criterion, sum_words
from geo.presentation.extract import Extract
from geo.presentation.itinerary_answer import stretch_rows
from geo.query.scenario import CRITERIA, CRITERION_WORDS
from geo.query.view import View, link_items, read_view
from tests.conftest import shipped_land
from tests.files import decks
from tests.files.readers import table

LINK = "if-from=altynkol&if-to=poti&if-close=TM"


def asked(catalog: Catalog, link: str = LINK) -> Extract:
    view, ignored = read_view(link_items(link), known_names(catalog))
    assert ignored == ()
    return Extract(catalog, view, shipped_land())


def test_the_table_of_ways_is_that_of_the_page(catalog: Catalog) -> None:
    extract = asked(catalog)
    found = extract.what_if
    assert found
    rows = table(export(extract, "itineraries", "csv-raw"))
    for side, ways in (("before", found.before), ("after", found.after)):
        way = ways["length"]
        assert way
        told = [row for row in rows if row["side"] == side and row["criterion"] == "Shortest"]
        assert [row["route"] for row in told] == [
            row["Route"] for row in stretch_rows(extract.network, way)]
        assert all("Closed: Turkmenistan" in row["scenario"] for row in told) == (side == "after")


def test_every_file_says_what_was_asked(catalog: Catalog) -> None:
    assert any("What if, Altynkol to Poti" in words and "Turkmenistan" in words
               for words in asked(catalog).filters)


def test_pictures_and_slides_draw_both_ways(catalog: Catalog) -> None:
    text = " ".join(etree.fromstring(export(asked(catalog), "routes", "svg")).itertext())
    assert "The itinerary before" in text
    assert "The itinerary after" in text
    deck = decks.deck(export(asked(catalog, f"{LINK}&mode=sea"), "routes", "pptx"))
    assert "The itinerary after" in decks.words(deck.slides[1])


def test_a_scene_keeps_its_scenario(catalog: Catalog) -> None:
    view, ignored = read_scene(Scene("If Turkmenistan closes", LINK), catalog)
    assert ignored == ()
    assert view == View(question=asked(catalog).view.question)


def test_the_way_that_is_chosen_is_the_one_that_is_drawn(catalog: Catalog) -> None:
    """By the criterion of the link; without one, by the first that tells of a change."""
    seen: dict[str, str] = {}
    for best in ("", *CRITERIA):
        extract = asked(catalog, f"{LINK}&if-best={best}" if best else LINK)
        found = extract.what_if
        assert found
        by = drawn_criterion(found)
        assert by == (best or chosen_criterion(found)) == extract.drawn_by
        rows = table(export(extract, "itineraries", "csv-raw"))
        assert {row["criterion"] for row in rows if row["drawn"] == "yes"} <= {CRITERION_WORDS[by]}
        seen[best] = export(extract, "routes", "svg").decode()
        assert f"What if, {CRITERION_WORDS[by].lower()}" in seen[best]
        words = sum_words(by, found.before[by], found.after[by])
        assert words[1:] in " ".join(etree.fromstring(seen[best].encode()).itertext())
        assert any("Drawn: " in words for words in extract.filters) == bool(best)
    assert seen["length"] != seen["borders"]


@pytest.mark.parametrize(("link", "why"), [
    ("if-from=AZ&if-to=agbend", "'AZ' and 'agbend' are one place"),
    ("if-from=AZ&if-to=FR", "no goods route in France")])
def test_a_question_without_an_answer_is_told_in_every_file_but_ways(
        catalog: Catalog, link: str, why: str) -> None:
    extract = asked(catalog, f"{link}&mode=sea")
    assert any(why in words for name, words in extract.colophon if name == "filters")
    for name, made in FORMATS.items():
        if "routes" in made.whats and name not in ("html", "pptx"):
            assert export(extract, "routes", name)
    without = Extract(catalog, View(extract.view.wanted), shipped_land())
    assert title_of(extract) == title_of(without)
    with pytest.raises(AtlasError, match=why):
        export(extract, "itineraries", "csv")

"""A scenario travels: into tables, pictures, slides, and a briefing's scene."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import Any

import pytest
from lxml import etree

from geo.address import View, link_items, read_view
from geo.briefing import Scene, known_of, read_scene
from geo.catalog import Catalog
from geo.errors import AtlasError
from geo.export import FORMATS, Extract, export
from geo.layers import basemap_document
from geo.load import read_folder
from geo.plate.sheet import title_of
from geo.whatif.answers import stretch_rows
from tests import test_slides as decks
from tests.conftest import DATA

LINK = "if-from=altynkol&if-to=poti&if-close=TM"


@cache
def land() -> dict[str, Any]:
    return basemap_document(read_folder(DATA))


def asked(catalog: Catalog, link: str = LINK) -> Extract:
    view, ignored = read_view(link_items(link), known_of(catalog))
    assert ignored == ()
    return Extract(catalog, view, land())


def test_the_table_of_ways_is_that_of_the_page(catalog: Catalog) -> None:
    extract = asked(catalog)
    found = extract.journey
    assert found
    rows = list(csv.DictReader(io.StringIO(export(extract, "ways", "csv-raw").decode(),
                                           newline="")))
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
    assert "The way before" in text
    assert "The way after" in text
    deck = decks.deck(export(asked(catalog, f"{LINK}&mode=sea"), "routes", "pptx"))
    assert "The way after" in decks.words(deck.slides[0])


def test_a_scene_keeps_its_scenario(catalog: Catalog) -> None:
    view, ignored = read_scene(Scene("If Turkmenistan closes", LINK), catalog)
    assert ignored == ()
    assert view == View(question=asked(catalog).view.question)


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
    assert title_of(extract) == title_of(Extract(catalog, View(extract.view.wanted), land()))
    with pytest.raises(AtlasError, match=why):
        export(extract, "ways", "csv")

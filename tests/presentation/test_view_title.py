"""Titles of views say what is shown, in a few words."""

from __future__ import annotations

import pytest

from geo.briefing.briefing import MAX_TITLE, known_names
from geo.catalog.catalog import Catalog
from geo.presentation.view_title import view_title
from geo.query.view import link_items, read_view


@pytest.mark.parametrize(("link", "title"), [
    ("", "All routes"),
    ("at=5/40/40", "All routes"),
    ("year=2030", "All routes: in 2030"),
    ("mode=gas", "Gas pipeline"),
    ("mode=rail&status=operating", "Rail: operating"),
    ("corridor=middle-corridor", "Middle Corridor"),
    ("corridor=middle-corridor&mode=rail&year=2030", "Middle Corridor: rail, in 2030"),
    ("country=AM&country=AZ&status=planned", "Armenia and Azerbaijan: planned"),
    ("country=AM&country=AZ&country=GE&country=TR&country=IR",
     "Armenia, Azerbaijan and 3 more"),
    ("open=tripp-syunik&corridor=tripp", "TRIPP through Syunik"),
    ("open=baku&year=2028", "Baku: in 2028"),
    ("search=Zangezur", "\N{LEFT DOUBLE QUOTATION MARK}Zangezur\N{RIGHT DOUBLE QUOTATION MARK}"),
])
def test_a_title_says_what_is_shown(catalog: Catalog, link: str, title: str) -> None:
    view, ignored = read_view(link_items(link), known_names(catalog))
    assert not ignored
    assert view_title(catalog, view) == title


def test_a_title_of_everything_chosen_is_still_one(catalog: Catalog) -> None:
    words = [f"{option}={word}" for option, words in (
        ("corridor", catalog.known_words["corridors"]), ("mode", catalog.known_words["modes"]),
        ("status", catalog.known_words["statuses"])) for word in words]
    view, _ = read_view(link_items("&".join(words)), known_names(catalog))
    assert 0 < len(view_title(catalog, view)) <= MAX_TITLE

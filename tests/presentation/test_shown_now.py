"""Laws of the words on what the map shows now."""

from __future__ import annotations

import re

import pytest

from geo.briefing.briefing import known_names, read_briefings
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.data.reader import read_folder
from geo.data.schema import MISSING
from geo.presentation.shown_now import FEW, progress_words, route_tip, shown_now
from geo.presentation.statement import route_statement
from geo.presentation.told_happenings import source_in_brief
from geo.query.filter import Filter
from geo.query.view import View, read_view
from tests.conftest import DATA

RAIL_AT_WORK = View(Filter(modes=frozenset({"rail"}), statuses=frozenset({"under-construction"})))


def test_the_whole_map_offers_its_corridors_a_question_and_a_briefing(catalog: Catalog) -> None:
    briefings = read_briefings(read_folder(DATA).briefings)
    now = shown_now(catalog, View(), briefings)
    assert {each.name.opens_id for each in now.corridors} == {*catalog.corridors}
    assert now.questions
    for way in now.questions:
        view, ignored = read_view(way.items, known_names(catalog))
        assert not ignored
        assert view.question.origin in catalog.places
    assert {dict(way.items)["briefing"] for way in now.briefings} == {
        each.briefing_id for each in briefings}


def test_the_sentence_counts_routes_as_the_filter_does(catalog: Catalog) -> None:
    """A route of which sources say several things counts under each; how many do is said."""
    words = progress_words(catalog.entries)
    whole, *parts, several = map(int, re.findall(r"\d+", words))
    said = [len(entry.words["statuses"]) for entry in catalog.entries]
    assert whole == len(catalog.entries)
    assert sum(parts) == sum(said)
    assert several == sum(count > 1 for count in said)
    assert "count more than once, as sources differ" in words
    counts = catalog.counts("statuses", Filter())
    assert sorted(parts) == sorted(count for count in counts.values() if count)


def test_a_filter_is_said_in_words_and_few_routes_are_named(catalog: Catalog) -> None:
    shown = select_view(catalog, RAIL_AT_WORK)
    assert 0 < len(shown.entries) <= FEW
    now = shown_now(catalog, RAIL_AT_WORK)
    assert now.title == f"{len(shown.entries)} routes: rail, under construction"
    assert [each.name.opens_id for each in now.routes] == [*shown.ids]
    assert not now.questions


@pytest.mark.parametrize(("view", "words"), [
    (View(Filter(modes=frozenset({"rail", "road"}))), "routes: rail or road"),
    (View(Filter(corridors=frozenset({"not-stated"}))), "routes: no corridor named"),
    (View(Filter(bases=frozenset({"schematic"}), text="Baku")), ": schematic line, named “Baku”"),
    (View(Filter(countries=frozenset({"AM"})), year=2030), ": Armenia, in 2030"),
])
def test_each_part_of_a_view_is_said(catalog: Catalog, view: View, words: str) -> None:
    assert words in shown_now(catalog, view).title


def test_where_no_route_is_found_the_nearest_are_named(catalog: Catalog) -> None:
    now = shown_now(catalog, View(Filter(corridors=frozenset({"tripp"}), modes=frozenset({"road"}),
                                         statuses=frozenset({"operating"}))))
    assert now.title.startswith("No route: ")
    assert now.near[0].title == "Nearest, whatever the status"
    entries = select_view(catalog, View(Filter(corridors=frozenset({"tripp"}),
                                               modes=frozenset({"road"})))).entries
    assert {each.name.opens_id for each in now.near[0].routes} <= {
        entry.route_id for entry in entries}
    assert all(each.words for each in now.near[0].routes)


def test_a_route_under_the_pointer_has_status_and_length_with_who_says_so(catalog: Catalog) -> None:
    silent = 0
    for entry in catalog.entries:
        for said, attribute in zip(route_tip(catalog, entry), ("status", "length"), strict=True):
            shown = route_statement(catalog, entry, attribute)
            assert said.words.endswith(shown.words)
            if shown.first:
                first = catalog.sources[shown.first[0].source_id]
                assert said.who.startswith(source_in_brief(first))
                assert shown.differ in said.who
            else:
                silent += 1
                assert said.words.endswith(MISSING)
                assert not said.who
    assert silent

"""Laws of what is nearest to a view that shows no route."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from geo.catalog.catalog import Catalog
from geo.catalog.nearest_routes import TEXT, YEAR, nearest_routes
from geo.catalog.selection import select_view
from geo.query.filter import Filter
from geo.query.view import View


def without(view: View, part: str) -> View:
    if part == YEAR:
        return replace(view, year=None)
    wanted = view.wanted
    return replace(view, wanted=wanted.searching("") if part == TEXT
                   else wanted.choosing(part, ()))


def empty_views(catalog: Catalog) -> list[View]:
    known = catalog.known_words
    views = [View(Filter(corridors=frozenset({corridor}), statuses=frozenset({status})))
             for corridor, status in product(sorted(known["corridors"]), sorted(known["statuses"]))]
    views += [View(Filter(modes=frozenset({mode}), countries=frozenset({country}), text="Baku"))
              for mode, country in product(sorted(known["modes"]), sorted(known["countries"]))]
    return [view for view in views if not select_view(catalog, view).entries]


def test_the_routes_named_are_those_that_the_rest_of_the_view_asks_for(catalog: Catalog) -> None:
    views, answered = empty_views(catalog), 0
    for view in views:
        for nearest in nearest_routes(catalog, view):
            answered += 1
            assert nearest.entries
            assert nearest.entries == select_view(catalog, without(view, nearest.part)).entries
    assert answered > len(views) / 2


def test_the_status_is_left_out_before_the_corridor(catalog: Catalog) -> None:
    view = View(Filter(corridors=frozenset({"tripp"}), modes=frozenset({"road"}),
                       statuses=frozenset({"operating"})))
    assert [each.part for each in nearest_routes(catalog, view)][:1] == ["statuses"]


def test_what_no_name_answers_to_is_left_to_the_search(catalog: Catalog) -> None:
    wanted = Filter(statuses=frozenset({"operating"}), text="Zzyzx")
    assert nearest_routes(catalog, View(wanted)) == ()
    assert nearest_routes(catalog, View(Filter(text="Zzyzx"))) == ()

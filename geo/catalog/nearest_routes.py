"""The routes nearest to a view that shows none: those that all but one part of it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import select_view
from geo.query.view import View

YEAR, TEXT = "year", "text"
"""The parts of a view that narrow it besides the facets of its filter."""

_PARTS = ("statuses", YEAR, "evidence", "bases", "modes", "sponsors", "sources", "countries",
          "corridors", TEXT)
"""What is left out first: how far a route has come rather than where it lies or what it is."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The part of a view that was left out, and the routes that the rest of it asks for."""

    part: str
    entries: tuple[RouteEntry, ...]


def _without(view: View, part: str) -> View:
    if part == YEAR:
        return replace(view, year=None)
    wanted = view.wanted.searching("") if part == TEXT else view.wanted.choosing(part, ())
    return replace(view, wanted=wanted)


def _found(atlas: Catalog, view: View) -> Iterator[Nearest]:
    for part in _PARTS:
        wider = _without(view, part)
        entries = () if wider == view else select_view(atlas, wider).entries
        own = tuple(entry for entry in entries if not entry.is_overlay)
        if own:
            yield Nearest(part, own)


def nearest_routes(atlas: Catalog, view: View) -> tuple[Nearest, ...]:
    """Returns what is nearest to a view that shows no route, by the one part that is left out.

    Nothing where its text has no answer of its own (`geo.catalog.name_lookup` says what is near to
    that), where no one part stands in the way, and where only one part asks for anything.
    """
    text = view.wanted.text
    asked = len(view.wanted.searching("").items()) + bool(text) + bool(view.year)
    if asked < 2 or (text and not atlas.index.found(text)):
        return ()
    return tuple(_found(atlas, view))

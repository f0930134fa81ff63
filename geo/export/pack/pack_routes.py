"""The routes of the offline pack, with precomputed cells and words for each choice of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, combinations, groupby
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.facets import LEGEND
from geo.catalog.selection import drawn_status
from geo.catalog.stages import state_in_year
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.presentation.extract import Extract
from geo.presentation.route_table import claim_cells, own_cells
from geo.query.filter import OPTIONS

MOST_SOURCES: Final = 6
"""The most sources of a route for which every choice is precomputed; above it, each alone."""

_TEXT_SECTIONS: Final = ("corridors", "modes", "bases", "countries", "evidence")


def _years(entry: RouteEntry) -> list[list[Any]]:
    """The years in which a route's stage changes, with the stage and the status it is drawn with.

    The status is blank where the route is not drawn.
    """
    def state_drawn(year: int) -> tuple[str, str]:
        stage = state_in_year(entry, year).stage
        return stage, "" if stage == "not-yet" else drawn_status(entry, year)

    runs = groupby(range(FIRST_YEAR, LAST_YEAR + 1), key=state_drawn)
    return [[next(years), *state] for state, years in runs]


def route_by_sources(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """The cells, the stages by year and the words of a route by the sources of a catalog."""
    return {"cells": claim_cells(catalog, entry), "years": _years(entry), "words": {
        name: sorted(entry.words[name]) for name in ("statuses", "sponsors", "sources")}}


def deciding_sources(catalog: Catalog, entry: RouteEntry) -> tuple[str, ...]:
    """The sources on which the cells and words of a route depend, sorted."""
    return tuple(sorted({*entry.source_ids, *(
        claim.source_id for difference in catalog.differences(entry.route_id)
        for claim in difference.claims)}))


def _by_sources(catalog: Catalog, entry: RouteEntry, sources: tuple[str, ...]) -> dict[str, Any]:
    """The same by some of the sources, from only the claims that the route needs."""
    relevant = dict.fromkeys(
        (
            *entry.claims,
            *(
                claim
                for difference in catalog.differences(entry.route_id)
                for claim in difference.claims
            ),
        )
    )
    narrowed = entry.told_by(frozenset(sources))
    claims = tuple(claim for claim in relevant if claim.source_id in sources)
    compared = replace(catalog.compared, claims=claims)
    return route_by_sources(replace(catalog, entries=(narrowed,), claims=claims, relations=(),
                                    compared=compared), narrowed)


def _choices(names: tuple[str, ...], *, single: bool) -> Iterable[tuple[str, ...]]:
    sizes = (1,) if single else range(1, len(names) + 1)
    return chain.from_iterable(combinations(names, size) for size in sizes)


def routes_document(extract: Extract) -> tuple[list[dict[str, Any]], bool]:
    """Returns the routes with words and cells, and whether only one source can be chosen at a time.

    The key `told` has, by the chosen sources joined by spaces (blank: none chosen), the route by
    these sources, exactly as `Catalog.select` gives it.
    """
    by_all = extract.atlas.told_by(extract.view.wanted.sources)
    routes = [entry for entry in by_all.entries if entry.route_id in extract.shown.ids]
    single = any(len(deciding_sources(by_all, entry)) > MOST_SOURCES for entry in routes)
    routes_made = []
    for done, entry in enumerate(routes):
        extract.progress(done, len(routes))
        own_sources = deciding_sources(by_all, entry)
        by_choice = {"": route_by_sources(by_all, entry)}
        for choice in _choices(own_sources, single=single):
            if not entry.words["sources"].isdisjoint(choice):
                by_choice[" ".join(choice)] = _by_sources(by_all, entry, choice)
        routes_made.append({
            "id": entry.route_id, "name": entry.route.name,
            "names": " ".join(sorted(entry.spelling)),
            "tellers": own_sources, "told": by_choice,
            "cells": own_cells(entry),
            "words": {name: sorted(entry.words[name]) for name in _TEXT_SECTIONS}})
    return routes_made, single


def _symbol(section: str, word: str) -> dict[str, str]:
    """Returns the mode, status or basis that the symbol beside an option shows."""
    name = {"modes": "mode", "statuses": "status", "bases": "basis"}.get(section)
    return {name: word} if name else {}


def sections_document(extract: Extract, routes: Iterable[Mapping[str, Any]],
                      more: Mapping[str, Iterable[str]], *, single: bool) -> list[dict[str, Any]]:
    """Returns the filter's sections. `more` has the words that scenes ask for.

    An option is `extra` if no route has it with all sources together: it is shown only if it is
    chosen, or if a route has it by the chosen sources.
    """
    words_known: dict[str, set[str]] = {name: set() for name in LEGEND}
    for route in routes:
        for words in (route["words"], *(choice["words"] for choice in route["told"].values())):
            for name, own_words in words.items():
                words_known[name].update(own_words)
    sections = []
    for name, section in LEGEND.items():
        label: Callable[[str], str] = partial(section.label, extract.atlas)
        usual = section.options(extract.shown)
        further = (words_known[name] | set(more.get(name, ()))) - set(usual)
        others = [word for _, word in sorted((label(word), word) for word in further)]
        options = [{"word": word, "label": label(word), **_symbol(name, word),
                    **({} if word in usual else {"extra": True})} for word in (*usual, *others)]
        if section.order:
            options.sort(key=lambda option: section.order.index(str(option["word"])))
        sections.append({"name": name, "option": OPTIONS[name], "title": section.title,
                         "folded": section.folded, "single": single and name == "sources",
                         "options": options})
    return sections

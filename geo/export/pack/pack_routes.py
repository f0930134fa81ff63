"""What the offline pack filters, searches and tabulates: worked out here, looked up there."""

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

MOST_TELLERS: Final = 6
"""Up to so many sources of a route, every choice of them is worked out; above it, each alone."""

_TEXT_SECTIONS: Final = ("corridors", "modes", "bases", "countries", "evidence")


def _years(entry: RouteEntry) -> list[list[Any]]:
    """From which year on what it is, and which status's stroke draws it; blank: not drawn."""
    def drawn(year: int) -> tuple[str, str]:
        stage = state_in_year(entry, year).stage
        return stage, "" if stage == "not-yet" else drawn_status(entry, year)

    runs = groupby(range(FIRST_YEAR, LAST_YEAR + 1), key=drawn)
    return [[next(years), *found] for found, years in runs]


def as_told(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """What a route is as the sources of a catalog tell it: cells, stages by year, words."""
    return {"cells": claim_cells(catalog, entry), "years": _years(entry), "words": {
        name: sorted(entry.words[name]) for name in ("statuses", "sponsors", "sources")}}


def tellers(catalog: Catalog, entry: RouteEntry) -> tuple[str, ...]:
    """The sources on which what is shown of a route depends, sorted."""
    return tuple(sorted({*entry.source_ids, *(
        claim.source_id for difference in catalog.differences(entry.route_id)
        for claim in difference.claims)}))


def _telling(catalog: Catalog, entry: RouteEntry, sources: tuple[str, ...]) -> dict[str, Any]:
    """The same as `as_told` of all that some sources say, from no more than the route needs."""
    needed = dict.fromkeys(
        (
            *entry.claims,
            *(
                claim
                for difference in catalog.differences(entry.route_id)
                for claim in difference.claims
            ),
        )
    )
    told = entry.told_by(frozenset(sources))
    claims = tuple(claim for claim in needed if claim.source_id in sources)
    return as_told(replace(catalog, entries=(told,), claims=claims, relations=()), told)


def _choices(names: tuple[str, ...], *, single: bool) -> Iterable[tuple[str, ...]]:
    sizes = (1,) if single else range(1, len(names) + 1)
    return chain.from_iterable(combinations(names, size) for size in sizes)


def routes_document(extract: Extract) -> tuple[list[dict[str, Any]], bool]:
    """Every route with its words and cells, and whether sources can be chosen only one at a time.

    `told` holds, by chosen sources joined by a space (blank: none chosen), what the route is as
    these tell it, exactly as `Catalog.select` has it.
    """
    told_all = extract.atlas.told_by(extract.view.wanted.sources)
    routes = [entry for entry in told_all.entries if entry.route_id in extract.shown.ids]
    single = any(len(tellers(told_all, entry)) > MOST_TELLERS for entry in routes)
    made = []
    for done, entry in enumerate(routes):
        extract.progress(done, len(routes))
        own = tellers(told_all, entry)
        told = {"": as_told(told_all, entry)}
        for choice in _choices(own, single=single):
            if not entry.words["sources"].isdisjoint(choice):
                told[" ".join(choice)] = _telling(told_all, entry, choice)
        made.append({
            "id": entry.route_id, "name": entry.route.name,
            "names": " ".join(sorted(entry.spelling)),
            "tellers": own, "told": told,
            "cells": own_cells(entry),
            "words": {name: sorted(entry.words[name]) for name in _TEXT_SECTIONS}})
    return made, single


def _symbol(section: str, word: str) -> dict[str, str]:
    """Which mode, status or basis the symbol beside an option shows."""
    name = {"modes": "mode", "statuses": "status", "bases": "basis"}.get(section)
    return {name: word} if name else {}


def sections_document(extract: Extract, routes: Iterable[Mapping[str, Any]],
                      more: Mapping[str, Iterable[str]], *, single: bool) -> list[dict[str, Any]]:
    """The filter's sections. `more` names words that scenes ask for beside those of the routes.

    An option is `extra` that none of the routes has when all sources are told: it is worth
    showing only where it is chosen, or where some route has it.
    """
    known: dict[str, set[str]] = {name: set() for name in LEGEND}
    for route in routes:
        for words in (route["words"], *(told["words"] for told in route["told"].values())):
            for name, own in words.items():
                known[name].update(own)
    made = []
    for name, section in LEGEND.items():
        label: Callable[[str], str] = partial(section.label, extract.atlas)
        plain = section.options(extract.shown)
        unheard = (known[name] | set(more.get(name, ()))) - set(plain)
        others = [word for _, word in sorted((label(word), word) for word in unheard)]
        options = [{"word": word, "label": label(word), **_symbol(name, word),
                    **({} if word in plain else {"extra": True})} for word in (*plain, *others)]
        if section.order:
            options.sort(key=lambda option: section.order.index(str(option["word"])))
        made.append({"name": name, "option": OPTIONS[name], "title": section.title,
                     "folded": section.folded, "single": single and name == "sources",
                     "options": options})
    return made

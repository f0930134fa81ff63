"""The routes of the offline pack: what each is by any choice of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.facets import LEGEND
from geo.catalog.selection import drawn_status
from geo.catalog.stages import DATED_ATTRIBUTES, state_in_year
from geo.claims.disagreements import ComparedClaims
from geo.data.records import Claim
from geo.data.schema import FIRST_YEAR, LAST_YEAR, NOT_STATED
from geo.export.pack.source_choices import by_choice, in_order_of_lead
from geo.presentation.extract import Extract
from geo.presentation.route_table import (
    CLAIM_COLUMNS,
    claim_cell,
    differ_cell,
    directed_mode_cell,
    own_cells,
    sponsors_cell,
)
from geo.query.filter import OPTIONS

MOST_SOURCES: Final = 12
"""The most sources of one value for which every choice is worked out; above it, each alone."""

_TEXT_SECTIONS: Final = ("corridors", "modes", "roles", "bases", "countries", "regions",
                         "evidence")


def years_drawn(entry: RouteEntry) -> list[list[Any]]:
    """The years in which a route's stage changes, with the stage and the status it is drawn with.

    The status is blank where the route is not drawn.
    """
    def state_drawn(year: int) -> tuple[str, str]:
        stage = state_in_year(entry, year).stage
        return stage, "" if stage == "not-yet" else drawn_status(entry, year)

    runs = groupby(range(FIRST_YEAR, LAST_YEAR + 1), key=state_drawn)
    return [[next(years), *state] for state, years in runs]


@dataclass(frozen=True)
class _Choices:
    """Works out what a route is by every choice of its sources, one value at a time.

    `groups` are the claims that can differ: no difference has claims of two groups. `single` says
    that only one source can be chosen at a time.
    """

    catalog: Catalog
    entry: RouteEntry
    groups: tuple[ComparedClaims, ...]
    single: bool = False

    def claims_of(self, attributes: Iterable[str]) -> tuple[Claim, ...]:
        """Returns the claims of some attributes, then those that these can differ with."""
        own = dict.fromkeys(chain.from_iterable(map(self.entry.claims_of, attributes)))
        others = (claim for group in self.groups if not own.keys().isdisjoint(group.claims)
                  for claim in group.claims)
        return tuple(dict.fromkeys((*own, *others)))

    def differing(self) -> Iterator[tuple[Claim, ...]]:
        """Yields the claims of each group."""
        return (group.claims for group in self.groups)

    def told_by(self, claims: tuple[Claim, ...], sources: frozenset[str]
                ) -> tuple[Catalog, RouteEntry]:
        """Returns the route with those of some claims that are of some sources, and its catalog."""
        left = tuple(claim for claim in claims if claim.source_id in sources)
        own = frozenset(left)
        entry = replace(self.entry, claims=tuple(
            claim for claim in self.entry.claims if claim in own))
        curated = dict.fromkeys(chain.from_iterable(
            group.curated for group in self.groups if not own.isdisjoint(group.claims)))
        return replace(self.catalog, entries=(entry,), claims=left, relations=(),
                       compared=ComparedClaims(left, tuple(curated))), entry

    def value(self, claims: tuple[Claim, ...],
              value_of: Callable[[Catalog, RouteEntry], Any]) -> dict[str, Any]:
        """Returns a value that some claims decide, by every choice of their sources."""
        sources = tuple(in_order_of_lead(claims))
        return by_choice(sources, lambda chosen: value_of(*self.told_by(claims, chosen)),
                         single=self.single)

    def most_sources(self) -> int:
        """Returns the number of sources of the value that has the most of them."""
        decided = (*(self.claims_of((name,)) for name in CLAIM_COLUMNS),
                   self.claims_of(DATED_ATTRIBUTES), *self.differing())
        return max(len({claim.source_id for claim in claims}) for claims in decided)

    def route(self) -> dict[str, Any]:
        """Returns the route: each value by every choice, and who names each sponsor."""
        route_id, direction = self.entry.route_id, self.claims_of(("direction",))
        sponsors: dict[str, set[str]] = {}
        for claim in self.entry.claims_of("sponsor"):
            sponsors.setdefault(claim.value, set()).add(claim.source_id)
        return {
            "cells": {
                **{name: self.value(self.claims_of((name,)),
                                    partial(_cell_of, attribute=name)) for name in CLAIM_COLUMNS},
                **({"mode": self.value(direction, lambda _, entry: directed_mode_cell(entry))}
                   if direction else {})},
            "statuses": self.value(self.claims_of(("status",)),
                                   lambda _, entry: sorted(entry.words["statuses"])),
            "years": self.value(self.claims_of(DATED_ATTRIBUTES),
                                lambda _, entry: years_drawn(entry)),
            "differ": [self.value(claims, lambda catalog, _: len(catalog.differences(route_id)))
                       for claims in self.differing()],
            "sponsors": [[name, sorted(sponsors[name])] for name in sorted(sponsors)],
            "sources": list(self.entry.source_ids)}


def _cell_of(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    return claim_cell(catalog, entry, attribute)


def _most_differences(routes: Iterable[Mapping[str, Any]]) -> int:
    return max((sum(max(group["values"]) for group in route["told"]["differ"])
                for route in routes), default=0)


def shared_cells(routes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Returns the cells that routes share: for each number of differences, and for no sponsor."""
    return {"differ": [differ_cell(count) for count in range(_most_differences(routes) + 1)],
            "noSponsor": sponsors_cell(())}


def routes_document(extract: Extract) -> tuple[list[dict[str, Any]], bool]:
    """Returns the routes with words and cells, and whether only one source can be chosen at a time.

    The key `told` has each value of a route by every choice of the sources that decide it, exactly
    as `Catalog.select` gives it.
    """
    by_all = extract.atlas.told_by(extract.view.wanted.sources)
    choices = [_Choices(by_all, entry, by_all.compared.separate(entry.route_id))
               for entry in by_all.entries if entry.route_id in extract.shown.ids]
    single = any(each.most_sources() > MOST_SOURCES for each in choices)
    routes_made = []
    for done, each in enumerate(choices):
        extract.progress(done, len(choices))
        entry = each.entry
        routes_made.append({
            "id": entry.route_id, "name": entry.route.name, "role": entry.route.role,
            "names": " ".join(sorted(entry.spelling)),
            "told": replace(each, single=single).route(), "cells": own_cells(entry),
            "words": {name: sorted(entry.words[name]) for name in _TEXT_SECTIONS}})
    return routes_made, single


def _symbol(section: str, word: str) -> dict[str, str]:
    """Returns the corridor, mode, status or basis that the symbol beside an option shows."""
    name = {"corridors": "corridor", "modes": "mode", "statuses": "status",
            "bases": "basis"}.get(section)
    return {name: word} if name else {}


def sections_document(extract: Extract, routes: Iterable[Mapping[str, Any]],
                      more: Mapping[str, Iterable[str]], *, single: bool) -> list[dict[str, Any]]:
    """Returns the filter's sections. `more` has the words that scenes ask for.

    An option is `extra` if no route has it with all sources together: it is shown only if it is
    chosen, or if a route has it by the chosen sources.
    """
    words_known: dict[str, set[str]] = {name: set() for name in LEGEND}
    for route in routes:
        told = route["told"]
        for name, own_words in (
                *route["words"].items(),
                *(("statuses", words) for words in told["statuses"]["values"]),
                ("sponsors", (NOT_STATED, *(name for name, _ in told["sponsors"]))),
                ("sources", told["sources"])):
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

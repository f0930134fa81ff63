"""The routes as browsers are told of them: what each is by any choice of sources."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import stage_status
from geo.catalog.stages import DATED_ATTRIBUTES, state_in_year, turning_years
from geo.claims.disagreements import ComparedClaims
from geo.data.records import Claim
from geo.data.schema import FIRST_YEAR, LAST_YEAR, MODE_WORDS, NOT_STATED
from geo.export.browser.source_choices import by_choice, in_order_of_lead
from geo.presentation.extract import Progress, silent
from geo.presentation.route_table import (
    CLAIM_COLUMNS,
    claim_cell,
    differ_cell,
    directed_mode_cell,
    own_cells,
    sponsors_cell,
)

MOST_SOURCES: Final = 12
"""The most sources of one value for which every choice is worked out; above it, each alone."""

_TEXT_SECTIONS: Final = ("modes", "roles", "bases", "countries", "regions", "evidence")


def years_drawn(entry: RouteEntry) -> list[list[Any]]:
    """The years in which a route's stage changes, with the stage and the status it is drawn with.

    The status is blank where the route is not drawn.
    """
    def state_drawn(year: int) -> tuple[str, str]:
        stage = state_in_year(entry, year).stage
        return stage, "" if stage == "not-yet" else stage_status(stage)

    years = sorted({FIRST_YEAR, *(year for year in turning_years(entry)
                                  if FIRST_YEAR < year <= LAST_YEAR)})
    runs = groupby(years, key=state_drawn)
    return [[next(first), *state] for state, first in runs]


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
                **{name: self.value(claims, partial(_cell_of, attribute=name))
                   for name in CLAIM_COLUMNS if (claims := self.claims_of((name,)))},
                **({"mode": self.value(direction, lambda _, entry: directed_mode_cell(entry))}
                   if direction else {})},
            "statuses": self.value(self.claims_of(("status",)),
                                   lambda _, entry: _statuses(entry)),
            "years": self.value(self.claims_of(DATED_ATTRIBUTES),
                                lambda _, entry: years_drawn(entry)),
            "differ": [self.value(claims, lambda catalog, _: len(catalog.differences(route_id)))
                       for claims in self.differing()],
            "sponsors": [[name, sorted(sponsors[name])] for name in sorted(sponsors)],
            "sources": list(self.entry.source_ids)}


def _statuses(entry: RouteEntry) -> list[str]:
    """The statuses that lead, first the one whose stroke draws the route."""
    return [entry.status, *sorted(entry.words["statuses"] - {entry.status})]


def _cell_of(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    return claim_cell(catalog, entry, attribute)


def _most_differences(routes: Iterable[Mapping[str, Any]]) -> int:
    return max((sum(max(group["values"]) for group in route["told"]["differ"])
                for route in routes), default=0)


def shared_cells(catalog: Catalog, routes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Returns the cells that routes share.

    `differ` has one for each number of differences, `noSponsor` is that of a route without one, and
    `unsaid` has for each column, and each mode, the cell of a route of which it says nothing.
    """
    entry = next(iter(catalog.entries), None)
    unsaid = {mode: replace(entry, claims=(), route=replace(entry.route, mode=mode))
              for mode in MODE_WORDS} if entry else {}
    return {"differ": [differ_cell(count) for count in range(_most_differences(routes) + 1)],
            "noSponsor": sponsors_cell(()),
            "unsaid": {name: {mode: claim_cell(catalog, entry, name)
                              for mode, entry in unsaid.items()} for name in CLAIM_COLUMNS}}


def told_routes(catalog: Catalog, ids: Container[str], progress: Progress = silent
                ) -> tuple[list[dict[str, Any]], bool]:
    """Returns some routes with words and cells, and whether sources can only be chosen singly.

    The key `told` has each value of a route by every choice of the sources that decide it, exactly
    as `Catalog.select` gives it; its corridors are in the order of the data. `catalog` is a whole
    one, or what some sources tell.
    """
    choices = [_Choices(catalog, entry, catalog.compared.separate(entry.route_id))
               for entry in catalog.entries if entry.route_id in ids]
    single = any(each.most_sources() > MOST_SOURCES for each in choices)
    routes_made = []
    for done, each in enumerate(choices):
        progress(done, len(choices))
        entry = each.entry
        routes_made.append({
            "id": entry.route_id, "name": entry.route.name, "role": entry.route.role,
            "names": " ".join(sorted(entry.spelling)),
            "told": replace(each, single=single).route(), "cells": own_cells(entry),
            "words": {"corridors": [*entry.route.corridor_ids] or [NOT_STATED],
                      **{name: sorted(entry.words[name]) for name in _TEXT_SECTIONS}}})
    return routes_made, single

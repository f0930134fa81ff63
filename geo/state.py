"""Four kinds of nothing, kept apart: unknown, not applicable, zero, disputed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from geo.attributes import ATTRIBUTES
from geo.catalog import Catalog, RouteEntry
from geo.records import Fact
from geo.schema import MISSING

State = Literal["stated", "disputed", "zero", "not-applicable", "not-in-the-sources"]

STATE_WORDS: Mapping[State, str] = MappingProxyType({
    "stated": "stated",
    "disputed": "disputed",
    "zero": "zero",
    "not-applicable": "not applicable",
    "not-in-the-sources": MISSING,
})


def stated_as(fact: Fact, *, disputed: bool) -> State:
    """How a matter stands of which something is claimed; `fact` is the headline."""
    if disputed:
        return "disputed"
    return "zero" if fact.number == 0 else "stated"


def state(catalog: Catalog, entry: RouteEntry, attribute: str) -> State:
    """How a route stands with an attribute.

    *Disputed* means that a claim about it is part of a difference; *zero* that a source says 0;
    *not applicable* that routes of this mode cannot have it.
    """
    fact = entry.headline(attribute)
    if fact is None:
        applies = ATTRIBUTES[attribute].applies_to(entry.route.mode)
        return "not-in-the-sources" if applies else "not-applicable"
    return stated_as(fact, disputed=bool(catalog.differences_about(
        entry.route_id, entry.claims(attribute))))

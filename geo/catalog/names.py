"""The names a reader sees listed: their order, and the other names of a thing."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.folding import fold


def by_name(catalog: Catalog, ids: Iterable[str]) -> list[str]:
    """Ids of routes, corridors and places in the order of their printed names, accents aside."""
    return sorted(ids, key=lambda subject: (fold(catalog.name_of(subject)), subject))


def listed(entries: Iterable[RouteEntry]) -> list[RouteEntry]:
    """Routes in the order of their printed names. Files and bit masks keep the order of ids."""
    return sorted(entries, key=lambda entry: (fold(entry.route.name), entry.route_id))


def other_names(catalog: Catalog, subject: str) -> tuple[str, ...]:
    """The names of a thing beside the one shown, each spelling once."""
    found = {alias.alias.casefold(): alias.alias for alias in reversed(catalog.aliases_of(subject))}
    found.pop(catalog.name_of(subject).casefold(), None)
    return tuple(reversed(found.values()))

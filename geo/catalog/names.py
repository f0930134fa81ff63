"""Names in lists: their order, and the other names of a subject."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.folding import fold


def by_name(catalog: Catalog, ids: Iterable[str]) -> list[str]:
    """Returns ids of routes, corridors and places in the order of their names, accents aside."""
    return sorted(ids, key=lambda subject: (fold(catalog.name_of(subject)), subject))


def listed(entries: Iterable[RouteEntry]) -> list[RouteEntry]:
    """Returns routes in the order of their names. Files and bitmasks keep the order of ids."""
    return sorted(entries, key=lambda entry: (fold(entry.route.name), entry.route_id))


def other_names(catalog: Catalog, subject: str) -> tuple[str, ...]:
    """Returns the names of a subject besides the one shown, each spelling once."""
    by_spelling = {
        alias.alias.casefold(): alias.alias for alias in reversed(catalog.aliases_of(subject))
    }
    by_spelling.pop(catalog.name_of(subject).casefold(), None)
    return tuple(reversed(by_spelling.values()))

"""The search index: routes, corridors, places and actors by any of their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS
from geo.data.countries import country_name
from geo.data.folding import fold, fold_runs
from geo.data.schema import MODES, PLACE_KINDS


def _item(catalog: Catalog, kind: str, subject: str, hint: str) -> dict[str, Any]:
    also = [alias.alias for alias in catalog.aliases_of(subject)]
    name = catalog.name_of(subject)
    return {"id": subject, "kind": kind, "name": name, "hint": hint, "also": also,
            "words": [fold(text) for text in (name, *also)]}


def _items(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for entry in catalog.entries:
        yield _item(catalog, "route", entry.route_id,
                    f"{MODES[entry.route.mode]} · {STATUS_WORDS[entry.status]}")
    for corridor in catalog.corridors:
        count = sum(corridor in entry.route.corridor_ids for entry in catalog.entries)
        yield _item(catalog, "corridor", corridor, f"Corridor · {count} routes")
    for actor in sorted(catalog.known_words["sponsors"]):
        count = sum(actor in entry.sponsors for entry in catalog.entries)
        if count:
            yield {"id": actor, "kind": "actor", "name": actor, "also": [],
                   "hint": f"Sponsor of {count} route{'' if count == 1 else 's'}",
                   "words": [fold(actor)]}
    for place_id, place in catalog.places.items():
        country = f" · {country_name(place.country)}" if place.country else ""
        yield _item(catalog, "place", place_id, PLACE_KINDS[place.kind].capitalize() + country)


def finder_document(catalog: Catalog) -> dict[str, Any]:
    """Returns everything that can be found, names folded, and the table that folds a query."""
    return {"items": list(_items(catalog)), "fold": fold_runs()}

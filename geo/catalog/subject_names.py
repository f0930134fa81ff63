"""The names by which the subjects of the atlas are printed, as the gate looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geo.catalog.catalog import Catalog
from geo.claims.gate import SubjectNames
from geo.data.folding import fold

_TYPES = ("railway", "road", "highway", "pipeline", "corridor", "sea crossing", "cable", "line",
          "transit", "link")
_ORDINARY = frozenset({"development"})
"""What is left of a name without its last word and names nothing by itself."""
_LEAST_LETTERS = 3


def _variants(name: str) -> Iterator[str]:
    """Yields a name, what stands in its brackets, and both without the word for what it is."""
    inner = re.findall(r"\(([^)]*)\)", name)
    for part in (re.sub(r"\s*\([^)]*\)", "", name), *inner):
        plain = fold(part)
        yield plain
        stems = (plain.removesuffix(f" {word}") for word in _TYPES)
        yield from (stem for stem in stems if stem not in _ORDINARY)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    variants = (variant for name in names for variant in _variants(name))
    return tuple(dict.fromkeys(name for name in variants if len(name) >= _LEAST_LETTERS))


def _all_names(catalog: Catalog, subject: str) -> tuple[str, ...]:
    return _names((catalog.name_of(subject),
                   *(alias.alias for alias in catalog.aliases_of(subject))))


def subject_names(catalog: Catalog) -> SubjectNames:
    """Returns the names of every route and corridor, and of the places that claims are about."""
    routes = [entry.route for entry in catalog.entries]
    places = {claim.subject_id for claim in catalog.claims} & catalog.places.keys()
    return SubjectNames(
        {subject: _all_names(catalog, subject)
         for subject in (*(route.route_id for route in routes), *catalog.corridors, *places)},
        {route.route_id: [_all_names(catalog, end) for end in (route.from_place, route.to_place)]
         for route in routes},
        {route.route_id: [name for corridor in route.corridor_ids
                          for name in _all_names(catalog, corridor)] for route in routes},
        {subject: catalog.name_of(subject)
         for subject in (*catalog.ids, *catalog.corridors, *places)})

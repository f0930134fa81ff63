"""The search index: whatever can be found by a name, and the names it is found by.

Routes, corridors and places open; countries, groups of countries, regions, actors and sources
filter; a region and a sea are shown on the map. What the sources name and the atlas does not map,
and a country that no route enters, are found too, so that the search can say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS, date_words, source_words, who_words
from geo.data.countries import (
    COUNTRY_CODES,
    COUNTRY_GROUPS,
    country_name,
    country_names_elsewhere,
    country_spellings,
)
from geo.data.folding import fold_runs
from geo.data.plural import plural
from geo.data.schema import MODE_WORDS, NOT_MAPPED_KINDS, PLACE_KINDS
from geo.query.view import camera_on

_SEA_ZOOM, _WIDE_SEA_ZOOM = 6, 5
"""The zoom that shows a sea, and one of the first rank, which is wide."""

_ROLES = MappingProxyType({"sponsor": "sponsor of", "opponent": "opponent of", "buyer": "buyer on"})
"""The attributes that name actors, as words before a number of routes."""

Found = dict[str, Any]
"""One thing that can be found: `id`, `kind`, `name`, `hint`, its other names as `also`, and perhaps
a `note` that says more of it, or a camera to `look` at it with."""


def _found(kind: str, subject: str, name: str, hint: str, also: Iterable[str] = ()) -> Found:
    others = [other for other in dict.fromkeys(also) if other != name]
    return {"id": subject, "kind": kind, "name": name, "hint": hint, "also": others}


def _subject(catalog: Catalog, kind: str, subject: str, hint: str) -> Found:
    return _found(kind, subject, catalog.name_of(subject), hint,
                  (alias.alias for alias in catalog.aliases_of(subject)))


def _subjects(catalog: Catalog) -> Iterator[Found]:
    for entry in catalog.entries:
        yield _subject(catalog, "route", entry.route_id,
                       f"{MODE_WORDS[entry.route.mode]} · {STATUS_WORDS[entry.status]}")
    for corridor in catalog.corridors:
        count = sum(corridor in entry.route.corridor_ids for entry in catalog.entries)
        yield _subject(catalog, "corridor", corridor, f"Corridor · {plural(count, 'route')}")
    for place_id, place in catalog.places.items():
        country = f" · {country_name(place.country)}" if place.country else ""
        yield _subject(catalog, "place", place_id, PLACE_KINDS[place.kind].capitalize() + country)


def _countries(catalog: Catalog) -> Iterator[Found]:
    counts = Counter(code for entry in catalog.entries for code in set(entry.route.countries))
    for code in COUNTRY_CODES:
        count, names = counts[code], country_spellings(code)
        yield _found("country" if count else "no-route", code, names[0],
                     f"Country · {plural(count, 'route')}" if count
                     else "Country · no route enters it",
                     (*names, *(country_names_elsewhere(code) if count else ())))
    for group, codes in COUNTRY_GROUPS.items():
        count = sum(not set(codes).isdisjoint(entry.route.countries) for entry in catalog.entries)
        if count:
            yield _found("countries", ".".join(codes), group,
                         f"{', '.join(map(country_name, codes))} · {plural(count, 'route')}")


def _regions(catalog: Catalog) -> Iterator[Found]:
    """Yields the regions that some route touches, and the camera that shows each."""
    counts = Counter(region for entry in catalog.entries for region in entry.regions)
    for region_id, region in catalog.regions.items():
        if region.area is not None and (count := counts[region_id]):
            hint = f"Region of {country_name(region.country)} · {plural(count, 'route')}"
            yield {**_subject(catalog, "region", region_id, hint),
                   "look": str(camera_on(*region.area.bounds))}


def _actors(catalog: Catalog) -> Iterator[Found]:
    """Yields actors by what they are to routes; the filter has sponsors, a search the others."""
    routes: dict[str, dict[str, int]] = defaultdict(dict)
    for entry in catalog.entries:
        for role in _ROLES:
            for actor in {claim.value for claim in entry.claims_of(role)}:
                routes[actor][role] = routes[actor].get(role, 0) + 1
    for actor, roles in sorted(routes.items()):
        hint = "; ".join(f"{_ROLES[role]} {plural(count, 'route')}"
                         for role, count in roles.items())
        yield _found("actor" if "sponsor" in roles else "named", actor, actor,
                     hint[0].upper() + hint[1:])


def _sources(catalog: Catalog) -> Iterator[Found]:
    """Yields the sources that speak of a route, the newest first."""
    counts = Counter(source for entry in catalog.entries for source in entry.source_ids)
    for source in sorted((catalog.sources[source_id] for source_id in counts),
                         key=lambda source: (source.published, source.source_id), reverse=True):
        yield {**_found("source", source.source_id, source.title,
                        f"Source · {plural(counts[source.source_id], 'route')}",
                        filter(None, (source.author, source.publisher, source.origin))),
               "note": f"{who_words(source)}, {date_words(source.published)}"}


def _not_mapped(catalog: Catalog) -> Iterator[Found]:
    for system in catalog.not_mapped:
        yield {**_found("not-mapped", system.name, system.name,
                        f"{NOT_MAPPED_KINDS[system.kind]} · not mapped"),
               "note": f"{system.reason} Named in: "
                       f"{source_words(catalog.sources[system.source_id])}."}


def _seas(seas: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    for sea in seas:
        lat, lon = sea["label"]
        zoom = _WIDE_SEA_ZOOM if sea["rank"] == 1 else _SEA_ZOOM
        yield _found("sea", f"{zoom}/{lat:.4f}/{lon:.4f}", sea["name"],
                     "Sea or gulf · show on the map")


def findable(catalog: Catalog, subjects: Collection[str]) -> list[Found]:
    """Returns what a file of a selection can find: some subjects, and whatever its routes have.

    Its filter lists the sources, so they are left out.
    """
    return [*(found for found in _subjects(catalog) if found["id"] in subjects),
            *(found for found in _countries(catalog) if found["kind"] != "no-route"),
            *_regions(catalog), *_actors(catalog), *_not_mapped(catalog)]


def finder_document(catalog: Catalog, seas: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Returns everything that can be found, the words of each route, and the table that folds.

    `seas` are those of the basemap document. `routes` are the words, folded, by which a searched
    text leaves a route on the map.
    """
    return {"items": [*_subjects(catalog), *_countries(catalog), *_regions(catalog),
                      *_actors(catalog), *_seas(seas), *_not_mapped(catalog), *_sources(catalog)],
            "routes": [" ".join(sorted(entry.spelling)) for entry in catalog.entries],
            "fold": fold_runs()}

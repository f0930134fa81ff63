"""Builds a catalog from rows: every record typed, every id joined once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from shapely.geometry import LineString, MultiLineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.regions import areas_of, regions_touched
from geo.claims.disagreements import ComparedClaims
from geo.claims.staleness import age_marks
from geo.data.countries import country_spellings
from geo.data.csv_table import Row
from geo.data.reader import RawData, split
from geo.data.records import (
    Alias,
    Alignment,
    Claim,
    Corridor,
    Disagreement,
    Heading,
    Naming,
    NotMapped,
    Place,
    ReadersNote,
    Reading,
    Region,
    Relation,
    Route,
    Source,
)

T = TypeVar("T")


def _record(cls: type[T], hints: Mapping[str, Any], row: Row) -> T:
    cells: dict[str, object] = {}
    for name, cell in row.cells.items():
        if hints[name] in (float, int):
            cells[name] = hints[name](cell)
        elif hints[name] is str:
            cells[name] = cell
        else:
            cells[name] = tuple(split(cell))
    return cls(**cells)


def _records(raw: RawData, table: str, cls: type[T]) -> tuple[T, ...]:
    hints = get_type_hints(cls)
    return tuple(_record(cls, hints, row) for row in raw.tables[table])


def _by_id(raw: RawData, table: str, cls: type[T]) -> Mapping[str, T]:
    return MappingProxyType({next(iter(row.cells.values())): record for row, record in zip(
        raw.tables[table], _records(raw, table, cls), strict=True)})


def _line(geometry: dict[str, Any]) -> LineString | MultiLineString:
    if geometry["type"] == "LineString":
        return LineString(geometry["coordinates"])
    return MultiLineString(geometry["coordinates"])


def _alignments(raw: RawData) -> dict[str, Alignment]:
    return {geometry.stem: Alignment(geometry.stem, geometry.content["properties"]["basis"],
                                     geometry.content["properties"]["basis_note"],
                                     _line(geometry.content["geometry"]))
            for geometry in raw.geometries}


def _regions(raw: RawData) -> Mapping[str, Region]:
    areas = areas_of(raw)
    return MappingProxyType({region.region_id: replace(region, area=areas.get(region.region_id))
                             for region in _records(raw, "regions", Region)})


def _evidence(claims: tuple[Claim, ...], today: date, *, differ: bool) -> Iterator[str]:
    """Yields the words of the evidence filter that are true of a route with these claims."""
    if differ:
        yield "differ"
    kinds = {mark.kind for claim in claims for mark in age_marks(claim, claims, today)}
    # Links have said `evidence=old` of stale claims from the start.
    yield from sorted("old" if kind == "stale" else kind for kind in kinds)
    sources = {claim.source_id for claim in claims}
    if len(sources) == 1:
        yield "one-source"
    elif not sources:
        yield "no-claim"


def _names(catalog: Catalog, route: Route, claims: tuple[Claim, ...], regions: Iterable[str]
           ) -> tuple[str, ...]:
    """Returns everything a route can be found by: names of what it is, touches and belongs to.

    These are its own names, and those of its places, corridors, regions, countries and actors.
    """
    names = [route.name, *(alias.alias for alias in catalog.aliases_of(route.route_id))]
    for subject in (route.from_place, *route.via_places, route.to_place, *route.corridor_ids,
                    *regions):
        names.append(catalog.name_of(subject))
        names += [alias.alias for alias in catalog.aliases_of(subject)]
    for code in route.countries:
        names += country_spellings(code)
    names += [
        claim.value for claim in claims if claim.attribute in ("sponsor", "opponent", "buyer")
    ]
    return tuple(dict.fromkeys(names))


def _entries(catalog: Catalog, routes: Sequence[Route], alignments: Mapping[str, Alignment]
             ) -> Iterator[RouteEntry]:
    touched = regions_touched(routes, alignments, catalog.places, catalog.regions.values())
    for route in routes:
        claims, regions = catalog.claims_about(route.route_id), touched.get(route.route_id, ())
        yield RouteEntry(
            route, alignments[route.route_id], claims,
            tuple(_evidence(claims, catalog.today,
                            differ=bool(catalog.differences(route.route_id)))),
            _names(catalog, route, claims, regions), catalog.today, regions)


def on_day(catalog: Catalog, today: date) -> Catalog:
    """Returns the same data on another day, as `join` would for that day, without reading it.

    Only ages change with the day: which claims are overdue or stale, and which promises have
    passed.
    """
    if today == catalog.today:
        return catalog
    return catalog.on_day(today, tuple(
        entry.on_day(today, tuple(_evidence(
            entry.claims, today, differ=bool(catalog.differences(entry.route_id)))))
        for entry in catalog.entries))


def _open_since(notes: Iterable[ReadersNote]) -> Mapping[str, str]:
    """Returns the claims on which notes of readers are open, by name, with the earliest day."""
    days: dict[str, str] = {}
    for note in notes:
        if note.is_open:
            days[note.claim] = min(note.opened, days.get(note.claim, note.opened))
    return days


def join(raw: RawData, today: date) -> Catalog:
    """Joins a folder that has been read and checked; ages are counted against `today`."""
    sources = _by_id(raw, "sources", Source)
    open_since = _open_since(_records(raw, "readers_notes", ReadersNote))
    claims = tuple(replace(claim, source_kind=sources[claim.source_id].kind,
                           questioned=open_since.get(claim.full_name, ""))
                   for claim in _records(raw, "claims", Claim))
    context = Catalog(
        release=raw.release, today=today, entries=(),
        sources=sources, corridors=_by_id(raw, "corridors", Corridor),
        places=_by_id(raw, "places", Place), claims=claims,
        relations=_records(raw, "relations", Relation), aliases=_records(raw, "aliases", Alias),
        headings=_records(raw, "headings", Heading),
        compared=ComparedClaims(claims, _records(raw, "disagreements", Disagreement)),
        naming=_by_id(raw, "naming", Naming), readings=_records(raw, "readings", Reading),
        not_mapped=_records(raw, "not_mapped", NotMapped), regions=_regions(raw),
        colours=MappingProxyType(dict(raw.colours)))
    entries = tuple(_entries(context, _records(raw, "routes", Route), _alignments(raw)))
    return context.on_day(today, entries)

"""The one join: records by id become a Catalog, and a filter gives a Catalog back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from shapely.geometry import LineString, MultiLineString

from geo.check_cells import split
from geo.checks import check
from geo.errors import DataProblemsError
from geo.headline import headline
from geo.load import RawData, Row
from geo.records import Alias, Alignment, Corridor, Fact, Place, Relation, Route, Source

T = TypeVar("T")

NOT_STATED = "not-stated"
"""The filter option for routes on whose status (or other matter) the sources say nothing."""


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """A route with everything known of it. `facts` are its own claims, in file order."""

    route: Route
    alignment: Alignment
    facts: tuple[Fact, ...]

    @property
    def route_id(self) -> str:
        """The route's id."""
        return self.route.route_id

    def claims(self, attribute: str) -> tuple[Fact, ...]:
        """All claims about one attribute."""
        return tuple(fact for fact in self.facts if fact.attribute == attribute)

    def headline(self, attribute: str) -> Fact | None:
        """The claim shown first; see `geo.headline`."""
        return headline(self.claims(attribute))

    @property
    def status(self) -> str:
        """The headline status, or `not-stated`."""
        fact = self.headline("status")
        return fact.value if fact else NOT_STATED

    @property
    def sponsors(self) -> tuple[str, ...]:
        """The actors named as sponsors in any role, each once, in order of the alphabet."""
        return tuple(sorted({fact.value for fact in self.claims("sponsor")}))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which routes to show. Within a section any chosen word will do; across sections all must.

    An empty section asks nothing.
    """

    corridors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()


def _words(entry: RouteEntry, section: str) -> tuple[str, ...]:
    words: Mapping[str, tuple[str, ...]] = {
        "corridors": entry.route.corridor_ids or (NOT_STATED,),
        "modes": (entry.route.mode,),
        "statuses": (entry.status,),
        "countries": entry.route.countries,
        "sponsors": entry.sponsors or (NOT_STATED,),
    }
    return words[section]


SECTIONS = ("corridors", "modes", "statuses", "countries", "sponsors")
"""The sections of a filter, in the order they are shown."""


@dataclass(frozen=True)
class Catalog:
    """The atlas's data, joined. Immutable; `select` makes a smaller one of the same kind."""

    release: str
    entries: tuple[RouteEntry, ...]
    sources: Mapping[str, Source]
    corridors: Mapping[str, Corridor]
    places: Mapping[str, Place]
    facts: tuple[Fact, ...] = field(repr=False)
    relations: tuple[Relation, ...] = field(repr=False)
    aliases: tuple[Alias, ...] = field(repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the routes in it, sorted."""
        return tuple(entry.route_id for entry in self.entries)

    def entry(self, route_id: str) -> RouteEntry | None:
        """One route by id, if it is in this catalog."""
        return next((e for e in self.entries if e.route_id == route_id), None)

    def name_of(self, subject_id: str) -> str:
        """The name shown for a route, corridor or place; the id itself where it is none."""
        entry = self.entry(subject_id)
        if entry:
            return entry.route.name
        if subject_id in self.corridors:
            return self.corridors[subject_id].name
        return self.places[subject_id].name if subject_id in self.places else subject_id

    def claims_about(self, subject_id: str) -> tuple[Fact, ...]:
        """All claims about a route, corridor or place."""
        return tuple(fact for fact in self.facts if fact.subject_id == subject_id)

    def select(self, wanted: Filter) -> Catalog:
        """The routes that `wanted` asks for, with all that hangs on them.

        Facts and relations about corridors and places stay: they are context, not routes.
        `select` is idempotent, and `ids` of the result is a subset in the same order.
        """
        kept = tuple(entry for entry in self.entries if _matches(entry, wanted))
        dropped = {entry.route_id for entry in self.entries} - {e.route_id for e in kept}
        return Catalog(
            self.release, kept, self.sources, self.corridors, self.places,
            tuple(fact for fact in self.facts if fact.subject_id not in dropped),
            tuple(r for r in self.relations if r.subject_id not in dropped),
            tuple(alias for alias in self.aliases if alias.id not in dropped))

    def counts(self, section: str, wanted: Filter) -> dict[str, int]:
        """For each word of a section, how many routes it has under the *other* sections.

        A word that no route has is absent, so every count is for a word that exists.
        """
        others = Filter(**{name: getattr(wanted, name) for name in SECTIONS if name != section})
        counted = {word: 0 for entry in self.entries for word in _words(entry, section)}
        for entry in self.entries:
            if _matches(entry, others):
                for word in set(_words(entry, section)):
                    counted[word] += 1
        return counted


def _matches(entry: RouteEntry, wanted: Filter) -> bool:
    return all(not chosen or not chosen.isdisjoint(_words(entry, section))
               for section in SECTIONS
               for chosen in (getattr(wanted, section),))


def _record(cls: type[T], row: Row) -> T:
    hints = get_type_hints(cls)
    cells: dict[str, object] = {}
    for name, cell in row.cells.items():
        if hints[name] is float:
            cells[name] = float(cell)
        elif hints[name] is str:
            cells[name] = cell
        else:
            cells[name] = tuple(split(cell))
    return cls(**cells)


def _line(geometry: dict[str, Any]) -> LineString | MultiLineString:
    parts = (geometry["coordinates"] if geometry["type"] == "MultiLineString"
             else [geometry["coordinates"]])
    lines = [LineString(part) for part in parts]
    return lines[0] if geometry["type"] == "LineString" else MultiLineString(lines)


def _alignments(raw: RawData) -> dict[str, Alignment]:
    return {g.stem: Alignment(g.stem, g.content["properties"]["basis"],
                              g.content["properties"]["basis_note"],
                              _line(g.content["geometry"]))
            for g in raw.geometries}


def build(raw: RawData) -> Catalog:
    """Join a folder that has been read.

    Raises DataProblemsError with every problem when the data cannot be trusted.
    """
    if problems := check(raw):
        raise DataProblemsError(problems)
    facts = tuple(_record(Fact, row) for row in raw.tables["facts"])
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject_id, []).append(fact)
    alignments = _alignments(raw)
    routes = (_record(Route, row) for row in raw.tables["routes"])
    entries = tuple(RouteEntry(route, alignments[route.route_id],
                               tuple(by_subject.get(route.route_id, ())))
                    for route in routes)
    return Catalog(
        raw.release, entries,
        _by_id(raw, "sources", Source), _by_id(raw, "corridors", Corridor),
        _by_id(raw, "places", Place), facts,
        tuple(_record(Relation, row) for row in raw.tables["relations"]),
        tuple(_record(Alias, row) for row in raw.tables["aliases"]))


def _by_id(raw: RawData, table: str, cls: type[T]) -> Mapping[str, T]:
    rows: Iterable[Row] = raw.tables[table]
    return MappingProxyType({next(iter(row.cells.values())): _record(cls, row) for row in rows})

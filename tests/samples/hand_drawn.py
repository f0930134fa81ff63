"""Networks of a few places, drawn by hand, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from shapely.geometry import LineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.disagreements import ComparedClaims
from geo.data.records import Alignment, Claim, Corridor, Place, Relation, Route, Source
from geo.network.graph import Network, build_network
from geo.network.what_if import WhatIf, what_if
from geo.query.scenario import Question, Scenario

EVERYTHING = Scenario(frozenset({"operating", "not-stated", "under-construction", "planned",
                                 "proposed"}))
SPOTS: Mapping[str, tuple[float, float, str, str]] = {
    "a": (0, 0, "KZ", "city"), "b": (1, 0, "KZ", "town"), "c": (2, 0, "UZ", "city"),
    "d": (3, 0, "UZ", "port"), "e": (1, 1, "TM", "city"), "f": (2, 1, "IR", "port")}
"""Places of the hand-drawn networks: lon, lat, country, kind. One degree is about 111 km."""


def claim(subject: str, attribute: str, value: str, unit: str = "", *,
          qualifier: tuple[str, ...] = ("exact",), part: str = "", as_of: str = "2026",
          value_high: str = "", note: str = "") -> Claim:
    return Claim(subject, attribute, value, value_high, unit, qualifier,
                 part and "part", part, "", as_of, "s", "", "1-1", value, note)


def road(name: str, path: str, mode: str = "rail", status: str = "operating", *,
         claims: Iterable[Claim] = (), bend: float = 0.0, corridors: tuple[str, ...] = (),
         basis: str = "traced") -> RouteEntry:
    """A route through places of `SPOTS`, one letter each, bent aside between the first two."""
    spots = [SPOTS[place][:2] for place in path]
    first, second = spots[0], spots[1]
    if bend:
        spots.insert(1, ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2 + bend))
    countries = tuple(dict.fromkeys(SPOTS[place][2] for place in path))
    said = (*((claim(name, "status", status),) if status else ()), *claims)
    route = Route(name, name.title(), corridors, "featured" if said else "context", mode, path[0],
                  path[-1], tuple(path[1:-1]), countries)
    return RouteEntry(route, Alignment(name, basis, "drawn for a test", LineString(spots)), said)


def atlas(*entries: RouteEntry, relations: tuple[Relation, ...] = (),
          claims: tuple[Claim, ...] = (), spots: Mapping[str, tuple[float, float, str, str]] = SPOTS
          ) -> Catalog:
    places = {name: Place(name, name.upper(), country, kind, lon, lat, "made up")
              for name, (lon, lat, country, kind) in spots.items()}
    corridors = {c: Corridor(c, c.title(), "") for e in entries for c in e.route.corridor_ids}
    said = (*(claim for entry in entries for claim in entry.claims), *claims)
    source = Source("s", "s.txt", "", "A source", "", "Nobody", "", "2026", "", "report", "",
                    "a test's view")
    return Catalog("test", date(2026, 11, 21), tuple(sorted(entries, key=lambda e: e.route_id)),
                   {"s": source}, corridors, places, said, relations, (), (),
                   ComparedClaims(said), {}, ())


def drawn(*entries: RouteEntry) -> Network:
    return build_network(atlas(*entries))


def asked(network: Network, origin: str, target: str, scenario: Scenario = EVERYTHING,
          cargo: str = "goods") -> WhatIf:
    return what_if(network, Question(origin, target, cargo, scenario))

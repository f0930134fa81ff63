"""The ends of a journey: which places stand for what a reader names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.data.countries import COUNTRY_CODES, country_name
from geo.data.errors import AtlasError, did_you_mean
from geo.data.folding import fold, folded
from geo.data.geodesy import distance_m
from geo.data.schema import CARGOES, ENDPOINT_KINDS
from geo.network.graph import Network

_PIPED: Final = ("oil", "gas")

NEAR_KM = 60.0
"""How far from a hub without legs of a cargo the nearest place with them may lie."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An end of a journey: the id asked for, the places that stand for it, and why others do.

    `away_km` is how far off a place lies that stands for another; 0 of a place itself and of a
    country.
    """

    asked: str
    places: frozenset[str]
    note: str = ""
    away_km: float = 0.0


def endpoints(network: Network, cargo: str) -> tuple[str, ...]:
    """Places worth offering as an end: of a hub's kind, or where some route ends; by name."""
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    places = network.catalog.places
    wanted = [place for place in network.places(cargo)
              if place in ends or places[place].kind in ENDPOINT_KINDS]
    return tuple(sorted(wanted, key=lambda place: (places[place].name.casefold(), place)))


def lands(network: Network, cargo: str) -> Mapping[str, frozenset[str]]:
    """The countries that can be an end, by code, each with the places that stand for it.

    Of pipelines only where a route begins or ends: what is carried does not enter or leave at a
    place on the way.
    """
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    found: dict[str, set[str]] = {}
    for place in network.places(cargo):
        code = network.catalog.places[place].country
        if code and (place in ends or cargo not in _PIPED):
            found.setdefault(code, set()).add(place)
    return MappingProxyType({code: frozenset(there) for code, there in found.items()})


def find_endpoint(network: Network, cargo: str, asked: str) -> Endpoint:
    """The places that stand for a place id, a country code, or a name in any script.

    A country stands for all its places (`lands`). A place at which no leg of the cargo ends is
    stood for by the nearest that has one, in the same country and within `NEAR_KM`. Raises
    AtlasError where nothing can stand for it.
    """
    places, nodes = network.catalog.places, network.places(cargo)
    if asked in nodes:
        return Endpoint(asked, frozenset({asked}))
    if asked in places:
        return _stand_in(network, cargo, asked)
    code = asked.upper()
    there = lands(network, cargo).get(code)
    if there:
        which = "where a pipeline begins or ends" if cargo in _PIPED else "in this network"
        return Endpoint(code, there, f"{country_name(code)} stands for its one place {which}."
                   if len(there) == 1 else f"{country_name(code)} stands for any of its "
                   f"{len(there)} places {which}, whichever is reached best.")
    if len(code) == 2 and code in COUNTRY_CODES:
        why = "that begins or ends in" if cargo in _PIPED else "in"
        raise AtlasError(f"{asked!r}: the atlas has no {cargo} route {why} {country_name(code)}; "
                         "choose another end")
    called = _called(network, asked)
    if len(called) == 1:
        return find_endpoint(network, cargo, called[0])
    raise AtlasError(f"{asked!r}: names {', '.join(called)}; give one of these ids" if called
                     else f"{asked!r}: no such place or country{did_you_mean(asked, places)}")


def _called(network: Network, asked: str) -> list[str]:
    """The ids of the places that have a name, folded as everywhere."""
    catalog, name = network.catalog, folded(asked)
    named = {place.place_id for place in catalog.places.values() if fold(place.name) == name}
    return sorted(named | {alias.id for alias in catalog.aliases
                           if alias.id in catalog.places and fold(alias.alias) == name})


def _stand_in(network: Network, cargo: str, asked: str) -> Endpoint:
    places = network.catalog.places
    own = places[asked]
    near = ((distance_m((own.lon, own.lat), (places[p].lon, places[p].lat)) / 1000, p)
            for p in network.places(cargo) if places[p].country == own.country)
    away, found = min(near, default=(NEAR_KM + 1, ""))
    if away > NEAR_KM:
        raise AtlasError(f"{asked!r}: no {cargo} route of the atlas begins, ends or joins another "
                         f"within {NEAR_KM:.0f} km of {own.name}; choose another end")
    return Endpoint(asked, frozenset({found}),
               f"No {cargo} route of the atlas begins, ends or joins another at {own.name}; "
               f"{places[found].name}, {away:.0f} km away, stands for it.", away)

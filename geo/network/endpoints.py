"""Endpoints: which places stand for what a reader names as an end of an itinerary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.catalog.name_lookup import end_called
from geo.data.countries import COUNTRY_CODES, country_name
from geo.data.errors import AtlasError
from geo.data.geodesy import distance_m
from geo.data.schema import CARGOES, ENDPOINT_KINDS
from geo.network.graph import Network

_PIPED: Final = ("oil", "gas")

NEAR_KM = 60.0
"""The greatest distance of a place with segments of a cargo that may stand for one without."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An end of an itinerary: the id asked for, the places that stand for it, and a note on why.

    `away_km` is how far off a place lies that stands for another; 0 for a place itself and for a
    country.
    """

    asked: str
    places: frozenset[str]
    note: str = ""
    away_km: float = 0.0


def endpoints(network: Network, cargo: str) -> tuple[str, ...]:
    """Returns the places to offer as endpoints, by name.

    These are places of an endpoint's kind and places where some route ends.
    """
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    places = network.catalog.places
    offered = [place for place in network.places(cargo)
               if place in ends or places[place].kind in ENDPOINT_KINDS]
    return tuple(sorted(offered, key=lambda place: (places[place].name.casefold(), place)))


def country_endpoints(network: Network, cargo: str) -> Mapping[str, frozenset[str]]:
    """Returns the countries that can be an endpoint, by code, each with its places.

    For pipelines only places where a route begins or ends count: cargo does not enter or leave at a
    place in between.
    """
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    places_by_country: dict[str, set[str]] = {}
    for place in network.places(cargo):
        code = network.catalog.places[place].country
        if code and (place in ends or cargo not in _PIPED):
            places_by_country.setdefault(code, set()).add(place)
    return MappingProxyType({code: frozenset(places) for code, places in places_by_country.items()})


def find_endpoint(network: Network, cargo: str, asked: str) -> Endpoint:
    """Returns the places that stand for a place id, a country code, or a name as people write it.

    A country stands for all its places (`country_endpoints`). A place at which no segment of the
    cargo ends is replaced by the nearest that has one, in the same country and within `NEAR_KM`.
    Raises AtlasError where nothing can stand for it.
    """
    places, nodes = network.catalog.places, network.places(cargo)
    if asked in nodes:
        return Endpoint(asked, frozenset({asked}))
    if asked in places:
        return _stand_in(network, cargo, asked)
    code = asked.upper()
    country_places = country_endpoints(network, cargo).get(code)
    if country_places:
        where = "where a pipeline begins or ends" if cargo in _PIPED else "in this network"
        return Endpoint(
            code,
            country_places,
            f"{country_name(code)} stands for its one place {where}."
            if len(country_places) == 1
            else f"{country_name(code)} stands for any of its "
            f"{len(country_places)} places {where}, whichever is reached best.",
        )
    if len(code) == 2 and code in COUNTRY_CODES:
        relation = "that begins or ends in" if cargo in _PIPED else "in"
        raise AtlasError(
            f"{asked!r}: the atlas has no {cargo} route {relation} {country_name(code)}; "
            "choose another end"
        )
    return find_endpoint(network, cargo, end_called(network.catalog, asked))


def _stand_in(network: Network, cargo: str, asked: str) -> Endpoint:
    places = network.catalog.places
    place = places[asked]
    by_distance = (
        (
            distance_m((place.lon, place.lat), (places[place_id].lon, places[place_id].lat)) / 1000,
            place_id,
        )
        for place_id in network.places(cargo)
        if places[place_id].country == place.country
    )
    away, nearest = min(by_distance, default=(NEAR_KM + 1, ""))
    if away > NEAR_KM:
        raise AtlasError(f"{asked!r}: no {cargo} route of the atlas begins, ends or joins another "
                         f"within {NEAR_KM:.0f} km of {place.name}; choose another end")
    return Endpoint(asked, frozenset({nearest}),
               f"No {cargo} route of the atlas begins, ends or joins another at {place.name}; "
               f"{places[nearest].name}, {away:.0f} km away, stands for it.", away)

"""Finds which stretch of a route a claim about its gauge is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from geo.catalog.catalog import Catalog
from geo.data.countries import country_name
from geo.data.records import Claim, Route


def route_places(route: Route) -> tuple[str, ...]:
    """Returns the places a route names, from end to end."""
    return (route.from_place, *route.via_places, route.to_place)


def part_ends(catalog: Catalog, route: Route, claim: Claim) -> tuple[str, str] | None:
    """Returns the outermost two places that the words of a part name; None where these are fewer.

    Only places of the route count.
    """
    text = claim.scope_words.casefold()
    places = [place for place in route_places(route)
              if catalog.places[place].name.casefold() in text]
    return (places[0], places[-1]) if claim.scope == "part" and len(places) > 1 else None


def _is_about(catalog: Catalog, route: Route, claim: Claim, places: Sequence[str],
              countries: Collection[str]) -> bool:
    if not claim.partial:
        return True
    if claim.scope != "part":
        return False
    ends = part_ends(catalog, route, claim)
    if ends:
        order = route_places(route)
        part = order[order.index(ends[0]):order.index(ends[1]) + 1]
        return places[0] in part and places[-1] in part
    return bool(countries) and all(country_name(code) in claim.scope_words for code in countries)


def gauge_claims(catalog: Catalog, route_id: str, places: Sequence[str],
                 countries: Collection[str]) -> tuple[Claim, ...]:
    """Returns the claims on the gauge of a stretch of a route, from its first place to its last.

    A claim about the whole route holds for each stretch. One about a part holds for
    the stretches between the outermost two places that its words name, else for those that lie
    wholly in countries it names; where it names neither, it holds for none.
    """
    entry = catalog.entry(route_id)
    if entry is None:
        return ()
    return tuple(claim for claim in entry.claims_of("gauge") if claim.unit == "mm"
                 and _is_about(catalog, entry.route, claim, places, countries))


def gauge_cuts(catalog: Catalog, route_id: str) -> frozenset[str]:
    """Returns the places of a route at which a claim about a part of it says that a gauge ends."""
    entry = catalog.entry(route_id)
    if entry is None:
        return frozenset()
    ends = (part_ends(catalog, entry.route, claim) for claim in entry.claims_of("gauge"))
    return frozenset(place for pair in ends if pair for place in pair)

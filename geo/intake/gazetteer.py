"""Places found by name: those of the atlas first, then those of GeoNames (CC BY 4.0).

Names are folded: case, accents and scripts do not count, and near-misses are found. A place that
the atlas has already is found as that place, by the names of either, and is not offered anew. Of
two that fit equally well comes first the one near the other places of the route, then one in a
country of the atlas, then the larger one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter
from typing import Final, Literal, TypeVar

from rapidfuzz.distance import OSA

from geo.catalog.catalog import Catalog
from geo.data.folding import fold, folded
from geo.data.geodesy import distance_m
from geo.data.lru import kept_on_first
from geo.intake.disputed_areas import disputed_area
from geo.intake.geonames import GeonamesPlaces, geonames_places

Fit = Literal["exact", "begins", "near"]

TO_BE_DECIDED: Final = "country to be decided by the curator"
SAME_POINT_M: Final = 5_000.0
"""A new place this near to one of the atlas is probably the same; somebody must say that it is
not."""

_NEAR_ROUTE_M: Final = 500_000.0
_MOST_BEGUN: Final = 400
_MOST_MATCHED: Final = 3
_LONGEST: Final = 120
_FEWEST_BEGUN: Final = 2
_FEWEST_LETTERS: Final = 3
"""So many letters must be typed before near-misses are looked for."""

_EXACT, _BEGINS, _NEAR = range(3)
_FITS: Final[tuple[Fit, ...]] = ("exact", "begins", "near")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_GEONAMES_ORIGIN: Final = re.compile(r"GeoNames (\d+)")

Point = tuple[float, float]
Rank = tuple[int, int]
"""The number of a fit, the best being 0, and how many letters were changed."""

_Id = TypeVar("_Id", str, int)


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place found by name; `lon` and `lat` are WGS84 degrees.

    `place_id` is blank unless the atlas has it, `geoname_id` is 0 unless GeoNames has it.
    `country` is blank where none is to be written without a curator; `country_note` then says why.
    `matched` are the other names by which it was found, as they are written there. `beside` is the
    nearest place of the atlas within 5 km, and `beside_m` how many metres away; blank for one of
    the atlas. `population` is 0 where it is not known.
    """

    name: str
    country: str
    lon: float
    lat: float
    fit: Fit
    place_id: str = ""
    kind: str = ""
    origin: str = ""
    geoname_id: int = 0
    population: int = 0
    matched: tuple[str, ...] = ()
    country_note: str = ""
    beside: str = ""
    beside_m: float = 0.0


@dataclass(frozen=True, slots=True)
class _AtlasNames:
    """Names of the atlas's places, folded, and what else the search asks of the atlas."""

    keys: Mapping[str, tuple[str, ...]]
    by_geoname: Mapping[int, str]
    countries: frozenset[str]
    points: Sequence[tuple[str, Point]] = field(repr=False)


@kept_on_first(1)
def _atlas_names(catalog: Catalog) -> _AtlasNames:
    keys: dict[str, list[str]] = {}
    by_geoname: dict[int, str] = {}
    for place_id, place in catalog.places.items():
        names = (place.name, *(alias.alias for alias in catalog.aliases_of(place_id)), place_id)
        for key in dict.fromkeys(map(fold, names)):
            keys.setdefault(key, []).append(place_id)
        if origin := _GEONAMES_ORIGIN.fullmatch(place.origin):
            by_geoname[int(origin[1])] = place_id
    countries = frozenset(chain.from_iterable(
        entry.route.countries for entry in catalog.entries if not entry.is_overlay))
    return _AtlasNames({key: tuple(ids) for key, ids in keys.items()}, by_geoname, countries,
                       [(place_id, (place.lon, place.lat))
                        for place_id, place in catalog.places.items()])


def most_changes(key: str) -> int:
    """Returns how many letters of a name may be wrong for it to be found all the same."""
    return 0 if len(key) < _FEWEST_LETTERS else 1 if len(key) < 8 else 2 if len(key) < 16 else 3


def place_beside(catalog: Catalog, lon: float, lat: float,
                 rather: Collection[str] = ()) -> tuple[str, float]:
    """Returns the nearest place of the atlas within 5 km, and the metres to it; blank for none.

    One of `rather` counts as nearer than any other.
    """
    around = ((place_id not in rather, distance_m((lon, lat), point), place_id)
              for place_id, point in _atlas_names(catalog).points
              if abs(point[1] - lat) < 0.06 and (abs(point[0] - lon) < 0.2 or abs(lat) > 70))
    nearest = min((each for each in around if each[1] < SAME_POINT_M), default=None)
    return (nearest[2], nearest[1]) if nearest else ("", 0.0)


def _keys(name: str) -> tuple[str, ...]:
    """Returns what is searched for: the name folded, and without what it has in brackets."""
    name = name[:_LONGEST]
    keys = dict.fromkeys((folded(name), folded(_BRACKETS.sub(" ", name))))
    return tuple(key for key in keys if key)


def _lowest(ranks: Iterable[Mapping[_Id, Rank]]) -> dict[_Id, Rank]:
    """Returns every id with its best rank."""
    best: dict[_Id, Rank] = {}
    for each in ranks:
        for found, rank in each.items():
            best[found] = min(rank, best.get(found, rank))
    return best


def _atlas_fits(key: str, names: _AtlasNames) -> dict[str, Rank]:
    """Returns the atlas's places that fit, each with its fit's number and the letters changed."""
    limit = most_changes(key)
    found: list[dict[str, Rank]] = []
    for name, place_ids in names.keys.items():
        if name == key:
            rank = (_EXACT, 0)
        elif name.startswith(key) or f" {key}" in name:
            rank = (_BEGINS, 0)
        elif limit and abs(len(name) - len(key)) <= limit and (
                changes := OSA.distance(key, name, score_cutoff=limit)) <= limit:
            rank = (_NEAR, changes)
        else:
            continue
        found.append(dict.fromkeys(place_ids, rank))
    return _lowest(found)


def _geonames_fits(key: str, places: GeonamesPlaces) -> dict[int, Rank]:
    """Returns the positions of the places of GeoNames that fit, as `_atlas_fits` does."""
    ranks: dict[int, Rank] = {}
    if limit := most_changes(key):
        ranks |= {number: (_NEAR, changes) for number, changes in places.near(key, limit).items()}
    if len(key) >= _FEWEST_BEGUN:
        ranks |= dict.fromkeys(places.begun(key, _MOST_BEGUN), (_BEGINS, 0))
    ranks |= dict.fromkeys(places.exact(key), (_EXACT, 0))
    return _lowest(dict.fromkeys(places.bearing(number), rank) for number, rank in ranks.items())


@dataclass(frozen=True)
class _Search:
    """One search: what is looked for, beside which places, in which atlas."""

    keys: tuple[str, ...]
    near: Sequence[Point]
    catalog: Catalog | None
    places: GeonamesPlaces

    @property
    def names(self) -> _AtlasNames:
        return _atlas_names(self.catalog) if self.catalog else _AtlasNames({}, {}, frozenset(), ())

    def is_meant(self, name: str) -> bool:
        """Returns whether a name is, or begins with, what is looked for."""
        return folded(name).startswith(self.keys)

    def is_near_miss(self, name: str) -> bool:
        """Returns whether a few letters make the name what is looked for."""
        spelled = folded(name)
        return any(OSA.distance(key, spelled, score_cutoff=limit) <= limit
                   for key in self.keys if (limit := most_changes(key)))

    def remote(self, point: Point, country: str) -> int:
        """Returns 0 near the other places of the route, 1 in the atlas's countries, else 2."""
        if any(distance_m(point, other) < _NEAR_ROUTE_M for other in self.near):
            return 0
        return 1 if country in self.names.countries else 2

    def of_atlas(self, fits: Mapping[str, Rank]) -> Iterator[tuple[int, GazetteerPlace]]:
        """Yields the places of the atlas, the likeliest first, with the number of their group."""
        if self.catalog is None:
            return
        all_places = self.catalog.places

        def rank(place_id: str) -> tuple[object, ...]:
            place = all_places[place_id]
            return (*fits[place_id], self.remote((place.lon, place.lat), place.country),
                    folded(place.name) != self.keys[0], len(place.name), place_id)

        for place_id in sorted(fits, key=rank):
            place, fit = all_places[place_id], fits[place_id][0]
            origin = _GEONAMES_ORIGIN.fullmatch(place.origin)
            aliases = tuple(alias.alias for alias in self.catalog.aliases_of(place_id)
                            if self.is_meant(alias.alias) and alias.alias != place.name)
            yield (2 if fit == _NEAR else 0), GazetteerPlace(
                place.name, place.country, place.lon, place.lat, _FITS[fit], place_id=place_id,
                kind=place.kind, origin=place.origin,
                geoname_id=int(origin[1]) if origin else 0, matched=aliases[:_MOST_MATCHED])

    def of_geonames(self, fits: Mapping[int, Rank], own: Collection[str]
                    ) -> Iterator[tuple[int, GazetteerPlace]]:
        """Yields the places of GeoNames as `of_atlas` does; `own` are the atlas's that fit."""
        places = self.places

        def rank(at: int) -> tuple[int, ...]:
            return (*fits[at],
                    self.remote((places.lons[at], places.lats[at]), places.countries[at]),
                    not self.is_meant(places.names[at]), -places.populations[at],
                    places.geoname_ids[at])

        groups = {_EXACT: 1, _BEGINS: 3, _NEAR: 4}
        for position in sorted(fits, key=rank):
            fit = fits[position][0]
            yield groups[fit], self._one_of_geonames(position, fit, own)

    def _one_of_geonames(self, at: int, fit: int, own: Collection[str]) -> GazetteerPlace:
        places = self.places
        lon, lat, country = places.lons[at], places.lats[at], places.countries[at]
        area = disputed_area(lon, lat, country, places.divisions[at])
        means = self.is_near_miss if fit == _NEAR else self.is_meant
        matched = () if means(places.names[at]) else tuple(filter(means, places.others_of(at)))
        beside, away = (place_beside(self.catalog, lon, lat, own) if self.catalog else ("", 0.0))
        return GazetteerPlace(
            places.names[at], "" if area else country, lon, lat, _FITS[fit],
            origin=f"GeoNames {places.geoname_ids[at]}", geoname_id=places.geoname_ids[at],
            population=places.populations[at], matched=matched[:_MOST_MATCHED],
            country_note=f"{area}: {TO_BE_DECIDED}" if area else "", beside=beside, beside_m=away)


def find(name: str, near: Sequence[Point] | None = None, catalog: Catalog | None = None,
         most: int = 12) -> list[GazetteerPlace]:
    """Returns the places that a name may mean, the likeliest first.

    `near` are the other places of the route, as (lon, lat). Those of the atlas whose name is this
    one or begins with it come first; near-misses of GeoNames are given only where no name is
    exactly this one. Raises AtlasError where GeoNames' places are not installed.
    """
    if not (keys := _keys(name)):
        return []
    search = _Search(keys, near or (), catalog, geonames_places())
    own = _lowest(_atlas_fits(key, search.names) for key in keys)
    others = _lowest(_geonames_fits(key, search.places) for key in keys)
    for position in list(others):
        if place_id := search.names.by_geoname.get(search.places.geoname_ids[position]):
            rank = others.pop(position)
            own[place_id] = min(rank, own.get(place_id, rank))
    if any(fit == _EXACT for fit, _ in chain(own.values(), others.values())):
        others = {position: rank for position, rank in others.items() if rank[0] != _NEAR}
    found = chain(search.of_atlas(own), islice(search.of_geonames(others, own), most))
    return [place for _, place in sorted(found, key=itemgetter(0))][:most]

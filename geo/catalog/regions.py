"""Regions: which of them a route touches.

A route touches a region of a country that it enters where one of its places lies in the region's
area, or its drawn line leads well into it. Areas and lines are both simplified, and along a border
they are off by two kilometres and more: so a place just outside counts, and a line that keeps to
the edge does not. The countries of a route are curated, and no line alone adds one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import shape

from geo.data.reader import RawData
from geo.data.records import Alignment, Place, Region, Route

_EDGE = 0.025
"""How far the edge of an area may be off, in degrees: about two and a half kilometres."""


def areas_of(raw: RawData) -> Mapping[str, Any]:
    """Returns the areas of a checked folder by the id of their region; none where it has none."""
    features = raw.areas["features"] if raw.areas else ()
    return {feature["properties"]["region_id"]: shape(feature["geometry"])
            for feature in features}


def _places_of(region: Region, places: Iterable[Place]) -> set[str]:
    reach = shapely.buffer(region.area, _EDGE)
    shapely.prepare(reach)
    return {place.place_id for place in places if place.country == region.country
            and shapely.contains_xy(reach, place.lon, place.lat)}


def regions_touched(routes: Sequence[Route], alignments: Mapping[str, Alignment],
                    places: Mapping[str, Place], regions: Iterable[Region]
                    ) -> Mapping[str, tuple[str, ...]]:
    """Returns for each route that touches regions their ids, sorted."""
    touched: dict[str, set[str]] = defaultdict(set)
    tree = shapely.STRtree([alignments[route.route_id].line for route in routes])
    by_place: dict[str, set[int]] = defaultdict(set)
    for position, route in enumerate(routes):
        for place_id in (route.from_place, *route.via_places, route.to_place):
            by_place[place_id].add(position)
    for region in regions:
        if region.area is None:
            continue
        inner = shapely.buffer(region.area, -_EDGE)
        inside = {int(position) for position in tree.query(inner, predicate="intersects")}
        home = _places_of(region, places.values())
        for position in inside.union(*(by_place[place_id] for place_id in home)):
            if region.country in routes[position].countries:
                touched[routes[position].route_id].add(region.region_id)
    return {route_id: tuple(sorted(ids)) for route_id, ids in touched.items()}

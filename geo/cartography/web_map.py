"""The map's data as plain JSON: geometry, names and styles, each sent once.

Places are [lat, lon] in WGS84 degrees, as Leaflet wants them, to 5 decimals (about 1 m); lines are
flat lists of steps in units of that last decimal.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from shapely.geometry import LineString

from geo.cartography.basemap import Basemap
from geo.cartography.colours import (
    MODE_COLOURS,
    OVERLAY_COLOUR,
    PLAIN,
    STATUS_COLOURS,
    corridor_colours,
)
from geo.cartography.corridor_names import name_forms
from geo.cartography.region_names import REGION_ZOOM, named_regions
from geo.cartography.symbols import BASIS_STYLES, LINE_STYLES, SKETCHED_WORDS, STATUS_STROKES
from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import STATUS_WORDS
from geo.data.basemap_document import BasemapDocument
from geo.data.lru import kept_on_first
from geo.data.reader import RawData
from geo.data.records import Place
from geo.data.schema import MODE_WORDS, MODES, PLACE_KINDS
from geo.presentation.shown_now import route_tip

_NODE_KINDS = ("port", "border-crossing", "terminal", "junction", "landing-point",
               "compressor-station", "pumping-station", "bridge", "pass")
_MARK_WORDS = {"place": "named place", **{kind: PLACE_KINDS[kind] for kind in _NODE_KINDS},
               "landing-point": "landing point"}
"""The legend's word for each kind of place, and for a place that is only named."""
_LABELLED_KINDS = ("capital", "city", "town", *_NODE_KINDS)

FEW = 8
"""Up to this many routes are all named on a map, with the places at their ends."""


def flat(points: Iterable[Sequence[float]]) -> list[int]:
    """Converts (lon, lat) points to lat, lon of the first, then steps in units of 0.00001°."""
    steps: list[int] = []
    before = (0, 0)
    for lon, lat, *_ in points:
        point = round(lat * 1e5), round(lon * 1e5)
        steps += (point[0] - before[0], point[1] - before[1])
        before = point
    return steps


def flat_parts(entry: RouteEntry) -> list[list[int]]:
    """Returns the parts of a line as the map wants them: see the head of this module."""
    line = entry.alignment.line
    return [flat(part.coords) for part in ([line] if isinstance(line, LineString) else line.geoms)]


def _route(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    return {
        "id": entry.route_id,
        "name": entry.route.name,
        "mode": entry.route.mode,
        "status": entry.status,
        "basis": entry.alignment.basis,
        "said": [[said.words, said.who] for said in route_tip(catalog, entry)],
        "context": entry.route.role == "context",
        "corridors": list(entry.route.corridor_ids),
        "ends": [entry.route.from_place, entry.route.to_place],
        "lines": flat_parts(entry),
        **({"overlay": True} if entry.is_overlay else {}),
    }


def _worth(place: Place) -> int:
    """Returns the weight of a place: more for a city or a port, which readers look for first."""
    return {"capital": 4, "city": 2, "port": 2}.get(place.kind, 1)


def _label_zoom(place: Place, weight: int) -> float:
    """Returns the zoom from which a place's name is shown."""
    big = place.kind in ("capital", "city", "port")
    steps = ((12, 3.7 if big else 5.0), (6, 5.0), (3, 6.0))
    return next((zoom for least, zoom in steps if weight >= least), 7.5)


def _place_hint(catalog: Catalog, place: Place) -> str:
    claims = len(catalog.claims_about(place.place_id))
    count_words = f" · {claims} claim{'' if claims == 1 else 's'}" if claims else ""
    return f"{PLACE_KINDS[place.kind]}{count_words}"


@kept_on_first(1)
def ranked_places(catalog: Catalog) -> list[dict[str, Any]]:
    """Returns places with a name on the map: capitals first, then by the routes that use them."""
    weights: Counter[str] = Counter()
    routes: dict[str, list[str]] = {}
    for entry in catalog.entries:
        route = entry.route
        if entry.is_overlay:
            continue
        for place_id in (route.from_place, route.to_place):
            weights[place_id] += 3 * _worth(catalog.places[place_id])
        for place_id in route.via_places:
            weights[place_id] += _worth(catalog.places[place_id])
        for place_id in dict.fromkeys((route.from_place, *route.via_places, route.to_place)):
            routes.setdefault(place_id, []).append(entry.route_id)
    place_ids = sorted(weights, key=lambda place_id: (
        catalog.places[place_id].kind != "capital", -weights[place_id], place_id))
    return [{"name": place.name, "at": [round(place.lat, 5), round(place.lon, 5)],
             "id": place_id, "zoom": _label_zoom(place, weights[place_id]),
             "routes": routes[place_id],
             "node": place.kind if place.kind in _NODE_KINDS else "",
             "hint": _place_hint(catalog, place)}
            for place_id in place_ids
            for place in (catalog.places[place_id],) if place.kind in _LABELLED_KINDS]


def _others(catalog: Catalog, ranked: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the places without a name on the map, for a scene that names one."""
    ranked_ids = {place["id"] for place in ranked}
    return [{"id": place_id, "name": place.name, "at": [round(place.lat, 5), round(place.lon, 5)]}
            for place_id, place in catalog.places.items() if place_id not in ranked_ids]


def _corridors(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Returns the name, its forms, the routes and the colour of every corridor."""
    routes: dict[str, list[str]] = {corridor_id: [] for corridor_id in catalog.corridors}
    for entry in catalog.entries:
        for corridor_id in entry.route.corridor_ids:
            routes.setdefault(corridor_id, []).append(entry.route_id)
    colours = corridor_colours(catalog)
    return {corridor_id: {"name": catalog.corridors[corridor_id].name,
                          "forms": list(name_forms(catalog, corridor_id)), "routes": ids,
                          "colour": colours[corridor_id]}
            for corridor_id, ids in routes.items() if ids and corridor_id in catalog.corridors}


def map_document(catalog: Catalog) -> dict[str, Any]:
    """Returns everything of the routes that the map needs, once, whatever the filter."""
    builds, modes = (LINE_STYLES, MODE_WORDS) if catalog.overlays else (BASIS_STYLES, MODES)
    places = ranked_places(catalog)
    return {"routes": [_route(catalog, entry) for entry in catalog.entries], "few": FEW,
            "places": places,
            "others": _others(catalog, places),
            "regions": named_regions(catalog), "region_zoom": REGION_ZOOM,
            "corridors": _corridors(catalog),
            "colours": {"modes": dict(MODE_COLOURS), "statuses": dict(STATUS_COLOURS),
                        "plain": PLAIN, "overlay": OVERLAY_COLOUR},
            "strokes": {name: asdict(stroke) for name, stroke in STATUS_STROKES.items()},
            "builds": {name: asdict(look) for name, look in builds.items()},
            "words": {"modes": dict(modes), "statuses": dict(STATUS_WORDS),
                      "bases": dict(SKETCHED_WORDS), "marks": dict(_MARK_WORDS)}}


def encode(document: Mapping[str, Any]) -> tuple[str, bytes]:
    """Returns JSON bytes, and a name for them that changes when they do."""
    data = json.dumps(dict(document), ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(data).hexdigest()[:16], data


def basemap_document(raw: RawData) -> BasemapDocument:
    """Returns the drawn land, the border insets if the folder has them, and what joins the two."""
    drawn = {**raw.basemap, "insets": (raw.borders or {}).get("insets", [])}
    return BasemapDocument({**drawn, "joints": Basemap(drawn).joints})

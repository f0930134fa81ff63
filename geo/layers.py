"""What the map draws, as plain JSON: geometry, names and styles, each sent once.

Coordinates are [lat, lon] in WGS84 degrees, as Leaflet wants them, to 5 decimals (about 1 m).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from shapely.geometry import LineString

from geo.catalog import Catalog, RouteEntry
from geo.load import read_json
from geo.records import Place
from geo.schema import MODES
from geo.styles import MODE_COLOURS, STATUS_STROKES
from geo.words import STATUS_WORDS

_LABELLED_KINDS = ("city", "port", "border-crossing", "terminal", "town", "landing-point")


def _lines(entry: RouteEntry) -> list[list[list[float]]]:
    line = entry.alignment.line
    parts = [line] if isinstance(line, LineString) else list(line.geoms)
    return [[[round(lat, 5), round(lon, 5)] for lon, lat in part.coords] for part in parts]


def _route(entry: RouteEntry) -> dict[str, Any]:
    stroke = STATUS_STROKES[entry.status]
    return {
        "id": entry.route_id,
        "name": entry.route.name,
        "hint": f"{MODES[entry.route.mode]} · {STATUS_WORDS[entry.status]}"
                f" · {entry.alignment.basis} line",
        "colour": MODE_COLOURS[entry.route.mode],
        "width": stroke.width,
        "dash": stroke.dash,
        "conceptual": entry.alignment.basis == "conceptual",
        "context": entry.route.role == "context",
        "lines": _lines(entry),
    }


def _worth(place: Place) -> int:
    """A city or a port is looked for on a small-scale map; a crossing or a terminal later."""
    return 2 if place.kind in ("city", "port") else 1


def _places(catalog: Catalog) -> list[dict[str, Any]]:
    """Ends of routes first, then other places; each with the routes that make it worth a label."""
    weights: Counter[str] = Counter()
    routes: dict[str, list[str]] = {}
    for entry in catalog.entries:
        route = entry.route
        for place_id in (route.from_place, route.to_place):
            weights[place_id] += 3 * _worth(catalog.places[place_id])
        for place_id in route.via_places:
            weights[place_id] += _worth(catalog.places[place_id])
        for place_id in dict.fromkeys((route.from_place, *route.via_places, route.to_place)):
            routes.setdefault(place_id, []).append(entry.route_id)
    ranked = sorted(weights, key=lambda place_id: (-weights[place_id], place_id))
    return [{"name": place.name, "at": [round(place.lat, 5), round(place.lon, 5)],
             "weight": weights[place_id], "routes": routes[place_id]}
            for place_id in ranked
            for place in (catalog.places[place_id],) if place.kind in _LABELLED_KINDS]


def map_document(catalog: Catalog) -> dict[str, Any]:
    """Everything of the routes that the map needs, once, whatever the filter."""
    return {"routes": [_route(entry) for entry in catalog.entries], "places": _places(catalog)}


def encode(document: dict[str, Any]) -> tuple[str, bytes]:
    """JSON bytes, and a name for them that changes when they do."""
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(data).hexdigest()[:16], data


def basemap_document(folder: Path) -> dict[str, Any]:
    """The drawn land, as `data/basemap/basemap.json` holds it.

    Raises OSError, TypeError and ValueError where it cannot be read.
    """
    document: dict[str, Any] = dict(read_json(folder / "basemap" / "basemap.json"))
    return document

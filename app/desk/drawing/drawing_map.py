"""What the panel of a new route needs once: the map under the line, and the words of its forms."""

from __future__ import annotations

from typing import Any

from geo.cartography.projection import HOME
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.web_map import flat_parts, ranked_places
from geo.catalog.catalog import Catalog
from geo.data.basemap_document import BasemapDocument
from geo.data.countries import COUNTRY_CODES, country_name
from geo.data.schema import BASES, MODES, PLACE_KINDS, ROLES, SCRIPTS
from geo.intake.geonames import ATTRIBUTION

_SMALL_ZOOM = 8.0
"""The zoom from which a place is named that the map of the atlas does not name."""


def _places(catalog: Catalog) -> list[dict[str, Any]]:
    """Returns all places of the atlas, those first whose names matter most."""
    named = {place["id"]: place["zoom"] for place in ranked_places(catalog)}
    ids = [*named, *(place_id for place_id in catalog.places if place_id not in named)]
    return [{"id": place_id, "name": (place := catalog.places[place_id]).name,
             "hint": " · ".join(filter(None, (PLACE_KINDS[place.kind],
                                              country_name(place.country)))),
             "at": [place.lat, place.lon], "zoom": named.get(place_id, _SMALL_ZOOM)}
            for place_id in ids]


def drawing_answer(catalog: Catalog, document: BasemapDocument) -> dict[str, Any]:
    """Returns the answer to `GET /api/drawing`: land, the lines of the atlas, and all choices.

    `lines` are flat as the map of the atlas has them: see `geo.cartography.web_map`.
    """
    countries = {code for entry in catalog.entries for code in entry.route.countries}
    return {
        "base": dict(document.content), "palette": dict(MAP_PALETTE), "home": list(HOME),
        "lines": [{"id": entry.route_id, "name": entry.route.name, "mode": entry.route.mode,
                   "lines": flat_parts(entry)}
                  for entry in catalog.entries if not entry.is_overlay],
        "places": _places(catalog),
        "corridors": sorted(((each.corridor_id, each.name)
                             for each in catalog.corridors.values()), key=lambda pair: pair[1]),
        "countries": sorted(((code, country_name(code)) for code in COUNTRY_CODES),
                            key=lambda pair: (pair[0] not in countries, pair[1])),
        "modes": list(MODES.items()), "roles": list(ROLES.items()), "bases": list(BASES.items()),
        "place_kinds": list(PLACE_KINDS.items()), "scripts": list(SCRIPTS.items()),
        "attribution": ATTRIBUTION}

"""Places for a new route: found by name or given by coordinates, with the country they lie in.

A country is proposed where the atlas's own borders and GeoNames agree and nobody disputes it; else
the curator decides, by data/basemap/POLICY.md.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from app.desk.drawing.countries_crossed import Land
from app.desk.drawing.route_sketch import degree, id_of
from geo.catalog.catalog import Catalog
from geo.data.countries import country_name
from geo.data.errors import AtlasError
from geo.data.folding import fold, folded
from geo.data.geodesy import distance_m
from geo.data.schema import PLACE_KINDS, SCRIPTS
from geo.intake.decision import Addition
from geo.intake.disputed_areas import disputed_area
from geo.intake.gazetteer import TO_BE_DECIDED, GazetteerPlace, find, place_beside

_CITY: Final = 50_000
"""From so many people on a place is proposed as a city, below as a town."""

_MOST_SHOWN: Final = 12
_MOST_LOOKED_AT: Final = 40
"""So many places are put in order, of which the first are shown."""

_SCRIPT_NAMES: Final = {"LATIN": "latin", "CYRILLIC": "cyrillic", "ARABIC": "arabic",
                        "ARMENIAN": "armenian", "GEORGIAN": "georgian", "CJK": "han"}


def script_of(text: str) -> str:
    """Returns the script of most letters of a name; blank where the atlas knows none of them."""
    counts = Counter(_SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "")
                     for letter in text if letter.isalpha())
    script = counts.most_common(1)[0][0] if counts else ""
    return script if script in SCRIPTS else ""


def country_at(lon: float, lat: float, land: Land) -> tuple[str, str]:
    """Returns the country to propose for a point, and what is to be said of it.

    The country is blank at sea and where the curator is to decide.
    """
    if area := disputed_area(lon, lat):
        return "", f"{area}: {TO_BE_DECIDED}"
    found = land.borders.at(lon, lat)
    if not found.codes:
        return "", "in the sea, by the borders of the atlas: the country stays blank"
    reach = found.tolerance_m / 111_320
    around = [(lon + x * reach, lat + y * reach) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    beside = {code for at in land.borders.along(around) for code in at.codes}
    others = sorted(beside - found.codes)
    code = min(found.codes)
    note = (f"within {found.tolerance_m / 1000:g} km of the border with "
            f"{', '.join(map(country_name, others))}: check the country" if others else "")
    return code, note


def taken_ids(catalog: Catalog) -> set[str]:
    """Returns the ids that mean something in the atlas already."""
    return {*catalog.subjects, *catalog.regions}


def _beside_words(beside: str, metres: float, catalog: Catalog) -> str:
    return (f"{metres / 1000:.1f} km from {catalog.name_of(beside)} ({beside}), which the atlas has"
            if beside else "")


def _proposed(place: GazetteerPlace, catalog: Catalog, land: Land, taken: Iterable[str]
              ) -> dict[str, Any]:
    """Returns what is found as the page shows it, with the row that it would be."""
    country, note = place.country, place.country_note
    if not place.place_id and not note:
        strays = land.borders.strays([(place.lon, place.lat)], [country])
        here, near_border = country_at(place.lon, place.lat, land)
        if strays and here:
            country = ""
            note = (f"GeoNames says {country_name(place.country)}, the borders of the atlas "
                    f"{country_name(here)}: {TO_BE_DECIDED}")
        elif here:
            note = near_border
    kind = place.kind or ("city" if place.population >= _CITY else "town")
    row = {"place_id": place.place_id or id_of(place.name, taken), "name": place.name,
           "country": country, "kind": kind, "lon": f"{place.lon:.5f}", "lat": f"{place.lat:.5f}",
           "origin": place.origin}
    return {**asdict(place), "country": country, "country_note": note, "row": row,
            "hint": " · ".join(filter(None, (
                PLACE_KINDS.get(kind, kind) if place.place_id else "",
                country_name(country) if country else "",
                f"{place.population:,} people" if place.population else "",
                "in the atlas" if place.place_id else f"GeoNames {place.geoname_id}"))),
            "also": ", ".join(place.matched),
            "warning": _beside_words(place.beside, place.beside_m, catalog)}


def near_points(text: str) -> list[tuple[float, float]]:
    """Returns the points of `lon,lat;lon,lat`; raises AtlasError for anything else."""
    points = []
    for pair in filter(None, text.split(";")):
        lon, comma, lat = pair.partition(",")
        if not comma:
            raise AtlasError("near is lon,lat pairs with ; between them.")
        points.append((degree(lon, 180, "longitude"), degree(lat, 90, "latitude")))
    return points


def _drafted(row: Mapping[str, str]) -> dict[str, Any]:
    """Returns a place that the draft adds as the page shows it."""
    country = row.get("country", "")
    return {**asdict(GazetteerPlace(row["name"], country, float(row["lon"]), float(row["lat"]),
                                    "exact", place_id=row["place_id"], kind=row["kind"],
                                    origin=row["origin"])),
            "row": dict(row), "also": "", "warning": "",
            "hint": " · ".join(filter(None, (PLACE_KINDS.get(row["kind"], ""),
                                             country_name(country) if country else "",
                                             "added in this draft")))}


def _from_nearest(place: GazetteerPlace, points: Sequence[tuple[float, float]]
                  ) -> tuple[float, int]:
    """Returns how many km a place is from the nearest of some points, and the number of that one.

    0 and -1 where there are none.
    """
    away = [(distance_m((place.lon, place.lat), point) / 1000, number)
            for number, point in enumerate(points)]
    return min(away, default=(0.0, -1))


def gazetteer_answer(asked: str, near: str, catalog: Catalog, land: Land,
                     additions: Sequence[Addition] = ()) -> list[dict[str, Any]]:
    """Returns the answer to `GET /api/gazetteer?q=&near=`: places with their rows, likeliest first.

    Names that are only like it (`fit` is near) come last, the nearest to the other stops first,
    with `km` from the stop whose number is `from`. `near` is `lon,lat;lon,lat`; the places that a
    draft adds come before all others.
    """
    rows = [each.row for each in additions if each.table == "places"]
    taken = taken_ids(catalog) | {row["place_id"] for row in rows}
    key = folded(asked)
    drafted = [_drafted(row) for row in rows if key and folded(row["name"]).startswith(key)]
    origins = {row["origin"] for row in rows}
    points = near_points(near)
    found = [place for place in find(asked, points, catalog, _MOST_LOOKED_AT)
             if place.origin not in origins]
    meant = [place for place in found if place.fit != "near"]
    alike = [(place, *_from_nearest(place, points)) for place in found if place.fit == "near"]
    alike.sort(key=lambda each: each[1])
    return [*drafted, *(_proposed(place, catalog, land, taken) for place in meant[:_MOST_SHOWN]),
            *({**_proposed(place, catalog, land, taken), "km": round(km), "from": at}
              for place, km, at in alike[:max(_MOST_SHOWN - len(meant), 0)])]


def place_answer(sent: dict[str, Any], catalog: Catalog, land: Land) -> dict[str, Any]:
    """Returns the answer to `POST /api/place`: what is to be said of a point that was set by hand.

    `sent` has `lon`, `lat` and perhaps `name`.
    """
    lon, lat = degree(sent.get("lon"), 180, "longitude"), degree(sent.get("lat"), 90, "latitude")
    country, note = country_at(lon, lat, land)
    beside, away = place_beside(catalog, lon, lat)
    name = str(sent.get("name", ""))
    return {"country": country, "country_note": note,
            "at_sea": not land.borders.at(lon, lat).codes,
            "place_id": id_of(name, taken_ids(catalog)) if folded(name) else "",
            "warning": _beside_words(beside, away, catalog)}


def alias_answer(subject: str, alias: str, catalog: Catalog) -> dict[str, Any]:
    """Returns the answer to `POST /api/alias`: the script of a name, and why it is no new alias."""
    return {"script": script_of(alias), "problems": alias_problems(subject, alias, catalog)}


def alias_problems(subject: str, alias: str, catalog: Catalog) -> list[str]:
    """Returns why a name is no new alias of a subject, in sentences."""
    if subject not in catalog.subjects and subject not in catalog.regions:
        return ["Choose the route, corridor or place that has this other name."]
    if not folded(alias):
        return ["Enter the other name."]
    if alias == catalog.name_of(subject) or alias in {
            each.alias for each in catalog.aliases_of(subject)}:
        return [f"{catalog.name_of(subject)} has this name already."]
    others = [each.id for each in catalog.aliases if fold(each.alias) == fold(alias)
              and each.id != subject]
    return [f"It is also a name of {catalog.name_of(other)} ({other})."
            for other in dict.fromkeys(others)]


"""A route that a draft has added, opened again: what the page needs to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.desk.drawing.route_sketch import Row, basis_note, known_places, read_sketch
from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.data.schema import PLACE_KINDS
from geo.intake.decision import Addition

_CELLS: Final = ("name", "route_id", "mode", "role", "corridor_ids", "countries")
_SAME_DEGREES: Final = 1e-5


def _vertices(feature: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Returns the vertices of a line, without those at which it was cut at the 180th meridian."""
    geometry = feature["geometry"]
    parts = ([geometry["coordinates"]] if geometry["type"] == "LineString"
             else geometry["coordinates"])
    last = len(parts) - 1
    return [(lon, lat) for number, part in enumerate(parts)
            for lon, lat in part[(1 if number else 0):(None if number == last else -1)]]


def _stop(lon: float, lat: float, waits: list[str], known: Mapping[str, Row]) -> dict[str, Any]:
    """Returns a vertex as a stop; the next of the places that wait, where it stands there."""
    if waits and (row := known.get(waits[0])) and (
            abs(float(row["lon"]) - lon) < _SAME_DEGREES
            and abs(float(row["lat"]) - lat) < _SAME_DEGREES):
        return {"place_id": waits.pop(0), "name": row["name"], "lon": lon, "lat": lat,
                "hint": PLACE_KINDS.get(row["kind"], row["kind"])}
    return {"lon": lon, "lat": lat}


def route_again(addition_id: str, additions: Iterable[Addition], catalog: Catalog
                ) -> dict[str, Any]:
    """Returns the answer to `GET …/additions/{addition}`: a route as it was typed.

    Raises AtlasError where the draft has no such route.
    """
    every = tuple(additions)
    found = next((each for each in every if each.addition_id == addition_id
                  and each.table == "routes" and each.feature), None)
    if found is None:
        raise AtlasError("The draft has no such route any more.")
    row, known = found.row, known_places(catalog, every)
    waits = [row["from_place"], *filter(None, row["via_places"].split(";")), row["to_place"]]
    feature: Mapping[str, Any] = found.feature
    stops = [_stop(lon, lat, waits, known) for lon, lat in _vertices(feature)]
    made = feature["properties"]
    work = {"cells": {name: row.get(name, "") for name in _CELLS}, "basis": made["basis"],
            "basis_note": made["basis_note"], "stops": stops, "replaces": addition_id}
    sketch = read_sketch({**work["cells"], "basis": made["basis"], "stops": stops}, known)
    if made["basis_note"] == basis_note(sketch):
        work["basis_note"] = ""
    return work

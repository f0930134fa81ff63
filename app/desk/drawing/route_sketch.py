"""A new route as a curator draws it: its stops in order, and the rows and the line made of them.

A stop is a place, which the line passes exactly, or a mere point of the line. The first and the
last stop are places.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.data.folding import folded
from geo.data.records import Place
from geo.data.schema import TABLES
from geo.intake.decision import Addition

MOST_STOPS: Final = 2_000
_DECIMALS: Final = 5
"""Of a degree, as places.csv has them: about a metre."""

Row = Mapping[str, str]
Vertex = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A vertex of the line, (lon, lat) in degrees; `place` is its row, blank for a mere point."""

    lon: float
    lat: float
    place: Row = field(default_factory=dict)
    is_new: bool = False

    @property
    def place_id(self) -> str:
        """The id of its place; blank for a mere point."""
        return self.place.get("place_id", "")


@dataclass(frozen=True, slots=True)
class RouteSketch:
    """A route that is not in the atlas yet. `cells` are those of routes.csv that are entered."""

    cells: Row
    stops: tuple[Stop, ...]
    basis: str = "schematic"
    basis_note: str = ""

    @property
    def route_id(self) -> str:
        """The id of the route."""
        return self.cells.get("route_id", "")

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries as they are entered, in order of travel."""
        return tuple(code for code in self.cells.get("countries", "").split(";") if code)

    @property
    def places(self) -> tuple[Stop, ...]:
        """The stops that are places."""
        return tuple(stop for stop in self.stops if stop.place_id)


def id_of(name: str, taken: Iterable[str] = ()) -> str:
    """Returns an id made of a name; of two equal names the second gets a number."""
    plain = "-".join(folded(name).split()) or "unnamed"
    known = set(taken)
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in range(1, 10_000))
    return next((each for each in numbered if each not in known), plain)


def place_row(place: Place) -> dict[str, str]:
    """Returns a place of the atlas as its row."""
    return {"place_id": place.place_id, "name": place.name, "country": place.country,
            "kind": place.kind, "lon": f"{place.lon:.{_DECIMALS}f}",
            "lat": f"{place.lat:.{_DECIMALS}f}", "origin": place.origin}


def degree(sent: object, most: int, what: str) -> float:
    """Returns a longitude or latitude that was sent as a number or as text."""
    try:
        number = float(sent) if isinstance(sent, str | int | float) else math.nan
    except ValueError:
        number = math.nan
    if not abs(number) <= most:
        shown = repr(sent)[:40] if sent not in (None, "") else "blank"
        raise AtlasError(f"The {what} is {shown}; write degrees between -{most} and {most}, with a "
                         "point for decimals.")
    return round(number, _DECIMALS)


def _text(sent: Mapping[str, Any], name: str) -> str:
    found = sent.get(name, "")
    return " ".join(found.split()) if isinstance(found, str) else ""


def _stop(sent: object, known: Mapping[str, Row]) -> Stop:
    if not isinstance(sent, dict):
        raise AtlasError("A stop of the line is no object.")
    if isinstance(row := sent.get("place"), dict):
        lon = degree(row.get("lon"), 180, "longitude")
        lat = degree(row.get("lat"), 90, "latitude")
        cells = {name: _text(row, name) for name in TABLES["places"].column_names}
        cells |= {"lon": f"{lon:.{_DECIMALS}f}", "lat": f"{lat:.{_DECIMALS}f}",
                  "place_id": cells["place_id"] or id_of(cells["name"])}
        return Stop(lon, lat, cells, is_new=known.get(cells["place_id"]) != cells)
    if place_id := _text(sent, "place_id"):
        if place_id not in known:
            raise AtlasError(f"There is no place {place_id!r}; it may have been taken out.")
        cells = dict(known[place_id])
        return Stop(float(cells["lon"]), float(cells["lat"]), cells)
    return Stop(degree(sent.get("lon"), 180, "longitude"), degree(sent.get("lat"), 90, "latitude"))


def known_places(catalog: Catalog, additions: Iterable[Addition]) -> dict[str, Row]:
    """Returns the rows of the places of the atlas and of a draft, by id."""
    rows: dict[str, Row] = {place_id: place_row(place)
                            for place_id, place in catalog.places.items()}
    return rows | {each.row["place_id"]: each.row for each in additions
                   if each.table == "places" and each.row.get("place_id")}


def read_sketch(sent: Mapping[str, Any], known: Mapping[str, Row]) -> RouteSketch:
    """Returns a route as the page has sent it; `known` are the rows of places by id.

    Raises AtlasError, in a sentence, for what is no route at all.
    """
    stops = sent.get("stops", [])
    if not isinstance(stops, list) or len(stops) > MOST_STOPS:
        raise AtlasError(f"A line has at most {MOST_STOPS:,} points.")
    cells = {name: _text(sent, name) for name in TABLES["routes"].column_names}
    read = tuple(_stop(stop, known) for stop in stops)
    cells |= {"from_place": read[0].place_id if read else "",
              "to_place": read[-1].place_id if len(read) > 1 else "",
              "via_places": ";".join(stop.place_id for stop in read[1:-1] if stop.place_id),
              "role": cells["role"] or "featured"}
    return RouteSketch(cells, read, _text(sent, "basis") or "schematic", _text(sent, "basis_note"))


def line_parts(sketch: RouteSketch) -> list[list[Vertex]]:
    """Returns the vertices of the line, split where it crosses the 180th meridian."""
    parts: list[list[Vertex]] = []
    vertices = [(stop.lon, stop.lat) for stop in sketch.stops]
    for number, vertex in enumerate(vertices):
        if not parts:
            parts.append([vertex])
            continue
        before = vertices[number - 1]
        if abs(vertex[0] - before[0]) > 180:
            edge = math.copysign(180.0, before[0])
            turned = vertex[0] + math.copysign(360.0, before[0])
            share = (edge - before[0]) / (turned - before[0]) if turned != before[0] else 0.0
            lat = round(before[1] + (vertex[1] - before[1]) * share, _DECIMALS)
            parts[-1].append((edge, lat))
            parts.append([(-edge, lat)])
        parts[-1].append(vertex)
    return parts


def line_of(sketch: RouteSketch) -> dict[str, Any]:
    """Returns the line as a GeoJSON Feature, as routes/<route_id>.geojson has it."""
    parts = [[list(vertex) for vertex in part] for part in line_parts(sketch)]
    geometry = ({"type": "LineString", "coordinates": parts[0]} if len(parts) == 1
                else {"type": "MultiLineString", "coordinates": parts})
    return {"type": "Feature",
            "properties": {"route_id": sketch.route_id, "basis": sketch.basis,
                           "basis_note": sketch.basis_note or basis_note(sketch)},
            "geometry": geometry}


def basis_note(sketch: RouteSketch) -> str:
    """Returns how a line came about that was drawn through places, in words."""
    names = [stop.place.get("name", "") for stop in sketch.places]
    if len(names) < 2:
        return ""
    points = len(sketch.stops) - len(names)
    through = f" through {', '.join(names[1:-1])}" if names[1:-1] else ""
    between = f", with {points} points set by hand" if points > 1 else (
        ", with one point set by hand" if points else "")
    return (f"Drawn from {names[0]}{through} to {names[-1]}{between}; straight in between, so it "
            "shows the connection and not the built line.")


def _addition(table: str, row: Row, feature: Mapping[str, object] | None = None) -> Addition:
    key = "\n".join((table, *(row[name] for name in TABLES[table].key)))
    digest = hashlib.sha256(key.encode()).hexdigest()[:13]
    return Addition(f"add-{digest}", table, row, feature or {})


def additions_of(sketch: RouteSketch) -> Iterator[Addition]:
    """Yields what the route adds: its new places, each once, and then its row with the line."""
    new = {stop.place_id: stop.place for stop in sketch.places if stop.is_new}
    for row in new.values():
        yield _addition("places", dict(row))
    cells = {name: sketch.cells[name] for name in TABLES["routes"].column_names}
    yield _addition("routes", cells, line_of(sketch))


def vertex_countries(sketch: RouteSketch) -> dict[int, str]:
    """Returns the country of each vertex at which a place stands that has one.

    Vertices are counted over all parts of the line, those at the 180th meridian among them.
    """
    found: dict[int, str] = {}
    number = 0
    for before, stop in pairwise((None, *sketch.stops)):
        if before is not None and stop is not None and abs(stop.lon - before.lon) > 180:
            number += 2
        if stop is not None and stop.place.get("country"):
            found[number] = stop.place["country"]
        number += 1
    return found

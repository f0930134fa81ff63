"""Segments: the stretches of a route's line between places where an itinerary can turn.

A route is cut at its ends, at places it shares with another route that carries the same cargo, at
places of an endpoint's kind, and where a source says that its gauge changes; nowhere else. It is
cut at the vertex nearest to the place, so a segment is always a part of the line that is drawn. A
route that a source says runs one way is an arrangement over lines that exist. It is not cut: what
is said of the whole journey says nothing of a part of it, nor of the lines it runs over. A
line also counts as passing a place it does not name where that place is exactly one of its vertices
and belongs to a route of its own mode: two routes drawn along one line then part and join at the
same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from pyproj import Geod
from shapely.geometry import LineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.schema import CARGO_OF, CARGOES, ENDPOINT_KINDS
from geo.network.gauges import gauge_cuts

TOLERANCE_KM = 15.0
"""The greatest distance of a named place from the nearest vertex of its route at which it is still
a stop: city centres lie up to 10 km from their stations in the data."""

_GEOD = Geod(ellps="WGS84")
_DEGREE_KM = 111.32


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a route between two consecutive stops, from the route's first end to its last.

    `passes` are all places named on it, ends included; `countries` ISO codes in that order, each
    change one border (at sea those of the ends alone). `drawn_m` is the geodesic length of the line
    in metres, without its gaps. `span` gives the first and last vertex, counted through all parts
    of the route's line. `whole` says that the route has no other segment; `directed` that a source
    says it runs only in this order.
    """

    route_id: str
    mode: str
    from_place: str
    to_place: str
    passes: tuple[str, ...]
    countries: tuple[str, ...]
    drawn_m: int
    span: tuple[int, int]
    whole: bool
    directed: bool = False

    @property
    def segment_id(self) -> str:
        """The id `route/from/to`."""
        return f"{self.route_id}/{self.from_place}/{self.to_place}"


@dataclass(frozen=True, slots=True)
class _Stop:
    place_id: str
    vertex: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A route with its vertices, metres from the first to each, and the places it stops at."""

    entry: RouteEntry
    vertices: tuple[tuple[float, float], ...]
    metres: tuple[float, ...]
    stops: tuple[_Stop, ...]


def runs_in_order(entry: RouteEntry) -> bool:
    """Checks whether a source says that goods move along a route only in the order it gives."""
    claim = entry.headline("direction")
    return claim is not None and claim.value == "from-to" and not claim.partial


def line_parts(entry: RouteEntry) -> list[list[tuple[float, float]]]:
    """Returns the parts of a route's line as (lon, lat)."""
    line = entry.alignment.line
    lines = [line] if isinstance(line, LineString) else list(line.geoms)
    return [[(x, y) for x, y, *_ in part.coords] for part in lines]


def segment_line(entry: RouteEntry, segment: Segment) -> list[list[tuple[float, float]]]:
    """Returns a segment's part of its route's line as (lon, lat): one part, or several at gaps."""
    first, last = segment.span
    pieces, counted = [], 0
    for part in line_parts(entry):
        piece = part[max(0, first - counted):max(0, last + 1 - counted)]
        if len(piece) > 1:
            pieces.append(piece)
        counted += len(part)
    return pieces


def _metres(parts: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, ...]:
    steps: list[float] = []
    for part in parts:
        lons, lats = [x for x, _ in part], [y for _, y in part]
        steps += [0.0, *(float(step) for step in _GEOD.line_lengths(lons, lats))]
    return tuple(accumulate(steps))


def _nearest(vertices: Sequence[tuple[float, float]], lon: float, lat: float) -> tuple[int, float]:
    """Returns the nearest vertex and its distance in kilometres on a local plane."""
    shrink = math.cos(math.radians(lat))
    squares = [((x - lon) * shrink) ** 2 + (y - lat) ** 2 for x, y in vertices]
    nearest = min(range(len(squares)), key=squares.__getitem__)
    return nearest, math.sqrt(squares[nearest]) * _DEGREE_KM


def _stops(catalog: Catalog, entry: RouteEntry, vertices: Sequence[tuple[float, float]],
           notes: list[str]) -> list[_Stop]:
    """Returns the places a route names, each at its vertex; leaves out those off the line."""
    route, last_vertex = entry.route, len(vertices) - 1
    stops = [_Stop(route.from_place, 0)]
    for place_id in route.via_places:
        place = catalog.places[place_id]
        vertex, away = _nearest(vertices, place.lon, place.lat)
        if away > TOLERANCE_KM:
            notes.append(f"{route.name}: its line passes {place.name} at {away:.0f} km, so it is "
                         "not cut there.")
        elif not stops[-1].vertex < vertex < last_vertex:
            notes.append(f"{route.name}: {place.name} does not lie in its order along the line, "
                         "so it is not cut there.")
        else:
            stops.append(_Stop(place_id, vertex))
    return [*stops, _Stop(route.to_place, last_vertex)]


def _share_line(a: str, b: str) -> bool:
    """Checks whether two modes may share one line."""
    return a == b or ("multimodal" in (a, b) and CARGO_OF[a] == CARGO_OF[b])


def _with_passed(drawn: _Drawn, modes: Mapping[str, frozenset[str]],
                 place_at: Mapping[tuple[float, float], str]) -> _Drawn:
    """Adds the places of routes of its mode that are vertices of its line.

    A place the route names may be passed a second time, as a line into a terminus and out again.
    """
    mode, named_vertices = drawn.entry.route.mode, {stop.vertex for stop in drawn.stops}
    passed = [_Stop(place, number) for number, vertex in enumerate(drawn.vertices)
              if number not in named_vertices and (place := place_at.get(vertex))
              and any(_share_line(mode, place_mode) for place_mode in modes[place])]
    stops: list[_Stop] = []
    for stop in sorted((*drawn.stops, *passed), key=lambda stop: stop.vertex):
        if stops and stops[-1].place_id == stop.place_id:
            if stop.vertex not in named_vertices:
                continue
            if stops[-1].vertex not in named_vertices:
                stops.pop()
        stops.append(stop)
    return _Drawn(drawn.entry, drawn.vertices, drawn.metres, tuple(stops))


def _draw(catalog: Catalog, notes: list[str]) -> list[_Drawn]:
    routes: list[_Drawn] = []
    modes: dict[str, set[str]] = {}
    for entry in catalog.entries:
        parts = line_parts(entry)
        vertices = tuple(vertex for part in parts for vertex in part)
        stops = tuple(_stops(catalog, entry, vertices, notes))
        routes.append(_Drawn(entry, vertices, _metres(parts), stops))
        for stop in stops:
            modes.setdefault(stop.place_id, set()).add(entry.route.mode)
    place_at = {(catalog.places[place].lon, catalog.places[place].lat): place for place in modes}
    modes_at = {place: frozenset(place_modes) for place, place_modes in modes.items()}
    return [_with_passed(drawn, modes_at, place_at) for drawn in routes]


def collapsed(words: Iterable[str]) -> tuple[str, ...]:
    """Returns words without blanks and without repetition of the one before."""
    result: list[str] = []
    for word in words:
        if word and (not result or result[-1] != word):
            result.append(word)
    return tuple(result)


def _countries(catalog: Catalog, drawn: _Drawn) -> list[tuple[str, ...]]:
    """Returns for each stop the countries entered since the stop before, its own last.

    The countries of the named places decide; a country of the route's curated list in which no
    place lies is put between its neighbours in that list.
    """
    stop_countries = [catalog.places[stop.place_id].country for stop in drawn.stops]
    entered: list[tuple[str, ...]] = [(country,) if country else () for country in stop_countries]
    country_order = collapsed(stop_countries)
    runs: list[int] = []
    for number, country in enumerate(stop_countries):
        if country and (not runs or stop_countries[runs[-1]] != country):
            runs.append(number)
    curated = drawn.entry.route.countries
    for operation, start, _, low, high in SequenceMatcher(
            None, country_order, curated, autojunk=False).get_opcodes():
        if operation == "insert" and 0 < start < len(runs):
            entered[runs[start]] = (*curated[low:high], *entered[runs[start]])
    return entered


def _cuts(catalog: Catalog, drawn: _Drawn, nodes: frozenset[str]) -> list[int]:
    """Returns the indexes of the stops at which a route is cut; a sea route only at ports."""
    route, last_stop = drawn.entry.route, len(drawn.stops) - 1
    if runs_in_order(drawn.entry):
        return [0, last_stop]
    cut_places = nodes | gauge_cuts(catalog, route.route_id)
    return [number for number, stop in enumerate(drawn.stops)
            if number in (0, last_stop) or (stop.place_id in cut_places and (
                route.mode != "sea" or catalog.places[stop.place_id].kind == "port"))]


def _cut(catalog: Catalog, drawn: _Drawn, nodes: frozenset[str]) -> list[Segment]:
    route, stops, cuts = drawn.entry.route, drawn.stops, _cuts(catalog, drawn, nodes)
    entered = _countries(catalog, drawn)
    segments: list[Segment] = []
    for first, last in pairwise(cuts):
        entered_stops = range(first + 1, last + 1) if route.mode != "sea" else (last,)
        segments.append(Segment(
            route.route_id, route.mode, stops[first].place_id, stops[last].place_id,
            tuple(stop.place_id for stop in stops[first:last + 1]),
            collapsed((*entered[first][-1:],
                       *(code for number in entered_stops for code in entered[number]))),
            round(drawn.metres[stops[last].vertex] - drawn.metres[stops[first].vertex]),
            (stops[first].vertex, stops[last].vertex), len(cuts) == 2, runs_in_order(drawn.entry)))
    return segments


def cut_routes(catalog: Catalog) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """Returns all segments of a catalog in order, and notes on places where a route was not cut."""
    notes: list[str] = []
    drawn = _draw(catalog, notes)
    users: dict[tuple[str, str], int] = {}
    for route in drawn:
        for place in {stop.place_id for stop in route.stops}:
            key = CARGO_OF[route.entry.route.mode], place
            users[key] = users.get(key, 0) + 1
    nodes = {cargo: frozenset(
        place for (node_cargo, place), count in users.items()
        if node_cargo == cargo and (count > 1 or catalog.places[place].kind in ENDPOINT_KINDS))
        for cargo in CARGOES}
    segments = tuple(segment for route in drawn
                 for segment in _cut(catalog, route, nodes[CARGO_OF[route.entry.route.mode]]))
    return segments, tuple(notes)

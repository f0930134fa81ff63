"""Routes cut into legs: the stretches of their lines between places where a way can turn.

A route is cut at its ends, at places it shares with another route that carries the same cargo, at
hubs, and where a source says that its gauge changes; nowhere else. It is cut at the vertex nearest
to the place, so a leg is always a part of the line that is drawn. A line also counts as passing a
place it does not name where that place is exactly one of its vertices and belongs to a route of its
own mode: two routes drawn along one track then part and join at the same places.
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
"""How far a named place may lie from the nearest vertex of its route and still be a stop of it:
city centres lie up to 10 km from their stations in the data."""

_GEOD = Geod(ellps="WGS84")
_DEGREE_KM = 111.32


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a route between two consecutive stops, from the route's first end to its last.

    `passes` are all places named on it, ends included; `countries` ISO codes in that order, each
    change one border (at sea those of the ends alone). `drawn_m` is the geodesic length of the
    line in metres, without its gaps. `span` gives the first and last vertex, counted through all
    parts of the route's line. `whole` says that the route has no other leg.
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

    @property
    def segment_id(self) -> str:
        """`route/from/to`."""
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


def line_parts(entry: RouteEntry) -> list[list[tuple[float, float]]]:
    """The parts of a route's line as (lon, lat)."""
    line = entry.alignment.line
    lines = [line] if isinstance(line, LineString) else list(line.geoms)
    return [[(x, y) for x, y, *_ in part.coords] for part in lines]


def segment_line(entry: RouteEntry, segment: Segment) -> list[list[tuple[float, float]]]:
    """The part of its route's line that a leg is: parts as (lon, lat), one but for gaps."""
    first, last = segment.span
    found, passed = [], 0
    for part in line_parts(entry):
        piece = part[max(0, first - passed):max(0, last + 1 - passed)]
        if len(piece) > 1:
            found.append(piece)
        passed += len(part)
    return found


def _metres(parts: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, ...]:
    steps: list[float] = []
    for part in parts:
        lons, lats = [x for x, _ in part], [y for _, y in part]
        steps += [0.0, *(float(step) for step in _GEOD.line_lengths(lons, lats))]
    return tuple(accumulate(steps))


def _nearest(vertices: Sequence[tuple[float, float]], lon: float, lat: float) -> tuple[int, float]:
    """The nearest vertex and its distance in kilometres on a local plane."""
    shrink = math.cos(math.radians(lat))
    squares = [((x - lon) * shrink) ** 2 + (y - lat) ** 2 for x, y in vertices]
    nearest = min(range(len(squares)), key=squares.__getitem__)
    return nearest, math.sqrt(squares[nearest]) * _DEGREE_KM


def _stops(catalog: Catalog, entry: RouteEntry, vertices: Sequence[tuple[float, float]],
           notes: list[str]) -> list[_Stop]:
    """The places a route names, each at its vertex; what lies off the line or out of order not."""
    route, last = entry.route, len(vertices) - 1
    stops = [_Stop(route.from_place, 0)]
    for place_id in route.via_places:
        place = catalog.places[place_id]
        vertex, away = _nearest(vertices, place.lon, place.lat)
        if away > TOLERANCE_KM:
            notes.append(f"{route.name}: its line passes {place.name} at {away:.0f} km, so it is "
                         "not cut there.")
        elif not stops[-1].vertex < vertex < last:
            notes.append(f"{route.name}: {place.name} does not lie in its order along the line, "
                         "so it is not cut there.")
        else:
            stops.append(_Stop(place_id, vertex))
    return [*stops, _Stop(route.to_place, last)]


def _alike(a: str, b: str) -> bool:
    """Whether two modes may run on one track."""
    return a == b or ("multimodal" in (a, b) and CARGO_OF[a] == CARGO_OF[b])


def _with_passed(drawn: _Drawn, modes: Mapping[str, frozenset[str]],
                 at: Mapping[tuple[float, float], str]) -> _Drawn:
    """The same with the places of routes of its mode that are vertices of its line.

    A place the route names may be passed a second time, as a line into a terminus and out again.
    """
    mode, taken = drawn.entry.route.mode, {stop.vertex for stop in drawn.stops}
    more = [_Stop(place, number) for number, vertex in enumerate(drawn.vertices)
            if number not in taken and (place := at.get(vertex))
            and any(_alike(mode, other) for other in modes[place])]
    stops: list[_Stop] = []
    for stop in sorted((*drawn.stops, *more), key=lambda stop: stop.vertex):
        if stops and stops[-1].place_id == stop.place_id:
            if stop.vertex not in taken:
                continue
            if stops[-1].vertex not in taken:
                stops.pop()
        stops.append(stop)
    return _Drawn(drawn.entry, drawn.vertices, drawn.metres, tuple(stops))


def _draw(catalog: Catalog, notes: list[str]) -> list[_Drawn]:
    found: list[_Drawn] = []
    modes: dict[str, set[str]] = {}
    for entry in catalog.entries:
        parts = line_parts(entry)
        vertices = tuple(vertex for part in parts for vertex in part)
        stops = tuple(_stops(catalog, entry, vertices, notes))
        found.append(_Drawn(entry, vertices, _metres(parts), stops))
        for stop in stops:
            modes.setdefault(stop.place_id, set()).add(entry.route.mode)
    at = {(catalog.places[place].lon, catalog.places[place].lat): place for place in modes}
    frozen = {place: frozenset(there) for place, there in modes.items()}
    return [_with_passed(drawn, frozen, at) for drawn in found]


def collapsed(words: Iterable[str]) -> tuple[str, ...]:
    """Words without blanks and without repetition of the one before."""
    kept: list[str] = []
    for word in words:
        if word and (not kept or kept[-1] != word):
            kept.append(word)
    return tuple(kept)


def _countries(catalog: Catalog, drawn: _Drawn) -> list[tuple[str, ...]]:
    """For each stop, the countries entered since the stop before, its own last.

    The countries of the named places decide; a country of the route's curated list that no place
    lies in is put between the places it stands between in that list.
    """
    own = [catalog.places[stop.place_id].country for stop in drawn.stops]
    entered: list[tuple[str, ...]] = [(country,) if country else () for country in own]
    seen = collapsed(own)
    runs: list[int] = []
    for number, country in enumerate(own):
        if country and (not runs or own[runs[-1]] != country):
            runs.append(number)
    curated = drawn.entry.route.countries
    for tag, start, _, low, high in SequenceMatcher(
            None, seen, curated, autojunk=False).get_opcodes():
        if tag == "insert" and 0 < start < len(runs):
            entered[runs[start]] = (*curated[low:high], *entered[runs[start]])
    return entered


def _cuts(catalog: Catalog, drawn: _Drawn, nodes: frozenset[str]) -> list[int]:
    """The stops at which a route is cut, as indexes. A ship calls at ports, it passes the rest."""
    route, last = drawn.entry.route, len(drawn.stops) - 1
    wanted = nodes | gauge_cuts(catalog, route.route_id)
    return [number for number, stop in enumerate(drawn.stops)
            if number in (0, last) or (stop.place_id in wanted and (
                route.mode != "sea" or catalog.places[stop.place_id].kind == "port"))]


def _cut(catalog: Catalog, drawn: _Drawn, nodes: frozenset[str]) -> list[Segment]:
    route, stops, cuts = drawn.entry.route, drawn.stops, _cuts(catalog, drawn, nodes)
    entered = _countries(catalog, drawn)
    segments: list[Segment] = []
    for first, last in pairwise(cuts):
        within = range(first + 1, last + 1) if route.mode != "sea" else (last,)
        segments.append(Segment(
            route.route_id, route.mode, stops[first].place_id, stops[last].place_id,
            tuple(stop.place_id for stop in stops[first:last + 1]),
            collapsed((*entered[first][-1:],
                       *(code for number in within for code in entered[number]))),
            round(drawn.metres[stops[last].vertex] - drawn.metres[stops[first].vertex]),
            (stops[first].vertex, stops[last].vertex), len(cuts) == 2))
    return segments


def cut_routes(catalog: Catalog) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """All legs of a catalog in its order, and sentences on places where a route was not cut."""
    notes: list[str] = []
    drawn = _draw(catalog, notes)
    users: dict[tuple[str, str], int] = {}
    for each in drawn:
        for place in {stop.place_id for stop in each.stops}:
            key = CARGO_OF[each.entry.route.mode], place
            users[key] = users.get(key, 0) + 1
    nodes = {cargo: frozenset(
        place for (of, place), count in users.items()
        if of == cargo and (count > 1 or catalog.places[place].kind in ENDPOINT_KINDS))
        for cargo in CARGOES}
    segments = tuple(segment for each in drawn
                 for segment in _cut(catalog, each, nodes[CARGO_OF[each.entry.route.mode]]))
    return segments, tuple(notes)

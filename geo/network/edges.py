"""Edges: segments of several routes that are drawn along one line, and their lengths.

Segments between the same places, by the same mode and of one drawn length, are one edge: closing
the place closes it for all of them, and what one source says of the line holds for it.

Itineraries are ranked by one measure: metres along the drawn line, scaled where a source states the
length of a whole route that the edge belongs to (of several, the shortest route decides). Like
edges measure alike, and the edges of a whole route add up to its stated length. The measure ranks
itineraries; it is never shown as a length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from geo.catalog.catalog import Catalog
from geo.data.geodesy import LEAST, MOST, share
from geo.data.records import Claim
from geo.data.schema import CARGO_OF
from geo.network.gauges import gauge_claims
from geo.network.segments import Segment, collapsed

SHORT: Final = (0.05, 0.15)
"""By what part of the real line a drawn one is taken to run short, at least and at most. Where a
stated length fits the line of a whole route, this is what most of them show."""

LengthRange = tuple[float, float]
"""The least and the most kilometres that an edge is taken to have."""

_SAME_EDGE_M = 20
_SAME_ITINERARY = 0.05
_MIXED = "multimodal"
_UNTOLD = ("rail", "road")
_BETWEEN_PORTS = ("rail", "road", "sea")
_Ends = tuple[str, str, str, bool]
"""Both ends of an edge, its cargo, and whether it is directed."""


class Carrier(NamedTuple):
    """A mode that moves along an edge, and for rail its gauge in millimetres (0: not stated)."""

    mode: str
    gauge: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Segments drawn along one line between the places `a` and `b`, by one mode.

    `mode` is `multimodal` where no route says more; `carriers` are those it may carry. `segments`
    index `Network.segments`. `countries` run from `a` to `b`. `drawn_m` is the length drawn,
    `measure_m` the measure that ranks itineraries, both in metres. `directed` marks one that runs
    only from `a` to `b`: a pipeline, in the order its route gives, or a route that a source says
    runs one way. `scaled` says that a stated length stands behind the measure.
    """

    number: int
    a: str
    b: str
    mode: str
    carriers: frozenset[Carrier]
    segments: tuple[int, ...]
    countries: tuple[str, ...]
    passes: frozenset[str]
    drawn_m: int
    measure_m: int
    directed: bool
    scaled: bool

    @property
    def cargo(self) -> str:
        """The cargo it carries; see `geo.data.schema.CARGOES`."""
        return CARGO_OF[self.mode]

    @property
    def real_km(self) -> LengthRange:
        """The least and the most kilometres that it is taken to have; see `SHORT`."""
        km, (least, most) = self.measure_m / 1000, (0, 0) if self.scaled else SHORT
        return km / (1 - least), km / (1 - most)

    @property
    def borders(self) -> int:
        """The number of borders crossed along it."""
        return max(0, len(self.countries) - 1)


def usable_length(catalog: Catalog, route_id: str, drawn_m: int) -> Claim | None:
    """Returns the stated length of a whole route in km, where it fits the line that is drawn."""
    entry = catalog.entry(route_id)
    claim = entry.headline("length") if entry else None
    ratio = share(drawn_m / 1000, claim) if claim else None
    return claim if ratio and LEAST <= ratio <= MOST else None


def segment_gauges(catalog: Catalog, segment: Segment) -> tuple[Claim, ...]:
    """Returns the claims on the gauge of a segment."""
    return gauge_claims(catalog, segment.route_id, segment.passes, segment.countries)


def _clusters(segments: tuple[Segment, ...], numbers: list[int]) -> Iterator[list[int]]:
    """Groups segments between the same places by drawn length: another length is another line."""
    cluster: list[int] = []
    for number in sorted(numbers, key=lambda n: (segments[n].drawn_m, n)):
        if cluster and segments[number].drawn_m - segments[cluster[-1]].drawn_m > _SAME_EDGE_M:
            yield cluster
            cluster = []
        cluster.append(number)
    if cluster:
        yield cluster


def _by_mode(segments: tuple[Segment, ...], numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Groups segments between the same places by line and mode.

    A multimodal segment joins each mode on the line nearest to its length, where one is near
    enough.
    """
    multimodal = [n for n in numbers if segments[n].mode == _MIXED]
    lines = list(_clusters(segments, [n for n in numbers if segments[n].mode != _MIXED]))
    by_line: dict[int, list[int]] = {}
    unmatched: list[int] = []
    for number in multimodal:
        drawn_m = segments[number].drawn_m
        nearest = min(range(len(lines)), default=-1,
                      key=lambda i: min(abs(segments[n].drawn_m - drawn_m) for n in lines[i]))
        difference_m = (
            min((abs(segments[n].drawn_m - drawn_m) for n in lines[nearest]), default=0)
            if lines
            else drawn_m
        )
        if nearest >= 0 and difference_m <= drawn_m * _SAME_ITINERARY:
            by_line.setdefault(nearest, []).append(number)
        else:
            unmatched.append(number)
    for index, line in enumerate(lines):
        for mode in sorted({segments[n].mode for n in line}):
            yield mode, [*(n for n in line if segments[n].mode == mode), *by_line.get(index, ())]
    for line in _clusters(segments, unmatched):
        yield _MIXED, line


class _Builder:
    """Makes edges of segments."""

    def __init__(self, catalog: Catalog, segments: tuple[Segment, ...]) -> None:
        self._catalog, self._segments = catalog, segments
        self._drawn: dict[str, int] = {}
        for segment in segments:
            self._drawn[segment.route_id] = self._drawn.get(segment.route_id, 0) + segment.drawn_m
        self._stretch: dict[str, float] = {}
        for route_id, drawn in self._drawn.items():
            claim = usable_length(catalog, route_id, drawn)
            ratio = share(drawn / 1000, claim) if claim else None
            if ratio:
                self._stretch[route_id] = 1 / ratio

    def edges(self) -> tuple[Edge, ...]:
        pairs: dict[_Ends, list[int]] = {}
        for number, segment in enumerate(self._segments):
            a, b = segment.from_place, segment.to_place
            directed = CARGO_OF[segment.mode] in ("oil", "gas") or segment.directed
            if not directed:
                a, b = min(a, b), max(a, b)
            pairs.setdefault((a, b, CARGO_OF[segment.mode], directed), []).append(number)
        lines = ((ends, mode, numbers) for ends, together in pairs.items()
                 for mode, numbers in _by_mode(self._segments, together))
        return tuple(self._edge(number, ends, mode, segments)
                     for number, (ends, mode, segments) in enumerate(lines))

    def _edge(self, number: int, ends: _Ends, mode: str, numbers: list[int]) -> Edge:
        a, b, _, directed = ends
        segments = [self._segments[n] for n in numbers]
        fullest = max(segments, key=lambda segment: (len(segment.countries), len(segment.passes)))
        countries = fullest.countries if fullest.from_place == a else fullest.countries[::-1]
        drawn = min(segment.drawn_m for segment in segments if segment.mode == mode)
        stretched = min(
            (route for segment in segments if (route := segment.route_id) in self._stretch),
            key=lambda route: (self._drawn[route], route),
            default="",
        )
        return Edge(
            number,
            a,
            b,
            mode,
            self._carriers(mode, segments),
            tuple(numbers),
            collapsed(countries),
            frozenset(place for segment in segments for place in segment.passes),
            drawn,
            max(1, round(drawn * self._stretch.get(stretched, 1.0))),
            directed,
            bool(stretched),
        )

    def _carriers(self, mode: str, segments: list[Segment]) -> frozenset[Carrier]:
        modes: tuple[str, ...] = (mode,)
        if mode == _MIXED:
            places = self._catalog.places
            ports = all(places[end].kind == "port"
                        for end in (segments[0].from_place, segments[0].to_place))
            modes = _BETWEEN_PORTS if ports else _UNTOLD
        gauges = {int(claim.number) for segment in segments
                  for claim in segment_gauges(self._catalog, segment) if claim.number}
        return frozenset(Carrier(carrier_mode, gauge) for carrier_mode in modes
                         for gauge in (gauges or {0} if carrier_mode == "rail" else {0}))


def build_edges(catalog: Catalog, segments: tuple[Segment, ...]) -> tuple[Edge, ...]:
    """Returns the edges of some segments, numbered in order."""
    return _Builder(catalog, segments).edges()

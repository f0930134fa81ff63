"""Tracks: legs of several routes that are drawn along one line, and how long they measure.

Legs between the same places, by the same mode and of one drawn length, are one track: closing the
place closes it for all of them, and what one source says of the line holds for it.

Ways are measured by one yardstick: metres along the drawn line, stretched where a source states
the length of a whole route the track belongs to (of several, the shortest route decides). Alike
tracks measure alike, and the tracks of a whole route add up to its stated length. The yardstick
ranks ways; it is never shown as a length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from geo.catalog.catalog import Catalog
from geo.data.geodesy import LEAST, MOST, share
from geo.data.records import Claim
from geo.data.schema import CARGO_OF
from geo.network.gauges import gauge_claims
from geo.network.segments import Segment, collapsed

_SAME_EDGE_M = 20
_SAME_ITINERARY = 0.05
_MIXED = "multimodal"
_UNTOLD = ("rail", "road")
_BETWEEN_PORTS = ("rail", "road", "sea")


class Carrier(NamedTuple):
    """What moves along a track: a mode, and for rail the gauge in millimetres (0: not stated)."""

    mode: str
    gauge: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Legs drawn along one line between the places `a` and `b`, by one mode.

    `mode` is `multimodal` where no route says more; `carriers` are those it may carry. `segments`
    index `Network.segments`. `countries` run from `a` to `b`. `drawn_m` is the length drawn,
    `measure_m` the yardstick, both in metres. `one_itinerary`: a pipeline, from `a` to `b` as its
    route is told.
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
    one_itinerary: bool

    @property
    def cargo(self) -> str:
        """The cargo it carries; see `geo.network.segments.CARGOES`."""
        return CARGO_OF[self.mode]

    @property
    def borders(self) -> int:
        """Borders crossed along it."""
        return max(0, len(self.countries) - 1)


def usable_length(catalog: Catalog, route_id: str, drawn_m: int) -> Claim | None:
    """The stated length of a whole route in km, where it fits the line that is drawn."""
    entry = catalog.entry(route_id)
    claim = entry.headline("length") if entry else None
    ratio = share(drawn_m / 1000, claim) if claim else None
    return claim if ratio and LEAST <= ratio <= MOST else None


def segment_gauges(catalog: Catalog, segment: Segment) -> tuple[Claim, ...]:
    """The claims on the gauge of a leg."""
    return gauge_claims(catalog, segment.route_id, segment.passes, segment.countries)


def _clusters(segments: tuple[Segment, ...], numbers: list[int]) -> Iterator[list[int]]:
    """Legs between the same places, parted where their drawn lengths show another line."""
    cluster: list[int] = []
    for number in sorted(numbers, key=lambda n: (segments[n].drawn_m, n)):
        if cluster and segments[number].drawn_m - segments[cluster[-1]].drawn_m > _SAME_EDGE_M:
            yield cluster
            cluster = []
        cluster.append(number)
    if cluster:
        yield cluster


def _by_mode(segments: tuple[Segment, ...], numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Legs between the same places by line and mode.

    A multimodal leg goes with each mode on the line nearest to its length, where one is near.
    """
    mixed = [n for n in numbers if segments[n].mode == _MIXED]
    lines = list(_clusters(segments, [n for n in numbers if segments[n].mode != _MIXED]))
    beside: dict[int, list[int]] = {}
    alone: list[int] = []
    for number in mixed:
        own = segments[number].drawn_m
        near = min(range(len(lines)), default=-1,
                   key=lambda i: min(abs(segments[n].drawn_m - own) for n in lines[i]))
        off = (
            min((abs(segments[n].drawn_m - own) for n in lines[near]), default=0) if lines else own
        )
        if near >= 0 and off <= own * _SAME_ITINERARY:
            beside.setdefault(near, []).append(number)
        else:
            alone.append(number)
    for index, line in enumerate(lines):
        for mode in sorted({segments[n].mode for n in line}):
            yield mode, [*(n for n in line if segments[n].mode == mode), *beside.get(index, ())]
    for line in _clusters(segments, alone):
        yield _MIXED, line


class _Builder:
    """Makes tracks of legs."""

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
        pairs: dict[tuple[str, str, str], list[int]] = {}
        for number, segment in enumerate(self._segments):
            cargo = CARGO_OF[segment.mode]
            ends = segment.from_place, segment.to_place
            if cargo not in ("oil", "gas"):
                ends = min(ends), max(ends)
            pairs.setdefault((cargo, *ends), []).append(number)
        lines = ((ends, mode, numbers) for ends, together in pairs.items()
                 for mode, numbers in _by_mode(self._segments, together))
        return tuple(self._edge(number, ends, mode, segments)
                     for number, (ends, mode, segments) in enumerate(lines))

    def _edge(self, number: int, ends: tuple[str, str, str], mode: str,
               numbers: list[int]) -> Edge:
        cargo, a, b = ends
        segments = [self._segments[n] for n in numbers]
        told = max(segments, key=lambda segment: (len(segment.countries), len(segment.passes)))
        countries = told.countries if told.from_place == a else told.countries[::-1]
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
            cargo in ("oil", "gas"),
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
        return frozenset(Carrier(each, gauge) for each in modes
                         for gauge in (gauges or {0} if each == "rail" else {0}))


def build_edges(catalog: Catalog, segments: tuple[Segment, ...]) -> tuple[Edge, ...]:
    """The tracks of some legs, numbered in order."""
    return _Builder(catalog, segments).edges()

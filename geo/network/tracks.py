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
from geo.data.records import Fact
from geo.data.schema import CARGO_OF
from geo.network.gauges import gauge_claims
from geo.network.segments import Leg, collapsed

_SAME_TRACK_M = 20
_SAME_WAY = 0.05
_MIXED = "multimodal"
_UNTOLD = ("rail", "road")
_BETWEEN_PORTS = ("rail", "road", "sea")


class Vehicle(NamedTuple):
    """What moves along a track: a mode, and for rail the gauge in millimetres (0: not stated)."""

    mode: str
    gauge: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """Legs drawn along one line between the places `a` and `b`, by one mode.

    `mode` is `multimodal` where no route says more; `vehicles` are those it may carry. `legs` index
    `Network.legs`. `countries` run from `a` to `b`. `drawn_m` is the length drawn, `measure_m` the
    yardstick, both in metres. `one_way`: a pipeline, from `a` to `b` as its route is told.
    """

    number: int
    a: str
    b: str
    mode: str
    vehicles: frozenset[Vehicle]
    legs: tuple[int, ...]
    countries: tuple[str, ...]
    passes: frozenset[str]
    drawn_m: int
    measure_m: int
    one_way: bool

    @property
    def cargo(self) -> str:
        """The cargo it carries; see `geo.network.segments.CARGOES`."""
        return CARGO_OF[self.mode]

    @property
    def borders(self) -> int:
        """Borders crossed along it."""
        return max(0, len(self.countries) - 1)


def usable_length(catalog: Catalog, route_id: str, drawn_m: int) -> Fact | None:
    """The stated length of a whole route in km, where it fits the line that is drawn."""
    entry = catalog.entry(route_id)
    fact = entry.headline("length") if entry else None
    ratio = share(drawn_m / 1000, fact) if fact else None
    return fact if ratio and LEAST <= ratio <= MOST else None


def leg_gauges(catalog: Catalog, leg: Leg) -> tuple[Fact, ...]:
    """The claims on the gauge of a leg."""
    return gauge_claims(catalog, leg.route_id, leg.passes, leg.countries)


def _clusters(legs: tuple[Leg, ...], numbers: list[int]) -> Iterator[list[int]]:
    """Legs between the same places, parted where their drawn lengths show another line."""
    cluster: list[int] = []
    for number in sorted(numbers, key=lambda n: (legs[n].drawn_m, n)):
        if cluster and legs[number].drawn_m - legs[cluster[-1]].drawn_m > _SAME_TRACK_M:
            yield cluster
            cluster = []
        cluster.append(number)
    if cluster:
        yield cluster


def _by_mode(legs: tuple[Leg, ...], numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Legs between the same places by line and mode.

    A multimodal leg goes with each mode on the line nearest to its length, where one is near.
    """
    mixed = [n for n in numbers if legs[n].mode == _MIXED]
    lines = list(_clusters(legs, [n for n in numbers if legs[n].mode != _MIXED]))
    beside: dict[int, list[int]] = {}
    alone: list[int] = []
    for number in mixed:
        own = legs[number].drawn_m
        near = min(range(len(lines)), default=-1,
                   key=lambda i: min(abs(legs[n].drawn_m - own) for n in lines[i]))
        off = min((abs(legs[n].drawn_m - own) for n in lines[near]), default=0) if lines else own
        if near >= 0 and off <= own * _SAME_WAY:
            beside.setdefault(near, []).append(number)
        else:
            alone.append(number)
    for index, line in enumerate(lines):
        for mode in sorted({legs[n].mode for n in line}):
            yield mode, [*(n for n in line if legs[n].mode == mode), *beside.get(index, ())]
    for line in _clusters(legs, alone):
        yield _MIXED, line


class _Builder:
    """Makes tracks of legs."""

    def __init__(self, catalog: Catalog, legs: tuple[Leg, ...]) -> None:
        self._catalog, self._legs = catalog, legs
        self._drawn: dict[str, int] = {}
        for leg in legs:
            self._drawn[leg.route_id] = self._drawn.get(leg.route_id, 0) + leg.drawn_m
        self._stretch: dict[str, float] = {}
        for route_id, drawn in self._drawn.items():
            fact = usable_length(catalog, route_id, drawn)
            ratio = share(drawn / 1000, fact) if fact else None
            if ratio:
                self._stretch[route_id] = 1 / ratio

    def tracks(self) -> tuple[Track, ...]:
        pairs: dict[tuple[str, str, str], list[int]] = {}
        for number, leg in enumerate(self._legs):
            cargo = CARGO_OF[leg.mode]
            ends = leg.from_place, leg.to_place
            if cargo not in ("oil", "gas"):
                ends = min(ends), max(ends)
            pairs.setdefault((cargo, *ends), []).append(number)
        lines = ((ends, mode, numbers) for ends, together in pairs.items()
                 for mode, numbers in _by_mode(self._legs, together))
        return tuple(self._track(number, ends, mode, legs)
                     for number, (ends, mode, legs) in enumerate(lines))

    def _track(self, number: int, ends: tuple[str, str, str], mode: str,
               numbers: list[int]) -> Track:
        cargo, a, b = ends
        legs = [self._legs[n] for n in numbers]
        told = max(legs, key=lambda leg: (len(leg.countries), len(leg.passes)))
        countries = told.countries if told.from_place == a else told.countries[::-1]
        drawn = min(leg.drawn_m for leg in legs if leg.mode == mode)
        stretched = min((route for leg in legs if (route := leg.route_id) in self._stretch),
                        key=lambda route: (self._drawn[route], route), default="")
        return Track(
            number, a, b, mode, self._vehicles(mode, legs), tuple(numbers), collapsed(countries),
            frozenset(place for leg in legs for place in leg.passes), drawn,
            max(1, round(drawn * self._stretch.get(stretched, 1.0))), cargo in ("oil", "gas"))

    def _vehicles(self, mode: str, legs: list[Leg]) -> frozenset[Vehicle]:
        modes: tuple[str, ...] = (mode,)
        if mode == _MIXED:
            places = self._catalog.places
            ports = all(places[end].kind == "port"
                        for end in (legs[0].from_place, legs[0].to_place))
            modes = _BETWEEN_PORTS if ports else _UNTOLD
        gauges = {int(fact.number) for leg in legs
                  for fact in leg_gauges(self._catalog, leg) if fact.number}
        return frozenset(Vehicle(each, gauge) for each in modes
                         for gauge in (gauges or {0} if each == "rail" else {0}))


def build_tracks(catalog: Catalog, legs: tuple[Leg, ...]) -> tuple[Track, ...]:
    """The tracks of some legs, numbered in order."""
    return _Builder(catalog, legs).tracks()

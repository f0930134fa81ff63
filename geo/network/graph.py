"""The atlas as a network: places by vehicle, legs between them, and what it takes to change.

Everything is built from the catalog: routes are cut into legs (`geo.network.segments`), legs along
one line are one track (`geo.network.edges`), and the graphs join the tracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import Final, NamedTuple

import networkx as nx

from geo.catalog.catalog import Catalog
from geo.catalog.route_status import EffectiveStatus, effective_status
from geo.data.records import Claim
from geo.data.schema import CARGO_OF, ENDPOINT_KINDS
from geo.network.edges import Carrier, Edge, build_edges, segment_gauges
from geo.network.segments import Segment, cut_routes

START: Final = "*start"
END: Final = "*end"
"""Not places: where a search begins and ends, so that a hub may be several places."""

Links = Sequence[Sequence[tuple[int, tuple[int, ...]]]]
"""For each node the nodes beside it, each with the tracks that lead there; none: a transfer."""


class Node(NamedTuple):
    """A place, and the vehicle goods are on there."""

    place_id: str
    carrier: Carrier


@dataclass(frozen=True, eq=False, slots=True)
class SearchGraph:
    """A graph as plain numbers, to search in: nodes are indexes of `nodes`.

    `at` gives the nodes of each place; `ahead` and `behind` where they lead and what leads there.
    """

    nodes: tuple[Node, ...] = field(repr=False)
    at: Mapping[str, tuple[int, ...]] = field(repr=False)
    ahead: Links = field(repr=False)
    behind: Links = field(repr=False)


@dataclass(frozen=True, eq=False)
class Network:
    """Legs and tracks of a catalog with the graphs made of them. Immutable; keep one per catalog.

    `notes` say where a route was not cut and why.
    """

    catalog: Catalog = field(repr=False)
    segments: tuple[Segment, ...] = field(repr=False)
    edges: tuple[Edge, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def route_segments(self) -> Mapping[str, tuple[int, ...]]:
        """The legs of each route in order, as indexes of `segments`."""
        found: dict[str, list[int]] = {}
        for number, segment in enumerate(self.segments):
            found.setdefault(segment.route_id, []).append(number)
        return {route_id: tuple(numbers) for route_id, numbers in found.items()}

    @cached_property
    def effective_statuses(self) -> Mapping[str, EffectiveStatus]:
        """The status each route counts with."""
        return {e.route_id: effective_status(self.catalog, e) for e in self.catalog.entries}

    @cached_property
    def gauges(self) -> tuple[int, ...]:
        """The gauges stated of some track, in millimetres; (0,) where none is."""
        known = {v.gauge for edge in self.edges for v in edge.carriers if v.gauge}
        return tuple(sorted(known)) or (0,)

    def drives(self, edge: Edge) -> tuple[Carrier, ...]:
        """The vehicles a track may carry, one for each known gauge where its own is not stated."""
        return tuple(sorted({
            Carrier(carrier.mode, gauge) for carrier in edge.carriers
            for gauge in (self.gauges if carrier.mode == "rail" and not carrier.gauge
                          else (carrier.gauge,))}))

    def places(self, cargo: str) -> frozenset[str]:
        """The places at which legs of a cargo begin or end."""
        return self._places_by_cargo.get(cargo, frozenset())

    @cached_property
    def _places_by_cargo(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for edge in self.edges:
            found.setdefault(edge.cargo, set()).update((edge.a, edge.b))
        return {cargo: frozenset(places) for cargo, places in found.items()}

    @cached_property
    def change_places(self) -> frozenset[str]:
        """Where goods may change mode: places of a hub's kind, and where some route ends."""
        ends = {end for entry in self.catalog.entries
                for end in (entry.route.from_place, entry.route.to_place)}
        endpoints = {place.place_id for place in self.catalog.places.values()
                if place.kind in ENDPOINT_KINDS}
        return frozenset(ends | endpoints)

    @cached_property
    def graph(self) -> nx.DiGraph[Node]:
        """Nodes are places by vehicle; edges legs, and transfers where mode or gauge changes.

        An edge has `kind`: `segment`, with `edges` (numbers of the tracks it stands for), or
        `transfer`, with `change`: `mode` or `gauge`. Modes change at `change_places` only, gauges
        wherever tracks meet. A track whose gauge is not stated stands at every gauge: it may have
        any of them, so no break is counted at it that nobody states.
        """
        return self._graph({edge.number: self.drives(edge) for edge in self.edges})

    @cached_property
    def mode_graph(self) -> nx.DiGraph[Node]:
        """`graph` without gauges: places by mode."""
        return self._graph({edge.number: tuple(sorted({Carrier(v.mode) for v in edge.carriers}))
                            for edge in self.edges})

    def _graph(self, drives: Mapping[int, tuple[Carrier, ...]]) -> nx.DiGraph[Node]:
        graph: nx.DiGraph[Node] = nx.DiGraph()
        along: dict[tuple[Node, Node], list[int]] = {}
        for edge in self.edges:
            for carrier in drives[edge.number]:
                ends = Node(edge.a, carrier), Node(edge.b, carrier)
                along.setdefault(ends, []).append(edge.number)
                if not edge.one_itinerary:
                    along.setdefault((ends[1], ends[0]), []).append(edge.number)
        for (start, end), numbers in along.items():
            graph.add_edge(start, end, kind="leg", edges=tuple(numbers))
        for start, end in _transfers(list(graph)):
            change = "gauge" if start.carrier.mode == end.carrier.mode else "mode"
            if change == "gauge" or start.place_id in self.change_places:
                graph.add_edge(start, end, kind="transfer", change=change, edges=())
        return graph

    @cached_property
    def lanes(self) -> SearchGraph:
        """`mode_graph`, to search in."""
        return _lanes(self.mode_graph)

    @cached_property
    def search_graph(self) -> SearchGraph:
        """`graph`, to search in."""
        return _lanes(self.graph)

    @cached_property
    def segment_edges(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the tracks that each leg is part of."""
        found: dict[int, list[int]] = {}
        for edge in self.edges:
            for segment in edge.segments:
                found.setdefault(segment, []).append(edge.number)
        return {segment: tuple(numbers) for segment, numbers in found.items()}

    @cached_property
    def gauge_claims(self) -> tuple[tuple[Claim, ...], ...]:
        """For each leg, the claims on its gauge."""
        return tuple(segment_gauges(self.catalog, segment) for segment in self.segments)


def _transfers(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    there: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        there.setdefault((node.place_id, CARGO_OF[node.carrier.mode]), []).append(node)
    for together in there.values():
        yield from permutations(together, 2)


def _lanes(graph: nx.DiGraph[Node]) -> SearchGraph:
    nodes = tuple(graph)
    number = {node: index for index, node in enumerate(nodes)}
    at: dict[str, list[int]] = {}
    behind: list[list[tuple[int, tuple[int, ...]]]] = [[] for _ in nodes]
    ahead: list[tuple[tuple[int, tuple[int, ...]], ...]] = []
    for index, node in enumerate(nodes):
        at.setdefault(node.place_id, []).append(index)
        ahead.append(tuple((number[after], edge["edges"])
                           for after, edge in graph.adj[node].items()))
        for after, edges in ahead[-1]:
            behind[after].append((index, edges))
    return SearchGraph(nodes, {place: tuple(there) for place, there in at.items()}, ahead, behind)


def build_network(catalog: Catalog) -> Network:
    """The network of a catalog; about 30 ms for the shipped data, so keep it."""
    segments, notes = cut_routes(catalog)
    return Network(catalog, segments, build_edges(catalog, segments), notes)

"""The network: places by carrier, the segments between them, and the transfers at them.

Everything is built from the catalog: routes are cut into segments (`geo.network.segments`),
segments along one line are one edge (`geo.network.edges`), and the graphs join the edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, permutations
from typing import Final, NamedTuple

import networkx as nx

from geo.catalog.catalog import Catalog
from geo.catalog.route_status import EffectiveStatus, effective_status
from geo.data.lru import ResultsOwner
from geo.data.records import Claim
from geo.data.schema import CARGO_OF, ENDPOINT_KINDS
from geo.network.edges import Carrier, Edge, build_edges, segment_gauges
from geo.network.segments import Segment, cut_routes

START: Final = "*start"
END: Final = "*end"
"""Not places: where a search begins and ends, so that an endpoint may be several places."""

START_NODE: Final = -1
END_NODE: Final = -2
"""The same in a search by numbers: linked to every node, and from every node."""

Links = Sequence[Sequence[tuple[int, tuple[int, ...]]]]
"""The neighbours of each node, each with the edges that lead there; without edges: a transfer."""


class Node(NamedTuple):
    """A place, and the carrier goods are on there."""

    place_id: str
    carrier: Carrier


@dataclass(frozen=True, eq=False, slots=True)
class SearchGraph:
    """A graph as plain numbers for searches: nodes are indexes of `nodes`.

    `at` gives the nodes of each place, `ahead` the links out of each node. `graph` has the same
    links with their `edges`, and `START_NODE` and `END_NODE`, whose links have None there.
    """

    nodes: tuple[Node, ...] = field(repr=False)
    at: Mapping[str, tuple[int, ...]] = field(repr=False)
    ahead: Links = field(repr=False)
    graph: nx.DiGraph[int] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Network(ResultsOwner):
    """Segments and edges of a catalog with their graphs. Immutable; keep one per catalog.

    `notes` say where a route was not cut and why.
    """

    catalog: Catalog = field(repr=False)
    segments: tuple[Segment, ...] = field(repr=False)
    edges: tuple[Edge, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def route_segments(self) -> Mapping[str, tuple[int, ...]]:
        """The segments of each route in order, as indexes of `segments`."""
        numbers_by_route: dict[str, list[int]] = {}
        for number, segment in enumerate(self.segments):
            numbers_by_route.setdefault(segment.route_id, []).append(number)
        return {route_id: tuple(numbers) for route_id, numbers in numbers_by_route.items()}

    @cached_property
    def effective_statuses(self) -> Mapping[str, EffectiveStatus]:
        """The effective status of each route."""
        return {
            entry.route_id: effective_status(self.catalog, entry) for entry in self.catalog.entries
        }

    @cached_property
    def gauges(self) -> tuple[int, ...]:
        """The gauges stated of some edge, in millimetres; (0,) where none is."""
        gauges = {
            carrier.gauge for edge in self.edges for carrier in edge.carriers if carrier.gauge
        }
        return tuple(sorted(gauges)) or (0,)

    def drives(self, edge: Edge) -> tuple[Carrier, ...]:
        """Returns the carriers an edge may have: each known gauge where its own is not stated."""
        return tuple(sorted({
            Carrier(carrier.mode, gauge) for carrier in edge.carriers
            for gauge in (self.gauges if carrier.mode == "rail" and not carrier.gauge
                          else (carrier.gauge,))}))

    def places(self, cargo: str) -> frozenset[str]:
        """Returns the places at which segments of a cargo begin or end."""
        return self._places_by_cargo.get(cargo, frozenset())

    @cached_property
    def _places_by_cargo(self) -> Mapping[str, frozenset[str]]:
        places_by_cargo: dict[str, set[str]] = {}
        for edge in self.edges:
            places_by_cargo.setdefault(edge.cargo, set()).update((edge.a, edge.b))
        return {cargo: frozenset(places) for cargo, places in places_by_cargo.items()}

    @cached_property
    def change_places(self) -> frozenset[str]:
        """The places where goods may change mode: endpoints by kind, and ends of routes."""
        ends = {end for entry in self.catalog.entries
                for end in (entry.route.from_place, entry.route.to_place)}
        endpoints = {place.place_id for place in self.catalog.places.values()
                if place.kind in ENDPOINT_KINDS}
        return frozenset(ends | endpoints)

    @cached_property
    def graph(self) -> nx.DiGraph[Node]:
        """The graph whose nodes are places by carrier, with links for edges and for transfers.

        A link has `kind`: `leg`, with `edges` (numbers of the edges it stands for), or `transfer`,
        with `change`: `mode` or `gauge`. Modes change at `change_places` only, gauges wherever
        edges meet. An edge whose gauge is not stated stands at every gauge: it may have any of
        them, so no break of gauge is counted at it that nobody states.
        """
        return self._graph({edge.number: self.drives(edge) for edge in self.edges})

    @cached_property
    def mode_graph(self) -> nx.DiGraph[Node]:
        """The graph without gauges: its nodes are places by mode."""
        return self._graph(
            {
                edge.number: tuple(sorted({Carrier(carrier.mode) for carrier in edge.carriers}))
                for edge in self.edges
            }
        )

    def _graph(self, carriers: Mapping[int, tuple[Carrier, ...]]) -> nx.DiGraph[Node]:
        graph: nx.DiGraph[Node] = nx.DiGraph()
        edges_by_ends: dict[tuple[Node, Node], list[int]] = {}
        for edge in self.edges:
            for carrier in carriers[edge.number]:
                ends = Node(edge.a, carrier), Node(edge.b, carrier)
                edges_by_ends.setdefault(ends, []).append(edge.number)
                if not edge.directed:
                    edges_by_ends.setdefault((ends[1], ends[0]), []).append(edge.number)
        for (start, end), numbers in edges_by_ends.items():
            graph.add_edge(start, end, kind="leg", edges=tuple(numbers))
        for start, end in _transfers(list(graph)):
            change = "gauge" if start.carrier.mode == end.carrier.mode else "mode"
            if change == "gauge" or start.place_id in self.change_places:
                graph.add_edge(start, end, kind="transfer", change=change, edges=())
        return graph

    @cached_property
    def lanes(self) -> SearchGraph:
        """The mode graph as numbers, for searches."""
        return _lanes(self.mode_graph)

    @cached_property
    def search_graph(self) -> SearchGraph:
        """The graph as numbers, for searches."""
        return _lanes(self.graph)

    @cached_property
    def segment_edges(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the edges that each segment is part of."""
        edges_by_segment: dict[int, list[int]] = {}
        for edge in self.edges:
            for segment in edge.segments:
                edges_by_segment.setdefault(segment, []).append(edge.number)
        return {segment: tuple(numbers) for segment, numbers in edges_by_segment.items()}

    @cached_property
    def edge_pairs(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The places of each edge at which edges meet, in pairs of neighbours from `a` to `b`.

        A pair but for a route that runs one way: it is one edge, and passes many such places.
        """
        return tuple(self._pairs(edge) for edge in self.edges)

    def _pairs(self, edge: Edge) -> tuple[tuple[str, str], ...]:
        if not self.segments[edge.segments[0]].directed:
            return ((edge.a, edge.b),)
        places = self.places(edge.cargo)
        return tuple(pairwise(place for place in self.segments[edge.segments[0]].passes
                              if place in places))

    @cached_property
    def gauge_claims(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims on the gauge of each segment."""
        return tuple(segment_gauges(self.catalog, segment) for segment in self.segments)


def _transfers(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    nodes_by_place: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        nodes_by_place.setdefault((node.place_id, CARGO_OF[node.carrier.mode]), []).append(node)
    for together in nodes_by_place.values():
        yield from permutations(together, 2)


def _lanes(graph: nx.DiGraph[Node]) -> SearchGraph:
    nodes = tuple(graph)
    number = {node: index for index, node in enumerate(nodes)}
    numbers_by_place: dict[str, list[int]] = {}
    ahead: list[tuple[tuple[int, tuple[int, ...]], ...]] = []
    for index, node in enumerate(nodes):
        numbers_by_place.setdefault(node.place_id, []).append(index)
        ahead.append(tuple((number[after], edge["edges"])
                           for after, edge in graph.adj[node].items()))
    links: nx.DiGraph[int] = nx.DiGraph()
    links.add_nodes_from(range(len(nodes)))
    links.add_edges_from((before, after, {"edges": edges})
                         for before, ways in enumerate(ahead) for after, edges in ways)
    links.add_edges_from(((START_NODE, node) for node in range(len(nodes))), edges=None)
    links.add_edges_from(((node, END_NODE) for node in range(len(nodes))), edges=None)
    return SearchGraph(
        nodes, {place: tuple(numbers) for place, numbers in numbers_by_place.items()}, ahead, links
    )


def build_network(catalog: Catalog) -> Network:
    """Returns the network of a catalog; takes about 30 ms for the shipped data, so keep it."""
    segments, notes = cut_routes(catalog)
    return Network(catalog, segments, build_edges(catalog, segments), notes)

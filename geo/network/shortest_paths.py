"""Shortest paths: the cost of each edge under a scenario, and the cheapest path by it.

networkx searches. Of paths that cost the same it keeps the one found first; nodes, links and the
places of an endpoint have a fixed order, so the same question has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import networkx as nx

from geo.data.schema import CARGOES
from geo.network.admission import Admission
from geo.network.graph import END_NODE, START_NODE, Network, SearchGraph
from geo.network.itinerary import Step

Costs = Sequence[int | None]
"""The cost of each edge, None where it is closed. Whole numbers, so that sums are exact."""

Found = tuple[str, list[Step]]
"""A path as a search finds it: the place it begins at, and its steps."""

_Ends = tuple[Collection[str], Collection[str]]
"""The places where a path may begin, and those where it may end."""

TIE: Final = 1024
"""Costs are metres times this, so that among paths of one length transfers can decide."""

FIRST: Final = 10**10 * TIE
"""The cost of what ranks first: more than any path is long, so length decides only ties."""


def costs(network: Network, admission: Admission, cargo: str, *, borders: bool = False) -> Costs:
    """Returns `measure_m` times `TIE` for each open edge of a cargo; `borders` puts them first."""
    modes = CARGOES[cargo]
    return [edge.measure_m * TIE + borders * FIRST * edge.borders
            if edge.mode in modes and admission.edges[edge.number] else None
            for edge in network.edges]


def _cheapest(numbers: Sequence[int], costs: Costs) -> int | None:
    """Returns the number of the cheapest open edge; the first of equals."""
    open_numbers = [number for number in numbers if costs[number] is not None]
    return min(open_numbers, key=lambda number: (costs[number], number), default=None)


def _weights(graph: SearchGraph, costs: Costs, ends: _Ends, transfer: int = 1
             ) -> Callable[[int, int, Mapping[str, Any]], int | None]:
    """Returns the cost of a link, None where it is closed; `transfer` is that of a transfer.

    Only the links from `START_NODE` to the first of `ends` and from the second to `END_NODE` are
    open.
    """
    begin, finish = (frozenset(node_numbers(graph, places)) for places in ends)

    def weight(one: int, other: int, link: Mapping[str, Any]) -> int | None:
        edges = link["edges"]
        if edges:
            number = edges[0] if len(edges) == 1 else _cheapest(edges, costs)
            return None if number is None else costs[number]
        if edges is not None:
            return transfer
        chosen = begin if START_NODE in (one, other) else finish
        return 0 if one in chosen or other in chosen else None

    return weight


def node_numbers(graph: SearchGraph, places: Collection[str]) -> list[int]:
    """Returns the nodes of some places, as numbers."""
    return sorted(node for place in places for node in graph.at.get(place, ()))


def _search(network: Network, graph: SearchGraph, costs: Costs, ends: _Ends, transfer: int
            ) -> Found | None:
    """Returns the cheapest path between two sets of places, searching from both until they meet."""
    if not set(node_numbers(graph, ends[0])).isdisjoint(node_numbers(graph, ends[1])):
        return None
    try:
        _, path = nx.bidirectional_dijkstra(graph.graph, START_NODE, END_NODE,
                                            _weights(graph, costs, ends, transfer))
    except nx.NetworkXNoPath:
        return None
    return _steps(network, graph, costs, path[1:-1])


def _steps(network: Network, graph: SearchGraph, costs: Costs, path: Sequence[int]) -> Found | None:
    """Returns a path of nodes as steps; None where it has none."""
    steps: list[Step] = []
    for before, after in pairwise(path):
        number = _cheapest(dict(graph.ahead[before])[after], costs)
        if number is not None:
            place = graph.nodes[before].place_id
            steps.append(Step(number, network.edges[number].a == place))
    return (graph.nodes[path[0]].place_id, steps) if steps else None


def cheapest(network: Network, costs: Costs, starts: Collection[str], ends: Collection[str]
             ) -> Found | None:
    """Returns the cheapest path from any of the starts to any of the ends; None if there is none.

    Of equals it is one with the fewest changes of mode. A place that is a start and an end makes no
    path.
    """
    return _search(network, network.lanes, costs, (starts, ends), 1)


def cheapest_to_each(network: Network, costs: Costs, starts: Collection[str],
                     targets: Collection[str]) -> dict[str, Found]:
    """Returns the cheapest path to each reachable target, by place; one search for all."""
    graph = network.lanes
    before, least_costs = nx.dijkstra_predecessor_and_distance(
        graph.graph, START_NODE, weight=_weights(graph, costs, (starts, ())))
    best_nodes: dict[str, int] = {}
    for node in least_costs:  # the nearest first
        place = graph.nodes[node].place_id if node != START_NODE else ""
        if place in targets:
            best_nodes.setdefault(place, node)
    paths = {place: _steps(network, graph, costs, _path(before, node))
             for place, node in best_nodes.items()}
    return {place: path for place, path in paths.items() if path}


def _path(before: Mapping[int, Sequence[int]], node: int) -> list[int]:
    """Returns the nodes of a path to a node, of equals the one that was found first."""
    path = [node]
    while (previous := before[path[-1]][0]) != START_NODE:
        path.append(previous)
    return path[::-1]


def distances_to(network: Network, costs: Costs, ends: Collection[str]) -> dict[int, int]:
    """Returns for each node that leads to one of the ends the cost of the cheapest path there.

    `END_NODE` is among them, and costs nothing.
    """
    graph = network.lanes
    found: dict[int, int] = nx.single_source_dijkstra_path_length(
        graph.graph.reverse(copy=False), END_NODE, weight=_weights(graph, costs, ((), ends)))
    return found


def fewest_transfers(network: Network, costs: Costs, starts: Collection[str],
                     ends: Collection[str]) -> Found | None:
    """Returns the path with the fewest transfers, the shortest of those; None if there is none."""
    return cheapest_with_transfers(network, costs, starts, ends, FIRST)


def cheapest_with_transfers(
    network: Network, costs: Costs, starts: Collection[str], ends: Collection[str], transfer: int
) -> Found | None:
    """Returns the path of least length plus `transfer` for each transfer; None if there is none."""
    return _search(network, network.search_graph, costs, (starts, ends), transfer)


def measure(network: Network, path: Found | None) -> int | None:
    """Returns the sum of `measure_m` along a path in metres; None of none."""
    return None if path is None else sum(network.edges[step.edge].measure_m for step in path[1])

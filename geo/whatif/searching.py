"""The search for ways: one cost for each track under a scenario, and the cheapest way by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Any, Final

import networkx as nx

from geo.legs import CARGOES
from geo.network import END, START, Network
from geo.whatif.scenario import Admission
from geo.whatif.ways import Step

Costs = Sequence[int | None]
"""For each track what it costs, None where it is shut. Whole numbers, so that sums are exact."""

Found = tuple[str, list[Step]]
"""A way as it is found: the place it begins at, and its steps."""

TIE: Final = 1024
"""Costs count metres by this, so that among ways of one length transfers can decide."""

FIRST: Final = 10**10 * TIE
"""What comes first costs: more than any way is long, so that length decides among equals only."""


def costs(network: Network, admission: Admission, cargo: str, *, borders: bool = False) -> Costs:
    """The yardstick of each open track of a cargo, times `TIE`; with `borders`, borders first."""
    modes = CARGOES[cargo]
    return [track.measure_m * TIE + borders * FIRST * track.borders
            if track.mode in modes and admission.tracks[track.number] else None
            for track in network.tracks]


def _cheapest(numbers: Sequence[int], costs: Costs) -> int | None:
    """The number of the cheapest open track; the first of equals."""
    open_ones = [number for number in numbers if costs[number] is not None]
    return min(open_ones, key=lambda number: (costs[number], number), default=None)


def _weight(costs: Costs, starts: Collection[str], ends: Collection[str], transfer: int
            ) -> Callable[[Any, Any, dict[str, Any]], int | None]:
    def weight(before: Any, after: Any, edge: dict[str, Any]) -> int | None:  # noqa: ANN401
        if before == START:
            return 0 if after.place_id in starts else None
        if after == END:
            return 0 if before.place_id in ends else None
        numbers: tuple[int, ...] = edge["tracks"]
        if not numbers:
            return transfer
        if len(numbers) == 1:
            return costs[numbers[0]]
        found = _cheapest(numbers, costs)
        return None if found is None else costs[found]
    return weight


def _search(network: Network, graph: nx.DiGraph[Any], costs: Costs,
            weight: Callable[[Any, Any, dict[str, Any]], int | None]) -> Found | None:
    try:
        _, path = nx.bidirectional_dijkstra(graph, START, END, weight)
    except nx.NetworkXNoPath:
        return None
    return _told(network, graph, costs, path[:-1])


def _told(network: Network, graph: nx.DiGraph[Any], costs: Costs, path: Sequence[Any]
          ) -> Found | None:
    """A path from `START` as steps."""
    steps: list[Step] = []
    for before, after in pairwise(path[1:]):
        number = _cheapest(graph.edges[before, after]["tracks"], costs)
        if number is not None:
            steps.append(Step(number, network.tracks[number].a == before.place_id))
    return (path[1].place_id, steps) if steps else None


def cheapest(network: Network, costs: Costs, starts: Collection[str], ends: Collection[str]
             ) -> Found | None:
    """The cheapest way from one of some places to one of others; None where there is none.

    Of equals it is one with the fewest changes of mode. A place that is a start and an end makes
    no way.
    """
    return _search(network, network.search_graph, costs, _weight(costs, starts, ends, 1))


def cheapest_to_each(network: Network, costs: Costs, starts: Collection[str],
                     targets: Collection[str]) -> dict[str, Found]:
    """The cheapest way to each of some places that can be reached, by place; one search for all."""
    graph = network.search_graph
    spent, paths = nx.single_source_dijkstra(
        graph, START, weight=_weight(costs, starts, (), 1))
    best: dict[str, Any] = {}
    for node in paths:
        if node != START and node.place_id in targets:
            last = best.get(node.place_id)
            if last is None or spent[node] < spent[last]:
                best[node.place_id] = node
    ways = {place: _told(network, graph, costs, paths[node]) for place, node in best.items()}
    return {place: way for place, way in ways.items() if way}


def fewest_transfers(network: Network, costs: Costs, starts: Collection[str],
                     ends: Collection[str]) -> Found | None:
    """The way with the fewest transfers, the shortest of those; None where there is none."""
    return _search(network, network.vehicle_search_graph, costs,
                   _weight(costs, starts, ends, FIRST))


def measure(network: Network, way: Found | None) -> int | None:
    """The yardstick of a way in metres; None of none."""
    return None if way is None else sum(network.tracks[s.track].measure_m for s in way[1])

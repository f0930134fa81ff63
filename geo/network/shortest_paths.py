"""Shortest paths: the cost of each edge under a scenario, and the cheapest path by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from geo.data.schema import CARGOES
from geo.network.admission import Admission
from geo.network.graph import Links, Network, SearchGraph
from geo.network.itinerary import Step

Costs = Sequence[int | None]
"""The cost of each edge, None where it is closed. Whole numbers, so that sums are exact."""

Found = tuple[str, list[Step]]
"""A path as a search finds it: the place it begins at, and its steps."""

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


class _Front:
    """The frontier of a search from some nodes, nearest first: Dijkstra's algorithm.

    `least_costs` gives the least cost known to each node, `previous` the node before it; for the
    nodes in `done` both are final. Of paths that cost the same the first one found stays.
    """

    __slots__ = (
        "_costs",
        "_heap",
        "_links",
        "_pushed",
        "_transfer",
        "done",
        "least_costs",
        "previous",
    )

    def __init__(self, links: Links, starts: Sequence[int], costs: Costs, transfer: int) -> None:
        self._links, self._costs, self._transfer = links, costs, transfer
        self._heap = [(0, rank, node) for rank, node in enumerate(starts)]
        self._pushed = len(starts)
        self.least_costs, self.previous = dict.fromkeys(starts, 0), dict[int, int]()
        self.done: set[int] = set()

    def nearest(self) -> int | None:
        """Returns the next node, its cost now final; None where there is none or it was done."""
        node = heappop(self._heap)[2] if self._heap else None
        if node in self.done or node is None:
            return None
        self.done.add(node)
        return node

    def beyond(self, node: int) -> list[int]:
        """Relaxes the edges that leave a node; returns the nodes whose cost fell."""
        least_costs, done, costs, improved = self.least_costs, self.done, self._costs, list[int]()
        cost_here = least_costs[node]
        for after, edges in self._links[node]:
            if after in done:
                continue
            cost: int | None = self._transfer
            if edges:
                number = edges[0] if len(edges) == 1 else _cheapest(edges, costs)
                cost = None if number is None else costs[number]
            if cost is None or (after in least_costs and least_costs[after] <= cost_here + cost):
                continue
            least_costs[after], self.previous[after] = cost_here + cost, node
            heappush(self._heap, (cost_here + cost, self._pushed, after))
            self._pushed += 1
            improved.append(after)
        return improved

    def __bool__(self) -> bool:
        return bool(self._heap)

    def path(self, node: int) -> list[int]:
        """Returns the nodes from the start of the search to a node."""
        path = [node]
        while (before := self.previous.get(path[-1])) is not None:
            path.append(before)
        return path[::-1]


def node_numbers(graph: SearchGraph, places: Collection[str]) -> list[int]:
    """Returns the nodes of some places, as numbers."""
    return sorted(node for place in places for node in graph.at.get(place, ()))


def _search(network: Network, graph: SearchGraph, costs: Costs, ends: Sequence[Sequence[int]],
            transfer: int) -> Found | None:
    """Returns the cheapest path between two sets of nodes, searching from both until they meet."""
    if not set(ends[0]).isdisjoint(ends[1]):
        return None
    front, opposite = (_Front(links, nodes, costs, transfer) for links, nodes in zip(
        (graph.ahead, graph.behind), ends, strict=True))
    ahead, behind = front, opposite
    least, meeting = float("inf"), -1
    while front and opposite:
        node = front.nearest()
        if node is not None:
            if node in opposite.done:
                break
            for after in front.beyond(node):
                if (
                    after in opposite.least_costs
                    and front.least_costs[after] + opposite.least_costs[after] < least
                ):
                    least, meeting = front.least_costs[after] + opposite.least_costs[after], after
        front, opposite = opposite, front
    if meeting < 0:
        return None
    return _steps(network, graph, costs, [*ahead.path(meeting), *behind.path(meeting)[-2::-1]])


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
    graph = network.lanes
    return _search(network, graph, costs,
                   [node_numbers(graph, starts), node_numbers(graph, ends)], 1)


def cheapest_to_each(network: Network, costs: Costs, starts: Collection[str],
                     targets: Collection[str]) -> dict[str, Found]:
    """Returns the cheapest path to each reachable target, by place; one search for all."""
    graph = network.lanes
    front = _Front(graph.ahead, node_numbers(graph, starts), costs, 1)
    while front:
        node = front.nearest()
        if node is not None:
            front.beyond(node)
    best_nodes: dict[str, int] = {}
    for node, cost in front.least_costs.items():
        place = graph.nodes[node].place_id
        if place in targets and (
            place not in best_nodes or cost < front.least_costs[best_nodes[place]]
        ):
            best_nodes[place] = node
    paths = {
        place: _steps(network, graph, costs, front.path(node)) for place, node in best_nodes.items()
    }
    return {place: path for place, path in paths.items() if path}


def distances_to(network: Network, costs: Costs, ends: Collection[str]) -> dict[int, int]:
    """Returns for each node that leads to one of the ends the cost of the cheapest path there."""
    graph = network.lanes
    front = _Front(graph.behind, node_numbers(graph, ends), costs, 1)
    while front:
        node = front.nearest()
        if node is not None:
            front.beyond(node)
    return front.least_costs


def fewest_transfers(network: Network, costs: Costs, starts: Collection[str],
                     ends: Collection[str]) -> Found | None:
    """Returns the path with the fewest transfers, the shortest of those; None if there is none."""
    return cheapest_with_transfers(network, costs, starts, ends, FIRST)


def cheapest_with_transfers(
    network: Network, costs: Costs, starts: Collection[str], ends: Collection[str], transfer: int
) -> Found | None:
    """Returns the path of least length plus `transfer` for each transfer; None if there is none."""
    graph = network.search_graph
    return _search(network, graph, costs, [node_numbers(graph, starts), node_numbers(graph, ends)],
                   transfer)


def measure(network: Network, path: Found | None) -> int | None:
    """Returns the sum of `measure_m` along a path in metres; None of none."""
    return None if path is None else sum(network.edges[step.edge].measure_m for step in path[1])

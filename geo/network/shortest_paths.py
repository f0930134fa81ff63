"""The search for ways: one cost for each track under a scenario, and the cheapest way by it."""

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
    return [edge.measure_m * TIE + borders * FIRST * edge.borders
            if edge.mode in modes and admission.edges[edge.number] else None
            for edge in network.edges]


def _cheapest(numbers: Sequence[int], costs: Costs) -> int | None:
    """The number of the cheapest open track; the first of equals."""
    open_ones = [number for number in numbers if costs[number] is not None]
    return min(open_ones, key=lambda number: (costs[number], number), default=None)


class _Front:
    """How far a search has come from some nodes, nearest first: Dijkstra's algorithm.

    `seen` gives the least cost known to each node, `came` the node before it; of the nodes in
    `done` both are final. Of ways that cost the same the one found first stays.
    """

    __slots__ = ("_costs", "_heap", "_links", "_pushed", "_transfer", "came", "done", "seen")

    def __init__(self, links: Links, starts: Sequence[int], costs: Costs, transfer: int) -> None:
        self._links, self._costs, self._transfer = links, costs, transfer
        self._heap = [(0, rank, node) for rank, node in enumerate(starts)]
        self._pushed = len(starts)
        self.seen, self.came = dict.fromkeys(starts, 0), dict[int, int]()
        self.done: set[int] = set()

    def nearest(self) -> int | None:
        """The next node, whose cost is now final; None where there is none or it was done."""
        node = heappop(self._heap)[2] if self._heap else None
        if node in self.done or node is None:
            return None
        self.done.add(node)
        return node

    def beyond(self, node: int) -> list[int]:
        """Look on from a node: the nodes to which it makes a cheaper way than was known."""
        seen, done, costs, better = self.seen, self.done, self._costs, list[int]()
        spent = seen[node]
        for after, edges in self._links[node]:
            if after in done:
                continue
            cost: int | None = self._transfer
            if edges:
                number = edges[0] if len(edges) == 1 else _cheapest(edges, costs)
                cost = None if number is None else costs[number]
            if cost is None or (after in seen and seen[after] <= spent + cost):
                continue
            seen[after], self.came[after] = spent + cost, node
            heappush(self._heap, (spent + cost, self._pushed, after))
            self._pushed += 1
            better.append(after)
        return better

    def __bool__(self) -> bool:
        return bool(self._heap)

    def path(self, node: int) -> list[int]:
        """The nodes from where the search began to a node."""
        path = [node]
        while (before := self.came.get(path[-1])) is not None:
            path.append(before)
        return path[::-1]


def node_numbers(lanes: SearchGraph, places: Collection[str]) -> list[int]:
    """The nodes of some places, as numbers."""
    return sorted(node for place in places for node in lanes.at.get(place, ()))


def _search(network: Network, lanes: SearchGraph, costs: Costs, ends: Sequence[Sequence[int]],
            transfer: int) -> Found | None:
    """The cheapest way between two sets of nodes, sought from both in turn until they meet."""
    if not set(ends[0]).isdisjoint(ends[1]):
        return None
    own, other = (_Front(links, nodes, costs, transfer) for links, nodes in zip(
        (lanes.ahead, lanes.behind), ends, strict=True))
    forth, back = own, other
    least, meeting = float("inf"), -1
    while own and other:
        node = own.nearest()
        if node is not None:
            if node in other.done:
                break
            for after in own.beyond(node):
                if after in other.seen and own.seen[after] + other.seen[after] < least:
                    least, meeting = own.seen[after] + other.seen[after], after
        own, other = other, own
    if meeting < 0:
        return None
    return _told(network, lanes, costs, [*forth.path(meeting), *back.path(meeting)[-2::-1]])


def _told(network: Network, lanes: SearchGraph, costs: Costs, path: Sequence[int]) -> Found | None:
    """A path as steps; None where it has none."""
    steps: list[Step] = []
    for before, after in pairwise(path):
        number = _cheapest(dict(lanes.ahead[before])[after], costs)
        if number is not None:
            place = lanes.nodes[before].place_id
            steps.append(Step(number, network.edges[number].a == place))
    return (lanes.nodes[path[0]].place_id, steps) if steps else None


def cheapest(network: Network, costs: Costs, starts: Collection[str], ends: Collection[str]
             ) -> Found | None:
    """The cheapest way from one of some places to one of others; None where there is none.

    Of equals it is one with the fewest changes of mode. A place that is a start and an end makes
    no way.
    """
    lanes = network.lanes
    return _search(network, lanes, costs,
                   [node_numbers(lanes, starts), node_numbers(lanes, ends)], 1)


def cheapest_to_each(network: Network, costs: Costs, starts: Collection[str],
                     targets: Collection[str]) -> dict[str, Found]:
    """The cheapest way to each of some places that can be reached, by place; one search for all."""
    lanes = network.lanes
    front = _Front(lanes.ahead, node_numbers(lanes, starts), costs, 1)
    while front:
        node = front.nearest()
        if node is not None:
            front.beyond(node)
    best: dict[str, int] = {}
    for node, spent in front.seen.items():
        place = lanes.nodes[node].place_id
        if place in targets and (place not in best or spent < front.seen[best[place]]):
            best[place] = node
    itineraries = {
        place: _told(network, lanes, costs, front.path(node)) for place, node in best.items()
    }
    return {place: itinerary for place, itinerary in itineraries.items() if itinerary}


def distances_to(network: Network, costs: Costs, ends: Collection[str]) -> dict[int, int]:
    """What the cheapest way to one of some places costs from each node that leads there."""
    lanes = network.lanes
    front = _Front(lanes.behind, node_numbers(lanes, ends), costs, 1)
    while front:
        node = front.nearest()
        if node is not None:
            front.beyond(node)
    return front.seen


def fewest_transfers(network: Network, costs: Costs, starts: Collection[str],
                     ends: Collection[str]) -> Found | None:
    """The way with the fewest transfers, the shortest of those; None where there is none."""
    return handier(network, costs, starts, ends, FIRST)


def handier(network: Network, costs: Costs, starts: Collection[str], ends: Collection[str],
            transfer: int) -> Found | None:
    """The way whose length together with a cost for each transfer is least; None of none."""
    lanes = network.search_graph
    return _search(network, lanes, costs, [node_numbers(lanes, starts), node_numbers(lanes, ends)],
                   transfer)


def measure(network: Network, itinerary: Found | None) -> int | None:
    """The yardstick of a way in metres; None of none."""
    return None if itinerary is None else sum(network.edges[s.edge].measure_m for s in itinerary[1])

"""Detours: the best paths between two endpoints with some edges closed, and the next best paths.

One search back from the target finds what every node costs from there. With that, each detour is
sought only where it can lead (the A* algorithm): closing edges never makes what is left cheaper, so
the answers are exact, and the effort grows with the detour, not with the network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from geo.network.graph import END_NODE, START_NODE, Network
from geo.network.shortest_paths import TIE, Costs, distances_to, node_numbers

_Branches = Sequence[tuple[int, int, tuple[int, ...]]]
_Edges = tuple[int, ...]
_Path = tuple[int, tuple[int, ...]]
_OPEN: frozenset[int] = frozenset()


class Detours:
    """Paths between two sets of places of a network whose open edges cost what `costs` says."""

    def __init__(self, network: Network, costs: Costs, starts: Collection[str],
                 ends: Collection[str]) -> None:
        self._lanes, self._costs = network.lanes, costs
        self._ends = frozenset(node_numbers(self._lanes, ends))
        self._remaining: dict[int, float] = {**distances_to(network, costs, ends)}
        reachable = [node for node in node_numbers(self._lanes, starts) if node in self._remaining]
        self._remaining[START_NODE] = min(
            (self._remaining[node] for node in reachable), default=inf)
        self._branches_of: dict[int, _Branches] = {
            START_NODE: [(node, 0, ()) for node in reachable],
            END_NODE: (),
        }

    def least(self, shut: frozenset[int]) -> tuple[int, tuple[int, ...]] | None:
        """Returns the metres and the edges of the best path without the edges `shut`, if any."""
        path = self._seek(START_NODE, shut)
        return None if path is None else (path[0] // TIE, self._edges(path[1], shut))

    def best(self, count: int, tried: int) -> Iterator[_Edges]:
        """Yields the edges of the best paths, best first: `count` that differ, of `tried` paths.

        Paths may differ by the mode in which they leave a place, along the same edges.
        """
        waiting: list[tuple[int, tuple[int, ...], int]] = []
        cost_by_edges: dict[_Edges, int] = {}
        yielded: dict[_Edges, None] = {}
        taken_branches: set[tuple[tuple[int, ...], int]] = set()

        def keep(candidate: _Path | None, parted: int) -> None:
            if candidate:
                heappush(waiting, (*candidate, parted))
                edges = self._edges(candidate[1])
                cost_by_edges[edges] = min(cost_by_edges.get(edges, candidate[0]), candidate[0])

        keep(self._seek(START_NODE), 0)
        for _ in range(tried):
            if not waiting:
                return
            _, path, parted = heappop(waiting)
            edges = self._edges(path)
            if edges not in yielded:
                yielded[edges] = None
                yield edges
            if len(yielded) == count:
                return
            taken_branches.update(
                (path[:position], path[position]) for position in range(1, len(path))
            )
            cost_so_far = self._spent(path)
            for position in range(max(parted, 1), len(path)):
                limit = (
                    sorted(cost_by_edges.values())[count - 1]
                    if len(cost_by_edges) >= count
                    else inf
                )
                keep(
                    self._branch(path[:position], cost_so_far[position - 1], taken_branches, limit),
                    position,
                )

    def _branch(self, root: tuple[int, ...], spent: int,
                taken: Collection[tuple[tuple[int, ...], int]], limit: float) -> _Path | None:
        """Returns the best path that begins with `root` and continues unlike any in `taken`."""
        barred = {after for after, _, _ in self._branches(root[-1]) if (root, after) in taken}
        tail = self._seek(root[-1], away=frozenset(root), barred=barred, limit=limit - spent)
        return (spent + tail[0], (*root, *tail[1][1:])) if tail else None

    def _branches(self, node: int) -> _Branches:
        """Returns the next nodes, each with its cost and the open edges that lead there."""
        if node not in self._branches_of:
            branches = [(END_NODE, 0, _Edges())] if node in self._ends else []
            for after, edges in self._lanes.ahead[node]:
                open_edges = [(cost, n) for n in edges if (cost := self._costs[n]) is not None]
                if after in self._remaining and (open_edges or not edges):
                    open_edges.sort()
                    branches.append((after, open_edges[0][0] if open_edges else 1,
                                     tuple(number for _, number in open_edges)))
            self._branches_of[node] = branches
        return self._branches_of[node]

    def _cost(self, cost: int, edges: _Edges, shut: frozenset[int]) -> int | None:
        """Returns the cost of a branch without the edges `shut`; None where none is left."""
        if not edges or edges[0] not in shut:
            return cost
        return next((self._costs[n] for n in edges if n not in shut), None)

    def _seek(self, start: int, shut: frozenset[int] = _OPEN, *,
              away: frozenset[int] = _OPEN, barred: Collection[int] = (), limit: float = inf
              ) -> _Path | None:
        """Returns the cheapest path from a node to the end with its cost; None where there is none.

        It uses no edge of `shut`, enters no node of `away`, does not begin with a step to a node of
        `barred` and costs no more than `most`.
        """
        remaining, negated_costs, previous = self._remaining, {start: 0}, dict[int, int]()
        heap, done = [(remaining[start], 0, start)], set[int]()
        while heap:
            estimate, negated_cost, node = heappop(heap)
            if estimate > limit or estimate == inf:
                return None
            if node == END_NODE:
                path = [node]
                while path[-1] != start:
                    path.append(previous[path[-1]])
                return -negated_cost, tuple(reversed(path))
            if node in done:
                continue
            done.add(node)
            for after, least, edges in self._branches(node):
                cost = self._cost(least, edges, shut) if shut else least
                if (cost is None or after in done or after in away
                        or (node == start and after in barred)):
                    continue
                so_far = cost - negated_cost
                if after not in negated_costs or so_far < negated_costs[after]:
                    negated_costs[after], previous[after] = so_far, node
                    heappush(heap, (so_far + remaining[after], -so_far, after))
        return None

    def _spent(self, path: Sequence[int]) -> list[int]:
        """Returns the cost of a path up to each of its nodes."""
        costs = [0]
        for node, after in pairwise(path):
            costs.append(
                costs[-1] + min(cost for to, cost, _ in self._branches(node) if to == after)
            )
        return costs

    def _edges(self, path: Sequence[int], shut: frozenset[int] = _OPEN) -> _Edges:
        """Returns the edges along a path that uses no edge of `shut`."""
        edges_on_path = (next(edges for to, _, edges in self._branches(node) if to == after)
                         for node, after in pairwise(path))
        return tuple(next(number for number in edges if number not in shut)
                     for edges in edges_on_path if edges)

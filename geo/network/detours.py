"""Ways round: what is left between two ends where some tracks are shut, and the next best ways.

One search back from the target tells what every place costs from there. With that, each way round
is sought only where it can lead (the A* algorithm): shutting tracks never makes what is left
cheaper, so the answers are exact, and the effort grows with the detour, not with the network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from geo.network.graph import Network
from geo.network.shortest_paths import TIE, Costs, distances_to, node_numbers

_START, _END = -1, -2
_Branches = Sequence[tuple[int, int, tuple[int, ...]]]
_Edges = tuple[int, ...]
_Path = tuple[int, tuple[int, ...]]
_OPEN: frozenset[int] = frozenset()


class Detours:
    """Ways between two sets of places of a network whose open tracks cost what `costs` says."""

    def __init__(self, network: Network, costs: Costs, starts: Collection[str],
                 ends: Collection[str]) -> None:
        self._lanes, self._costs = network.lanes, costs
        self._ends = frozenset(node_numbers(self._lanes, ends))
        self._left: dict[int, float] = {**distances_to(network, costs, ends), _END: 0}
        own = [node for node in node_numbers(self._lanes, starts) if node in self._left]
        self._left[_START] = min((self._left[node] for node in own), default=inf)
        self._known: dict[int, _Branches] = {_START: [(node, 0, ()) for node in own], _END: ()}

    def least_m(self, shut: frozenset[int]) -> int | None:
        """The yardstick of the best way without some tracks, in metres; None where none is left."""
        found = self._seek(_START, shut)
        return None if found is None else found[0] // TIE

    def best(self, count: int, tried: int) -> Iterator[_Edges]:
        """The tracks of the best ways, the best first: `count` that differ, of `tried` paths.

        Paths may differ by the mode in which they leave a place, along the same tracks.
        """
        waiting: list[tuple[int, tuple[int, ...], int]] = []
        known: dict[_Edges, int] = {}
        shown: dict[_Edges, None] = {}
        taken: set[tuple[tuple[int, ...], int]] = set()

        def keep(found: _Path | None, parted: int) -> None:
            if found:
                heappush(waiting, (*found, parted))
                edges = self._edges(found[1])
                known[edges] = min(known.get(edges, found[0]), found[0])

        keep(self._seek(_START), 0)
        for _ in range(tried):
            if not waiting:
                return
            _, path, parted = heappop(waiting)
            edges = self._edges(path)
            if edges not in shown:
                shown[edges] = None
                yield edges
            if len(shown) == count:
                return
            taken.update((path[:at], path[at]) for at in range(1, len(path)))
            spent = self._spent(path)
            for at in range(max(parted, 1), len(path)):
                most = sorted(known.values())[count - 1] if len(known) >= count else inf
                keep(self._branch(path[:at], spent[at - 1], taken, most), at)

    def _branch(self, root: tuple[int, ...], spent: int,
                taken: Collection[tuple[tuple[int, ...], int]], most: float) -> _Path | None:
        """The best path that begins so and then does as none that was taken."""
        barred = {after for after, _, _ in self._branches(root[-1]) if (root, after) in taken}
        rest = self._seek(root[-1], away=frozenset(root), barred=barred, most=most - spent)
        return (spent + rest[0], (*root, *rest[1][1:])) if rest else None

    def _branches(self, node: int) -> _Branches:
        """What leads on from a node, each with its cost and the open tracks it may be by."""
        if node not in self._known:
            found = [(_END, 0, _Edges())] if node in self._ends else []
            for after, edges in self._lanes.ahead[node]:
                prices = [(cost, n) for n in edges if (cost := self._costs[n]) is not None]
                if after in self._left and (prices or not edges):
                    prices.sort()
                    found.append((after, prices[0][0] if prices else 1,
                                  tuple(number for _, number in prices)))
            self._known[node] = found
        return self._known[node]

    def _cost(self, cost: int, edges: _Edges, shut: frozenset[int]) -> int | None:
        """The cost of an edge without some tracks; None where none of its own is left."""
        if not edges or edges[0] not in shut:
            return cost
        return next((self._costs[n] for n in edges if n not in shut), None)

    def _seek(self, start: int, shut: frozenset[int] = _OPEN, *,
              away: frozenset[int] = _OPEN, barred: Collection[int] = (), most: float = inf
              ) -> _Path | None:
        """The cheapest path from a node to the end, with its cost; None where there is none.

        It uses no track of `shut`, enters no node of `away`, does not begin to a node of `barred`
        and costs no more than `most`.
        """
        left, seen, came = self._left, {start: 0}, dict[int, int]()
        heap, done = [(left[start], 0, start)], set[int]()
        while heap:
            guess, spent, node = heappop(heap)
            if guess > most or guess == inf:
                return None
            if node == _END:
                path = [node]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return -spent, tuple(reversed(path))
            if node in done:
                continue
            done.add(node)
            for after, least, edges in self._branches(node):
                cost = self._cost(least, edges, shut) if shut else least
                if (cost is None or after in done or after in away
                        or (node == start and after in barred)):
                    continue
                so_far = cost - spent
                if after not in seen or so_far < seen[after]:
                    seen[after], came[after] = so_far, node
                    heappush(heap, (so_far + left[after], -so_far, after))
        return None

    def _spent(self, path: Sequence[int]) -> list[int]:
        """What a path has cost at each of its nodes."""
        spent = [0]
        for node, after in pairwise(path):
            spent.append(
                spent[-1] + min(cost for to, cost, _ in self._branches(node) if to == after)
            )
        return spent

    def _edges(self, path: Sequence[int]) -> _Edges:
        """The tracks along a path."""
        along = (next(edges for to, _, edges in self._branches(node) if to == after)
                 for node, after in pairwise(path))
        return tuple(edges[0] for edges in along if edges)

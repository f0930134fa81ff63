"""Choke points: edges and places whose closure parts two endpoints or lengthens the itinerary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

import networkx as nx

from geo.data.schema import CARGO_OF
from geo.network.admission import Admission, admit
from geo.network.detours import Detours
from geo.network.edges import Edge
from geo.network.endpoints import Endpoint
from geo.network.graph import END, START, Network
from geo.network.length_change import LengthChange, change_between
from geo.network.shortest_paths import Costs, cheapest, costs, measure
from geo.query.scenario import Scenario

ALTERNATIVES: Final = 3
"""The number of itineraries compared with each other, the best included."""

_TRIED: Final = 30
"""The number of paths examined to find them: some differ only in the mode from a place on."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The effect of closing a place, or an edge with all routes along it.

    `kind` is `place` or `track`; a `track` is an edge that runs from `places[0]` to `places[-1]`
    through those between, all of which have the same effect. `longer_m` is by how many metres of
    `Edge.measure_m` the best itinerary grows; None where no itinerary is left. `change` is the same
    as far as drawn lines can tell it. `routes` and
    `corridors` are those that count under the scenario and use it. `parted`, for a corridor, is the
    number of places of the network on the smaller side of what it parts.
    """

    kind: Literal["place", "track"]
    places: tuple[str, ...]
    longer_m: int | None
    routes: tuple[str, ...]
    corridors: tuple[str, ...]
    parted: int = 0
    change: LengthChange | None = None

    @property
    def disconnects(self) -> bool:
        """Whether no itinerary leads around it."""
        return self.longer_m is None


@dataclass(frozen=True, slots=True)
class ChokePoints:
    """Losses by weight: first those that disconnect, then by how much longer the itinerary becomes.

    `alternatives_m` are the lengths of the best itineraries in metres of `Edge.measure_m`, the best
    first. The difference between the first and the second is the most that a reader can lose before
    another itinerary is shorter; `alternatives` are these differences from the first.
    """

    losses: tuple[Loss, ...]
    alternatives_m: tuple[int, ...] = ()
    alternatives: tuple[LengthChange, ...] = ()


def _sharing(network: Network, admission: Admission, edges: Iterable[Edge]
             ) -> tuple[tuple[str, ...], tuple[str, ...]]:
    routes = sorted({network.segments[segment].route_id for edge in edges
                     for segment in admission.edges[edge.number]})
    entries = [entry for route in routes if (entry := network.catalog.entry(route))]
    return tuple(routes), tuple(sorted({c for e in entries for c in e.route.corridor_ids}))


def _without(network: Network, costs: Costs, place_or_pair: frozenset[str]) -> list[int | None]:
    """Returns the costs with one place closed, or with all edges between two places closed."""
    if len(place_or_pair) == 1:
        return [None if place_or_pair <= network.edges[n].passes else cost
                for n, cost in enumerate(costs)]
    return [None if any(place_or_pair == {*pair} for pair in network.edge_pairs[n]) else cost
            for n, cost in enumerate(costs)]


def _touching(network: Network, costs: Costs, closed: frozenset[str]) -> list[Edge]:
    shut = _without(network, costs, closed)
    return [network.edges[n] for n, cost in enumerate(costs)
            if cost is not None and shut[n] is None]


def _ranked(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    effective = (loss for loss in losses if loss.longer_m is None or loss.longer_m > 0)
    return tuple(sorted(effective, key=lambda loss: (
        not loss.disconnects, -loss.parted, -(loss.longer_m or 0), loss.kind, loss.places)))


def _joined(losses: Sequence[Loss]) -> Iterator[Loss]:
    """Joins consecutive edges whose loss has the same effect and the same routes into one."""
    waiting: Loss | None = None
    for loss in losses:
        if (waiting and waiting.places[-1] == loss.places[0]
                and (waiting.longer_m, waiting.routes) == (loss.longer_m, loss.routes)):
            waiting = replace(loss, places=(*waiting.places, *loss.places[1:]),
                              parted=max(waiting.parted, loss.parted))
            continue
        if waiting:
            yield waiting
        waiting = loss
    if waiting:
        yield waiting


def _by_ends(network: Network, costs: Costs, path: Sequence[str]
             ) -> dict[tuple[str, ...], frozenset[int]]:
    """Returns the open edges that close with each place and each pair of neighbours on a path."""
    pairs = {frozenset(pair): pair for pair in pairwise(path)}
    numbers_by_key: dict[tuple[str, ...], set[int]] = {}
    for edge in network.edges:
        if costs[edge.number] is None:
            continue
        closing_pairs = {pairs[ends] for pair in network.edge_pairs[edge.number]
                         if (ends := frozenset(pair)) in pairs}
        for key in (*((place,) for place in edge.passes), *closing_pairs):
            numbers_by_key.setdefault(key, set()).add(edge.number)
    return {key: frozenset(numbers) for key, numbers in numbers_by_key.items()}


def _parting(network: Network, base: Costs, ends: tuple[Endpoint, Endpoint], path: Sequence[str]
             ) -> frozenset[tuple[str, ...]]:
    """Returns the places and pairs of a path without which no edge leads on, whatever the mode.

    One pass finds them all; a search for each would visit every node on its side of the network.
    """
    if len({*path}) < len(path):
        return frozenset()
    graph = _place_graph(network, base)
    for node, endpoint in zip((START, END), ends, strict=True):
        graph.add_edges_from((node, place) for place in endpoint.places if place in graph)
    parts: dict[frozenset[str], int] = {}
    size: dict[int, int] = {}
    for number, edges in enumerate(nx.biconnected_component_edges(graph)):
        pairs = [frozenset(edge) for edge in edges]
        parts.update(dict.fromkeys(pairs, number))
        size[number] = len(pairs)
    parts_on_path = [parts[frozenset(pair)] for pair in pairwise((START, *path, END))]
    places = [(place,) for place, (before, after) in zip(path, pairwise(parts_on_path), strict=True)
              if before != after]
    return frozenset([*places, *(pair for pair, part in zip(
        pairwise(path), parts_on_path[1:-1], strict=True) if size[part] == 1)])


def between(network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
            ) -> ChokePoints:
    """Returns the losses on which the best itinerary between two endpoints depends.

    Each loss is compared with the best itinerary around it. Only what the best itinerary uses is
    tried: nothing else can part the endpoints or lengthen it. A place is listed where its loss
    weighs more, or touches more corridors, than that of the edges beside it.
    """
    admission = admit(network, scenario)
    base = costs(network, admission, cargo)
    itinerary = cheapest(network, base, origin.places, target.places)
    best_m = measure(network, itinerary)
    if itinerary is None or best_m is None:
        return ChokePoints(())
    numbers = [step.edge for step in itinerary[1]]
    path = [itinerary[0]]
    for step in itinerary[1]:
        pairs = network.edge_pairs[step.edge]
        path += [b for _, b in pairs] if step.forward else [a for a, _ in reversed(pairs)]
    round_it = Detours(network, base, origin.places, target.places)
    closing = _by_ends(network, base, path)
    parting = _parting(network, base, (origin, target), path)

    def loss(kind: Literal["place", "track"], places: tuple[str, ...]) -> Loss:
        shut = closing[places if places in closing else places[::-1]]
        detour = None if places in parting else round_it.least(shut)
        sharing = _sharing(network, admission, (network.edges[n] for n in shut))
        if detour is None:
            return Loss(kind, places, None, *sharing)
        longer_m = detour[0] - best_m
        return Loss(kind, places, longer_m, *sharing,
                    change=_change(network, longer_m, numbers, detour[1]))

    edges = [loss("track", pair) for pair in pairwise(path)]
    places = [place_loss for neighbours, place in zip(pairwise(edges), path[1:-1], strict=True)
              if _adds(place_loss := loss("place", (place,)), neighbours)]
    found = list(round_it.best(ALTERNATIVES, _TRIED))
    lengths = tuple(sum(network.edges[n].measure_m for n in path_edges) for path_edges in found)
    return ChokePoints(
        _ranked(dict.fromkeys([*_joined(edges), *places])), lengths,
        tuple(_change(network, length - lengths[0], found[0], path_edges)
              for length, path_edges in zip(lengths[1:], found[1:], strict=True)))


def _change(network: Network, longer_m: int, before: Collection[int], after: Collection[int]
            ) -> LengthChange:
    """Returns the difference between two paths, each given by its edges."""
    own = [[network.edges[n].real_km for n in side if n not in other]
           for side, other in ((before, {*after}), (after, {*before}))]
    return change_between(longer_m / 1000, *own)


def _adds(place: Loss, neighbours: Iterable[Loss]) -> bool:
    """Checks whether the loss of a place says more than that of an edge beside it."""
    return not any(edge.longer_m == place.longer_m and {*edge.corridors} >= {*place.corridors}
                   for edge in neighbours)


def _place_graph(network: Network, base: Costs) -> nx.Graph[str]:
    """Returns the places joined by open edges, whatever the mode and the direction."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((a, b) for edge in network.edges if base[edge.number] is not None
                         for a, b in network.edge_pairs[edge.number] if a != b)
    return graph


def _open_pairs(network: Network, admission: Admission, route_id: str
                ) -> Iterator[tuple[str, str]]:
    """Yields the ends of each counting segment of a route; of one that runs one way, all pairs."""
    for number in network.route_segments.get(route_id, ()):
        segment = network.segments[number]
        if number not in admission.reasons:
            continue
        if segment.directed:
            yield from network.edge_pairs[network.segment_edges[number][0]]
        else:
            yield segment.from_place, segment.to_place


def _corridor_pairs(network: Network, admission: Admission, corridor_id: str
                    ) -> Iterator[tuple[str, str, str]]:
    """Yields cargo and both ends of each counting segment of a corridor; no pair twice."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for entry in network.catalog.entries:
        if corridor_id not in entry.route.corridor_ids:
            continue
        cargo = CARGO_OF[entry.route.mode]
        for pair in _open_pairs(network, admission, entry.route_id):
            key = cargo, frozenset(pair)
            if key not in seen and len(key[1]) == 2:
                seen.add(key)
                yield cargo, *pair


def _parted(graph: nx.Graph[str], component: int, *, place: str = "",
            pair: tuple[str, str] | None = None) -> int:
    """Counts the places that losing a place or a pair cuts off the largest part of a component."""
    without = graph.copy()
    start = pair[0] if pair else place
    neighbours = pair or tuple(graph[start])
    if pair:
        without.remove_edge(*pair)
    else:
        without.remove_node(place)
        component -= 1
    return component - max((len(nx.node_connected_component(without, p)) for p in neighbours),
                           default=0)


def of_corridor(network: Network, scenario: Scenario, corridor_id: str) -> ChokePoints:
    """Returns the losses of edges and places of a corridor, measured in the whole network.

    An edge disconnects where it is a bridge of the network that the scenario leaves, a place where
    it is an articulation point of it; otherwise an edge weighs as much as the best itinerary around
    it is longer. Places that only lengthen an itinerary are left to `between`, which has two
    endpoints.
    """
    admission = admit(network, scenario)
    pairs: dict[str, list[tuple[str, str]]] = {}
    for cargo, *ends in _corridor_pairs(network, admission, corridor_id):
        pairs.setdefault(cargo, []).append((ends[0], ends[1]))
    losses: list[Loss] = []
    for cargo, segment_ends in pairs.items():
        base = costs(network, admission, cargo)
        graph = _place_graph(network, base)
        sizes = {p: len(part) for part in nx.connected_components(graph) for p in part}
        bridges = {frozenset(pair) for pair in nx.bridges(graph)}
        open_pairs = [pair for pair in segment_ends if graph.has_edge(*pair)]
        edges = [_edge_loss(network, admission, base, pair, _parted(
            graph, sizes[pair[0]], pair=pair) if frozenset(pair) in bridges else 0)
            for pair in open_pairs]
        places = [Loss("place", (place,), None, *_sharing(
            network, admission, _touching(network, base, frozenset((place,)))),
            _parted(graph, sizes[place], place=place))
            for place in sorted({p for pair in open_pairs for p in pair}
                                & {*nx.articulation_points(graph)})]
        losses += [*_joined(edges), *(place_loss for place_loss in places if _adds(
            place_loss, (edge for edge in edges if place_loss.places[0] in edge.places)))]
    return ChokePoints(_ranked(losses))


def _edge_loss(network: Network, admission: Admission, base: Costs, pair: tuple[str, str],
               parted: int) -> Loss:
    """Returns the loss of all edges between two places; `parted` is 0 where they are no bridge."""
    closed = frozenset(pair)
    shut = _touching(network, base, closed)
    sharing = _sharing(network, admission, shut)
    itinerary = None if parted else cheapest(
        network, _without(network, base, closed), {pair[0]}, {pair[1]})
    round_it = measure(network, itinerary)
    if itinerary is None or round_it is None:
        return Loss("track", pair, None, *sharing, parted)
    shortest = min(shut, key=lambda edge: (edge.measure_m, edge.number))
    longer_m = round_it - shortest.measure_m
    return Loss("track", pair, longer_m, *sharing, parted, _change(
        network, longer_m, [shortest.number], [step.edge for step in itinerary[1]]))

"""What if: the best itineraries between two endpoints before and after a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import networkx as nx

from geo.data.errors import AtlasError
from geo.data.lru import kept_on_first
from geo.data.schema import CARGOES
from geo.network.admission import Admission, admit
from geo.network.assumptions import assumptions
from geo.network.endpoints import Endpoint, find_endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary, Step
from geo.network.itinerary_builder import day_claim, make_itinerary
from geo.network.quantities import quantity
from geo.network.shortest_paths import (
    TIE,
    Found,
    cheapest,
    cheapest_with_transfers,
    costs,
    fewest_transfers,
)
from geo.query.scenario import CRITERIA, Criterion, Question, Scenario

NEARLY: Final = 0.01
"""Of itineraries that are longer than the shortest by no more than this part of it, one with fewer
transfers counts as the shortest: drawn lengths are no finer, and a transfer costs days."""

Itineraries = Mapping[Criterion, Itinerary | None]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The best itineraries before and after, by each criterion; None where there is none.

    None by days does not say that there is no itinerary, only that none has stated days for every
    segment. `closed_alone` are the itineraries after the closing alone, where the scenario also
    admits more than the baseline; None where it does not do both. `assumptions` are whole sentences
    and belong to the result wherever it is shown.
    """

    question: Question
    baseline: Scenario
    origin: Endpoint
    target: Endpoint
    before: Itineraries
    after: Itineraries
    assumptions: tuple[str, ...]
    closed_alone: Itineraries | None = None


def _by_days(network: Network, admission: Admission, cargo: str, origin: Endpoint, target: Endpoint
             ) -> Found | None:
    """Returns the quickest chain of whole routes with stated days; None where there is none."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for route_id, days in _stated_days(network, cargo).items():
        steps = _whole_route(network, admission, route_id)
        if steps is None:
            continue
        chains = [steps] if network.edges[steps[0].edge].directed else [
            steps, [Step(step.edge, not step.forward) for step in reversed(steps)]]
        for chain in chains:
            ends = [
                _end(network, chain[0], after=False),
                _end(network, chain[-1], after=True),
            ]
            if days < graph.get_edge_data(*ends, {"days": float("inf")})["days"]:
                graph.add_edge(*ends, days=days, steps=chain)
    starts = origin.places & set(graph)
    if not starts:
        return None
    days_to, paths = nx.multi_source_dijkstra(graph, starts, weight="days")
    reached = min(
        ((days_to[place], place) for place in target.places if place in paths), default=None
    )
    if reached is None or len(paths[reached[1]]) < 2:
        return None
    path = paths[reached[1]]
    return path[0], [step for pair in pairwise(path)
                     for step in graph.edges[pair]["steps"]]


def _end(network: Network, step: Step, *, after: bool) -> str:
    edge = network.edges[step.edge]
    return edge.b if step.forward is after else edge.a


@kept_on_first(16)
def _stated_days(network: Network, cargo: str) -> Mapping[str, float]:
    """Returns the fewest days stated of each whole route of a cargo, for routes that have any."""
    claims = ((route_id, day_claim(network.catalog, route_id))
              for route_id, segments in network.route_segments.items()
              if network.segments[segments[0]].mode in CARGOES[cargo])
    return {route_id: float(days.low) for route_id, claim in claims
            if claim and (days := quantity(claim))}


def _whole_route(network: Network, admission: Admission, route_id: str) -> list[Step] | None:
    """Returns a route as steps from end to end; None where a scenario leaves only parts of it."""
    steps: list[Step] = []
    for segment in network.route_segments[route_id]:
        edge = next((network.edges[number] for number in reversed(network.segment_edges[segment])
                      if segment in admission.edges[number]), None)
        if edge is None:
            return None
        steps.append(Step(edge.number, edge.a == network.segments[segment].from_place))
    return steps


def best_itineraries(
    network: Network, scenario: Scenario, cargo: str, origin: Endpoint, target: Endpoint
) -> Itineraries:
    """Returns the best itinerary by each criterion under a scenario, None where there is none."""
    admission = admit(network, scenario)
    by_length = costs(network, admission, cargo)
    ends = origin.places, target.places
    paths: dict[Criterion, Found | None] = {
        "length": cheapest(network, by_length, *ends)}
    if paths["length"]:
        by_borders = costs(network, admission, cargo, borders=True)
        paths["borders"] = cheapest(network, by_borders, *ends)
        paths["transfers"] = fewest_transfers(network, by_length, *ends)
        paths["days"] = _by_days(network, admission, cargo, origin, target)
    itinerary_by_path: dict[tuple[str, tuple[Step, ...]], Itinerary] = {}

    def itinerary_of(path: Found | None) -> Itinerary | None:
        if path is None:
            return None
        key = path[0], tuple(path[1])
        if key not in itinerary_by_path:
            itinerary_by_path[key] = make_itinerary(network, admission, *path)
        return itinerary_by_path[key]

    itineraries = {criterion: itinerary_of(paths.get(criterion)) for criterion in CRITERIA}
    shortest, with_fewest = itineraries["length"], itineraries["transfers"]
    if shortest and with_fewest and (saved := shortest.transfers.at_least
                                     - with_fewest.transfers.at_least) > 0:
        # At this price for a transfer no path can win that is longer by more than NEARLY.
        price = int(shortest.measure_m * TIE * NEARLY / saved)
        alternative = itinerary_of(cheapest_with_transfers(network, by_length, *ends, price))
        if alternative and alternative.transfers.at_least < shortest.transfers.at_least:
            itineraries["length"] = alternative
            fewest = itineraries["borders"]
            if fewest and fewest.measure_m * (1 + NEARLY) >= alternative.measure_m and (
                    len(fewest.crossings) == len(alternative.crossings)):
                itineraries["borders"] = alternative
    return MappingProxyType(itineraries)


def find_ends(network: Network, question: Question) -> tuple[Endpoint, Endpoint]:
    """Returns both endpoints of a question. Raises AtlasError if one is unknown or both are one."""
    origin, target = (find_endpoint(network, question.cargo, end)
                      for end in (question.origin, question.target))
    if origin.places & target.places:
        raise AtlasError(f"{question.origin!r} and {question.target!r} are one place in the "
                         f"{question.cargo} network; choose two")
    return origin, target


def what_if(network: Network, question: Question, baseline: Scenario | None = None) -> WhatIf:
    """Returns the best itineraries under `baseline` (today) and under the question's scenario.

    Raises AtlasError as `find_ends` does.
    """
    cargo, (origin, target) = question.cargo, find_ends(network, question)
    before_scenario = baseline or Scenario()
    before = best_itineraries(network, before_scenario, cargo, origin, target)
    after = before if before_scenario == question.scenario else best_itineraries(
        network, question.scenario, cargo, origin, target)
    shut = _closed_alone(question.scenario, before_scenario)
    closed_alone = best_itineraries(network, shut, cargo, origin, target) if shut else None
    return WhatIf(
        question,
        before_scenario,
        origin,
        target,
        before,
        after,
        tuple(
            assumptions(
                network,
                question,
                before_scenario,
                (origin, target),
                [
                    itinerary
                    for itineraries in (before, after)
                    for itinerary in itineraries.values()
                    if itinerary
                ],
            )
        ),
        closed_alone,
    )


def _closed_alone(scenario: Scenario, baseline: Scenario) -> Scenario | None:
    """Returns the baseline with a scenario's closings, or None where that is the scenario."""
    shut = baseline.closing(*scenario.closed)
    return shut if shut not in (scenario, baseline) and scenario.closed else None

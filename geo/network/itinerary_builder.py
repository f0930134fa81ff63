"""Builds itineraries: the routes a path follows, its totals and their bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from geo.catalog.catalog import Catalog
from geo.catalog.route_status import is_unproven
from geo.claims.headline import headline
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import FIRMNESS, NOT_STATED
from geo.network.admission import Admission, Reason
from geo.network.edges import Edge
from geo.network.graph import Network
from geo.network.itinerary import (
    Capacity,
    Crossing,
    Itinerary,
    Length,
    Step,
    Stretch,
    TransferPoint,
    Transfers,
)
from geo.network.quantities import Quantity, least, quantity, total
from geo.network.segments import collapsed


def _countries(edge: Edge, step: Step) -> tuple[str, ...]:
    return edge.countries if step.forward else edge.countries[::-1]


def weakness(network: Network, route_id: str) -> int:
    """Returns how weakly a route is said to exist: 0 where it operates, more the less far it is.

    A route without a status of which nothing shows that it exists is as weak as a proposed one.
    """
    entry, status = network.catalog.entry(route_id), network.effective_statuses[route_id].status
    if status == NOT_STATED and entry and is_unproven(entry):
        status = "proposed"
    return FIRMNESS.index(status)


def _rank(network: Network, segment: int, mode: str) -> tuple[int, bool, int]:
    """Returns a sort key: what exists, with or without a status, then of a mode, then the firm.

    A corridor of several modes that operates does not take the name of the railway that it uses.
    """
    weak = weakness(network, network.segments[segment].route_id)
    hoped = weak if weak > FIRMNESS.index(NOT_STATED) else 0
    return hoped, network.segments[segment].mode != mode, weak


def named_route(network: Network, segments: Sequence[int], mode: str) -> str:
    """Returns the route after which an edge is named: what exists first, then one of its mode."""
    return min((_rank(network, number, mode), network.segments[number].route_id)
               for number in segments)[1]


def _choose_segments(network: Network, admission: Admission, steps: Sequence[Step]) -> list[int]:
    """Chooses a counting segment per step: by `_rank`, then with few changes of route.

    So a line that several routes share bears the name and the status of what is there, not of what
    is to run over it one day.
    """
    best: dict[int, tuple[tuple[int, int, int, int], tuple[int, ...]]] = {}
    for number, step in enumerate(steps):
        reached: dict[int, tuple[tuple[int, int, int, int], tuple[int, ...]]] = {}
        edge = network.edges[step.edge]
        for segment in admission.edges[step.edge]:
            route = network.segments[segment].route_id
            hoped, other_mode, weak = _rank(network, segment, edge.mode)
            before = [
                (
                    (
                        cost[0] + hoped,
                        cost[1] + other_mode,
                        cost[2] + weak,
                        cost[3] + int(network.segments[previous].route_id != route),
                    ),
                    (*segments, segment),
                )
                for previous, (cost, segments) in best.items()
            ]
            reached[segment] = min(before) if number else (
                (hoped, int(other_mode), weak, 0), (segment,))
        best = reached
    return list(min(best.values())[1]) if best else []


def _runs(network: Network, segments: Sequence[int]) -> Iterator[tuple[str, list[int], bool]]:
    """Yields runs of segments of one route: its id, the segments, whether they are all of it."""
    for route_id, run in groupby(segments, key=lambda segment: network.segments[segment].route_id):
        numbers = list(run)
        yield route_id, numbers, sorted(numbers) == list(network.route_segments[route_id])


def _stretch(network: Network, admission: Admission, steps: Sequence[Step],
             segments: Sequence[int], places: Sequence[str]) -> Stretch:
    first_segment = network.segments[segments[0]]
    reason = admission.reasons[segments[0]]
    route_sets = [{network.segments[segment].route_id for segment in admission.edges[step.edge]}
                  for step in steps]
    return Stretch(
        first_segment.route_id, network.edges[steps[0].edge].mode, places[0], places[-1],
        tuple(places[1:-1]), network.effective_statuses[first_segment.route_id], reason,
        admission.promises.get(first_segment.route_id),
        admission.corridor_claims.get(first_segment.route_id) if reason == "corridor" else None,
        tuple(dict.fromkeys(claim for segment in segments
                            for claim in network.gauge_claims[segment])),
        collapsed(code for step in steps for code in _countries(network.edges[step.edge], step)),
        tuple(sorted(set.intersection(*route_sets) - {first_segment.route_id})), tuple(segments),
        sum(network.segments[segment].drawn_m for segment in segments) / 1000,
        sorted(segments) == list(network.route_segments[first_segment.route_id]))


def _stretches(network: Network, admission: Admission, steps: Sequence[Step],
               segments: Sequence[int], places: Sequence[str]) -> Iterator[Stretch]:
    def key(number: int) -> tuple[str, str, Reason]:
        edge = steps[number].edge
        return (network.segments[segments[number]].route_id, network.edges[edge].mode,
                admission.reasons[segments[number]])

    for _, run in groupby(range(len(steps)), key=key):
        numbers = list(run)
        first, end = numbers[0], numbers[-1] + 1
        yield _stretch(network, admission, steps[first:end], segments[first:end],
                       places[first:end + 1])


def _crossings(network: Network, steps: Sequence[Step]) -> Iterator[Crossing]:
    country = ""
    for step in steps:
        edge = network.edges[step.edge]
        countries = _countries(edge, step)
        if country and countries and countries[0] != country:
            yield Crossing(country, countries[0], edge.a if step.forward else edge.b)
        ahead = _border_places(network, edge, step)
        for before, after in pairwise(countries):
            crossing_place = next((place for pair, place in ahead if pair == (before, after)), "")
            yield Crossing(before, after, crossing_place)
        country = countries[-1] if countries else country


def _border_places(network: Network, edge: Edge, step: Step
                   ) -> Iterator[tuple[tuple[str, str], str]]:
    """Yields for each border on an edge the countries on either side and a place at it."""
    places = network.catalog.places
    segment = max(
        (network.segments[n] for n in edge.segments), key=lambda segment: len(segment.passes)
    )
    start = edge.a if step.forward else edge.b
    passes = segment.passes if segment.from_place == start else segment.passes[::-1]
    for a, b in pairwise(place for place in passes if places[place].country):
        pair = places[a].country, places[b].country
        if pair[0] != pair[1]:
            yield pair, next((p for p in (a, b) if places[p].kind == "border-crossing"), b)


def _transfers(network: Network, steps: Sequence[Step], segments: Sequence[int],
               places: Sequence[str]) -> Transfers:
    """Counts the fewest changes of carrier: goods stay on one while the edges may share it."""
    carriers = [frozenset(network.drives(network.edges[step.edge])) for step in steps]
    fewest, aboard = 0, carriers[0]
    changes: list[TransferPoint] = []
    unknown: list[str] = []
    for number in range(1, len(steps)):
        before, after, place = carriers[number - 1], carriers[number], places[number]
        fewest += not aboard & after
        aboard = aboard & after or after
        if not before & after:
            same_modes = {carrier.mode for carrier in before} == {carrier.mode for carrier in after}
            stated_carriers = [tuple(sorted(network.edges[steps[n].edge].carriers))
                               for n in (number - 1, number)]
            changes.append(
                TransferPoint(
                    place, "gauge" if same_modes else "mode", stated_carriers[0], stated_carriers[1]
                )
            )
        elif _is_unsure(network, steps, segments, number):
            unknown.append(place)
    return Transfers(fewest, tuple(changes), tuple(unknown))


def _is_unsure(
    network: Network, steps: Sequence[Step], segments: Sequence[int], number: int
) -> bool:
    """Checks whether the sources leave open if goods stay on their carrier between two steps."""
    before, after = (network.edges[steps[n].edge] for n in (number - 1, number))
    routes = {network.segments[segments[n]].route_id for n in (number - 1, number)}
    if len(routes) == 1 and before.carriers == after.carriers:
        return False
    return any(len(edge.carriers) > 1 or any(carrier.mode == "rail" and not carrier.gauge
                                              for carrier in edge.carriers)
               for edge in (before, after))


def _length(network: Network, segments: Sequence[int]) -> Length:
    amounts: list[Quantity] = []
    claims: list[Claim] = []
    drawn = 0
    for route_id, run, whole in _runs(network, segments):
        entry = network.catalog.entry(route_id)
        claim = entry.headline("length") if entry and whole else None
        length = quantity(claim) if claim and claim.unit == "km" and not claim.partial else None
        if claim and length:
            amounts.append(length)
            claims.append(claim)
        else:
            drawn += sum(network.segments[segment].drawn_m for segment in run)
    return Length(total(amounts), drawn / 1000, tuple(claims))


def _said(claim: Claim) -> str:
    return f"{claim.printed} {claim.scope_words} {claim.note}".casefold()


def day_claim(catalog: Catalog, route_id: str) -> Claim | None:
    """Returns the days stated for a whole route, by a claim whose words or note name both ends."""
    entry = catalog.entry(route_id)
    if entry is None:
        return None
    ends = [{catalog.name_of(end), *(alias.alias for alias in catalog.aliases_of(end))}
            for end in (entry.route.from_place, entry.route.to_place)]
    return headline(
        claim for claim in entry.claims_of("transit-time")
        if not claim.partial and claim.unit == "days" and quantity(claim)
        and all(any(name.casefold() in _said(claim) for name in names) for names in ends))


def _days(network: Network, segments: Sequence[int]) -> tuple[Quantity | None, tuple[Claim, ...]]:
    by_run = [day_claim(network.catalog, route_id) if whole else None
              for route_id, _, whole in _runs(network, segments)]
    claims = tuple(claim for claim in by_run if claim)
    if len(claims) < len(by_run):
        return None, ()
    return total(days for claim in claims if (days := quantity(claim))), claims


def _capacity(catalog: Catalog, routes: Iterable[str]) -> Capacity:
    """Returns the least capacity, in the first unit that a claim on the whole of each route has."""
    stated: dict[str, dict[str, Claim]] = {}
    route_ids = list(dict.fromkeys(routes))
    for route_id in route_ids:
        entry = catalog.entry(route_id)
        usable = [claim for claim in (entry.claims_of("capacity") if entry else ())
                  if not claim.partial and quantity(claim)]
        for unit in {claim.unit for claim in usable}:
            unit_claim = headline(claim for claim in usable if claim.unit == unit)
            if unit_claim:
                stated.setdefault(unit, {})[route_id] = unit_claim
    for unit in ATTRIBUTES["capacity"].units:
        claims = stated.get(unit, {})
        if len(claims) == len(route_ids):
            amounts = [capacity for claim in claims.values() if (capacity := quantity(claim))]
            return Capacity(least(amounts), tuple(claims[route] for route in route_ids), "")
    silent = [catalog.name_of(route_id) for route_id in route_ids
              if not any(route_id in claims for claims in stated.values())]
    reason = (f"not in the sources for {', '.join(silent)}" if silent
              else "stated in units that cannot be put together")
    return Capacity(None, (), reason)


def make_itinerary(
    network: Network, admission: Admission, start: str, steps: Sequence[Step]
) -> Itinerary:
    """Returns the itinerary of one or more steps that begin at the place `start`."""
    places = [start]
    for step in steps:
        edge = network.edges[step.edge]
        places.append(edge.b if step.forward else edge.a)
    segments = _choose_segments(network, admission, steps)
    stretches = tuple(_stretches(network, admission, steps, segments, places))
    days, day_claims = _days(network, segments)
    return Itinerary(
        tuple(steps), tuple(network.edges[step.edge].real_km for step in steps), tuple(places),
        stretches,
        sum(network.edges[step.edge].measure_m for step in steps), _length(network, segments),
        tuple(_crossings(network, steps)), _transfers(network, steps, segments, places), days,
        day_claims, _capacity(network.catalog, (stretch.route_id for stretch in stretches)))

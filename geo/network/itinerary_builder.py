"""What the sources let one say of a way: which routes it follows, its totals and their bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from geo.catalog.catalog import Catalog
from geo.catalog.route_status import EffectiveStatus
from geo.claims.headline import headline
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim
from geo.data.schema import FIRMNESS
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


def _named(network: Network, admission: Admission, steps: Sequence[Step]) -> list[int]:
    """One counting leg for each step: rather of one mode, then with few changes of route, firm."""
    best: dict[int, tuple[tuple[int, int, int], tuple[int, ...]]] = {}
    for number, step in enumerate(steps):
        reached: dict[int, tuple[tuple[int, int, int], tuple[int, ...]]] = {}
        edge = network.edges[step.edge]
        for segment in admission.edges[step.edge]:
            route = network.segments[segment].route_id
            mixed = int(network.segments[segment].mode != edge.mode)
            weak = FIRMNESS.index(network.effective_statuses[route].status)
            before = [
                (
                    (
                        cost[0] + mixed,
                        cost[1] + int(network.segments[last].route_id != route),
                        cost[2] + weak,
                    ),
                    (*segments, segment),
                )
                for last, (cost, segments) in best.items()
            ]
            reached[segment] = min(before) if number else ((mixed, 0, weak), (segment,))
        best = reached
    return list(min(best.values())[1]) if best else []


def _firmest(network: Network, admission: Admission, edge: int) -> str:
    """The counting route of a track with the firmest status."""
    routes = [network.segments[segment].route_id for segment in admission.edges[edge]]
    return min(routes, key=lambda r: FIRMNESS.index(network.effective_statuses[r].status))


def _runs(network: Network, segments: Sequence[int]) -> Iterator[tuple[str, list[int], bool]]:
    """Runs of legs of one route: its id, the legs, and whether they are all it has."""
    for route_id, run in groupby(segments, key=lambda segment: network.segments[segment].route_id):
        numbers = list(run)
        yield route_id, numbers, sorted(numbers) == list(network.route_segments[route_id])


def _stretch(network: Network, admission: Admission, steps: Sequence[Step],
             segments: Sequence[int], places: Sequence[str]) -> Stretch:
    first = network.segments[segments[0]]
    own, said_of = network.effective_statuses, _firmest(network, admission, steps[0].edge)
    if own[said_of].status == own[first.route_id].status:
        said_of = first.route_id
    others = [{network.segments[segment].route_id for segment in admission.edges[step.edge]}
              for step in steps]
    return Stretch(
        first.route_id, network.edges[steps[0].edge].mode, places[0], places[-1],
        tuple(places[1:-1]), own[said_of], said_of, admission.reasons[segments[0]],
        admission.promises.get(first.route_id),
        tuple(dict.fromkeys(claim for segment in segments
                            for claim in network.gauge_claims[segment])),
        collapsed(code for step in steps for code in _countries(network.edges[step.edge], step)),
        tuple(sorted(set.intersection(*others) - {first.route_id})), tuple(segments),
        sum(network.segments[segment].drawn_m for segment in segments) / 1000,
        sorted(segments) == list(network.route_segments[first.route_id]))


def _stretches(network: Network, admission: Admission, steps: Sequence[Step],
               segments: Sequence[int], places: Sequence[str]) -> Iterator[Stretch]:
    def key(number: int) -> tuple[str, str, EffectiveStatus, Reason]:
        edge = steps[number].edge
        return (network.segments[segments[number]].route_id, network.edges[edge].mode,
                network.effective_statuses[_firmest(network, admission, edge)],
                admission.reasons[segments[number]])

    for _, run in groupby(range(len(steps)), key=key):
        numbers = list(run)
        first, last = numbers[0], numbers[-1] + 1
        yield _stretch(network, admission, steps[first:last], segments[first:last],
                       places[first:last + 1])


def _crossings(network: Network, steps: Sequence[Step]) -> Iterator[Crossing]:
    end = ""
    for step in steps:
        edge = network.edges[step.edge]
        countries = _countries(edge, step)
        if end and countries and countries[0] != end:
            yield Crossing(end, countries[0], edge.a if step.forward else edge.b)
        ahead = _border_places(network, edge, step)
        for before, after in pairwise(countries):
            at = next((place for pair, place in ahead if pair == (before, after)), "")
            yield Crossing(before, after, at)
        end = countries[-1] if countries else end


def _border_places(network: Network, edge: Edge, step: Step
                   ) -> Iterator[tuple[tuple[str, str], str]]:
    """The countries on either side of each border that named places stand at, and the place."""
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
    """The fewest changes of vehicle: goods stay on one as long as the tracks may share it."""
    drives = [frozenset(network.drives(network.edges[step.edge])) for step in steps]
    fewest, aboard = 0, drives[0]
    changes: list[TransferPoint] = []
    unknown: list[str] = []
    for number in range(1, len(steps)):
        before, after, place = drives[number - 1], drives[number], places[number]
        fewest += not aboard & after
        aboard = aboard & after or after
        if not before & after:
            alike = {v.mode for v in before} == {v.mode for v in after}
            shown = [tuple(sorted(network.edges[steps[n].edge].carriers))
                     for n in (number - 1, number)]
            changes.append(TransferPoint(place, "gauge" if alike else "mode", shown[0], shown[1]))
        elif _unsure(network, steps, segments, number):
            unknown.append(place)
    return Transfers(fewest, tuple(changes), tuple(unknown))


def _unsure(network: Network, steps: Sequence[Step], segments: Sequence[int], number: int) -> bool:
    """Whether nobody says if goods stay on their vehicle between two steps."""
    before, after = (network.edges[steps[n].edge] for n in (number - 1, number))
    routes = {network.segments[segments[n]].route_id for n in (number - 1, number)}
    if len(routes) == 1 and before.carriers == after.carriers:
        return False
    return any(len(edge.carriers) > 1 or any(v.mode == "rail" and not v.gauge
                                              for v in edge.carriers)
               for edge in (before, after))


def _length(network: Network, segments: Sequence[int]) -> Length:
    amounts: list[Quantity] = []
    claims: list[Claim] = []
    drawn = 0
    for route_id, run, whole in _runs(network, segments):
        entry = network.catalog.entry(route_id)
        claim = entry.headline("length") if entry and whole else None
        found = quantity(claim) if claim and claim.unit == "km" and not claim.partial else None
        if claim and found:
            amounts.append(found)
            claims.append(claim)
        else:
            drawn += sum(network.segments[segment].drawn_m for segment in run)
    return Length(total(amounts), drawn / 1000, tuple(claims))


def day_claim(catalog: Catalog, route_id: str) -> Claim | None:
    """Days stated for a whole route: a claim whose words or note name both of its ends."""
    entry = catalog.entry(route_id)
    if entry is None:
        return None
    ends = [{catalog.name_of(end), *(alias.alias for alias in catalog.aliases_of(end))}
            for end in (entry.route.from_place, entry.route.to_place)]
    return headline(
        claim for claim in entry.claims_of("transit-time")
        if not claim.partial and claim.unit == "days" and quantity(claim)
        and all(any(name.casefold() in f"{claim.printed} {claim.note}".casefold() for name in names)
                for names in ends))


def _days(network: Network, segments: Sequence[int]) -> tuple[Quantity | None, tuple[Claim, ...]]:
    by_run = [day_claim(network.catalog, route_id) if whole else None
              for route_id, _, whole in _runs(network, segments)]
    claims = tuple(found_claim for found_claim in by_run if found_claim)
    if len(claims) < len(by_run):
        return None, ()
    return total(found for claim in claims if (found := quantity(claim))), claims


def _capacity(catalog: Catalog, routes: Iterable[str]) -> Capacity:
    """The least over all routes, in the first unit in which each has a claim about the whole."""
    stated: dict[str, dict[str, Claim]] = {}
    wanted = list(dict.fromkeys(routes))
    for route_id in wanted:
        entry = catalog.entry(route_id)
        usable = [claim for claim in (entry.claims_of("capacity") if entry else ())
                  if not claim.partial and quantity(claim)]
        for unit in {claim.unit for claim in usable}:
            chosen = headline(claim for claim in usable if claim.unit == unit)
            if chosen:
                stated.setdefault(unit, {})[route_id] = chosen
    for unit in ATTRIBUTES["capacity"].units:
        claims = stated.get(unit, {})
        if len(claims) == len(wanted):
            amounts = [found for claim in claims.values() if (found := quantity(claim))]
            return Capacity(least(amounts), tuple(claims[route] for route in wanted), "")
    silent = [catalog.name_of(route_id) for route_id in wanted
              if not any(route_id in claims for claims in stated.values())]
    why = (f"not in the sources for {', '.join(silent)}" if silent
           else "stated in units that cannot be put together")
    return Capacity(None, (), why)


def make_itinerary(
    network: Network, admission: Admission, start: str, steps: Sequence[Step]
) -> Itinerary:
    """What can be said of some steps from a place on; there must be one at least."""
    places = [start]
    for step in steps:
        edge = network.edges[step.edge]
        places.append(edge.b if step.forward else edge.a)
    segments = _named(network, admission, steps)
    stretches = tuple(_stretches(network, admission, steps, segments, places))
    days, day_claims = _days(network, segments)
    return Itinerary(
        tuple(steps), tuple(places), stretches,
        sum(network.edges[step.edge].measure_m for step in steps), _length(network, segments),
        tuple(_crossings(network, steps)), _transfers(network, steps, segments, places), days,
        day_claims, _capacity(network.catalog, (stretch.route_id for stretch in stretches)))

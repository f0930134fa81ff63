"""Assumptions: the sentences that belong to a what-if answer wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import date_words, who_words
from geo.data.records import Claim
from geo.data.schema import CARGO_OF, NOT_STATED
from geo.network.admission import admit, scenario_words, subject_words
from geo.network.endpoints import Endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary, Stretch
from geo.query.scenario import Question, Scenario

_ALWAYS: Final = (
    ("Where two routes of one mode name one place, or one is drawn through a place of the other, "
     "goods are taken to be able to go from one to the other, and between modes in ports, cities "
     "and terminals and where a route ends; whether the works for it exist is not in the sources."),
    ("Itineraries are ranked by drawn length, stretched where a source states the length of the "
     "route; the lengths shown are the stated ones of whole routes and the drawn ones of parts. "
     "Of itineraries longer than the shortest by 1 % at most, the one with fewest transfers is "
     "taken."),
    ("Drawn lines cut corners: where both can be compared they run short of the real track, mostly "
     "by 5 to 15 %. Changes of length allow for this: they are rounded, and told only where they "
     "are larger than it leaves open."),
    ("A border counts where the country of one place differs from that of the next; waiting times, "
     "tariffs and rules at borders are not counted."),
)


def corridor_words(catalog: Catalog, claim: Claim) -> str:
    """Returns why a route without a status counts by a claim about its corridor, and whose."""
    who = who_words(catalog.sources[claim.source_id])
    return (f"counted as part of the {catalog.name_of(claim.subject_id)}, which as a whole "
            f"operates according to {who}, {date_words(claim.as_of)}")


def direction_words(catalog: Catalog, entry: RouteEntry) -> str:
    """Returns how a route that a source says runs one way counts, as a sentence."""
    route = entry.route
    return (f"{route.name} runs one way, from {catalog.name_of(route.from_place)} to "
            f"{catalog.name_of(route.to_place)}. It counts only as a whole, and lends its "
            "status to no line that it runs over.")


def assumptions(network: Network, question: Question, baseline: Scenario,
                ends: tuple[Endpoint, Endpoint], itineraries: Iterable[Itinerary]) -> Iterator[str]:
    """Yields what an answer assumes, as whole sentences that belong to it wherever it is shown."""
    catalog, scenario = network.catalog, question.scenario
    yield f"Before: {scenario_words(catalog, baseline)}"
    yield f"After: {scenario_words(catalog, scenario)}"
    yield from (endpoint.note for endpoint in ends if endpoint.note)
    yield from _ALWAYS
    shown = list(itineraries)
    stretches = [stretch for itinerary in shown for stretch in itinerary.stretches]
    yield from _of_statuses(catalog, stretches)
    for route_id in _directed_routes(network, question.cargo, ends, stretches):
        if entry := catalog.entry(route_id):
            yield direction_words(catalog, entry)
    if any(itinerary.transfers.unknown for itinerary in shown):
        yield ("Where a gauge or a mode is not in the sources, no transfer is counted: transfers "
               "are the fewest there must be.")
    if any(itinerary.days for itinerary in shown):
        yield ("Days are those a source states between both ends of a whole route; waiting from "
               "one route to the next is not in them.")
    if question.cargo in ("oil", "gas"):
        yield "Pipelines are taken to run one way, from the first end the atlas gives to the last."
    for subject in sorted(scenario.closed & set(network.route_segments)):
        if others := _routes_left_open(network, subject, scenario):
            names = ", ".join(catalog.name_of(route_id) for route_id in others)
            yield (f"Closing {subject_words(catalog, subject)} leaves other routes open that run "
                   f"along part of its track: {names}.")


def _of_statuses(catalog: Catalog, stretches: list[Stretch]) -> Iterator[str]:
    """Yields why stretches count whose status is not in the sources, or is not operating."""
    if any(stretch.effective_status.status == NOT_STATED and not stretch.corridor_claim
           for stretch in stretches):
        yield ("Stretches whose status is not in the sources count as usable, and are marked; "
               "lines that are only conceptual do not count, nor those of which no claim is at "
               "hand.")
    corridor_claims = dict.fromkeys(
        stretch.corridor_claim for stretch in stretches if stretch.corridor_claim)
    for claim in corridor_claims:
        names = dict.fromkeys(catalog.name_of(stretch.route_id) for stretch in stretches
                              if stretch.corridor_claim == claim)
        yield (f"The status of {', '.join(names)} is not in the sources; "
               f"{corridor_words(catalog, claim)}.")
    if any(stretch.promised for stretch in stretches):
        yield "Stretches that are not said to exist count only because the scenario admits them."
    if any(stretch.effective_status.through for stretch in stretches):
        yield ("A route of which no status is stated takes that of what a source says it is part "
               "of, unless that is operating.")


def _directed_routes(network: Network, cargo: str, ends: tuple[Endpoint, Endpoint],
                    stretches: list[Stretch]) -> list[str]:
    """Returns the one-way routes that are travelled, or that pass a place of both ends."""
    travelled = {stretch.route_id for stretch in stretches}
    return sorted({segment.route_id for segment in network.segments
                   if segment.directed and CARGO_OF[segment.mode] == cargo
                   and (segment.route_id in travelled
                        or not any(end.places.isdisjoint(segment.passes) for end in ends))})


def _routes_left_open(network: Network, subject: str, scenario: Scenario) -> list[str]:
    """Returns other routes that still count along the edges of a closed route."""
    numbers, admission = network.route_segments[subject], admit(network, scenario)
    cargo = CARGO_OF[network.segments[numbers[0]].mode]
    pairs = {frozenset(pair) for number in numbers for edge in network.segment_edges[number]
             for pair in network.edge_pairs[edge]}
    directed = {number for number, segment in enumerate(network.segments) if segment.directed}
    return sorted(
        {
            network.segments[segment].route_id
            for edge in network.edges
            if edge.cargo == cargo and (not {*numbers}.isdisjoint(edge.segments) or (
                not directed.isdisjoint((*numbers, *edge.segments))
                and any(frozenset(pair) in pairs for pair in network.edge_pairs[edge.number])))
            for segment in admission.edges[edge.number]
        } - {subject}
    )

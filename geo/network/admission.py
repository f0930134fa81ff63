"""Admission: the segments of a network that count under a scenario; the scenario in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.route_status import corridor_claim, is_unproven, promise
from geo.claims.wording import STATUS_WORDS
from geo.data.countries import country_name
from geo.data.lru import kept_on_first
from geo.data.records import Claim
from geo.data.schema import FIRMNESS, NOT_STATED
from geo.network.graph import Network
from geo.query.scenario import Scenario

Reason = Literal["status", "corridor", "opened", "promised"]


def subject_words(catalog: Catalog, subject: str) -> str:
    """Returns the name of a subject that a scenario opens or closes."""
    if subject in STATUS_WORDS:
        return f"all that is “{STATUS_WORDS[subject].lower()}”"
    return catalog.name_of(subject) if subject in catalog.subjects else country_name(subject)


def counts_by_corridor(scenario: Scenario) -> bool:
    """Checks whether routes without a status may count by their corridor's claim to operate."""
    return ("operating" in scenario.admitted - scenario.closed
            and NOT_STATED not in scenario.admitted | scenario.closed)


def scenario_words(catalog: Catalog, scenario: Scenario) -> str:
    """Returns a scenario as one or more sentences."""
    statuses = [STATUS_WORDS[status].lower() for status in FIRMNESS if status in scenario.admitted]
    sentences = [f"Counted: {', '.join(statuses) or 'no status as such'}"]
    if counts_by_corridor(scenario):
        sentences.append("Also counted: built lines whose own status is not in the sources, in a "
                         "corridor that a source says operates as a whole")
    if scenario.by_year is not None:
        sentences.append(f"Also counted: what a source promises up to {scenario.by_year}")
    for title, subjects in (("Opened", scenario.opened), ("Closed", scenario.closed)):
        if subjects:
            names = sorted(subject_words(catalog, subject) for subject in subjects)
            sentences.append(f"{title}: {', '.join(names)}")
    return ". ".join(sentences) + "."


@dataclass(frozen=True, slots=True)
class Admission:
    """The part of a network that counts under a scenario.

    `edges` gives for each edge the segments that count on it, none where it is closed. `reasons`
    says why a segment counts, `promises` holds by route the claim that admits it, where a promise
    does, and `corridor_claims` where the claim that its corridor operates as a whole does.
    """

    edges: tuple[tuple[int, ...], ...]
    reasons: Mapping[int, Reason]
    promises: Mapping[str, Claim]
    corridor_claims: Mapping[str, Claim]


def _route_reason(entry: RouteEntry, status: str, scenario: Scenario,
                  promised: Claim | None, by_corridor: Claim | None) -> Reason | None:
    """Returns why every segment of a route counts, or None if the route itself is not admitted."""
    if scenario.opened & {entry.route_id, *entry.route.corridor_ids}:
        return "opened"
    unseen = status == NOT_STATED and is_unproven(entry)
    if status in scenario.admitted and not unseen:
        return "status"
    if promised:
        return "promised"
    return "corridor" if by_corridor else None


def _segment_reasons(network: Network, scenario: Scenario, promises: Mapping[str, Claim],
                     corridor_claims: Mapping[str, Claim]) -> Iterator[tuple[int, Reason]]:
    for entry in network.catalog.entries:
        route_id, status = entry.route_id, network.effective_statuses[entry.route_id].status
        if scenario.closed & {route_id, status, *entry.route.corridor_ids}:
            continue
        route_reason = _route_reason(entry, status, scenario, promises.get(route_id),
                                     corridor_claims.get(route_id))
        for number in network.route_segments.get(route_id, ()):
            segment = network.segments[number]
            if route_reason:
                yield number, route_reason
            elif not (scenario.opened.isdisjoint(segment.passes)
                      and scenario.opened.isdisjoint(segment.countries)):
                yield number, "opened"


@kept_on_first(8)
def admit(network: Network, scenario: Scenario) -> Admission:
    """Returns the part of a network that counts under a scenario; the last few results are cached.

    A route without a status of which nothing shows that it exists counts only when it is opened;
    see `is_unproven`. Where only what operates counts, so does a built route without a status of
    its own in a corridor that a source says operates as a whole; it gets no status by that. Closing
    a route, a corridor or a status removes these routes and leaves others along the same edge;
    closing a place or a country closes every edge that touches it. Opening a place or a country
    opens the segments that touch it.
    """
    year, promises = scenario.by_year, {}
    if year is not None:
        route_promises = (
            (entry.route_id, promise(network.catalog, entry, year))
            for entry in network.catalog.entries
        )
        promises = {route_id: claim for route_id, claim in route_promises if claim}
    corridor_claims: dict[str, Claim] = {}
    if counts_by_corridor(scenario):
        corridor_claims = {entry.route_id: claim for entry in network.catalog.entries
                           if (claim := corridor_claim(network.catalog, entry))}
    reasons = dict(_segment_reasons(network, scenario, promises, corridor_claims))
    shut = scenario.closed
    edges = tuple(
        tuple(segment for segment in edge.segments if segment in reasons)
        if not shut or (shut.isdisjoint(edge.passes) and shut.isdisjoint(edge.countries)) else ()
        for edge in network.edges)
    return Admission(edges, MappingProxyType(reasons), MappingProxyType(promises),
                     MappingProxyType(corridor_claims))

"""What if: the best ways between two hubs before and after a scenario, and what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import networkx as nx

from geo.check_geometry import distance_m
from geo.countries import COUNTRY_CODES, country_name
from geo.errors import AtlasError, did_you_mean
from geo.filters import NOT_STATED
from geo.legs import CARGOES, HUB_KINDS
from geo.network import Network
from geo.whatif.amounts import amount
from geo.whatif.reckoning import day_claim, make_way
from geo.whatif.scenario import (
    CRITERIA,
    Admission,
    Criterion,
    Question,
    Scenario,
    admit,
    scenario_words,
    subject_words,
)
from geo.whatif.searching import (
    TIE,
    Found,
    cheapest,
    costs,
    fewest_transfers,
    handier,
)
from geo.whatif.ways import Step, Way

_PIPED: Final = ("oil", "gas")

NEAR_KM = 60.0
"""How far from a hub without legs of a cargo the nearest place with them may lie."""

NEARLY: Final = 0.01
"""Of ways that are longer than the shortest by no more than this part of it, one with fewer
transfers counts as the shortest: drawn lengths are no finer, and a transfer costs days."""

Ways = Mapping[Criterion, Way | None]


@dataclass(frozen=True, slots=True)
class Hub:
    """An end of a journey: the id asked for, the places that stand for it, and why others do.

    `away_km` is how far off a place lies that stands for another; 0 of a place itself and of a
    country.
    """

    asked: str
    places: frozenset[str]
    note: str = ""
    away_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Journey:
    """The best ways before and after, by each criterion; None where there is no such way.

    No way by days is no statement that there is none, only that no way has days for every leg.
    `closed_alone` are the ways after nothing but the closing, where the scenario counts more than
    the baseline besides; None where it does not mix the two.
    `assumptions` are whole sentences and belong to the result wherever it is shown.
    """

    question: Question
    baseline: Scenario
    origin: Hub
    target: Hub
    before: Ways
    after: Ways
    assumptions: tuple[str, ...]
    closed_alone: Ways | None = None


def hubs(network: Network, cargo: str) -> tuple[str, ...]:
    """Places worth offering as an end: of a hub's kind, or where some route ends; by name."""
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    places = network.catalog.places
    wanted = [place for place in network.places(cargo)
              if place in ends or places[place].kind in HUB_KINDS]
    return tuple(sorted(wanted, key=lambda place: (places[place].name.casefold(), place)))


def lands(network: Network, cargo: str) -> Mapping[str, frozenset[str]]:
    """The countries that can be an end, by code, each with the places that stand for it.

    Of pipelines only where a route begins or ends: what is carried does not enter or leave at a
    place on the way.
    """
    ends = {end for entry in network.catalog.entries if entry.route.mode in CARGOES[cargo]
            for end in (entry.route.from_place, entry.route.to_place)}
    found: dict[str, set[str]] = {}
    for place in network.places(cargo):
        code = network.catalog.places[place].country
        if code and (place in ends or cargo not in _PIPED):
            found.setdefault(code, set()).add(place)
    return MappingProxyType({code: frozenset(there) for code, there in found.items()})


def find_hub(network: Network, cargo: str, asked: str) -> Hub:
    """The places that stand for a place id, a country code, or a name in any script.

    A country stands for all its places (`lands`). A place at which no leg of the cargo ends is
    stood for by the nearest that has one, in the same country and within `NEAR_KM`. Raises
    AtlasError where nothing can stand for it.
    """
    places, nodes = network.catalog.places, network.places(cargo)
    if asked in nodes:
        return Hub(asked, frozenset({asked}))
    if asked in places:
        return _stand_in(network, cargo, asked)
    code = asked.upper()
    there = lands(network, cargo).get(code)
    if there:
        which = "where a pipeline begins or ends" if cargo in _PIPED else "in this network"
        return Hub(code, there, f"{country_name(code)} stands for its one place {which}."
                   if len(there) == 1 else f"{country_name(code)} stands for any of its "
                   f"{len(there)} places {which}, whichever is reached best.")
    if len(code) == 2 and code in COUNTRY_CODES:
        why = "that begins or ends in" if cargo in _PIPED else "in"
        raise AtlasError(f"{asked!r}: the atlas has no {cargo} route {why} {country_name(code)}; "
                         "choose another end")
    called = _called(network, asked)
    if len(called) == 1:
        return find_hub(network, cargo, called[0])
    raise AtlasError(f"{asked!r}: names {', '.join(called)}; give one of these ids" if called
                     else f"{asked!r}: no such place or country{did_you_mean(asked, places)}")


def _called(network: Network, asked: str) -> list[str]:
    """The ids of the places that have a name."""
    catalog, name = network.catalog, asked.casefold()
    named = {place.place_id for place in catalog.places.values() if place.name.casefold() == name}
    return sorted(named | {alias.id for alias in catalog.aliases
                           if alias.id in catalog.places and alias.alias.casefold() == name})


def _stand_in(network: Network, cargo: str, asked: str) -> Hub:
    places = network.catalog.places
    own = places[asked]
    near = ((distance_m((own.lon, own.lat), (places[p].lon, places[p].lat)) / 1000, p)
            for p in network.places(cargo) if places[p].country == own.country)
    away, found = min(near, default=(NEAR_KM + 1, ""))
    if away > NEAR_KM:
        raise AtlasError(f"{asked!r}: no {cargo} route of the atlas begins, ends or joins another "
                         f"within {NEAR_KM:.0f} km of {own.name}; choose another end")
    return Hub(asked, frozenset({found}),
               f"No {cargo} route of the atlas begins, ends or joins another at {own.name}; "
               f"{places[found].name}, {away:.0f} km away, stands for it.", away)


def _by_days(network: Network, admission: Admission, cargo: str, origin: Hub, target: Hub
             ) -> Found | None:
    """The quickest chain of whole routes that all have stated days; None where there is none."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for route_id, spent in _stated_days(network, cargo).items():
        steps = _whole_route(network, admission, route_id)
        if steps is None:
            continue
        ways = [steps] if network.tracks[steps[0].track].one_way else [
            steps, [Step(step.track, not step.forward) for step in reversed(steps)]]
        for way in ways:
            ends = [_end(network, way[0], after=False), _end(network, way[-1], after=True)]
            if spent < graph.get_edge_data(*ends, {"days": float("inf")})["days"]:
                graph.add_edge(*ends, days=spent, steps=way)
    starts = origin.places & set(graph)
    if not starts:
        return None
    spent_at, paths = nx.multi_source_dijkstra(graph, starts, weight="days")
    reached = min(((spent_at[p], p) for p in target.places if p in paths), default=None)
    if reached is None or len(paths[reached[1]]) < 2:
        return None
    path = paths[reached[1]]
    return path[0], [step for pair in pairwise(path)
                     for step in graph.edges[pair]["steps"]]


def _end(network: Network, step: Step, *, after: bool) -> str:
    track = network.tracks[step.track]
    return track.b if step.forward is after else track.a


@lru_cache(maxsize=16)
def _stated_days(network: Network, cargo: str) -> Mapping[str, float]:
    """The days stated of whole routes of a cargo, the fewest; routes without any are left out."""
    claims = ((route_id, day_claim(network.catalog, route_id))
              for route_id, legs in network.route_legs.items()
              if network.legs[legs[0]].mode in CARGOES[cargo])
    return {route_id: float(days.low) for route_id, claim in claims
            if claim and (days := amount(claim))}


def _whole_route(network: Network, admission: Admission, route_id: str) -> list[Step] | None:
    """A route as steps from end to end; None where a scenario does not leave it whole."""
    steps: list[Step] = []
    for leg in network.route_legs[route_id]:
        track = next((network.tracks[number] for number in reversed(network.leg_tracks[leg])
                      if leg in admission.tracks[number]), None)
        if track is None:
            return None
        steps.append(Step(track.number, track.a == network.legs[leg].from_place))
    return steps


def best_ways(network: Network, scenario: Scenario, cargo: str, origin: Hub, target: Hub) -> Ways:
    """The best way by each criterion under a scenario, None where there is none."""
    admission = admit(network, scenario)
    by_length = costs(network, admission, cargo)
    ends = origin.places, target.places
    found: dict[Criterion, Found | None] = {
        "length": cheapest(network, by_length, *ends)}
    if found["length"]:
        by_borders = costs(network, admission, cargo, borders=True)
        found["borders"] = cheapest(network, by_borders, *ends)
        found["transfers"] = fewest_transfers(network, by_length, *ends)
        found["days"] = _by_days(network, admission, cargo, origin, target)
    made: dict[tuple[str, tuple[Step, ...]], Way] = {}

    def told(way: Found | None) -> Way | None:
        if way is None:
            return None
        key = way[0], tuple(way[1])
        if key not in made:
            made[key] = make_way(network, admission, *way)
        return made[key]

    ways = {criterion: told(found.get(criterion)) for criterion in CRITERIA}
    shortest, handiest = ways["length"], ways["transfers"]
    if shortest and handiest and (spare := shortest.transfers.at_least
                                  - handiest.transfers.at_least) > 0:
        # At this price for a transfer no way can win that is longer by more than NEARLY.
        price = int(shortest.measure_m * TIE * NEARLY / spare)
        near = told(handier(network, by_length, *ends, price))
        if near and near.transfers.at_least < shortest.transfers.at_least:
            ways["length"] = near
            fewest = ways["borders"]
            if fewest and fewest.measure_m * (1 + NEARLY) >= near.measure_m and (
                    len(fewest.crossings) == len(near.crossings)):
                ways["borders"] = near
    return MappingProxyType(ways)


def find_ends(network: Network, question: Question) -> tuple[Hub, Hub]:
    """The two ends of a question. Raises AtlasError where one is unknown, or both are one."""
    origin, target = (find_hub(network, question.cargo, end)
                      for end in (question.origin, question.target))
    if origin.places & target.places:
        raise AtlasError(f"{question.origin!r} and {question.target!r} are one place in the "
                         f"{question.cargo} network; choose two")
    return origin, target


def journey(network: Network, question: Question, baseline: Scenario | None = None) -> Journey:
    """The best ways between two hubs under `baseline` (today) and under the question's scenario.

    Raises AtlasError as `find_ends` does.
    """
    cargo, (origin, target) = question.cargo, find_ends(network, question)
    first = baseline or Scenario()
    before = best_ways(network, first, cargo, origin, target)
    after = before if first == question.scenario else best_ways(
        network, question.scenario, cargo, origin, target)
    shut = _closed_alone(question.scenario, first)
    alone = best_ways(network, shut, cargo, origin, target) if shut else None
    return Journey(question, first, origin, target, before, after,
                   tuple(_assumptions(network, question, first, (origin, target),
                                      [w for ways in (before, after) for w in ways.values() if w])),
                   alone)


def _closed_alone(scenario: Scenario, baseline: Scenario) -> Scenario | None:
    """The baseline with what a scenario closes, where the scenario changes more than that."""
    shut = baseline.closing(*scenario.closed)
    return shut if shut not in (scenario, baseline) and scenario.closed else None


_ALWAYS: Final = (
    ("Where two routes of one mode name one place, or one is drawn through a place of the other, "
     "goods are taken to be able to go from one to the other, and between modes in ports, cities "
     "and terminals and where a route ends; whether the works for it exist is not in the sources."),
    ("Ways are ranked by drawn length, stretched where a source states the length of the whole "
     "route; the lengths shown are the stated ones of whole routes and the drawn ones of parts. "
     "Of ways longer than the shortest by 1 % at most, the one with fewest transfers is taken."),
    ("Drawn lines cut corners: where both can be compared they run short of the real track, mostly "
     "by 5 to 15 %."),
    ("A border counts where the country of one place differs from that of the next; waiting times, "
     "tariffs and rules at borders are not counted."),
)


def _assumptions(network: Network, question: Question, baseline: Scenario,
                 ends: tuple[Hub, Hub], ways: list[Way]) -> Iterator[str]:
    catalog, scenario = network.catalog, question.scenario
    yield f"Before: {scenario_words(catalog, baseline)}"
    yield f"After: {scenario_words(catalog, scenario)}"
    yield from (hub.note for hub in ends if hub.note)
    yield from _ALWAYS
    stretches = [stretch for way in ways for stretch in way.stretches]
    if any(stretch.standing.status == NOT_STATED for stretch in stretches):
        yield ("Stretches whose status is not in the sources count as usable unless their line is "
               "only conceptual, and are marked.")
    if any(stretch.promised for stretch in stretches):
        yield "Stretches that are not said to exist count only because the scenario admits them."
    if any(stretch.standing.through for stretch in stretches):
        yield ("A route of which no status is stated takes that of what a source says it is part "
               "of, unless that is operating.")
    if any(way.transfers.unknown for way in ways):
        yield ("Where a gauge or a mode is not in the sources, no transfer is counted: transfers "
               "are the fewest there must be.")
    if any(way.days for way in ways):
        yield ("Days are those a source states between both ends of a whole route; waiting from "
               "one route to the next is not in them.")
    if question.cargo in ("oil", "gas"):
        yield "Pipelines are taken to run one way, from the first end the atlas gives to the last."
    for subject in sorted(scenario.closed & set(network.route_legs)):
        if others := _left(network, subject, scenario):
            names = ", ".join(catalog.name_of(route_id) for route_id in others)
            yield (f"Closing {subject_words(catalog, subject)} leaves other routes open that run "
                   f"along part of its track: {names}.")


def _left(network: Network, subject: str, scenario: Scenario) -> list[str]:
    """Other routes that still count along the tracks of a closed route."""
    legs, counting = {*network.route_legs[subject]}, admit(network, scenario).tracks
    return sorted({network.legs[leg].route_id for track in network.tracks
                   if not legs.isdisjoint(track.legs) for leg in counting[track.number]})


NO_WAY: Final = "no way in the atlas"
NO_WAY_EITHER: Final = f"{NO_WAY} before or after"
NEW_WAY: Final = f"{NO_WAY} before; one with these opened"
WAY_LOST: Final = f"{NO_WAY} any more"


def change_km(before: Way | None, after: Way | None) -> float | None:
    """How many kilometres longer a way is than another, as shown; None where one is missing."""
    if before is None or after is None:
        return None
    return after.length.low_km - before.length.low_km


def change_words(before: Way | None, after: Way | None) -> str:
    """A change in few words: `312 km longer`, `the same way`, or one of the words for no way.

    That no way is found says nothing of the world: the atlas holds only its own routes.
    """
    if before is None or after is None:
        return {(True, True): NO_WAY_EITHER, (True, False): NEW_WAY,
                (False, True): WAY_LOST}[before is None, after is None]
    if before.steps == after.steps:
        return "the same way"
    change = round(after.length.low_km - before.length.low_km)
    if not change:
        return "another way of the same length"
    return f"{abs(change):,}\N{NO-BREAK SPACE}km {'longer' if change > 0 else 'shorter'}"

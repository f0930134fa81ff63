"""Answers to what-if questions as plain data for JSON, each with its citations and assumptions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS, citation_words, value_words
from geo.data.countries import country_name
from geo.data.records import Fact
from geo.data.schema import MISSING, MODES, NOT_STATED
from geo.network.admission import scenario_words
from geo.network.choke_points import Chokepoints, Loss
from geo.network.endpoints import Hub
from geo.network.graph import Network
from geo.network.itinerary import Stretch, Way
from geo.network.length_change import change_km, change_words
from geo.network.tracks import Vehicle
from geo.network.what_if import Journey, Ways
from geo.query.scenario import CRITERIA, Scenario


def vehicle_words(vehicles: Iterable[Vehicle]) -> str:
    """`Rail 1520 mm`, `Rail or road`, with the gauge where it is stated."""
    said = [f"{MODES[v.mode]} {v.gauge} mm" if v.gauge else MODES[v.mode] for v in vehicles]
    return " or ".join(dict.fromkeys(said))


def gauge_words(stretch: Stretch) -> str:
    """The gauges stated of a stretch; `not in the sources` of a railway, blank of others."""
    if stretch.gauges:
        return "; ".join(dict.fromkeys(value_words(fact) for fact in stretch.gauges))
    return MISSING if stretch.mode in ("rail", "multimodal") else ""


def status_words(catalog: Catalog, stretch: Stretch) -> str:
    """The status of a stretch, of which route it is said, and why it counts nevertheless."""
    said = STATUS_WORDS[stretch.standing.status]
    if stretch.standing.status == NOT_STATED:
        return said
    if stretch.standing.through:
        said += f", said of {catalog.name_of(stretch.standing.through.object_id)}"
    elif stretch.said_of != stretch.route_id:
        said += f", said of {catalog.name_of(stretch.said_of)} along this track"
    if stretch.promised and stretch.reason == "promised":
        said += "; counted as promised"
    elif stretch.promised and stretch.reason == "opened":
        said += "; counted as opened"
    return said


def _reference(fact: Fact | None) -> str | None:
    return fact.reference if fact else None


def _stretch(network: Network, stretch: Stretch) -> dict[str, Any]:
    catalog = network.catalog
    entry = catalog.entry(stretch.route_id)
    length = entry.headline("length") if entry and stretch.whole else None
    return {
        "route_id": stretch.route_id, "route": catalog.name_of(stretch.route_id),
        "mode": stretch.mode, "from": stretch.from_place, "to": stretch.to_place,
        "from_name": catalog.name_of(stretch.from_place),
        "to_name": catalog.name_of(stretch.to_place), "via": list(stretch.via),
        "status": stretch.standing.status, "status_words": status_words(catalog, stretch),
        "status_citation": _reference(stretch.standing.fact), "counted": stretch.reason,
        "promise_citation": _reference(stretch.promise), "marked": stretch.promised or
        stretch.standing.status == NOT_STATED,
        "basis": entry.alignment.basis if entry else "", "gauge": gauge_words(stretch),
        "gauge_citations": [fact.reference for fact in stretch.gauges],
        "countries": list(stretch.countries), "whole_route": stretch.whole,
        "drawn_km": round(stretch.drawn_km, 1),
        "stated_km": value_words(length) if length and not length.partial else None,
        "also": list(stretch.also),
        "legs": [network.legs[leg].leg_id for leg in stretch.legs]}


def way_dict(network: Network, way: Way) -> dict[str, Any]:
    """A way for JSON. Claims are named by reference; see `citations`."""
    return {
        "length": {"words": way.length.words, "drawn_km": round(way.length.drawn_km, 1),
                   "stated": way.length.stated.as_dict() if way.length.stated else None,
                   "citations": [fact.reference for fact in way.length.facts]},
        "ranked_by_km": round(way.measure_m / 1000, 1),
        "borders": [{"from": c.from_country, "to": c.to_country, "at": c.at}
                    for c in way.crossings],
        "transfers": {
            "at_least": way.transfers.at_least, "unknown_at": list(way.transfers.unknown),
            "at": [{"place": c.place_id, "kind": c.kind, "from": vehicle_words(c.before),
                    "to": vehicle_words(c.after)} for c in way.transfers.changes]},
        "days": way.days.as_dict() if way.days else None,
        "capacity": way.capacity.amount.as_dict() if way.capacity.amount else None,
        "capacity_unknown": way.capacity.why_unknown,
        "weakest_status": way.weakest, "stretches_without_status": way.unstated,
        "stretches": [_stretch(network, stretch) for stretch in way.stretches]}


def _border_words(stretch: Stretch) -> str:
    return "; ".join(f"{country_name(a)}\N{EN DASH}{country_name(b)}"
                     for a, b in pairwise(stretch.countries))


def _change_words(catalog: Catalog, way: Way, stretch: Stretch) -> str:
    """The transfers at the beginning of a stretch and on it, certain and unknown."""
    there = (stretch.from_place, *stretch.via)
    said = [f"{catalog.name_of(c.place_id)}: {vehicle_words(c.before)} to {vehicle_words(c.after)}"
            for c in way.transfers.changes if c.place_id in there]
    unknown = [catalog.name_of(place) for place in way.transfers.unknown if place in there]
    return "; ".join([*said, *(f"{name}: {MISSING}" for name in unknown)])


def stretch_rows(network: Network, way: Way) -> list[dict[str, str]]:
    """A way as a table for the screen and for CSV: one row for each stretch, all cells text."""
    rows: list[dict[str, str]] = []
    for stretch in way.stretches:
        told = _stretch(network, stretch)
        facts = (stretch.standing.fact, stretch.promise, *stretch.gauges,
                 *(fact for fact in way.length.facts if fact.subject_id == stretch.route_id))
        said = dict.fromkeys(_citation(network.catalog, fact) for fact in facts if fact)
        rows.append({
            "From": told["from_name"], "To": told["to_name"], "Route": told["route"],
            "Mode": MODES[stretch.mode], "Status": told["status_words"], "Basis": told["basis"],
            "Gauge": told["gauge"], "Length": f"{told['stated_km']} stated" if told["stated_km"]
            else f"{stretch.drawn_km:,.0f}\N{NO-BREAK SPACE}km drawn",
            "Borders": _border_words(stretch),
            "Transfers": _change_words(network.catalog, way, stretch), "Sources": " | ".join(said)})
    return rows


def _citation(catalog: Catalog, fact: Fact) -> str:
    return citation_words(catalog.sources[fact.source_id], fact.section, fact.lines)


def citations(catalog: Catalog, ways: Iterable[Way | None]) -> dict[str, str]:
    """The citation of each claim that ways rest on, by reference, in order."""
    found: dict[str, str] = {}
    for way in ways:
        for fact in way.facts if way else ():
            found.setdefault(fact.reference, _citation(catalog, fact))
    return found


def _hub(catalog: Catalog, hub: Hub) -> dict[str, Any]:
    name = catalog.name_of(hub.asked) if hub.asked in catalog.places else country_name(hub.asked)
    return {"id": hub.asked, "name": name, "note": hub.note,
            "away_km": round(hub.away_km, 1) or None,
            "places": sorted(hub.places) if len(hub.places) == 1 else len(hub.places)}


def _scenario(catalog: Catalog, scenario: Scenario) -> dict[str, Any]:
    return {"words": scenario_words(catalog, scenario),
            "items": [list(pair) for pair in scenario.items()]}


def journey_dict(network: Network, result: Journey) -> dict[str, Any]:
    """A journey for JSON."""
    def ways(side: Ways) -> dict[str, Any]:
        return {c: way_dict(network, way) if (way := side[c]) else None for c in CRITERIA}

    catalog = network.catalog
    return {
        "release": catalog.release, "cargo": result.question.cargo,
        "from": _hub(catalog, result.origin), "to": _hub(catalog, result.target),
        "before": {"scenario": _scenario(catalog, result.baseline), "ways": ways(result.before)},
        "after": {"scenario": _scenario(catalog, result.question.scenario),
                  "ways": ways(result.after)},
        "change": {c: {"words": change_words(result.before[c], result.after[c]),
                       "km": None if (km := change_km(result.before[c], result.after[c])) is None
                       else round(km, 1)} for c in CRITERIA},
        "closing_alone": None if (alone := result.closed_alone) is None else {
            c: change_words(result.before[c], alone[c]) for c in CRITERIA},
        "assumptions": list(result.assumptions),
        "citations": citations(catalog, [*result.before.values(), *result.after.values()])}


def _loss(catalog: Catalog, loss: Loss) -> dict[str, Any]:
    return {
        "kind": loss.kind, "places": list(loss.places),
        "names": [catalog.name_of(place) for place in loss.places],
        "disconnects": loss.disconnects, "places_parted": loss.parted or None,
        "longer_km": None if loss.longer_m is None else round(loss.longer_m / 1000, 1),
        "routes": list(loss.routes), "corridors": list(loss.corridors)}


def chokepoints_dict(catalog: Catalog, found: Chokepoints) -> dict[str, Any]:
    """Chokepoints for JSON; lengths by the yardstick that ranks ways."""
    return {"losses": [_loss(catalog, loss) for loss in found.losses],
            "alternatives_km": [round(metres / 1000, 1) for metres in found.alternatives_m]}

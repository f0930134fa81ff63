"""Answers to what-if questions as plain data for JSON, each with its citations and assumptions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from geo.catalog.catalog import Catalog
from geo.claims.dates import due, was_due_words
from geo.claims.wording import STATUS_WORDS, citation_words, value_words
from geo.data.countries import country_name
from geo.data.records import Claim
from geo.data.schema import MISSING, MODES, NOT_STATED
from geo.network.admission import scenario_words
from geo.network.assumptions import corridor_words
from geo.network.choke_points import ChokePoints, Loss
from geo.network.edges import Carrier
from geo.network.endpoints import Endpoint
from geo.network.graph import Network
from geo.network.itinerary import Itinerary, Stretch
from geo.network.length_change import change_words, length_change
from geo.network.what_if import Itineraries, WhatIf
from geo.query.scenario import CRITERIA, Scenario


def carrier_words(carriers: Iterable[Carrier]) -> str:
    """Returns `Rail 1520 mm`, `Rail or road`, with the gauge where it is stated."""
    words = [
        f"{MODES[carrier.mode]} {carrier.gauge} mm" if carrier.gauge else MODES[carrier.mode]
        for carrier in carriers
    ]
    return " or ".join(dict.fromkeys(words))


def gauge_words(stretch: Stretch) -> str:
    """Returns the gauges stated of a stretch; `not in the sources` for rail, else blank."""
    if stretch.gauges:
        return "; ".join(dict.fromkeys(value_words(claim) for claim in stretch.gauges))
    return MISSING if stretch.mode in ("rail", "multimodal") else ""


def is_overdue(catalog: Catalog, stretch: Stretch) -> bool:
    """Checks whether a stretch counts by a promise whose date has passed."""
    last = due(stretch.promise) if stretch.promise else None
    return last is not None and last < catalog.today


def _promised_words(catalog: Catalog, stretch: Stretch) -> str:
    """Returns that a stretch counts as promised: of what, and whether that has passed."""
    words, claim = "counted as promised", stretch.promise
    if claim and claim.subject_id != stretch.route_id:
        words += f" of {catalog.name_of(claim.subject_id)} as a whole"
    if claim and is_overdue(catalog, stretch):
        words += f", and {was_due_words(claim, catalog.today)}"
    return words


def status_words(catalog: Catalog, stretch: Stretch) -> str:
    """Returns the status of a stretch, what it is stated of, and why it still counts."""
    words = STATUS_WORDS[stretch.effective_status.status]
    if stretch.corridor_claim:
        return f"{words}; {corridor_words(catalog, stretch.corridor_claim)}"
    if stretch.effective_status.status == NOT_STATED:
        return words
    if stretch.effective_status.through:
        words += f", said of {catalog.name_of(stretch.effective_status.through.object_id)}"
    if stretch.promised and stretch.reason == "promised":
        words += f"; {_promised_words(catalog, stretch)}"
    elif stretch.promised and stretch.reason == "opened":
        words += "; counted as opened"
    return words


def _reference(claim: Claim | None) -> str | None:
    return claim.reference if claim else None


def _stretch(network: Network, stretch: Stretch) -> dict[str, Any]:
    catalog = network.catalog
    entry = catalog.entry(stretch.route_id)
    length = entry.headline("length") if entry and stretch.whole else None
    return {
        "route_id": stretch.route_id, "route": catalog.name_of(stretch.route_id),
        "mode": stretch.mode, "from": stretch.from_place, "to": stretch.to_place,
        "from_name": catalog.name_of(stretch.from_place),
        "to_name": catalog.name_of(stretch.to_place), "via": list(stretch.via),
        "status": stretch.effective_status.status, "status_words": status_words(catalog, stretch),
        "status_citation": _reference(stretch.effective_status.claim), "counted": stretch.reason,
        "promise_citation": _reference(stretch.promise),
        "corridor_citation": _reference(stretch.corridor_claim), "marked": stretch.promised or
        stretch.effective_status.status == NOT_STATED,
        "basis": entry.alignment.basis if entry else "", "gauge": gauge_words(stretch),
        "gauge_citations": [claim.reference for claim in stretch.gauges],
        "countries": list(stretch.countries), "whole_route": stretch.whole,
        "drawn_km": round(stretch.drawn_km, 1),
        "stated_km": value_words(length) if length and not length.partial else None,
        "also": list(stretch.also),
        "legs": [network.segments[segment].segment_id for segment in stretch.segments]}


def itinerary_dict(network: Network, itinerary: Itinerary) -> dict[str, Any]:
    """Returns an itinerary for JSON. Claims are named by reference; see `citations`."""
    return {
        "length": {
            "words": itinerary.length.words,
            "drawn_km": round(itinerary.length.drawn_km, 1),
            "stated": itinerary.length.stated.as_dict() if itinerary.length.stated else None,
            "citations": [claim.reference for claim in itinerary.length.claims],
        },
        "ranked_by_km": round(itinerary.measure_m / 1000, 1),
        "borders": [
            {"from": crossing.from_country, "to": crossing.to_country, "at": crossing.at}
            for crossing in itinerary.crossings
        ],
        "transfers": {
            "at_least": itinerary.transfers.at_least,
            "unknown_at": list(itinerary.transfers.unknown),
            "at": [
                {
                    "place": crossing.place_id,
                    "kind": crossing.kind,
                    "from": carrier_words(crossing.before),
                    "to": carrier_words(crossing.after),
                }
                for crossing in itinerary.transfers.changes
            ],
        },
        "days": itinerary.days.as_dict() if itinerary.days else None,
        "capacity": itinerary.capacity.amount.as_dict() if itinerary.capacity.amount else None,
        "capacity_unknown": itinerary.capacity.why_unknown,
        "weakest_status": itinerary.weakest,
        "stretches_without_status": itinerary.unstated,
        "stretches": [_stretch(network, stretch) for stretch in itinerary.stretches],
    }


def _border_words(stretch: Stretch) -> str:
    return "; ".join(f"{country_name(a)}\N{EN DASH}{country_name(b)}"
                     for a, b in pairwise(stretch.countries))


def _change_words(catalog: Catalog, itinerary: Itinerary, stretch: Stretch) -> str:
    """Returns the transfers at the beginning of a stretch and on it, certain and unknown."""
    places = (stretch.from_place, *stretch.via)
    transfers = [
        f"{catalog.name_of(transfer.place_id)}: "
        f"{carrier_words(transfer.before)} to {carrier_words(transfer.after)}"
        for transfer in itinerary.transfers.changes
        if transfer.place_id in places
    ]
    unknown = [catalog.name_of(place) for place in itinerary.transfers.unknown if place in places]
    return "; ".join([*transfers, *(f"{name}: {MISSING}" for name in unknown)])


def stretch_rows(network: Network, itinerary: Itinerary) -> list[dict[str, str]]:
    """Returns an itinerary as table rows, one for each stretch; all cells are text."""
    rows: list[dict[str, str]] = []
    for stretch in itinerary.stretches:
        cells = _stretch(network, stretch)
        claims = (
            stretch.effective_status.claim,
            stretch.promise,
            stretch.corridor_claim,
            *stretch.gauges,
            *(claim for claim in itinerary.length.claims if claim.subject_id == stretch.route_id),
        )
        sources = dict.fromkeys(_citation(network.catalog, claim) for claim in claims if claim)
        rows.append(
            {
                "From": cells["from_name"],
                "To": cells["to_name"],
                "Route": cells["route"],
                "Mode": MODES[stretch.mode],
                "Status": cells["status_words"],
                "Basis": cells["basis"],
                "Gauge": cells["gauge"],
                "Length": f"{cells['stated_km']} stated"
                if cells["stated_km"]
                else f"{stretch.drawn_km:,.0f}\N{NO-BREAK SPACE}km drawn",
                "Borders": _border_words(stretch),
                "Transfers": _change_words(network.catalog, itinerary, stretch),
                "Sources": " | ".join(sources),
            }
        )
    return rows


def _citation(catalog: Catalog, claim: Claim) -> str:
    return citation_words(catalog.sources[claim.source_id], claim.section, claim.lines)


def citations(catalog: Catalog, itineraries: Iterable[Itinerary | None]) -> dict[str, str]:
    """Returns the citation of each claim that itineraries rest on, by reference, in order."""
    by_reference: dict[str, str] = {}
    for itinerary in itineraries:
        for claim in itinerary.claims if itinerary else ():
            by_reference.setdefault(claim.reference, _citation(catalog, claim))
    return by_reference


def _endpoint(catalog: Catalog, endpoint: Endpoint) -> dict[str, Any]:
    name = (
        catalog.name_of(endpoint.asked)
        if endpoint.asked in catalog.places
        else country_name(endpoint.asked)
    )
    return {
        "id": endpoint.asked,
        "name": name,
        "note": endpoint.note,
        "away_km": round(endpoint.away_km, 1) or None,
        "places": sorted(endpoint.places) if len(endpoint.places) == 1 else len(endpoint.places),
    }


def _scenario(catalog: Catalog, scenario: Scenario) -> dict[str, Any]:
    return {"words": scenario_words(catalog, scenario),
            "items": [list(pair) for pair in scenario.items()]}


def _change(before: Itinerary | None, after: Itinerary | None) -> dict[str, Any]:
    """Returns a change in kilometres: about how many, and between which it lies; None without."""
    change = length_change(before, after) if before and after else None
    return {"km": change.about_km if change else None,
            "between_km": [round(change.low_km, 1), round(change.high_km, 1)] if change else None}


def what_if_dict(network: Network, result: WhatIf) -> dict[str, Any]:
    """Returns the answer to a question for JSON."""
    def itineraries(side: Itineraries) -> dict[str, Any]:
        return {
            criterion: itinerary_dict(network, itinerary)
            if (itinerary := side[criterion])
            else None
            for criterion in CRITERIA
        }

    catalog = network.catalog
    return {
        "release": catalog.release,
        "cargo": result.question.cargo,
        "from": _endpoint(catalog, result.origin),
        "to": _endpoint(catalog, result.target),
        "before": {
            "scenario": _scenario(catalog, result.baseline),
            "ways": itineraries(result.before),
        },
        "after": {
            "scenario": _scenario(catalog, result.question.scenario),
            "ways": itineraries(result.after),
        },
        "change": {
            criterion: {
                "words": change_words(result.before[criterion], result.after[criterion]),
                **_change(result.before[criterion], result.after[criterion]),
            }
            for criterion in CRITERIA
        },
        "closing_alone": None
        if (closed_alone := result.closed_alone) is None
        else {
            criterion: change_words(result.before[criterion], closed_alone[criterion])
            for criterion in CRITERIA
        },
        "assumptions": list(result.assumptions),
        "citations": citations(catalog, [*result.before.values(), *result.after.values()]),
    }


def _loss(catalog: Catalog, loss: Loss) -> dict[str, Any]:
    return {
        "kind": loss.kind, "places": list(loss.places),
        "names": [catalog.name_of(place) for place in loss.places],
        "disconnects": loss.disconnects, "places_parted": loss.parted or None,
        "longer_km": loss.change.about_km if loss.change else None,
        "longer_words": loss.change.words if loss.change else None,
        "routes": list(loss.routes), "corridors": list(loss.corridors)}


def choke_points_dict(catalog: Catalog, choke_points: ChokePoints) -> dict[str, Any]:
    """Returns choke points for JSON; lengths by the measure that ranks itineraries."""
    return {"losses": [_loss(catalog, loss) for loss in choke_points.losses],
            "alternatives_km": [round(metres / 1000, 1) for metres in choke_points.alternatives_m],
            "alternatives_words": [change.words for change in choke_points.alternatives]}

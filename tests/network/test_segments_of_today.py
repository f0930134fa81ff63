"""What the lines of today join, and what they do not: nothing unbuilt counts as a line in use."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.headline import headline
from geo.network.admission import admit
from geo.network.gauges import part_ends
from geo.network.graph import Network, build_network
from geo.network.itinerary import Itinerary
from geo.network.what_if import what_if
from geo.presentation.itinerary_answer import stretch_rows
from geo.query.scenario import Question, Scenario
from tests.samples.hand_drawn import EVERYTHING

SPEAKS_OF_NO_STRETCH = {"torghundi-herat-railway"}
"""Its gauge is that of the railway that ends where it begins."""


@pytest.fixture(scope="module")
def network(catalog: Catalog) -> Network:
    return build_network(catalog)


def today(network: Network, origin: str, target: str) -> Itinerary:
    itinerary = what_if(network, Question(origin, target, "goods", Scenario())).before["length"]
    assert itinerary is not None
    return itinerary


@pytest.mark.parametrize(("origin", "target", "by"), [
    ("tehran", "mashhad", ["tehran-mashhad-railway", "yunesi-mashhad-sarakhs-railway"]),
    ("mary", "mashhad", ["sarakhs-samarkand-railway", "yunesi-mashhad-sarakhs-railway"]),
    ("tabriz", "tehran", ["tehran-julfa-railway"]),
    ("herat", "kandahar", ["herat-kandahar-road"]),
    ("kandahar", "delaram", ["herat-kandahar-road"]),
    ("baku", "nakhchivan", ["baku-nakhchivan-road"]),
    ("alat", "horadiz", ["alat-astara-railway", "osmanly-horadiz-railway"]),
    ("nakhchivan", "kars", ["nakhchivan-kars-road"]),
    ("baku", "kars", ["baku-nakhchivan-road", "nakhchivan-kars-road"]),
    ("yerevan", "tabriz", ["yerevan-tabriz-road"]),
    ("tehran", "van", ["tehran-julfa-railway", "tabriz-van-railway"]),
    ("tabriz", "erzurum", ["tabriz-erzurum-road"]),
    ("van", "malatya", ["tabriz-van-railway", "van-tatvan-ferry", "tatvan-cetinkaya-railway"]),
    ("dogubayazit", "kars", ["dogubayazit-igdir-road", "nakhchivan-kars-road"]),
    ("termez", "mazar-i-sharif", ["termez-hairatan-railway", "hairatan-mazar-railway"]),
    ("chabahar", "delaram",
     ["chabahar-zahedan-road", "zahedan-zaranj-road", "zaranj-delaram-road"]),
    ("poti", "constanta-port", ["poti-constanta-sea"]),
    ("batumi", "constanta-port", ["batumi-constanta-sea"]),
    ("astrakhan", "tehran",
     ["astrakhan-anzali-sea", "anzali-rasht-road", "rasht-bandar-abbas-railway"]),
    ("tehran", "bandar-abbas-port",
     ["rasht-bandar-abbas-railway", "bandar-abbas-port-railway"]),
])
def test_lines_of_today_join_them(network: Network, origin: str, target: str,
                                  by: list[str]) -> None:
    assert [stretch.route_id for stretch in today(network, origin, target).stretches] == by


def test_no_railway_between_astara_and_rasht_is_counted_today(network: Network) -> None:
    """The gap of the North-South corridor is crossed by road."""
    itinerary = today(network, "baku", "bandar-abbas")
    assert ("astara-rasht-road", "road") in {(s.route_id, s.mode) for s in itinerary.stretches}
    assert network.effective_statuses["instc-west"].status == "suspended"
    assert network.effective_statuses["delaram-kandahar-railway"].status == "planned"


def test_the_gauge_breaks_between_azerbaijan_and_iran(network: Network) -> None:
    gauges = {
        segment.segment_id: {claim.value for claim in network.gauge_claims[number]}
        for number, segment in enumerate(network.segments)
        if segment.route_id == "instc-west"
    }
    assert gauges["instc-west/lankaran/astara"] == {"1520"}
    assert gauges["instc-west/rasht/rudbar"] == {"1435"}
    assert not gauges["instc-west/astara/hashtpar"]
    opened = Scenario().opening("instc-west").closing("astara-rasht-road", "TM")
    itinerary = what_if(network, Question("baku", "qazvin", "goods", opened)).after["transfers"]
    assert itinerary is not None
    assert itinerary.transfers.at_least == 1


def test_china_is_left_by_khorgos(network: Network) -> None:
    first = today(network, "CN", "TR").stretches[0]
    assert first.route_id == "khorgos-altynkol-railway"


def test_a_claim_about_a_part_says_of_which_stretches(network: Network) -> None:
    """A gauge of part of a route names two places of it, or the countries it is about."""
    heard = {claim for claims in network.gauge_claims for claim in claims}
    catalog = network.catalog
    unheard = {entry.route_id for entry in catalog.entries for claim in entry.claims_of("gauge")
               if claim.partial and claim not in heard
               and part_ends(catalog, entry.route, claim) is None}
    assert unheard == SPEAKS_OF_NO_STRETCH


# -- the transit to Armenia, and the Middle Corridor as a whole --

TRANSIT = "armenia-transit-azerbaijan"
_FIRM = Scenario(frozenset({"operating"}))


def ways(network: Network, origin: str, target: str, scenario: Scenario) -> list[Itinerary]:
    result = what_if(network, Question(origin, target, "goods", scenario))
    return [itinerary for itinerary in result.after.values() if itinerary]


def test_the_transit_to_armenia_is_never_used_the_other_way(network: Network) -> None:
    for scenario in (Scenario(), _FIRM, EVERYTHING, Scenario().opening(TRANSIT)):
        back = ways(network, "yerevan", "yalama", scenario)
        assert not any(TRANSIT in (stretch.route_id, *stretch.also)
                       for itinerary in back for stretch in itinerary.stretches)
    there = ways(network, "yalama", "yerevan", _FIRM)
    assert [stretch.route_id for stretch in there[0].stretches] == [TRANSIT]
    assert not ways(network, "yerevan", "yalama", _FIRM)


def test_the_transit_to_armenia_lends_its_status_to_no_line(network: Network) -> None:
    """Whatever runs along it, alone or in part, is never said to operate because of it."""
    entry = network.catalog.entry(TRANSIT)
    assert entry is not None
    places = sorted({*entry.route.via_places, entry.route.from_place} & network.places("goods"))
    for scenario in (Scenario(), _FIRM):
        for origin, target in pairwise(places):
            for itinerary in ways(network, origin, target, scenario):
                for stretch in itinerary.stretches:
                    said = stretch.effective_status.claim
                    assert said is None or said.subject_id == stretch.route_id != TRANSIT
                    assert stretch.effective_status.status != "operating" or said is not None
    assert not ways(network, "yalama", "baku", _FIRM)
    assert today(network, "yalama", "baku").stretches[0].route_id == "yalama-baku-railway"
    assert today(network, "baku", "tbilisi").stretches[0].route_id == "baku-tbilisi-railway"


def test_the_middle_corridor_is_not_contradicted_by_what_operates(network: Network) -> None:
    result = what_if(network, Question("altynkol", "poti", "goods", _FIRM))
    itinerary = result.after["length"]
    assert itinerary is not None
    by_corridor = [one for one in itinerary.stretches if one.reason == "corridor"]
    assert {one.reason for one in itinerary.stretches} == {"corridor", "status"}
    assert {one.effective_status.status for one in by_corridor} == {"not-stated"}
    whose = "counted as part of the Middle Corridor, which as a whole operates according to "
    assert any(whose in said for said in result.assumptions)
    assert sum(whose in row["Status"] for row in stretch_rows(network, itinerary)) == len(
        by_corridor)
    counted = {network.segments[number].route_id for number, reason in admit(
        network, _FIRM).reasons.items() if reason == "corridor"}
    for route_id in counted:
        shown = network.catalog.entry(route_id)
        assert shown is not None
        assert network.effective_statuses[route_id].status == "not-stated"
        assert shown.alignment.basis != "conceptual"
        assert "tripp" not in shown.route.corridor_ids
    assert TRANSIT not in counted
    assert ways(network, "CN", "TR", _FIRM)


def test_no_headline_of_a_corridor_is_contradicted(network: Network) -> None:
    """Where a corridor is said to operate, each of its built routes without a status counts."""
    admitted = admit(network, _FIRM).reasons
    catalog = network.catalog
    for corridor_id in catalog.corridors:
        claim = headline(one for one in catalog.claims_about(corridor_id)
                         if one.attribute == "status")
        for entry in catalog.entries:
            if (claim and claim.value == "operating" and not claim.partial
                    and corridor_id in entry.route.corridor_ids
                    and entry.route.corridor_ids == (corridor_id,)
                    and network.effective_statuses[entry.route_id].status == "not-stated"
                    and entry.alignment.basis != "conceptual"):
                assert {*network.route_segments[entry.route_id]} <= {*admitted}

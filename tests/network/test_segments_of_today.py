"""What the lines of today join, and what they do not: nothing unbuilt counts as a line in use."""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.network.gauges import part_ends
from geo.network.graph import Network, build_network
from geo.network.itinerary import Itinerary
from geo.network.what_if import what_if
from geo.query.scenario import Question, Scenario

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
    for route_id in ("instc-west", "delaram-kandahar-railway"):
        assert network.effective_statuses[route_id].status == "planned"


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


def test_a_claim_about_a_part_names_the_ends_of_the_part(catalog: Catalog) -> None:
    """A gauge of part of a route that names no two places of it speaks of no stretch at all."""
    unheard = {entry.route_id for entry in catalog.entries for claim in entry.claims_of("gauge")
               if claim.partial and part_ends(catalog, entry.route, claim) is None}
    assert unheard == SPEAKS_OF_NO_STRETCH

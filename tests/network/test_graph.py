"""The network is the catalog's: legs, tracks, joins and transfers, none of them kept twice."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.geodesy import drawn_km
from geo.data.records import Alignment, Claim, Route
from geo.data.schema import CARGO_OF, ENDPOINT_KINDS
from geo.network.edges import Carrier
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network, Node, build_network
from geo.network.segments import cut_routes, runs_in_order
from geo.network.what_if import best_itineraries
from geo.query.filter import Filter
from geo.query.scenario import Scenario
from tests.samples.hand_drawn import EVERYTHING, asked, atlas, claim, drawn, road


def stops(network: Network, route_id: str) -> list[str]:
    segments = [network.segments[n] for n in network.route_segments[route_id]]
    return [segments[0].from_place, *(segment.to_place for segment in segments)]


def test_a_route_is_cut_where_another_joins_and_nowhere_else() -> None:
    assert stops(drawn(road("one", "abd")), "one") == ["a", "d"]
    assert stops(drawn(road("one", "abd"), road("two", "be")), "one") == ["a", "b", "d"]
    assert stops(drawn(road("one", "abd"), road("two", "be", "oil")), "one") == ["a", "d"]


def test_an_endpoint_is_a_stop_though_nothing_joins_there() -> None:
    assert stops(drawn(road("one", "bcd")), "one") == ["b", "c", "d"]


def test_a_line_drawn_through_a_place_of_its_mode_stops_there_unnamed() -> None:
    one = road("one", "abcd")
    silent = RouteEntry(Route("two", "Two", (), "featured", "rail", "a", "d", (), ("KZ", "UZ")),
                        one.alignment, ())
    network = drawn(one, silent, road("three", "be"))
    assert stops(network, "two") == stops(network, "one") == ["a", "b", "c", "d"]
    assert all(len(edge.segments) == 2 for edge in network.edges if edge.b != "e")


def test_a_place_off_the_line_is_said_and_not_cut_at() -> None:
    far = RouteEntry(Route("one", "One", (), "featured", "rail", "a", "d", ("e",), ()),
                     Alignment("one", "traced", "", LineString([(0, 0), (1.5, 0), (3, 0)])), ())
    segments, notes = cut_routes(atlas(far, road("two", "be")))
    assert [segment.segment_id for segment in segments if segment.route_id == "one"] == ["one/a/d"]
    assert any("One: its line passes E at 124 km" in note for note in notes)


def test_a_place_out_of_order_is_said_and_not_cut_at() -> None:
    back = RouteEntry(Route("one", "One", (), "featured", "rail", "a", "d", ("c", "b"), ()),
                      road("x", "abcd").alignment, ())
    _, notes = cut_routes(atlas(back))
    assert any("does not lie in its order" in note for note in notes)


def test_borders_are_those_between_the_places() -> None:
    network = drawn(road("one", "abcd"), road("two", "be"))
    assert [segment.countries for segment in network.segments if segment.route_id == "one"] == [
        ("KZ",), ("KZ", "UZ"), ("UZ",)]
    itinerary = asked(network, "a", "d").after["length"]
    assert itinerary is not None
    assert [(c.from_country, c.to_country, c.at) for c in itinerary.crossings] == [
        ("KZ", "UZ", "c")
    ]


def test_a_curated_country_without_a_place_is_crossed_between_its_neighbours() -> None:
    entry = road("one", "ad")
    route = Route("one", "One", (), "featured", "rail", "a", "d", (), ("KZ", "RU", "UZ"))
    network = drawn(RouteEntry(route, entry.alignment, entry.claims))
    assert network.segments[0].countries == ("KZ", "RU", "UZ")


def test_a_multimodal_segment_takes_the_mode_drawn_along_its_line() -> None:
    network = drawn(road("sea", "df", "sea"), road("mixed", "cdf", "multimodal"))
    modes = {(edge.a, edge.b): edge.mode for edge in network.edges}
    assert modes == {("d", "f"): "sea", ("c", "d"): "multimodal"}
    lone = next(edge for edge in network.edges if edge.mode == "multimodal")
    assert lone.carriers == {Carrier("rail"), Carrier("road")}


def gauge(name: str, mm: int, part: str = "") -> Claim:
    return claim(name, "gauge", str(mm), "mm", part=part)


def test_a_transfer_stands_where_mode_or_gauge_changes() -> None:
    network = drawn(road("one", "ac", claims=[gauge("one", 1520)]),
                    road("two", "cd", claims=[gauge("two", 1435)]), road("sea", "df", "sea"))
    wide, normal, ship = Carrier("rail", 1520), Carrier("rail", 1435), Carrier("sea")
    edges = {(start, end): data["change"] for start, end, data in network.graph.edges(data=True)
             if data["kind"] == "transfer"}
    assert edges[Node("c", wide), Node("c", normal)] == "gauge"
    assert edges[Node("d", normal), Node("d", ship)] == "mode"
    itinerary = asked(network, "a", "f").after["transfers"]
    assert itinerary is not None
    assert itinerary.transfers.at_least == 2
    assert [(c.place_id, c.kind) for c in itinerary.transfers.changes] == [
        ("c", "gauge"),
        ("d", "mode"),
    ]


def test_an_unknown_gauge_is_unknown_and_no_break() -> None:
    network = drawn(road("one", "ac", claims=[gauge("one", 1520)]), road("two", "cd"))
    itinerary = asked(network, "a", "d").after["transfers"]
    assert itinerary is not None
    assert (itinerary.transfers.at_least, itinerary.transfers.unknown) == (0, ("c",))


def test_two_gauges_with_an_unknown_one_between_break_somewhere() -> None:
    network = drawn(road("one", "ab", claims=[gauge("one", 1520)]), road("two", "bc"),
                    road("three", "cd", claims=[gauge("three", 1435)]))
    itinerary = asked(network, "a", "d").after["transfers"]
    assert itinerary is not None
    assert (itinerary.transfers.at_least, itinerary.transfers.changes) == (1, ())


def test_a_gauge_said_of_a_part_holds_there_and_cuts_the_route() -> None:
    network = drawn(road("one", "abe", claims=[gauge("one", 1520, "A to B"),
                                              gauge("one", 1435, "B to E")]))
    assert stops(network, "one") == ["a", "b", "e"]
    itinerary = asked(network, "a", "e").after["length"]
    assert itinerary is not None
    assert [(c.place_id, c.kind) for c in itinerary.transfers.changes] == [("b", "gauge")]


def test_oil_and_gas_never_mix_and_run_one_itinerary() -> None:
    network = drawn(road("oil", "ac", "oil"), road("gas", "cd", "gas"))
    assert find_endpoint(network, "oil", "a").places == {"a"}
    assert asked(network, "a", "c", cargo="oil").after["length"]
    assert asked(network, "c", "a", cargo="oil").after["length"] is None
    assert network.places("oil") & network.places("gas") == {"c"}
    assert not any(data["kind"] == "transfer" for _, _, data in network.graph.edges(data=True))


# -- the shipped data --

def test_every_segment_is_an_edge_and_every_edge_a_segment(network: Network) -> None:
    edges = {(start.place_id, end.place_id, n) for start, end, data
             in network.graph.edges(data=True) for n in data["edges"]}
    for edge in network.edges:
        assert (edge.a, edge.b, edge.number) in edges
        assert ((edge.b, edge.a, edge.number) in edges) is not edge.directed
    assert {n for *_, n in edges} == {edge.number for edge in network.edges}
    assert {segment for edge in network.edges for segment in edge.segments} == set(
        range(len(network.segments)))


def test_every_join_in_the_data_is_an_edge(network: Network) -> None:
    """Where two routes of a cargo name one place, both stop there, and goods can change.

    But for a route that runs one way: it is one edge from its first place to its last.
    """
    at: dict[tuple[str, str], list[RouteEntry]] = {}
    for entry in network.catalog.entries:
        route = entry.route
        for place in {route.from_place, *route.via_places, route.to_place}:
            at.setdefault((CARGO_OF[route.mode], place), []).append(entry)
    joins = {key: there for key, there in at.items() if len(there) > 1}
    assert len(joins) > 50
    off = " ".join(network.notes)
    for (cargo, place), there in joins.items():
        name = network.catalog.places[place].name
        kind = network.catalog.places[place].kind
        for entry in there:
            assert (place in stops(network, entry.route_id)
                    or (f"{entry.route.name}: " in off and name in off)
                    or (entry.route.mode == "sea" and kind != "port")
                    or runs_in_order(entry)), (entry.route_id, place)
        nodes = [node for node in network.graph if node.place_id == place
                 and CARGO_OF[node.carrier.mode] == cargo]
        if place not in network.change_places:
            assert kind not in ENDPOINT_KINDS
            nodes = [node for node in nodes if node.carrier.mode == "rail"]
        for start in nodes:
            assert all(network.graph.has_edge(start, end) for end in nodes if end != start)


def test_segments_add_up_to_their_routes(network: Network) -> None:
    for entry in network.catalog.entries:
        segments = [network.segments[n] for n in network.route_segments[entry.route_id]]
        assert segments[0].from_place == entry.route.from_place
        assert segments[-1].to_place == entry.route.to_place
        assert sum(segment.drawn_m for segment in segments) / 1000 == pytest.approx(
            drawn_km(entry.alignment.line), abs=0.1)
        assert all(segment.drawn_m > 0 for segment in segments)
        assert {place for segment in segments for place in segment.passes} >= {
            entry.route.from_place, *entry.route.via_places, entry.route.to_place} or any(
            note.startswith(entry.route.name) for note in network.notes)


def test_the_network_is_the_catalogs_alone(catalog: Catalog) -> None:
    """Built twice it is the same, and from fewer routes it holds only these."""
    first, second = build_network(catalog), build_network(catalog)
    assert (first.segments, first.edges) == (second.segments, second.edges)
    some = catalog.select(Filter(modes=frozenset({"oil", "sea"})))
    assert {segment.route_id for segment in build_network(some).segments} == {*some.ids}


@pytest.mark.parametrize(("origin", "target", "cargo", "known"), [
    ("altynkol", "poti", "goods", {"tbilisi-poti-railway"}),
    ("tehran", "zahedan", "goods", {"bafq-zahedan-railway"}),
    ("yalama", "bandar-abbas", "goods", {"rasht-astara-railway"}),
    ("baku", "ceyhan", "oil", {"btc-pipeline"}),
    ("shah-deniz", "IT", "gas", {"south-caucasus-pipeline", "tanap", "tap"}),
])
def test_known_journeys_exist(network: Network, origin: str, target: str, cargo: str,
                              known: set[str]) -> None:
    ends = find_endpoint(network, cargo, origin), find_endpoint(network, cargo, target)
    itinerary = best_itineraries(network, EVERYTHING, cargo, *ends)["length"]
    assert itinerary is not None
    assert known <= {stretch.route_id for stretch in itinerary.stretches}


def test_a_whole_route_has_its_stated_length(network: Network) -> None:
    itinerary = asked(network, "baku", "ceyhan", Scenario(), "oil").before["length"]
    assert itinerary is not None
    assert itinerary.length.words == "1,768\N{NO-BREAK SPACE}km stated"
    assert itinerary.length.drawn_km == 0
    assert [claim.value for claim in itinerary.length.claims] == ["1768"]

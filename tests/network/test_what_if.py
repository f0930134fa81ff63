"""What if, the whole of it: laws of closing and opening, chokepoints, reach, presets, answers."""

from __future__ import annotations

import json
import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.data.errors import AtlasError
from geo.data.schema import FIRMNESS
from geo.network.admission import admit
from geo.network.choke_points import between, of_corridor
from geo.network.endpoints import Endpoint, endpoints, find_endpoint
from geo.network.graph import Network, build_network
from geo.network.itinerary_wording import closed_alone_words, ends_words
from geo.network.length_change import ITINERARY_LOST, change_words
from geo.network.presets import GOLDEN_COLUMNS, PRESETS, golden_table, questions, raised_by
from geo.network.reach import landlocked_capitals, matrix, reach, sea_ports
from geo.network.segments import segment_line
from geo.network.shortest_paths import cheapest, costs, measure
from geo.network.what_if import NEARLY, best_itineraries, what_if
from geo.presentation.itinerary_answer import choke_points_dict, stretch_rows, what_if_dict
from geo.query.scenario import ADMITTED, CRITERIA, Question, Scenario
from tests.samples.hand_drawn import EVERYTHING, asked, claim, drawn, road
from tools.bench_network import generated

_TODAY = Scenario()


# -- the laws --

_LETTERS = "abcdef"
_entries = st.lists(
    st.tuples(st.sampled_from([*combinations(_LETTERS, 2), *combinations(_LETTERS, 3)]),
              st.sampled_from(("rail", "road", "sea")), st.sampled_from(FIRMNESS[:5]),
              st.sampled_from((0, 1435, 1520)), st.sampled_from((0.0, 0.3))),
    min_size=1, max_size=8)
_changes = st.lists(st.sampled_from(("r0", "r1", "r2", "b", "c", "e", "UZ", "TM")), min_size=1,
                    max_size=2)


def made(rows: list[tuple[tuple[str, ...], str, str, int, float]]) -> Network:
    return drawn(*(road(f"r{n}", "".join(path), mode, "" if status == "not-stated" else status,
                        bend=bend, claims=[claim(f"r{n}", "gauge", str(gauge), "mm")]
                        if gauge and mode == "rail" else ())
                   for n, (path, mode, status, gauge, bend) in enumerate(rows)))


def shortest(network: Network, scenario: Scenario, *endpoint: Endpoint) -> int | None:
    """The length of the very shortest way."""
    open_ones = costs(network, admit(network, scenario), "goods")
    return measure(network, cheapest(network, open_ones, endpoint[0].places, endpoint[1].places))


def test_the_order_of_an_endpoints_places_changes_no_path(network: Network) -> None:
    """Also where paths tie: a country is many places, and a set of them has no order."""
    base = costs(network, admit(network, EVERYTHING), "goods")
    every = [find_endpoint(network, "goods", code).places for code in ("IR", "KZ", "TR", "AZ")]
    for starts, ends in combinations(every, 2):
        found = cheapest(network, base, sorted(starts), sorted(ends))
        assert found is not None
        assert found == cheapest(network, base, sorted(starts, reverse=True),
                                 sorted(ends, reverse=True))


def score(network: Network, scenario: Scenario, start: str = "a", end: str = "d"
          ) -> tuple[float, float, float]:
    """The best length, borders and transfers; infinite where there is no way."""
    endpoint = [Endpoint(place, frozenset({place})) for place in (start, end)]
    itineraries = best_itineraries(network, scenario, "goods", *endpoint)
    borders, transfers = (itineraries[criterion] for criterion in CRITERIA[1:3])
    nothing, found = float("inf"), shortest(network, scenario, *endpoint)
    return (nothing if found is None else found, len(borders.crossings) if borders else nothing,
            transfers.transfers.at_least if transfers else nothing)


@settings(max_examples=60, deadline=None)
@given(_entries, _changes)
def test_closing_never_shortens_and_opening_never_lengthens(
        rows: list[tuple[tuple[str, ...], str, str, int, float]], changes: list[str]) -> None:
    network = made(rows)
    for scenario in (_TODAY, EVERYTHING):
        before = score(network, scenario)
        closed, opened = (score(network, change) for change in (
            scenario.closing(*changes), scenario.opening(*changes)))
        assert all(after >= was for was, after in zip(before, closed, strict=True))
        assert all(after <= was for was, after in zip(before, opened, strict=True))


@settings(max_examples=40, deadline=None)
@given(_entries)
def test_there_and_back_are_alike(rows: list[tuple[tuple[str, ...], str, str, int, float]]) -> None:
    network = made(rows)
    assert score(network, EVERYTHING, "a", "d") == score(network, EVERYTHING, "d", "a")


@settings(max_examples=40, deadline=None)
@given(_entries)
def test_what_disconnects_disconnects(
        rows: list[tuple[tuple[str, ...], str, str, int, float]]) -> None:
    network, ends = made(rows), [Endpoint(place, frozenset({place})) for place in "ad"]
    found = between(network, EVERYTHING, "goods", *ends)
    base = score(network, EVERYTHING)[0]
    for loss in found.losses:
        if loss.kind == "place":
            after = score(network, EVERYTHING.closing(*loss.places))[0]
            assert after == (float("inf") if loss.longer_m is None else base + loss.longer_m)
    assert list(found.alternatives_m) == sorted(found.alternatives_m)


@settings(max_examples=40, deadline=None)
@given(_entries)
def test_fewer_transfers_go_before_the_last_hundredth_of_the_length(
        rows: list[tuple[tuple[str, ...], str, str, int, float]]) -> None:
    network, ends = made(rows), [Endpoint(place, frozenset({place})) for place in "ad"]
    least = shortest(network, EVERYTHING, *ends)
    itineraries = best_itineraries(network, EVERYTHING, "goods", *ends)
    assert (itineraries["length"] is None) is (least is None)
    if itineraries["length"] and least and itineraries["transfers"]:
        assert least <= itineraries["length"].measure_m <= least * (1 + NEARLY) + 1
        if itineraries["transfers"].measure_m <= least * (1 + NEARLY) - 1:
            assert (itineraries["length"].transfers.at_least
                    == itineraries["transfers"].transfers.at_least)


@settings(max_examples=60, deadline=None)
@given(_entries)
def test_an_itinerary_round_is_the_best_without_what_is_lost(
        rows: list[tuple[tuple[str, ...], str, str, int, float]]) -> None:
    """Held against a search of its own through all that is left, for tracks and for places."""
    network, ends = made(rows), [Endpoint(place, frozenset({place})) for place in "ad"]
    base = costs(network, admit(network, EVERYTHING), "goods")
    best = shortest(network, EVERYTHING, *ends)
    for loss in between(network, EVERYTHING, "goods", *ends).losses:
        if loss.kind == "track" and len(loss.places) > 2:
            continue
        shut = {edge.number for edge in network.edges if (
            loss.places[0] in edge.passes if loss.kind == "place"
            else {edge.a, edge.b} == {*loss.places})}
        left = [None if number in shut else cost for number, cost in enumerate(base)]
        after = measure(network, cheapest(network, left, ends[0].places, ends[1].places))
        assert best is not None
        assert loss.longer_m == (None if after is None else after - best)


# -- chokepoints and reach --

def test_what_a_long_itinerary_hangs_on_is_found_in_time_on_a_large_network() -> None:
    """From corner to corner of 10,000 legs: seconds of processor time, not minutes."""
    network = build_network(generated())
    ends = [find_endpoint(network, "goods", place) for place in ("p0-0", "p70-70")]
    begun = time.process_time()
    assert len(between(network, _TODAY, "goods", *ends).losses) > 100
    assert time.process_time() - begun < 2


def test_the_bridge_is_found_with_the_corridors_that_share_it() -> None:
    network = drawn(road("one", "ab", corridors=("x",)), road("two", "bcd", corridors=("x", "y")),
                    road("round", "be", corridors=("z",)), road("back", "ed", corridors=("z",)))
    found = between(network, EVERYTHING, "goods", find_endpoint(network, "goods", "a"),
                    find_endpoint(network, "goods", "d"))
    assert (found.losses[0].places, found.losses[0].disconnects) == (("b",), True)
    assert found.losses[0].corridors == ("x", "y", "z")
    lengthening = [loss for loss in found.losses if not loss.disconnects]
    assert [loss.corridors for loss in lengthening] == [("x", "y")]
    assert found.alternatives_m[1] - found.alternatives_m[0] == lengthening[0].longer_m
    own = of_corridor(network, EVERYTHING, "z")
    assert {loss.places for loss in own.losses if loss.kind == "track"} == {("b", "e"), ("e", "d")}


def test_a_capital_reaches_the_port_it_can(network: Network) -> None:
    capitals, ports = landlocked_capitals(network.catalog), sea_ports(network)
    assert {"kabul", "yerevan"} <= {*capitals}
    assert "poti" in ports
    assert not {"aktau-port", "alat-port"} & {*ports}
    assert [port for port, _ in reach(network, _TODAY, "yerevan")][:1] == ["poti"]
    found = matrix(network, _TODAY.closing("GE"))
    cell = found.cell("yerevan", "poti")
    assert (cell.before is not None, cell.after) == (True, None)
    assert change_words(cell.before, cell.after) == ITINERARY_LOST
    assert len(found.cells) == len(found.capitals) * len(found.ports)


# -- presets, ends, answers --

@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_of_the_data_and_cited(network: Network, name: str) -> None:
    preset, catalog = PRESETS[name], network.catalog
    known = {*catalog.subjects, *FIRMNESS, "IR", "AF"}
    assert preset.scenario.opened | preset.scenario.closed <= known
    assert questions(network, preset)
    said = {claim.reference for claim in catalog.claims} | {
        f"{r.subject_id}/{r.relation}/{r.source_id}/{r.lines}" for r in catalog.relations}
    assert said.issuperset(preset.because)
    assert len(raised_by(catalog, preset)) == len(preset.because)


def test_the_golden_table_is_of_one_shape_and_stays(network: Network) -> None:
    table = golden_table(network)
    assert table[0] == GOLDEN_COLUMNS
    assert {len(row) for row in table} == {len(GOLDEN_COLUMNS)}
    assert {row[0] for row in table[1:]} == set(PRESETS)
    assert golden_table(build_network(network.catalog)) == table


def test_closing_iran_ends_the_itineraries_through_it(network: Network) -> None:
    closed = PRESETS["iran-closed"].scenario
    for edge in network.edges:
        if "IR" in edge.countries:
            assert not admit(network, closed).edges[edge.number]
    assert closed.admitted == ADMITTED


def test_an_end_is_found_by_id_country_or_name_and_else_refused(network: Network) -> None:
    assert find_endpoint(network, "goods", "tbilisi").places == {"tbilisi"}
    assert find_endpoint(network, "goods", "Тбилиси").asked == "tbilisi"
    assert len(find_endpoint(network, "goods", "ir").places) > 1
    near = find_endpoint(network, "oil", "baku")
    assert near.places == {"sangachal"}
    assert "stands for it" in near.note
    for bad, why in (("atlantis", "no such place"), ("NZ", "no goods route in New Zealand")):
        with pytest.raises(AtlasError, match=why):
            find_endpoint(network, "goods", bad)
    with pytest.raises(AtlasError, match="are one place"):
        what_if(network, Question("tbilisi", "GE"))
    assert {*endpoints(network, "oil")} >= {"sangachal", "ceyhan"}


def test_what_stands_for_an_end_is_told_with_it(network: Network) -> None:
    near = asked(network, "baku", "ceyhan", cargo="oil")
    assert ends_words(network.catalog, near, "length").replace("\N{NO-BREAK SPACE}", " ") == (
        f"Sangachal terminal, {near.origin.away_km:.0f} km from Baku, to Ceyhan marine terminal")
    lands = asked(network, "RU", "IR")
    itinerary = lands.after["length"]
    assert itinerary is not None
    first, last = (network.catalog.name_of(itinerary.places[end]) for end in (0, -1))
    assert ends_words(network.catalog, lands, "length") == (
        f"{first} (for Russia) to {last} (for Iran)")


def test_a_pipeline_of_a_country_begins_where_a_route_does(network: Network) -> None:
    ends = {end for entry in network.catalog.entries if entry.route.mode in ("oil", "gas")
            for end in (entry.route.from_place, entry.route.to_place)}
    for cargo, code in (("gas", "AZ"), ("oil", "AZ"), ("gas", "IT")):
        assert find_endpoint(network, cargo, code).places <= ends
    assert "yevlakh" not in find_endpoint(network, "gas", "AZ").places


def test_closing_alone_is_told_beside_a_scenario_that_opens_too(network: Network) -> None:
    mixed = PRESETS["afghanistan-closed"]
    result = what_if(network, Question("tashkent", "karachi", scenario=mixed.scenario))
    only = asked(network, "tashkent", "karachi", _TODAY.closing("AF"))
    assert result.closed_alone == only.after
    assert closed_alone_words(result, "length").startswith("With the closing alone: ")
    assert closed_alone_words(only, "length") == ""


def test_an_answer_is_plain_data_with_citations_and_assumptions(network: Network) -> None:
    result = asked(network, "baku", "ceyhan", _TODAY.closing("GE"), "oil")
    told = what_if_dict(network, result)
    assert json.loads(json.dumps(told)) == told
    itinerary = told["before"]["ways"]["length"]
    assert itinerary["length"]["words"] == "1,768\N{NO-BREAK SPACE}km stated"
    assert set(itinerary["length"]["citations"]) <= set(told["citations"])
    assert itinerary["stretches"][0]["status_citation"] in told["citations"]
    assert told["after"]["ways"]["length"] is None
    assert told["change"]["length"]["words"] == ITINERARY_LOST
    assert any("Sangachal" in said for said in told["assumptions"])
    ends = (find_endpoint(network, "oil", end) for end in ("baku", "ceyhan"))
    found = choke_points_dict(network.catalog, between(network, _TODAY, "oil", *ends))
    assert found["losses"][0]["disconnects"]
    json.dumps(found)


def test_an_itinerary_is_a_table_of_text(network: Network) -> None:
    itinerary = asked(network, "tbilisi", "poti").before["length"]
    assert itinerary is not None
    rows = stretch_rows(network, itinerary)
    assert next(row["From"] for row in rows) == "Tbilisi"
    assert all(isinstance(cell, str) for row in rows for cell in row.values())
    assert len({tuple(row) for row in rows}) == 1


def test_a_segment_has_its_part_of_the_line(network: Network) -> None:
    for entry in network.catalog.entries:
        pieces = [
            segment_line(entry, network.segments[n]) for n in network.route_segments[entry.route_id]
        ]
        assert all(pieces)
        ends = [(piece[0][0], piece[-1][-1]) for piece in pieces]
        assert all(a[1] == b[0] for a, b in pairwise(ends))

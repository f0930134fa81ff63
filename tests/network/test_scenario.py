"""Scenarios: their text, what they admit, the best ways and honest numbers of small networks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.records import Claim, Relation
from geo.data.schema import FIRMNESS
from geo.network.admission import scenario_words
from geo.network.choke_points import between
from geo.network.endpoints import find_endpoint
from geo.network.graph import build_network
from geo.network.itinerary import Itinerary
from geo.network.itinerary_builder import weakness
from geo.network.quantities import Quantity, least, quantity, total
from geo.network.what_if import WhatIf
from geo.query.scenario import CRITERIA, Question, Scenario, read_question
from tests.samples.hand_drawn import EVERYTHING, asked, atlas, claim, drawn, road

_TODAY = Scenario()


def routes(itinerary: Itinerary | None) -> list[str]:
    return [stretch.route_id for stretch in itinerary.stretches] if itinerary else []


def best(result: WhatIf, criterion: str = "length") -> tuple[list[str], list[str]]:
    return tuple(routes(next(itinerary for name, itinerary in side.items() if name == criterion))
                 for side in (result.before, result.after))  # type: ignore[return-value]


# -- the text form --

_subjects = st.frozensets(st.sampled_from(("tanap", "tripp", "tehran", "IR", "AF")))
_scenarios = st.builds(Scenario, st.frozensets(st.sampled_from(FIRMNESS)),
                       st.none() | st.integers(1990, 2040), _subjects,
                       _subjects | st.frozensets(st.sampled_from(FIRMNESS)))


_questions = st.builds(Question, st.sampled_from(("", "tehran", "IR")), st.just(""),
                       st.sampled_from(("goods", "oil")), _scenarios,
                       st.sampled_from(("", *CRITERIA)))


@given(_questions)
def test_a_question_survives_its_address(catalog: Catalog, question: Question) -> None:
    strangers = [("mode", "rail"), ("open", "tanap")]
    read, rest, ignored = read_question([*strangers, *question.items()], catalog.subjects)
    assert (read, rest, ignored) == (question, strangers, ())


def test_the_default_has_no_text() -> None:
    assert Question().items() == []
    assert read_question([], ())[0] == Question()


def test_bad_and_stale_items_are_handed_back(catalog: Catalog) -> None:
    items = [("if-close", "atlantis"), ("if-admit", "soon"), ("if-by", "3000"), ("if-by", "20x0"),
             ("if-carry", "wine"), ("if-open", "planned"), ("if-from", "operating"),
             ("if-never", "x"), ("if-best", "prettiest"), ("if-best", ""), ("if-close", "ir")]
    read, _, ignored = read_question(items, catalog.subjects)
    assert ignored == tuple(f"{name}={text}" for name, text in items[:-1])
    assert read == Question(scenario=Scenario().closing("IR"))


def test_a_scenario_in_words(catalog: Catalog) -> None:
    said = scenario_words(catalog, Scenario(by_year=2030).closing("IR").opening("tanap"))
    assert said == ("Counted: operating, status not stated. Also counted: what a source promises "
                    "up to 2030. Opened: Trans-Anatolian Natural Gas Pipeline (TANAP). "
                    "Closed: Iran.")


# -- what counts --

SHORT, ROUND = road("short", "abcd", status="planned"), road("round", "aed", status="operating")


def test_a_planned_segment_counts_only_where_the_scenario_admits_it() -> None:
    network = drawn(SHORT, ROUND)
    assert best(asked(network, "a", "d", _TODAY)) == (["round"], ["round"])
    assert best(asked(network, "a", "d", EVERYTHING)) == (["round"], ["short"])
    assert best(asked(network, "a", "d", _TODAY.opening("short"))) == (["round"], ["short"])
    assert best(asked(network, "a", "d", _TODAY.opening("b"))) == (["round"], ["round"])
    assert best(asked(network, "a", "d", _TODAY.opening("UZ", "b"))) == (["round"], ["short"])
    itinerary = asked(network, "a", "d", EVERYTHING).after["length"]
    assert itinerary is not None
    assert (itinerary.weakest, itinerary.stretches[0].promised) == ("planned", True)


@pytest.mark.parametrize("subject", ["short", "line", "b", "c", "UZ", "planned"])
def test_closing_whatever_an_itinerary_needs_closes_it(subject: str) -> None:
    network = drawn(road("short", "abcd", status="planned", corridors=("line",)))
    result = asked(network, "a", "d", EVERYTHING.closing(subject).opening("short"))
    assert best(result) == ([], [])


def test_what_is_closed_takes_only_what_it_must() -> None:
    network = drawn(SHORT, ROUND)
    for subject in ("short", "b", "planned"):
        assert best(asked(network, "a", "d", EVERYTHING.closing(subject)))[1] == ["round"]
    assert best(asked(network, "a", "d", EVERYTHING.closing("TM")))[1] == ["short"]


def test_closing_a_route_leaves_others_on_its_edge_and_says_so() -> None:
    network = drawn(road("one", "abc"), road("two", "abc"))
    result = asked(network, "a", "c", _TODAY.closing("one"))
    assert best(result)[1] == ["two"]
    assert any("Closing One leaves other routes open" in said and "Two" in said
               for said in result.assumptions)
    assert best(asked(network, "a", "c", _TODAY.closing("b")))[1] == []


def test_what_is_promised_counts_from_its_year() -> None:
    promised = road("short", "abcd", status="planned", claims=[
        claim("short", "completion", "2030", "date", as_of="2025")])
    network = drawn(promised, ROUND)
    assert best(asked(network, "a", "d", Scenario(by_year=2029)))[1] == ["round"]
    result = asked(network, "a", "d", Scenario(by_year=2030))
    assert best(result)[1] == ["short"]
    itinerary = result.after["length"]
    assert itinerary is not None
    assert itinerary.stretches[0].promise is not None
    assert itinerary.stretches[0].promise.value == "2030"


def test_work_that_is_to_begin_is_no_route_promised() -> None:
    def promised(*claims: Claim, about: tuple[Claim, ...] = ()) -> bool:
        part = Relation("one", "part-of", "line", "s", "", "2-2", "part", "")
        network = build_network(atlas(
            road("one", "abd", status="planned", corridors=("line",), claims=claims),
            relations=(part,), claims=about))
        return bool(best(asked(network, "a", "d", Scenario(by_year=2030)))[1])

    begin = claim("one", "start", "2028", "date", as_of="2025", note="work began")
    opens = claim("one", "start", "2028", "date", as_of="2025", note="first deliveries")
    assert (promised(begin), promised(opens)) == (False, True)
    whole = claim("line", "completion", "2030", "date", as_of="2025")
    assert promised(about=(whole,))
    assert not promised(about=(claim("line", "completion", "2031", "date", as_of="2025"),))
    assert not promised(about=(claim("line", "completion", "2030", "date", part="B"),))


def test_a_silent_route_counts_marked_unless_only_conceptual() -> None:
    silent = drawn(road("one", "ac", status=""))
    itinerary = asked(silent, "a", "c", _TODAY).after["length"]
    assert itinerary is not None
    assert itinerary.weakest == "not-stated"
    unseen = drawn(road("one", "ac", status="", basis="conceptual"))
    assert best(asked(unseen, "a", "c", _TODAY)) == ([], [])
    assert best(asked(unseen, "a", "c", _TODAY.opening("one")))[1] == ["one"]


def test_a_featured_route_without_claims_counts_only_when_opened() -> None:
    """Documents speak of it, and what they say may be that it is not built."""
    silent = road("one", "ac", status="")
    awaited = drawn(replace(silent, route=replace(silent.route, role="featured")))
    assert best(asked(awaited, "a", "c", _TODAY)) == ([], [])
    assert best(asked(awaited, "a", "c", _TODAY.opening("one")))[1] == ["one"]


def test_a_silent_route_is_as_far_as_what_it_is_part_of() -> None:
    one = road("one", "ac", status="", corridors=("line",))
    part = Relation("one", "part-of", "line", "s", "", "2-2", "part", "")
    for status, stands in (("proposed", "proposed"), ("operating", "not-stated")):
        network = build_network(atlas(one, relations=(part,),
                                      claims=(claim("line", "status", status),)))
        assert network.effective_statuses["one"].status == stands


def test_a_shared_line_is_named_after_what_exists_and_lends_no_status() -> None:
    network = drawn(road("one", "abc", status="proposed"), road("two", "bc", status=""),
                    road("wide", "bc", "multimodal", status="planned"))
    itinerary = asked(network, "a", "c").after["length"]
    assert itinerary is not None
    assert [(s.route_id, s.effective_status.status, s.also) for s in itinerary.stretches] == [
        ("one", "proposed", ()), ("two", "not-stated", ("one", "wide"))]


@given(st.lists(st.tuples(st.sampled_from(FIRMNESS), st.sampled_from(("traced", "conceptual"))),
                min_size=1, max_size=4))
def test_a_stretch_has_the_status_of_the_route_it_is_named_after(
        lines: list[tuple[str, str]]) -> None:
    network = drawn(*(road(f"r{n}", "abc", status="" if status == "not-stated" else status,
                           basis=basis) for n, (status, basis) in enumerate(lines)))
    every = Scenario(frozenset(FIRMNESS), opened=frozenset(network.route_segments))
    itinerary = asked(network, "a", "c", every).after["length"]
    assert itinerary is not None
    stretch = itinerary.stretches[0]
    assert stretch.effective_status == network.effective_statuses[stretch.route_id]
    assert weakness(network, stretch.route_id) == min(
        weakness(network, route_id) for route_id in network.route_segments)


@pytest.mark.parametrize("scope", ["part", "wider", "compared"])
def test_what_is_said_of_a_part_does_not_make_the_whole_operate(scope: str) -> None:
    """But a part that is still being built keeps the whole from counting as usable."""
    def effective(status: str) -> str:
        said = replace(claim("one", "status", status), scope=scope, scope_words="the crossing")
        return drawn(road("one", "abc", status="", claims=[said])).effective_statuses["one"].status

    assert effective("operating") == "not-stated"
    assert effective("under-construction") == "under-construction"


# -- one way, and corridors that operate as a whole --

def directed(name: str, path: str, status: str = "operating") -> RouteEntry:
    return road(name, path, status=status, claims=[claim(name, "direction", "from-to")])


def test_a_one_way_route_counts_as_a_whole_and_in_its_order_only() -> None:
    network = drawn(directed("transit", "abcd"), road("rail", "bc", status="planned"))
    assert best(asked(network, "a", "d", _TODAY))[1] == ["transit"]
    for start, end in ("da", "ba", "ab", "bd", "cb"):
        assert best(asked(network, start, end, _TODAY))[1] == []
    both = drawn(road("transit", "abcd", claims=[claim("transit", "direction", "both")]))
    assert best(asked(both, "d", "a", _TODAY))[1] == ["transit"]


def test_a_one_way_route_lends_its_status_to_nothing_along_its_line() -> None:
    network = drawn(directed("transit", "abcd"), road("rail", "abc", status=""))
    itinerary = asked(network, "a", "c", _TODAY).after["length"]
    assert itinerary is not None
    assert [(s.route_id, s.effective_status.status) for s in itinerary.stretches] == [
        ("rail", "not-stated")]
    firm = Scenario(frozenset({"operating"}))
    assert best(asked(network, "a", "c", firm))[1] == []
    assert best(asked(network, "a", "d", firm))[1] == ["transit"]


def test_closing_a_place_on_a_one_way_route_closes_it_and_shows_as_a_choke_point() -> None:
    network = drawn(directed("transit", "abcd"), road("rail", "bc"), road("round", "aed"))
    assert best(asked(network, "a", "d", _TODAY))[1] == ["transit"]
    assert best(asked(network, "a", "d", _TODAY.closing("c")))[1] == ["round"]
    ends = [find_endpoint(network, "goods", end) for end in "ad"]
    found = between(network, _TODAY, "goods", *ends)
    assert {loss.places for loss in found.losses if not loss.disconnects} == {
        ("a", "b"), ("b", "c"), ("c", "d")}
    assert {loss.longer_m for loss in found.losses} == {
        found.alternatives_m[1] - found.alternatives_m[0]}
    closed = asked(network, "a", "d", _TODAY.closing("rail"))
    assert any("Closing Rail leaves other routes open" in said and "Transit" in said
               for said in closed.assumptions)


def test_a_corridor_that_operates_admits_its_built_routes_and_gives_them_no_status() -> None:
    firm = Scenario(frozenset({"operating"}))

    def found(*, basis: str = "traced", status: str = "", said: str = "operating",
              corridors: tuple[str, ...] = ("line",), scenario: Scenario = firm
              ) -> Itinerary | None:
        catalog = atlas(road("one", "ac", status=status, basis=basis, corridors=corridors),
                        claims=(claim("line", "status", said), claim("plan", "status", "planned")))
        return asked(build_network(catalog), "a", "c", scenario).after["length"]

    itinerary = found()
    assert itinerary is not None
    stretch = itinerary.stretches[0]
    assert (stretch.reason, stretch.effective_status.status) == ("corridor", "not-stated")
    assert stretch.corridor_claim in itinerary.claims
    assert itinerary.weakest == "not-stated"
    assert found(basis="conceptual") is None
    assert found(status="under-construction") is None
    assert found(said="planned") is None
    assert found(corridors=("line", "plan")) is None
    assert found(corridors=()) is None
    assert found(scenario=firm.closing("operating")) is None
    assert found(scenario=firm.closing("not-stated")) is None
    today = found(scenario=_TODAY)
    assert today is not None
    assert today.stretches[0].reason == "status"


# -- the best way --

def test_each_criterion_has_its_own_best_itinerary() -> None:
    network = drawn(road("straight", "ad", bend=0.1), road("out", "ae", "road"),
                    road("back", "ed", "sea"))
    by = asked(network, "a", "d").after
    assert [routes(by[criterion]) for criterion in CRITERIA[:3]] == [["straight"]] * 3
    closed = asked(network, "a", "d", EVERYTHING.closing("straight")).after
    assert routes(closed["transfers"]) == ["out", "back"]
    assert closed["transfers"] is not None
    assert closed["transfers"].transfers.at_least == 1


def test_a_stated_length_ranks_and_is_shown() -> None:
    """Drawn shorter but stated longer: the statement decides, on both sides."""
    said = road("said", "ad", claims=[claim("said", "length", "390", "km")])
    bent = road("bent", "aed", bend=0.0)
    network = drawn(said, bent)
    itinerary = asked(network, "a", "d").after["length"]
    assert itinerary is not None
    assert routes(itinerary) == ["said"]
    assert itinerary.length.words == "390\N{NO-BREAK SPACE}km stated"
    rival = drawn(said, road("rival", "ad", bend=0.2))
    chosen = asked(rival, "a", "d").after["length"]
    assert routes(chosen) == ["rival"]
    assert chosen is not None
    assert chosen.measure_m < 390_000


def test_a_part_of_a_route_has_only_its_drawn_length() -> None:
    network = drawn(road("one", "abc", claims=[claim("one", "length", "230", "km")]),
                    road("two", "be"))
    part = asked(network, "a", "b").after["length"]
    assert part is not None
    assert (part.length.stated, round(part.length.drawn_km)) == (None, 111)
    whole = asked(network, "a", "c").after["length"]
    assert whole is not None
    assert whole.length.drawn_km == 0
    assert abs(whole.measure_m - 230_000) <= 2


def test_days_are_known_only_where_every_segment_has_them() -> None:
    claims = {name: [claim(name, "transit-time", days, "days", note=note)] for name, days, note in (
        ("one", "3", "from A to C"), ("two", "2", "from C to D"), ("three", "9", "to London"))}
    network = drawn(
        road("one", "ac", claims=claims["one"]), road("two", "cd", claims=claims["two"])
    )
    itinerary = asked(network, "a", "d").after["days"]
    assert itinerary is not None
    assert itinerary.days is not None
    assert itinerary.days.words == "5\N{NO-BREAK SPACE}days"
    assert asked(network, "a", "c").after["days"] is not None
    other = drawn(
        road("one", "ac", claims=claims["one"]), road("three", "cd", claims=claims["three"])
    )
    assert asked(other, "a", "d").after["days"] is None


def test_capacity_is_the_least_and_unknown_if_any_is() -> None:
    def tonnes(name: str, value: str, *qualifier: str) -> list[object]:
        return [claim(name, "capacity", value, "Mt/year", qualifier=qualifier or ("exact",))]

    def found(*entries: RouteEntry) -> Itinerary:
        itinerary = asked(drawn(*entries), "a", "d").after["length"]
        assert itinerary is not None
        return itinerary

    both = found(road("one", "ac", claims=tonnes("one", "10", "at-least")),  # type: ignore[arg-type]
                 road("two", "cd", claims=tonnes("two", "12")))  # type: ignore[arg-type]
    assert both.capacity.amount is not None
    assert both.capacity.amount.words == "10\N{EN DASH}12\N{NO-BREAK SPACE}Mt/year"
    silent = found(road("one", "ac", claims=tonnes("one", "10")),  # type: ignore[arg-type]
                   road("two", "cd"))
    assert silent.capacity.amount is None
    assert silent.capacity.why_unknown == "not in the sources for Two"
    unlike = found(road("one", "ac", claims=tonnes("one", "10")),  # type: ignore[arg-type]
                   road("two", "cd", claims=[claim("two", "capacity", "9", "passengers")]))
    assert unlike.capacity.why_unknown == "stated in units that cannot be put together"


def test_bounds_stay_bounds() -> None:
    low, high, exact = (quantity(claim("x", "capacity", value, "Mt", qualifier=(word,)))
                        for value, word in (("10", "at-least"), ("3", "up-to"), ("5", "exact")))
    assert low
    assert high
    assert exact
    added, smallest = total([low, exact]), least([high, exact])
    assert added
    assert smallest
    assert (added.words, smallest.words) == ("at least 15\N{NO-BREAK SPACE}Mt",
                                             "up to 3\N{NO-BREAK SPACE}Mt")
    assert quantity(claim("x", "capacity", "31", "Mt", qualifier=("potential",))) is None
    with pytest.raises(ValueError, match="unlike units"):
        total([low, Quantity(low.low, low.high, "km")])

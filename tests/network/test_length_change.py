"""A difference of lengths is told only as far as drawn lines can tell it."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.network.choke_points import between
from geo.network.edges import SHORT
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network
from geo.network.itinerary_wording import alternatives_words
from geo.network.length_change import (
    EQUAL_LENGTH,
    SAME_LENGTH,
    LengthChange,
    change_between,
    change_words,
    length_change,
)
from geo.network.presets import PRESETS, golden_table, questions
from geo.network.what_if import what_if
from geo.presentation.itinerary_answer import choke_points_dict, what_if_dict
from geo.query.scenario import CRITERIA, Scenario
from tests.samples.hand_drawn import EVERYTHING, asked, claim, drawn, road

_km = st.floats(1, 5000)
_KM = re.compile(r"\d")


def real(drawn_km: float) -> tuple[float, float]:
    """The real length of a line drawn so long, at least and at most."""
    return drawn_km / (1 - SHORT[0]), drawn_km / (1 - SHORT[1])


@given(_km, _km)
def test_a_change_within_the_margin_names_no_kilometres(before: float, after: float) -> None:
    change = change_between(after - before, [real(before)], [real(after)])
    short, long = sorted((before, after))
    if long * (1 - SHORT[1]) <= short * (1 - SHORT[0]):
        assert (change.words, change.about_km) == (SAME_LENGTH, None)
    elif abs(change.shown_km) >= 2:
        assert change.words.startswith("about ")
        assert change.words.endswith("longer" if after > before else "shorter")


@given(_km, _km)
def test_a_change_beyond_the_margin_is_rounded_and_near_what_it_may_be(before: float,
                                                                      after: float) -> None:
    change = change_between(after - before, [real(before)], [real(after)])
    km = change.about_km
    if km is not None:
        slack = abs(km) / 4
        assert change.low_km - slack - 1 <= km <= change.high_km + slack + 1
        assert (km > 0) is (after > before)
        assert abs(km) < 30 or km % 10 == 0


@given(st.floats(0, 2), st.floats(0, 2))
def test_what_both_share_leaves_nothing_open(bend: float, other_bend: float) -> None:
    """Kilometres that are in both are as long in both, however they are drawn."""
    network = drawn(road("one", "ab", bend=bend), road("left", "bcd", bend=other_bend),
                    road("right", "bed"))
    result = asked(network, "a", "d", EVERYTHING.closing("right"))
    other = asked(network, "a", "d", EVERYTHING.closing("left"))
    one, two = result.after["length"], other.after["length"]
    assert one is not None
    assert two is not None
    change = length_change(one, two)
    own = [sum(each[end] for step, each in zip(way.steps, way.real_km, strict=True)
               if network.edges[step.edge].a != "a") for way in (one, two) for end in (0, 1)]
    assert abs(change.low_km - (own[2] - own[1])) < 1e-6
    assert abs(change.high_km - (own[3] - own[0])) < 1e-6


def test_a_stated_length_is_no_drawn_one() -> None:
    """Between two lengths that sources state nothing is left open."""
    network = drawn(road("long", "abd", claims=[claim("long", "length", "360", "km")]),
                    road("short", "acd", claims=[claim("short", "length", "350", "km")]))
    by = [asked(network, "a", "d", EVERYTHING.closing(closed)).after["length"]
          for closed in ("short", "long")]
    assert change_words(*by) == "about 10\N{NO-BREAK SPACE}km shorter"
    assert LengthChange(0, 0, 0).words == EQUAL_LENGTH


@settings(max_examples=30)
@given(st.sampled_from(sorted(PRESETS)), st.integers(0, 3), st.sampled_from(CRITERIA))
def test_no_answer_of_the_shipped_data_is_finer_than_its_lines(network: Network, name: str,
                                                              number: int, criterion: str) -> None:
    asked_questions = questions(network, PRESETS[name])
    question = asked_questions[number % len(asked_questions)]
    result = what_if(network, question)
    before, after = (next(way for key, way in side.items() if key == criterion)
                     for side in (result.before, result.after))
    words = change_words(before, after)
    if before and after and before.steps != after.steps:
        change = length_change(before, after)
        told = next(part for key, part in what_if_dict(network, result)["change"].items()
                    if key == criterion)
        assert told["km"] == change.about_km
        assert (change.about_km is None) is (words in (SAME_LENGTH, EQUAL_LENGTH))
        assert change.about_km is not None or not _KM.search(words)


def test_choke_points_and_next_best_itineraries_are_no_finer(network: Network) -> None:
    for pair in combinations(("baku", "tehran", "tashkent", "poti"), 2):
        ends = [find_endpoint(network, "goods", end) for end in pair]
        found = between(network, Scenario(), "goods", *ends)
        assert len(found.alternatives) == len(found.alternatives_m) - 1
        told = choke_points_dict(network.catalog, found)
        for loss, row in zip(found.losses, told["losses"], strict=True):
            assert (loss.change is None) is loss.disconnects
            if loss.change:
                assert row["longer_km"] == loss.change.about_km
                assert loss.change.low_km <= loss.change.high_km
                assert loss.change.about_km is None or loss.change.about_km > 0
        assert alternatives_words(found.alternatives)


def test_no_row_of_the_reviewed_table_says_one_kilometre(network: Network) -> None:
    for row in golden_table(network)[1:]:
        for cell in row[-2:]:
            assert "km" not in cell or re.match(r"about [\d,]*0 km (longer|shorter)$", cell), row

"""Numbers that leave out their unit or are told in words: lists, ranges, remainders, fractions.

Every figure is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.intake.numbers.attribute_choice import plain
from geo.intake.numbers.printed_quantities import quantities_in


def read(text: str) -> list[tuple[str, str, str]]:
    return [(plain(each.low), plain(each.high) if each.high else "", each.measure)
            for each in quantities_in(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("the berth takes 12 million tonnes and could take 18 million once it is deepened",
     ("18000000", "", "mass")),
    ("Kazakhstan holds 55 per cent and China the remaining 45.", ("45", "", "percent")),
    ("the way was cut from thirty days to eight or nine.", ("8", "9", "days")),
    ("by rail sixteen days; by sea it takes thirty to forty.", ("30", "40", "days")),
    ("once up to 40 days, today 20 to 24.", ("20", "24", "days")),
    ("the line runs for 1,400 km, 1,250 of them under water", ("1250", "", "distance")),
    ("it cost €300 million, of which 75 million was a grant", ("75000000", "", "euros")),
    ("it cost $33 billion, well below the 45 billion that had been budgeted",
     ("45000000000", "", "dollars")),
    ("reached 45 per cent, up from 31.", ("31", "", "percent")),
    ("they moved 4 or 5 million tons", ("4000000", "5000000", "mass")),
    ("half a billion dollars", ("500000000", "", "dollars")),
    ("a million passengers a year", ("1000000", "", "people")),
    ("half a trillion cubic metres of gas", ("500000000000", "", "gas")),
    ("two fifths of the work", ("0.4", "", "share")),
])
def test_a_number_has_its_unit(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(text)


def test_each_number_of_a_list_has_the_unit_of_the_last() -> None:
    assert read("the line is said to be 70, then 75 and, this June, 80 per cent complete") == [
        ("70", "", "percent"), ("75", "", "percent"), ("80", "", "percent")]


@pytest.mark.parametrize(("text", "expected"), [
    ("In 2024, 5 percent of it was built.", [("5", "", "percent")]),
    ("See Table 2, 5 percent.", [("5", "", "percent")]),
    ("It took 30 days in 2019.", [("30", "", "days")]),
    ("29 tunnels of 120 km in all, eleven of them half built", [("120", "", "distance")]),
    ("It runs for 300 km and has 14 stations.", [("300", "", "distance")]),
    ("Between 5 and 10 per cent", [("5", "10", "percent")]),
    ("a quarter of a million", [("0.25", "", "share")]),
    ("either 1,435 or 1,520 mm", [("1520", "", "gauge")]),
])
def test_a_number_of_something_else_has_none(text: str, expected: list[tuple[str, str, str]]
                                             ) -> None:
    assert read(text) == expected


def test_a_lent_rate_goes_with_what_can_be() -> None:
    first, second = quantities_in(
        "It brings 500 million cubic metres a year and can be stretched to 730 million.")
    assert (first.rate, second.rate) == ("year", "year")
    first, second = quantities_in(
        "It has room for 5 million tons a year, against 3 million in May.")
    assert (first.rate, second.rate) == ("year", "")


@pytest.mark.parametrize("text", ["just under 4.2 million tons", "in the region of 9 million tons",
                                  "of the order of 9 million tons"])
def test_a_number_is_about(text: str) -> None:
    quantity, = quantities_in(text)
    assert quantity.hedges == ("about",)

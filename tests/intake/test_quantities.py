"""Quantities and dates of a sentence: number, range, unit, rate, hedge, firmness and time."""

from __future__ import annotations

import pytest

from geo.intake.document import Imprint
from geo.intake.numbers.attribute_choice import choose, plain
from geo.intake.numbers.counted_periods import period_of
from geo.intake.numbers.firmness import firmness
from geo.intake.numbers.printed_quantities import quantities_in
from geo.intake.numbers.stated_dates import dates_in_sentence, told_on

READ = [
    ("between 8 and 15 million tons annually", "8000000", "15000000", "mass", "year", ()),
    ("around 1 million barrels per day", "1000000", "", "oil", "day", ("about",)),
    ("over 28 million cubic meters per day", "28000000", "", "some gas", "day", ("more-than",)),
    ("up to three million tons a year", "3000000", "", "mass", "year", ("up-to",)),
    ("no less than 5.5m tonnes a year", "5500000", "", "mass", "year", ("at-least",)),
    ("a capacity of 33bn cubic metres", "33000000000", "", "gas", "", ()),
    ("a joint capacity of 55 bcma", "55000000000", "", "gas", "year", ()),
    ("1 520 mm broad gauge", "1520", "", "gauge", "", ()),
    ("a 150-kilometre road", "150", "", "distance", "", ()),
    ("twenty-five kilometres of track", "25", "", "distance", "", ()),
    ("a road with four to six lanes", "4", "6", "lanes", "", ()),
    ("backed by \N{EURO SIGN}2.4 billion", "2400000000", "", "euros", "", ()),
    ("$600m for the port", "600000000", "", "dollars", "", ()),
    ("USD 846 million loan", "846000000", "", "dollars", "", ()),
    ("nearly a third of the gas", "0.33", "", "share", "", ("about",)),
    ("about three-quarters of it", "0.75", "", "share", "", ("about",)),
    ("in less than 6 days", "6", "", "days", "", ("up-to",)),
    ("47\N{MIDDLE DOT}3 km of rail", "47.3", "", "distance", "", ()),
    ("the 40-plus-kilometer route", "40", "", "distance", "", ("more-than",)),
    ("it turned over 6.9 million tonnes", "6900000", "", "mass", "", ()),
    ("730 million cubic metres per annum", "730000000", "", "some gas", "year", ()),
    ("4.5 mln t of freight", "4500000", "", "mass", "", ()),
    ("costs range from $8bn to $10bn", "8000000000", "10000000000", "dollars", "", ()),
]


@pytest.mark.parametrize("row", READ, ids=lambda row: row[0])
def test_a_number_is_read_with_all_that_stands_with_it(
        row: tuple[str, str, str, str, str, tuple[str, ...]]) -> None:
    quantity, = quantities_in(row[0])
    high = plain(quantity.high) if quantity.high else ""
    assert (plain(quantity.low), high, quantity.measure, quantity.rate, quantity.hedges) == row[1:]


def test_what_was_and_what_is_are_two_numbers() -> None:
    was, now = quantities_in("will cut transit times from 18 to 14 days")
    assert (plain(was.low), was.was) == ("18", True)
    assert (plain(now.low), now.was) == ("14", False)


def test_a_scale_word_belongs_to_both_ends_in_words_too() -> None:
    was, now = quantities_in("lifted capacity from one to five million tonnes per annum")
    assert (plain(was.low), plain(now.low)) == ("1000000", "5000000")


@pytest.mark.parametrize(("text", "low"), [
    ("rails lie along 98 of the 110 kilometres", "98"),
    ("a bill of 2.8 billion euros, 2.4 billion of which banks lend", "2400000000")])
def test_a_part_takes_the_unit_of_its_whole(text: str, low: str) -> None:
    assert low in {plain(quantity.low) for quantity in quantities_in(text)}


@pytest.mark.parametrize("text", [
    "in the first half of 2025", "the third quarter of 2024", "in 2025 and 2026", "room 204",
    "a population of 10 million", "50 square kilometres", "Resolution 822", "12 people",
    "Vol. 9, No. 3", "since 1992"])
def test_a_number_that_measures_nothing_is_none(text: str) -> None:
    assert not list(quantities_in(text))


CHOSEN = [
    ("The pipeline is capable of transporting 16 billion cubic meters annually",
     ("capacity", "16", "bcm/year")),
    ("it carried 4.1 million tonnes in 2025", ("throughput", "4.1", "Mt")),
    ("can take 9 million tons, yet it pumped only 5 million tons", ("throughput", "5", "Mt")),
    ("The project will cost $4.7 billion", ("cost", "4.7", "USD bn")),
    ("The bank lent $120 million for the line", ("financing", "120", "USD million")),
    ("a loan worth $775 million for the railway", ("financing", "775", "USD million")),
    ("physical progress has reached 95 percent", ("progress", "95", "percent")),
    ("it cuts the cost of transit by nearly one-third", ("time-saving", "0.33", "fraction")),
    ("freight would become 40 percent cheaper, with delivery times cut",
     ("time-saving", "40", "percent")),
    ("Kazakhstan supplied 62 per cent of the gas", ("share", "62", "percent")),
    ("Trains take 12 days from the border", ("transit-time", "12", "days")),
    ("will be completed within five years", ("completion", "5", "years")),
    ("a 25-year concession", ("term", "25", "years")),
    ("The cable can transmit 1,300 MW", ("capacity", "1300", "MW")),
    ("The railway uses a gauge of 1,435 mm", ("gauge", "1435", "mm")),
]


@pytest.mark.parametrize(("text", "expected"), CHOSEN)
def test_unit_and_words_choose_the_attribute(text: str, expected: tuple[str, str, str]) -> None:
    *_, quantity = quantities_in(text)
    choice = choose(quantity, text, spoken_of=True)
    assert choice is not None
    assert (choice.attribute, choice.value, choice.unit) == expected


@pytest.mark.parametrize("text", [
    "a mine that produces 2 million tons of ore", "spends about $3.4 billion a year on defence",
    "freight grew by 20 percent", "the village lies 30 km away", "a 3-day visit to Baku",
    "oil at $71 a barrel", "turnover of trade reached $12 billion", "wind farms of 900 MW",
    "pipes with a diameter of 1,420 mm", "inflation of 8 percent",
    "missiles with a range of 300 km"])
def test_a_quantity_of_something_else_is_no_claim(text: str) -> None:
    assert not [choose(quantity, text, spoken_of=True) for quantity in quantities_in(text)
                if choose(quantity, text, spoken_of=True)]


@pytest.mark.parametrize(("attribute", "text", "soft"), [
    ("throughput", "the corridor is expected to handle more than 15 million tons", "forecast"),
    ("capacity", "will be a railway capable of handling 15 million tons", "designed"),
    ("capacity", "the line is capable of handling 15 million tons", ""),
    ("capacity", "the railway could carry up to 15 million tonnes", "potential"),
    ("throughput", "the aim is 10 million tons", "target"),
    ("throughput", "since it opened in May 2018 it carried 3 million tons", ""),
    ("throughput", "it was planned for more, but carried 3 million tons", ""),
    ("cost", "the budget is estimated at 2 billion dollars", "forecast")])
def test_the_last_modal_word_says_how_firm_a_number_is(
        attribute: str, text: str, soft: str) -> None:
    quantity, = quantities_in(text)
    assert firmness(attribute, text, quantity.begins, quantity.ends)[0] == soft


@pytest.mark.parametrize("row", [
    ("On August 22 it", "2025-08-22", "", False), ("by spring 2026", "2026-03", "2026-05", True),
    ("22 August 2024", "2024-08-22", "", False), ("by the end of 2027", "2027", "", True),
    ("in the second half of next year", "2026-07", "2026-12", False),
    ("in late 2020", "2020-10", "2020-12", False), ("in December 2020.119", "2020-12", "", False),
    ("in Q3 2026", "2026-07", "2026-09", False), ("no later than 2031", "2031", "", True),
    ("next year", "2026", "", False)])
def test_a_date_is_read_from_the_day_of_its_document(
        row: tuple[str, str, str, bool]) -> None:
    stated, = dates_in_sentence(row[0], "2025-10")
    assert (stated.value, stated.value_high, stated.by) == row[1:]


def test_a_month_without_a_year_is_the_last_or_the_next() -> None:
    past, = dates_in_sentence("In November it", "2025-10")
    ahead, = dates_in_sentence("In November it", "2025-10", ahead=True)
    assert (past.value, ahead.value) == ("2024-11", "2025-11")


def test_a_review_of_a_year_looks_from_its_end() -> None:
    assert told_on(Imprint(title="Transit in 2025", published="2026-01-01")) == "2025-12-31"
    assert told_on(Imprint(title="Transit", published="2026-01-01")) == "2026-01-01"


@pytest.mark.parametrize("text", ["may be", "2,020 km", "a 2024 km road"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert not list(dates_in_sentence(text, "2025-10"))


@pytest.mark.parametrize(("text", "period"), [
    ("carried 5 million tons in 2024", "2024"),
    ("5 million tons in January-July 2025", "2025-01/2025-07"),
    ("in the first nine months of 2025 it moved 5 million tons", "2025-01/2025-09"),
    ("in the first quarter of this year, 5 million tons", "2025-01/2025-03"),
    ("since 2009 it has shipped 5 million tons", "2009/2025-10"),
    ("as of June 2025, 5 million tons", "to 2025-06"), ("5 million tons last year", "2024"),
    ("in 2020, and now carries 5 million tons", ""), ("it carries 5 million tons", "")])
def test_the_time_that_a_number_counts_is_the_nearest(text: str, period: str) -> None:
    quantity, = quantities_in(text)
    assert period_of(text, quantity.begins, quantity.ends, "2025-10")[0] == period

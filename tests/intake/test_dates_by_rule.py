"""Dates by rule: deeds, times told from the day of the text, `before` and what denies it.

Every date is made up. Invented for a test.
"""

from __future__ import annotations

import pytest

from geo.catalog.catalog import Catalog
from geo.claims.dates import relative_years, says_by
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines


def dated(catalog: Catalog, text: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(each.attribute, each.value, each.value_high, each.qualifier)
            for each in candidates(of_lines(text, published="2026-08-12"), catalog)
            if each.attribute in ("start", "completion")]


@pytest.mark.parametrize(("text", "expected"), [
    ("The Kars–Dilucu railway is to be handed over before the year is over.",
     ("completion", "2026", "", ("by", "target"))),
    ("Works on the Kars–Dilucu railway shall commence before the end of the current year.",
     ("start", "2026", "", ("by", "forecast"))),
    ("Work on the Kars–Dilucu railway began this June.", ("start", "2026-06", "", ("exact",))),
    ("The Kars–Dilucu railway will be ready by next spring.",
     ("completion", "2027-03", "2027-05", ("by", "forecast"))),
    ("The Khaf–Herat railway was opened last autumn.",
     ("start", "2025-09", "2025-11", ("exact",))),
    ("The Kars–Dilucu railway is to be finished by the close of 2029.",
     ("completion", "2029", "", ("by", "target"))),
    ("The Khaf–Herat railway shall be in operation before 15 March 2027.",
     ("start", "2027-03-15", "", ("by", "forecast"))),
    ("The Kars–Dilucu railway will be done by the end of next year.",
     ("completion", "2027", "", ("by", "forecast"))),
    ("CASA-1000 will be energised in 2028.", ("start", "2028", "", ("forecast",))),
    ("Since May 2006 the BTC pipeline has carried four billion barrels.",
     ("start", "2006-05", "", ("exact",))),
    ("Turkey takes gas by TANAP. It was inaugurated on 3 May 2019.",
     ("start", "2019-05-03", "", ("exact",))),
    ("The Kars–Dilucu railway is late. The minister now talks of 2033.",
     ("completion", "2033", "", ("forecast",))),
    ("The Kars–Dilucu railway was to cost $2 billion when ground was broken in August 2025.",
     ("start", "2025-08", "", ("exact",))),
])
def test_a_deed_is_dated(catalog: Catalog, text: str,
                         expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    assert expected in dated(catalog, text)


def test_each_year_of_a_list_is_one_of_the_deed(catalog: Catalog) -> None:
    found = dated(catalog, "Work on the Kars–Dilucu railway has three stages, ending in 2027, "
                             "2029 and 2031.")
    assert [value for _, value, *_ in found] == ["2027", "2029", "2031"]


@pytest.mark.parametrize("text", [
    "The Kars–Dilucu railway will not be ready before 2031.",
    "The ministry no longer expects trains on the Kars–Dilucu railway before 2031.",
    "Nobody foresees traffic on the Kars–Dilucu railway before 2031.",
])
def test_before_denied_is_the_earliest_time(catalog: Catalog, text: str) -> None:
    (_, value, _, qualifier), = dated(catalog, text)
    assert (value, qualifier) == ("2031", ("at-least", "forecast"))


@pytest.mark.parametrize("text", [
    "The Kars–Dilucu railway is, this July, 61 per cent complete.",
    "The Kars–Dilucu railway is run by a firm under a contract ending in 2029.",
    "The Kars–Dilucu railway could be cheaper if it were finished in 2031.",
    "Work on CASA-1000 was suspended in August 2021.",
])
def test_no_deed_is_dated(catalog: Catalog, text: str) -> None:
    assert not dated(catalog, text)


def test_a_stop_is_no_start(catalog: Catalog) -> None:
    assert [value for _, value, *_ in dated(
        catalog, "Work on CASA-1000, suspended in August 2021, resumed in 2024.")] == ["2024"]


@pytest.mark.parametrize(("printed", "is_latest"), [
    ("before 2031", True), ("by the close of 2029", True), ("before the year is out", True),
    ("by next summer", True), ("by 15 March 2027", True), ("not before 2031", False),
    ("no trains are expected before 2031", False), ("in 2031", False),
])
def test_words_that_give_the_latest_time(printed: str, is_latest: bool) -> None:  # noqa: FBT001
    assert says_by(printed) is is_latest


@pytest.mark.parametrize(("text", "years"), [
    ("by the end of the present year", {"2026"}), ("last autumn", {"2025"}),
    ("next spring", {"2027"}), ("this May", {"2026"}), ("before the year is out", {"2026"}),
    ("in 2024", set()),
])
def test_years_told_from_a_day(text: str, years: set[str]) -> None:
    assert relative_years(text, "2026-08-12") == years

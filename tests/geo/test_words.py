"""Values in words: years without separators, ranges, hedges."""

from __future__ import annotations

from geo.records import Fact
from geo.words import date_words, value_words


def fact(attribute: str, value: str, unit: str, *qualifier: str, high: str = "",
         as_of: str = "2025-08") -> Fact:
    return Fact("x", attribute, value, high, unit, qualifier, as_of, "s", "", "1-1", value, "")


def words(claim: Fact) -> str:
    return value_words(claim).replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_have_separators_and_units() -> None:
    assert words(fact("length", "1768", "km", "exact")) == "1,768 km"
    assert words(fact("throughput", "4.6", "bn bbl", "about")) == "about 4.6 billion barrels"
    assert words(fact("share", "40", "percent", "about")) == "about 40 %"


def test_years_are_years() -> None:
    assert words(fact("completion", "2031", "date", "exact")) == "2031"
    assert words(fact("completion", "2026-03", "date", "exact", high="2026-05")) == (
        "March 2026 to May 2026")
    assert words(fact("completion", "5", "years", "up-to")) == "up to 5 years from August 2025"


def test_ranges_and_codes() -> None:
    assert words(fact("share", "40", "percent", "exact", high="60")) == "40–60 %"
    assert words(fact("status", "under-construction", "")) == "Under construction"


def test_dates() -> None:
    assert date_words("2025-08-08") == "8 August 2025"

"""Values in words: years without separators, ranges, hedges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.claims.wording import date_words, value_words
from geo.data.records import Claim


def claim(attribute: str, value: str, unit: str, *qualifier: str, high: str = "",
         as_of: str = "2025-08") -> Claim:
    return Claim("x", attribute, value, high, unit, qualifier, "", "", "", as_of, "s", "",
                 "1-1", value, "")


def words(claim: Claim) -> str:
    return value_words(claim).replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_have_separators_and_units() -> None:
    assert words(claim("length", "1768", "km", "exact")) == "1,768 km"
    assert words(claim("throughput", "4.6", "bn bbl", "about")) == "about 4.6 billion barrels"
    assert words(claim("share", "40", "percent", "about")) == "about 40 %"


@pytest.mark.parametrize(("value", "high", "unit", "said"), [
    ("0.206434", "", "bn bbl", "206.434 million barrels"),
    ("0.432284", "", "Mt", "432,284 tonnes"), ("0.0010488", "", "Mt", "1,048.8 tonnes"),
    ("0.5", "0.75", "bcm/year", "500–750 million m³ a year"),
    ("0.5", "1.5", "bcm/year", "0.5–1.5 billion m³ a year"),
    ("0.95", "", "USD bn", "950 million US dollars"), ("0", "", "Mt", "0 million tonnes"),
    ("1", "", "bn bbl", "1 billion barrels"), ("0.5", "", "km", "0.5 km")])
def test_less_than_one_unit_is_told_in_a_smaller_one(value: str, high: str, unit: str,
                                                     said: str) -> None:
    attribute = {"km": "length", "USD bn": "cost"}.get(unit, "throughput")
    assert words(claim(attribute, value, unit, "exact", high=high)) == said


def test_years_are_years() -> None:
    assert words(claim("completion", "2021", "date", "exact")) == "2021"
    assert words(claim("completion", "2031", "date", "exact")) == "promised for 2031"
    assert words(claim("completion", "5", "years", "up-to")) == (
        "promised up to 5 years from August 2025")


@pytest.mark.parametrize(("printed", "value", "high", "qualifier", "said"), [
    ("to be done by spring 2026", "2026-03", "2026-05", "by", "promised by spring 2026"),
    ("scheduled for spring 2026", "2026-03", "2026-05", "exact", "promised for spring 2026"),
    ("in the second half of next year", "2026-07", "2026-12", "exact",
     "promised for the second half of next year (2026)"),
    ("by 2027", "2027", "", "by", "promised by 2027"),
    ("due next year", "2026", "", "exact", "promised for next year (2026)"),
    ("within five years", "5", "", "up-to", "promised within five years (2030)"),
    ("between March 2026 and May 2026", "2026-03", "2026-05", "exact",
     "promised for March 2026 to May 2026"),
    ("after the thaw", "2026-03", "2026-05", "exact",
     "promised for “after the thaw” (read as March 2026 to May 2026)"),
    ("done in late 2020", "2020-10", "2020-12", "about", "late 2020"),
    ("done on May 3", "2024-05-03", "", "exact", "3 May 2024"),
])
def test_a_date_is_shown_as_it_is_printed(printed: str, value: str, high: str, qualifier: str,
                                          said: str) -> None:
    unit = "years" if value == "5" else "date"
    dated = replace(claim("completion", value, unit, qualifier, high=high), printed=printed)
    assert words(dated) == said


@pytest.mark.parametrize(("printed", "value", "as_of", "said"), [
    ("begin construction work in 2027", "2027", "2025", "work promised for 2027"),
    ("Work began in 2021", "2021", "2025", "work began in 2021"),
    ("On August 22, launched construction", "2025-08-22", "2025-08-22",
     "work began on 22 August 2025"),
    ("operational in June 2006", "2006-06", "2025", "operation began in June 2006"),
    ("2002. That year", "2002", "2025", "2002"),
])
def test_a_start_says_what_began(printed: str, value: str, as_of: str, said: str) -> None:
    dated = replace(claim("start", value, "date", "exact", as_of=as_of), printed=printed)
    assert words(dated) == said


def test_ranges_and_codes() -> None:
    assert words(claim("share", "40", "percent", "exact", high="60")) == "40–60 %"
    assert words(claim("status", "under-construction", "")) == "Under construction"


def test_dates() -> None:
    assert date_words("2025-08-08") == "8 August 2025"

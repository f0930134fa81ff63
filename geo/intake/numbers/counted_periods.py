"""The time that a number counts, as its sentence says it: `in 2024`, `January to July 2025`."""

from __future__ import annotations

import re
from typing import Final

from geo.claims.dates import MONTHS

_MONTH: Final = "|".join(MONTHS)
_NUMBERS: Final = {word: count for count, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 1)}
_YEAR: Final = r"(?:19|20)\d\d|(?:this|last|next|the same|previous) year"
_PARTS: Final = {"first half": (1, 6), "second half": (7, 12), "first quarter": (1, 3),
                 "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
                 "first three quarters": (1, 9)}
_PERIODS: Final = re.compile(
    rf"(?P<first>{_MONTH})(?:\s+(?P<first_year>(?:19|20)\d\d))?\s*"
    rf"(?:-|\u2013|\bto\b|\bthrough\b|\band\b|until)\s*"
    rf"(?P<last>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?"
    rf"|(?P<part>{'|'.join(_PARTS)})\s+of\s+(?P<part_year>{_YEAR})"
    rf"|first\s+(?P<count>\w+)\s+months\s+of\s+(?P<count_year>{_YEAR})"
    rf"|(?P<since>since(?:\s+\w+){{0,3}}\s+in|since|as of|by the end of|until|up to|through)\s+"
    rf"(?:the end of\s+)?(?:(?P<since_month>{_MONTH})\s+)?(?P<since_year>(?:19|20)\d\d)"
    rf"|(?:from|between)\s+(?P<from>(?:19|20)\d\d)\s+(?:to|and|until)\s+(?P<to>(?:19|20)\d\d)"
    rf"|\bin\s+(?:fiscal\s+|the\s+|all of\s+)?(?:(?P<month>{_MONTH})\s+)?(?:year\s+)?"
    rf"(?P<in_year>(?:19|20)\d\d)\b"
    rf"|(?P<lone>(?:19|20)\d\d)(?=\s*[:,]|\s+(?:volume|figure|total|traffic|throughput|saw|flows))"
    rf"|\b(?:during|over|throughout|for)\s+(?:the\s+year\s+)?(?P<during_year>(?:19|20)\d\d)\b"
    rf"|\bin\s+(?:the\s+)?(?:(?:Iranian|Persian|solar|Afghan|calendar)\s+){{0,2}}year\s+"
    rf"(?P<solar>1[34]\d\d)\b"
    rf"|\b(?:the )?same (?:months|period|time|span|part) (?:of|in) (?P<same>{_YEAR})"
    rf"|\b(?P<earlier>a year (?:earlier|before)|the (?:previous|preceding) year|the year before)\b"
    rf"|\b(?P<near>this|last|next) year\b", re.IGNORECASE)
_STEPS: Final = {"next": 1, "this": 0, "last": -1, "previous": -1}
_YEAR_IN_MONTHS: Final = 12
_SOLAR_YEARS: Final = 621
"""So many years the calendar of Iran is behind; its years begin in March."""
_NOW: Final = re.compile(r"\b(?:currently|now|today|at present)\b", re.IGNORECASE)
_YEAR_ALONE: Final = re.compile(r"(?:19|20)\d\d")


def _year(words: str, told: str) -> str:
    if _YEAR_ALONE.fullmatch(words):
        return words
    step = _STEPS.get(words.partition(" ")[0].lower())
    return str(int(told[:4]) + step) if told and step is not None else ""


def _months(year: str, first: int, last: int, first_year: str = "") -> str:
    return f"{first_year or year}-{first:02}/{year}-{last:02}" if year else ""


def _named(month: str) -> int:
    return MONTHS.index(month.capitalize()) + 1


def _months_of(match: re.Match[str], told: str) -> str:
    """Returns a period of some months of a year; blank where the match is none."""
    if match["first"]:
        year = _year(match["year"] or match["first_year"] or "this year", told)
        return _months(year, _named(match["first"]), _named(match["last"]),
                       match["first_year"] or "")
    if match["part"]:
        return _months(_year(match["part_year"], told), *_PARTS[match["part"].lower()])
    count = _NUMBERS.get((match["count"] or "").lower()) or (
        int(match["count"]) if (match["count"] or "").isdecimal() else 0)
    return (_months(_year(match["count_year"], told), 1, count)
            if 0 < count < _YEAR_IN_MONTHS else "")


def _same_months(match: re.Match[str], told: str) -> str:
    """Returns the time that a sentence named before, in the year before it or in another one."""
    earlier = [period for each in _PERIODS.finditer(match.string, 0, match.start())
               if not each["since"] and (period := _read(each, told))]
    if match["earlier"]:
        return re.sub(r"\b(?:19|20)\d\d", lambda year: str(int(year[0]) - 1), earlier[-1]) if (
            earlier) else ""
    year = _year(match["same"], told)
    spans = [period for period in earlier if "/" in period]
    return re.sub(r"\b(?:19|20)\d\d", year, spans[-1]) if year and spans else year


def _read(match: re.Match[str], told: str) -> str:
    if match["first"] or match["part"] or match["count"]:
        return _months_of(match, told)
    if match["since"]:
        when = match["since_year"] + (
            f"-{_named(match['since_month']):02}" if match["since_month"] else "")
        return f"{when}/" if match["since"].lower().startswith("since") else f"to {when}"
    if match["from"]:
        return f"{match['from']}-01/{match['to']}-12"
    if match["solar"] or match["same"] or match["earlier"]:
        first = int(match["solar"] or 0) + _SOLAR_YEARS
        return f"{first}-03/{first + 1}-03" if match["solar"] else _same_months(match, told)
    if match["in_year"]:
        return match["in_year"] + (f"-{_named(match['month']):02}" if match["month"] else "")
    return match["lone"] or match["during_year"] or _year(f"{match['near']} year", told)


_NEXT_TO: Final = 12
"""A year by which something is to be counts so near behind a number."""
_BY_A_YEAR: Final = re.compile(r"\bby (?:the end of )?(?:19|20)\d\d\b", re.IGNORECASE)


def period_of(text: str, begins: int, ends: int, told: str) -> tuple[str, str]:
    """Returns the time that a number of a sentence counts, and the words that say so.

    `told` is the date from which the text is told. The nearest time counts; `since` runs to `as of`
    in the same sentence, or to the date of the text. Blanks where no time is said.
    """
    if _NOW.search(text, max(0, begins - 60), begins):
        return "", ""
    found = [(max(begins - match.end(), match.start() - ends, 0), match)
             for match in _PERIODS.finditer(text)]
    since = next((match for _, match in found
                  if (match["since"] or "").lower().startswith("since")), None)
    until = next((match for _, match in found if match["since"] and match is not since), None)
    nearest = min(found, key=lambda each: each[0])[1] if found else None
    if since and nearest in (since, until) and (
            last := _read(until, told).removeprefix("to ") if until else told):
        return f"{_read(since, told)}{last}", since[0]
    by = min((max(begins - match.end(), match.start() - ends, 0)
              for match in _BY_A_YEAR.finditer(text, 0, ends + _NEXT_TO)), default=len(text))
    for _, match in sorted((each for each in found if each[0] < by), key=lambda each: each[0]):
        if period := _read(match, told):
            return period, match[0]
    return "", ""

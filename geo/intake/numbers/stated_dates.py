"""Dates in a sentence: days, months, parts of years and years, and those told from the document's.

The months and the words for parts of a year are those by which dates are proved
(`geo.claims.dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.claims.dates import MONTHS, PARTS, STEPS, denied_before, first_day, last_day
from geo.intake.document import Imprint

_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d|,\d{3}|\s?(?:km|mm|MW|tons|TEU)\b)"
_STEP: Final = "|".join(STEPS)
_NEAR: Final = rf"(?:the )?(?P<near>{_STEP}) year"
_DAY: Final = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_EARLY_DAY: Final = _DAY.replace("<day>", "<first_day>")
_EARLY_MONTH: Final = _MONTH.replace("<month>", "<first_month>")
_SECOND_YEAR: Final = _YEAR.replace("<year>", "<day_year>")
_PART: Final = rf"(?P<part>(?i:{'|'.join(sorted(PARTS, key=len, reverse=True))}))"
_LEAD: Final = (r"(?P<lead>\b(?i:by|before|until|no later than|not later than|in|on|since|from|"
                r"during|after|for|around|about)\s+)?")
_DATE: Final = re.compile(
    rf"{_LEAD}(?P<about>(?i:mid-?\s?|around |about |circa ))?(?:"
    rf"\b{_EARLY_DAY}\s+{_EARLY_MONTH}(?:,?\s+{_SECOND_YEAR})?"
    rf"|\b(?:the )?(?P<bound>end|close|middle|start|beginning)(?: of |-)"
    rf"(?:{_NEAR}|(?P<bound_year>(?:19|20)\d\d)\b)"
    rf"|\b(?:the )?{_PART}\b(?:,?\s+(?:of\s+)?"
    rf"(?:(?P<part_year>(?:19|20)\d\d)\b|(?:the )?(?P<part_near>{_STEP}) year))"
    rf"|\b(?:the )?(?P<step>{_STEP}) (?:(?P<season>spring|summer|autumn)|"
    rf"(?P<step_month>{'|'.join(MONTHS)}))\b(?! (?:19|20)\d\d)"
    rf"|\b{_MONTH}\b(?:\s+{_DAY}\b(?!\s*(?:million|billion|percent|%)))?(?:,?\s+(?:of\s+)?{_YEAR})?"
    rf"|(?<![\d.,])(?P<alone>(?:19|20)\d\d)\b"
    rf"(?!,\d{{3}}|\s?(?:km|mm|MW|tons?|tonnes|TEU|met(?:re|er)s)\b|[-\u2013/]\d)"
    rf"|\b(?:the )?(?P<this_end>year-?end|(?:end|close) of the year|year is (?:out|over)|"
    rf"year[\u2019']s end)\b"
    rf"|(?<!within the )\b(?:the )?(?P<near_alone>{_STEP}) year\b(?! and a half))")
_BY: Final = re.compile(r"\b(?:by|later than|before)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a claim has it, from `begins` to `ends` in its text.

    `value` and `value_high` are YYYY[-MM[-DD]]; `value_high` is blank without a span. `by` says
    that it is the latest. `open_year` says that the year is none of the printed words.
    `denied_at` is where a denial begins that makes it the earliest, as in `no trains before 2031`.
    """

    value: str
    value_high: str
    begins: int
    ends: int
    by: bool
    about: bool
    open_year: bool
    denied_at: int | None = None


def told_on(imprint: Imprint) -> str:
    """Returns the date from which a document looks back and ahead; blank where it prints none.

    A review that appears in the first days of a year and names the year before in its title looks
    from the year before.
    """
    if imprint.published.endswith("-01-01") and (
            before := str(int(imprint.published[:4]) - 1)) in imprint.title:
        return f"{before}-12-31"
    return imprint.published


def _open_year(month: int, told: str, *, ahead: bool) -> str:
    """Returns the year of a month named without one: the next such month, or the last."""
    if not told:
        return ""
    year = int(told[:4])
    if ahead:
        return str(year + (last_day(f"{year}-{month:02}") < first_day(told)))
    return str(year - (first_day(f"{year}-{month:02}") > last_day(told)))


def _valid(value: str) -> bool:
    try:
        date(*(int(part) for part in value.split("-")))
    except ValueError:
        return False
    return True


def _stepped(match: re.Match[str], told: str) -> tuple[str, str, bool] | None:
    """Returns the season or month meant by `next summer`, `this May`, `last autumn`.

    The next one begins after the day of the text, the last one ended before it.
    """
    if len(told) < len("2026-01"):
        return None
    step, season = STEPS[match["step"]], match["season"]
    number = f"{MONTHS.index(match['step_month']) + 1:02}" if match["step_month"] else ""
    first, last = PARTS[season] if season else (number, number)
    year = int(told[:4])
    if step > 0 and first_day(f"{year}-{first}") <= last_day(told):
        year += 1
    if step < 0 and last_day(f"{year}-{last}") >= first_day(told):
        year -= 1
    return f"{year}-{first}", f"{year}-{last}" if season else "", True


def _read(match: re.Match[str], told: str, *, ahead: bool) -> tuple[str, str, bool] | None:
    """Returns value, value_high and whether the year was left open; None if it is no date."""
    near = match["near"] or match["part_near"] or match["near_alone"] or (
        "this" if match["this_end"] else "")
    if near:
        if not told:
            return None
        year = str(int(told[:4]) + STEPS[near])
    else:
        year = (match["day_year"] or match["bound_year"] or match["part_year"] or match["year"]
                or match["alone"] or "")
    if match["step"]:
        return _stepped(match, told)
    if match["part"]:
        first, last = PARTS[match["part"].lower()]
        return f"{year}-{first}", f"{year}-{last}", bool(near)
    name = match["first_month"] or match["month"]
    if not name:
        return year, "", bool(near)
    month = MONTHS.index(name) + 1
    is_open = not year
    year = year or _open_year(month, told, ahead=ahead)
    day = match["first_day"] or match["day"]
    value = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    return (value, "", is_open) if year and (not day or _valid(value)) else None


def dates_in_sentence(text: str, told: str, *, ahead: bool = False) -> Iterator[StatedDate]:
    """Yields the dates of a text in their order.

    `told` is the date from which it is told, as `told_on` gives it; `ahead` says that a month
    without a year is one to come.
    """
    for match in _DATE.finditer(text):
        if match["month"] == "May" and not (match["day"] or match["year"] or match["lead"]):
            continue
        read = _read(match, told, ahead=ahead)
        if read is None:
            continue
        value, high, is_open = read
        lead = match["lead"] or ""
        about = bool(match["about"]) or (match["part"] in ("late", "early", "Late", "Early")
                                         or lead.strip() in ("around", "about")
                                         or match["bound"] == "middle")
        denied = (denied_before(text, match.start()) if lead.strip().lower() == "before" else None)
        yield StatedDate(value, high, match.start(), match.end(),
                         bool(_BY.search(lead)) and denied is None, about, is_open, denied)

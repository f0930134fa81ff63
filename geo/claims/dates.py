"""Dates as they are printed: what a start or completion says, in words and as last days.

A claim keeps the months its words may mean (`by spring 2026`: March to May 2026), for charts and
for the rule of what is overdue. What a reader sees are the printed words; never months that no
source prints.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from geo.data.records import Fact
from geo.data.schema import DATE_QUALIFIERS

Beginning = Literal["operation", "work", "unsaid"]

MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December")
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"),
    "first half": ("01", "06"), "second half": ("07", "12"), "late": ("10", "12"),
    "early": ("01", "03")})
"""Words for a part of a year, and the first and last month they are read as."""

_YEAR = r"(?:19|20)\d\d|(?:next|this|last) year"
_PART = re.compile(rf"\b(?:the )?(?:{'|'.join(PARTS)})\b(?:\s+(?:of\s+)?(?:{_YEAR})\b)?",
                   re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:next|this|last) year\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:with)?in (?:the next )?\w+ years\b", re.IGNORECASE)
_PRINTED_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BY: Final = re.compile(
    rf"\bby (?:the )?(?:{'|'.join((*PARTS, *MONTHS, 'end of'))}|{_YEAR})\b", re.IGNORECASE)
_BEGINNINGS: Final[tuple[tuple[Beginning, re.Pattern[str]], ...]] = (
    ("operation", re.compile(r"\boperation|\bdeliver|\bshipments?\b|\bopened\b|\bin service\b|"
                             r"\bfirst (commercial )?(gas|oil|train)", re.IGNORECASE)),
    ("work", re.compile(r"\bconstruct|\bwork (began|begun|started)|\bgroundbreaking|"
                        r"\bbroke ground", re.IGNORECASE)))


def date_words(text: str) -> str:
    """2026-03 → `March 2026`; years stay years, without separators."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def when_words(text: str) -> str:
    """The same after a preposition: `in 2026`, `in March 2026`, `on 8 March 2026`."""
    return f"{'on' if text.count('-') == 2 else 'in'} {date_words(text)}"


def last_day(text: str) -> date:
    """The last day a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def due(fact: Fact) -> date | None:
    """The last day on which a promised date would be kept; None where nothing was promised."""
    if fact.attribute not in ("start", "completion"):
        return None
    claimed = last_day(fact.as_of)
    if fact.unit == "years":
        years = int(fact.value_high or fact.value)
        return claimed.replace(year=claimed.year + years, day=min(claimed.day, 28))
    promised = last_day(fact.value_high or fact.value)
    return promised if promised > claimed else None


def years(fact: Fact) -> tuple[int, int]:
    """The first and the last year that a start or completion may mean."""
    high = fact.value_high or fact.value
    if fact.unit == "years":
        claimed = last_day(fact.as_of).year
        return claimed + int(fact.value), claimed + int(high)
    return int(fact.value[:4]), int(high[:4])


def beginning(fact: Fact) -> Beginning:
    """Whether a start is of operation or of work on the ground, as the claim's words say.

    The printed words count before the note, and in either the word that comes first: "becoming
    operational", "delivering", "shipments" against "construction", "work began",
    "groundbreaking". `unsaid` where neither has such a word.
    """
    for text in (fact.printed, fact.note):
        found = [(match.start(), kind) for kind, pattern in _BEGINNINGS
                 if (match := pattern.search(text))]
        if found:
            return min(found)[1]
    return "unsaid"


def says_by(printed: str) -> bool:
    """Whether the printed words give a date as the latest: `by spring 2026`, `by 2027`."""
    return bool(_BY.search(printed))


def _resolved(phrase: str, fact: Fact) -> str:
    """The phrase, with the year it is read as where it names none."""
    if _PRINTED_YEAR.search(phrase):
        return phrase
    first, last = years(fact)
    year = f"{first}" if first == last else f"{first}\N{EN DASH}{last}"
    return f"{phrase} ({year})"


def _printed_phrase(fact: Fact) -> str:
    """The words of the claim that carry its date; blank where a plain date says the same."""
    pattern = _SPAN if fact.unit == "years" else _PART if fact.value_high else (
        _RELATIVE if not _PRINTED_YEAR.search(fact.printed) and len(fact.value) == 4 else None)
    found = pattern.search(fact.printed) if pattern else None
    return _resolved(found[0], fact) if found else ""


def _hedges(fact: Fact, *leaving: str) -> Iterator[str]:
    yield from (DATE_QUALIFIERS[word] for word in fact.qualifier
                if word not in leaving and DATE_QUALIFIERS.get(word))


def dated_words(fact: Fact) -> str:
    """The date of a start or completion as printed: `by spring 2026`, `June 2006`.

    Where the printed words are the date, they stand; a year that they leave open follows in
    brackets: `the second half of next year (2026)`. Otherwise the date stands in plain words. A
    span of months that no printed word carries says that it is a reading.
    """
    phrase = _printed_phrase(fact)
    if phrase:  # its own words say how sure it is; only what stands before them is added
        return " ".join((*_hedges(fact, "about", "up-to"), phrase))
    if fact.unit == "years":
        span = f"{fact.value}\N{EN DASH}{fact.value_high}" if fact.value_high else fact.value
        return " ".join((*_hedges(fact), f"{span} years from {date_words(fact.as_of)}"))
    low = date_words(fact.value)
    if fact.value_high:
        high = date_words(fact.value_high)
        if not (low in fact.printed and high in fact.printed):
            return f"“{fact.printed}” (read as {low} to {high})"
        low = f"{low} to {high}"
    return " ".join((*_hedges(fact), low))


def promised_words(fact: Fact) -> str:
    """`promised by spring 2026`, `promised for 2027`, `promised within five years (2030)`."""
    words = dated_words(fact)
    return f"promised {words}" if words.startswith(
        ("by ", "in ", "within ", "up to ")) else f"promised for {words}"


def past_words(fact: Fact) -> str:
    """`in late 2020`, `on 22 August 2025`, `by 2006`: when something was, after a verb."""
    words = dated_words(fact)
    if words.startswith(("by ", "in ", "within ")):
        return words
    day = fact.value.count("-") == 2 and not fact.value_high
    return f"{'on' if day else 'in'} {words}"


def event_words(fact: Fact) -> str:
    """A start or completion as a reader sees it: what was promised or began, and when.

    `promised by spring 2026`, `work promised for 2027`, `operation began in June 2006`, `2006`.
    """
    what = beginning(fact) if fact.attribute == "start" else "unsaid"
    if due(fact):
        return promised_words(fact) if what == "unsaid" else f"{what} {promised_words(fact)}"
    return dated_words(fact) if what == "unsaid" else f"{what} began {past_words(fact)}"

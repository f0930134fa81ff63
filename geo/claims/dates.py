"""Dates as they are printed: what a start or completion says, in words and as last days.

A claim keeps the months its words may mean (`by spring 2026`: March to May 2026), for charts and
for the rule on overdue claims. A reader sees the printed words, never months that no source prints.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from geo.data.records import Claim
from geo.data.schema import DATE_QUALIFIERS

Beginning = Literal["operation", "work", "unsaid"]

MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December")
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"),
    "first half": ("01", "06"), "second half": ("07", "12"), "late": ("10", "12"),
    "early": ("01", "03"),
    **{words: months for names, months in (
        (("first quarter", "q1"), ("01", "03")), (("second quarter", "q2"), ("04", "06")),
        (("third quarter", "q3"), ("07", "09")), (("fourth quarter", "q4"), ("10", "12")))
       for words in names}})
"""Words for a part of a year, and the first and last month they are read as."""

_PERIODS = {**{name: (month, month) for month, name in enumerate(MONTHS, 1)},
            "first half of": (1, 6), "second half of": (7, 12),
            "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_WHEN = re.compile(rf"\b({'|'.join(_PERIODS)})\s+(\d{{4}})\b")
STEPS: Mapping[str, int] = MappingProxyType({
    "next": 1, "coming": 1, "this": 0, "present": 0, "current": 0, "last": -1})
"""Words before `year`, and how many years it is from the year in which they are said."""
_YEAR = rf"(?:19|20)\d\d|(?:{'|'.join(STEPS)}) year"
_PART = re.compile(rf"\b(?:the )?(?:{'|'.join(PARTS)})\b(?:\s+(?:of\s+)?(?:{_YEAR})\b)?",
                   re.IGNORECASE)
_RELATIVE = re.compile(
    rf"\b(?P<step>{'|'.join(STEPS)}) (?:year|spring|summer|autumn|{'|'.join(MONTHS)})\b|"
    r"\byear-?end\b|\b(?:end|close) of the year\b|\b(?:before )?the year is (?:out|over)\b|"
    r"\bthe year\u2019?'?s end\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:with)?in (?:the next )?\w+ years\b", re.IGNORECASE)
_PRINTED_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BY: Final = re.compile(
    rf"\b(?:by|before|no later than|not later than) (?:the )?(?:(?:{'|'.join(STEPS)}) |"
    r"\d{1,2}(?:st|nd|rd|th)? )?(?:"
    rf"{'|'.join((*PARTS, *MONTHS, 'end of', 'close of', 'middle of', 'mid'))}|year-?end|end-|"
    rf"year is (?:out|over)|year\u2019?'?s end|{_YEAR})(?:\b|(?<=-))", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|neither|hardly|unlikely|cannot)\b|n[\u2019']t\b",
    re.IGNORECASE)
_BEGINNINGS: Final[tuple[tuple[Beginning, re.Pattern[str]], ...]] = (
    ("operation", re.compile(r"\boperation|\bdeliver|\bshipments?\b|\bopened\b|\bin service\b|"
                             r"\bfirst (commercial )?(gas|oil|train)", re.IGNORECASE)),
    ("work", re.compile(r"\bconstruct|\bwork (began|begun|started)|\bgroundbreaking|"
                        r"\bbroke ground", re.IGNORECASE)))


def relative_years(text: str, published: str) -> set[str]:
    """Returns the years that `next year`, `this year` and `last year` are, seen from a date.

    `published` is YYYY[-MM[-DD]]; blank, it gives none.
    """
    if not published:
        return set()
    steps = {STEPS.get((match["step"] or "").lower(), 0) for match in _RELATIVE.finditer(text)}
    return {f"{int(published[:4]) + step}" for step in steps}


def denied_before(text: str, begins: int) -> int | None:
    """Returns where a denial begins that turns `before` into its opposite; None without one.

    `no trains before 2031` gives the earliest time, not the latest. `begins` is where `before` is.
    """
    clause = max(text.rfind(mark, 0, begins) for mark in (";", ":", ". ")) + 1
    return max((match.start() for match in _DENIED.finditer(text, clause, begins)), default=None)


_TOLD: Final = re.compile(
    r"\b(?:by|as of|at|on|until) (?:the )?(?:(?P<part>end|beginning|start|middle) of )?(?:the )?"
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{'|'.join(MONTHS)})"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?\b)?,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)


def day_told(text: str) -> str:
    """Returns the day to which words tell something: `by the end of October 2026`: 2026-10-31.

    `as of March 2026` is 2026-03; blank where the words name no month with its year.
    """
    match = _TOLD.search(text)
    if match is None:
        return ""
    month = f"{match['year']}-{[*map(str.lower, MONTHS)].index(match['month'].lower()) + 1:02}"
    day = match["before"] or match["after"]
    if day:
        return f"{month}-{int(day):02}"
    return last_day(month).isoformat() if match["part"] == "end" else month


def dates_in(text: str) -> Iterator[tuple[str, date, date]]:
    """Yields months, seasons and half-years of a text, each with its first and last day."""
    for match in _WHEN.finditer(text):
        first_month, last_month = _PERIODS[match[1]]
        yield (
            match[0],
            date(int(match[2]), first_month, 1),
            last_day(f"{match[2]}-{last_month:02d}"),
        )


def date_words(text: str) -> str:
    """Returns a date in words: 2026-03 → `March 2026`; years stay years, without separators."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def when_words(text: str) -> str:
    """Returns a date after its preposition: `in 2026`, `in March 2026`, `on 8 March 2026`."""
    return f"{'on' if text.count('-') == 2 else 'in'} {date_words(text)}"


def first_day(text: str) -> date:
    """Returns the first day a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """Returns the last day a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def due(claim: Claim) -> date | None:
    """Returns the last day on which a promise would be kept; None where nothing was promised."""
    if claim.attribute not in ("start", "completion"):
        return None
    claimed = last_day(claim.as_of)
    if claim.unit == "years":
        years = int(claim.value_high or claim.value)
        return claimed.replace(year=claimed.year + years, day=min(claimed.day, 28))
    promised = last_day(claim.value_high or claim.value)
    return promised if promised > claimed else None


def years(claim: Claim) -> tuple[int, int]:
    """Returns the first and the last year that a start or completion may mean."""
    high = claim.value_high or claim.value
    if claim.unit == "years":
        claimed = last_day(claim.as_of).year
        return claimed + int(claim.value), claimed + int(high)
    return int(claim.value[:4]), int(high[:4])


def beginning(claim: Claim) -> Beginning:
    """Returns whether a start is of operation or of work on the ground, by the claim's words.

    The printed words count before the note, and in either the word that comes first: "becoming
    operational", "delivering", "shipments" against "construction", "work began", "groundbreaking".
    `unsaid` where neither has such a word.
    """
    for text in (claim.printed, claim.note):
        matches = [(match.start(), kind) for kind, pattern in _BEGINNINGS
                   if (match := pattern.search(text))]
        if matches:
            return min(matches)[1]
    return "unsaid"


def says_by(printed: str) -> bool:
    """Checks whether the printed words give a date as the latest: `by spring 2026`, `by 2027`.

    `before 2031` does so as well, `not before 2031` does not.
    """
    return any(match[0][:6].lower() != "before" or denied_before(printed, match.start()) is None
               for match in _BY.finditer(printed))


def _resolved(phrase: str, claim: Claim) -> str:
    """Returns the phrase, with the year it is read as where it names none."""
    if _PRINTED_YEAR.search(phrase):
        return phrase
    first_year, last_year = years(claim)
    year = f"{first_year}" if first_year == last_year else f"{first_year}\N{EN DASH}{last_year}"
    return f"{phrase} ({year})"


def _printed_phrase(claim: Claim) -> str:
    """Returns the words of the claim that carry its date; blank where a plain date is the same."""
    pattern = _SPAN if claim.unit == "years" else _PART if claim.value_high else (
        _RELATIVE if not _PRINTED_YEAR.search(claim.printed) and len(claim.value) == 4 else None)
    match = pattern.search(claim.printed) if pattern else None
    return _resolved(match[0], claim) if match else ""


def _hedges(claim: Claim, *without: str) -> Iterator[str]:
    yield from (DATE_QUALIFIERS[word] for word in claim.qualifier
                if word not in (*without, "forecast", "target") and DATE_QUALIFIERS.get(word))


def dated_words(claim: Claim) -> str:
    """Returns the date of a start or completion as printed: `by spring 2026`, `June 2006`.

    Where the printed words are the date, they are used; a year that they leave open follows in
    brackets: `the second half of next year (2026)`. Otherwise the date is in plain words. A span of
    months that no printed word carries is marked as a reading.
    """
    phrase = _printed_phrase(claim)
    if phrase:  # its own words say how sure it is; only what stands before them is added
        without = ("about", "up-to", *(["by"] if phrase.startswith("before ") else []))
        return " ".join((*_hedges(claim, *without), phrase))
    if claim.unit == "years":
        span = f"{claim.value}\N{EN DASH}{claim.value_high}" if claim.value_high else claim.value
        return " ".join((*_hedges(claim), f"{span} years from {date_words(claim.as_of)}"))
    low = date_words(claim.value)
    if claim.value_high:
        high = date_words(claim.value_high)
        if not (low in claim.printed and high in claim.printed):
            return f"“{claim.printed}” (read as {low} to {high})"
        low = f"{low} to {high}"
    return " ".join((*_hedges(claim), low))


def promised_words(claim: Claim) -> str:
    """Returns `promised by spring 2026`, `promised for 2027`, `promised within five years`."""
    words = dated_words(claim)
    return f"promised {words}" if words.startswith(
        ("by ", "before ", "in ", "within ", "up to ")) else f"promised for {words}"


def was_due_words(claim: Claim, today: date) -> str:
    """Returns a promise as a later year sees it: `was due by spring 2026; no newer source`.

    For years after its date, where nothing newer is claimed. One whose date is still to come `is
    due by 2030; no source looks further`.
    """
    words, kind = dated_words(claim), beginning(claim) if claim.attribute == "start" else "unsaid"
    last = due(claim)
    passed = last is not None and last < today
    by = "" if words.startswith(("by ", "before ", "in ", "within ", "up to ")) else "by "
    subject = "" if kind == "unsaid" else f"start of {kind} "
    return (f"{subject}{'was' if passed else 'is'} due {by}{words}; "
            f"{'no newer source' if passed else 'no source looks further'}")


def past_words(claim: Claim) -> str:
    """Returns when something was, after a verb: `in late 2020`, `on 22 August 2025`, `by 2006`."""
    words = dated_words(claim)
    if words.startswith(("by ", "in ", "within ")):
        return words
    has_day = claim.value.count("-") == 2 and not claim.value_high
    return f"{'on' if has_day else 'in'} {words}"


def event_words(claim: Claim) -> str:
    """Returns a start or completion for a reader: what was promised or began, and when.

    `promised by spring 2026`, `work promised for 2027`, `operation began in June 2006`, `2006`.
    """
    kind = beginning(claim) if claim.attribute == "start" else "unsaid"
    if due(claim):
        return promised_words(claim) if kind == "unsaid" else f"{kind} {promised_words(claim)}"
    return dated_words(claim) if kind == "unsaid" else f"{kind} began {past_words(claim)}"

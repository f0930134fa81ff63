"""Staleness: the age of a claim, and the stated rules by which it is overdue or stale.

The rules:

- *overdue*: a date that lay in the future when it was claimed and has passed since: of a start or
  completion, or named by a condition.
- *old*: words such as "nearing completion", or a share of work done, claimed more than a year ago:
  counted from the date for which the claim holds, not from when it was printed.
- *old*: a status whose newest claim is more than eighteen months old.
- *old*: an amount carried, a share, a buyer or a condition, where the newest claim on the same
  attribute is more than eighteen months old.

A date of a year or a month is read as late as it can be, so nothing is called old too early.

Beside these a claim is *questioned* while a reader's note on it is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from geo.claims.dates import date_words, dates_in, due, last_day, promised_words, when_words
from geo.data.records import Claim

NEARLY_DONE = re.compile(
    r"(near|approach)\w* completion|almost (finished|complete)|nearly (finished|complete)",
    re.IGNORECASE)
NEARLY_DONE_MONTHS = 12
STALE_MONTHS = 18
"""A claim of 8 August 2025 is stale from 9 February 2027."""
STALE_ATTRIBUTES: Final = frozenset({"status", "throughput", "share", "buyer", "condition"})
"""The attributes of which a claim tells less with time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a claim that is overdue, stale or questioned, and the reason in words."""

    kind: Literal["overdue", "stale", "questioned"]
    reason: str


def months_between(earlier: date, later: date) -> int:
    """Returns whole months from one day to another; 0 where the later is not later."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


def months_words(months: int) -> str:
    """Returns months in words: 17 → `1 year 5 months`."""
    years, remainder = divmod(months, 12)
    parts = [f"{count} {noun}{'' if count == 1 else 's'}"
             for count, noun in ((years, "year"), (remainder, "month")) if count]
    return " ".join(parts) or "less than a month"


def age_months(claim: Claim, today: date) -> int:
    """Returns whole months since the claim held; a minimum where its date is imprecise."""
    return months_between(last_day(claim.as_of), today)


def is_older(claim: Claim, months: int, today: date) -> bool:
    """Checks whether a claim held more than some months ago: a day more is enough."""
    held = last_day(claim.as_of)
    whole = months_between(held, today)
    return whole > months or (whole == months and today.day != held.day)


def age_words(claim: Claim, today: date) -> str:
    """Returns `1 year 5 months old`, `at least 10 months old` where only the year is known."""
    hedge = "at least " if len(claim.as_of) == 4 and last_day(claim.as_of) < today else ""
    return f"{hedge}{months_words(age_months(claim, today))} old"


def _read_as(claim: Claim) -> str:
    """Returns the last month or day a promise is read as, where its own words do not name it."""
    last_date = date_words(claim.value_high) if claim.value_high and claim.unit == "date" else ""
    return (
        f", read as up to {last_date}"
        if last_date and last_date not in promised_words(claim)
        else ""
    )


def _overdue(claim: Claim, today: date) -> Iterator[Mark]:
    """Yields the marks of a promise whose day has passed, and of a condition whose date has."""
    promised = due(claim)
    if promised and promised < today:
        yield Mark("overdue", f"{promised_words(claim)}{_read_as(claim)}, which has passed; "
                   "no document here says whether it was kept")
    if claim.attribute == "condition":
        claimed = last_day(claim.as_of)
        for words, first, last in dates_in(f"{claim.value} {claim.printed}"):
            if claimed < last < today and claimed < first:
                yield Mark("overdue", f"{words}, which it names, has passed; no document here says "
                           "what came of it")
                return


def _stale_mark(claim: Claim, siblings: Iterable[Claim], today: date) -> Iterator[Mark]:
    newest = min((other for other in (claim, *siblings) if other.attribute == claim.attribute),
                 key=lambda other: age_months(other, today))
    if is_older(newest, STALE_MONTHS, today):
        age = months_words(age_months(newest, today))
        yield Mark("stale", f"no document of the last {STALE_MONTHS} months says how far it has "
                   f"come; the newest claim is {age} old" if claim.attribute == "status" else
                   f"no document of the last {STALE_MONTHS} months speaks of it; the newest claim "
                   f"is {age} old")


def questioned_words(claim: Claim) -> str:
    """Returns that a reader's note on a claim is open, and since when; blank where none is.

    The reader's own words are not the atlas's, and never shown with the claim.
    """
    return (f"a reader has questioned this value (open since {date_words(claim.questioned)})"
            if claim.questioned else "")


def marks(claim: Claim, siblings: Iterable[Claim], today: date) -> tuple[Mark, ...]:
    """Returns the marks of one claim: of its age, and whether a reader has questioned it.

    `siblings` are all claims about the same subject.
    """
    words = questioned_words(claim)
    return (*age_marks(claim, siblings, today), *([Mark("questioned", words)] if words else []))


def age_marks(claim: Claim, siblings: Iterable[Claim], today: date) -> tuple[Mark, ...]:
    """Returns the marks of one claim's age. `siblings` are all claims about the same subject."""
    siblings = tuple(siblings)
    marks_found = list(_overdue(claim, today))
    if is_older(claim, NEARLY_DONE_MONTHS, today) and (claim.attribute == "progress"
                                         or NEARLY_DONE.search(claim.printed)):
        hedge = "at least " if len(claim.as_of) == 4 else ""
        marks_found.append(Mark("stale", f"“{claim.printed}” was said {when_words(claim.as_of)}, "
                                f"{hedge}{months_words(age_months(claim, today))} ago"))
    if claim.attribute in STALE_ATTRIBUTES:
        marks_found += _stale_mark(claim, siblings, today)
    return tuple(marks_found)

"""Staleness: the age of a claim, and the stated rules by which it is overdue or stale.

The rules:

- *overdue*: a date that lay in the future when it was claimed and has passed since.
- *old*: words such as "nearing completion", or a share of work done, claimed more than a year ago:
  counted from the date for which the claim holds, not from when it was printed.
- *old*: a status whose newest claim is more than eighteen months old.

A date of a year or a month is read as late as it can be, so nothing is called old too early.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.claims.dates import date_words, due, last_day, promised_words, when_words
from geo.data.records import Claim

NEARLY_DONE = re.compile(
    r"(near|approach)\w* completion|almost (finished|complete)|nearly (finished|complete)",
    re.IGNORECASE)
NEARLY_DONE_MONTHS = 12
STATUS_MONTHS = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a claim that is overdue or stale, and the reason in words."""

    kind: Literal["overdue", "stale"]
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


def marks(claim: Claim, siblings: Iterable[Claim], today: date) -> tuple[Mark, ...]:
    """Returns the marks of one claim. `siblings` are all claims about the same subject."""
    marks_found: list[Mark] = []
    promised = due(claim)
    if promised and promised < today:
        marks_found.append(
            Mark(
                "overdue",
                f"{promised_words(claim)}{_read_as(claim)}, which has passed; "
                "no document here says whether it was kept",
            )
        )
    months = age_months(claim, today)
    if months > NEARLY_DONE_MONTHS and (claim.attribute == "progress"
                                        or NEARLY_DONE.search(claim.printed)):
        hedge = "at least " if len(claim.as_of) == 4 else ""
        marks_found.append(Mark("stale", f"“{claim.printed}” was said {when_words(claim.as_of)}, "
                                f"{hedge}{months_words(months)} ago"))
    if claim.attribute == "status":
        newest = min(age_months(status_claim, today) for status_claim in (claim, *siblings)
                     if status_claim.attribute == "status")
        if newest > STATUS_MONTHS:
            marks_found.append(
                Mark(
                    "stale",
                    f"no document of the last {STATUS_MONTHS} months says how far "
                    f"it has come; the newest claim is {months_words(newest)} old",
                )
            )
    return tuple(marks_found)

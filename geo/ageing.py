"""What time does to a claim: its age, and the stated rules by which it is overdue or old.

The rules:

- *overdue*: a date that lay in the future when it was claimed and has passed since.
- *old*: words such as "nearing completion", or a share of work done, printed more than a year ago.
- *old*: a status whose newest claim is more than eighteen months old.

A date of a year or a month is read as late as it can be, so nothing is called old too early.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.records import Fact
from geo.words import date_words

NEARLY_DONE = re.compile(
    r"(near|approach)\w* completion|almost (finished|complete)|nearly (finished|complete)",
    re.IGNORECASE)
NEARLY_DONE_MONTHS = 12
STATUS_MONTHS = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """That a claim is overdue or old, and the reason in words."""

    kind: Literal["overdue", "old"]
    reason: str


def last_day(text: str) -> date:
    """The last day a YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; 0 where the later is not later."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


def months_words(months: int) -> str:
    """17 → `1 year 5 months`."""
    years, rest = divmod(months, 12)
    parts = [f"{count} {noun}{'' if count == 1 else 's'}"
             for count, noun in ((years, "year"), (rest, "month")) if count]
    return " ".join(parts) or "less than a month"


def age_months(fact: Fact, today: date) -> int:
    """Whole months since the claim held; at least this many where its date is imprecise."""
    return months_between(last_day(fact.as_of), today)


def age_words(fact: Fact, today: date) -> str:
    """`1 year 5 months old`, `at least 10 months old` where only the year is known."""
    hedge = "at least " if len(fact.as_of) == 4 and last_day(fact.as_of) < today else ""
    return f"{hedge}{months_words(age_months(fact, today))} old"


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


def marks(fact: Fact, siblings: Iterable[Fact], today: date) -> tuple[Mark, ...]:
    """The marks of one claim. `siblings` are all claims about the same subject."""
    found: list[Mark] = []
    promised = due(fact)
    if promised and promised < today:
        said = date_words(fact.value_high or fact.value) if fact.unit == "date" else (
            f"within {fact.value} years")
        found.append(Mark("overdue", f"promised for {said}, which has passed; no document here "
                          "says whether it was kept"))
    months = age_months(fact, today)
    if months > NEARLY_DONE_MONTHS and (fact.attribute == "progress"
                                        or NEARLY_DONE.search(fact.printed)):
        found.append(Mark("old", f"“{fact.printed}” was printed {months_words(months)} ago"))
    if fact.attribute == "status":
        newest = min(age_months(other, today) for other in (fact, *siblings)
                     if other.attribute == "status")
        if newest > STATUS_MONTHS:
            found.append(Mark("old", f"no document of the last {STATUS_MONTHS} months says how far "
                              f"it has come; the newest claim is {months_words(newest)} old"))
    return tuple(found)

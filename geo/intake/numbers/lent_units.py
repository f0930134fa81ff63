"""Numbers that leave out their unit: which other number of the sentence lends them its own.

As in `98 of the 110 kilometres`, `2.8 billion euros, 2.4 billion of which`, `70, then 75 and 80 per
cent` and `thirty days, or to twelve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from geo.claims.printed_numbers import RANGE_JOINS, SCALE_WORDS, Figure

RATED: Final = frozenset({"mass", "gas", "some gas", "oil", "people", "containers"})
_OUT_OF: Final = re.compile(r"\s(?:out )?of (?:the |its |a total of )?")
_OF_WHICH: Final = re.compile(r"\s\w+ of (?:which|it|this|that|them)\b")
SCALE_AFTER: Final = re.compile(rf"[\s-]*(?:{SCALE_WORDS})\b", re.IGNORECASE)
_ELIDED_BEFORE: Final = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|(?:up|down) from|after|than|and|to)\s"
    r"(?:(?:only|just|about|some|nearly|around|over|more than)\s)*$", re.IGNORECASE)
_ELIDED_AFTER: Final = re.compile(
    r"\s(?:at the (?:end|beginning|start|outset)|(?:in|by|of it|of them|of which)\b|a year|"
    r"the year|(?:last|next|this) year)|[,.;)]|$|\s(?:once|when|if|after|before|with|that|"
    r"which|had|has|have|was|were|is|are|as|while|but|to|at|on|from|since|until|under|annually|per|each|every)\b",
    re.IGNORECASE)
"""What follows a number whose unit is left out: a time, a part, or the end."""
_LISTED: Final = re.compile(
    r"\s?(?:,|,?\s?(?:and|or|then|later|now|finally)\b|"
    r",\s?(?:this|last|in|by|as of)\s\w+(?:\s(?:19|20)\d\d)?,|\s)+\s?", re.IGNORECASE)
"""What stands between the numbers of a list whose last one has the unit: `70, then 75 and 80 %`."""
_NAMED: Final = re.compile(r"\b[A-Z][\w\u2019'.-]*\s$|[\u2013/-]$")
"""What stands before a number that is a name's, or a day's: `Table 2`, `12 May`."""
_BARE_BEFORE: Final = re.compile(
    r"\b(?:to|only|just|remaining|other|takes?|took|needs?|today|now|than|against|"
    r"(?:up|down) from)\s"
    r"(?:(?:about|some|nearly|almost|around|only|just|over)\s)*$", re.IGNORECASE)
_BARE_AFTER: Final = re.compile(r"[.,;)](?!\d)|$|\s(?:a year (?:ago|earlier|before)|today|now)\b")
"""What stands before and behind a number of days or per cent that leaves out its unit."""
_BARE: Final = frozenset({"days", "percent"})
_RANGED: Final = re.compile(r"(?:\d|\b(?:"
                            r"two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty))\s(?:to|or)\s$",
                            re.IGNORECASE)
_OF_THEM: Final = re.compile(r"\sof (?:which|it|this|that|them|these|those)\b", re.IGNORECASE)
_LEAST_PART: Final = Decimal("0.05")
MODAL: Final = re.compile(
    r"\b(?:can|could|would|will|may|might|shall|should|be|able|rais\w+|stretch\w*|expand\w*|"
    r"increas\w+|lift\w*|become)\b", re.IGNORECASE)
"""Words between two numbers after which the second is one of what can be, as the first."""
_FAR_LENDER: Final = 4
_LEAST_BARE: Final = 1000
_ALL: Final = 100
"""Per cent of the whole."""
_YEARS: Final = (1900, 2101)
_LENT: Final = 12
"""So many letters at most stand between a number and the one that lends it its unit."""


@dataclass(slots=True)
class Part:
    """A figure, and the unit that stands with it."""

    figure: Figure
    measure: str
    begins: int
    ends: int
    lender: tuple[int, int] | None = None


def lend_to_lists(text: str, parts: list[Part]) -> None:
    """Gives the numbers of a list the unit that stands with its last one."""
    for at in range(len(parts) - 2, -1, -1):
        part, after = parts[at], parts[at + 1]
        if (after.measure != "percent" or part.measure or part.figure.share
                or part.figure.in_words or part.figure.scale > 1 or part.figure.number > _ALL
                or _NAMED.search(text, 0, part.begins)
                or not _LISTED.fullmatch(text, part.figure.ends, after.begins)
                or (RANGE_JOINS.fullmatch(text, part.figure.ends, after.begins)
                and not after.lender and not (at and _is_of_list(text, parts[at - 1], part)))):
            continue
        parts[at] = Part(part.figure, after.measure, part.begins, part.ends,
                          after.lender or (after.begins, after.ends))


def _is_of_list(text: str, before: Part, part: Part) -> bool:
    """Checks whether a number stands in a list behind another one, so that `and` makes no range."""
    return not before.measure and before.figure.number <= _ALL and bool(
        _LISTED.fullmatch(text, before.figure.ends, part.begins))


def whole_of(text: str, part: Part, around: Sequence[Part]) -> Part | None:
    """Returns the whole of which a number without a unit is told: it lends its unit.

    As in `98 of the 110 kilometres` and `2.8 billion euros, 2.4 billion of which`.
    """
    for other in around:
        if not other.measure or other is part:
            continue
        if other.begins > part.begins and _OUT_OF.fullmatch(text, part.figure.ends, other.begins):
            return other
        if other.begins < part.begins and (
                _is_elided(text, part, other) or _is_bare(text, part, other)):
            return other
    return None


def _is_bare(text: str, part: Part, other: Part, ends: int | None = None) -> bool:
    """Checks whether a small number leaves out the unit of another, as in `thirty days to twelve`.

    `ends` is where the number ends, where it is the low end of a range.
    """
    number = part.figure.number
    if ends is None and _RANGED.search(text, 0, part.begins):
        return False
    if part.figure.share or part.figure.scale > 1 or number in range(*_YEARS) or re.search(
            r"[.!?]\s", text[other.ends:part.begins]):
        return False
    if not part.figure.in_words and _OF_THEM.match(text, part.figure.ends):
        whole = other.figure.number * other.figure.scale
        return _LEAST_PART * whole <= number < whole and other.measure != "percent"
    return other.measure in _BARE and bool(
        _BARE_BEFORE.search(text, 0, part.begins)
        and _BARE_AFTER.match(text, ends or part.figure.ends))


def _is_elided(text: str, part: Part, other: Part) -> bool:
    """Checks whether a number leaves out the unit that another before it has.

    As in `210,000 tons, against 170,000 in 2024` and `4 million tons, seven million in 2030`.
    """
    number = part.figure.number * part.figure.scale
    if part.figure.share or (part.figure.scale == 1 and not (
            other.measure in RATED and number >= _LEAST_BARE
            and number not in range(*_YEARS))) or re.search(
                r"[.!?]\s", text[other.ends:part.begins]):
        return False
    scale = SCALE_AFTER.match(text, part.figure.ends)
    behind = scale.end() if scale else part.figure.ends
    if part.figure.scale > 1 and part.begins - other.ends < _LENT and (
            _OF_WHICH.match(text, part.figure.ends)):
        return True
    return bool(_ELIDED_AFTER.match(text, behind)) and (
        part.figure.scale > 1 or bool(_ELIDED_BEFORE.search(text, 0, part.begins)))


def neighbours(parts: Sequence[Part], at: int) -> list[Part]:
    """Returns the next number, and the last before with a unit other than a time."""
    before = next((part for part in reversed(parts[max(0, at - _FAR_LENDER):at])
                   if part.measure and part.measure not in ("days", "years")), None)
    days = next((part for part in reversed(parts[max(0, at - _FAR_LENDER):at])
                 if part.measure == "days"), None)
    return [*filter(None, (before, days)), *parts[at + 1:at + 2]]


def bare_range(text: str, parts: Sequence[Part], at: int) -> Part | None:
    """Returns the low end of a range that has its unit from a number before it, or None."""
    part, after = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if part.measure or after is None or after.measure or part.figure.number >= (
            after.figure.number) or not RANGE_JOINS.fullmatch(
                text, part.figure.ends, after.begins) or re.fullmatch(
                    r"\s*and\s*", text[part.figure.ends:after.begins]):
        return None
    whole = next((other for other in neighbours(parts, at)[:2] if other.begins < part.begins
                  and _is_bare(text, part, other, after.figure.ends)), None)
    return Part(part.figure, whole.measure, part.begins, part.ends,
                 (whole.begins, whole.ends)) if whole else None

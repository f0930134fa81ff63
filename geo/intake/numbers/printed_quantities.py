"""Quantities in a sentence: numbers with their unit, hedge, range and rate, read by one grammar.

The numbers, scale words, units and hedges are those by which claims are proved
(`geo.claims.printed_numbers`); here the number comes first and what it measures is sought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

from geo.claims.printed_numbers import (
    DAILY,
    HEDGES,
    MEASURES,
    RANGE_JOINS,
    SCALE_WORDS,
    YEARLY,
    Figure,
    figures_in,
)

Rate = Literal["", "year", "day"]

_GROUPS: Final = MappingProxyType({name.replace(" ", "_"): name for name in MEASURES
                                   if name not in ("share", "sections")})
_ORDER: Final = ("gas", "some_gas", *(group for group in _GROUPS if "gas" not in group))
_AFTER: Final = re.compile(
    rf"(?:[\s-]*(?:{SCALE_WORDS})\b)?(?:\+|[\s-]plus\b)?[\s-]*(?:(?:metric|crude|additional|more|new|standard|full|"
    rf"cargo|freight|separate|main|construction|containers?|units|US|U\.S\.)\s+){{0,2}}\(?(?:"
    + "|".join(f"(?P<{group}>{MEASURES[_GROUPS[group]]})" for group in _ORDER) + ")",
    re.IGNORECASE)
_CURRENCY: Final = re.compile(r"(?:(?P<dollars>US\$|\$US|\$|\bUSD)|(?P<euros>€|\bEUR)|"
                              r"(?P<other>[£¥₹₽₼]|\b(?:Rs\.?|RMB|GBP|AZN|GEL|CNY)))\s?$")
_LEAD: Final = r"(?:\s+(?:a|just|its|only|total of|a total of))?[\s~€$£]*(?:US\$?|USD|EUR)?\s?$"
_HEDGES: Final = {word: re.compile(rf"(?:{pattern}){_LEAD}", re.IGNORECASE)
                  for word, pattern in HEDGES.items()}
_TAILS: Final = {"at-least": re.compile(r"\s+(?:or|and) (?:more|longer)\b", re.IGNORECASE),
                 "more-than": re.compile(r"\+|\s+plus\b", re.IGNORECASE)}
_ANY_HEDGE: Final = re.compile("|".join(f"(?:{pattern})" for pattern in HEDGES.values()),
                               re.IGNORECASE)
_LOOK_BACK: Final = 40
_LOOK_BACK_FOR_VERB: Final = 120
_CHANGED: Final = re.compile(
    r"\b(?:increas|ris|rose|rais|grow|grew|expand|doubl|tripl|boost|extend|up\b|lift|jump|climb|fall|"
    r"fell|drop|reduc|cut|shorten|lower|declin|down\b|chang|upgrad)", re.IGNORECASE)
_RATE_AFTER: Final = re.compile(rf"(?P<year>{YEARLY})|(?P<day>{DAILY})", re.IGNORECASE)
_RATE_BEFORE: Final = re.compile(r"\b(?:(?P<year>annual(?:ly)?|yearly)|(?P<day>daily))\b",
                                 re.IGNORECASE)
_STOP: Final = re.compile(r"[.;:]\s|(?<![\d.,])\d")
_AND: Final = re.compile(r"\band (?:\w+ )?$")
_CUT: Final = re.compile(r"[.;:)]\s|(?<!\d)(?!(?:19|20)\d\d\b)\d[\d.,]*")
_JOINED_BEFORE: Final = re.compile(
    rf"(?<![\d.,])\d[\d.,]*(?:[\s-](?:{SCALE_WORDS}))?(?:\s[^\W\d]+){{0,2}}\s(?:and|to)\s(?:\w+\s)?$",
    re.IGNORECASE)
"""A number to which the next is joined, so that a rate before it is the next one's as well."""
_RATED: Final = frozenset({"mass", "gas", "some gas", "oil", "people", "containers"})
_DOT: Final = re.compile(r"(?<=\d)\u00b7(?=\d)")
_PLUS: Final = re.compile(r"(?:\+|[\s-]plus\b)")
_SHARE_LEAD: Final = re.compile(r"\b(?:one|a)[\s-]$", re.IGNORECASE)
_SHARE_OF: Final = re.compile(
    r"\s+of\b(?! (?:the |this |next |last )?(?:year|month|decade|century|week|(?:19|20)\d\d))")
_SHARE_BY: Final = re.compile(
    rf"\bby (?:the )?(?:{'|'.join(HEDGES.values())})?\s*(?:one[\s-]|a )?$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\b(?:first|second|third|fourth|last|latter|final|next|other)\s$",
                             re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s(?:out )?of (?:the |its |a total of )?")
_OF_WHICH: Final = re.compile(r"\s\w+ of (?:which|it|this|that|them)\b")
_SCALE_AFTER: Final = re.compile(rf"[\s-]*(?:{SCALE_WORDS})\b", re.IGNORECASE)
_ELIDED_BEFORE: Final = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|(?:up|down) from|after|than|and|to)\s"
    r"(?:(?:only|just|about|some|nearly|around|over|more than)\s)*$", re.IGNORECASE)
_ELIDED_AFTER: Final = re.compile(
    r"\s(?:at the (?:end|beginning|start|outset)|(?:in|by|of it|of them|of which)\b|a year|"
    r"the year|(?:last|next|this) year)|[,.;)]|$", re.IGNORECASE)
"""What follows a number whose unit is left out: a time, a part, or the end."""
_FAR_LENDER: Final = 4
_LEAST_BARE: Final = 1000
_YEARS: Final = (1900, 2101)
_LENT: Final = 12
"""So many letters at most stand between a number and the one that lends it its unit."""
_FROM: Final = re.compile(r"\bfrom\s(?:[a-z]+\s){0,3}(?:US)?[€$]?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\bbetween\s*(?:US)?[€$]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it measures (a key of `MEASURES`), from `begins` to `ends` in its text.

    `low` and `high` are in single units, scale words multiplied out; `high` is None without a
    range. `ends_unit` is where its unit ends, and `rate_begins` where a rate before it begins (or
    `begins`). `was` says that it is the first of `from 18 to 14 days`; `lent` that its unit stands
    with another number, which it then takes in from `begins` to `ends`.
    """

    measure: str
    low: Decimal
    high: Decimal | None
    begins: int
    figure: int
    ends_unit: int
    ends: int
    rate: Rate
    rate_begins: int
    hedges: tuple[str, ...]
    was: bool = False
    lent: bool = False


@dataclass(slots=True)
class _Part:
    """A figure, and the unit that stands with it."""

    figure: Figure
    measure: str
    begins: int
    ends: int
    lender: tuple[int, int] | None = None


def _part(text: str, figure: Figure) -> _Part:
    before = text[max(0, figure.begins - 5):figure.begins]
    money = _CURRENCY.search(before)
    begins = figure.begins - (len(before) - money.start() if money else 0)
    unit = _AFTER.match(text, figure.ends)
    if money:
        scale = re.compile(rf"[\s-]*(?:{SCALE_WORDS}|m)\b", re.IGNORECASE).match(text, figure.ends)
        return _Part(figure, "" if money.lastgroup == "other" else money.lastgroup or "", begins,
                     scale.end() if scale and figure.scale > 1 else figure.ends)
    if figure.share:
        lead = _SHARE_LEAD.search(text[max(0, figure.begins - 4):figure.begins])
        begins = figure.begins - (len(lead[0]) if lead else 0)
        before = text[max(0, begins - _LOOK_BACK):begins]
        is_share = not _ORDINAL.search(before) and (
            _SHARE_OF.match(text, figure.ends) or _SHARE_BY.search(before))
        return _Part(figure, "share" if is_share else "", begins, figure.ends)
    if unit is None:
        return _Part(figure, "", begins, figure.ends)
    return _Part(figure, _GROUPS[unit.lastgroup or ""], begins, unit.end())


def _joined(text: str, low: _Part, high: _Part) -> Literal["", "range", "change"]:
    """Returns whether two figures are the ends of a range, or what was and what is."""
    if not high.measure or low.measure not in ("", high.measure) or high.begins < low.ends:
        return ""
    between = text[low.ends if low.measure else low.figure.ends:high.begins]
    between = re.sub(rf"^[\s-]*(?:{SCALE_WORDS})\b", "", between, flags=re.IGNORECASE)
    between = re.sub(r"^\s*(?:annually|a year|per year)", "", between)
    if not RANGE_JOINS.fullmatch(between):
        return ""
    lead = text[max(0, low.begins - _LOOK_BACK):low.begins]
    numbers = [part.figure.number * part.figure.scale for part in (low, high)]
    if _FROM.search(lead):
        before = text[max(0, low.begins - _LOOK_BACK_FOR_VERB):low.begins]
        return "change" if numbers[0] >= numbers[1] or _CHANGED.search(before) else "range"
    if "and" in between and not _BETWEEN.search(lead):
        return ""
    return "range" if numbers[0] < numbers[1] else ""


def _hedged(text: str, begins: int, ends: int) -> tuple[tuple[str, ...], int, int]:
    """Returns the hedges of a number, and where it begins and ends with them."""
    offset = max(0, begins - _LOOK_BACK)
    before = text[offset:begins]
    found: list[str] = []
    first = begins
    for word, pattern in _HEDGES.items():
        if match := pattern.search(before):
            found.append(word)
            first = min(first, offset + match.start())
    for word, pattern in _TAILS.items():
        if match := pattern.match(text, ends):
            found.append(word)
            ends = match.end()
    if _PLUS.search(text, begins, ends):
        found.append("more-than")
    return tuple(dict.fromkeys(found)), first, ends


def _rate(text: str, begins: int, unit_begins: int, ends: int) -> tuple[Rate, int, int]:
    """Returns the rate of a quantity, and from where to where it is printed."""
    stops = (match.start() for match in _STOP.finditer(text, ends)
             if not _AND.search(text, ends, match.start()))
    after = _RATE_AFTER.search(text, unit_begins, min(next(stops, len(text)), ends + 60))
    if after:
        return ("year" if after["year"] else "day"), begins, max(ends, after.end())
    offset = max(0, begins - 80)
    before = _JOINED_BEFORE.sub(lambda match: " " * len(match[0]), text[offset:begins])
    cut = max((match.end() for match in _CUT.finditer(before)), default=0)
    earlier = list(_RATE_BEFORE.finditer(before, cut))
    if earlier:
        return ("year" if earlier[-1]["year"] else "day"), offset + earlier[-1].start(), ends
    return "", begins, ends


def _quantity(text: str, low: _Part, high: _Part | None, *, was: bool = False) -> Quantity:
    last = high or low
    hedges, begins, ends = _hedged(text, low.begins, last.ends)
    rate: Rate = ""
    rate_begins = begins
    unit_end = last.ends
    if last.measure in _RATED:
        rate, rate_begins, ends = _rate(text, begins, last.figure.ends, ends)
    numbers = [part.figure.number * part.figure.scale for part in (low, last)]
    if between := _BETWEEN.search(text[max(0, begins - 12):begins]):
        begins -= len(between[0]) if high else 0
    if low.lender:
        begins = min(begins, low.lender[0])
        unit_end, ends = max(unit_end, low.lender[1]), max(ends, low.lender[1])
    return Quantity(last.measure, numbers[0], numbers[1] if high else None, begins,
                    low.figure.begins, unit_end, ends, rate, min(rate_begins, begins), hedges, was,
                    low.lender is not None)


def quantities_in(text: str) -> Iterator[Quantity]:
    """Yields the quantities of a text in their order; numbers without a unit are none."""
    text = _DOT.sub(".", text)
    parts = [_part(text, figure) for figure in figures_in(text)]
    pairs: dict[int, str] = {at: join for at, (low, high) in enumerate(pairwise(parts))
                             if (join := _joined(text, low, high))}
    yield from _in_order(text, parts, pairs)


def _whole_of(text: str, part: _Part, around: Sequence[_Part]) -> _Part | None:
    """Returns the whole of which a number without a unit is told: it lends its unit.

    As in `98 of the 110 kilometres` and `2.8 billion euros, 2.4 billion of which`.
    """
    for other in around:
        if not other.measure or other is part:
            continue
        if other.begins > part.begins and _OUT_OF.fullmatch(text, part.figure.ends, other.begins):
            return other
        if other.begins < part.begins and _is_elided(text, part, other):
            return other
    return None


def _is_elided(text: str, part: _Part, other: _Part) -> bool:
    """Checks whether a number leaves out the unit that another before it has.

    As in `210,000 tons, against 170,000 in 2024` and `4 million tons, seven million in 2030`.
    """
    number = part.figure.number * part.figure.scale
    if part.figure.share or (part.figure.scale == 1 and not (
            other.measure in _RATED and number >= _LEAST_BARE
            and number not in range(*_YEARS))) or re.search(
                r"[.!?]\s", text[other.ends:part.begins]):
        return False
    scale = _SCALE_AFTER.match(text, part.figure.ends)
    behind = scale.end() if scale else part.figure.ends
    if part.figure.scale > 1 and part.begins - other.ends < _LENT and (
            _OF_WHICH.match(text, part.figure.ends)):
        return True
    return bool(_ELIDED_AFTER.match(text, behind)) and (
        part.figure.scale > 1 or bool(_ELIDED_BEFORE.search(text, 0, part.begins)))


def _neighbours(parts: Sequence[_Part], at: int) -> list[_Part]:
    """Returns the next number, and the last before with a unit other than a time."""
    before = next((part for part in reversed(parts[max(0, at - _FAR_LENDER):at])
                   if part.measure and part.measure not in ("days", "years")), None)
    return [*([before] if before else []), *parts[at + 1:at + 2]]


def _in_order(text: str, parts: Sequence[_Part], pairs: dict[int, str]) -> Iterator[Quantity]:
    at = 0
    while at < len(parts):
        part, join = parts[at], pairs.get(at)
        if not part.measure and not join and (
                whole := _whole_of(text, part, _neighbours(parts, at))):
            scale = _SCALE_AFTER.match(text, part.figure.ends)
            part = _Part(part.figure, whole.measure, part.begins,
                         scale.end() if scale else part.ends, (whole.begins, whole.ends))
        if join == "range":
            yield _quantity(text, part, parts[at + 1])
            at += 2
            continue
        if join == "change":
            after = parts[at + 1]
            yield _quantity(text, _Part(part.figure, after.measure, part.begins, after.ends), None,
                            was=True)
        elif part.measure:
            yield _quantity(text, part, None)
        at += 1

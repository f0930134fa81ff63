"""Quantities in a sentence: numbers with their unit, hedge, range and rate, read by one grammar.

The numbers, scale words, units and hedges are those by which claims are proved
(`geo.claims.printed_numbers`); here the number comes first and what it measures is sought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from geo.intake.numbers.lent_units import (
    MODAL,
    RATED,
    SCALE_AFTER,
    Part,
    bare_range,
    lend_to_lists,
    neighbours,
    whole_of,
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
_DOT: Final = re.compile(r"(?<=\d)\u00b7(?=\d)")
_PLUS: Final = re.compile(r"(?:\+|[\s-]plus\b)")
_SHARE_LEAD: Final = re.compile(r"\b(?:one|a)[\s-]$", re.IGNORECASE)
_SHARE_OF: Final = re.compile(
    r"\s+of\b(?! (?:the |this |next |last )?(?:year|month|decade|century|week|(?:19|20)\d\d))")
_SHARE_BY: Final = re.compile(
    rf"\bby (?:the )?(?:{'|'.join(HEDGES.values())})?\s*(?:one[\s-]|a )?$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\b(?:first|second|third|fourth|last|latter|final|next|other)\s$",
                             re.IGNORECASE)
_BECOMES: Final = re.compile(
    r"\b(?:become|(?:rais|stretch|expand|increas|lift|enlarg|upgrad)\w* (?:it |this )?to|"
    r"(?:rise|grow|go up) to)\b(?:\s\w+){0,3}\s$", re.IGNORECASE)
"""What stands between a rate and the one that it can become."""
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


def _part(text: str, figure: Figure) -> Part:
    before = text[max(0, figure.begins - 5):figure.begins]
    money = _CURRENCY.search(before)
    begins = figure.begins - (len(before) - money.start() if money else 0)
    unit = _AFTER.match(text, figure.ends)
    if money:
        scale = re.compile(rf"[\s-]*(?:{SCALE_WORDS}|m)\b", re.IGNORECASE).match(text, figure.ends)
        return Part(figure, "" if money.lastgroup == "other" else money.lastgroup or "", begins,
                     scale.end() if scale and figure.scale > 1 else figure.ends)
    if figure.share:
        lead = _SHARE_LEAD.search(text[max(0, figure.begins - 4):figure.begins])
        begins = figure.begins - (len(lead[0]) if lead else 0)
        before = text[max(0, begins - _LOOK_BACK):begins]
        is_share = not _ORDINAL.search(before) and (
            _SHARE_OF.match(text, figure.ends) or _SHARE_BY.search(before))
        return Part(figure, "share" if is_share else "", begins, figure.ends)
    if unit is None:
        return Part(figure, "", begins, figure.ends)
    return Part(figure, _GROUPS[unit.lastgroup or ""], begins, unit.end())


def _joined(text: str, low: Part, high: Part) -> Literal["", "range", "change"]:
    """Returns whether two figures are the ends of a range, or what was and what is."""
    if not high.measure or low.measure not in ("", high.measure) or high.begins < low.ends:
        return ""
    between = text[low.ends if low.measure else low.figure.ends:high.begins]
    between = re.sub(rf"^[\s-]*(?:{SCALE_WORDS})\b", "", between, flags=re.IGNORECASE)
    between = re.sub(r"^\s*(?:annually|a year|per year)", "", between)
    if not RANGE_JOINS.fullmatch(between) or (high.measure == "gauge" and "or" in between):
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


def _quantity(text: str, low: Part, high: Part | None, *, was: bool = False) -> Quantity:
    last = high or low
    hedges, begins, ends = _hedged(text, low.begins, last.ends)
    rate: Rate = ""
    rate_begins = begins
    unit_end = last.ends
    if last.measure in RATED:
        rate, rate_begins, ends = _rate(text, begins, last.figure.ends, ends)
        if low.lender and not rate and MODAL.search(text, low.lender[1], low.begins):
            rate = _rate(text, *low.lender, low.lender[1])[0]
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
    lend_to_lists(text, parts)
    pairs: dict[int, str] = {at: join for at, (low, high) in enumerate(pairwise(parts))
                             if (join := _joined(text, low, high))}
    before: Quantity | None = None
    for quantity in _in_order(text, parts, pairs):
        before = _rated_as(text, before, quantity) if before else quantity
        yield before


def _rated_as(text: str, before: Quantity, quantity: Quantity) -> Quantity:
    """Returns a quantity with the rate of the one before it, where it is what that can become.

    As in `3 bcm a year; with a compressor, this would become 5 bcm`.
    """
    between = text[before.ends:quantity.figure]
    if (quantity.rate or not before.rate or quantity.lent or quantity.measure != before.measure
            or re.search(r"[.!?]\s", between) or not _BECOMES.search(between)):
        return quantity
    return replace(quantity, rate=before.rate, begins=before.begins, lent=True,
                   rate_begins=before.rate_begins, ends=quantity.ends_unit)


def _in_order(text: str, parts: Sequence[Part], pairs: dict[int, str]) -> Iterator[Quantity]:
    at = 0
    while at < len(parts):
        part, join = parts[at], pairs.get(at)
        if not join and (low := bare_range(text, parts, at)):
            yield _quantity(text, low, replace(parts[at + 1], measure=low.measure))
            at += 2
            continue
        if not part.measure and not join and (
                whole := whole_of(text, part, neighbours(parts, at))):
            scale = SCALE_AFTER.match(text, part.figure.ends)
            part = Part(part.figure, whole.measure, part.begins,
                         scale.end() if scale else part.ends, (whole.begins, whole.ends))
        if join == "range":
            yield _quantity(text, part, parts[at + 1])
            at += 2
            continue
        if join == "change":
            after = parts[at + 1]
            yield _quantity(text, Part(part.figure, after.measure, part.begins, after.ends), None,
                            was=True)
        elif part.measure:
            yield _quantity(text, part, None)
        at += 1

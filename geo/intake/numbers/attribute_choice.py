"""Which attribute a quantity may be a claim of, by its unit and the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from geo.intake.numbers import attribute_words as words
from geo.intake.numbers.printed_quantities import Quantity


@dataclass(frozen=True, slots=True)
class Choice:
    """An attribute with the unit and the values that a claim of it would have, and why."""

    attribute: str
    unit: str
    value: str
    value_high: str
    why: str


def plain(number: Decimal) -> str:
    """Returns a number as the data writes it: without separators and needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_Found = tuple[str, str, str, int]
"""Attribute, unit, why, and what one of the unit is worth."""
_FAR: Final = 10_000
_LEAST_MONEY: Final = 10**5
_HALF: Final = Decimal("0.5")
_TRADED: Final = 40
_ON_THE_WAY: Final = 90
_FORTH: Final = 34
"""The number of letters behind a volume in which a word for capacity is sought."""
_FORTH_VERB_LAST: Final = 80
"""That number where the verb, and what it is said of, ends the clause."""


def distance(pattern: re.Pattern[str], text: str, quantity: Quantity) -> int:
    """Returns how many letters lie between a quantity and the nearest word of a pattern.

    A word behind counts as twice as far, a word beyond another sentence's number no less.
    """
    best = _FAR
    for match in pattern.finditer(text):
        if match.end() <= quantity.figure:
            best = min(best, quantity.figure - match.end())
        elif match.start() >= quantity.ends_unit:
            best = min(best, 2 * (match.start() - quantity.ends_unit))
        else:
            best = 0
    return best


def _near(pattern: re.Pattern[str], text: str, quantity: Quantity, most: int = 80) -> bool:
    return distance(pattern, text, quantity) <= most


def _nearer(one: re.Pattern[str], other: re.Pattern[str], text: str, quantity: Quantity) -> bool:
    return distance(one, text, quantity) <= distance(other, text, quantity)


def _flow(quantity: Quantity, text: str, *, spoken_of: bool, verb_last: bool
          ) -> tuple[str, str] | None:
    """Returns whether a volume can be or has been carried; None where it is neither.

    `spoken_of` says that the text speaks of a line, so that a volume without a verb is its own.
    """
    before = text[:quantity.figure]
    before = before[max((match.end() for match in words.CONTRAST.finditer(before)), default=0):]
    if words.SIZED.search(before) or words.SIZE_OF.match(text, quantity.ends_unit):
        return "capacity", "a terminal or a hub of that size"
    cans = [match.end() for match in words.CAN.finditer(before)]
    done = [match.end() for match in words.HAS.finditer(before)]
    end = quantity.ends_unit + (_FORTH_VERB_LAST if verb_last else _FORTH)
    behind = re.split("[,;]" if verb_last else r"[,;]|\band\b", text[quantity.ends_unit:end])[0]
    after = words.CAN.search(behind)
    if (cans and (not done or done[-1] < cans[-1])) or after:
        return "capacity", "the sentence speaks of what can be carried"
    carried = distance(words.CARRIED, text, quantity)
    if distance(words.MADE, text, quantity) < carried:
        return None
    if carried < _FAR:
        return "throughput", "the sentence speaks of what is carried"
    return ("throughput", "a volume, told of a line") if spoken_of else None


def _volume(quantity: Quantity, text: str, *, spoken_of: bool, verb_last: bool) -> _Found | None:
    chosen = _flow(quantity, text, spoken_of=spoken_of, verb_last=verb_last)
    if chosen is None:
        return None
    attribute, why = chosen
    units: dict[tuple[str, str], tuple[str, int]] = {
        ("mass", "year"): ("Mt/year", 10**6), ("mass", ""): ("Mt", 10**6),
        ("gas", "year"): ("bcm/year", 10**9), ("gas", ""): ("bcm", 10**9),
        ("some gas", "day"): ("mcm/day", 10**6), ("some gas", "year"): ("bcm/year", 10**9),
        ("some gas", ""): ("bcm", 10**9), ("oil", "day"): ("bbl/day", 1),
        ("oil", ""): ("bn bbl", 10**9), ("people", "year"): ("passengers/year", 1),
        ("people", ""): ("passengers", 1), ("containers", ""): ("TEU", 1),
        ("containers", "year"): ("TEU", 1), ("tankers", ""): ("tankers", 1)}
    if (quantity.measure, quantity.rate) not in units:
        return None
    unit, worth = units[quantity.measure, quantity.rate]
    if attribute == "capacity" and unit in ("bcm", "bn bbl", "tankers"):
        attribute, why = "throughput", f"a total in {unit} is what is carried"
    if quantity.measure == "people" and not _near(words.COUNTED, text, quantity, 120):
        return None
    if re.match(r"\s+of oil equivalent|\s+of storage", text[quantity.ends_unit:]):
        return None
    return attribute, unit, why, worth


def _length(quantity: Quantity, text: str) -> _Found | None:
    elsewhere = words.NO_LENGTH_AFTER.match(text, quantity.ends_unit) and not re.search(
        r"\bdistance\b|\bto [A-Z]", text[max(0, quantity.begins - 50):quantity.begins])
    if elsewhere or _near(words.NO_LENGTH, text, quantity, 60):
        return None
    if re.search(r"\b(?:at a distance of|within|located|lies|by)\s+(?:\w+\s+){0,2}$",
                 text[:quantity.begins], re.IGNORECASE):
        return None
    return "length", "km", "a number of kilometres", 1


def _money(quantity: Quantity, text: str) -> _Found | None:
    if words.PER.match(text, quantity.ends_unit) or quantity.low < _LEAST_MONEY:
        return None
    unit = "EUR bn" if quantity.measure == "euros" else (
        "USD bn" if quantity.low >= 10**9 else "USD million")
    worth = 10**6 if unit == "USD million" else 10**9
    before = text[:quantity.figure if quantity.lent else quantity.begins]
    clause = re.split(r"[;:]\s", before)[-1]
    up_to = text[:quantity.figure].rstrip("$\u20ac")
    if words.PROJECT.match(text, quantity.ends_unit) or words.COST_ITSELF.search(before) or (
            words.COST_ROSE.search(up_to) and words.COST.search(clause)):
        return "cost", unit, "a sum beside words for a project or for what it costs", worth
    cost, given = distance(words.COST, text, quantity), distance(words.MONEY_GIVEN, text, quantity)
    other = distance(words.OTHER_MONEY, text, quantity)
    if min(cost, given) == _FAR or other < min(cost, given) or (
            other < _TRADED and words.WORTH.search(text[:quantity.begins])):
        return None
    if given < cost or (cost < _FAR and _near(words.LENT, text, quantity, 40)):
        return "financing", unit, "the sentence speaks of money given or raised", worth
    return "cost", unit, "the sentence speaks of what it costs", worth


def _percent(quantity: Quantity, text: str) -> _Found | None:
    if _is_used(quantity, text):
        return "throughput", "percent", "the share of its capacity that is used", 1
    after = text[quantity.ends_unit:quantity.ends_unit + 24]
    is_part = re.match(r"\s+(?:of|share|stake)\b", after)
    grew = _near(words.GREW, text, quantity, 45) and not is_part
    if not is_part and _near(words.SAVED, text, quantity, 90) and (
            _near(words.SAVED_WHAT, text, quantity, 110)):
        return "time-saving", "percent", "the sentence speaks of time or cost saved", 1
    if _is_done(quantity, text, after) or words.WORK_STANDS.search(text[:quantity.begins]):
        return "progress", "percent", "the sentence speaks of work done", 1
    if grew and _near(words.SPENT, text, quantity, 60):
        return "cost-growth", "percent", "the sentence speaks of spending that rose", 1
    return _part_of_all(quantity, text, grew=grew, is_part=bool(is_part))


def _part_of_all(quantity: Quantity, text: str, *, grew: bool, is_part: bool) -> _Found | None:
    """Returns a percentage as the part of a total, unless it is of a change or of nothing."""
    if (grew or words.CHANGED_BEFORE.search(text[:quantity.begins])
            or words.CHANGED_AFTER.match(text, quantity.ends_unit)
            or _near(words.NO_SHARE, text, quantity, 60)
            or words.DENIED.search(text[:quantity.begins])):
        return None
    if is_part or words.SHARED_OUT.match(text, quantity.ends_unit) or _near(
            words.SHARED, text, quantity, 160 if quantity.lent else 60):
        return "share", "percent", "a part of a total", 1
    return None


def _is_used(quantity: Quantity, text: str) -> bool:
    """Checks whether a part is that of a capacity which is used."""
    return bool(words.USED_BEFORE.search(text[:quantity.begins])
                or words.USED_AFTER.match(text, quantity.ends_unit))


def _is_done(quantity: Quantity, text: str, after: str) -> bool:
    """Checks whether a percentage is of work done rather than a part of a total."""
    if re.match(r"\s+(?:share|stake)", after) or _near(words.GREW, text, quantity, 30):
        return False
    is_said = words.DONE_AFTER.match(after)
    return bool(_near(words.DONE, text, quantity, 60) and (
        is_said or _nearer(words.DONE, words.SHARED, text, quantity)))


def _share(quantity: Quantity, text: str) -> _Found | None:
    if quantity.low == _HALF and words.OF_THE_TIME.match(text, quantity.ends_unit):
        return "time-saving", "fraction", "half of the time on the way", 1
    if _near(words.SAVED, text, quantity, 140) and (
            _near(words.SAVED_WHAT, text, quantity, 140)) and re.search(
                r"\bby\s+(?:\w+\s+)?$", text[:quantity.begins], re.IGNORECASE):
        return "time-saving", "fraction", "the sentence speaks of time or cost saved", 1
    if _is_used(quantity, text):
        return "throughput", "percent", "the share of its capacity that is used", 1
    if words.OF_WORK.match(text, quantity.ends_unit) and (
            _near(words.DONE_SO_FAR, text, quantity, 120)):
        return "progress", "percent", "the sentence speaks of work done", 1
    if _near(words.SHARED, text, quantity, 60) and not (
            _near(words.NO_SHARE, text, quantity, 60)
            or words.CHANGED_BEFORE.search(text[:quantity.begins])):
        return "share", "percent", "a part of a total", 1
    return None


def _days(quantity: Quantity, text: str) -> _Found | None:
    way = distance(words.ON_THE_WAY, text, quantity)
    if words.OFF.match(text, quantity.ends_unit) or (
            words.CHANGED_BEFORE.search(text[:quantity.begins])):
        return None
    if way > _ON_THE_WAY or distance(words.OTHER_DAYS, text, quantity) < min(30, way):
        return None
    return "transit-time", "days", "days on the way", 1


def _years(quantity: Quantity, text: str) -> _Found | None:
    before, after = text[:quantity.begins], text[quantity.ends_unit:]
    is_span = words.WITHIN.search(text[:quantity.figure]) and not (
        re.match(r"\s+(?:of|after|before|ago)\b", after))
    if is_span and _near(words.READY, text, quantity, 120):
        return "completion", "years", "years until it is ready", 1
    if words.TERM_AFTER.match(text, quantity.ends_unit) or (
            words.TERM_BEFORE.search(before) and _near(words.TERM, text, quantity, 90)):
        return "term", "years", "years of an arrangement", 1
    return None


def _gauge(quantity: Quantity, text: str) -> _Found | None:
    if Decimal(600) <= quantity.low <= Decimal(1700) and (
            _near(words.GAUGE, text, quantity, 90)) and not _near(words.WIDE, text, quantity, 30):
        return "gauge", "mm", "millimetres between rails", 1
    return None


def _power(quantity: Quantity, text: str) -> _Found | None:
    if not words.MADE_POWER.search(text) and _near(words.CARRYING, text, quantity, 60):
        return "capacity", "MW", "power that a line can carry", 1
    if _nearer(words.WIRED, words.MADE_POWER, text, quantity) and (
            _near(words.WIRED, text, quantity, 120)):
        return "capacity", "MW", "power that a line can carry", 1
    return None


def _lanes(quantity: Quantity, _text: str) -> _Found | None:
    return "lanes", "count", f"a number of {quantity.measure}", 1


def _phases(quantity: Quantity, _text: str) -> _Found | None:
    return "phases", "count", f"a number of {quantity.measure}", 1


_RULES: Mapping[str, Callable[[Quantity, str], _Found | None]] = MappingProxyType({
    "distance": _length, "euros": _money, "dollars": _money, "percent": _percent, "share": _share,
    "days": _days, "years": _years, "gauge": _gauge, "power": _power,
    "lanes": _lanes, "phases": _phases})


def choose(quantity: Quantity, text: str, *, spoken_of: bool, verb_last: bool = False
           ) -> Choice | None:
    """Returns what claim a quantity of a sentence may be; None where it is of nothing we ask.

    `spoken_of` says whether the text speaks of a line or of traffic, `verb_last` that its language
    has the verb at the end.
    """
    rule = _RULES.get(quantity.measure)
    found = rule(quantity, text) if rule else _volume(
        quantity, text, spoken_of=spoken_of, verb_last=verb_last)
    if found is None:
        return None
    attribute, unit, why, worth = found
    times = 100 if quantity.measure == "share" and unit == "percent" else 1
    low, high = ("" if number is None else plain(number * times / worth)
                 for number in (quantity.low, quantity.high))
    return Choice(attribute, unit, low, high, why)

"""Values in words: how a claim, a date or a range is written for a reader."""

from __future__ import annotations

from decimal import Decimal

from geo.attributes import ATTRIBUTES
from geo.records import Fact, Route, Source
from geo.schema import MODE_WORDS, OVERLAY, QUALIFIERS, STATUSES

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December")
_UNITS = {
    "Mt": "million tonnes", "Mt/year": "million tonnes a year",
    "bcm": "billion m³", "bcm/year": "billion m³ a year", "mcm/day": "million m³ a day",
    "bbl/day": "barrels a day", "bn bbl": "billion barrels",
    "passengers/year": "passengers a year", "percent": "%",
    "EUR bn": "billion euros", "USD bn": "billion US dollars",
    "USD million": "million US dollars", "count": "", "fraction": "of the whole",
}


STATUS_WORDS = {**STATUSES, "not-stated": "Status not stated"}
"""The six statuses and their absence, as a reader sees them."""


def mode_words(route: Route) -> str:
    """What moves along a route; of a reader's overlay also that the atlas has no part in it."""
    words = MODE_WORDS[route.mode]
    is_own = route.role == OVERLAY and route.mode != OVERLAY
    return f"{MODE_WORDS[OVERLAY]} ({words.lower()})" if is_own else words


def number_words(number: Decimal) -> str:
    """1768 → `1,768`; 2.4 → `2.4`. Never rounds."""
    return f"{number:,f}"


def km_words(km: float) -> str:
    """Drawn kilometres to the whole one: 1767.6 → `1,768`."""
    return f"{km:,.0f}"


def date_words(text: str) -> str:
    """2026-03 → `March 2026`; years stay years, without separators."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def _range(low: str, high: str) -> str:
    return f"{low}\N{EN DASH}{high}" if high else low


def value_words(fact: Fact) -> str:
    """The value of a claim with its unit and hedge: `about 4.6 billion barrels`."""
    attribute = ATTRIBUTES[fact.attribute]
    if attribute.kind == "code":
        return (attribute.codes or {}).get(fact.value, fact.value)
    if attribute.kind == "text":
        return fact.value
    if fact.unit == "date":
        low, high = date_words(fact.value), date_words(fact.value_high) if fact.value_high else ""
        value = f"{low} to {high}" if high else low
    else:
        value = _range(number_words(Decimal(fact.value)),
                       number_words(Decimal(fact.value_high)) if fact.value_high else "")
        unit = _UNITS.get(fact.unit, fact.unit)
        value = f"{value}\N{NO-BREAK SPACE}{unit}" if unit else value
        if attribute.kind == "date" and fact.unit == "years":
            value = f"{value} from {date_words(fact.as_of)}"
    ordered = sorted(fact.qualifier, key=lambda word: word not in ("potential", "designed"))
    hedges = " ".join(QUALIFIERS[word] for word in ordered if QUALIFIERS.get(word))
    return f"{hedges} {value}" if hedges else value


def qualifier_words(fact: Fact) -> str:
    """The role of an actor in words; blank for numbers, whose hedge stands in the value."""
    attribute = ATTRIBUTES[fact.attribute]
    if attribute.kind != "text":
        return ""
    return ", ".join(attribute.qualifiers.get(word, word) for word in fact.qualifier)


def who_words(source: Source) -> str:
    """Whose claim it is, in brief: one author, else the publisher."""
    return source.author if source.author and ";" not in source.author else source.publisher


def source_words(source: Source) -> str:
    """Author, title, publisher and date as a citation begins."""
    who = f"{source.author}, " if source.author else ""
    return f"{who}{source.title}, {source.publisher}, {date_words(source.published)}"


def lines_words(lines: str) -> str:
    """2271-2272 → `lines 2271-2272`; 2271-2271 → `line 2271`; blank for a reference."""
    if not lines:
        return ""
    first, last = lines.split("-")
    return f"line {first}" if first == last else f"lines {lines}"


def citation_words(source: Source, section: str, lines: str) -> str:
    """A whole citation: source, document or address, section, and lines where there are any."""
    part = f", “{section}”" if section else ""
    where = f", {lines_words(lines)}" if lines else ""
    return f"{source_words(source)}. {source.document}{part}{where}"

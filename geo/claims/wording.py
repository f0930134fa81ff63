"""Values in words: how a claim, a date or a range is written for a reader."""

from __future__ import annotations

from decimal import Decimal

from geo.claims.dates import date_words, event_words
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Route, Source
from geo.data.schema import MODE_WORDS, OVERLAY, QUALIFIERS, STATUSES
from geo.data.spans import span

__all__ = [
    "STATUS_WORDS",
    "citation_words",
    "covered_words",
    "date_words",
    "inner_words",
    "km_words",
    "lines_words",
    "located_words",
    "mode_words",
    "note_words",
    "number_words",
    "part_words",
    "period_words",
    "qualifier_words",
    "scoped_words",
    "source_words",
    "unit_words",
    "value_words",
    "who_words",
]

_UNITS = {
    "Mt": "million tonnes", "Mt/year": "million tonnes a year",
    "bcm": "billion m³", "bcm/year": "billion m³ a year", "mcm/day": "million m³ a day",
    "bbl/day": "barrels a day", "bn bbl": "billion barrels",
    "passengers/year": "passengers a year", "percent": "%",
    "EUR bn": "billion euros", "USD bn": "billion US dollars",
    "USD million": "million US dollars", "count": "", "fraction": "of the whole",
}


_SMALLER = {
    "Mt": ("tonnes", 6), "Mt/year": ("tonnes a year", 6),
    "bcm": ("million m³", 3), "bcm/year": ("million m³ a year", 3),
    "bn bbl": ("million barrels", 3),
    "EUR bn": ("million euros", 3), "USD bn": ("million US dollars", 3),
}
"""The words for amounts of less than one unit, and by how many places they are larger."""

STATUS_WORDS = {**STATUSES, "not-stated": "Status not stated"}
"""The six statuses and their absence, as a reader sees them."""


def mode_words(route: Route) -> str:
    """Returns what moves along a route; for an overlay also that it is not part of the atlas."""
    words = MODE_WORDS[route.mode]
    is_own = route.role == OVERLAY and route.mode != OVERLAY
    return f"{MODE_WORDS[OVERLAY]} ({words.lower()})" if is_own else words


def number_words(number: Decimal) -> str:
    """Returns a number with separators, never rounded: 1768 → `1,768`; 2.4 → `2.4`."""
    return f"{number:,f}"


def km_words(km: float) -> str:
    """Returns drawn kilometres, rounded to whole ones: 1767.6 → `1,768`."""
    return f"{km:,.0f}"


def unit_words(unit: str) -> str:
    """Returns a unit as a reader sees it: `Mt` → `million tonnes`; `TEU` stays as it is."""
    return _UNITS.get(unit, unit)


def _amount(claim: Claim) -> tuple[str, str]:
    """Returns a number or a range, and its unit: 0.206434 billion barrels are 206.434 million."""
    numbers = [Decimal(text) for text in (claim.value, claim.value_high) if text]
    unit, places = _SMALLER.get(claim.unit, ("", 0))
    if places and all(0 < number < 1 for number in numbers):
        numbers = [number.scaleb(places) for number in numbers]
    else:
        unit = unit_words(claim.unit)
    return "\N{EN DASH}".join(map(number_words, numbers)), unit


_HOW_FIRM = ("potential", "designed", "forecast", "target")
"""The qualifiers that stand before others: `forecast about 500`."""


def value_words(claim: Claim) -> str:
    """Returns the value of a claim with its unit and hedge: `about 4.6 billion barrels`.

    Dates are in their printed words, see `geo.claims.dates`. Nothing here says that a claim is
    about a part only: `scoped_words` does.
    """
    attribute = ATTRIBUTES[claim.attribute]
    if attribute.kind == "code":
        return (attribute.codes or {}).get(claim.value, claim.value)
    if attribute.kind == "text":
        return claim.value
    if attribute.kind == "date":
        return event_words(claim)
    value, unit = _amount(claim)
    value = f"{value}\N{NO-BREAK SPACE}{unit}" if unit else value
    ordered = sorted(claim.qualifier, key=lambda word: word not in _HOW_FIRM)
    hedges = " ".join(QUALIFIERS[word] for word in ordered if QUALIFIERS.get(word))
    return f"{hedges} {value}" if hedges else value


def inner_words(claim: Claim) -> str:
    """Returns the value of a claim inside a sentence: a status begins in lower case."""
    words = value_words(claim)
    return words.lower() if ATTRIBUTES[claim.attribute].kind == "code" else words


def part_words(claim: Claim) -> str:
    """Returns what a claim covers: `part: the new track`, of the whole its ends: `to London`.

    Blank where the whole is meant and no ends are named.
    """
    return f"{claim.scope}: {claim.scope_words}" if claim.partial else claim.scope_words


def period_words(claim: Claim) -> str:
    """Returns the time that a number counts: `June 2006 to June 2025`; blank where none is said."""
    first, last = claim.period_ends
    if first != last:
        return f"{date_words(first) if first else 'up'} to {date_words(last)}"
    return date_words(last) if last else ""


def covered_words(claim: Claim) -> str:
    """Returns what a value covers: its part, and the time it counts; blank for a whole without."""
    return "; ".join(filter(None, (part_words(claim), period_words(claim))))


def note_words(claim: Claim) -> str:
    """Returns all that limits a claim: its part, the period it counts, and the curator's note."""
    period = period_words(claim)
    return "; ".join(filter(None, (
        part_words(claim), f"counts {period}" if period else "", claim.note)))


def scoped_words(claim: Claim) -> str:
    """Returns the value of a claim, and what it covers where that is not the whole."""
    part = part_words(claim)
    return f"{value_words(claim)} ({part})" if part else value_words(claim)


def qualifier_words(claim: Claim) -> str:
    """Returns the role of an actor in words; blank for numbers, whose value holds the hedge."""
    attribute = ATTRIBUTES[claim.attribute]
    if attribute.kind != "text":
        return ""
    return ", ".join(attribute.qualifiers.get(word, word) for word in claim.qualifier)


def who_words(source: Source) -> str:
    """Returns whose claim it is, in brief: one author, else the publisher."""
    return source.author if source.author and ";" not in source.author else source.publisher


def source_words(source: Source) -> str:
    """Returns author, title, publisher and date as a citation begins."""
    author = f"{source.author}, " if source.author else ""
    return f"{author}{source.title}, {source.publisher}, {date_words(source.published)}"


def lines_words(lines: str) -> str:
    """Returns 2271-2272 → `lines 2271-2272`; 2271-2271 → `line 2271`; blank for a reference."""
    if not lines:
        return ""
    first, last = span(lines)
    return f"line {first}" if first == last else f"lines {lines}"


def citation_words(source: Source, section: str, lines: str) -> str:
    """Returns a whole citation: the source with its address if any, a section, and lines if any.

    The name of a document's file is no part of it: a reader knows the document by its title.
    """
    section_words = f"“{section}”" if section else ""
    return ", ".join(filter(None, (
        located_words(source), section_words, lines_words(lines))))


def located_words(source: Source) -> str:
    """Returns author, title, publisher and date, and the address of a public page."""
    return ". ".join(filter(None, (source_words(source), source.address)))

"""Printed figures: checks that a value is the number its words say, in the unit they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from geo.claims.dates import MONTHS, PARTS, relative_years, says_by
from geo.claims.other_languages import readings
from geo.data.attributes import ATTRIBUTES
from geo.data.errors import quoted
from geo.data.records import Claim
from geo.data.schema import QUALIFIERS

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
         "nine": 9}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}
_WORDS = {**{f"{ten}{join}{one}": tens + ones for ten, tens in _TENS.items()
             for one, ones in _ONES.items() for join in "- "},
          **_ONES, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
          "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, **_TENS,
          "hundred": 100}
_FIFTHS = {"two": "0.4", "three": "0.6", "four": "0.8"}
_SHARES = {**{f"two{join}thirds": Decimal("0.67") for join in "- "},
           **{f"three{join}quarters": Decimal("0.75") for join in "- "},
           **{f"{count}{join}fifths": Decimal(part) for count, part in _FIFTHS.items()
              for join in "- "},
           **{f"one{join}fifth": Decimal("0.2") for join in "- "},
           "half": Decimal("0.5"), "third": Decimal("0.33"), "quarter": Decimal("0.25")}
_BEFORE_SCALE = {f"half{join}a": Decimal("0.5") for join in " -"} | {"a": Decimal(1)}
"""Words that are a number before the word of its scale alone: `half a million`, `a billion`."""
_SCALES = {"thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6, "billion": 10**9,
           "bn": 10**9, "bln": 10**9, "trillion": 10**12, "bcm": 10**9, "bcma": 10**9,
           "mcm": 10**6, "mtpa": 10**6,
           "mt": 10**6, "gw": 10**3, "gigawatt": 10**3, "gigawatts": 10**3, "m": 10**6}
_MILLION = r"(?:(?<=[$€£]\d)|(?<=[$€£]\d[\d.])|(?<=[$€£][\d.]{3})|(?<=[$€£][\d.]{4}))m\b"
"""`m` after an amount of money; before tons, barrels and the like it is a million too."""
SCALE_WORDS: Final = "|".join((*(word for word in _SCALES if word not in ("m", "mt")), r"(?-i:Mt)",
                                r"mt(?=\s?(?:a|per|/)\s?(?:year|annum|y)\b)",
                         r"m(?=\s(?:(?:metric\s)?ton|barrel|passenger|teu|b/?pd))"))
_NUMBER = re.compile(
    rf"(?<!of )\b(?P<before>{'|'.join(_BEFORE_SCALE)})(?=\s(?:million|billion|trillion)\b)|"
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+"
    r"|\d{1,3}(?: \d{3})+(?=\s?(?:km|mm|tons|tonnes|TEU|containers|passengers|barrels)\b)|\d+)"
    r"(?P<decimals>\.\d+)?"
    r"(?!(?!(?:k?ms?|mm|bcma?|b?ln|[bm]n|mln|mtpa|(?-i:Mt)|[gm]w|m)\b)\w|[.,]\d)|\b(?P<word>"
    + "|".join((*_SHARES, *_WORDS)) + r")s?\b", re.IGNORECASE)
# A scale word after a range belongs to both ends: `between 8 and 15 million tons`.
_SCALE = re.compile(rf"(?:\s*(?:and|to|or|-|\u2013)\s*(?:[\d.,]+|(?:{'|'.join(_WORDS)})\b))?"
                    rf"(?:[\s-]*({SCALE_WORDS})\b|{_MILLION})", re.IGNORECASE)

_PARTING = re.compile(r"[^\d.]")
"""What parts thousands: a comma or, in trade journals, a space (`1 520 mm`)."""

YEARLY: Final = (r"\b(?:annually|annual|yearly|per annum)\b|\bp\.a\.|"
                 r"(?:\b(?:per|an?|each|every)\s*|/\s*)year\b"
                 r"(?! (?:earlier|ago|before|later|1[34]\d\d))|"
                 r"\b(?:bcma|mtpa|tpa)\b|(?:bcm|Mt)/(?:a|y|yr)\b")
DAILY: Final = r"\bdaily\b|(?:per|a|/|each|every)\s*day\b|\bb/?p?d\b"
"""Words that make a number one per year, or per day."""
_RATE = re.compile(f"{YEARLY}|{DAILY}", re.IGNORECASE)
HEDGES: Mapping[str, str] = MappingProxyType({
    "more-than": r"(?<!no )(?<!turned )(?<!handed )(?<!took )\b(?:more than|over|above|"
                 r"(?<!not )exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|in excess of|upwards of)|>",
    "at-least": r"\b(?:at least|no (?:less|fewer) than|not less than|a minimum of)|≥",
    "up-to": r"\b(?:up to|as (?:much|many) as|no more than|at most|a maximum of|"
             r"not exceed(?:ing)?|(?<!no )(?<!not )(?:less|fewer) than)|≤",
    "about": r"\b(?:about|around|approximately|roughly|circa|some|nearly|almost|an estimated|"
             r"close to|just under|(?:in|of) the (?:region|order|neighbou?rhood) of|"
             r"in the vicinity of|more or less|give or take)|≈"})
"""Words right before a number, and the qualifier that they call for."""
_MORE_HEDGES: Mapping[str, str] = MappingProxyType({
    "more-than": r"\b(?:exceed|surpass|beyond|greater|higher|longer|larger|or more|plus|"
                 r"more)|\+",
    "at-least": r"\b(?:or more|minimum|least|(?:less|fewer) than)|\+",
    "up-to": r"\b(?:within|maximum|most|much as|many as|peak|less than|under|below|"
             r"to reach|reach)",
    "about": r"\b(?:between|estimate|late|early|mid|or so|ish|approx|ca\b|order of|averag|"
             r"one-|just (?:over|under)|or)|~|±|\d\s*[-\u2013]\s*\d"})
"""Words anywhere in what is printed that also justify a qualifier."""
RANGE_JOINS: Final = re.compile(
    r"\s*(?:%|percent|per cent)?\s*(?:-|\u2013|\bto\b|\band\b|\bor\b)\s*[€$]?\s*",
    re.IGNORECASE)
"""What stands between the two ends of a range."""
_CUBIC = r"(?:cubic met(?:er|re)s?|cu\.? ?m\b|cbm\b|m3\b|m\u00b3)"
MEASURES: Mapping[str, str] = MappingProxyType({
    "distance": r"(?<![a-z])kms?\b|kilomet(?:er|re)s?",
    "mass": r"\btons?\b|\btonnes?\b|(?-i:\bMt\b|(?<=\d)Mt\b)|"
            r"(?<![a-z])mt(?=\s?(?:a|per|/)\s?(?:year|annum|y)\b)|"
            r"(?:(?<=million )|(?<=mln )|(?<=mn )|(?<=thousand ))t\b|(?<![a-z])mtpa\b|\btpa\b",
    "gas": rf"(?<![a-z])bcma?\b|(?<![a-z])(?:billion|bn|bln|trillion) {_CUBIC}",
    "some gas": rf"(?<![a-z])mcm\b|(?<![a-z])(?:million|mln|mn) {_CUBIC}",
    "containers": r"(?<![a-z])TEUs?\b|\btwenty-foot equivalent",
    "power": r"(?<![a-z])[MG]W\b|[mg]egawatt|gigawatt",
    "oil": r"\bbarrels?\b|\bb/?p?d\b|\bbpd\b", "people": r"\bpassengers?\b",
    "tankers": r"\btankers?\b", "days": r"\bdays?\b", "years": r"\byears?\b",
    "lanes": r"\blanes?\b", "phases": r"\b(?:phases?|stages?)\b", "sections": r"\bsections?\b",
    "percent": r"%|\bper\s?cent\b", "share": r"\bhalf\b|\bthirds?\b|\bquarters?\b|\bfifths?\b",
    "euros": r"€|\beuros?\b|\bEUR\b", "dollars": r"\$|\bdollars?\b|\bUSD\b",
    "gauge": r"(?<![a-z])mm\b|millimet(?:er|re)s?"})
"""What can be measured, and the words that name its unit."""


def _measure(*names: str) -> str:
    return "|".join(MEASURES[name] for name in names)


_UNITS: Mapping[str, tuple[int, str]] = MappingProxyType({
    # unit: what one of it is worth, and the words that must be printed for it
    "km": (1, _measure("distance")), "Mt": (10**6, _measure("mass")),
    "Mt/year": (10**6, _measure("mass")), "bcm": (10**9, _measure("gas", "some gas")),
    "bcm/year": (10**9, _measure("gas", "some gas")), "mcm/day": (10**6, _measure("some gas")),
    "TEU": (1, _measure("containers")), "MW": (1, _measure("power")),
    "bbl/day": (1, _measure("oil")), "bn bbl": (10**9, _measure("oil")),
    "passengers": (1, _measure("people")), "passengers/year": (1, _measure("people")),
    "tankers": (1, _measure("tankers")), "days": (1, _measure("days")),
    "years": (1, _measure("years")), "lanes": (1, _measure("lanes")),
    "count": (1, _measure("lanes", "phases", "sections")),
    "percent": (1, _measure("percent", "share")), "fraction": (1, _measure("share")),
    "EUR bn": (10**9, _measure("euros")), "USD bn": (10**9, _measure("dollars")),
    "USD million": (10**6, _measure("dollars")), "mm": (1, _measure("gauge")),
})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, and where in the text it begins and ends; `scale` is its word's.

    It ends before the word of its scale.
    """

    number: Decimal
    scale: int
    begins: int
    ends: int
    share: bool
    in_words: bool


def figures_in(text: str) -> Iterator[Figure]:
    """Yields every number of a text, in its order."""
    for match in _NUMBER.finditer(text):
        digits, decimals, word = match["digits"], match["decimals"], match["word"]
        plain = (word or "").lower()
        before = (match["before"] or "").lower()
        number = (_BEFORE_SCALE[before] if before else
                  _SHARES.get(plain) or Decimal(_WORDS[plain]) if word else
                  Decimal(_PARTING.sub("", digits) + (decimals or "")))
        scale = _SCALE.match(text, match.end())
        yield Figure(number, _SCALES[(scale[1] or "m").lower()] if scale else 1, match.start(),
                     match.end(), plain in _SHARES, in_words=bool(word or before))


_GLUED = re.compile(r"(USD|EUR|US\$|\$US|GEL)(?=\d)")


def _plain(printed: str) -> str:
    return _GLUED.sub(r"\1 ", unquote(printed)).replace("\N{MIDDLE DOT}", ".")


def read_numbers(printed: str) -> set[Decimal]:
    """Returns every number in the words: `three million` is 3,000,000, `half` is 0.5."""
    figures = list(figures_in(_plain(printed)))
    return {figure.number for figure in figures} | {
        figure.number * figure.scale for figure in figures
    }


_MEASURED = re.compile(r"(?:(?:more|of|per|the|a|last|next)\s+)*(?:" + "|".join(
    words for _, words in _UNITS.values()) + r")", re.IGNORECASE)


def measured_in_words(text: str) -> Iterator[Decimal]:
    """Yields the numbers written in words that measure something, multiplied out.

    `one million barrels` and `five years` are two; the counts of `one report says` and `three
    pipelines` are none.
    """
    for figure in figures_in(text):
        if not figure.in_words:
            continue
        if figure.scale > 1:
            yield figure.number * figure.scale
        elif not figure.share and _MEASURED.match(text[figure.ends:].lstrip(" -\u00a0")):
            yield figure.number


def held_in_words(claim: Claim) -> set[Decimal]:
    """Returns the numbers of a claim, scaled by its unit, and those in its printed words."""
    worth = _UNITS[claim.unit][0] if claim.unit in _UNITS else 1
    numbers = {number for cell in (claim.value, claim.value_high) for number in read_numbers(cell)}
    return {*numbers, *(number * worth for number in numbers), *read_numbers(claim.printed)}


def matching_figures(value: Decimal, unit: str, figures: Iterable[Figure]) -> list[Figure]:
    """Returns the figures that say a value: a number with a scale is never taken without it."""
    worth = _UNITS[unit][0]
    return [figure for figure in figures if value * worth == figure.number * figure.scale
            or (unit == "percent" and figure.share and value == figure.number * 100)]


def _listed(printed: str) -> str:
    numbers = ", ".join(f"{number:,f}" for number in sorted(read_numbers(printed)))
    return f"it says {numbers}" if numbers else "no number stands in it"


def number_faults(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with a number against its printed words, as (column, words)."""
    if claim.unit not in _UNITS:
        yield "unit", f"no rule says how {claim.unit!r} is printed"
        return
    text = _plain(claim.printed)
    figures = list(figures_in(text))
    for column, cell in (("value", claim.value), ("value_high", claim.value_high)):
        if cell and not matching_figures(Decimal(cell), claim.unit, figures):
            yield (
                column,
                (
                    f"{cell} {claim.unit} is not a number that {quoted(claim.printed)} says: "
                    f"{_listed(claim.printed)}; mend the value, or print the words with it"
                ),
            )
    yield from _unit_faults(claim, text)
    yield from _hedge_faults(claim, text, figures)


def _unit_faults(claim: Claim, text: str) -> Iterator[tuple[str, str]]:
    if not re.search(_UNITS[claim.unit][1], text, re.IGNORECASE):
        yield "unit", (f"{quoted(claim.printed)} does not name the unit {claim.unit!r}; print the "
                       "number with its unit")
    if claim.unit in ("years", "days"):
        return
    rate = "/year" in claim.unit or "/day" in claim.unit
    pattern = YEARLY if "/year" in claim.unit else DAILY
    if rate and not re.search(pattern, text, re.IGNORECASE):
        yield "unit", (f"{quoted(claim.printed)} does not say that it is per "
                       f"{claim.unit.split('/')[1]}")
    if not rate and _RATE.search(text):
        yield "unit", f"{quoted(claim.printed)} is a rate and {claim.unit!r} is not"


def _hedge_faults(claim: Claim, text: str, figures: list[Figure]) -> Iterator[tuple[str, str]]:
    """Yields where hedging words before a number and its qualifier do not agree.

    Only words that leave no doubt count: `more than 70 km` is not exact, and where nothing says
    `more than`, more-than is not what the document says.
    """
    matching = matching_figures(Decimal(claim.value), claim.unit, figures)
    hedges = {word for figure in matching for word, pattern in HEDGES.items()
              if re.search(rf"(?:{pattern})[\s~€$£]*$", text[:figure.begins], re.IGNORECASE)}
    is_single = len(matching) == 1
    for word in sorted(hedges - set(claim.qualifier)) if is_single else ():
        yield "qualifier", f"{quoted(claim.printed)} hedges the number; say {word!r}"
    for word in claim.qualifier:
        if word in HEDGES and claim.unit != "years" and not re.search(
                f"{HEDGES[word]}|{_MORE_HEDGES[word]}", text, re.IGNORECASE):
            yield "qualifier", (f"{quoted(claim.printed)} does not say {QUALIFIERS[word]!r}; "
                                "print the words that do, or mend the qualifier")


def _readings(printed: str, years: set[str]) -> set[tuple[str, str]]:
    """Returns dates the words may mean, as (first, last) in YYYY[-MM[-DD]]; last may be ''."""
    text = printed.lower()
    readings = {(year, "") for year in years}
    for part_words, (first_month, last_month) in PARTS.items():
        if re.search(rf"\b{part_words}\b", text):
            readings |= {(f"{year}-{first_month}", f"{year}-{last_month}") for year in years}
    for number, month in enumerate(map(str.lower, MONTHS), 1):
        if re.search(rf"\b{month}\b", text):
            for year in years:
                readings.add((f"{year}-{number:02}", ""))
                days = (re.findall(rf"\b{month} (\d{{1,2}})(?:st|nd|rd|th)?\b", text)
                        + re.findall(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {month}\b", text))
                readings |= {(f"{year}-{number:02}-{int(day):02}", "") for day in days}
    return readings


def _next_year(claim: Claim, published: str) -> set[str]:
    """Returns the year after the source's, where a month to come is earlier than the source's."""
    is_ahead = not {"forecast", "target"}.isdisjoint(claim.qualifier)
    return {f"{int(published[:4]) + 1}"} if (
        is_ahead and len(published) > 4 and claim.value[5:7] < published[5:7]) else set()


def date_faults(claim: Claim, published: str) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with a date against its printed words.

    The year is the one printed; where none is printed, that of the claim or of the source, or the
    next one for a month to come.
    """
    years = set(re.findall(r"\b(?:19|20)\d\d\b", claim.printed)) or (
        {claim.as_of[:4], published[:4]} | relative_years(claim.printed, published)
        | _next_year(claim, published))
    if (claim.value, claim.value_high) not in _readings(claim.printed, years):
        value = claim.value + (f"..{claim.value_high}" if claim.value_high else "")
        yield "value", (f"{value} is not a date that {quoted(claim.printed)} says; mend the value, "
                        "or print the words with the date")
    if says_by(claim.printed) != ("by" in claim.qualifier):
        yield "qualifier", (f"{quoted(claim.printed)} gives the date as the latest; say 'by'"
                            if says_by(claim.printed) else
                            f"{quoted(claim.printed)} does not say 'by' before a date")


def value_faults(claim: Claim, published: str) -> Iterator[tuple[str, str]]:
    """Yields what is wrong with a claim's value, unit, qualifier and date against its words.

    `published` is the date of the source. Text and codes carry no number that could be wrong. Words
    in another language are read in English; where a point may part thousands, either reading will
    do.
    """
    kind = ATTRIBUTES[claim.attribute].kind
    read = [replace(claim, printed=text) for text in readings(claim.printed)]
    if kind == "number" or (kind == "date" and claim.unit != "date"):
        yield from min((list(number_faults(each)) for each in read), key=len)
    elif kind == "date":
        yield from min((list(date_faults(each, published)) for each in read), key=len)
    if claim.as_of[:len(published)] > published[:len(claim.as_of)]:
        yield "as_of", (f"{claim.as_of} is later than the source, published {published}; nobody "
                        "claims what comes later")

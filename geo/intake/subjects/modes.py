"""Modes that words, units and attributes speak of: a gas unit is not said of a railway."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.claims.other_languages import KINDS, is_foreign
from geo.data.attributes import ATTRIBUTES

ANY: Final = frozenset(("rail", "road", "multimodal", "sea", "oil", "gas", "power", "digital"))
_TRAFFIC: Final = frozenset(("rail", "road", "multimodal", "sea"))
_PIPES: Final = frozenset(("oil", "gas"))
_NOUNS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    r"rail(?:way|road)?(?: line| link| corridor| track)?s?|trains?|double-track|wagons?":
        frozenset(("rail", "multimodal")),
    r"(?:high|motor|express)ways?|roads?": frozenset(("road", "multimodal")),
    r"(?:natural )?gas pipelines?|interconnectors?": frozenset(("gas",)),
    r"(?:crude )?oil pipelines?": frozenset(("oil",)),
    r"pipelines?": _PIPES,
    r"ferr(?:y|ies)|ro-?ro|(?:sea )?crossings?|sea (?:route|link|line)s?|shipping (?:line|route)s?":
        frozenset(("sea", "multimodal")),
    r"(?:digital|fib(?:er|re)[- ]optic|data) (?:cable|line|corridor|link)s?|fib(?:er|re)":
        frozenset(("digital",)),
    r"(?:submarine|power|electric\w*|energy|transmission) (?:cable|line|corridor|link)s?|"
    r"interconnection|hvdc": frozenset(("power",)),
    r"cables?": frozenset(("power", "digital")),
    r"lines?": frozenset(("rail", "oil", "gas", "power", "digital")),
    r"corridors?|routes?|projects?|links?|passages?|connections?|systems?|networks?|schemes?|"
    r"initiatives?|ventures?|ideas?|undertakings?|sections?|segments?|stretch(?:es)?|legs?": ANY,
    r"(?:sea ?)?ports?|terminals?|harbou?rs?": frozenset(("port",)),
})
NOUN: Final = re.compile("|".join(
    rf"(?P<n{place}>\b(?:{pattern})\b)" for place, pattern in enumerate(_NOUNS)), re.IGNORECASE)
"""A word for what something is; the first of the longer ones where several fit."""
_MODES: Final = tuple(_NOUNS.values())
_OTHER_NOUN: Final = re.compile("|".join(
    rf"(?P<k{place}>(?<!\w)(?:{pattern})(?!\w))" for place, pattern in enumerate(KINDS.values())),
    re.IGNORECASE)
_UNITS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "bcm": frozenset(("gas",)), "bcm/year": frozenset(("gas",)), "mcm/day": frozenset(("gas",)),
    "bbl/day": frozenset(("oil",)), "bn bbl": frozenset(("oil",)), "MW": frozenset(("power",)),
    "mm": frozenset(("rail", "multimodal")), "TEU": _TRAFFIC | {"port"}, "tankers": _TRAFFIC,
    "passengers": _TRAFFIC | {"port"}, "passengers/year": _TRAFFIC | {"port"},
    "Mt": _TRAFFIC | {"oil", "port"}, "Mt/year": _TRAFFIC | {"oil", "port"},
})
_NOT_OF_PORTS: Final = frozenset(("gauge", "lanes", "length", "transit-time", "buyer"))


def _modes_of(word: str) -> frozenset[str]:
    match = NOUN.match(word)
    return _MODES[int((match.lastgroup or "n0")[1:])] if match else ANY


_OTHER_MODES: Final = tuple(_modes_of(english) for english in KINDS)


@lru_cache(maxsize=64)
def nouns_in(text: str) -> tuple[tuple[re.Match[str], frozenset[str]], ...]:
    """Returns the words for what something is, in any language, with the modes each may mean."""
    found = [(match, _MODES[int((match.lastgroup or "n0")[1:])]) for match in NOUN.finditer(text)]
    if is_foreign(text):
        found += [(match, _OTHER_MODES[int((match.lastgroup or "k0")[1:])])
                  for match in _OTHER_NOUN.finditer(text)]
    return tuple(sorted(found, key=lambda each: each[0].start()))


def fitting(attribute: str, unit: str) -> frozenset[str]:
    """Returns the modes of which an attribute may be said in a unit; `port` for ports."""
    every = ANY if attribute in _NOT_OF_PORTS else ANY | {"port"}
    known = ATTRIBUTES.get(attribute)
    of_attribute = frozenset(known.modes) if known and known.modes else every
    if attribute == "direction":
        of_attribute = _TRAFFIC
    return of_attribute & _UNITS.get(unit, every)


class SubjectModes:
    """The modes of each subject: a route's own, of a corridor those of its routes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        modes: dict[str, set[str]] = {}
        for entry in catalog.entries:
            if not entry.is_overlay:
                modes[entry.route_id] = {entry.route.mode}
                for corridor in entry.route.corridor_ids:
                    modes.setdefault(corridor, set()).add(entry.route.mode)
        self._modes = {subject: frozenset(found) for subject, found in modes.items()}

    def of(self, subject: str) -> frozenset[str]:
        """Returns the modes of a subject; that of a place is `port`."""
        if subject in self._catalog.places:
            return frozenset(("port",))
        return self._modes.get(subject, ANY)


_OTHER: Final = re.compile(
    r"\b(?:an?|another|the (?:[\w-]+-lane|parallel|new|old))\s(?:[\w-]+\s){0,2}?$", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"\s(?:beside|alongside|next to|parallel to|along|from|to|between)\b|"
    r"\sruns? (?:beside|along|parallel)", re.IGNORECASE)
_MOST_TO_NOUN: Final = 12
_BREAK: Final = re.compile(r"[;:.]\s|,? (?:while|but|whereas|although|though)\s")


def other_thing(text: str, begins: int, ends: int) -> tuple[int, frozenset[str]] | None:
    """Returns where words name a thing of their own, and its modes: `a highway beside it`.

    What was named before and is of another mode is not meant then. None where they name none.
    """
    for noun, modes in reversed(nouns_in(text)):
        if modes in (ANY, {"port"}) or noun.start() > ends + _MOST_TO_NOUN:
            continue
        if noun.end() <= begins and _BREAK.search(text, noun.end(), begins):
            continue
        if _OTHER.search(text, 0, noun.start()) and _BESIDE.match(text, noun.end()):
            return noun.start(), modes
    return None

"""How near words stand to what is named, and which mode the nearest word for a thing says."""

from __future__ import annotations

import re
from typing import Final

from geo.intake.subjects.mentions import Mention
from geo.intake.subjects.modes import ANY, nouns_in

_CLAUSE: Final = re.compile(r";|,? (?:while|but|whereas|although|though)\b|, (?:and|as)\b")
_AFTER, _AFTER_AT_LEAST = 1.4, 6
_NEXT_CLAUSE: Final = 30
_NEAR_NOUN: Final = 50


def named_how(mention: Mention) -> str:
    """Returns in words how a sentence speaks of a subject."""
    spelled = f", {mention.spelled}" if mention.spelled else ""
    what = {"name": "named in the sentence", "ends": "both ends are named in the sentence",
            "one-end": "one end is named in the sentence", "region": "the region is named in the "
            "sentence", "port": "the port is named in the sentence", "town": "named in the "
            "sentence, not as a port"}[mention.by]
    return f"{what}: “{mention.printed}”{spelled}"


def distance(text: str, begins: int, ends: int, at_begins: int, at_ends: int) -> float:
    """Returns how far words stand from others: what stands after counts for farther."""
    if begins < at_ends and at_begins < ends:
        return 0
    if ends <= at_begins:
        return at_begins - ends + _NEXT_CLAUSE * len(_CLAUSE.findall(text, ends, at_begins))
    away = begins - at_ends
    return away * _AFTER + _AFTER_AT_LEAST + _NEXT_CLAUSE * len(
        _CLAUSE.findall(text, at_ends, begins))


def modes_near(text: str, begins: int, ends: int) -> frozenset[str]:
    """Returns the modes of the nearest firm noun; all where there is none."""
    near = [(max(match.start() - ends, begins - match.end(), 0), at, modes)
            for at, (match, modes) in enumerate(nouns_in(text)) if modes != ANY]
    return min(near, key=lambda each: each[:2])[2] if near and min(near)[0] < _NEAR_NOUN else (
        ANY | {"port"})

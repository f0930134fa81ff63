"""A sentence as the finder reads it: figures and the words that tell attributes, in English.

Figures, units and hedges are put into English by the rule that proves claims, and with them the
words by which an attribute, a time and how firm something is are told
(`geo.claims.other_languages`). The latter only help to find: what they mean, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.claims.other_languages import (
    TELLING,
    has_verb_last,
    is_foreign,
    placed_in_english,
)

_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+/\S+/\S+|\S+@\S+")
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A sentence in the words that the finder reads, and the place of each letter as printed.

    `verb_last` says that its language has the verb at the end of the clause.
    """

    text: str
    verb_last: bool = False
    _places: tuple[int, ...] = ()

    def printed(self, spans: Iterable[tuple[int, int]]) -> Spans:
        """Returns where in the printed sentence spans of the text stand."""
        if not self._places:
            return tuple(spans)
        return tuple((self._places[begins], self._places[ends - 1] + 1) for begins, ends in spans)


@lru_cache(maxsize=2_000)
def read_text(sentence: str) -> ReadText:
    """Returns a sentence as the finder reads it: addresses blanked, other languages in English."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), sentence)
    if not is_foreign(plain):
        return ReadText(plain)
    tracked = placed_in_english(plain, points_part_thousands=True)
    for pattern, english in TELLING:
        tracked.put(pattern, english)
    return ReadText(tracked.text, has_verb_last(plain), tuple(tracked.places))

"""The printed words of a candidate: at most 15, around its figure, that bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from geo.claims.printed_numbers import value_faults
from geo.data.records import Claim
from geo.intake.candidate import MOST_WORDS

_WORD: Final = re.compile(r"\S+")
_WITHIN_WORDS: Final = "-\u2010\u2011\u2013\u2019'"
_IN_NUMBER: Final = re.compile(r"(?:\d[.,]|.?[$€£])\d", re.DOTALL)
_MARKS_BEFORE: Final = "$€£~≈><≥≤"
_SHOWN: Final = 160
"""The most letters of the words around the printed ones."""


def whole_words(text: str, begins: int, ends: int) -> tuple[int, int]:
    """Returns a span stretched to whole words; the marks around them stay outside."""
    while begins and (text[begins - 1].isalnum() or text[begins - 1] in _WITHIN_WORDS
                      or _IN_NUMBER.match(text, max(0, begins - 2), begins + 1)):
        begins -= 1
    while ends < len(text) and (text[ends].isalnum() or text[ends] in _WITHIN_WORDS):
        ends += 1
    while begins < ends and not (text[begins].isalnum() or text[begins] in _MARKS_BEFORE):
        begins += 1
    return begins, ends


def words_in(text: str) -> int:
    """Returns the number of words of a text."""
    return len(_WORD.findall(text))


def _wider(text: str, begins: int, ends: int, more: Iterable[tuple[int, int]]
           ) -> Iterator[tuple[int, int]]:
    """Yields spans that take in further words, the widest first, then the span alone."""
    spans = [(begins, ends)]
    for other_begins, other_ends in more:
        last = spans[-1]
        wide = min(last[0], other_begins), max(last[1], other_ends)
        if wide != last and words_in(text[slice(*whole_words(text, *wide))]) <= MOST_WORDS:
            spans.append(wide)
    yield from reversed(spans)


def borne_out(text: str, cores: Iterable[tuple[int, int]], more: Iterable[tuple[int, int]],
              claim: Claim, published: str) -> tuple[int, int] | None:
    """Returns the span of the words to print, or None where no words bear the claim out.

    `cores` are spans that the words must take in, the best first; `more` are such that they should,
    the dearest first.
    """
    further = list(more)
    for core in cores:
        for wide in _wider(text, *core, further):
            begins, ends = whole_words(text, *wide)
            printed = text[begins:ends]
            if words_in(printed) <= MOST_WORDS and not any(
                    value_faults(replace(claim, printed=printed), published)):
                return begins, ends
    return None


def around(text: str, begins: int, ends: int) -> tuple[str, str]:
    """Returns the words of a sentence before and after a span, cut where they are many."""
    before, after = text[:begins].strip(), text[ends:].strip()
    if len(before) > _SHOWN:
        before = "\u2026" + before[-_SHOWN:].partition(" ")[2]
    if len(after) > _SHOWN:
        after = after[:_SHOWN].rpartition(" ")[0] + "\u2026"
    return before, after

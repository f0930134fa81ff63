"""Joins the lines of a paragraph to one text: hyphens at line ends go, or stay, as they belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BROKEN: Final = re.compile(r"([^\W\d_]+)-$")
_NEXT: Final = re.compile(r"[^\W\d_]+")
_COMPOUNDS: Final = frozenset({
    "well", "long", "short", "high", "low", "cross", "non", "self", "half", "much", "so", "large",
    "small", "broad", "narrow", "standard", "state", "oil", "gas", "east", "west", "north", "south",
    "year", "billion", "million", "post", "anti", "pro", "ex", "semi", "dual", "double", "single",
    "multi", "mid", "third", "second", "first", "two", "three", "four", "five", "full", "heavy",
    "fast", "slow", "ice", "road", "rail", "sea", "land", "deep", "then", "vice"})
"""First parts of English compounds that keep their hyphen."""


class Vocabulary:
    """The words of a document as it prints them inside lines, hyphens and all."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        for text in texts:
            found = [word.lower() for word in _WORD.findall(text)]
            self._words.update(found[1:-1] if len(found) > 2 else ())

    def joined(self, before: str, after: str) -> str:
        """Returns two lines as one text.

        A hyphen between small letters goes where the document has the word without one, or has it
        neither way; before a capital or a figure, and in a compound, it stays.
        """
        first, second = _BROKEN.search(before), _NEXT.match(after)
        if not before.endswith("-") or before.endswith((" -", "--")):
            return f"{before} {after}" if before else after
        if not first or not second or not second[0][0].islower():
            return before + after
        head, tail = first[1].lower(), second[0].lower()
        earlier = before[:first.start()]
        keeps = f"{head}-{tail}" in self._words or (
            head + tail not in self._words and (head in _COMPOUNDS or earlier.endswith("-")))
        return before + after if keeps else before[:-1] + after


def joined_lines(lines: Sequence[tuple[str, int]], vocabulary: Vocabulary
                 ) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Returns the text of lines, each with its page, and from which letter on which page is it."""
    text, pages = "", list[tuple[int, int]]()
    for line, page in lines:
        if not text or page != pages[-1][1]:
            begins = len(vocabulary.joined(text, line)) - len(line)
            pages.append((max(begins, 0), page))
        text = vocabulary.joined(text, line)
    return text, tuple(pages)

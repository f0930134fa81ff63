"""Words of a text, folded, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.data.folding import folded

_TOKEN: Final = re.compile(
    r"[^\W_]+(?:['\u2019\u02bb\u02bc`\u00b4\u00ad\u200c\u200d\u0300-\u036f][^\W_]*)*")
_APOSTROPHE: Final = re.compile(r"['\u2019\u02bb\u02bc`\u00b4]")
_PARTS: Final = re.compile(r"\n\s*\n|[;:!?|]|\.(?=\s)")
_INITIAL_LETTERS: Final = 3
"""A point after so few letters belongs to the word, as in St. Petersburg."""
_GEORGIAN: Final = ("\u10a0", "\u10ff")


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word: folded, folded without the ending after an apostrophe, and where it stands.

    `base_ends` is where the word ends without that ending. `new_part` says that no name runs over
    from the word before: there is none, or a sentence or a cell ends between them. `raised` says
    that it does not begin with a small letter; letters of scripts without capitals count as raised.
    """

    folded: str
    base: str
    begins: int
    ends: int
    base_ends: int
    new_part: bool
    raised: bool


def is_raised(word: str) -> bool:
    """Checks whether a word does not begin with a small letter, in scripts that have them."""
    return not word[:1].islower() or _GEORGIAN[0] <= word[:1] <= _GEORGIAN[1]


@lru_cache(maxsize=50_000)
def _read(token: str) -> tuple[str, str, int]:
    """Returns a token folded, folded without what follows its last apostrophe, and that length."""
    marks = list(_APOSTROPHE.finditer(token))
    base = token[:marks[-1].start()] if marks else token
    return folded(token).replace(" ", ""), folded(base).replace(" ", ""), len(base)


def words_of(text: str) -> Iterator[PrintedWord]:
    """Yields the words of a text in their order."""
    ends = 0
    letters = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        whole, base, base_letters = _read(token)
        if not whole:
            continue
        gap = _PARTS.search(text, ends, match.start() + 1)
        new_part = not letters or (
            gap is not None and not (gap[0] == "." and letters <= _INITIAL_LETTERS))
        yield PrintedWord(whole, base, match.start(), match.end(), match.start() + base_letters,
                          new_part, is_raised(token))
        ends, letters = match.end(), len(token)

"""Where sentences end: the lines into which a paragraph is put, so that a claim cites few."""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(
    "(?:[.!?…]+|[\u061f\u06d4\u3002])[\u201d\u2019\u00bb\"')\\]]*(?:\\[\\d{1,3}\\])*\\s+"
    "(?=[\\w\u201c\u2018\u201e\u00ab\"'(\\[\N{BULLET}\u2013\u2014-])")
_SHORT: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|Col|Lt|Capt|Sen|Rep|Gov|St|Mt|Jr|Sr|Inc|Ltd|Co|Corp|"
    r"No|Nos|Art|Fig|Figs|Sec|Ch|Vol|pp|p|ed|eds|vs|approx|est|ca|cf|al|e\.g|i\.e|a\.m|p\.m|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|bn|mln|mn|tn|"
    r"млн|млрд|тыс|трлн|руб|долл|куб|кв|им|ул|рис|стр|гг|т\.д|т\.п|др|пр|"
    r"mlrd|mln|vb|bkz|yak)"
    r"|(?<![\w])(?:[^\W\d_]\.)*[^\W\d_])\.$")
"""A word that ends with a full stop within a sentence, or an initial: `No.`, `U.S.`, `J.`."""
_LONGEST: Final = 12
"""Letters before a full stop among which such a word is sought."""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yields the sentences of a paragraph in one line, each with where it begins.

    A full stop ends a sentence before a capital, a digit, a quotation or a bracket, but not after
    an abbreviation or an initial. Put together with single spaces they are the paragraph again.
    """
    begins = 0
    for match in _END.finditer(text):
        rest = text[match.end():match.end() + 1]
        stop = match.start() + 1
        if rest.islower() or _SHORT.search(text, max(begins, stop - _LONGEST), stop):
            continue
        yield begins, text[begins:match.end()].rstrip()
        begins = match.end()
    if begins < len(text):
        yield begins, text[begins:]


def ends_sentence(text: str) -> bool:
    """Checks whether a text ends as a sentence does."""
    return bool(re.search("[.!?…\u061f\u06d4][\u201d\u2019\u00bb\"')\\]\\d]*$", text))

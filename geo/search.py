"""Finding things by any of their names, whatever the case, the accents or the script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Text in plain small letters and digits, one space between words.

    Accents and scripts are folded the same way for what is searched and for the query:
    the Turkish and the Russian spelling of a name both become its plain Latin letters.
    """
    return " ".join(_WORD.findall(anyascii(text).lower()))


def matches(query: str, names: Iterable[str]) -> bool:
    """Whether every word of the query begins a word of one of the names.

    An empty query matches everything.
    """
    wanted = fold(query).split()
    if not wanted:
        return True
    words = {word for name in names for word in fold(name).split()}
    return all(any(word.startswith(part) for word in words) for part in wanted)

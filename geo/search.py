"""Finding things by any of their names, whatever the case, the accents or the script."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")


def folded(text: str) -> str:
    """Text in plain small letters and digits, one space between words.

    Accents and scripts are folded the same way for what is searched and for the query:
    the Turkish and the Russian spelling of a name both become its plain Latin letters.
    """
    return " ".join(_WORD.findall(anyascii(text).lower()))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The same for names of the data, which are met again and again: worked out once and kept.

    What a reader types is folded by `folded`: all readers share what is kept here.
    """
    return folded(text)

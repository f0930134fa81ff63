"""Folding: names are found whatever the case, the accents or the script.

One rule folds what is searched and what is typed, here and in the browser (`folding.js`, which is
given `fold_runs`): the text is composed (Unicode NFC), each character of the table is replaced by
its plain Latin letters, all others stand for themselves, and spaces separate the words. Dashes and
signs become spaces; apostrophes, joiners and marks of direction become nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from anyascii import anyascii

_BLOCKS: Final = ((0x0000, 0xAC00), (0xF900, 0x10000))
"""First code points of the table's two parts, and those after their last: all letters of the Basic
Multilingual Plane but the Hangul syllables."""

_OWN: Final = MappingProxyType({"\N{ARMENIAN CAPITAL LETTER YIWN}": "v",
                                "\N{ARMENIAN SMALL LETTER YIWN}": "v"})
"""Letters for which the table differs from anyascii: capitals split the Armenian ligature `ev` in
two letters."""

_SILENT = re.compile("['`]")
_PARTING = re.compile("[^a-z0-9]")


def _spelled(character: str) -> str:
    return _PARTING.sub(" ", _SILENT.sub("", _OWN.get(character, anyascii(character)).lower()))


@cache
def _table() -> Mapping[int, str]:
    return MappingProxyType({code: _spelled(chr(code)) for first, after in _BLOCKS
                             for code in range(first, after)})


def fold_runs() -> list[tuple[int, str]]:
    """Returns the table for the browser: a first code point, and what its run becomes.

    The texts of a run are joined by `|`, which none of them holds.
    """
    table = _table()
    return [(first, "|".join(table[code] for code in range(first, after)))
            for first, after in _BLOCKS]


def folded(text: str) -> str:
    """Returns text in plain lower-case letters and digits, one space between words.

    The Turkish and the Russian spelling of a name both become its plain Latin letters; a character
    beyond the table stays.
    """
    plain = unicodedata.normalize("NFC", text).translate(_table())
    return " ".join(word for word in plain.split(" ") if word)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Returns `folded` for names of the data, which come again and again: results are cached.

    What a reader types is folded by `folded`: all readers share this cache.
    """
    return folded(text)


def squeezed(text: str) -> str:
    """Returns text folded and without spaces: names that differ in no letter are one.

    A link may have lost the spaces of a name (`geo.query.link_repair`).
    """
    return folded(text).replace(" ", "")

"""Characters of a document: what cannot be seen is taken out, what remains is what a reader sees.

A document may hold characters that no reader sees and that change what a program reads: marks that
turn the order of letters round, letters of no width, control codes. They are taken out of every
document. Joiners stay between Arabic letters, where Persian needs them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ARABIC: Final = "[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
_UNSEEN: Final = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    f"|(?<!{_ARABIC})[\u200c\u200d]|[\u200c\u200d](?!{_ARABIC})")
"""Soft hyphens, marks of direction, letters without width, tags and selectors of variants."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SPACE_CODES: Final = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_BULLETS: Final = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc]")
"""Bullets of the fonts Symbol and Wingdings, which have no letter of their own."""
_NO_LETTER: Final = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
_LIGATURES: Final = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st"})
_SPACES: Final = re.compile(r"\s+")
_NARROW: Final = re.compile("(?<=\\d)[\u00a0\u2007\u2009\u202f](?=\\d{3})")
"""A space that groups digits: it stays, so that `1 500 000` is one number."""

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNITS: Final = ("m", "km", "cm", "м", "км")


def seen(text: str) -> str:
    """Returns a text without what cannot be seen; line ends and tabs stay, other codes are spaces.

    What stands for no letter (half of a pair, a code that only one font knows) becomes U+FFFD, so
    that it can be seen that something is missing.
    """
    plain = _SPACE_CODES.sub(" ", _CONTROLS.sub("", _UNSEEN.sub("", text)))
    return _NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", _BULLETS.sub("\N{BULLET}", plain))


def one_line(text: str) -> str:
    """Returns a text in one line of composed letters, without ligatures, with single spaces.

    Spaces that group digits stay as they are printed.
    """
    text = unicodedata.normalize("NFC", seen(text).translate(_LIGATURES))
    groups = _NARROW.findall(text)
    if not groups:
        return _SPACES.sub(" ", text).strip()
    parts = _NARROW.split(text)
    ends = [*groups, ""]
    return "".join(_SPACES.sub(" ", part) + end
                   for part, end in zip(parts, ends, strict=True)).strip()


def has_words(text: str) -> bool:
    """Checks whether a text has a letter or a digit at all."""
    return any(letter.isalnum() for letter in text)


def raised_digits(text: str, before: str) -> str:
    """Returns raised digits as they are read after other words.

    `m` and a raised 3 are m³, 10 and a raised 6 are 10⁶; elsewhere they are a note: `tons[3]`.
    Other raised letters stay as they are.
    """
    digits = text.strip()
    if not digits.isdecimal() or not digits.isascii():
        return text
    word = (before.rstrip().rsplit(maxsplit=1) or [""])[-1]
    is_power = word[-2:] == "10" or word.lstrip("0123456789.,").lower() in _UNITS
    return digits.translate(_RAISED) if is_power else f"[{digits}]"

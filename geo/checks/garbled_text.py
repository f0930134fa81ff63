"""Text that a program has spoilt: read in another encoding than it was written in.

A spreadsheet that takes UTF-8 for its own encoding turns `ü` into `Ã¼` and saves that. Each spoilt
letter leaves a trace: letters that stand for the bytes of one UTF-8 character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from geo.data.errors import quoted

NEXT_STEP = ("the file was saved by a spreadsheet in another encoding; take the text from the "
             "document again and save as “CSV UTF-8”")


def _bytes_of(encoding: str) -> Mapping[str, int]:
    """The byte that each letter above ASCII stands for; bytes it leaves open stand for C1."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(encoding)] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
    return MappingProxyType(table)


_TABLES: Mapping[str, Mapping[str, int]] = MappingProxyType({
    **{name: _bytes_of(name) for name in ("cp1252", "latin-1", "cp1254", "cp1250")},
    # On a Mac a dash stands for the byte that leads in Cyrillic: only what begins no word counts.
    "mac-roman": {letter: byte for letter, byte in _bytes_of("mac-roman").items()
                  if byte < 0xC0 or letter in "√ƒ≈\u201a"}})
_CYRILLIC = _bytes_of("cp1251")


def _trace(table: Mapping[str, int]) -> re.Pattern[str]:
    """The first two bytes of a character of UTF-8, as the letters of an encoding."""
    lead, rest = ("".join(re.escape(letter) for letter, byte in table.items() if low <= byte < high)
                  for low, high in ((0xC2, 0xF5), (0x80, 0xC0)))
    return re.compile(f"[{lead}][{rest}]")


_TRACES = {name: _trace(table) for name, table in _TABLES.items()}
# What a spoilt letter may have been: letters and signs that texts on this region hold. Scripts
# that none of them uses are left out, so that `É»` at the end of a quotation stays what it is.
_MAY_BE = re.compile(
    "[\u00a0-\u024f\u0259\u02bb\u02bc\u0370-\u0590\u05d0-\u06ff\u10a0-\u10ff\u1e00-\u1eff"
    "\u2010-\u205e\u20a0-\u20bf\u2100-\u22ff\u2c00-\u2dff\u3000-\u9fff\ufb00-\ufdff"
    "\U0001f000-\U0001faff]")
_HAN = re.compile("[\u3000-\u9fff]")
_CLOSING = frozenset("\u2019\u201d\u203a»…\u2013—™‰\u00a0")
"""Signs that may follow a capital letter at the end of a word, as `Ã”` does."""


def _length(lead: int) -> int:
    """How many bytes a UTF-8 character that begins with this byte has; 0 where none does."""
    return 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else (
        4 if 0xF0 <= lead <= 0xF4 else 0)


def _character(text: str, start: int, table: Mapping[str, int]) -> str:
    """The character whose bytes begin at `start`, or nothing."""
    length = _length(table.get(text[start:start + 1], 0))
    found = [table.get(letter, 0) for letter in text[start:start + length]]
    if not length or len(found) < length:
        return ""
    try:
        return bytes(found).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _mended(text: str, table: Mapping[str, int]) -> tuple[str, int]:
    """The text with each trace put back, and how many of them are beyond doubt."""
    made: list[str] = []
    sure = at = 0
    while at < len(text):
        character = _character(text, at, table)
        if not character or not _MAY_BE.match(character):
            made.append(text[at])
            at += 1
            continue
        length = len(character.encode())
        after = text[at + length:at + length + 1]
        doubtful = ((length == 2 and text[at + 1] in _CLOSING and not after.isalpha())
                    or (bool(_HAN.match(character)) and not _character(text, at + length, table))
                    if length < 4 else False)
        sure += not doubtful
        made.append(character)
        at += length
    return "".join(made), sure


_HIGH = "".join(map(re.escape, _CYRILLIC))
_CYRILLIC_RUN = re.compile(rf"(?:(?<=[A-Za-z])[{_HIGH}]{{2,}}|[{_HIGH}]{{2,}}(?=[A-Za-z])|"
                           rf"[{_HIGH}]{{3,}})")


def _from_cyrillic(text: str) -> str:
    """What a text was that was taken for cp1251, or nothing.

    A run counts where all of it is bytes of UTF-8, and it is long or stands in a Latin word: two
    letters alone may be a Russian word.
    """
    def mend(found: re.Match[str]) -> str:
        try:
            made = bytes(_CYRILLIC[letter] for letter in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        return made if all(map(_MAY_BE.match, made)) else found[0]

    made = _CYRILLIC_RUN.sub(mend, text)
    return made if len(made) < len(text) else ""


def probable(text: str) -> str:
    """What a text was before it was read in another encoding; blank where nothing says so."""
    if text.isascii():
        return ""
    best, most = "", 0
    for name, table in _TABLES.items():
        made, sure = _mended(text, table) if _TRACES[name].search(text) else ("", 0)
        if sure > most:
            best, most = made, sure
    return best or _from_cyrillic(text)


def _odd(letter: str) -> str:
    """What is odd about one letter, as the end of `has …`; blank where nothing is."""
    category = unicodedata.category(letter)
    if letter == "\ufffd":
        return "a replacement character (�): a letter was lost here"
    if category == "Cs":
        return "has half a surrogate pair, which no file can carry"
    if category == "Cc":
        return f"a control character (U+{ord(letter):04X})"
    if category == "Co" or (category == "Cn" and (ord(letter) & 0xFFFE == 0xFFFE
                                                 or 0xFDD0 <= ord(letter) <= 0xFDEF)):
        return f"a character that no font knows (U+{ord(letter):04X}, private use)"
    return ""


_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")


def text_faults(text: str) -> Iterator[str]:
    """What is wrong with a text as text: spoilt letters, lost ones, control characters."""
    if text.isascii() and text.isprintable() and "?" not in text:
        return
    if was := probable(text):
        yield f"{quoted(text)} is spoilt: {NEXT_STEP}; it was probably {quoted(was)}"
        return
    seen = dict.fromkeys(filter(None, map(_odd, text)))
    for what in seen:
        has = what if what.startswith("has ") else f"has {what}"
        yield f"{has}; {NEXT_STEP}" if "U+000A" not in what else (
            f"{has}, a line end inside a cell; write it on one line")
    if not seen and "://" not in text and _LOST.search(text):
        yield f"{quoted(text)} has '?' for a letter: {NEXT_STEP}"

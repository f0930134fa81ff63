"""Garbled text: read by a program in another encoding than it was written in.

A spreadsheet that takes UTF-8 for its own encoding turns `ü` into `Ã¼` and saves that. Each garbled
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
    """Returns the byte of each letter above ASCII; bytes without a letter stand for C1."""
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
    """Returns a pattern of the first two bytes of a UTF-8 character, as an encoding's letters."""
    lead, following = (
        "".join(re.escape(letter) for letter, byte in table.items() if low <= byte < high)
        for low, high in ((0xC2, 0xF5), (0x80, 0xC0))
    )
    return re.compile(f"[{lead}][{following}]")


_TRACES = {name: _trace(table) for name, table in _TABLES.items()}
# What a garbled letter may have been: letters and signs of texts on this region. Scripts that
# none of them uses are left out, so that `É»` at the end of a quotation stays what it is.
_MAY_BE = re.compile(
    "[\u00a0-\u024f\u0259\u02bb\u02bc\u0370-\u0590\u05d0-\u06ff\u10a0-\u10ff\u1e00-\u1eff"
    "\u2010-\u205e\u20a0-\u20bf\u2100-\u22ff\u2c00-\u2dff\u3000-\u9fff\ufb00-\ufdff"
    "\U0001f000-\U0001faff]")
_HAN = re.compile("[\u3000-\u9fff]")
_CLOSING = frozenset("\u2019\u201d\u203a»…\u2013—™‰\u00a0")
"""Signs that may follow a capital letter at the end of a word, as `Ã”` does."""


def _length(lead: int) -> int:
    """Returns how many bytes a UTF-8 character that begins with this byte has; else 0."""
    return 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else (
        4 if 0xF0 <= lead <= 0xF4 else 0)


def _character(text: str, start: int, table: Mapping[str, int]) -> str:
    """Returns the character whose bytes begin at `start`, or nothing."""
    length = _length(table.get(text[start:start + 1], 0))
    byte_values = [table.get(letter, 0) for letter in text[start:start + length]]
    if not length or len(byte_values) < length:
        return ""
    try:
        return bytes(byte_values).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _mended(text: str, table: Mapping[str, int]) -> tuple[str, int]:
    """Returns the text with each trace put back, and how many of them are beyond doubt."""
    characters: list[str] = []
    sure = position = 0
    while position < len(text):
        character = _character(text, position, table)
        if not character or not _MAY_BE.match(character):
            characters.append(text[position])
            position += 1
            continue
        length = len(character.encode())
        after = text[position + length:position + length + 1]
        is_doubtful = (
            (length == 2 and text[position + 1] in _CLOSING and not after.isalpha())
            or (bool(_HAN.match(character)) and not _character(text, position + length, table))
            if length < 4
            else False
        )
        sure += not is_doubtful
        characters.append(character)
        position += length
    return "".join(characters), sure


_HIGH = "".join(map(re.escape, _CYRILLIC))
_CYRILLIC_RUN = re.compile(rf"(?:(?<=[A-Za-z])[{_HIGH}]{{2,}}|[{_HIGH}]{{2,}}(?=[A-Za-z])|"
                           rf"(?<=\d)[{_HIGH}]{{2}}(?=\d)|[{_HIGH}]{{3,}})")


def _from_cyrillic(text: str) -> str:
    """Returns the original of a text that was taken for cp1251, or nothing.

    A run counts where all of it is bytes of UTF-8, and it is long or stands in a Latin word or
    between digits, as the point of `47·3`: two letters alone may be a Russian word.
    """
    def mend(match: re.Match[str]) -> str:
        try:
            mended_text = bytes(_CYRILLIC[letter] for letter in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]
        return mended_text if all(map(_MAY_BE.match, mended_text)) else match[0]

    mended_text = _CYRILLIC_RUN.sub(mend, text)
    return mended_text if len(mended_text) < len(text) else ""


def probable(text: str) -> str:
    """Returns the text before it was read in another encoding; blank where nothing shows that."""
    if text.isascii():
        return ""
    original, most_sure = "", 0
    for name, table in _TABLES.items():
        candidate, sure = _mended(text, table) if _TRACES[name].search(text) else ("", 0)
        if sure > most_sure:
            original, most_sure = candidate, sure
    return original or _from_cyrillic(text)


def _odd(letter: str) -> str:
    """Returns what is odd about one letter, as the end of `has …`; blank where nothing is."""
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
    """Yields what is wrong with a text: garbled letters, lost ones, control characters."""
    if text.isascii() and text.isprintable() and "?" not in text:
        return
    if original := probable(text):
        yield f"{quoted(text)} is spoilt: {NEXT_STEP}; it was probably {quoted(original)}"
        return
    oddities = dict.fromkeys(filter(None, map(_odd, text)))
    for oddity in oddities:
        fault = oddity if oddity.startswith("has ") else f"has {oddity}"
        yield f"{fault}; {NEXT_STEP}" if "U+000A" not in oddity else (
            f"{fault}, a line end inside a cell; write it on one line")
    if not oddities and "://" not in text and _LOST.search(text):
        yield f"{quoted(text)} has '?' for a letter: {NEXT_STEP}"

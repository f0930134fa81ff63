"""Text on a map layout: made safe to write, measured, and broken into lines.

Measured with DejaVu Sans, which is bundled with matplotlib: it needs no network and has Latin with
all its accents, Cyrillic, Greek, Armenian and Georgian. It is wide: other fonts need less room.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_SIZE, _LONG = 100, 2000
_BLANK = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_ILLEGAL = re.compile("[^\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_UNSEEN = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")


def clean(text: str) -> str:
    """Returns text that any file may hold: one line, nothing that XML forbids or turns around.

    Each character taken out becomes U+FFFD, so that a reader sees that something stood there.
    """
    return _UNSEEN.sub(REPLACEMENT, _ILLEGAL.sub(REPLACEMENT, _BLANK.sub(" ", text)))


def font_file(*, bold: bool = False, italic: bool = False) -> Path:
    """Returns the path of the bundled font's file."""
    style = {(False, False): "", (True, False): "-Bold", (False, True): "-Oblique",
             (True, True): "-BoldOblique"}[bold, italic]
    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{style}.ttf"


_reading = Lock()
"""Held while a font is read: it caches the last glyph, so only one thread may use it at a time."""


@cache
def _font(*, bold: bool, italic: bool) -> FT2Font:
    font = FT2Font(str(font_file(bold=bold, italic=italic)))
    font.set_size(_SIZE, 72)
    return font


@lru_cache(maxsize=20_000)
def _advance(char: str, *, bold: bool, italic: bool) -> float:
    """Returns the width of one character in ems; 0 where the font does not have it."""
    with _reading:
        font = _font(bold=bold, italic=italic)
        glyph = font.get_char_index(ord(char))
        if not glyph:
            return 0.0
        return font.load_glyph(glyph, LoadFlags.NO_HINTING).linearHoriAdvance / (_SIZE * 65_536)


def in_font(text: str) -> str:
    """Returns the text with U+FFFD for every character that the font cannot draw."""
    with _reading:
        font = _font(bold=False, italic=False)
        return "".join(char if font.get_char_index(ord(char)) else REPLACEMENT for char in text)


@lru_cache(maxsize=20_000)
def _ems(text: str, *, bold: bool, italic: bool) -> float:
    return sum(_advance(char, bold=bold, italic=italic) or 1.0 for char in text)


def measure(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Returns the width of a text in points; a character missing from the font counts an em."""
    return size * _ems(text, bold=bold, italic=italic)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Returns the text, cut with an ellipsis where it is wider than `room` points."""
    if len(text) < _LONG and measure(text, size, bold=bold) <= room:
        return text
    room_left = room - measure("…", size, bold=bold)
    length = 0
    for char in text:
        room_left -= measure(char, size, bold=bold)
        if room_left < 0:
            break
        length += 1
    return f"{text[:length].rstrip()}…"


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 99
         ) -> tuple[str, ...]:
    """Returns the text in lines no wider than `room` points, at most `most` of them (then cut)."""
    lines: list[str] = []
    words = text.split(" ")
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and measure(" ".join(words[start:end + 1]), size,
                                           bold=bold) <= room:
            end += 1
        end = len(words) if len(lines) == most - 1 else end
        lines.append(shorten(" ".join(words[start:end]), room, size, bold=bold))
        start = end
    return tuple(lines)

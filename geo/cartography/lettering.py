"""Text on a plate: made safe to write, measured, and broken into lines.

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
    """Text that any file may hold: one line, nothing that XML forbids or that turns its direction.

    What is taken out leaves U+FFFD behind, so that a reader sees that something stood there.
    """
    return _UNSEEN.sub(REPLACEMENT, _ILLEGAL.sub(REPLACEMENT, _BLANK.sub(" ", text)))


def font_file(*, bold: bool = False, italic: bool = False) -> Path:
    """The bundled font's file."""
    style = {(False, False): "", (True, False): "-Bold", (False, True): "-Oblique",
             (True, True): "-BoldOblique"}[bold, italic]
    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{style}.ttf"


_reading = Lock()
"""Held while a font is read: it keeps the last glyph, so that one thread at a time may ask it."""


@cache
def _font(*, bold: bool, italic: bool) -> FT2Font:
    font = FT2Font(str(font_file(bold=bold, italic=italic)))
    font.set_size(_SIZE, 72)
    return font


@lru_cache(maxsize=20_000)
def _advance(char: str, *, bold: bool, italic: bool) -> float:
    """The width of one character in ems; 0 where the font does not have it."""
    with _reading:
        font = _font(bold=bold, italic=italic)
        glyph = font.get_char_index(ord(char))
        if not glyph:
            return 0.0
        return font.load_glyph(glyph, LoadFlags.NO_HINTING).linearHoriAdvance / (_SIZE * 65_536)


def in_font(text: str) -> str:
    """The text with U+FFFD for every character that the font cannot draw."""
    with _reading:
        known = _font(bold=False, italic=False)
        return "".join(char if known.get_char_index(ord(char)) else REPLACEMENT for char in text)


def measure(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a text in points; a character that the font does not have counts an em."""
    return size * sum(_advance(char, bold=bold, italic=italic) or 1.0 for char in text)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room` points."""
    if len(text) < _LONG and measure(text, size, bold=bold) <= room:
        return text
    left = room - measure("…", size, bold=bold)
    kept = 0
    for char in text:
        left -= measure(char, size, bold=bold)
        if left < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 99
         ) -> tuple[str, ...]:
    """The text in lines no wider than `room` points, at most `most` of them (then cut)."""
    lines: list[str] = []
    words = text.split(" ")
    first = 0
    while first < len(words):
        last = first + 1
        while last < len(words) and measure(" ".join(words[first:last + 1]), size,
                                            bold=bold) <= room:
            last += 1
        last = len(words) if len(lines) == most - 1 else last
        lines.append(shorten(" ".join(words[first:last]), room, size, bold=bold))
        first = last
    return tuple(lines)

"""Fonts, escaped text, styles and numbered notes of the pages.

All text from data passes `shown` or `broken`, so reportlab's markup never sees it raw. Sizes are
points (1/72 inch).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib as mpl
from anyascii import anyascii
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from geo.presentation.citations import Citation, Cited, listing

REGULAR, BOLD, OBLIQUE = "AtlasSans", "AtlasSans-Bold", "AtlasSans-Oblique"
_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf",
          OBLIQUE: "DejaVuSans-Oblique.ttf"}
INK, QUIET, RULE, LINK, PAPER = "#22303c", "#5a6670", "#c9c2b2", "#1d5f7a", "#f7f3ea"
_ARABIC_AND_HEBREW = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BREAKS = re.compile(r"(?<=[/\u2010-\u2014-])(?! )|(?<= )")
_ONCE = threading.Lock()


@cache
def _letters() -> frozenset[int]:
    """The code points that both the regular and the bold font can draw."""
    use_fonts()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD)]
    return frozenset(faces[0]) & frozenset(faces[1])


def use_fonts() -> None:
    """Register the embedded fonts with reportlab, once per process."""
    with _ONCE:
        if REGULAR in pdfmetrics.getRegisteredFontNames():
            return
        folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
        for name in (BOLD, OBLIQUE, REGULAR):
            pdfmetrics.registerFont(TTFont(name, str(folder / _FILES[name])))


def drawable(char: str) -> bool:
    """Checks whether the fonts have a letter and it needs no shaping from right to left."""
    return (ord(char) in _letters() and not _ARABIC_AND_HEBREW.match(char)
            and unicodedata.bidirectional(char) not in ("R", "AL", "AN"))


def legible(words: str) -> bool:
    """Checks whether a text can be drawn as it is written."""
    return all(char.isspace() or drawable(char) for char in words)


def shown(words: str) -> str:
    """Returns text from data as reportlab markup that draws it exactly.

    Letters that the fonts cannot draw are written in Latin letters in square brackets; signs
    without a shape are dropped.
    """
    parts = []
    for is_drawable, run in groupby(words, lambda char: char.isspace() or drawable(char)):
        text = "".join(run)
        if is_drawable:
            parts.append(text)
        elif latin := "".join(filter(str.isprintable, anyascii(text))).strip():
            parts.append(f"[{latin}]")
    return escape("".join(parts))


@cache
def style(size: float, *, bold: bool = False, colour: str = INK, leading: float = 1.3,
          right: bool = False) -> ParagraphStyle:
    """Returns a paragraph style. `leading` is a multiple of `size`, which is in points."""
    return ParagraphStyle("atlas", fontName=BOLD if bold else REGULAR, fontSize=size,
                          leading=size * leading, textColor=HexColor(colour),
                          alignment=TA_RIGHT if right else TA_LEFT)


def note_style(size: float) -> ParagraphStyle:
    """Returns the style of a note: its number hangs to the left of its lines."""
    return ParagraphStyle("note", parent=style(size, leading=1.24), leftIndent=size * 3,
                          bulletFontName=BOLD, bulletFontSize=size, bulletIndent=0,
                          spaceAfter=0)


def broken(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """Like `shown`, but breaks a word that is wider than a line after a dash or a slash."""
    use_fonts()
    font = BOLD if bold else REGULAR
    lines = [""]
    for piece in _BREAKS.split(words):
        word = (lines[-1] + piece).rstrip(" ").rsplit(" ", 1)[-1]
        if len(word) > len(piece.rstrip(" ")) and pdfmetrics.stringWidth(word, font, size) > width:
            lines.append("")
        lines[-1] += piece
    return "<br/>".join(map(shown, lines))


def quiet(markup: str, size: float | None = None) -> str:
    """Sets markup in the quiet colour and, if given, in another size."""
    height = f' size="{size:g}"' if size else ""
    return f'<font color="{QUIET}"{height}>{markup}</font>'


def strong(markup: str) -> str:
    """Sets markup in bold."""
    return f'<font name="{BOLD}">{markup}</font>'


def slanted(markup: str) -> str:
    """Sets markup in the oblique font; for the atlas's own words."""
    return f'<font name="{OBLIQUE}">{markup}</font>'


def flag(words: str) -> str:
    """Returns a small mark after a value: `overdue`, `sources differ`."""
    return f'<font color="#8a4b00" size="6">{escape(words)}</font>'


def note_lines(citations: Iterable[Citation]) -> Iterator[str]:
    """Yields the markup of each numbered note, in order; later ones of a source are short."""
    for note in listing(citations, brief=True):
        yield f"{_number(note.citations[0])}{shown(note.text)}"


def _number(number: int) -> str:
    return f'<bullet>[{number}]</bullet><a name="note-{number}"/>'


def raised(number: int) -> str:
    """Returns the markup of a raised number that links to its note."""
    return (f'<a href="#note-{number}" color="{LINK}"><super size="5.6" rise="2.4">'
            f"[{number}]</super></a>")


def cited(pieces: Iterable[Cited]) -> str:
    """Returns the markup of pieces of text, escaped, with raised numbers."""
    return "".join(shown(piece.text) + "".join(map(raised, piece.citations)) for piece in pieces)

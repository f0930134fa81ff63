"""The text of a slide: made safe for XML, measured to fit, with numbered notes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Final

from geo.cartography.lettering import measure
from geo.cartography.shapes import MAP_PALETTE
from geo.presentation.citations import Citation, Cited, cited_sources

HEADING, BODY = "Georgia", "Calibri"
INK: Final = MAP_PALETTE["ink"]
QUIET, ALERT = "#56626c", "#9a3412"
LEAST: Final = 12.0
"""The smallest type on a slide, in points: it is read from the back of a room."""
LEADING = 1.2
"""The distance of two lines of text, as a multiple of the font's size."""
RAISED_SHARE = 0.66
"""The size of a raised character as a share of its font's size."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FACTORS = {BODY: 1.0, HEADING: 1.03}
# Widths are those of DejaVu Sans, the fallback on machines without a closer font: Calibri,
# Carlito and Arial are narrower, so that text which fits in it fits everywhere. DejaVu Serif is a
# little wider.


def clean(text: str) -> str:
    """Replaces the characters that XML cannot hold by U+FFFD."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Returns clean text with spaces for line breaks and tabs."""
    return re.sub(r"[\t\n\r\u2028\u2029]", " ", clean(text))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. `size` is in points; `raised` sets it as a superscript."""

    text: str
    size: float = 14.0
    bold: bool = False
    italic: bool = False
    colour: str = INK
    face: str = BODY
    raised: bool = False


Para = tuple[Run, ...]


@lru_cache(maxsize=8_000)
def _advance(char: str, *, bold: bool) -> float:
    """The width of a character in thousandths of the font's size."""
    return 0.0 if unicodedata.combining(char) else measure(char, 1000, bold=bold)


def _em(run: Run) -> float:
    """A thousandth of the font's size in points, rather too much than too little."""
    return run.size * (RAISED_SHARE if run.raised else 1) * _FACTORS[run.face] / 1000


def _width(text: str, run: Run) -> float:
    return sum(_advance(char, bold=run.bold) for char in text) * _em(run)


def width_of(run: Run) -> float:
    """The width of a run on one line, in points, rather too wide than too narrow."""
    return _width(run.text, run)


def _words(para: Para) -> Iterable[tuple[float, float]]:
    """Yields the width of each word, over all its runs, and of the space after it."""
    width = 0.0
    for run in para:
        last = run.text.count(" ")
        for i, piece in enumerate(run.text.split(" ")):
            width += _width(piece, run)
            if i < last:
                yield width, _width(" ", run)
                width = 0.0
    yield width, 0.0


def line_count(para: Para, width: float) -> int:
    """Returns the number of lines of a paragraph; a word wider than the line is broken."""
    lines, at = 1, 0.0
    for word, space in _words(para):
        if at and at + word > width:
            lines, at = lines + 1, 0.0
        more = max(0, ceil(word / width) - 1)
        lines += more
        at += word - more * width + space
    return lines


def leading(para: Para) -> float:
    """The distance of its lines in points."""
    return max((run.size for run in para), default=0.0) * LEADING


def height_of(paras: Sequence[Para], width: float, gap: float = 0.0) -> float:
    """The height of paragraphs in points, `gap` points between two of them."""
    lines = sum(line_count(para, width) * leading(para) for para in paras)
    return lines + gap * max(0, len(paras) - 1)


def _beginning(para: Para, length: int) -> Para:
    """Returns the first characters of a paragraph, and an ellipsis."""
    runs: list[Run] = []
    for run in para:
        if length <= 0:
            break
        runs.append(replace(run, text=run.text[:length]))
        length -= len(run.text)
    if not runs:
        return ()
    return (*runs[:-1], replace(runs[-1], text=f"{runs[-1].text.rstrip()}\N{HORIZONTAL ELLIPSIS}"))


def cut(para: Para, width: float, height: float) -> Para:
    """Cuts a paragraph to a height; an ellipsis marks the cut.

    Empty if not even a character has room.
    """
    if height_of((para,), width) <= height:
        return para
    length = bisect_left(
        range(1, sum(len(run.text) for run in para)), x=True,
        key=lambda length: height_of((_beginning(para, length),), width) > height)
    return _beginning(para, length)


def fitted(para: Para, width: float, height: float, least: float) -> Para:
    """Sets a paragraph as large as fits, at least in `least` points; cuts it if that fails."""
    size = max((run.size for run in para), default=least)
    while size > least and height_of((para,), width) > height:
        size = max(least, size - 1)
        para = tuple(replace(run, size=size) for run in para)
    return cut(para, width, height)


def runs(pieces: Iterable[Cited], run: Run) -> Para:
    """Returns pieces of text as runs, with the numbers of their citations raised."""
    made = []
    for piece in pieces:
        if piece.text:
            made.append(replace(run, text=one_line(piece.text)))
        made += [replace(run, text=f"[{number}]", raised=True) for number in piece.citations]
    return tuple(made)


def raised_marks(paras: Iterable[Para]) -> set[str]:
    """Returns the numbers of the citations marked in some text: `[3]`."""
    return {run.text for para in paras for run in para if run.raised}


def grouped(citations: Iterable[Citation]) -> list[str]:
    """Returns citations as lines of text, one for each document."""
    lines = []
    for each in cited_sources(citations):
        brief = each.citations[0].in_brief
        places = "; ".join(" ".join((cited.mark, ", ".join(filter(None, (
            cited.place, cited.holds, cited.missing))))) for cited in each.citations)
        lines.append(one_line(f"{brief}: {places}." if brief else f"{places}."))
    return lines

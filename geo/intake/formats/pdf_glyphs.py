"""Reads the letters of a PDF and their places, in a process of its own.

A PDF may be made to crash or to hold up whoever reads it. This process reads the bytes from its
standard input, has bounds on time and memory, and writes the pieces of text as JSON; whatever
happens to it, the atlas goes on. `pdf_pages` starts it.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_PAGES: Final = 1_500
_MOST_LETTERS: Final = 6_000_000
_MOST_SECONDS: Final = 60
_MOST_MEMORY: Final = 4_000_000_000
_WIDE_GAP: Final = 1.0
"""A gap between letters, in ems, that parts columns or cells."""
_ODD_HYPHENS: Final = frozenset({0x02, 0xAD, 0x2010, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line, and other letters for one."""


@dataclass(slots=True)
class _Piece:
    """Letters that follow each other on one line; lengths in points, y upwards."""

    letters: list[str]
    left: float
    right: float
    base: float
    em: float
    bold: bool
    bottom: float
    last_left: float
    last_right: float
    is_word: bool = False
    """Whether a letter or digit is among them; the size of type is that of the first such."""
    last: int = 0
    """The number of its last letter."""


class _PageReading:
    """The letters of one page, put together to pieces."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._text = page.get_textpage()
        self._turn = page.get_rotation()
        self._width, self._height = page.get_size()
        left, bottom, right, top = page.get_bbox()
        self._box = left, bottom, right, top

    def pieces(self) -> Iterator[list[object]]:
        """Yields the pieces in the order in which the page draws them."""
        piece: _Piece | None = None
        for number, code, left, right, bottom in self._letters():
            letter = "-" if code in _ODD_HYPHENS else chr(code)
            if letter.isspace():
                if piece:
                    piece.letters.append(" ")
                continue
            if piece and not self._follows(piece, left, right, bottom, code):
                yield self._listed(piece)
                piece = None
            piece = piece or self._begun(number, left, right, bottom)
            if piece:
                self._add(piece, number, letter, left, right)
        if piece:
            yield self._listed(piece)

    def _letters(self) -> Iterator[tuple[int, int, float, float, float]]:
        """Yields number, code, left, right and bottom of each letter; line ends are left out."""
        box = raw.FS_RECTF()
        for number in range(raw.FPDFText_CountChars(self._text)):
            code = raw.FPDFText_GetUnicode(self._text, number)
            if code not in (0x0A, 0x0D) and raw.FPDFText_GetLooseCharBox(self._text, number, box):
                yield number, code, *self._turned(box)

    def _add(self, piece: _Piece, number: int, letter: str, left: float, right: float) -> None:
        if letter.isalnum() and not piece.is_word:
            piece.is_word, piece.em = True, self._em(number)
        piece.letters.append(letter)
        piece.last = number
        piece.left, piece.right = min(piece.left, left), max(piece.right, right)
        piece.last_left, piece.last_right = left, right

    def _listed(self, piece: _Piece) -> list[object]:
        text = "".join(piece.letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        bold = piece.bold and self._is_bold(piece.last)
        return [text.strip(), round(piece.left, 1), round(piece.right, 1), round(piece.base, 1),
                round(piece.em, 2), int(bold)]

    def _turned(self, box: Any) -> tuple[float, float, float]:  # noqa: ANN401
        """Returns left, right and bottom as the page is shown, from the corner that is shown."""
        left, bottom, right, top = self._box
        if self._turn == 90:
            return box.bottom - bottom, box.top - bottom, right - box.right
        if self._turn == 180:
            return right - box.right, right - box.left, top - box.top
        if self._turn == 270:
            return top - box.top, top - box.bottom, box.left - left
        return box.left - left, box.right - left, box.bottom - bottom

    @staticmethod
    def _follows(piece: _Piece, left: float, right: float, bottom: float, code: int) -> bool:
        if abs(bottom - piece.bottom) > 0.35 * piece.em:
            return False
        gap = left - piece.last_right
        if _is_leftward(code):
            gap = min(abs(gap), abs(piece.last_left - right))
        elif gap < -1.5 * piece.em:
            return False
        return gap < _WIDE_GAP * piece.em

    def _begun(self, number: int, left: float, right: float, bottom: float) -> _Piece | None:
        """Returns a new piece at a letter; None for one that is turned or beside the page."""
        angle = math.degrees(raw.FPDFText_GetCharAngle(self._text, number))
        if min((angle + turn) % 360 for turn in (self._turn, -self._turn)) % 350 > 10:
            return None
        if not (-1 <= left <= self._width + 1 and -1 <= bottom <= self._height + 1):
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        base = bottom
        if not self._turn and raw.FPDFText_GetCharOrigin(self._text, number, x, y):
            base = y.value - self._box[1]
        return _Piece([], left, right, base, self._em(number), self._is_bold(number), bottom,
                      left, right)

    def _em(self, number: int) -> float:
        """Returns the size of type of a letter, in points."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, number, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        return max(float(raw.FPDFText_GetFontSize(self._text, number)) * scale, 1.0)

    def _is_bold(self, number: int) -> bool:
        name = ctypes.create_string_buffer(100)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text, number, name, 100, flags)
        font = name.value.lower()
        return (b"bold" in font or b"black" in font or b"heavy" in font
                or raw.FPDFText_GetFontWeight(self._text, number) >= 600)


def _is_leftward(code: int) -> bool:
    return 0x590 <= code <= 0x8FF or 0xFB1D <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC


def _bounded() -> None:
    """Sets bounds on what this process may take, where the system has them."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_glyphs(data: bytes) -> dict[str, object]:
    """Returns what a PDF holds, as JSON has it: `error`, or `meta` and `pages`.

    A page has `size` (width and height), `pieces` (text, left, right, base line, size of type,
    bold) and `objects`, how many things are drawn on it. Errors: password, broken, pages, letters.
    """
    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        return {"error": "password" if locked else "broken"}
    if len(opened) > MOST_PAGES:
        return {"error": "pages", "count": len(opened)}
    pages: list[dict[str, object]] = []
    letters = 0
    for number in range(len(opened)):
        try:
            page = opened[number]
            pieces = [piece for piece in _PageReading(page).pieces() if piece[0]]
            objects = raw.FPDFPage_CountObjects(page)
            size = page.get_size()
            page.close()
        except pdfium.PdfiumError:
            pieces, objects, size = [], -1, (595, 842)
        letters += sum(len(str(piece[0])) for piece in pieces)
        if letters > _MOST_LETTERS:
            return {"error": "letters", "count": letters}
        pages.append({"size": size, "pieces": pieces, "objects": objects})
    return {"meta": opened.get_metadata_dict(skip_empty=True), "pages": pages}


def main() -> None:
    """Reads a PDF from the standard input; writes its pieces to the standard output."""
    _bounded()
    json.dump(read_glyphs(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()

"""What repeats at the top and foot of a PDF's pages: running heads, feet and page numbers."""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from geo.intake.formats.pdf_columns import PdfLine, lines_of
from geo.intake.formats.pdf_pages import PdfPage

_OUTERMOST: Final = 3
"""Lines at the top and at the foot among which they are sought."""
_FEW: Final = 3
"""Pages on which the same line, but for its figures, is a running one."""
_MARGIN: Final = 0.12
"""The share of a page's height at the top and at the foot that is its margin."""
_GAP: Final = 1.8
"""How many ems part a running line from the text."""
_LONGEST: Final = 120
_NUMBER: Final = re.compile(
    r"[\W_]*(?:page|p\.|стр\.|с\.|sayfa|səh\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|из|\|)\s*\d{1,4})?[\W_]*", re.IGNORECASE)

Found = tuple[int, str, PdfLine, float]
"""The index of a page, `top` or `foot`, a line, and how far the text is from it, in ems."""


def without_running_heads(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Returns the pages without running heads, running feet and page numbers."""
    found = [each for index, page in enumerate(pages) for each in _outermost(index, page)]
    same: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    there: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, side, line, gap in found:
        same[side, _key(line), round(line.base / 3)].add(index)
        if gap > _GAP and len(line.text) <= _LONGEST:
            there[side, round(line.base / 3)].add(index)
    dropped: dict[int, set[float]] = defaultdict(set)
    for index, side, line, gap in found:
        page = pages[index]
        in_margin = min(line.base, page.height - line.base) < _MARGIN * page.height
        repeats = len(same[side, _key(line), round(line.base / 3)])
        stands = len(there[side, round(line.base / 3)]) if gap > _GAP else 0
        if len(line.text) <= _LONGEST and (
                (repeats >= _FEW and repeats * 10 >= len(pages))
                or (in_margin and repeats >= _FEW)
                or (in_margin and repeats > 1 and len(pages) < 2 * _FEW)
                or (in_margin and stands >= _FEW and stands * 2 >= len(pages))
                or (in_margin and len(pages) > 1 and _NUMBER.fullmatch(line.text))):
            dropped[index].add(line.base)
    return [_without(page, dropped[index]) if index in dropped else page
            for index, page in enumerate(pages)]


def _outermost(index: int, page: PdfPage) -> Iterator[Found]:
    lines = lines_of(page.pieces, page.number)
    for side, ordered in (("top", lines), ("foot", lines[::-1])):
        for line, after in pairwise(ordered[:_OUTERMOST + 1]):
            yield index, side, line, abs(line.base - after.base) / max(line.em, after.em, 1.0)
        if len(lines) == 1:
            yield index, side, lines[0], 0.0


def _key(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _without(page: PdfPage, bases: set[float]) -> PdfPage:
    lines = [line for line in lines_of(page.pieces, page.number) if line.base in bases]
    gone = {(cell.base, cell.left) for line in lines for cell in line.cells}
    spans = [(line.base, line.em) for line in lines]
    kept = tuple(piece for piece in page.pieces if (piece.base, piece.left) not in gone
                 and not any(abs(piece.base - base) <= 0.4 * em for base, em in spans))
    return PdfPage(page.number, page.width, page.height, kept, page.objects)

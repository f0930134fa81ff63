"""What repeats at the top and foot of a PDF's pages: running heads, feet and page numbers."""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Outer:
    """A line near the edge of a page.

    `nth` counts from the edge, `gap` is how far the next line is, in ems.
    """

    index: int
    side: str
    nth: int
    line: PdfLine
    gap: float
    in_margin: bool

    @property
    def place(self) -> tuple[str, int]:
        return self.side, round(self.line.base / 3)

    @property
    def key(self) -> tuple[str, int, str]:
        """The place and the words; figures may differ from page to page."""
        return *self.place, re.sub(r"\d+", "#", self.line.text)


def without_running_heads(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Returns the pages without running heads, running feet and page numbers."""
    found = [each for index, page in enumerate(pages) for each in _outermost(index, page)
             if len(each.line.text) <= _LONGEST]
    same: dict[tuple[str, int, str], set[int]] = defaultdict(set)
    there: dict[tuple[str, int], set[int]] = defaultdict(set)
    for each in found:
        same[each.key].add(each.index)
        if each.gap > _GAP:
            there[each.place].add(each.index)
    dropped: dict[int, set[float]] = defaultdict(set)
    for each in found:
        stands = len(there[each.place]) if each.gap > _GAP else 0
        if (_repeats(each, len(same[each.key]), len(pages))
                or (each.in_margin and stands >= _FEW and stands * 2 >= len(pages))
                or (each.in_margin and len(pages) > 1 and _NUMBER.fullmatch(each.line.text))):
            dropped[each.index].add(each.line.base)
    return [_without(page, dropped[index]) if index in dropped else page
            for index, page in enumerate(pages)]


def _repeats(line: _Outer, times: int, pages: int) -> bool:
    """Checks whether the same words stand at the same place on pages enough."""
    few = 2 if pages < 2 * _FEW and line.in_margin else max(_FEW, pages // 10)
    return times >= few and (line.in_margin or (line.nth == 0 and line.gap > _GAP))


def _outermost(index: int, page: PdfPage) -> Iterator[_Outer]:
    lines = lines_of(page.pieces, page.number)
    for side, ordered in (("top", lines), ("foot", lines[::-1])):
        for nth, line in enumerate(ordered[:_OUTERMOST]):
            after = ordered[nth + 1] if nth + 1 < len(ordered) else line
            gap = abs(line.base - after.base) / max(line.em, after.em, 1.0)
            in_margin = min(line.base, page.height - line.base) < _MARGIN * page.height
            yield _Outer(index, side, nth, line, gap, in_margin)


def _without(page: PdfPage, bases: set[float]) -> PdfPage:
    lines = [line for line in lines_of(page.pieces, page.number) if line.base in bases]
    gone = {(cell.base, cell.left) for line in lines for cell in line.cells}
    spans = [(line.base, line.em) for line in lines]
    kept = tuple(piece for piece in page.pieces if (piece.base, piece.left) not in gone
                 and not any(abs(piece.base - base) <= 0.4 * em for base, em in spans))
    return PdfPage(page.number, page.width, page.height, kept, page.objects)

"""Headings, paragraphs and tables out of the lines of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from geo.intake.formats.characters import has_words
from geo.intake.formats.line_joining import Vocabulary, joined_lines
from geo.intake.formats.pdf_columns import PdfLine
from geo.intake.formats.pdf_table import PdfTable, with_tables
from geo.intake.formats.sentence_ends import ends_sentence
from geo.intake.formats.text_blocks import TextBlock, table

_LARGER: Final = 1.12
"""How much larger than the text a heading is."""
_SMALLER: Final = 0.88
"""Below this share of the size of the text, lines are notes."""
_SAME_SIZE: Final = 0.12
_LEADING: Final = 1.45
"""How much wider than usual the gap before a new paragraph is."""
_INDENT: Final = 0.8
_SHORT: Final = 0.8
"""The share of the column that the last line of a paragraph leaves room beyond."""
_MOST_OF_A_HEADING = 200
_ENTRY: Final = re.compile("\N{HORIZONTAL ELLIPSIS} ?(?:[0-9]+|[ivxlc]+)$")
_BULLETS: Final = ("•", "\N{EN DASH}", "\N{EM DASH}", "▪", "■", "◦", "‣", "o ", "- ", "➢", "✓")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: list[PdfLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Column:
    """The measures of a column: its edges and the usual distance of its lines, in points."""

    left: float
    right: float
    leading: float


def pdf_blocks(lines: Sequence[PdfLine]) -> list[TextBlock]:
    """Returns the blocks that the lines of all pages make, in their order."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.em * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    vocabulary = Vocabulary(line.text for line in lines)
    parts: list[_Paragraph | PdfTable] = []
    for column in _columns(lines):
        measures = _measures(column)
        for part in with_tables(column):
            if isinstance(part, PdfTable):
                parts.append(part)
            else:
                parts += _paragraphs(part, measures, body)
    return [block for part in _carried_on(parts, body)
            for block in _block(part, body, vocabulary)]


def _columns(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    column: list[PdfLine] = []
    for line in lines:
        if column and (line.page, line.region) != (column[0].page, column[0].region):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _measures(column: Sequence[PdfLine]) -> _Column:
    gaps = Counter(round(above.base - line.base, 0)
                   for above, line in pairwise(column))
    usual = [gap for gap, _ in gaps.most_common(1) if gap > 0]
    return _Column(min(line.left for line in column), max(line.right for line in column),
                   usual[0] if usual else 1.2 * column[0].em)


def _paragraphs(lines: Sequence[PdfLine], column: _Column, body: float) -> Iterator[_Paragraph]:
    """Yields the paragraphs of a run of lines."""
    current = _Paragraph()
    for line in lines:
        if current.lines and _begins(current.lines, line, column, body):
            yield current
            current = _Paragraph()
        current.lines.append(line)
    if current.lines:
        yield current


def _begins(lines: Sequence[PdfLine], line: PdfLine, column: _Column, body: float) -> bool:
    """Checks whether a line begins a new paragraph."""
    last = lines[-1]
    gap = last.base - line.base
    if not _alike(line, last) or _leads_to_page(lines) or _leads_to_page([line]):
        return True
    if line.bold != last.bold and (line.bold or _is_heading(lines, body)):
        return True
    if gap > _LEADING * max(column.leading, line.em) or line.text.startswith(_BULLETS):
        return True
    if line.left > column.left + _INDENT * line.em and last.left < line.left - _INDENT * line.em:
        return not last.text.startswith(_BULLETS) and last.right < column.right
    room = last.right < column.left + _SHORT * (column.right - column.left)
    return room and ends_sentence(last.text) and not line.text[:1].islower()


def _leads_to_page(lines: Sequence[PdfLine]) -> bool:
    """Checks whether lines are an entry of a table of contents."""
    return bool(_ENTRY.search(" ".join(line.text for line in lines)))


def _alike(line: PdfLine, last: PdfLine) -> bool:
    """Checks whether two lines are of nearly the same size of type."""
    return abs(line.em - last.em) <= _SAME_SIZE * max(line.em, last.em)


def _is_heading(lines: Sequence[PdfLine], body: float) -> bool:
    text = " ".join(line.text for line in lines)
    is_marked = lines[0].em >= _LARGER * body or (
        all(line.bold for line in lines) and lines[0].em >= _SMALLER * body)
    return (is_marked and not _leads_to_page(lines)
            and len(lines) <= 4 and len(text) <= _MOST_OF_A_HEADING
            and any(letter.isalpha() for letter in text)
            and not (ends_sentence(text) and text[-1] == "." and lines[0].em < _LARGER * body))


def _carried_on(parts: Sequence[_Paragraph | PdfTable], body: float
                ) -> list[_Paragraph | PdfTable]:
    """Puts together what a column's or a page's end parts; notes between do not part it."""
    made: list[_Paragraph | PdfTable] = []
    open_one: _Paragraph | None = None
    for part in parts:
        if isinstance(part, PdfTable):
            made.append(part)
            continue
        first = part.lines[0]
        if first.em < _SMALLER * body and not _is_heading(part.lines, body):
            made.append(part)
            continue
        if open_one and _goes_on(open_one, first):
            open_one.lines += part.lines
            continue
        made.append(part)
        open_one = None if _is_heading(part.lines, body) else part
    return made


def _goes_on(paragraph: _Paragraph, line: PdfLine) -> bool:
    last = paragraph.lines[-1]
    if (last.page, last.region) == (line.page, line.region) or line.page > last.page + 1:
        return False
    is_open = last.text.endswith("-") or not ends_sentence(last.text)
    return (is_open and line.text[:1].islower()
            and _alike(line, last))


def _block(part: _Paragraph | PdfTable, body: float, vocabulary: Vocabulary
           ) -> Iterator[TextBlock]:
    if isinstance(part, PdfTable):
        block = table(part.rows, has_head=part.has_head, pages=((0, part.page),))
        if block:
            yield block
        return
    text, pages = joined_lines([(line.text, line.page) for line in part.lines], vocabulary)
    if has_words(text):
        role = "heading" if _is_heading(part.lines, body) else "text"
        yield TextBlock("heading" if role == "heading" else "text", text, pages=pages)

"""Blocks of a document (headings, paragraphs, tables) and the lines that they are put into.

A heading is one line, a row of a table is one line, a sentence of a paragraph is one line; a blank
line stands between two blocks. The same blocks give the same lines always.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from geo.data.errors import AtlasError
from geo.intake.document import DocumentHeading, DocumentTable, Imprint, TableRow
from geo.intake.formats.characters import has_words, one_line
from geo.intake.formats.sentence_ends import sentences

Row = tuple[str, ...]
Role = Literal["text", "heading", "table"]
BETWEEN_CELLS = " | "
MOST_LETTERS: Final = 5_000_000
"""The longest text that is read: a book of 2,000 pages."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph or a table.

    `text` is in one line. `rows` are those of a table, the head first where it `has_head`. `pages`
    says on which page the block stands: pairs of a letter's (or a row's) number and the page from
    there on; none where a document has no pages.
    """

    role: Role
    text: str = ""
    rows: tuple[Row, ...] = ()
    has_head: bool = False
    pages: tuple[tuple[int, int], ...] = ()

    def page_at(self, place: int) -> int:
        """Returns the page of a letter or of a row; 0 for none."""
        at = bisect_right([begins for begins, _ in self.pages], place) - 1
        return self.pages[max(at, 0)][1] if self.pages else 0


@dataclass(slots=True)
class ReadText:
    """What a reader of one format found; `notices` say what a curator must know of it."""

    lines: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    headings: list[DocumentHeading] = field(default_factory=list)
    tables: list[DocumentTable] = field(default_factory=list)
    imprint: Imprint = field(default_factory=Imprint)
    notices: list[str] = field(default_factory=list)


def refuse_more(count: int, most: int, what: str, name: str) -> None:
    """Raises AtlasError where a document has more of something than is read."""
    if count > most:
        raise AtlasError(f"{name} has {count:,} {what}; at most {most:,} are read; give a part "
                         "of it")


def paragraph(text: str) -> TextBlock | None:
    """Returns the block of a paragraph; None where it has no words."""
    plain = one_line(text)
    return TextBlock("text", plain) if has_words(plain) else None


def table(rows: Iterable[Iterable[str]], *, has_head: bool,
          pages: tuple[tuple[int, int], ...] = ()) -> TextBlock | None:
    """Returns the block of a table, each row with as many cells as the widest.

    None where it has no words; a table of one column is none either.
    """
    plain = [tuple(one_line(cell) for cell in row) for row in rows]
    width = max(map(len, plain), default=0)
    full = tuple(row + ("",) * (width - len(row)) for row in plain)
    if not any(has_words(cell) for row in full for cell in row):
        return None
    return TextBlock("table", rows=full, has_head=has_head and len(full) > 1, pages=pages)


def row_line(cells: Row) -> str:
    """Returns the line of a row."""
    return BETWEEN_CELLS.join(cells).strip()


def put_into_lines(blocks: Iterable[TextBlock]) -> ReadText:
    """Returns the blocks in lines, with the headings, tables and pages that stand on them."""
    read = ReadText()
    for block in blocks:
        if read.lines:
            read.lines.append("")
            read.pages.append(read.pages[-1])
        if block.role == "heading":
            read.headings.append(DocumentHeading(len(read.lines) + 1, block.text))
        elif block.role == "table":
            _note_table(read, block)
        for place, line in _lines_of(block):
            read.lines.append(line)
            read.pages.append(block.page_at(place))
    if not any(read.pages):
        read.pages.clear()
    return read


def _lines_of(block: TextBlock) -> Iterator[tuple[int, str]]:
    if block.role == "table":
        yield from ((number, row_line(row)) for number, row in enumerate(block.rows))
    elif block.role == "heading":
        yield 0, block.text
    else:
        yield from sentences(block.text)


def _note_table(read: ReadText, block: TextBlock) -> None:
    first = len(read.lines) + 1
    rows = tuple(TableRow(first + number, row) for number, row in enumerate(block.rows))
    head, body = (rows[0].cells, rows[1:]) if block.has_head else ((), rows)
    read.tables.append(DocumentTable(head, body))

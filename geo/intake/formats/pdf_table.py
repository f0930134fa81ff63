"""Tables of a PDF: lines that wide gaps part into cells which stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.intake.formats.pdf_columns import PdfLine
from geo.intake.formats.text_blocks import Row

_FEWEST_ROWS: Final = 3
_MOST_COLUMNS: Final = 16
_FILLED: Final = 0.55
"""The share of a table's cells that are not blank."""
_APART: Final = 3.2
"""How many ems apart the lines of one table may be."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """The rows of a table, the head first where it `has_head`, and the page they stand on."""

    rows: tuple[Row, ...]
    has_head: bool
    page: int


def with_tables(column: Sequence[PdfLine]) -> Iterator[list[PdfLine] | PdfTable]:
    """Yields the tables of a column, and the runs of other lines between them."""
    others: list[PdfLine] = []
    at = 0
    while at < len(column):
        end = _run_end(column, at)
        found = _table(column[at:end]) if end - at >= _FEWEST_ROWS else None
        if found:
            if others:
                yield others
            others = []
            yield found
        else:
            end = max(end, at + 1)
            others += column[at:end]
        at = end
    if others:
        yield others


def _run_end(column: Sequence[PdfLine], begins: int) -> int:
    """Returns where a run of lines with cells ends; a line of one cell may stand between two."""
    end = at = begins
    while at < len(column):
        line = column[at]
        if at > begins and column[at - 1].base - line.base > _APART * line.em:
            break
        if len(line.cells) > 1:
            end = at + 1
        elif at == begins or at - end >= 1:
            break
        at += 1
    return end


def _table(lines: Sequence[PdfLine]) -> PdfTable | None:
    """Returns the table that lines make; None where their cells do not stand below each other."""
    columns = _columns(lines)
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    rows: list[list[str]] = []
    for number, line in enumerate(lines):
        row = [""] * len(columns)
        for cell in line.cells:
            place = next(place for place, (_, right) in enumerate(columns) if cell.left < right)
            row[place] = f"{row[place]} {cell.text}".strip()
        close = number and lines[number - 1].base - line.base < 1.5 * line.em
        if rows and close and not row[0] and sum(map(bool, row)) < sum(map(bool, rows[-1])):
            rows[-1] = [f"{above} {below}".strip()
                        for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    filled = sum(bool(cell) for row in rows for cell in row)
    if len(rows) < _FEWEST_ROWS or filled < _FILLED * len(rows) * len(columns):
        return None
    if sum(len(cell) for row in rows for cell in row) > 60 * filled:
        return None
    return PdfTable(tuple(map(tuple, rows)), _has_head(rows), lines[0].page)


def _columns(lines: Sequence[PdfLine]) -> list[tuple[float, float]]:
    """Returns the left and right edges of columns: cells that overlap are of one column.

    A cell over several columns, in a row that has fewer than most, joins none.
    """
    most = max(len(line.cells) for line in lines)
    spans = sorted((cell.left, cell.right) for line in lines
                   if len(line.cells) * 2 > most for cell in line.cells)
    merged: list[tuple[float, float]] = []
    for left, right in spans:
        if merged and left < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    if not merged:
        return []
    last_left, last_right = merged[-1]
    return [*merged[:-1], (last_left, max(last_right, max(line.right for line in lines) + 1))]


def _has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Checks whether the first row names the columns: all later ones have more figures."""
    figures = [sum(any(letter.isdigit() for letter in cell) for cell in row[1:]) for row in rows]
    letters = [sum(any(letter.isalpha() for letter in cell) for cell in row[1:]) for row in rows]
    return letters[0] > 0 and (figures[0] == 0 or letters[0] > max(letters[1:])) and any(
        figures[1:])

"""Tables of a PDF: lines that wide gaps part into cells which stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from geo.intake.formats.pdf_columns import PdfLine
from geo.intake.formats.pdf_pages import Piece
from geo.intake.formats.text_blocks import Row

_FEWEST_ROWS: Final = 3
_ROWS_OF_WORDS: Final = 6
"""Rows from which on a table may be of words; fewer that are could be spread prose."""
_MOST_COLUMNS: Final = 16
_FILLED: Final = 0.55
"""The share of a table's cells that are not blank."""
_MOST_TOUCHING: Final = 12
"""Lines of prose, before and after, that a run may begin or end with."""
_CLASHES: Final = 0.15
"""The share of lines two of whose cells may fall into one column."""
_NEAR: Final = 3.0
"""Points between edges that are the same."""
_MOST_ALIGNED: Final = 0.75
_APART: Final = 3.2
"""How many ems apart the lines of one table may be."""
_CLOSE: Final = 2.0
"""The same before a line of one cell; farther away it is no part of the table."""


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
        begins, ends, found = _longest(column, at, end)
        others += column[at:begins]
        if found:
            if others:
                yield others
            others = []
            yield found
        at = max(ends, at + 1) if found else begins
    if others:
        yield others


def _longest(column: Sequence[PdfLine], begins: int, ends: int
             ) -> tuple[int, int, PdfTable | None]:
    """Returns the longest part of a run that is a table: lines of prose may touch it.

    Where it has none, the whole of it, or one line, is passed over.
    """
    ends = max(ends, begins + 1)
    least = _FEWEST_ROWS
    for first in range(begins, min(ends - least + 1, begins + _MOST_TOUCHING)):
        for last in range(ends, max(first + least - 1, ends - _MOST_TOUCHING), -1):
            if (min(len(column[first].cells), len(column[last - 1].cells)) > 1
                    and (found := _table(column[first:last]))):
                return first, last, found
    return ends, ends, None


def _run_end(column: Sequence[PdfLine], begins: int) -> int:
    """Returns where a run of lines with cells ends; a line of one cell may stand between two."""
    end = at = begins
    while at < len(column):
        line = column[at]
        if at > begins and column[at - 1].base - line.base > _APART * line.em:
            break
        if len(line.cells) > 1:
            end = at + 1
        elif at == begins or at - end >= 1 or column[at - 1].base - line.base > _CLOSE * line.em:
            break
        at += 1
    return end


def _table(lines: Sequence[PdfLine]) -> PdfTable | None:
    """Returns the table that lines make; None where their cells do not stand below each other."""
    columns = _columns(lines)
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    in_cells = [line for line in lines if len(line.cells) > 1]
    with_figures = sum(any(letter.isdigit() for letter in line.text) for line in in_cells)
    if (len(in_cells) < _FEWEST_ROWS
            or (with_figures * 2 < len(in_cells) < _ROWS_OF_WORDS)
            or not _stand_below_each_other(lines, columns)):
        return None
    rows: list[list[str]] = []
    clashes = 0
    for number, line in enumerate(lines):
        row = [""] * len(columns)
        for cell in line.cells:
            place = _place(cell, columns)
            row[place] = f"{row[place]} {cell.text}".strip()
        clashes += sum(map(bool, row)) < len(line.cells)
        close = number and lines[number - 1].base - line.base < 1.5 * line.em
        if rows and close and not row[0] and sum(map(bool, row)) < sum(map(bool, rows[-1])):
            rows[-1] = [f"{above} {below}".strip()
                        for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    filled = sum(bool(cell) for row in rows for cell in row)
    if clashes > _CLASHES * len(lines):
        return None
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


def _place(cell: Piece, columns: Sequence[tuple[float, float]]) -> int:
    """Returns the column in which a cell begins."""
    return next(place for place, (_, right) in enumerate(columns) if cell.left < right)


def _stand_below_each_other(lines: Sequence[PdfLine], columns: Sequence[tuple[float, float]]
                            ) -> bool:
    """Checks whether the cells of each column share an edge or their middle.

    Words that justified prose spreads over its lines do not. The head may stand otherwise.
    """
    cells: list[list[Piece]] = [[] for _ in columns]
    for line in lines:
        for cell in line.cells:
            cells[_place(cell, columns)].append(cell)
    return all(_aligned(column) or (len(column) > _FEWEST_ROWS and _aligned(column[1:]))
               for column in cells[1:] if len(column) > 1)


def _aligned(cells: Sequence[Piece]) -> bool:
    for edges in ([cell.left for cell in cells], [cell.right for cell in cells],
                  [(cell.left + cell.right) / 2 for cell in cells]):
        middle = median(edges)
        if sum(abs(edge - middle) <= _NEAR for edge in edges) >= _MOST_ALIGNED * len(edges):
            return True
    return False


def _has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Checks whether the first row names the columns: all later ones have more figures."""
    figures = [sum(any(letter.isdigit() for letter in cell) for cell in row[1:]) for row in rows]
    letters = [sum(any(letter.isalpha() for letter in cell) for cell in row[1:]) for row in rows]
    return letters[0] > 0 and (figures[0] == 0 or letters[0] > max(letters[1:])) and any(
        figures[1:])

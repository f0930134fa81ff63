"""The rows of a slide: a label, a value and remarks, set below one another while there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.export.pptx.drawingml import Box, Pen, Text
from geo.export.pptx.slide_figures import Row
from geo.export.pptx.slide_grid import rule
from geo.export.pptx.slide_text import LEAST, QUIET, Para, Run, cut, height_of, one_line, width_of

_LABEL_SIZE = LEAST
ROW_GAP: Final = 9.0
"""The distance of two rows, in points."""
_DENSER = 0.88


def _label(row: Row) -> Run:
    return Run(one_line(row.label), _LABEL_SIZE, colour=QUIET)


def label_column(rows: Sequence[Row], width: float) -> float:
    """The width of the column of labels: as wide as the widest, up to a share of the whole."""
    most = width * (0.29 if any(row.beside for row in rows) else 0.4)
    return min(max((width_of(_label(row)) for row in rows), default=0.0) + 14, most)


def row_height(row: Row, width: float, label: float) -> float:
    """Returns the height of a row in a column, in points; `label` is the width of its label."""
    return max(height_of((row.value, *row.beside), width - label, 1),
               height_of(((_label(row),),), label - 12) + _drop(row))


def _drop(row: Row) -> float:
    """The distance of a label below its row's top, so that it shares the value's baseline."""
    size = max((run.size for run in row.value), default=_LABEL_SIZE)
    return max(0.0, (size - _LABEL_SIZE) * 0.9)


def denser(row: Row) -> Row:
    """Returns the same row in smaller letters."""
    def small(para: Para) -> Para:
        return tuple(replace(run, size=max(LEAST, run.size * _DENSER)) for run in para)

    return Row(row.label, small(row.value), tuple(map(small, row.beside)))


def _put_row(pen: Pen, row: Row, box: Box, label: float) -> None:
    """Put a row: its label in one column, its value and remarks in the other."""
    inner = Box(box.x + label, box.y, box.width - label, box.height)
    drop = _drop(row)
    name = cut((_label(row),), label - 12, box.height - drop)
    pen.put(pen.text(f"Name: {row.label}", Box(box.x, box.y + drop, label - 12,
                                                box.height - drop), Text([name])),
            pen.text(f"Value: {row.label}", inner, Text([row.value, *row.beside], gap=1)))


def _shortened(row: Row, width: float, room: float) -> Row:
    """Cuts a row that is too high for a whole slide to the room."""
    value = cut(row.value, width, room / 2)
    rest_height = room - height_of((value,), width)
    beside: list[Para] = []
    for para in row.beside:
        shortened = cut(para, width, rest_height - 2)
        if shortened:
            beside.append(shortened)
            rest_height -= height_of((shortened,), width) + 1
    return Row(row.label, value, tuple(beside))


def fitting(rows: Sequence[Row], width: float, height: float) -> int:
    """Returns how many rows have room below one another."""
    label, y = label_column(rows, width), 0.0
    for number, row in enumerate(rows):
        y += row_height(row, width, label)
        if y > height + 0.01:
            return number
        y += ROW_GAP
    return len(rows)


def rows_height(rows: Sequence[Row], width: float) -> float:
    """Returns the height of rows with the gaps below them, in points."""
    label = label_column(rows, width)
    return sum(row_height(row, width, label) + ROW_GAP for row in rows)


def put_rows(pen: Pen, rows: Sequence[Row], box: Box, *, alone: bool = False
              ) -> tuple[Sequence[Row], float]:
    """Put rows in a box while there is room; returns the rest, and the y where the last ended.

    If they are `alone` the first is cut if it is too high for the box.
    """
    y, label = box.y, label_column(rows, box.width)
    for i, row in enumerate(rows):
        shown = row
        if alone and not i and row_height(row, box.width, label) > box.height:
            shown = _shortened(row, box.width - label, box.height)
        high = row_height(shown, box.width, label)
        if y + high > box.bottom + 0.01:
            return rows[i:], y
        if i:
            rule(pen, y - ROW_GAP / 2, box.x, box.width)
        _put_row(pen, shown, Box(box.x, y, box.width, high), label)
        y += high + ROW_GAP
    return (), y

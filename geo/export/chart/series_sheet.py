"""The picture of series: charts with the citations of their points, and numbered notes below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geo.cartography.shapes import Area, Label, Path, Point, Ring
from geo.export.chart.chart_layout import (
    LaidChart,
    Letters,
    Shape,
    lay_chart,
    lines_height,
    text_lines,
)
from geo.export.chart.look import QUIET
from geo.presentation.citations import Citations, listing
from geo.presentation.extract import LICENCE, Extract
from geo.presentation.series_table import drawn_in_words
from geo.presentation.shown_series import READING, TITLE, ShownSeries

_MARGIN, _GAP, _NARROW, _WIDE = 26.0, 34.0, 600.0, 960.0
_HEADING, _READING = Letters(17.0, bold=True), Letters(9.0, QUIET)
_CITED, _NOTE = Letters(7.6, QUIET), Letters(7.0, QUIET)
_NOTE_LINES, _CITED_LINES, _HEAD_LINES = 12, 30, 6


def _moved(item: Shape, right: float, down: float) -> Shape:
    def there(point: Point) -> Point:
        return round(point[0] + right, 2), round(point[1] + down, 2)

    def ring(points: Ring) -> Ring:
        return tuple(map(there, points))

    if isinstance(item, Area):
        return replace(item, rings=tuple(map(ring, item.rings)))
    if isinstance(item, Path):
        return replace(item, points=ring(item.points))
    return replace(item, at=there(item.at))


def _all_moved(items: Iterable[Shape], right: float, down: float) -> Iterator[Shape]:
    return (_moved(item, right, down) for item in items)


def _cell(series: ShownSeries, width: float, headings: Sequence[str]) -> LaidChart:
    """Returns a chart under its headings, with the citations of its points below it."""
    chart = lay_chart(series, width, headings)
    lines = text_lines(series.cited, (0.0, chart.height + 2), width, _CITED,
                       _CITED_LINES)
    height = chart.height + 2 + lines_height(len(lines), _CITED.size)
    return replace(chart, height=height, items=(*chart.items, *lines))


def _grid(cells: Sequence[LaidChart], columns: int, top: float) -> tuple[list[Shape], float]:
    """Places charts in rows; returns their shapes, and where the last row ends."""
    items: list[Shape] = []
    for at in range(0, len(cells), columns):
        row = cells[at:at + columns]
        for place, cell in enumerate(row):
            items += _all_moved(cell.items, _MARGIN + place * (cell.width + _GAP), top)
        top += max(cell.height for cell in row) + _GAP * 0.7
    return items, top


def _notes(citations: Citations, width: float, columns: int, top: float
           ) -> tuple[list[Label], float]:
    """Places the numbered notes in columns; returns them, and where the longest column ends."""
    notes = [text_lines(f"[{note.citations[0]}] {note.text}", (0.0, 0.0), width, _NOTE,
                        _NOTE_LINES)
             for note in listing(citations.listed, brief=True)]
    heights = [lines_height(len(lines), _NOTE.size) + 2 for lines in notes]
    aim, column, down = sum(heights) / columns, 0, 0.0
    placed: list[Label] = []
    lowest = top
    for lines, height in zip(notes, heights, strict=True):
        if down and down + height / 2 > aim and column < columns - 1:
            column, down = column + 1, 0.0
        placed += [replace(line, at=(line.at[0] + _MARGIN + column * (width + _GAP),
                                     round(line.at[1] + top + down, 2))) for line in lines]
        down += height
        lowest = max(lowest, top + down)
    return placed, lowest


def lay_series(extract: Extract) -> LaidChart:
    """Returns one picture of the series of a view, or of what is open in it.

    Raises AtlasError if there is none.
    """
    citations = Citations(extract.atlas.sources)
    series = drawn_in_words(extract, citations)
    columns = 1 if len(series) == 1 else 2
    width = _NARROW if columns == 1 else _WIDE
    inner = width - 2 * _MARGIN
    column = (inner - _GAP * (columns - 1)) / columns
    is_one = len({each.subject for each in series}) == 1
    title = series[0].subject if is_one else TITLE
    top = _MARGIN * 0.8
    items: list[Shape] = []
    filters = "; ".join(extract.filters)
    head = ((title, _HEADING), (READING, _READING), *([(filters, _READING)] if filters else []))
    for words, look in head:
        lines = text_lines(words, (_MARGIN, top), inner, look, _HEAD_LINES)
        items += lines
        top += lines_height(len(lines), look.size) + 3
    cells = [_cell(each, column, (each.title,) if is_one else (each.subject, each.title))
             for each in series]
    charts, top = _grid(cells, columns, top + 8)
    notes, top = _notes(citations, column, columns, top)
    foot = text_lines(f"Corridor Atlas, release {extract.release}, {LICENCE}.",
                      (_MARGIN, top + 6), inner, _NOTE)
    height = top + 6 + lines_height(len(foot), _NOTE.size) + _MARGIN * 0.7
    return LaidChart(width, round(height, 2), title,
                     " ".join(each.description for each in series),
                     (*items, *charts, *notes, *foot))

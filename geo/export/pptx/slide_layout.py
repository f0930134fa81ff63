"""Lays out a slide, and continues on further slides if there is too much for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.cartography.layout import lay_out
from geo.cartography.shapes import LaidStroke, MapLayout
from geo.claims.wording import date_words
from geo.export.pptx.drawingml import Box, Pen, Text
from geo.export.pptx.slide_figures import Row
from geo.export.pptx.slide_map import draw_legend, draw_map, enlarged, legend_height
from geo.export.pptx.slide_pages import Page
from geo.export.pptx.slide_series import put_chart
from geo.export.pptx.slide_text import (
    HEADING,
    LEADING,
    QUIET,
    Para,
    Run,
    cut,
    fitted,
    grouped,
    height_of,
    one_line,
    raised_marks,
    width_of,
)
from geo.presentation.citations import Citation
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.shown_series import ShownSeries
from geo.query.view import DEPICTIONS

WIDTH, HEIGHT = 960.0, 540.0
"""The slide in points: 13.333 by 7.5 inches."""

_LEFT, _WIDE = 36.0, 888.0
_BODY, _FOOT = 92.0, 508.0
_MAP_WIDE, _GUTTER = 576.0, 24.0
_CHART_WIDE, _NOTES_MOST = 560.0, 96.0
_MAP_LEAST, _MAP_MOST = 230.0, 344.0
_STRIP_USUAL = 92.0
_DENSER = 0.88
_SAID_SMALLEST, _SAID_LEAST, _SAID_WISHED = 9.5, 13.0, 16.0
_ENLARGED = 1.7
# The enlargement of names and lines against the screen, for readers at the back of a room.
_CAPTION_SIZE, _LABEL_SIZE, _ROW_GAP = 9.5, 12.0, 9.0
_SIZE = 9.5
_RULE: Final = LaidStroke("#d8d2c4", 0.75)
_MORE = "Continued on the next slide."

Rest = tuple[Sequence[Row], Sequence[Citation]]
"""The rows and notes for which a slide has no room."""


def _heading(pen: Pen, page: Page) -> None:
    eyebrow = cut((Run(one_line(page.eyebrow), 13, bold=True, colour=page.accent),), _WIDE, 16)
    if eyebrow:
        pen.put(pen.text("Kind", Box(_LEFT, 22, _WIDE, 17), Text([eyebrow])))
    run = Run(one_line(page.title) or "Untitled", 30, bold=True, face=HEADING)
    title = fitted((run,), _WIDE, 38, 22)
    if title[0].text != run.text:
        title = fitted((replace(run, size=20),), _WIDE, 49, 14)
    pen.put(pen.text("Title", Box(_LEFT, 39, _WIDE, 49), Text([title], role="title")))


def _footer(pen: Pen, extract: Extract) -> None:
    filters = "; ".join(extract.filters) or "none, all routes"
    first = (Run(one_line(f"Release {extract.release} · as of {date_words(extract.as_of)} · "
                          f"filters: {filters}"), 9, colour=QUIET),)
    second = (Run(ATTRIBUTION, 9, colour=QUIET),)
    paras = [cut(first, _WIDE - 40, 11), second]
    pen.put(pen.text("Footer", Box(_LEFT, _FOOT, _WIDE - 40, 22), Text(paras)),
            pen.text("Slide number", Box(_LEFT + _WIDE - 36, _FOOT + 11, 36, 11), Text(
                [(Run("0", 9, colour=QUIET),)], align="end", role="number")))


def _rule(pen: Pen, y: float, x: float, width: float) -> None:
    pen.put(pen.freeform("Rule", [((x, y), (x + width, y))], _RULE))


def _label(row: Row) -> Run:
    return Run(one_line(row.label), _LABEL_SIZE, colour=QUIET)


def _label_column(rows: Sequence[Row], width: float) -> float:
    """The width of the column of labels: as wide as the widest, up to a share of the whole."""
    most = width * (0.29 if any(row.beside for row in rows) else 0.4)
    return min(max((width_of(_label(row)) for row in rows), default=0.0) + 14, most)


def _row_height(row: Row, width: float, label: float) -> float:
    return max(height_of((row.value, *row.beside), width - label, 1),
               height_of(((_label(row),),), label - 12) + _drop(row))


def _drop(row: Row) -> float:
    """The distance of a label below its row's top, so that it shares the value's baseline."""
    size = max((run.size for run in row.value), default=_LABEL_SIZE)
    return max(0.0, (size - _LABEL_SIZE) * 0.9)


def _denser(row: Row) -> Row:
    """Returns the same row in smaller letters."""
    def small(para: Para) -> Para:
        return tuple(replace(run, size=run.size * _DENSER) for run in para)

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


def _put_rows(pen: Pen, rows: Sequence[Row], box: Box, *, alone: bool = False
              ) -> tuple[Sequence[Row], float]:
    """Put rows in a box while there is room; returns the rest, and the y where the last ended.

    If they are `alone` the first is cut if it is too high for the box.
    """
    y, label = box.y, _label_column(rows, box.width)
    for i, row in enumerate(rows):
        shown = row
        if alone and not i and _row_height(row, box.width, label) > box.height:
            shown = _shortened(row, box.width - label, box.height)
        high = _row_height(shown, box.width, label)
        if y + high > box.bottom + 0.01:
            return rows[i:], y
        if i:
            _rule(pen, y - _ROW_GAP / 2, box.x, box.width)
        _put_row(pen, shown, Box(box.x, y, box.width, high), label)
        y += high + _ROW_GAP
    return (), y


def _note_paras(cited: Sequence[Citation], *, more: bool = False) -> list[Para]:
    words = [*grouped(cited), *((_MORE,) if more else ())]
    return [(Run(line, _SIZE, colour=QUIET),) for line in words]


def _put_notes(pen: Pen, cited: Sequence[Citation], top: float, *, more: bool = False,
               alone: bool = False) -> Sequence[Citation]:
    """Put as many notes above the footer as fit below `top`; returns the others.

    If they are `alone` the first is cut if it is too long for the slide.
    """
    room = _FOOT - 6 - top
    count = len(cited)
    while count and height_of(_note_paras(cited[:count], more=more), _WIDE) > room:
        count, more = count - 1, True
    if alone and cited and not count:
        count, more = 1, len(cited) > 1
        room -= 2 * _SIZE * LEADING
    paras = [cut(para, _WIDE, room) for para in _note_paras(cited[:count], more=more)]
    high = height_of(paras, _WIDE)
    if paras:
        pen.put(pen.text("Notes", Box(_LEFT, _FOOT - 6 - high, _WIDE, high), Text(paras)))
    return cited[count:]


def _caption(extract: Extract, layout: MapLayout, width: float) -> Para:
    """The caption of the map, at most two lines over the whole width."""
    words = " ".join((f"Borders: {DEPICTIONS[extract.view.depiction].lower()}.", *layout.notes))
    run = Run(one_line(words), _CAPTION_SIZE, italic=True, colour=QUIET)
    return cut((run,), width, (2 if width == _WIDE else 3) * _CAPTION_SIZE * LEADING + 0.1)


def _column_need(page: Page, width: float, least: float) -> tuple[float, float]:
    """The heights of the sentence, at most in size `least`, and of all below it."""
    label = _label_column(page.rows, width)
    rows = sum(_row_height(row, width, label) + _ROW_GAP for row in page.rows)
    beside = height_of(page.beside, width, 4) + (8 if page.beside else 0)
    sentence = tuple(replace(run, size=min(run.size, least)) for run in page.sentence)
    return height_of((sentence,), width), rows + beside + 16


def _letters(para: Para) -> int:
    return sum(len(run.text) for run in para)


def _column(pen: Pen, page: Page, box: Box) -> Sequence[Row]:
    """Put sentence, remarks and rows beside the map; returns the rows without room."""
    least, below = _column_need(page, box.width, _SAID_LEAST)
    room = max(min(least, box.height), box.height - below)
    sentence = fitted(page.sentence, box.width, room, _SAID_LEAST)
    if _letters(sentence) < _letters(page.sentence):  # rows may continue on a further slide
        sentence = fitted(page.sentence, box.width, box.height, _SAID_SMALLEST)
    y = box.y - 2
    for name, paras in (("Sentence", (sentence,)), ("Remark", page.beside)):
        short_paras = [short for para in paras
                       if (short := cut(para, box.width, box.bottom - y))]
        high = height_of(short_paras, box.width, 4)
        if short_paras and y + high <= box.bottom:
            pen.put(pen.text(name, Box(box.x, y, box.width, high), Text(short_paras, gap=4)))
            y += high + 8
    if page.rows:
        y += 6
        _rule(pen, y - 6, box.x, box.width)
    return _put_rows(pen, page.rows, Box(box.x, y, box.width, max(0.0, box.bottom - y)))[0]


@dataclass(frozen=True, slots=True)
class _Body:
    """A map, and the strip with its caption and legend below it, `wide` points wide."""

    layout: MapLayout
    caption: Para
    wide: float

    @property
    def strip(self) -> float:
        """The height of the strip, with the room above and below it."""
        return (3 + height_of((self.caption,), self.wide) + 5
                + legend_height(self.layout.legend, self.wide) + 6)


def _body(extract: Extract, wide: float, high: float, *, bare: bool = False) -> _Body:
    """Returns a map of a height, and its strip; a `bare` map has neither land nor names."""
    layout = enlarged(lay_out(extract, _MAP_WIDE / _ENLARGED, high / _ENLARGED, bare=bare),
                      _ENLARGED)
    return _Body(layout, _caption(extract, layout, wide), wide)


def _map_height(extract: Extract, wide: float, room: float) -> float:
    """Returns the height of a map that fits into `room` with its strip, or the least height.

    The legend depends on what the map shows, so the map is laid out bare until both fit.
    """
    high = min(_MAP_MOST, max(_MAP_LEAST, room - _STRIP_USUAL))
    while high > (free := max(room - _body(extract, wide, high, bare=True).strip,
                              _MAP_LEAST)) + 0.01:
        high = free
    return high


def _with_map(pen: Pen, page: Page, extract: Extract) -> Rest:
    """Put the map at the left, the words at the right, the notes below.

    The strip below the map is as wide as the slide, or as the map if the words at the right need
    the room.
    """
    notes = height_of(_note_paras(page.citations), _WIDE)
    room = _FOOT - 6 - _BODY - notes
    wide, high = _WIDE, _map_height(extract, _WIDE, room)
    left = _LEFT + _MAP_WIDE + _GUTTER
    column = Box(left, _BODY, _LEFT + _WIDE - left, high)
    if sum(_column_need(page, column.width, _SAID_WISHED)) > column.height:
        wide, high = _MAP_WIDE, _map_height(extract, _MAP_WIDE, room)
        column = replace(column, height=max(high, room - 6))
        if sum(_column_need(page, column.width, _SAID_LEAST)) > column.height:
            page = replace(page, rows=tuple(map(_denser, page.rows)))
    body = _body(extract, wide, high)
    at = Box(_LEFT, _BODY, _MAP_WIDE, body.layout.height)
    draw_map(pen, body.layout, at)
    words, below = height_of((body.caption,), body.wide), at.bottom + 3
    pen.put(pen.text("Caption", Box(_LEFT, below, body.wide, words), Text([body.caption])))
    draw_legend(pen, body.layout.legend, Box(_LEFT, below + words + 5, body.wide, 0))
    rows = _column(pen, page, column)
    return rows, _put_notes(pen, page.citations, at.bottom + body.strip - 6, more=bool(rows))


def _with_chart(pen: Pen, page: Page, series: ShownSeries) -> Rest:
    """Put the chart at the left with how it is read, its points at the right, the notes below."""
    notes = min(height_of(_note_paras(page.citations), _WIDE), _NOTES_MOST)
    bottom = _FOOT - 6 - notes
    left = _LEFT + _CHART_WIDE + _GUTTER
    reading = height_of((page.sentence,), _CHART_WIDE)
    high = bottom - _BODY - reading - 10
    put_chart(pen, Box(_LEFT, _BODY, _CHART_WIDE, high), series)
    pen.put(pen.text("Reading", Box(_LEFT, _BODY + high + 4, _CHART_WIDE, reading),
                     Text([page.sentence])))
    column = Box(left, _BODY + 4, _LEFT + _WIDE - left, bottom - _BODY - 12)
    rows, _ = _put_rows(pen, page.rows, column)
    return rows, _put_notes(pen, page.citations, bottom - 6, more=bool(rows))


def _without_map(pen: Pen, rows: Sequence[Row], cited: Sequence[Citation]) -> Rest:
    """Put rows over the whole width, and the notes below them."""
    box = Box(_LEFT, _BODY + 4, _WIDE, _FOOT - 12 - _BODY - 4)
    left, y = _put_rows(pen, rows, box, alone=True)
    if left:
        return left, cited
    return left, _put_notes(pen, cited, y, alone=not rows)


def draw_page(page: Page, extract: Extract, pens: Iterator[Pen]) -> int:
    """Draw a page on one slide and as many more as it needs; returns their number.

    `pens` yields a pen for each new slide. The footer names the release and filters of `extract`. A
    further slide has the notes of its own rows, and those without room before.
    """
    rows, cited, count = page.rows, page.citations, 0
    while not count or rows or cited:
        pen, own_extract = next(pens), page.extract
        _heading(pen, replace(page, title=f"{page.title} (continued)") if count else page)
        if page.series and not count:
            rows_left, notes_left = _with_chart(pen, page, page.series)
        elif own_extract and not count:
            rows_left, notes_left = _with_map(pen, page, own_extract)
        else:
            rows_left, notes_left = _without_map(pen, rows, cited)
        marks = raised_marks(para for row in rows_left for para in (row.value, *row.beside))
        rows, cited = tuple(rows_left), tuple(
            note for note in page.citations if note in notes_left or note.mark in marks)
        _footer(pen, extract)
        count += 1
    return count

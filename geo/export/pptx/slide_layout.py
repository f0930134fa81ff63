"""Lays out a slide, and continues on further slides if there is too much for one.

What goes on is shared out, so that no slide is left nearly empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from geo.cartography.layout import Placed, frame_of, lay_out
from geo.cartography.legend import brief_legend
from geo.cartography.shapes import MapLayout
from geo.export.pptx.drawingml import Box, Pen, Text
from geo.export.pptx.slide_cover import NAME, draw_cover, draw_key, draw_whole
from geo.export.pptx.slide_figures import Row
from geo.export.pptx.slide_grid import BODY, FOOT, HEIGHT, LEFT, WIDE, WIDTH, footer, heading, rule
from geo.export.pptx.slide_map import draw_legend, draw_map, enlarged, legend_height
from geo.export.pptx.slide_pages import Page
from geo.export.pptx.slide_rows import (
    ROW_GAP,
    denser,
    fitting,
    label_column,
    put_rows,
    row_height,
    rows_height,
)
from geo.export.pptx.slide_series import put_chart
from geo.export.pptx.slide_text import (
    LEADING,
    LEAST,
    QUIET,
    Para,
    Run,
    cut,
    fitted,
    grouped,
    height_of,
    one_line,
)
from geo.presentation.citations import Citation
from geo.presentation.extract import Extract
from geo.presentation.shown_series import ShownSeries
from geo.query.view import DEPICTIONS

__all__ = ["HEIGHT", "WIDTH", "draw_page"]

_MAP_WIDES, _GUTTER = (588.0, 500.0, 420.0), 20.0
"""The widths of a map: narrower where a long sentence needs the room beside it."""
_CHART_WIDE, _NOTES_MOST = 560.0, 110.0
_MAP_LEAST, _MAP_MOST = 225.0, 356.0
_STRIP_USUAL = 70.0
_SAID_LEAST, _SAID_WISHED = 13.0, 16.0
_ENLARGED: Final = 1.7
"""The enlargement of a map's names and lines against the screen: they are read from the back."""
_MOST_ENTRIES: Final = 8
"""The most entries of a group of a map's legend; a longer one stands on the slide of all signs."""
_FULLEST: Final = FOOT - 12 - BODY - 4
"""The height of what a slide without a map holds, in points."""
_LEAST_FILL: Final = 0.45
"""A slide that continues another is filled to this part of it, if rows can be moved to it."""
_MORE = "Continued on the next slide."

Rest = tuple[Sequence[Row], Sequence[Citation]]
"""The rows and notes for which a slide has no room."""


def _note_paras(cited: Sequence[Citation], *, more: bool = False) -> list[Para]:
    words = [*grouped(cited), *((_MORE,) if more else ())]
    return [(Run(line, LEAST, colour=QUIET),) for line in words]


def _put_notes(pen: Pen, cited: Sequence[Citation], top: float, bottom: float = FOOT - 6, *,
               alone: bool = False) -> Sequence[Citation]:
    """Put as many notes below `top` as fit above `bottom`; returns the others.

    If they are `alone` the first is cut if it is too long for the slide.
    """
    room, more = bottom - top + 0.01, False
    count = len(cited)
    while count and height_of(_note_paras(cited[:count], more=more), WIDE) > room:
        count, more = count - 1, True
    if alone and cited and not count:
        count, more = 1, len(cited) > 1
        room = FOOT - 6 - top - 2 * LEAST * LEADING
    paras = [cut(para, WIDE, room) for para in _note_paras(cited[:count], more=more)]
    high = height_of(paras, WIDE)
    if paras and high <= room + 0.01:
        pen.put(pen.text("Notes", Box(LEFT, top, WIDE, high), Text(paras)))
    return cited[count:]


def _caption(extract: Extract, layout: MapLayout, width: float) -> Para:
    """The caption of the map, at most two lines."""
    words = " ".join((f"Borders: {DEPICTIONS[extract.view.depiction].lower()}.", *layout.notes))
    run = Run(one_line(words), LEAST, italic=True, colour=QUIET)
    return cut((run,), width, 2 * LEAST * LEADING + 0.1)


def _column_need(page: Page, width: float, least: float) -> tuple[float, float]:
    """The heights of the sentence, at most in size `least`, and of all below it."""
    beside = height_of(page.beside, width, 4) + (8 if page.beside else 0)
    sentence = tuple(replace(run, size=min(run.size, least)) for run in page.sentence)
    return height_of((sentence,), width), rows_height(page.rows, width) + beside + 16


def _letters(para: Para) -> int:
    return sum(len(run.text) for run in para)


def _said(page: Page, box: Box) -> tuple[list[tuple[str, list[Para], Box]], Box]:
    """Returns the texts above the rows with their boxes, and the box left to the rows."""
    least, below = _column_need(page, box.width, _SAID_LEAST)
    room = max(min(least, box.height), box.height - below)
    sentence = fitted(page.sentence, box.width, room, _SAID_LEAST)
    if _letters(sentence) < _letters(page.sentence):  # rows may continue on a further slide
        sentence = fitted(page.sentence, box.width, box.height, LEAST)
    y, texts = box.y - 2, []
    for name, paras in (("Sentence", (sentence,)), ("Remark", page.beside)):
        shorter = [short for para in paras if (short := cut(para, box.width, box.bottom - y))]
        high = height_of(shorter, box.width, 4)
        if shorter and y + high <= box.bottom:
            texts.append((name, shorter, Box(box.x, y, box.width, high)))
            y += high + 8
    y += 6 if page.rows else 0
    return texts, Box(box.x, y, box.width, max(0.0, box.bottom - y))


def _put_column(pen: Pen, page: Page, box: Box, count: int) -> None:
    """Put sentence, remarks and the first rows beside the map."""
    texts, rest = _said(page, box)
    for name, paras, place in texts:
        pen.put(pen.text(name, place, Text(paras, gap=4)))
    if count:
        rule(pen, rest.y - 6, rest.x, rest.width)
    put_rows(pen, page.rows[:count], rest)


@dataclass(frozen=True, slots=True)
class _Body:
    """A map, and the strip with its caption and legend below it."""

    layout: MapLayout
    caption: Para

    @property
    def strip(self) -> float:
        """The height of the strip, with the room above and below it."""
        legend = legend_height(self.layout.legend, WIDE)
        return 4 + height_of((self.caption,), WIDE) + (5 if legend else 0) + legend + 8


def _body(extract: Extract, wide: float, high: float, *, bare: bool = False) -> _Body:
    """Returns a map of a size, and its strip; a `bare` map has neither land nor names."""
    size = wide / _ENLARGED, high / _ENLARGED
    frame = replace(frame_of(extract, *size), type_size=NAME / _ENLARGED,
                    least_size=LEAST / _ENLARGED)
    layout = enlarged(lay_out(extract, *size, bare=bare, place=Placed(frame, has_grid=False)),
                      _ENLARGED)
    layout = replace(layout, legend=brief_legend(layout.legend, _MOST_ENTRIES))
    return _Body(layout, _caption(extract, layout, WIDE))


def _map_height(extract: Extract, wide: float, room: float) -> float:
    """Returns the height of a map that fits into `room` with its strip, or the least height.

    The legend depends on what the map shows, so the map is laid out bare until both fit.
    """
    high = min(_MAP_MOST, max(_MAP_LEAST, room - _STRIP_USUAL))
    while True:
        strip = _body(extract, wide, high, bare=True).strip
        if high <= (free := max(room - strip, _MAP_LEAST)) + 0.01:
            return high
        high = free


def _beside(wide: float, high: float) -> Box:
    """Returns the column beside a map of a size."""
    left = LEFT + wide + _GUTTER
    return Box(left, BODY, LEFT + WIDE - left, high)


def _is_said(page: Page, column: Box) -> bool:
    """Checks whether the sentence stands whole in a column."""
    texts, _ = _said(page, column)
    return not page.sentence or any(
        name == "Sentence" and _letters(paras[0]) >= _letters(page.sentence)
        for name, paras, _ in texts)


def _moved_on(rows: Sequence[Row], count: int, notes: float) -> int:
    """Returns how many of the first `count` rows stay, so that the next slide is not bare."""
    while count > 1 and rows_height(rows[count:], WIDE) + notes < _LEAST_FILL * _FULLEST:
        count -= 1
    return count


def _with_map(pen: Pen, page: Page, extract: Extract) -> Rest:
    """Put the map at the left, the words at the right, the notes below.

    Where there is no room for all of it, the notes stand on the next slide with the last rows.
    """
    notes = height_of(_note_paras(page.citations), WIDE)
    whole, wide = FOOT - 6 - BODY, _MAP_WIDES[0]
    high = _map_height(extract, wide, whole - notes)
    fits = high + _body(extract, wide, high, bare=True).strip + notes <= whole + 0.01
    column = _beside(wide, high)
    count = fitting(page.rows, column.width, _said(page, column)[1].height)
    cited: Sequence[Citation] = ()
    if not fits or count < len(page.rows) or not _is_said(page, column):
        high, cited = _map_height(extract, wide, whole), page.citations
        wide = next((wide for wide in _MAP_WIDES if _is_said(page, _beside(wide, high))), wide)
        column = _beside(wide, high)
        if sum(_column_need(page, column.width, _SAID_LEAST)) > column.height:
            page = replace(page, rows=tuple(map(denser, page.rows)))
        count = _moved_on(page.rows, fitting(page.rows, column.width,
                                             _said(page, column)[1].height), notes)
    body = _body(extract, wide, high)
    at = Box(LEFT, BODY, wide, body.layout.height)
    draw_map(pen, body.layout, at)
    words, below = height_of((body.caption,), WIDE), at.bottom + 4
    pen.put(pen.text("Caption", Box(LEFT, below, WIDE, words), Text([body.caption])))
    draw_legend(pen, body.layout.legend, Box(LEFT, below + words + 5, WIDE, 0))
    _put_column(pen, page, column, count)
    if not cited:
        _put_notes(pen, page.citations, FOOT - 6 - notes)
    return page.rows[count:], cited


def _with_chart(pen: Pen, page: Page, series: ShownSeries) -> Rest:
    """Put the chart at the left with how it is read, its points at the right, the notes below."""
    notes = height_of(_note_paras(page.citations), WIDE)
    left = LEFT + _CHART_WIDE + _GUTTER
    column = Box(left, BODY + 4, LEFT + WIDE - left, FOOT - 6 - BODY - notes - 12)
    cited: Sequence[Citation] = ()
    count = fitting(page.rows, column.width, column.height) if notes <= _NOTES_MOST else 0
    if count < len(page.rows):
        cited, column = page.citations, replace(column, height=FOOT - 6 - BODY - 12)
        count = _moved_on(page.rows, fitting(page.rows, column.width, column.height), notes)
        notes = 0.0
    bottom = FOOT - 6 - notes
    reading = height_of((page.sentence,), _CHART_WIDE)
    high = bottom - BODY - reading - 10
    put_chart(pen, Box(LEFT, BODY, _CHART_WIDE, high), series)
    pen.put(pen.text("Reading", Box(LEFT, BODY + high + 4, _CHART_WIDE, reading),
                     Text([page.sentence])))
    put_rows(pen, page.rows[:count], column)
    if not cited:
        _put_notes(pen, page.citations, FOOT - 6 - notes)
    return page.rows[count:], cited


def _heights(rows: Sequence[Row], cited: Sequence[Citation]) -> list[float]:
    """The heights of rows, then of notes, each at most as high as a slide."""
    label = label_column(rows, WIDE)
    return [*(min(row_height(row, WIDE, label) + ROW_GAP, _FULLEST) for row in rows),
            *(min(height_of(_note_paras((note,)), WIDE), _FULLEST) for note in cited)]


def _slides_needed(heights: Sequence[float], room: float) -> float:
    """Returns how many slides hold things of these heights, each filled up to `room`."""
    count, y = 1, 0.0
    for high in heights:
        if y and y + high > room:
            count, y = count + 1, 0.0
        y += high
        if high > room:
            return inf
    return count


def _even_room(rows: Sequence[Row], cited: Sequence[Citation]) -> float:
    """Returns how high slides are filled, so that the last is as full as those before it."""
    heights = _heights(rows, cited)
    fewest = _slides_needed(heights, _FULLEST)
    steps = (_FULLEST * part / 20 for part in range(8, 20))
    return next((room for room in steps if _slides_needed(heights, room) <= fewest), _FULLEST)


def _without_map(pen: Pen, rows: Sequence[Row], cited: Sequence[Citation]) -> Rest:
    """Put rows over the whole width, and the notes below them."""
    room = _even_room(rows, cited)
    box = Box(LEFT, BODY + 4, WIDE, _FULLEST)
    even = replace(box, height=room)
    left, y = put_rows(pen, rows, even)
    if len(left) == len(rows):
        left, y = put_rows(pen, rows, box, alone=True)
    if left:
        return left, cited
    return left, _put_notes(pen, cited, y, min(FOOT - 6, BODY + 4 + room + LEAST * LEADING),
                            alone=not rows)


def _first(pen: Pen, page: Page) -> Rest:
    """Draw the first slide of a page."""
    if page.cover:
        draw_cover(pen, page)
    elif page.is_key and page.extract:
        draw_key(pen, page.extract)
    elif page.is_whole and page.extract:
        draw_whole(pen, page.extract)
    elif page.series:
        return _with_chart(pen, page, page.series)
    elif page.extract:
        return _with_map(pen, page, page.extract)
    else:
        return _without_map(pen, page.rows, page.citations)
    return (), ()


def draw_page(page: Page, extract: Extract, pens: Iterator[Pen]) -> int:
    """Draw a page on one slide and as many more as it needs; returns their number.

    `pens` yields a pen for each new slide. The footer names the release and filters of `extract`.
    """
    rows, cited, count = page.rows, page.citations, 0
    while not count or rows or cited:
        pen = next(pens)
        if not page.cover:
            heading(pen, replace(page, title=f"{page.title} (continued)") if count else page)
        rows_left, notes_left = _without_map(pen, rows, cited) if count else _first(pen, page)
        rows, cited = tuple(rows_left), tuple(notes_left)
        footer(pen, extract)
        count += 1
    return count

"""Slides of one thing alone: the title of a deck, the map of a selection, the signs of all maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.cartography.layout import Placed, lay_out
from geo.cartography.paper.composition import INSET_TITLE, Room, compose, inset_frame, shown_in
from geo.cartography.paper.legend_block import Column, Setting
from geo.cartography.shapes import Dot, Label, LaidStroke, LegendGroup, MapLayout, Path
from geo.export.pptx.drawingml import Box, Drawn, Pen, Text
from geo.export.pptx.slide_grid import BODY, FOOT, LEFT, WIDE, rule
from geo.export.pptx.slide_map import dot_shape, draw_inset, draw_map, enlarged
from geo.export.pptx.slide_pages import Page
from geo.export.pptx.slide_rows import put_rows
from geo.export.pptx.slide_text import (
    HEADING,
    LEADING,
    LEAST,
    QUIET,
    Run,
    cut,
    fitted,
    height_of,
    one_line,
)
from geo.presentation.extract import Extract
from geo.query.view import DEPICTIONS

NAME: Final = 14.0
"""The size of a place's name on a slide's map, in points."""
_ENLARGED: Final = 1.5
_COLUMNS: Final = 3
_KEY_SIZES: Final = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, LEAST)
_COLUMN: Final = 236.0
_GAP: Final = 18.0
_INSET_LEAST: Final = 0.62
_LINE: Final = LaidStroke("#22303c", 1.0)


def draw_cover(pen: Pen, page: Page) -> None:
    """Put the title of a deck, what it shows, of which day and on what terms."""
    wide = WIDE * (0.62 if page.rows else 0.9)
    pen.put(pen.solid("Band", Box(0, 0, 960, 14), page.accent))
    eyebrow = (Run(one_line(page.eyebrow), 18, bold=True, colour=QUIET),)
    pen.put(pen.text("Kind", Box(LEFT, 52, WIDE, 22), Text([eyebrow])))
    run = Run(one_line(page.title) or "Untitled", 44, bold=True, face=HEADING)
    title = fitted((run,), WIDE, 112, 26)
    high = height_of((title,), WIDE)
    pen.put(pen.text("Title", Box(LEFT, 80, WIDE, high), Text([title], role="title")))
    top = 80 + high + 22
    rule(pen, top - 10, LEFT, WIDE)
    cut_at = page.cover.index(()) if () in page.cover else len(page.cover)
    shown, terms = page.cover[:cut_at], [para for para in page.cover[cut_at:] if para]
    below = height_of(terms, WIDE, 5)
    y = top
    for para in shown:
        short = cut(para, wide, FOOT - 22 - below - y)
        high = height_of((short,), wide)
        if short and y + high <= FOOT - 22 - below:
            pen.put(pen.text("Shown", Box(LEFT, y, wide, high), Text([short])))
            y += high + 7
    if page.rows:
        left = LEFT + wide + 2 * _GAP
        put_rows(pen, page.rows, Box(left, top, LEFT + WIDE - left, FOOT - 22 - below - top))
    pen.put(pen.text("Terms", Box(LEFT, FOOT - 14 - below, WIDE, below), Text(terms, gap=5)))


def _text(pen: Pen, label: Label) -> Drawn:
    run = Run(label.text, label.size, label.bold, colour=label.colour)
    return pen.text(f"Legend: {label.text}", Box(
        label.at[0], label.at[1] - label.size * 0.62, label.width + 4, label.size * 1.25),
        Text([(run,)], wrap=False))


def _drawn(pen: Pen, items: Iterable[Label | Path | Dot]) -> Iterator[Drawn]:
    for item in items:
        if isinstance(item, Label):
            yield _text(pen, item)
        elif isinstance(item, Dot):
            yield dot_shape(pen, item, item.at)
        else:
            yield pen.freeform("Sign", [item.points], item.stroke)


def _put_legend(pen: Pen, columns: Iterable[Sequence[LegendGroup]], box: Box, size: float,
                width: float) -> None:
    """Put columns of a legend, each `width` wide, as one group."""
    shapes: list[Drawn] = []
    for number, groups in enumerate(columns):
        column = Column(box.x + number * (width + _GAP), box.y, width)
        for group in groups:
            shapes += _drawn(pen, column.group(group, size))
    pen.put(*pen.group("Legend", shapes))


def draw_key(pen: Pen, extract: Extract) -> None:
    """Put the meaning of all colours, strokes and dots of a deck's maps, in columns."""
    layout = enlarged(lay_out(extract, WIDE / _ENLARGED, 400 / _ENLARGED, bare=True), _ENLARGED)
    width = (WIDE - (_COLUMNS - 1) * _GAP) / _COLUMNS
    for size in _KEY_SIZES:
        columns = Setting(_COLUMNS, width / size, size).parted(layout.legend)
        if max((_height(groups, width, size) for groups in columns), default=0) < FOOT - BODY - 20:
            break
    _put_legend(pen, columns, Box(LEFT, BODY + 8, WIDE, 0), size, width)


def _height(groups: Iterable[LegendGroup], width: float, size: float) -> float:
    column = Column(0.0, 0.0, width)
    for group in groups:
        for _ in column.group(group, size):
            pass
    return column.y - size * 0.55


def _fitting_groups(layout: MapLayout, width: float, height: float) -> list[LegendGroup]:
    """Returns the first groups of a legend that a column holds."""
    fits = [number for number in range(len(layout.legend) + 1)
            if _height(layout.legend[:number], width, LEAST) <= height]
    return list(layout.legend[:max(fits, default=0)])


def draw_whole(pen: Pen, extract: Extract) -> None:
    """Put a map over most of the slide, with an inset, and its legend beside it."""
    borders = f"Borders: {DEPICTIONS[extract.view.depiction].lower()}."
    at = Box(LEFT, BODY, WIDE - _COLUMN - _GAP, FOOT - BODY - 2 * LEAST * LEADING - 14)
    small = at.width / _ENLARGED, at.height / _ENLARGED
    strip = 18 / _ENLARGED
    found = compose(extract, Room(small, NAME / _ENLARGED, strip, _INSET_LEAST), ())
    frame = replace(found.frame, least_size=LEAST / _ENLARGED)
    boxes = (found.inset,) if found.inset else ()
    layout = enlarged(lay_out(extract, *small, place=Placed(
        frame, boxes, shown_in(frame) if found.inset else None, has_grid=False)), _ENLARGED)
    draw_map(pen, layout, at)
    if found.inset:
        left, top, right, bottom = (edge * _ENLARGED for edge in found.inset)
        title = Box(at.x + left, at.y + top, right - left, 18)
        inner = replace(inset_frame((found.inset[2] - found.inset[0],
                                     found.inset[3] - found.inset[1] - strip),
                                    LEAST / _ENLARGED), least_size=LEAST / _ENLARGED)
        inset = enlarged(lay_out(extract, inner.width, inner.height, place=Placed(
            inner, has_grid=False)), _ENLARGED)
        pen.put(pen.solid("Inset title", title, "#fffdf8"), pen.text("Inset title", Box(
            title.x + 6, title.y + 1, title.width - 8, 16),
            Text([(Run(INSET_TITLE, 12.5, bold=True),)], wrap=False)))
        draw_inset(pen, inset, Box(title.x, title.bottom, right - left, bottom - top - 18))
        pen.put(pen.solid("Inset edge", Box(title.x, title.y, title.width, bottom - top), "",
                          _LINE))
    words = " ".join((borders, *layout.notes))
    caption = cut((Run(one_line(words), LEAST, italic=True, colour=QUIET),), at.width,
                  2 * LEAST * LEADING + 0.1)
    pen.put(pen.text("Caption", Box(at.x, at.bottom + 5, at.width,
                                    height_of((caption,), at.width)), Text([caption])))
    groups = _fitting_groups(layout, _COLUMN, FOOT - 8 - BODY)
    _put_legend(pen, (groups,), Box(at.x + at.width + _GAP, BODY, _COLUMN, 0), LEAST, _COLUMN)

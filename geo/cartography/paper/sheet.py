"""The sheet: a map layout with title, frame, legend, inset and sources, for a slide or a page.

Everything is placed here, in points from the sheet's top left corner; a renderer only draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.cartography.label_board import label_size
from geo.cartography.layout import Placed, frame_of, lay_out
from geo.cartography.lettering import measure
from geo.cartography.paper.composition import (
    INSET_TITLE,
    Composition,
    Room,
    compose,
    inset_frame,
    shown_in,
)
from geo.cartography.paper.graticule import BAND, neat_line
from geo.cartography.paper.legend_block import (
    Column,
    Setting,
    legend_blocks,
    moved,
    panel,
    text_label,
)
from geo.cartography.paper.sheet_words import DETAILS, credits_of, subtitle_of, title_of
from geo.cartography.projection import Frame
from geo.cartography.shapes import (
    MAP_PALETTE,
    Area,
    Box,
    Dot,
    Label,
    LaidStroke,
    MapLayout,
    Path,
    Point,
)

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

Item = Area | Path | Label | Dot

PAPER = "#ffffff"
SLIDE, A4, A3 = (960.0, 540.0), (841.89, 595.28), (1190.55, 841.89)
"""The sizes of sheets in points: a wide slide (13.333 by 7.5 inches), or landscape paper."""
_INK, _QUIET = MAP_PALETTE["ink"], "#45525e"
_MARGIN, _GAP, _PANEL = 24.0, 12.0, 206.0
_TITLE, _SUBTITLE, _LEGEND, _CREDIT = 24.0, 12.0, 7.5, 8.0
_PANEL_LEGEND: Final = 11.0
_LEGEND_SCALES: Final = (1.0, 1.18, 1.36)
"""The sizes of a legend's type on the map: the least, and those to which it may grow."""
_CREDIT_LINES, _NOTE_LINES = 3, 2
_STRIP: Final = 1.9
"""The height of the title of an inset, in sizes of its type."""
_LEAST: Final = 0.6
"""The least scale of a map beside its legend, for the sake of its inset."""
_SKETCH: Final = (900.0, 600.0)
"""The size of a map that is laid out to learn what must be said with it."""
_LESS: Final = 0.9
"""A map under its legend may be so much smaller than one beside it: the sheet is fuller."""


@dataclass(frozen=True, slots=True)
class MapOnSheet:
    """A map layout on a sheet, with its top left corner at `at`."""

    layout: MapLayout
    at: Point

    @property
    def box(self) -> Box:
        """Left, top, right and bottom on the sheet."""
        x, y = self.at
        return x, y, x + self.layout.width, y + self.layout.height


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture: a map layout with its top left corner at `at`, and what stands around it.

    `frame` is the part of the world on the map, and `boxes` are the legend and the inset on it.
    `items` lie over the map, `inset` over them, and `over` on top: the inset's title and edge.
    """

    width: float
    height: float
    title: str
    description: str
    plate: MapLayout
    at: Point
    items: tuple[Item, ...]
    frame: Frame
    boxes: tuple[Box, ...] = ()
    inset: MapOnSheet | None = None
    over: tuple[Item, ...] = ()


def _bar(layout: MapLayout, at: Point) -> Iterator[Item]:
    x, y = at[0] + layout.scale.at[0], at[1] + layout.scale.at[1]
    end, size = round(x + layout.scale.length, 2), layout.scale.size
    rule = ((x, y - size * 0.4), (x, y), (end, y), (end, y - size * 0.4))
    yield Path("scale", rule, LaidStroke(MAP_PALETTE["halo"], 3.4, opacity=0.9))
    yield Path("scale", rule, LaidStroke(_INK, 1.3))
    yield Label(layout.scale.words, (round(x, 2), round(y - size * 1.2, 2)), size, bold=False,
                italic=False, colour=_INK, anchor="start", kind="scale",
                width=measure(layout.scale.words, size), halo=1.6)


def _rect(kind: str, box: Box, stroke: LaidStroke) -> Path:
    left, top, right, bottom = (round(edge, 2) for edge in box)
    return Path(kind, ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)),
                stroke)


def _paper(box: Box) -> Area:
    left, top, right, bottom = (round(edge, 2) for edge in box)
    return Area("paper", (((left, top), (right, top), (right, bottom), (left, bottom),
                           (left, top)),), MAP_PALETTE["halo"])


def _foot(extract: Extract, width: float, size: float) -> list[Label]:
    """Returns the sources from the top down: as fully named as a few lines hold them."""
    for detail in DETAILS:
        most = _CREDIT_LINES + (detail != DETAILS[-1])
        column = Column(0.0, 0.0, width)
        lines = [[*column.lines(words, size, colour=_QUIET, most=most)]
                 for words in credits_of(extract, detail)]
        if detail == DETAILS[-1] or all(len(each) <= _CREDIT_LINES for each in lines):
            break
    return [label for each in lines for label in each]


def _notes(layout: MapLayout, left: float, width: float, size: float) -> list[Label]:
    """Returns what must be said with the map, in lines from the top down."""
    column = Column(left, 0.0, width)
    return [*column.lines(" ".join(layout.notes), size, colour=_INK, most=_NOTE_LINES)
            ] if layout.legend else []


@dataclass(frozen=True, slots=True)
class _Page:
    """The measures of a sheet: its `unit`, and the rectangle of its map with the frame's band."""

    unit: float
    left: float
    top: float
    width: float
    height: float

    @property
    def band(self) -> float:
        return BAND * self.unit

    def map_size(self, width: float) -> tuple[float, float]:
        """The size of a map whose frame is `width` wide."""
        return round(width - 2 * self.band, 2), round(self.height - 2 * self.band, 2)


def _inset(extract: Extract, box: Box, at: Point, page: _Page, main: Frame
           ) -> tuple[MapOnSheet, tuple[Item, ...]]:
    """Returns the inset in a box of the map, and its title and edge on the sheet."""
    size = _LEGEND * page.unit
    strip = size * _STRIP
    frame = inset_frame((box[2] - box[0], box[3] - box[1] - strip), label_size(main) * 0.84)
    corner = round(at[0] + box[0], 2), round(at[1] + box[1] + strip, 2)
    plate = MapOnSheet(lay_out(extract, frame.width, frame.height, place=Placed(frame)), corner)
    left, top, right, bottom = plate.box
    whole = left, top - strip, right, bottom
    words = text_label(INSET_TITLE, (left + size * 0.6, top - strip / 2), size, bold=True)
    return plate, (
        _paper((left, top - strip, right, top)), words, *_bar(plate.layout, plate.at),
        _rect("edge", (left, top, right, top), LaidStroke(_INK, 0.5 * page.unit)),
        _rect("edge", whole, LaidStroke(_INK, 0.9 * page.unit)))


def _composed(extract: Extract, page: _Page) -> Composition:
    """Returns what the map shows and where legend and inset stand on it, if they can."""
    full, beside = page.map_size(page.width), page.map_size(
        page.width - (_PANEL + _GAP) * page.unit)
    whole, narrow = frame_of(extract, *full), frame_of(extract, *beside)
    size, strip = label_size(whole), _LEGEND * page.unit * _STRIP
    bare, highest = lay_out(extract, *full, bare=True), page.height * 0.62
    least, *larger = (legend_blocks(bare, _LEGEND * page.unit * scale, highest)
                      for scale in _LEGEND_SCALES)
    room = Room(full, size, strip, _LESS * min(1.0, narrow.world / whole.world))
    on_map = compose(extract, room, least, [block for blocks in larger for block in blocks])
    return on_map if on_map.legend else compose(
        extract, replace(room, size=beside, least=_LEAST), ())


def lay_sheet(extract: Extract, width: float, height: float) -> Sheet:
    """Returns a whole picture of a view on a sheet of `width` by `height` points."""
    unit = min(width / 960, height / 540)
    margin = _MARGIN * unit
    head = Column(margin, margin * 0.75, width - 2 * margin)
    title, subtitle = title_of(extract), subtitle_of(extract)
    items: list[Item] = [*head.lines(title, _TITLE * unit, bold=True, most=2),
                         *head.lines(subtitle, _SUBTITLE * unit, colour=_QUIET, most=3)]
    foot = _foot(extract, width - 2 * margin, _CREDIT * unit)
    bare = lay_out(extract, *_SKETCH, bare=True)
    said = [*_notes(bare, margin, width - 2 * margin, _CREDIT * unit)]
    foot_high = max((label.box[3] for label in foot), default=0.0)
    notes_high = max((label.box[3] for label in said), default=0.0)
    foot_top = height - margin * 0.6 - foot_high
    top = head.y + _GAP * unit * 0.45
    page = _Page(unit, margin, top, width - 2 * margin,
                 foot_top - notes_high - _GAP * unit * 0.5 - top)

    composed = _composed(extract, page)
    frame = composed.frame
    boxes = tuple(box for box in (composed.legend, composed.inset) if box)
    layout = lay_out(extract, frame.width, frame.height, place=Placed(
        frame, boxes, shown_in(frame) if composed.inset else None))
    at = round(margin + page.band, 2), round(top + page.band, 2)
    notes = _notes(layout, margin, width - 2 * margin, _CREDIT * unit)
    items += [*moved(foot, (margin, foot_top)), *_bar(layout, at),
              *moved(notes[:len(said)], (0.0, foot_top - notes_high))]
    over: tuple[Item, ...] = tuple(neat_line(frame, at, unit))
    plate = None
    if composed.inset:
        plate, edge = _inset(extract, composed.inset, at, page, frame)
        extent = shown_in(frame)
        items.append(_rect("extent", (at[0] + extent[0], at[1] + extent[1], at[0] + extent[2],
                                      at[1] + extent[3]), LaidStroke(_INK, 0.7 * unit)))
        over = (*over, *edge)
    items += _legend(layout, composed, at, page)
    return Sheet(width, height, title, f"{subtitle}. {' '.join(layout.notes)}".strip(), layout, at,
                 tuple(items), frame, boxes, plate, over)


def _legend(layout: MapLayout, composed: Composition, at: Point, page: _Page) -> Iterable[Item]:
    """Returns the legend in its box on the map, or in the panel beside it."""
    if not (composed.legend and composed.block):
        left = page.left + page.width - _PANEL * page.unit
        return panel(layout, (left, page.top), (_PANEL * page.unit, page.height),
                     Setting(1, _PANEL, _PANEL_LEGEND * page.unit))
    left, top, right, bottom = composed.legend
    box = at[0] + left, at[1] + top, at[0] + right, at[1] + bottom
    pad = composed.block.setting.size
    inner = (right - left - 2 * pad, bottom - top - 2 * pad)
    return (_paper(box), _rect("edge", box, LaidStroke(_INK, 0.9 * page.unit)),
            *panel(layout, (box[0] + pad, box[1] + pad), inner, composed.block.setting))

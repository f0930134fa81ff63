"""Draws a map layout as vectors on a page, with its legend and scale, and charts likewise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from geo.cartography.lettering import REPLACEMENT
from geo.cartography.paper.sheet import MapOnSheet, Sheet
from geo.cartography.shapes import (
    MAP_PALETTE,
    Area,
    Dot,
    Label,
    LaidStroke,
    LegendEntry,
    MapLayout,
    Path,
    Point,
    Ring,
)
from geo.export.chart.chart_layout import LaidChart
from geo.export.pdf.page_text import BOLD, INK, OBLIQUE, QUIET, REGULAR, RULE, drawable, use_fonts

_EVEN_ODD: Final = 0
_OUTLINE: Final = 1
_BASELINE: Final = 0.36
"""The distance from the middle of small letters down to the baseline, per font size."""
_SWATCH, _LEGEND_SIZE, _LEGEND_LINE = 20.0, 6.5, 10.5
_SCALE_SIZE = 6.0


def _trace(canvas: Canvas, rings: Sequence[Ring], *, closed: bool) -> PDFPathObject:
    path = canvas.beginPath()
    for ring in rings:
        if not ring:
            continue
        path.moveTo(ring[0][0], -ring[0][1])
        for x, y in ring[1:]:
            path.lineTo(x, -y)
        if closed:
            path.close()
    return path


def _use(canvas: Canvas, stroke: LaidStroke) -> None:
    canvas.setStrokeColor(HexColor(stroke.colour))
    canvas.setStrokeAlpha(stroke.opacity)
    canvas.setLineWidth(stroke.width)
    canvas.setLineCap(1 if stroke.round_cap else 0)
    canvas.setLineJoin(1)
    canvas.setDash(list(stroke.dash))


def _stroke(canvas: Canvas, parts: Sequence[Ring], stroke: LaidStroke) -> None:
    _use(canvas, stroke)
    canvas.drawPath(_trace(canvas, parts, closed=False), stroke=1, fill=0)


def _under(canvas: Canvas, item: Area | Path) -> None:
    if isinstance(item, Path):
        _stroke(canvas, (item.points,), item.stroke)
        return
    canvas.setFillColor(HexColor(item.fill))
    canvas.drawPath(_trace(canvas, item.rings, closed=True), stroke=0, fill=1,
                    fillMode=_EVEN_ODD)


def _font(label: Label) -> str:
    if label.bold:
        return BOLD
    return OBLIQUE if label.italic and label.text.isascii() else REGULAR


def _label(canvas: Canvas, label: Label) -> None:
    """Draw a text over its outline in the colour of paper; the outline is marked as no text."""
    if not all(char.isspace() or drawable(char) for char in label.text):
        return
    font = _font(label)
    width = stringWidth(label.text, font, label.size)
    x = label.at[0] - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width
    y = -label.at[1] - label.size * _BASELINE
    canvas.saveState()
    if label.angle:
        canvas.translate(label.at[0], -label.at[1])
        canvas.rotate(-label.angle)
        canvas.translate(-label.at[0], label.at[1])
    canvas.setFont(font, label.size)
    canvas.setLineJoin(1)
    if label.halo:
        canvas.setStrokeColor(HexColor(MAP_PALETTE["halo"]))
        canvas.setStrokeAlpha(0.9)
        canvas.setLineWidth(2 * label.halo)
        canvas.addLiteral("/Artifact BMC")
        canvas.drawString(x, y, label.text, mode=_OUTLINE)
        canvas.addLiteral("EMC")
    canvas.setFillColor(HexColor(label.colour))
    canvas.drawString(x, y, label.text, mode=0)
    canvas.restoreState()


def _dot(canvas: Canvas, dot: Dot, at: Point) -> None:
    canvas.setFillColor(HexColor(dot.fill))
    canvas.setStrokeColor(HexColor(dot.edge))
    canvas.setLineWidth(0.7)
    canvas.circle(at[0], -at[1], dot.radius, stroke=1, fill=1)


def _scale(canvas: Canvas, layout: MapLayout) -> None:
    bar = layout.scale
    left, y, size = bar.at[0], -bar.at[1], min(bar.size, _SCALE_SIZE)
    width = max(bar.length, stringWidth(bar.words, REGULAR, size))
    canvas.setFillColor(HexColor(MAP_PALETTE["halo"]))
    canvas.setFillAlpha(0.85)
    canvas.rect(left - 4, y - 3, width + 8, size + 9, stroke=0, fill=1)
    canvas.setFillAlpha(1)
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.8)
    path = canvas.beginPath()
    path.moveTo(left, y + 3)
    path.lineTo(left, y)
    path.lineTo(left + bar.length, y)
    path.lineTo(left + bar.length, y + 3)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(REGULAR, size)
    canvas.drawString(left, y + 5, bar.words)


def draw_map(canvas: Canvas, layout: MapLayout, x: float, top: float) -> None:
    """Draw a map with its scale bar and edge, its top left corner at (x, top) of the page."""
    canvas.saveState()
    canvas.translate(x, top)
    _bare_map(canvas, layout)
    _scale(canvas, layout)
    canvas.setStrokeColor(HexColor(RULE))
    canvas.setLineWidth(1)
    canvas.rect(0, -layout.height, layout.width, layout.height, stroke=1, fill=0)
    canvas.restoreState()


def _bare_map(canvas: Canvas, layout: MapLayout) -> None:
    """Draw a map without scale bar and edge, its top left corner at the origin."""
    use_fonts()
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(0, -layout.height, layout.width, layout.height)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.setFillColor(HexColor(layout.sea))
    canvas.rect(0, -layout.height, layout.width, layout.height, stroke=0, fill=1)
    for item in layout.under:
        _under(canvas, item)
    for line, stroke in layout.strokes:
        _stroke(canvas, line.parts, stroke)
    canvas.setStrokeAlpha(1)
    canvas.setDash([])
    for dot in layout.dots:
        _dot(canvas, dot, dot.at)
    for label in layout.labels:
        _label(canvas, label)
    canvas.restoreState()


def _items(canvas: Canvas, items: Iterable[Area | Path | Dot | Label]) -> None:
    for item in items:
        if isinstance(item, Area | Path):
            _under(canvas, item)
        elif isinstance(item, Dot):
            canvas.setDash([])
            _dot(canvas, item, item.at)
        else:
            _label(canvas, replace(item, text="".join(
                char if char.isspace() or drawable(char) else REPLACEMENT for char in item.text)))


def draw_sheet(canvas: Canvas, sheet: Sheet) -> None:
    """Draw a whole sheet, its lower left corner at the origin of the page."""
    use_fonts()
    canvas.saveState()
    canvas.translate(0, sheet.height)
    whole = MapOnSheet(sheet.plate, sheet.at)
    for plate, items in ((whole, sheet.items), (sheet.inset, sheet.over)):
        if plate:
            canvas.saveState()
            canvas.translate(plate.at[0], -plate.at[1])
            _bare_map(canvas, plate.layout)
            canvas.restoreState()
        _items(canvas, items)
    canvas.restoreState()


def draw_chart(canvas: Canvas, chart: LaidChart, at: Point, factor: float) -> None:
    """Draw a chart with its top left corner at a point of the page, larger by a factor."""
    use_fonts()
    canvas.saveState()
    canvas.translate(*at)
    canvas.scale(factor, factor)
    _items(canvas, chart.items)
    canvas.restoreState()


@dataclass(frozen=True, slots=True)
class MapBlock:
    """A map layout as a block of a page."""

    layout: MapLayout

    def height(self, _width: float) -> float:
        """The height of the layout."""
        return self.layout.height

    def draw(self, canvas: Canvas, x: float, top: float, _width: float) -> None:
        """Draw the map."""
        draw_map(canvas, self.layout, x, top)

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""


@dataclass(frozen=True, slots=True)
class LegendBlock:
    """The legend of a map layout as lines of swatches and words, group after group."""

    layout: MapLayout

    def _places(self, width: float) -> Iterator[tuple[float, float, str, LegendEntry | None]]:
        """Yields x, y of the line's middle and the words of each title (no entry) and entry."""
        use_fonts()
        x, y = 0.0, _LEGEND_LINE / 2
        for group in self.layout.legend:
            title = stringWidth(group.title, BOLD, _LEGEND_SIZE) + 7
            widths = [_SWATCH + 4 + stringWidth(entry.words, REGULAR, _LEGEND_SIZE) + 9
                      for entry in group.entries]
            if x and x + title + widths[0] - 9 > width:
                x, y = 0.0, y + _LEGEND_LINE
            yield x, y, group.title, None
            x += title
            for entry, width_of_entry in zip(group.entries, widths, strict=True):
                if x + width_of_entry - 9 > width:
                    x, y = 0.0, y + _LEGEND_LINE
                yield x, y, entry.words, entry
                x += width_of_entry
            x += 6

    def height(self, width: float) -> float:
        """The height of all lines."""
        return max((y for _, y, _, _ in self._places(width)), default=-_LEGEND_LINE / 2
                   ) + _LEGEND_LINE / 2

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        for left, down, words, entry in self._places(width):
            canvas.saveState()
            canvas.translate(x + left, top - down)
            for stroke in entry.strokes if entry else ():
                _stroke(canvas, (((0, 0), (_SWATCH, 0)),), stroke)
            if entry and entry.dot:
                _dot(canvas, entry.dot, (_SWATCH / 2, 0))
            canvas.setFillColor(HexColor(INK if entry else QUIET))
            canvas.setFont(REGULAR if entry else BOLD, _LEGEND_SIZE)
            canvas.drawString(_SWATCH + 4 if entry else 0, -_LEGEND_SIZE * _BASELINE, words)
            canvas.restoreState()

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""

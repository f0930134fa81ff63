"""Series on a page: a chart beside its points, each with its citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from geo.export.chart.chart_layout import lay_chart
from geo.export.pdf.page_blocks import Block, Columns, Rule, Space, Stack, text
from geo.export.pdf.page_map import draw_chart
from geo.export.pdf.page_text import INK, QUIET, cited, quiet, shown, strong, style
from geo.presentation.shown_series import READING, TITLE, ShownPoint, ShownSeries

_SIZE = 6.6
_LAID = 370.0
"""The width in which a chart is laid out; it is drawn smaller, with the letters of the page."""
_PERIOD = 66.0
_GAP = 14.0


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """The chart of a series as a block of a page; it is as wide as there is room."""

    series: ShownSeries

    def height(self, width: float) -> float:
        """The height of the chart in a width."""
        return lay_chart(self.series, _LAID).height * width / _LAID

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the chart."""
        draw_chart(canvas, lay_chart(self.series, _LAID), (x, top), width / _LAID)

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""


def _point(point: ShownPoint, size: float) -> Block:
    values = f"{cited(point.values)} {quiet(shown(f'{point.remark}; {point.who}'), size - 0.4)}"
    return Columns((text(strong(shown(point.period)), style(size, leading=1.2)),
                    text(values, style(size, leading=1.2))), (_PERIOD, 200.0), gap=6)


def points(series: ShownSeries, size: float = _SIZE) -> Iterator[Block]:
    """Yields the points of a series, a row each."""
    for point in series.points:
        yield _point(point, size)
        yield Space(1)


def series_block(series: ShownSeries) -> Block:
    """Returns a series: its title, its chart, and beside it its points."""
    return Stack((
        text(strong(shown(series.title)), style(7.4)), Space(2),
        Columns((ChartBlock(series), Stack(tuple(points(series)))), (1, 1), gap=_GAP), Space(5)))


def series_head() -> Block:
    """Returns the heading of the series of a dossier, and how their charts are read."""
    return Stack((Space(7), text(shown(TITLE), style(8.6, bold=True)), Rule(1.6, 3.2, INK, 0.6),
                  text(shown(READING), style(6.4, colour=QUIET)), Space(3)))

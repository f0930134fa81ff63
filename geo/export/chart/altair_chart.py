"""Draws a series with Vega-Altair, for pages: the chart answers to a pointer and needs no network.

Shape, dash and label say what a point is; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, Final

import altair as alt

from geo.catalog.series import PointKind
from geo.export.chart.look import ACCENT, INK, PAPER, QUIET, RULE
from geo.export.chart.plot import APART_TITLE, Plot, PlotMark, Side, plot
from geo.presentation.shown_series import ShownSeries

_FONT: Final = "Georgia, 'Times New Roman', serif"
_PANEL, _ROW, _SIZE, _TITLE, _HEAD = 180, 21, 13, 24, 16
_SHAPES: Final = MappingProxyType[PointKind, str]({
    "result": "circle", "forecast": "diamond", "target": "triangle-up", "designed": "square",
    "potential": "cross"})
_PLACES: Final = MappingProxyType[Side, dict[str, Any]]({
    "above": {"dy": -11, "align": "center"}, "below": {"dy": 14, "align": "center"},
    "right": {"dx": 9, "align": "left"}, "left": {"dx": -9, "align": "right"}})
_BESIDE: Final = MappingProxyType[str, dict[str, Any]]({
    "right": {"dx": 5, "align": "left"}, "left": {"dx": -5, "align": "right"}})
_TOOLTIP: Final = (("period", "Period"), ("value", "Value"), ("remark", "What it is"),
                   ("who", "Source"))


def _row(mark: PlotMark) -> dict[str, Any]:
    """What the chart knows of a point: its place, its label and what a tooltip says."""
    point = mark.point
    numbers = "".join(f" [{number}]" for piece in point.values for number in piece.citations)
    return {"x": mark.x, "begins": mark.begins, "ends": mark.ends, "low": point.low,
            "high": point.high, "label": point.short, "kind": point.kind_id, "period": point.period,
            "value": point.said, "remark": point.remark, "who": f"{point.who}{numbers}"}


def _data(rows: Iterable[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=list(rows))


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in _TOOLTIP]


class _Layers:
    """The layers of a chart; `x` and `y` are the encodings that all of them share."""

    def __init__(self, drawn: Plot) -> None:
        self.drawn = drawn
        self.unit = (drawn.top or 1.0) / _PANEL
        self.depth = (_TITLE + drawn.rows * _ROW) * self.unit if drawn.rows else 0.0
        self.x_scale = alt.Scale(domain=[drawn.left, drawn.right], nice=False)
        self.y_scale = alt.Scale(domain=[-self.depth, drawn.top + _HEAD * self.unit], nice=False,
                                 zero=False)
        self.x = alt.X("x:Q", title=None, scale=self.x_scale, axis=alt.Axis(
            values=list(drawn.years), format="d", grid=False, ticks=False, domain=False,
            labelOverlap=True))
        self.y = alt.Y("low:Q", title=None, scale=self.y_scale, axis=alt.Axis(
            values=list(drawn.ticks), format="~r" if drawn.top < 1 else ",~r", grid=True,
            ticks=False, domain=False))

    @property
    def height(self) -> float:
        """The height of the plot in pixels."""
        return self.depth / self.unit + (_PANEL + _HEAD if self.drawn.ticks else 0)

    def base(self) -> Iterator[alt.Chart]:
        """Yields the line of zero."""
        if self.drawn.ticks:
            yield alt.Chart(_data([{"low": 0}])).mark_rule(color=INK, strokeWidth=1).encode(
                y=self.y)

    def lines(self) -> Iterator[alt.Chart]:
        """Yields the lines through years, and dotted ones between figures that differ."""
        rows = [{"x": x, "low": y, "line": i, "at": at}
                for i, line in enumerate(self.drawn.lines) for at, (x, y) in enumerate(line)]
        if rows:
            yield alt.Chart(_data(rows)).mark_line(color=ACCENT, strokeWidth=2).encode(
                x=self.x, y=self.y, detail="line:N", order="at:Q")
        forks = [{"x": x, "low": low, "high": high} for x, low, high in self.drawn.forks]
        if forks:
            yield alt.Chart(_data(forks)).mark_rule(color=INK, strokeDash=[2, 3]).encode(
                x=self.x, y=self.y, y2="high:Q")

    def marks(self) -> Iterator[alt.Chart]:
        """Yields ranges, points and labels of years."""
        ranges = [_row(mark) for mark in self.drawn.marks if mark.point.low != mark.point.high]
        if ranges:
            yield alt.Chart(_data(ranges)).mark_bar(
                size=7, color=PAPER, stroke=INK, strokeWidth=1.4).encode(
                x=self.x, y=self.y, y2="high:Q", tooltip=_tooltip())
        for kind, shape in _SHAPES.items():
            rows = [_row(mark) for mark in self.drawn.marks
                    if mark.point.kind_id == kind and mark.point.low == mark.point.high]
            filled = kind == "result"
            if rows:
                yield alt.Chart(_data(rows)).mark_point(
                    shape=shape, size=72 if filled else 96, filled=True, opacity=1,
                    fill=ACCENT if filled else PAPER, stroke=ACCENT if filled else INK,
                    strokeWidth=1.6).encode(x=self.x, y=self.y, tooltip=_tooltip())
        for side, look in _PLACES.items():
            labels = [_row(mark) for mark in self.drawn.marks if mark.side == side]
            if labels:
                yield self._text(labels, "high", **look)

    def _text(self, rows: list[dict[str, Any]], field: str, **look: Any  # noqa: ANN401
              ) -> alt.Chart:
        y = alt.Y(f"{field}:Q", scale=self.y_scale)
        return alt.Chart(_data(rows)).mark_text(
            color=INK, fontSize=_SIZE, font=_FONT, **{"baseline": "middle", **look}).encode(
            x=self.x, y=y, text="label:N", tooltip=_tooltip())

    def apart(self) -> Iterator[alt.Chart]:
        """Yields the marks of parts of a year, below the line of zero."""
        if not self.drawn.apart:
            return
        rows = []
        for mark in self.drawn.apart:
            y = -self.unit * (_TITLE + _ROW * (mark.row + 0.5))
            x = mark.ends if mark.side == "right" else mark.begins
            rows.append({**_row(mark), "low": y, "high": y, "x": x})
        title = [{"x": self.drawn.left, "low": -self.unit * _TITLE / 2, "label": APART_TITLE}]
        yield alt.Chart(_data(title)).mark_text(
            color=QUIET, fontSize=_SIZE - 1, font=_FONT, fontStyle="italic", align="left",
            baseline="middle").encode(x=self.x, y=self.y, text="label:N")
        yield alt.Chart(_data(rows)).mark_bar(
            height=9, fill=PAPER, stroke=INK, strokeWidth=1.3, strokeDash=[3, 2]).encode(
            x=alt.X("begins:Q", scale=self.x_scale), x2="ends:Q", y=self.y, tooltip=_tooltip())
        for side in ("right", "left"):
            labels = [row for row, mark in zip(rows, self.drawn.apart, strict=True)
                      if mark.side == side]
            if labels:
                yield self._text(labels, "high", **_BESIDE[side])


def altair_chart(series: ShownSeries, letters: int = 64) -> alt.LayerChart:
    """Returns the chart of a series; `letters` counts the letters that its width holds."""
    layers = _Layers(plot(series, letters))
    parts = [*layers.base(), *layers.lines(), *layers.marks(), *layers.apart()]
    chart: alt.LayerChart = alt.layer(*parts).properties(
        height=layers.height, background="transparent",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    return chart.configure_view(stroke=None).configure_axis(
        labelFont=_FONT, labelFontSize=_SIZE, labelColor=QUIET, gridColor=RULE, gridDash=[1, 3])

"""Native charts of series on slides: editable, with the numbers in a sheet behind each chart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from geo.catalog.series import PointKind
from geo.export.chart.look import ACCENT, INK, PAPER, QUIET, RULE
from geo.export.chart.plot import APART_TITLE, Plot, PlotMark, Side, plot
from geo.export.pptx.drawingml import Box, Pen
from geo.export.pptx.slide_text import BODY, one_line
from geo.presentation.shown_series import KIND_WORDS, ShownSeries

_DATA: Final[Any] = MappingProxyType({
    "xy": XyChartData, "category": CategoryChartData, "colour": RGBColor})
# What python-pptx gives no types.
_LETTERS = 72
_LABEL, _TICKS = 12, 12
_SIDES: Final = MappingProxyType[Side, Any]({
    "above": XL_LABEL_POSITION.ABOVE, "below": XL_LABEL_POSITION.BELOW,
    "right": XL_LABEL_POSITION.RIGHT, "left": XL_LABEL_POSITION.LEFT})
_MARKERS: Final = MappingProxyType[PointKind, Any]({
    "result": XL_MARKER_STYLE.CIRCLE, "forecast": XL_MARKER_STYLE.DIAMOND,
    "target": XL_MARKER_STYLE.TRIANGLE, "designed": XL_MARKER_STYLE.SQUARE,
    "potential": XL_MARKER_STYLE.X})
_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series of the native chart: marks of one kind, joined by a line or not."""

    name: str
    kind: PointKind
    marks: tuple[PlotMark, ...]
    is_line: bool = False

    @property
    def numbers(self) -> tuple[tuple[PlotMark, float], ...]:
        """Its marks with their numbers: the upper end of a range, then its lower end."""
        return tuple((mark, number) for mark in self.marks
                     for number in dict.fromkeys((mark.point.high, mark.point.low)))


def _drawn(drawn: Plot) -> Iterator[_Drawn]:
    """Yields the lines through years, then the marks that no line reaches, kind by kind.

    A line that forks from another leaves the labels of their common points to the first.
    """
    by_place = {(mark.x, mark.point.low): mark for mark in drawn.marks
                if mark.point.kind_id == "result"}
    reached: set[PlotMark] = set()
    for number, line in enumerate(drawn.lines):
        marks = tuple(by_place[place] for place in line)
        name = KIND_WORDS["result"] if not number else f"{KIND_WORDS['result']} {number + 1}"
        yield _Drawn(name.capitalize(), "result", marks, is_line=True)
        reached.update(marks)
    for kind, words in KIND_WORDS.items():
        rest = tuple(mark for mark in drawn.marks
                     if mark.point.kind_id == kind and mark not in reached)
        if rest:
            yield _Drawn(words.capitalize(), kind, rest)


def _colour(colour: str) -> Any:  # noqa: ANN401
    return _DATA["colour"].from_string(colour[1:].upper())


def _label(point: Any, words: str, side: Any) -> None:  # noqa: ANN401 - python-pptx's own types
    frame = point.data_label.text_frame
    frame.text = one_line(words)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.name, font.color.rgb = Pt(_LABEL), BODY, _colour(INK)
    if side is not None:
        point.data_label.position = side


def _styled(series: Any, drawn: _Drawn, labelled: set[PlotMark]) -> None:  # noqa: ANN401
    colour = ACCENT if drawn.kind == "result" else INK
    series.marker.style, series.marker.size = _MARKERS[drawn.kind], 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _colour(
        ACCENT if drawn.kind == "result" else PAPER)
    series.marker.format.line.color.rgb = _colour(colour)
    if drawn.is_line:
        series.format.line.color.rgb, series.format.line.width = _colour(ACCENT), Pt(2)
        series.smooth = False
    else:
        series.format.line.fill.background()
    for place, (mark, _) in enumerate(drawn.numbers):
        if mark not in labelled:
            _label(series.points[place], mark.point.short, _SIDES[mark.side])
            labelled.add(mark)


def _axis(axis: Any, least: float, most: float, step: float, form: str) -> None:  # noqa: ANN401
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = least, most, step
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.tick_labels.font.size, axis.tick_labels.font.name = Pt(_TICKS), BODY
    axis.tick_labels.font.color.rgb = _colour(QUIET)
    axis.format.line.color.rgb = _colour(QUIET)


def _years(pen: Pen, box: Box, drawn: Plot) -> Any:  # noqa: ANN401
    """Adds the chart of the years of a series."""
    data, parts = _DATA["xy"](), tuple(_drawn(drawn))
    for part in parts:
        series = data.add_series(part.name)
        for mark, number in part.numbers:
            series.add_data_point(mark.x, number)
    chart = pen.chart(XL_CHART_TYPE.XY_SCATTER_LINES, box, data, drawn.series.description)
    labelled: set[PlotMark] = set()
    for series, part in zip(chart.plots[0].series, parts, strict=True):
        _styled(series, part, labelled)
    form = "#,##0.##" if drawn.top < 10 else "#,##0"
    _axis(chart.value_axis, 0, drawn.ticks[-1], drawn.ticks[1], form if drawn.top >= 1 else "0.###")
    last = max(mark.x for mark in drawn.marks) + 0.5
    _axis(chart.category_axis, drawn.left, max(last, drawn.left + 1), 1, "0")
    chart.value_axis.major_gridlines.format.line.color.rgb = _colour(RULE)
    chart.value_axis.major_gridlines.format.line.dash_style = MSO_LINE.ROUND_DOT
    chart.category_axis.has_major_gridlines = False
    return chart


def _parts(pen: Pen, box: Box, drawn: Plot) -> Any:  # noqa: ANN401
    """Adds the chart of a series that has parts of years alone: a bar each, none joined."""
    data = _DATA["category"]()
    data.categories = [one_line(mark.point.period) for mark in drawn.apart]
    data.add_series(APART_TITLE, [mark.point.high for mark in drawn.apart])
    chart = pen.chart(XL_CHART_TYPE.BAR_CLUSTERED, box, data, drawn.series.description)
    series = chart.plots[0].series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour(PAPER)
    series.format.line.color.rgb, series.format.line.dash_style = _colour(INK), MSO_LINE.DASH
    for place, mark in enumerate(drawn.apart):
        _label(series.points[place], mark.point.short, XL_LABEL_POSITION.OUTSIDE_END)
    chart.category_axis.reverse_order = True
    for axis in (chart.category_axis, chart.value_axis):
        axis.tick_labels.font.size, axis.tick_labels.font.name = Pt(_TICKS), BODY
    chart.value_axis.minimum_scale = 0
    chart.value_axis.has_major_gridlines = chart.value_axis.visible = False
    return chart


def put_chart(pen: Pen, box: Box, series: ShownSeries) -> None:
    """Put the native chart of a series on a slide, with its description as alternative text."""
    drawn = plot(series, _LETTERS)
    chart = _years(pen, box, drawn) if drawn.marks else _parts(pen, box, drawn)
    chart.has_legend = chart.has_title = False
    sheet = chart.part.chart_workbook
    sheet.update_from_xlsx_blob(undated(sheet.xlsx_part.blob))


def undated(workbook: bytes) -> bytes:
    """Returns the sheet behind a chart without the moment in which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts, zipfile.ZipFile(out, "w") as package:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _CREATED.sub(rb"\g<1>2000-01-01T00:00:00Z", parts.read(name)))
    return out.getvalue()

"""Markup of series: a table of the points with their sources, and a chart as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup

from geo.export.chart.chart_layout import lay_chart
from geo.export.html.markup import CiteMarkup, joined, tagged
from geo.export.image.svg import chart_svg
from geo.presentation.shown_series import READING, TITLE, ShownPoint, ShownSeries

_WIDE, _DRAWN_WIDE = 310.0, 460
# Laid out narrower than it is drawn, so that its letters are as large as those of the page.


def _row(point: ShownPoint, cites: CiteMarkup) -> Markup:
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>').format(
        point.period, joined(map(cites.cited, point.values)), point.remark, point.who)


def series_table(series: ShownSeries, cites: CiteMarkup) -> Markup:
    """Returns the points of a series as a table in a fold; every value has its citations."""
    return Markup(
        '<details class="atlas-series-table"><summary>Figures and sources</summary><table><caption>'
        '{}</caption><thead><tr><th scope="col">Period</th><th scope="col">Value</th>'
        '<th scope="col">What it is</th><th scope="col">Source</th></tr></thead><tbody>{}</tbody>'
        "</table></details>").format(
        series.title, joined(_row(point, cites) for point in series.points))


def chart_picture(series: ShownSeries) -> Markup:
    """Returns the chart of a series as a picture whose description has all its points."""
    chart = replace(lay_chart(series, _WIDE), title="", description="")  # `alt` says both
    svg = quote(chart_svg(chart), safe=" =:/'(),;")
    return Markup('<img class="atlas-series-chart" width="{}" alt="{}" '
                  'src="data:image/svg+xml,{}">').format(
        _DRAWN_WIDE, series.description, svg)


def series_heading(*, level: int) -> Markup:
    """Returns the title over the series of a subject, and how their charts are read."""
    heading = Markup("<h{0}>{1}</h{0}>").format(level, TITLE)
    return heading + tagged("p", READING, "atlas-note")


def series_html(series: Iterable[ShownSeries], cites: CiteMarkup) -> Markup:
    """Returns how charts are read, and each series as a picture and a table, if there is any."""
    parts = joined(Markup('<section class="atlas-series"><h4>{}</h4>{}{}</section>').format(
        each.title, chart_picture(each), series_table(each, cites)) for each in series)
    return tagged("p", READING, "atlas-note") + parts if parts else Markup("")

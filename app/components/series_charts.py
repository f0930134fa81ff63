"""Charts of series on a page, each with a table of its points and their sources."""

from __future__ import annotations

import json
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first
from geo.export.html.markup import CiteMarkup
from geo.export.html.series_html import series_table
from geo.presentation.shown_series import ShownSeries

_CACHED_CHARTS = 128


@kept_on_first(_CACHED_CHARTS)
def _chart(_catalog: Catalog, series: ShownSeries, letters: int) -> str:
    """The chart of a series as JSON for Vega-Lite: Altair takes half a second to check one."""
    from geo.export.chart.altair_chart import altair_chart  # noqa: PLC0415 - loads 38 MiB

    return json.dumps(altair_chart(series, letters).to_dict())


def show_series(catalog: Catalog, series: Iterable[ShownSeries], cites: CiteMarkup, letters: int,
                columns: int = 1) -> None:
    """Draw charts in so many columns, each so wide that a line holds so many `letters`.

    The catalog, whose series they are, keeps the charts once they are made.
    """
    beside = st.columns(columns, gap="large") if columns > 1 else [st.container()]
    for number, each in enumerate(series):
        with beside[number % columns]:
            st.html(str(Markup('<h4 class="atlas-series-title">{}</h4>').format(each.title)))
            st.vega_lite_chart(spec=json.loads(_chart(catalog, each, letters)), width="stretch",
                               theme=None, alt=each.description)
            st.html(str(Markup('<div class="atlas-dossier atlas-series">{}</div>').format(
                series_table(each, cites))))

"""The dossier of a route, corridor or place on the page of the map."""

from __future__ import annotations

import streamlit as st

from app.components.series_charts import show_series
from geo.catalog.catalog import Catalog
from geo.export.html.dossier_html import dossier_halves, dossier_html
from geo.export.html.markup import CiteMarkup
from geo.export.html.series_html import series_heading
from geo.presentation.dossier import dossier

_LETTERS = 46
"""The letters of a chart that the panel holds in a line."""


def show_dossier(catalog: Catalog, subject: str, *, hidden: bool) -> None:
    """Draw the dossier. `hidden` says that the filters leave the route off the map."""
    if hidden:
        st.html('<p class="atlas-hidden">The filters now leave this route off the map.</p>')
    shown = dossier(catalog, subject)
    if not shown.series:
        st.html(str(dossier_html(shown)))
        return
    before, after = dossier_halves(shown)
    st.html(str(before))
    with st.container(key="dossier-series"):
        st.html(f'<div class="atlas-dossier">{series_heading()}</div>')
        show_series(catalog, shown.series, CiteMarkup(shown.citations), _LETTERS)
    st.html(str(after))

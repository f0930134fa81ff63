"""The dossier of a route, corridor or place on the page of the map."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from app.components.series_charts import show_series
from geo.catalog.catalog import Catalog
from geo.export.html.dossier_html import dossier_halves, dossier_html
from geo.export.html.markup import CiteMarkup, tagged
from geo.export.registry import FORMATS
from geo.presentation.dossier import dossier
from geo.presentation.shown_series import TITLE
from geo.query.view import View

_LETTERS = 46
"""The letters of a chart that the panel holds in a line."""
_PDF = FORMATS["pdf"].whats["dossier"]


def show_dossier_file(view: View) -> None:
    """Draw a link to the dossier of the open route as a page to print."""
    st.html(str(Markup(
        '<p class="atlas-dossier-file"><a href="export/dossier.pdf?{}" download '
        'title="{}" aria-label="{}">PDF</a></p>').format(
        urlencode(view.items()), _PDF, _PDF)))


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
    with st.container(key="dossier-series"), st.expander(TITLE):
        st.html(str(tagged("p", shown.reading, "atlas-note")))
        show_series(catalog, shown.series, CiteMarkup(shown.citations), _LETTERS)
    st.html(str(after))

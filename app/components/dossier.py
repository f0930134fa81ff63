"""The dossier of a route, corridor or place on the page of the map."""

from __future__ import annotations

import streamlit as st

from geo.catalog.catalog import Catalog
from geo.export.html.dossier_html import dossier_html
from geo.presentation.dossier import dossier


def show_dossier(catalog: Catalog, subject: str, *, hidden: bool) -> None:
    """Draw the dossier. `hidden` says that the filters leave the route off the map."""
    if hidden:
        st.html('<p class="atlas-hidden">The filters now leave this route off the map.</p>')
    st.html(str(dossier_html(dossier(catalog, subject))))

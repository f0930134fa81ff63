"""The text beside the map while no route is open: how to read the map."""

from __future__ import annotations

import streamlit as st

from geo.catalog.catalog import Catalog
from geo.export.html.map_key_html import map_key_html
from geo.presentation.map_key import map_key


def show_welcome(catalog: Catalog) -> None:
    """Shows a short key to the map, with counts from the data."""
    st.html(str(map_key_html(map_key(catalog))))

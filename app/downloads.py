"""Downloads of what is shown, made when asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.catalog import Catalog
from geo.export import FORMATS, export
from geo.rows import TABLES

_TITLES = {("routes", "csv"): "Routes shown (CSV)", ("facts", "csv"): "Their claims (CSV)",
           ("routes", "csv-raw"): "Routes, raw CSV", ("facts", "csv-raw"): "Claims, raw CSV"}


def show_downloads(shown: Catalog) -> None:
    """A row of buttons; the bytes are made at the click."""
    with st.container(key="downloads", horizontal=True, vertical_alignment="center"):
        for name, made in FORMATS.items():
            for what in TABLES:
                st.download_button(
                    _TITLES[what, name], data=partial(export, shown, what, name),
                    file_name=f"corridor-atlas-{what}-{shown.release}"
                              f"{'-raw' if name == 'csv-raw' else ''}.{made.ending}",
                    mime=made.media_type, on_click="ignore", key=f"download-{what}-{name}",
                    help=f"For {made.meant_for}.",
                    type="primary" if (what, name) == ("routes", "csv") else "secondary")

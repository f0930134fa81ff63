"""Downloads of what is shown: links to files that the server makes when they are asked for."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from geo.address import View
from geo.catalog import Catalog
from geo.export import FORMATS
from geo.rows import TABLES

_TITLES = {("routes", "csv"): "Routes shown (CSV)", ("facts", "csv"): "Their claims (CSV)",
           ("routes", "csv-raw"): "Routes, raw CSV", ("facts", "csv-raw"): "Claims, raw CSV"}


def show_downloads(shown: Catalog, view: View) -> None:
    """A row of links, each with the view in its address, so that it can be sent on."""
    query = urlencode(view.items())
    links = Markup("").join(
        Markup('<a class="atlas-download" data-what="{}" data-format="{}" href="export/{}.{}{}" '
               'download title="For {}.">{}</a>').format(
            what, name, what, name, f"?{query}" if query else "", made.meant_for,
            _TITLES[what, name])
        for name, made in FORMATS.items() for what in TABLES)
    with st.container(key="downloads"):
        st.html(str(Markup('<nav class="atlas-downloads" aria-label="Downloads">{} '
                           "<span>{} routes, release {}</span></nav>").format(
            links, len(shown.entries), shown.release)))

"""The text beside the map while no route is open: how to read the map."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from geo.catalog.catalog import Catalog
from geo.export.html.map_key_html import map_key_html
from geo.presentation.map_key import map_key
from geo.query.view import View


def show_welcome(catalog: Catalog, view: View) -> None:
    """Shows a short key to the map, with counts from the data, and a way to all that happened."""
    every = Markup('<p><a class="atlas-opens" href="./what-happened?{}">All that happened, by date'
                   "</a></p>").format(urlencode(view.items()))
    st.html(str(map_key_html(map_key(catalog), every)))

"""A folium map that loads Leaflet from this host, for the apps the atlas is held against."""

from __future__ import annotations

import folium  # noqa: TID251 - these apps are not the atlas
import streamlit.components.v1 as components  # noqa: TID251
from xstatic.pkg import leaflet

components.declare_component("leaflet", path=leaflet.BASE_DIR)


class OfflineMap(folium.Map):
    """What `folium.Map` is, without its other hosts."""

    default_js = [  # noqa: RUF012 - folium reads this very name
        ("leaflet", f"../{__name__}.leaflet/leaflet.js"),
    ]
    default_css = [  # noqa: RUF012 - folium reads this very name
        ("leaflet_css", f"../{__name__}.leaflet/leaflet.css"),
    ]

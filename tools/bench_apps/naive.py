"""The plain way: at each rerun a new folium map, one GeoJson object for each route shown.

Each has a style and a tooltip, as the atlas's lines have.
"""

from __future__ import annotations

import folium  # noqa: TID251 - these apps are not the atlas
from streamlit_folium import st_folium  # noqa: TID251

from tools.bench_apps.offline import OfflineMap
from tools.bench_apps.routes import shown_features

chart = OfflineMap(tiles=None, location=(40, 48), zoom_start=5)
for feature in shown_features():
    folium.GeoJson(feature, style_function=lambda _: {"color": "#0b5cad", "weight": 3},
                   tooltip=feature["properties"]["route_id"]).add_to(chart)
st_folium(chart, height=640, width=None, returned_objects=["last_active_drawing"])

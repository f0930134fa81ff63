"""The least a first map can cost: st_folium with one marker."""

from __future__ import annotations

import folium  # noqa: TID251 - these apps are not the atlas
from streamlit_folium import st_folium  # noqa: TID251

from tools.bench_apps.offline import OfflineMap

chart = OfflineMap(tiles=None, location=(40, 48), zoom_start=5)
folium.Marker((40.4, 49.9)).add_to(chart)
st_folium(chart, height=640, width=None, returned_objects=[])

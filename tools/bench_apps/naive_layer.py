"""The plain way at its cheapest: all routes in one GeoJson object, no styles and no tooltips."""

from __future__ import annotations

import folium  # noqa: TID251 - these apps are not the atlas
from streamlit_folium import st_folium  # noqa: TID251

from tools.bench_apps.offline import OfflineMap
from tools.bench_apps.routes import shown_features

chart = OfflineMap(tiles=None, location=(40, 48), zoom_start=5)
folium.GeoJson({"type": "FeatureCollection", "features": shown_features()}).add_to(chart)
st_folium(chart, height=640, width=None, returned_objects=["last_active_drawing"])

"""The gate to folium: the only module that touches it.

No text from data passes through here. The map's script is constant; geometry and names are JSON
files that the frame fetches; a rerun sends ids, which are lower-case words joined by `-`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
import streamlit as st
import streamlit.components.v1 as components
from branca.element import Element, MacroElement
from jinja2 import Template
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from app import published
from app.theme import MAP_PALETTE

HEIGHT_PX = 640
"""Height of the frame as Streamlit lays it out; the page's style sheet adapts it to the screen."""

HOME_VIEW = ((24.5, 27.0), (47.5, 79.0))
"""South-west and north-east corner of the first view, (lat, lon) in degrees."""

_ASSETS = Path(__file__).parent / "assets"
_KEY = "map"
_SAFE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Each declared component is a folder that Streamlit serves beside the frame's own.
components.declare_component("leaflet", path=leaflet.BASE_DIR)
components.declare_component("assets", path=str(_ASSETS))
components.declare_component("published", path=str(published.FOLDER))

_URL = f"../{__name__}"


class _AtlasMap(folium.Map):
    """A map that loads Leaflet from this host and nothing from elsewhere."""

    default_js = [  # noqa: RUF012 - folium reads this very name
        ("leaflet", f"{_URL}.leaflet/leaflet.js"),
        ("land", f"{_URL}.assets/atlas-land.js"),
        ("atlas", f"{_URL}.assets/atlas-map.js"),
    ]
    default_css = [  # noqa: RUF012 - folium reads this very name
        ("leaflet_css", f"{_URL}.leaflet/leaflet.css"),
        ("atlas_css", f"{_URL}.assets/atlas-map.css"),
    ]


class _Start(MacroElement):
    """The one line of script: start the atlas on the map with constant options."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            AtlasMap.start({{ this._parent.get_name() }}, {{ this.options }});
        {% endmacro %}""")

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.options = json.dumps(options)


def publish(kind: str, digest: str, data: bytes) -> str:
    """Put a JSON document where the frame can fetch it; returns its URL."""
    return f"{_URL}.published/{published.write(kind, digest, data)}"


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows now: routes, the one selected (or blank), and whose borders."""

    ids: Sequence[str]
    selected: str
    depiction: str


def _state_element(view: View) -> Element:
    for word in (*view.ids, view.depiction, *([view.selected] if view.selected else [])):
        if not _SAFE_ID.fullmatch(word):
            raise ValueError(f"{word!r} is not an id")
    return Element(f'<div id="atlas-state" hidden data-ids="{" ".join(view.ids)}" '
                   f'data-selected="{view.selected}" data-depiction="{view.depiction}"></div>')


def show_map(layers_url: str, basemap_url: str, view: View,
             on_click: Callable[[str], None]) -> None:
    """Draw a view.

    `on_click` gets the id of a clicked route or place before the next rerun.

    The camera stays where the reader left it: nothing here ever moves it.
    """
    fig = folium.Figure()
    atlas = _AtlasMap(tiles=None, zoom_snap=0.25, zoom_delta=0.5, min_zoom=2, max_zoom=12,
                      wheel_px_per_zoom_level=90)
    atlas.add_child(_Start({"layers": layers_url, "basemap": basemap_url,
                            "view": HOME_VIEW, "palette": dict(MAP_PALETTE)}))
    fig.add_child(atlas)
    fig.html.add_child(_state_element(view))
    st_folium(fig, key=_KEY, height=HEIGHT_PX, width=None,
              returned_objects=["last_active_drawing"],
              on_change=lambda: _report(on_click))


def _report(on_click: Callable[[str], None]) -> None:
    answer = st.session_state.get(_KEY) or {}
    drawing = answer.get("last_active_drawing")
    properties = drawing.get("properties") if isinstance(drawing, dict) else None
    route_id = properties.get("route_id") if isinstance(properties, dict) else None
    if isinstance(route_id, str) and _SAFE_ID.fullmatch(route_id):
        on_click(route_id)

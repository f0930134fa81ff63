"""Draws the map; the only module that uses folium.

No text from data passes through here. The map's script is constant; geometry and names are JSON
files that the frame fetches; a rerun sends a bitmask of the routes, and ids, which are lower-case
words joined by `-`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from branca.element import Element, MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from app.components.bitmask import bitmask, own_bitmask
from app.components.component import FRAME_URL, PAGE_URL
from app.session.address_bar import asked_camera
from app.session.turn import answered_turn
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.cartography.projection import HOME, Bounds
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.catalog.index import positions_of
from geo.catalog.selection import drawn_status
from geo.query.view import View
from geo.web.modules import joined
from geo.web.scripts import asset, web_file
from geo.web.typeface import face_rules, file_name

HEIGHT_PX = 640
"""Height of the frame in Streamlit's layout; the page's style sheet adapts it to the screen."""

HOME_VIEW = ((HOME[1], HOME[0]), (HOME[3], HOME[2]))
"""South-west and north-east corner of the first view, (lat, lon) in degrees."""

_STYLES = ("leaflet.css", "map/map.css")
_KEY = "map"
_SAFE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SAFE_VALUE = re.compile(r"[A-Za-z0-9+/=.\-]*")


@cache
def _bundle() -> tuple[str, str]:
    """Writes Leaflet and the map's code as one script and one style sheet; returns their names."""
    own = joined(Path(__file__).with_name("frame.js")).encode()
    faces = face_rules(lambda face: f"../../{file_name(face)}")
    style = "\n".join((faces, *map(asset, _STYLES)))
    return (static_files.write("map", web_file("leaflet.js").read_bytes() + b"\n" + own, "js"),
            static_files.write("map", style.encode(), "css"))


@cache
def _relief() -> str:
    """Writes the shade of mountains; returns its address."""
    data = web_file("map/relief.webp").read_bytes()
    return f"{FRAME_URL}/{static_files.write('relief', data, 'webp')}"


class _AtlasMap(folium.Map):
    """A map that loads Leaflet from this host and nothing from elsewhere."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - folium's own options
        super().__init__(**options)
        script, style = _bundle()
        for name in (script, style):
            static_files.note_first(name.rpartition(".")[2], f"{PAGE_URL}/{name}")
        self.default_js = [("atlas", f"{FRAME_URL}/{script}")]
        self.default_css = [("atlas_css", f"{FRAME_URL}/{style}")]


class _Start(MacroElement):
    """The one event that starts the atlas on the map, with constant options."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            document.dispatchEvent(new CustomEvent("atlas-start", { detail: {
                map: {{ this._parent.get_name() }}, options: {{ this.options }} } }));
        {% endmacro %}""")

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.options = json.dumps(options)


def _address(kind: str, name: str, data: bytes) -> str:
    file = static_files.write(kind, data, name=name)
    static_files.note_first(kind, f"{PAGE_URL}/{file}")
    return f"{FRAME_URL}/{file}"


def _strokes(atlas: Catalog, shown: Catalog, view: View) -> str:
    """A digit for each route: the status it is drawn with; blank if each has its own status.

    Another one where only some sources tell it, or in a year.
    """
    if view.year is None and not view.wanted.sources:
        return ""
    digits = {status: str(i) for i, status in enumerate(STATUS_STROKES)}
    drawn = ["-"] * len(atlas.ids)
    for position, entry in zip(positions_of(shown.mask), shown.entries, strict=False):
        drawn[position] = digits[drawn_status(entry, view.year)]
    return "".join(drawn)


@dataclass(frozen=True)
class Led:
    """A map whose camera the page leads: to the view's.

    `named` are the names that are drawn if they fit (see `geo.briefing.map_names`). With a `box`
    the map is before an audience: it looks there where the view has no camera, has no buttons, and
    names no other places but the ends of few lines.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    box: Bounds | None = None


def _state(atlas: Catalog, shown: Catalog, view: View, led: Led | None) -> Element:
    start = None if led else asked_camera()
    box, regions = led.box if led else None, dict.fromkeys(sorted(view.wanted.regions), "")
    named = regions | dict(led.named if led else {})
    west, south, east, north = box or HOME
    values = {
        "shown": bitmask(shown, len(atlas.ids)),
        "selected": view.opened if shown.entry(view.opened) else "",
        "opened": view.opened,
        "depiction": view.depiction,
        "colours": view.colour_by,
        "strokes": _strokes(atlas, shown, view),
        "camera": str(view.camera or "") if led else "",
        "box": "/".join(f"{edge:.4f}" for edge in (south, west, north, east)) if box else "",
        "only": ".".join(sorted(view.wanted.corridors)) if box else "",
        "led": "yes" if led else "",
        "start": str(start or ""),
        "release": atlas.release,
        "turn": str(answered_turn()),
        "own": own_bitmask(shown),
        "named": ".".join(f"{name}={days}" for name, days in named.items()),
    }
    for name, value in values.items():
        if not _SAFE_VALUE.fullmatch(value):
            raise ValueError(f"{name}: {value!r} holds more than ids do")
    attributes = " ".join(f'data-{name}="{value}"' for name, value in values.items())
    return Element(f'<div id="atlas-state" hidden {attributes}></div>')


def show_map(atlas: Atlas, shown: Catalog, view: View, on_click: Callable[[str], None], *,
             led: Led | None = None) -> None:
    """Draw the selection as the view says.

    `on_click` gets the id of a clicked route or place before the next rerun. The camera stays where
    the reader left it, as in the address, unless the page has it `led`. The regions that the filter
    asks for have their names if these fit.
    """
    fig = folium.Figure()
    drawn = _AtlasMap(tiles=None, zoom_snap=0.25, zoom_delta=0.5, min_zoom=2, max_zoom=12,
                      track_resize=False,  # the frame's own script keeps the camera over a resize
                      wheel_px_per_zoom_level=90)
    drawn.add_child(_Start({
        "layers": _address("layers", *atlas.layers), "basemap": _address("basemap", *atlas.basemap),
        "relief": _relief(), "view": HOME_VIEW, "palette": dict(MAP_PALETTE)}))
    fig.add_child(drawn)
    fig.html.add_child(_state(atlas.catalog, shown, view, led))
    st_folium(fig, key=f"{_KEY}-led" if led else _KEY, height=HEIGHT_PX, width=None,
              returned_objects=["last_active_drawing"],
              on_change=lambda: _report(on_click, f"{_KEY}-led" if led else _KEY))


def _report(on_click: Callable[[str], None], key: str) -> None:
    state = st.session_state.get(key) or {}
    drawing = state.get("last_active_drawing")
    properties = drawing.get("properties") if isinstance(drawing, dict) else None
    route_id = properties.get("route_id") if isinstance(properties, dict) else None
    if isinstance(route_id, str) and _SAFE_ID.fullmatch(route_id):
        on_click(route_id)

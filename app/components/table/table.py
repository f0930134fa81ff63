"""The table of the selection: real HTML, so that a keyboard and a screen reader can use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.components.bitmask import bitmask, own_bitmask
from app.components.component import component
from app.components.routes_file import routes_by
from app.session.turn import answered_turn
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog
from geo.query.view import View

_KEY = "table"
_table = component(
    "table",
    '<div class="atlas-table" role="region" aria-label="Routes shown" tabindex="0">'
         '<table></table><p class="atlas-table-more" hidden><span></span> '
         '<button type="button">Show 100 more</button></p></div>',
    Path(__file__).with_name("table.js"))


def show_table(atlas: Atlas, shown: Catalog, view: View, on_open: Callable[[str], None]) -> None:
    """Draw the rows; `on_open` gets the id of a chosen row before the next rerun."""
    def opened() -> None:
        state = st.session_state.get(_KEY)
        route_id = getattr(state, "open", None)
        if isinstance(route_id, str):
            on_open(route_id)

    address, sources = routes_by(atlas, view.wanted.sources)
    _table(key=_KEY, on_open_change=opened, data={
        "turn": answered_turn(), "url": address, "sources": sources, "year": str(view.year or ""),
        "colourBy": view.colour_by,
        "shown": bitmask(shown, len(atlas.catalog.ids)),
        "own": own_bitmask(shown), "selected": view.opened})

"""The page of the map."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.cache import Atlas
from app.dossier import show_dossier
from app.downloads import show_downloads
from app.filters import current_filter, show_filters
from app.map_view import publish, show_map
from app.table import show_table
from app.welcome import show_welcome
from geo.catalog import Catalog

_SELECTED = "selected-route"
_PICKER = "open-route"


def _open(route_id: str) -> None:
    st.session_state[_SELECTED] = route_id


def _close() -> None:
    st.session_state[_SELECTED] = ""


def _picked() -> None:
    _open(st.session_state[_PICKER] or "")


def _head(atlas: Catalog, shown: Catalog) -> None:
    st.html(str(Markup(
        '<header class="atlas-head"><h1>Corridor Atlas</h1><p>{} of {} routes shown · every figure '
        "with its source · release {}</p></header>").format(
        len(shown.entries), len(atlas.entries), atlas.release)))


def _panel(atlas: Catalog, shown: Catalog, selected: str) -> None:
    ids = [entry.route_id for entry in shown.entries]
    if selected and selected not in ids:
        ids.append(selected)
    st.session_state[_PICKER] = selected or None
    with st.container(key="panel-head", horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Open a route", sorted(ids, key=lambda i: atlas.name_of(i).casefold()),
                     format_func=atlas.name_of, key=_PICKER, index=None, on_change=_picked,
                     placeholder="Choose, or click a line or a row")
        if selected:
            st.button("Close", key="dossier-close", on_click=_close)
    entry = atlas.entry(selected) if selected else None
    with st.container(key="dossier"):
        if entry:
            show_dossier(atlas, entry, hidden=selected not in shown.ids)
        else:
            show_welcome(atlas)


def show_atlas_page(atlas: Atlas) -> None:
    """Filters, map, dossier, table and downloads, all of one selection."""
    catalog = atlas.catalog
    wanted = current_filter(catalog)
    shown = catalog.select(wanted)
    selected = st.session_state.get(_SELECTED, "")
    if selected and catalog.entry(selected) is None:
        selected = ""
    show_filters(catalog, wanted)
    _head(catalog, shown)
    left, right = st.columns([1.75, 1], gap="medium")
    with left, st.container(key="map-frame"):
        show_map(publish("layers", *atlas.layers), publish("basemap", *atlas.basemap), shown.ids,
                 selected if selected in shown.ids else "", _open)
    with right:
        _panel(catalog, shown, selected)
    if not shown.entries:
        st.html('<p class="atlas-hidden">No route matches these filters. “Show all” clears them.'
                "</p>")
    show_table(shown, selected, _open)
    show_downloads(shown, wanted)

"""The page of the map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st
from markupsafe import Markup

from app.address import DEPICTION_KEY, SELECTED_KEY, read_address, write_address
from app.cache import Atlas
from app.dossier import show_dossier
from app.downloads import show_downloads
from app.filters import current_filter, show_filters
from app.map_view import View, publish, show_map
from app.subject_dossier import show_subject
from app.table import show_table
from app.text import literal
from app.touch import touch
from app.welcome import show_welcome
from geo.address import DEPICTIONS
from geo.address import View as AddressView
from geo.catalog import Catalog

_PICKER = "open-route"


def _open(route_id: str) -> None:
    touch()
    st.session_state[SELECTED_KEY] = route_id


def _close() -> None:
    touch()
    st.session_state[SELECTED_KEY] = ""


def _picked() -> None:
    _open(st.session_state[_PICKER] or "")


def _head(atlas: Catalog, shown: Catalog) -> None:
    st.html(str(Markup(
        '<header class="atlas-head"><h1>Corridor Atlas</h1><p>{} of {} routes shown · every figure '
        "with its source · release {}</p></header>").format(
        len(shown.entries), len(atlas.entries), atlas.release)))


def _openable(atlas: Catalog) -> list[str]:
    """What can be opened: routes, then corridors, then places, each by name."""
    def by_name(ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda subject: atlas.name_of(subject).casefold())

    return [*by_name(atlas.ids), *by_name(atlas.corridors), *by_name(atlas.places)]


def _label(atlas: Catalog, subject: str) -> str:
    """A name with its other names, so that typing any of them finds it."""
    other = [alias.alias for alias in atlas.aliases_of(subject)]
    return atlas.name_of(subject) + (f" ({', '.join(other)})" if other else "")


def _related(atlas: Catalog, subject: str) -> None:
    """Buttons to what a source relates it to, and to its corridors."""
    entry = atlas.entry(subject)
    ids = [*(entry.route.corridor_ids if entry else ()),
           *(other for r in atlas.relations for this, other in (
               (r.subject_id, r.object_id), (r.object_id, r.subject_id)) if this == subject)]
    if ids:
        with st.container(key="related", horizontal=True, gap="small"):
            for other in dict.fromkeys(ids):
                st.button(literal(atlas.name_of(other)), key=f"related-{other}",
                          on_click=_open, args=(other,), type="tertiary")


def _panel(atlas: Catalog, shown: Catalog, selected: str) -> None:
    entry, known = atlas.entry(selected), selected in atlas.subjects
    st.session_state[_PICKER] = selected if known else None
    with st.container(key="panel-head", horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Open a route, corridor or place", _openable(atlas),
                     format_func=partial(_label, atlas), key=_PICKER, index=None,
                     on_change=_picked, placeholder="Type any name, or click a line or a row")
        if known:
            st.button("Close", key="dossier-close", on_click=_close)
    with st.container(key="dossier"):
        if entry:
            show_dossier(atlas, entry, hidden=selected not in shown.ids)
            _related(atlas, selected)
        elif known:
            show_subject(atlas, selected)
            _related(atlas, selected)
        else:
            show_welcome(atlas)


def _depiction() -> str:
    """Whose borders the map draws; the policy is written in data/basemap/POLICY.md."""
    st.session_state.setdefault(DEPICTION_KEY, "un")
    with st.container(key="depiction-bar"):
        chosen = st.segmented_control(
            "Borders", list(DEPICTIONS), format_func=DEPICTIONS.__getitem__,
            key=DEPICTION_KEY, on_change=touch,
            label_visibility="collapsed",
            help="Whose view of disputed borders the map draws; see “The data”.")
    return chosen or "un"


def show_atlas_page(atlas: Atlas) -> None:
    """Filters, map, dossier, table and downloads, all of one selection."""
    catalog = atlas.catalog
    ignored = read_address(catalog)
    wanted = current_filter(catalog)
    shown = catalog.select(wanted)
    selected = st.session_state.get(SELECTED_KEY, "")
    if selected not in catalog.subjects:
        selected = ""
    show_filters(catalog, wanted)
    _head(catalog, shown)
    if ignored:
        st.html(str(Markup('<p class="atlas-hidden" role="status">Part of the address is not known '
                           "here and was ignored: {}. The rest applies.</p>").format(
            ", ".join(ignored))))
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        map_place = st.container(key="map-frame")
        depiction = _depiction()
    with map_place:
        show_map(publish("layers", *atlas.layers), publish("basemap", *atlas.basemap),
                 View(shown.ids, selected if selected in shown.ids else "", depiction), _open)
    with right:
        _panel(catalog, shown, selected)
    if not shown.entries:
        st.html('<p class="atlas-hidden">No route matches these filters. “Show all” clears them.'
                "</p>")
    show_table(shown, selected, _open)
    show_downloads(shown, wanted)
    write_address(AddressView(wanted, selected, depiction))

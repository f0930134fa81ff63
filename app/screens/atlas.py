"""The page of the map."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from app.components.dossier import show_dossier, show_dossier_file
from app.components.downloads.downloads import show_downloads
from app.components.finder.finder import is_lost, show_finder
from app.components.legend.legend import show_filters, shown_words
from app.components.look.look import show_look
from app.components.map.map_view import show_map
from app.components.map_key import show_welcome
from app.components.markdown import literal
from app.components.notices import show_ignored
from app.components.overlay.own_data import show_overlay_lines, show_own_data
from app.components.presenter.presenter import keep_draft, show_notice
from app.components.table.table import show_table
from app.session.address_bar import read_address, write_address
from app.session.draft import add_scene
from app.session.overlay import session_catalog, session_names, shared_view
from app.session.view import change, current
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.data.plural import plural
from geo.presentation.dossier import routes_of
from geo.presentation.view_title import view_title
from geo.query.filter import Filter
from geo.query.view import View

_MOST_RELATED = 30


def _open(subject: str) -> None:
    change(opened=subject)


def _close() -> None:
    change(opened="")


def _head(atlas: Atlas, catalog: Catalog, selection: Catalog, view: View) -> None:
    st.html(str(Markup(
        '<header class="atlas-head"><h1>Corridor Atlas</h1><p><span class="atlas-count">{}</span>'
        " · release {}</p></header>").format(
        shown_words(catalog, selection, view), catalog.release)))
    show_finder(atlas, catalog)


def _none_left(catalog: Catalog, text: str) -> None:
    """Says that no route matches, and how many a searched text alone would leave."""
    words = Markup("No route matches these filters. “Show all” clears them.")
    if not text:
        st.html(str(Markup('<p class="atlas-hidden">{}</p>').format(words)))
        return
    count = catalog.index.found(text).bit_count()
    with st.container(key="none-left", horizontal=True, vertical_alignment="center"):
        st.html(str(Markup('<p class="atlas-hidden">{} Without the others, “{}” leaves {}.</p>'
                           ).format(words, text, plural(count, "route"))))
        st.button("Search alone", key="search-alone", on_click=change,
                  kwargs={"wanted": Filter(text=text), "year": None})


def _notices(atlas: Atlas, catalog: Catalog, selection: Catalog, view: View,
             ignored: tuple[str, ...]) -> None:
    """Shows what of the address is unknown, an older release, or that no route matches."""
    show_ignored(ignored)
    if not atlas.newest:
        with st.container(key="release-notice", horizontal=True, vertical_alignment="center"):
            st.html(str(Markup('<p class="atlas-hidden" role="status">This is release {}, as the '
                               "link asks for. A newer release is available.</p>").format(
                atlas.catalog.release)))
            st.button("Show the newest", key="release-newest", on_click=change,
                      kwargs={"release": ""})
    if not selection.entries and not is_lost(catalog, view.wanted):
        _none_left(catalog, view.wanted.text)


def _related(catalog: Catalog, subject: str) -> None:
    """Shows buttons that open the corridors, places, routes and relations of a subject."""
    entry = catalog.entry(subject)
    ids = [*((*entry.route.corridor_ids, entry.route.from_place, entry.route.to_place)
             if entry else (route.route_id for route in routes_of(catalog, subject))),
           *(other_id for r in catalog.relations for this_id, other_id in (
               (r.subject_id, r.object_id), (r.object_id, r.subject_id)) if this_id == subject)]
    if ids:
        count = min(len(dict.fromkeys(ids)), _MOST_RELATED)
        with (st.expander(f"Open what is related ({count})",
                          expanded=not catalog.claims_about(subject)),
              st.container(key="related", horizontal=True, gap="small")):
            for other_id in list(dict.fromkeys(ids))[:_MOST_RELATED]:
                st.button(literal(catalog.name_of(other_id)), key=f"related-{other_id}",
                          on_click=_open, args=(other_id,), type="tertiary")


def _panel(atlas: Atlas, catalog: Catalog, selection: Catalog, opened: str) -> None:
    entry = catalog.entry(opened)
    with st.container(key="dossier"):
        if not opened:
            show_welcome(atlas, catalog, current(), _open)
            return
        st.button("Close", key="dossier-close", on_click=_close, type="tertiary")
        shown = opened in selection.ids
        if entry and shown and not entry.is_overlay:
            show_dossier_file(current())
        show_dossier(catalog, opened, hidden=bool(entry) and not shown)
        _related(catalog, opened)


def _controls(catalog: Catalog, view: View) -> None:
    """Shows how the map can look, and the button that adds what is seen to a briefing."""
    scene = shared_view(view)
    with st.container(key="map-controls", horizontal=True, vertical_alignment="center"):
        show_look(catalog)
        title = view_title(catalog, scene)
        st.button("Add as scene", key="add-scene", on_click=add_scene, args=(scene, title),
                  help="Add what you see to your own briefing; see “Briefings”.")
        if catalog.entry(scene.opened):
            st.button("Add this route alone", key="add-scene-alone", on_click=add_scene,
                      args=(scene, title, (scene.opened,)),
                      help="Add a scene that draws only the route that is open.")


def show_atlas_page(atlas: Atlas) -> None:
    """Shows filters, map, dossier, table and downloads of one selection."""
    catalog = session_catalog(atlas)
    ignored = read_address(session_names(atlas, catalog))
    view = current()
    if view.opened not in catalog.subjects:
        view = replace(view, opened="")
    selection = select_view(catalog, view)
    top = st.container(key="atlas-top")
    notices = st.container(key="notices")
    left, right = st.columns([1.75, 1], gap="medium")
    with left:  # first, so that it is drawn while the rest is still being sent
        show_map(atlas, selection, view, _open)
    show_filters(atlas, catalog)
    show_own_data(atlas, selection)
    with top:
        _head(atlas, catalog, selection, view)
    with notices:
        _notices(atlas, catalog, selection, view, ignored)
    with left:
        _controls(catalog, view)
        show_notice(elsewhere=True)
        show_overlay_lines(catalog)
    with right:
        _panel(atlas, catalog, selection, view.opened)
    show_table(atlas, selection, view, _open)
    show_downloads(selection, view)
    keep_draft()
    write_address(view)


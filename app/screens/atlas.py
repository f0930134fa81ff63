"""The page of the map."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from app.components.dossier import show_dossier, show_dossier_file
from app.components.downloads.downloads import show_downloads
from app.components.finder.finder import is_lost, show_finder
from app.components.legend.legend import show_filters
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
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.presentation.dossier import routes_of
from geo.presentation.view_title import view_title
from geo.query.filter import Filter
from geo.query.view import COLOURINGS, DEPICTIONS, View

_MOST_RELATED = 30
_SLOGAN = "Every figure with its source"
_DEPICTION, _COLOURS, _YEAR, _IN_A_YEAR = "depiction", "colours", "year", "year-on"
_CONNECTING = "connecting"


def _open(subject: str) -> None:
    change(opened=subject)


def _close() -> None:
    change(opened="")


def _head(atlas: Atlas, catalog: Catalog, selection: Catalog, view: View) -> None:
    own_lines, own_shown = len(catalog.overlays), len(selection.overlays)
    overlay = f" · {own_shown} of {plural(own_lines, 'overlay line')}" if own_lines else ""
    year = f" · as dated claims tell {view.year}" if view.year else ""
    shown, every = len(selection.entries) - own_shown, len(catalog.entries) - own_lines
    count = _SLOGAN if shown == every and not overlay else f"{shown} of {every} routes shown"
    st.html(str(Markup(
        '<header class="atlas-head"><h1>Corridor Atlas</h1><p>{}{}{} · release {}</p></header>'
        ).format(count, overlay, year, catalog.release)))
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
    """Shows the choice of colours, borders (see data/basemap/POLICY.md) and year under the map."""
    def colours() -> None:
        change(colour_by=st.session_state[_COLOURS] or next(iter(COLOURINGS)))

    def borders() -> None:
        change(depiction=st.session_state[_DEPICTION] or "un")

    def connecting() -> None:
        roles = () if st.session_state[_CONNECTING] else catalog.known_words["roles"] - {"context"}
        change(wanted=current().wanted.choosing("roles", roles))

    def in_a_year() -> None:
        now = min(max(catalog.today.year, FIRST_YEAR), LAST_YEAR)
        change(year=now if st.session_state[_IN_A_YEAR] else None)

    def year() -> None:
        change(year=st.session_state[_YEAR])

    scene = shared_view(view)
    st.session_state[_COLOURS] = view.colour_by
    st.session_state[_CONNECTING] = not view.wanted.roles or "context" in view.wanted.roles
    st.session_state[_DEPICTION], st.session_state[_IN_A_YEAR] = view.depiction, bool(view.year)
    with st.container(key="map-controls", horizontal=True, vertical_alignment="center"):
        st.segmented_control("Colours", list(COLOURINGS), format_func=COLOURINGS.__getitem__,
                             key=_COLOURS, on_change=colours, label_visibility="collapsed",
                             help="What the colours of the lines say.")
        st.segmented_control("Borders", list(DEPICTIONS), format_func=DEPICTIONS.__getitem__,
                             key=_DEPICTION, on_change=borders, label_visibility="collapsed",
                             help="Whose view of disputed borders the map draws; see “The data”.")
        st.toggle("Connecting lines", key=_CONNECTING, on_change=connecting,
                  help="Lines that only connect the routes of the atlas, drawn quietly.")
        st.toggle("In a year", key=_IN_A_YEAR, on_change=in_a_year,
                  help="Draw what exists, is being built or is promised in a year, from dated "
                       "claims alone. Routes without a dated claim are drawn thin.")
        if view.year:
            st.session_state[_YEAR] = view.year
            st.slider("Year", FIRST_YEAR, LAST_YEAR, key=_YEAR, on_change=year,
                      label_visibility="collapsed")
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
        show_overlay_lines(selection)
    with right:
        _panel(atlas, catalog, selection, view.opened)
    show_table(atlas, selection, view, _open)
    show_downloads(selection, view)
    keep_draft()
    write_address(view)


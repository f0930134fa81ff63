"""A reader's own data on the page: the file that is added, its lines and its dossier."""

from __future__ import annotations

import base64
import zlib

import streamlit as st
from markupsafe import Markup

from app.components.map.session_lines import show_extra
from app.components.routes_file import own_routes
from app.session.extra_line import ExtraLine
from app.session.interaction import touch
from app.session.overlay import FAULT, FILE, JOINED, KEPT, KeptOverlay, kept_overlay, shared_view
from app.session.view import change, current
from app.shared.atlas_cache import Atlas
from geo.cartography.web_map import flat_parts
from geo.catalog.catalog import Catalog
from geo.claims.wording import mode_words
from geo.data.schema import OVERLAY, OVERLAY_FLAG
from geo.export.html.swatch import legend_symbol
from geo.overlay.read_overlay import OverlayError, atlas_extent, read_overlay

_MEGABYTES = 11
"""The widget's limit: one above the overlay's, so that the overlay reader explains the refusal."""

_NO_HINT = ('<style>.st-key-overlay [data-testid="stFileUploaderDropzoneInstructions"] '
            "{ display: none; }</style>")


def show_overlay_lines(catalog: Catalog) -> None:
    """Hand the page all lines of the overlay, of which it draws those that match the filter.

    `catalog` is that of this session. What is handed over stays the same whatever the filter, so
    that it is sent once.
    """
    own = kept_overlay()
    if own:
        show_extra(own.lines, own_routes(catalog))


def _load(catalog: Catalog) -> None:
    """Read the uploaded file, or keep the sentence that says why it cannot be read."""
    touch()
    file = st.session_state.get(FILE)
    st.session_state.pop(FAULT, None)
    if file is None:
        return
    try:
        overlay = read_overlay(file.getvalue(), file.name, atlas_extent(catalog))
    except OverlayError as error:
        st.session_state[FAULT] = str(error)
        return
    lines = tuple(ExtraLine(entry.route_id, entry.route.name, mode_words(entry.route),
                            entry.alignment.basis_note, "overlay", flat_parts(entry))
                  for entry in overlay.entries)
    packed = base64.b64encode(zlib.compress(overlay.text.encode("utf-8", "replace"), 6))
    st.session_state[KEPT] = KeptOverlay(overlay, lines, packed.decode("ascii"))


def _remove() -> None:
    """Remove the overlay from the session and from the view."""
    view = shared_view(current())
    for key in (KEPT, JOINED, FAULT):
        st.session_state.pop(key, None)
    change(wanted=view.wanted, opened=view.opened)


def show_own_data(atlas: Atlas, selection: Catalog) -> None:
    """Show the uploader in the sidebar, or what is drawn of the file and a button to remove it."""
    own = kept_overlay()
    with st.sidebar, st.container(key="overlay"):
        st.html(f'{_NO_HINT}<h2 class="atlas-filter-title">Your own data</h2>')
        if fault := st.session_state.get(FAULT):
            st.html(str(Markup('<p class="atlas-hidden" role="alert">{}</p>').format(fault)))
        if own is None:
            st.file_uploader(
                "Add GeoJSON, KML or CSV (with WKT, or lon and lat) in WGS84, up to 10 MB. Only "
                "you see it, and it is gone with this session.", key=FILE,
                max_upload_size=_MEGABYTES, on_change=_load, args=(atlas.catalog,))
            return
        count, shown = len(own.overlay.entries), len(selection.overlays)
        st.html(str(Markup(
            '<p role="status"><img alt="" src="{}" width="34" height="14"> “{}”: {} of {} line{} '
            "shown. {}; only you see it, and it is gone with this session.</p>").format(
                legend_symbol(atlas.catalog, "modes", OVERLAY, "mode"), own.overlay.name, shown,
                count, "" if count == 1 else "s", OVERLAY_FLAG.capitalize())))
        if own.overlay.message:
            st.html(str(Markup('<p class="atlas-hidden" role="status">{}</p>').format(
                own.overlay.message)))
        st.button("Remove overlay", key="overlay-remove", on_click=_remove)

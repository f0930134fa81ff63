"""A reader's own data: one file, kept by the session alone, drawn and listed beside the atlas.

Nothing of it goes into a cache that sessions share, into the published folder or into a log. Where
a file is made of it, the page sends the text along and the server reads it anew.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from app.cache import Atlas, known_names
from app.extra import ExtraLine, show_extra
from app.state import change, current
from app.theme import legend_symbol
from app.touch import touch
from geo.address import Known, View
from geo.catalog import Catalog, RouteEntry
from geo.layers import flat_parts
from geo.lengths import drawn_km
from geo.overlay.reader import Overlay, OverlayError, ground_of, read_overlay, with_overlay
from geo.schema import OVERLAY, OVERLAY_FLAG
from geo.words import mode_words

_KEPT, _FILE, _FAULT, _JOINED = "overlay", "overlay-file", "overlay-fault", "overlay-joined"
_MEGABYTES = 11
"""What the widget lets through: one more than is read, so that the reader of overlays says why."""

_NO_HINT = ('<style>.st-key-overlay [data-testid="stFileUploaderDropzoneInstructions"] '
            "{ display: none; }</style>")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the session keeps: the overlay, its lines for the map, and its text, deflated."""

    overlay: Overlay
    lines: tuple[ExtraLine, ...]
    packed: str


def _kept() -> _Kept | None:
    kept = st.session_state.get(_KEPT)
    return kept if isinstance(kept, _Kept) else None


def session_catalog(atlas: Atlas) -> Catalog:
    """The atlas as this session sees it: with its overlay, if it has one."""
    kept, catalog = _kept(), atlas.catalog
    if kept is None:
        return catalog
    made = st.session_state.get(_JOINED)
    if made is None or made[0] is not catalog or made[1] is not kept:
        made = st.session_state[_JOINED] = (
            catalog, kept, with_overlay(catalog, kept.overlay.entries))
    joined: Catalog = made[2]
    return joined


def session_names(atlas: Atlas, catalog: Catalog) -> Known:
    """What an address may name in this session."""
    known = known_names(atlas)
    return Known(catalog.known_words, catalog.subjects, known.releases)


def shared_view(view: View) -> View:
    """The view without what only this session knows: so it may go into a briefing."""
    wanted, kept = view.wanted, _kept()
    for section in ("modes", "bases"):
        wanted = wanted.choosing(section, getattr(wanted, section) - {OVERLAY})
    own = {entry.route_id for entry in kept.overlay.entries} if kept else set[str]()
    return replace(view, wanted=wanted, opened="" if view.opened in own else view.opened)


def overlay_body() -> dict[str, Any] | None:
    """What the page sends with every order of a file: name and deflated text of the overlay."""
    kept = _kept()
    return {"name": kept.overlay.name, "packed": kept.packed} if kept else None


def show_overlay_lines(selection: Catalog) -> None:
    """Draw the overlay's lines that the filters leave."""
    kept = _kept()
    if kept:
        shown = set(selection.ids)
        show_extra([line for line in kept.lines if line.id in shown])


def _load(catalog: Catalog) -> None:
    """For the uploader: read the file, or keep the sentence that says why not."""
    touch()
    file = st.session_state.get(_FILE)
    st.session_state.pop(_FAULT, None)
    if file is None:
        return
    try:
        overlay = read_overlay(file.getvalue(), file.name, ground_of(catalog))
    except OverlayError as error:
        st.session_state[_FAULT] = str(error)
        return
    lines = tuple(ExtraLine(entry.route_id, entry.route.name, mode_words(entry.route),
                            entry.alignment.basis_note, "overlay", flat_parts(entry))
                  for entry in overlay.entries)
    packed = base64.b64encode(zlib.compress(overlay.text.encode("utf-8", "replace"), 6))
    st.session_state[_KEPT] = _Kept(overlay, lines, packed.decode("ascii"))


def _remove() -> None:
    """Forget the overlay, and what the view says of it."""
    view = shared_view(current())
    for key in (_KEPT, _JOINED, _FAULT):
        st.session_state.pop(key, None)
    change(wanted=view.wanted, opened=view.opened)


def show_own_data(atlas: Atlas, selection: Catalog) -> None:
    """In the sidebar: add a file, or what is drawn of it and the way to remove it."""
    kept = _kept()
    with st.sidebar, st.container(key="overlay"):
        st.html(f'{_NO_HINT}<h2 class="atlas-filter-title">Your own data</h2>')
        if fault := st.session_state.get(_FAULT):
            st.html(str(Markup('<p class="atlas-hidden" role="alert">{}</p>').format(fault)))
        if kept is None:
            st.file_uploader(
                "Add GeoJSON, KML or CSV (with WKT, or lon and lat) in WGS84, up to 10 MB. Only "
                "you see it, and it is gone with this session.", key=_FILE,
                max_upload_size=_MEGABYTES, on_change=_load, args=(atlas.catalog,))
            return
        count, shown = len(kept.overlay.entries), len(selection.overlays)
        st.html(str(Markup(
            '<p role="status"><img alt="" src="{}" width="34" height="14"> “{}”: {} of {} line{} '
            "shown. {}; only you see it, and it is gone with this session.</p>").format(
                legend_symbol("modes", OVERLAY), kept.overlay.name, shown, count,
                "" if count == 1 else "s", OVERLAY_FLAG.capitalize())))
        if kept.overlay.message:
            st.html(str(Markup('<p class="atlas-hidden" role="status">{}</p>').format(
                kept.overlay.message)))
        st.button("Remove overlay", key="overlay-remove", on_click=_remove)


def show_overlay_dossier(entry: RouteEntry, *, hidden: bool) -> None:
    """What the reader's file says of a line of it; the atlas says nothing."""
    off = ('<p class="atlas-hidden">The filters now leave this line off the map.</p>'
           if hidden else "")
    st.html(off + str(Markup(
        '<article class="atlas-dossier" tabindex="0" data-route-id="{}">'
        '<p class="atlas-eyebrow">{}</p><h2>{}</h2><p>{}</p>'
        "<p>Drawn length {:,.0f} km (geodesic, WGS84).</p>"
        '<p class="atlas-missing">No source of the atlas speaks of it.</p></article>').format(
            entry.route_id, mode_words(entry.route), entry.route.name,
            entry.alignment.basis_note, drawn_km(entry.alignment.line))))

"""A reader's own data: one file, kept by the session alone, drawn and listed beside the atlas.

Nothing of it goes into a cache that sessions share, into the published folder or into a log. Where
a file is made of it, the page sends the text along and the server reads it anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from app.session.extra_line import ExtraLine
from app.shared.atlas_cache import Atlas, known_names
from geo.catalog.catalog import Catalog
from geo.data.schema import OVERLAY
from geo.overlay.read_overlay import Overlay, with_overlay
from geo.query.view import Known, View

KEPT, FILE, FAULT, JOINED = "overlay", "overlay-file", "overlay-fault", "overlay-joined"


@dataclass(frozen=True, slots=True)
class KeptOverlay:
    """What the session keeps: the overlay, its lines for the map, and its text, deflated."""

    overlay: Overlay
    lines: tuple[ExtraLine, ...]
    packed: str


def kept_overlay() -> KeptOverlay | None:
    """What the session keeps of a reader's own data, if it has any."""
    kept = st.session_state.get(KEPT)
    return kept if isinstance(kept, KeptOverlay) else None


def session_catalog(atlas: Atlas) -> Catalog:
    """The atlas as this session sees it: with its overlay, if it has one."""
    kept, catalog = kept_overlay(), atlas.catalog
    if kept is None:
        return catalog
    made = st.session_state.get(JOINED)
    if made is None or made[0] is not catalog or made[1] is not kept:
        made = st.session_state[JOINED] = (
            catalog, kept, with_overlay(catalog, kept.overlay.entries))
    joined: Catalog = made[2]
    return joined


def session_names(atlas: Atlas, catalog: Catalog) -> Known:
    """What an address may name in this session."""
    known = known_names(atlas)
    return Known(catalog.known_words, catalog.subjects, known.releases)


def shared_view(view: View) -> View:
    """The view without what only this session knows: so it may go into a briefing."""
    wanted, kept = view.wanted, kept_overlay()
    for section in ("modes", "bases"):
        wanted = wanted.choosing(section, getattr(wanted, section) - {OVERLAY})
    own = {entry.route_id for entry in kept.overlay.entries} if kept else set[str]()
    return replace(view, wanted=wanted, opened="" if view.opened in own else view.opened)


def overlay_body() -> dict[str, Any] | None:
    """What the page sends with every order of a file: name and deflated text of the overlay."""
    kept = kept_overlay()
    return {"name": kept.overlay.name, "packed": kept.packed} if kept else None

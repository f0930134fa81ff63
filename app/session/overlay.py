"""A reader's overlay: one file, kept only by the session, drawn and listed with the atlas.

Nothing of it goes into a cache that sessions share, into the folder of static files or into a log.
For an export the page sends the text with the order, and the server reads it again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from app.session.extra_line import ExtraLine
from app.shared.atlas_cache import Atlas, known_names
from geo.catalog.catalog import Catalog
from geo.catalog.name_lookup import known_by
from geo.data.schema import OVERLAY
from geo.overlay.read_overlay import Overlay, with_overlay
from geo.query.view import Known, View

KEPT, FILE, FAULT, JOINED = "overlay", "overlay-file", "overlay-fault", "overlay-joined"


@dataclass(frozen=True, slots=True)
class KeptOverlay:
    """The overlay as the session keeps it, with its lines for the map and its deflated text."""

    overlay: Overlay
    lines: tuple[ExtraLine, ...]
    packed: str


def kept_overlay() -> KeptOverlay | None:
    """The overlay that the session keeps; None if it has none."""
    own = st.session_state.get(KEPT)
    return own if isinstance(own, KeptOverlay) else None


def session_catalog(atlas: Atlas) -> Catalog:
    """The catalog of this session: with its overlay, if it has one."""
    own, catalog = kept_overlay(), atlas.catalog
    if own is None:
        return catalog
    cached = st.session_state.get(JOINED)
    if cached is None or cached[0] is not catalog or cached[1] is not own:
        cached = st.session_state[JOINED] = (
            catalog, own, with_overlay(catalog, own.overlay.entries))
    joined: Catalog = cached[2]
    return joined


def session_names(atlas: Atlas, catalog: Catalog) -> Known:
    """The names that an address may use in this session."""
    return known_by(catalog, known_names(atlas).releases)


def shared_view(view: View) -> View:
    """The view without the session's overlay, so that it may go into a briefing."""
    wanted, own = view.wanted, kept_overlay()
    for section in ("modes", "roles", "bases"):
        wanted = wanted.choosing(section, getattr(wanted, section) - {OVERLAY})
    own_ids = {entry.route_id for entry in own.overlay.entries} if own else set[str]()
    return replace(view, wanted=wanted, opened="" if view.opened in own_ids else view.opened)


def overlay_body() -> dict[str, Any] | None:
    """The name and the deflated text of the overlay, which the page sends with every order."""
    own = kept_overlay()
    return {"name": own.overlay.name, "packed": own.packed} if own else None

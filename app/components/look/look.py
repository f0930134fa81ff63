"""The controls under the map: what colours say, whose borders are drawn, and which year."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import streamlit as st

from app.components.component import component
from app.components.legend.legend import read_look
from app.session.turn import answered_turn
from app.session.view import change, current
from geo.catalog.catalog import Catalog
from geo.data.schema import FIRST_YEAR, LAST_YEAR
from geo.query.view import COLOURINGS, DEPICTIONS

_KEY = "look"
_CONNECTING = "context"
"""The role of lines that only connect the routes of the atlas."""
_WORDS = MappingProxyType({
    "colours": "Colours", "coloursHelp": "What the colours of the lines say.",
    "borders": "Borders",
    "bordersHelp": "Whose view of disputed borders the map draws; see “The data”.",
    "connecting": "Connecting lines",
    "connectingHelp": "Lines that only connect the routes of the atlas, drawn quietly.",
    "inAYear": "In a year", "year": "Year",
    "inAYearHelp": "Draw what exists, is being built or is promised in a year, from dated claims "
                   "alone. Routes without a dated claim are drawn thin.",
})
_look = component("look", '<div class="atlas-look"></div>', Path(__file__).with_name("look.js"))


def show_look(catalog: Catalog) -> None:
    """Draw the controls. The page answers what is chosen by itself, as it does the filter.

    Whose borders are drawn is explained in data/basemap/POLICY.md.
    """
    def chosen() -> None:
        said = getattr(st.session_state.get(_KEY), "choose", None)
        connecting = said.get("connecting") if isinstance(said, dict) else None
        wanted = current().wanted
        if isinstance(connecting, bool):
            wanted = wanted.choosing("roles", () if connecting else others)
        change(wanted=wanted, **read_look(said))

    others = sorted(catalog.known_words["roles"] - {_CONNECTING})
    view = current()
    _look(key=_KEY, on_choose_change=chosen, data={
        "turn": answered_turn(), "words": dict(_WORDS), "roles": others,
        "connecting": not view.wanted.roles or _CONNECTING in view.wanted.roles,
        "colourBy": view.colour_by, "depiction": view.depiction,
        "year": str(view.year or ""), "first": FIRST_YEAR, "last": LAST_YEAR,
        "now": min(max(catalog.today.year, FIRST_YEAR), LAST_YEAR),
        "colourings": dict(COLOURINGS), "depictions": dict(DEPICTIONS)})

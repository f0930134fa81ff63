"""The search box: a name, in any script, opens a subject or filters the map."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.components.component import PAGE_URL, component
from app.session.view import change, current
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.query.filter import MOST_TEXT, Filter

_KEY = "search"
_finder = component(
    "finder",
    '<div class="atlas-finder"><label for="atlas-finder-box">Search</label>'
         f'<input id="atlas-finder-box" type="text" role="combobox" maxlength="{MOST_TEXT}" '
         'autocomplete="off" '
         'aria-expanded="false" aria-controls="atlas-finder-list" aria-autocomplete="list" '
         'placeholder="Any name, in any script  ( / )" spellcheck="false">'
         '<button type="button" aria-label="Clear the search" hidden>&times;</button>'
         '<ul id="atlas-finder-list" role="listbox" aria-label="Found" hidden></ul></div>',
    Path(__file__).with_name("finder.js"))


def show_finder(atlas: Atlas) -> None:
    """Draw the box: a route, corridor or place is opened; an actor or a text filters."""
    def picked() -> None:
        pick = getattr(st.session_state.get(_KEY), "pick", None)
        if not isinstance(pick, dict):
            return
        kind, text = pick.get("kind"), pick.get("id")
        if kind == "text" and isinstance(text, str):
            wanted = current().wanted
            change(wanted=wanted.searching(text))
        elif kind == "actor" and text in atlas.catalog.known_words["sponsors"]:
            change(wanted=Filter().choosing("sponsors", [str(text)]))
        elif text in atlas.catalog.subjects:
            change(opened=text)

    name, data = atlas.finder
    _finder(key=_KEY, on_pick_change=picked, data={
        "url": f"{PAGE_URL}/{static_files.write('finder', data, name=name)}",
        "text": current().wanted.text})

"""The search box: a name, in any script, opens what it means or filters the map."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.components.component import PAGE_URL, component
from app.session.view import change, current
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.catalog.catalog import Catalog
from geo.query.filter import MOST_TEXT, Filter

_KEY = "search"
_NOT_FILTERED = ("named", "text")
"""Kinds of what is found by whose name the routes are searched."""

_finder = component(
    "finder",
    '<div class="atlas-finder"><label for="atlas-finder-box">Search</label>'
         f'<input id="atlas-finder-box" type="text" role="combobox" maxlength="{MOST_TEXT}" '
         'autocomplete="off" '
         'aria-expanded="false" aria-controls="atlas-finder-list" aria-autocomplete="list" '
         'placeholder="Any name, in any script  ( / )" spellcheck="false">'
         '<button type="button" aria-label="Clear the search" hidden>&times;</button>'
         '<ul id="atlas-finder-list" role="listbox" aria-label="Found" hidden></ul></div>'
         '<p class="atlas-hidden atlas-found-nothing" role="status" hidden></p>',
    Path(__file__).with_name("finder.js"))


def _chosen(catalog: Catalog, kind: str, name: str) -> Filter | None:
    """Returns the filter of the routes of what was found; None where it filters nothing."""
    section, words = {"country": ("countries", [name]), "region": ("regions", [name]),
                      "countries": ("countries", name.split(".")),
                      "actor": ("sponsors", [name]), "source": ("sources", [name])
                      }.get(kind, ("", []))
    known = [word for word in words if word in catalog.known_words[section]] if section else []
    return Filter().choosing(section, known) if known else None


def is_lost(catalog: Catalog, wanted: Filter) -> bool:
    """Checks whether no route answers to the searched text; then the box says what is near."""
    return bool(wanted.text) and not catalog.index.found(wanted.text)


def show_finder(atlas: Atlas, catalog: Catalog) -> None:
    """Draw the box: a route, corridor or place is opened; what else is found filters.

    `catalog` is the session's, with its overlay.
    """
    def picked() -> None:
        pick = getattr(st.session_state.get(_KEY), "pick", None)
        if not isinstance(pick, dict):
            return
        kind, name = pick.get("kind"), pick.get("id")
        if not isinstance(kind, str) or not isinstance(name, str):
            return
        if kind in _NOT_FILTERED:
            change(wanted=current().wanted.searching(name))
        elif wanted := _chosen(atlas.catalog, kind, name):
            change(wanted=wanted)
        elif name in atlas.catalog.subjects:
            wanted = current().wanted
            # A text that no route answers to is left behind by whoever takes what is near to it.
            change(opened=name, wanted=wanted.searching("") if is_lost(catalog, wanted) else wanted)

    document, data = atlas.finder
    view = current()
    _finder(key=_KEY, on_pick_change=picked, data={
        "url": f"{PAGE_URL}/{static_files.write('finder', data, name=document)}",
        "own": [" ".join(sorted(entry.spelling)) for entry in catalog.overlays],
        "text": view.wanted.text, "lost": is_lost(catalog, view.wanted),
        "filtered": bool(view.year or view.wanted.searching("").items())})

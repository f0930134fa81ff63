"""Keeps the page and its address the same: links restore a view, back and forward work."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.filters import SEARCH_KEY, SECTIONS, option_key
from app.touch import settle, was_touched
from geo.address import View, read_view
from geo.catalog import Catalog

SELECTED_KEY = "selected-route"
DEPICTION_KEY = "depiction"
_WRITTEN, _IGNORED = "address-written", "address-ignored"

Items = list[tuple[str, str]]


CAMERA = "at"
"""Where the map's camera stands in the address. The map writes it; the server only leaves it."""


def _current() -> Items:
    return [(name, word) for name in st.query_params if name != CAMERA
            for word in st.query_params.get_all(name)]


def _adopt(catalog: Catalog, view: View) -> None:
    for section in SECTIONS:
        chosen = getattr(view.wanted, section.name)
        for word in catalog.known_words[section.name]:
            st.session_state[option_key(section, word)] = word in chosen
    st.session_state[SEARCH_KEY] = view.wanted.text
    st.session_state[SELECTED_KEY] = view.opened
    st.session_state[DEPICTION_KEY] = view.depiction


def read_address(catalog: Catalog) -> tuple[str, ...]:
    """Adopt the address where the reader has changed it: a link opened, or back and forward.

    A rerun that a widget caused carries the address of the moment it was used, which may be older
    than the one written last; then the page leads.

    Returns the parts of it that were ignored. Must run before any widget of the page.
    """
    current = _current()
    if not was_touched() and sorted(st.session_state.get(_WRITTEN, ())) != sorted(current):
        view, ignored = read_view(current, catalog.known_words, catalog.subjects)
        _adopt(catalog, view)
        st.session_state[_WRITTEN] = current
        st.session_state[_IGNORED] = ignored
    ignored_parts: tuple[str, ...] = st.session_state.get(_IGNORED, ())
    return ignored_parts


def write_address(view: View) -> None:
    """Put the view into the address, as one step of the browser's history."""
    settle()
    items = view.items()
    if sorted(items) != sorted(st.session_state.get(_WRITTEN, ())):
        st.session_state[_WRITTEN] = items
        st.session_state[_IGNORED] = ()
        camera = st.query_params.get_all(CAMERA)
        st.query_params.from_dict({**_grouped(items), **({CAMERA: camera} if camera else {})})


def _grouped(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, word in items:
        grouped.setdefault(name, []).append(word)
    return grouped

"""Keeps the page and its address the same: links restore a view, back and forward work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from app.session.interaction import settle, touch, was_touched
from app.session.view import adopt, current
from geo.query.link_repair import repaired
from geo.query.view import Camera, Known, View, read_camera, read_view

_WRITTEN, _IGNORED, _PAGE = "address-written", "address-ignored", "address-page"
_MISSING = "address-release-missing"

Items = list[tuple[str, str]]

CAMERA = "at"
"""Where the map's camera stands in the address. The map writes it, without a rerun."""


def repair_address() -> None:
    """Put an address right that mail or chat programs have mangled; must run before it is read.

    What the page itself has written, or a widget's rerun carries, is left alone: a text that is
    searched then stays as its reader typed it.
    """
    items = [(name, word) for name in st.query_params for word in st.query_params.get_all(name)]
    better = repaired(items)
    if (grouped(better) != grouped(items) and not was_touched()
            and sorted(_now()) != sorted(st.session_state.get(_WRITTEN, ()))):
        st.query_params.from_dict(grouped(better))


def _now() -> Items:
    return [(name, word) for name in st.query_params if name != CAMERA
            for word in st.query_params.get_all(name)]


def asked_camera() -> Camera | None:
    """Where the address has the map look; None where it does not say, or says what is none."""
    return read_camera(str(st.query_params.get(CAMERA, "")))


def _bad_camera() -> tuple[str, ...]:
    bad = CAMERA in st.query_params and asked_camera() is None
    return (f"{CAMERA}={st.query_params[CAMERA]}",) if bad else ()


def asked_release() -> str:
    """The release of the data that the reader asks for; blank means the newest."""
    return current().release if was_touched() else str(st.query_params.get("release", ""))


def note_missing(why: str) -> None:
    """Keep why the release that the address asks for cannot be had; blank where it can.

    It stays said until the reader changes the view or asks for a release that can be had, though
    the address may no longer name the one that cannot.
    """
    if why:
        st.session_state[_MISSING] = why, None
        return
    _, seen = st.session_state.get(_MISSING, ("", None))
    if (seen not in (None, current())) or (not was_touched() and "release" in st.query_params):
        st.session_state.pop(_MISSING, None)


def missing_release() -> str:
    """Why the release that was asked for cannot be had, or nothing."""
    why: str = st.session_state.get(_MISSING, ("", None))[0]
    return why


def saw_missing() -> None:
    """The page has been drawn to its end: the reader has been told, beside this view."""
    why, seen = st.session_state.get(_MISSING, ("", None))
    if why and seen is None:
        st.session_state[_MISSING] = why, current()


def follow(page: str) -> None:
    """Take the view along where the reader goes to another page by its name alone.

    The links of the navigation have no query; it means the page, not a view without filters.
    Must run before anything reads the address.
    """
    if st.session_state.get(_PAGE, page) != page and not st.query_params:
        touch()
        st.session_state.pop(_WRITTEN, None)
    st.session_state[_PAGE] = page


def read_address(known: Known) -> tuple[str, ...]:
    """Adopt the address where the reader has changed it: a link opened, or back and forward.

    A rerun that a widget caused carries the address of the moment it was used, which may be older
    than the one written last; then the page leads.

    Returns the parts of it that were ignored, but for a release that cannot be had: every page
    says that (`missing_release`). Must run before any widget of the page.
    """
    now = _now()
    if not was_touched() and sorted(st.session_state.get(_WRITTEN, ())) != sorted(now):
        view, ignored = read_view(now, known)
        adopt(view)
        st.session_state[_WRITTEN] = now
        st.session_state[_IGNORED] = tuple(
            part for part in ignored if not part.startswith("release="))
    ignored_parts: tuple[str, ...] = st.session_state.get(_IGNORED, ())
    return (*ignored_parts, *_bad_camera())


def write_address(view: View) -> None:
    """Put the view into the address, as one step of the browser's history."""
    touched = was_touched()
    settle()
    items = replace(view, camera=None).items()
    if sorted(items) != sorted(st.session_state.get(_WRITTEN, ())):
        st.session_state[_WRITTEN] = items
        if touched:  # what was ignored stays said until the reader goes on
            st.session_state[_IGNORED] = ()
        camera = asked_camera() and str(st.query_params[CAMERA])
        st.query_params.from_dict({**grouped(items), **({CAMERA: camera} if camera else {})})


def grouped(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The parts of an address by their names, as Streamlit takes them."""
    found: dict[str, list[str]] = {}
    for name, word in items:
        found.setdefault(name, []).append(word)
    return found

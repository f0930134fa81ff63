"""Keeps the view and the address equal: links restore a view; back and forward work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from app.session.interaction import settle, touch, was_touched
from app.session.view import adopt, current
from geo.query.link_repair import nearest, repaired
from geo.query.view import SORTS, Camera, Known, View, is_of_a_year, read_camera, read_view

_WRITTEN, _IGNORED, _PAGE = "address-written", "address-ignored", "address-page"
_MISSING = "address-release-missing"

Items = list[tuple[str, str]]

CAMERA, SORT = "at", "sort"
"""The names of the map's camera and of the table's order in the address. Map and table write them,
without a rerun."""


def repair_address() -> None:
    """Repair an address that mail or chat programs have mangled; must run before it is read.

    An address that the page has written, or that comes with a widget's rerun, is left alone, so
    that the text of a search stays as the reader typed it.
    """
    items = [(name, word) for name in st.query_params for word in st.query_params.get_all(name)]
    better = repaired(items)
    if (grouped(better) != grouped(items) and not was_touched()
            and sorted(_address_items()) != sorted(st.session_state.get(_WRITTEN, ()))):
        st.query_params.from_dict(grouped(better))


def _address_items() -> Items:
    return [(name, word) for name in st.query_params if name not in (CAMERA, SORT)
            for word in st.query_params.get_all(name)]


def asked_camera() -> Camera | None:
    """The camera in the address; None if it has none or a wrong one."""
    return read_camera(str(st.query_params.get(CAMERA, "")))


def _asked_sort() -> str:
    """The table's order in the address; blank if it has none or a wrong one."""
    order = nearest(str(st.query_params.get(SORT, "")), SORTS)
    return order if order in SORTS and (current().year or not is_of_a_year(order)) else ""


def _bad() -> tuple[str, ...]:
    """What the address says of camera and order that cannot be."""
    return tuple(f"{name}={st.query_params[name]}" for name, good in (
        (CAMERA, asked_camera()), (SORT, was_touched() or _asked_sort()))
        if name in st.query_params and not good)


def asked_release() -> str:
    """The release that the reader asks for; blank means the newest."""
    return current().release if was_touched() else str(st.query_params.get("release", ""))


def note_missing(why: str) -> None:
    """Keep the reason why the release in the address is not available; blank if it is.

    The reason is shown until the reader changes the view or asks for an available release, even if
    the address no longer names the missing one.
    """
    if why:
        st.session_state[_MISSING] = why, None
        return
    _, seen_with = st.session_state.get(_MISSING, ("", None))
    if (seen_with not in (None, current())) or (not was_touched() and "release" in st.query_params):
        st.session_state.pop(_MISSING, None)


def missing_release() -> str:
    """The reason why the release in the address is not available; blank if it is."""
    why: str = st.session_state.get(_MISSING, ("", None))[0]
    return why


def saw_missing() -> None:
    """Note at the end of a page that the reader has seen the reason with the present view."""
    why, seen_with = st.session_state.get(_MISSING, ("", None))
    if why and seen_with is None:
        st.session_state[_MISSING] = why, current()


def follow(page: str) -> None:
    """Keep the view if the reader goes to another page by the navigation.

    Its links have no query; that means the page, not a view without filters. Must run before
    anything reads the address.
    """
    if st.session_state.get(_PAGE, page) != page and not st.query_params:
        touch()
        st.session_state.pop(_WRITTEN, None)
    st.session_state[_PAGE] = page


def read_address(known: Known) -> tuple[str, ...]:
    """Adopt the address if the reader has changed it by a link, back or forward.

    A rerun that a widget caused carries the address of the moment of the click, which may be older
    than the one written last; then the session's view counts.

    Returns the parts that were ignored, except a release that is not available: every page reports
    that (`missing_release`). Must run before any widget of the page.
    """
    items = _address_items()
    if not was_touched() and sorted(st.session_state.get(_WRITTEN, ())) != sorted(items):
        view, ignored = read_view(items, known)
        adopt(view)
        st.session_state[_WRITTEN] = items
        st.session_state[_IGNORED] = tuple(
            part for part in ignored if not part.startswith("release="))
    ignored_parts: tuple[str, ...] = st.session_state.get(_IGNORED, ())
    return (*ignored_parts, *_bad())


def write_address(view: View) -> None:
    """Write the view to the address, as one step of the browser's history.

    A newer rerun may end this one while it writes. So what is written, and that a widget caused it,
    is noted only afterwards: the next run must not take the address for written.
    """
    items = replace(view, camera=None, sort="").items()
    if sorted(items) != sorted(st.session_state.get(_WRITTEN, ())):
        own = {name: str(st.query_params[name]) for name, good in (
            (CAMERA, asked_camera()), (SORT, _asked_sort())) if good}
        st.query_params.from_dict({**grouped(items), **own})
        st.session_state[_WRITTEN] = items
        if was_touched():  # the notice on ignored parts stays until the reader goes on
            st.session_state[_IGNORED] = ()
    settle()


def grouped(items: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Groups the parts of an address by their names, as Streamlit takes them."""
    by_name: dict[str, list[str]] = {}
    for name, word in items:
        by_name.setdefault(name, []).append(word)
    return by_name

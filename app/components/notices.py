"""Notices that say what is wrong when the data or the page cannot be shown."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.session.address_bar import missing_release
from geo.data.errors import AtlasError, DataProblemsError

_NAMED = 5
"""The most problems that a notice on a page lists."""


def show_problems(error: AtlasError) -> None:
    """Say that nothing is shown, why, and what to do next."""
    items = _items(error)
    st.html(str(Markup(
        '<section class="atlas-problems" role="alert"><h1>The data of this atlas has problems</h1>'
        "<p>No map is shown, because a wrong line or figure is worse than none. Fix what the list "
        "names, then reload the page; <code>corridor-atlas check</code> prints the same list.</p>"
        "<p><strong>{}</strong></p><ol>{}</ol></section>").format(str(error), items)))


def show_broken(reason: str) -> None:
    """Say that the page cannot be drawn because of the machine it runs on, and why."""
    st.html(str(Markup(
        '<section class="atlas-problems" role="alert"><h1>This page cannot be drawn</h1><p>{}</p>'
        "<p>The data is not touched. Once it is fixed, reload the page; the address keeps your "
        "view.</p></section>").format(reason)))


def show_fault(_: Exception) -> bool:
    """Say that a part of the page failed by a fault of the atlas, and nothing of the fault.

    Streamlit calls it for a page, a part that runs by itself and a click, once it has written the
    traceback to the log. Returns True: it shows nothing of its own.
    """
    show_broken("A fault of the atlas itself, not of its data; the server's log says which.")
    return True


def show_last_good(error: AtlasError, release: str) -> None:
    """Say that the folder can no longer be read and that its last good state is shown."""
    st.html(str(Markup(
        '<div class="atlas-hidden atlas-stale" role="status"><details><summary><strong>The data '
        "folder has changed and cannot be trusted: {}.</strong> This is still release {} as it was "
        "last read.</summary><ol>{}</ol><p><code>corridor-atlas check</code> prints the whole "
        "list. Once it is fixed, the next click shows the new state.</p></details></div>").format(
            str(error), release, _items(error, _NAMED))))


def show_missing_release(shown: str) -> None:
    """Say that the release in the link is not available, and which one is shown."""
    if why := missing_release():
        st.html(str(Markup(
            '<p class="atlas-hidden atlas-missing-release" role="status"><strong>{}.</strong> This '
            "is the newest release, {}, with the rest of what the link asks for: its figures may "
            "differ from those the link was made of.</p>").format(why, shown)))


def _items(error: AtlasError, most: int | None = None) -> Markup:
    problems = error.problems if isinstance(error, DataProblemsError) else (error,)
    return Markup("").join(Markup("<li><code>{}</code></li>").format(str(problem))
                           for problem in problems[:most])


def show_ignored(ignored: tuple[str, ...]) -> None:
    """Say which parts of the address are unknown here."""
    if ignored:
        st.html(str(Markup('<p class="atlas-hidden" role="status">Part of the address is not known '
                           "here and was ignored: {}. The rest applies.</p>").format(
            ", ".join(ignored))))

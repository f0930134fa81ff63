"""The view that a session shows: one value, changed by widgets and by the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.session.interaction import touch
from geo.query.view import View

_VIEW = "view"


def current() -> View:
    """The view that the session shows."""
    view = st.session_state.get(_VIEW)
    return view if isinstance(view, View) else View()


def adopt(view: View) -> None:
    """Replace the view, as the address says."""
    st.session_state[_VIEW] = view


def change(**parts: Any) -> None:  # noqa: ANN401 - fields of a View
    """Change some parts of the view; for the callbacks of widgets."""
    touch()
    adopt(replace(current(), **parts))

"""The view that a session shows: one value, changed by widgets and by the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.session.interaction import touch
from geo.query.view import View

_VIEW = "view"


def current() -> View:
    """What the session shows now."""
    view = st.session_state.get(_VIEW)
    return view if isinstance(view, View) else View()


def adopt(view: View) -> None:
    """Show another view: the address has it so."""
    st.session_state[_VIEW] = view


def change(**parts: Any) -> None:  # noqa: ANN401 - fields of a View
    """For every widget's callback: the reader changes some parts of the view."""
    touch()
    adopt(replace(current(), **parts))

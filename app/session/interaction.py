"""Remembers whether a widget caused the rerun: then the view is written to the address."""

from __future__ import annotations

import streamlit as st

_TOUCHED = "address-touched"


def touch() -> None:
    """Note in a widget's callback that it caused the rerun, which may carry an older address."""
    st.session_state[_TOUCHED] = True


def was_touched() -> bool:
    """Checks whether a widget caused this rerun."""
    return bool(st.session_state.get(_TOUCHED, False))


def settle() -> None:
    """Forget the widget, once the page is drawn and the address written."""
    st.session_state[_TOUCHED] = False

"""Whether the reader has just used a widget: then the page leads and the address follows."""

from __future__ import annotations

import streamlit as st

_TOUCHED = "address-touched"


def touch() -> None:
    """For every widget's callback. A rerun that a widget caused may carry an older address."""
    st.session_state[_TOUCHED] = True


def was_touched() -> bool:
    """Whether a widget caused this rerun."""
    return bool(st.session_state.get(_TOUCHED, False))


def settle() -> None:
    """The page has been drawn to its end, and the address written."""
    st.session_state[_TOUCHED] = False

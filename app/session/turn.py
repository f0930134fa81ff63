"""The turns of a page: a page numbers what it asks for, and the answer says which number it has.

A page answers a filter by itself and shows that until the server has answered the same turn, so an
answer to an earlier one never undoes a later one.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

_TURN: Final = "legend-turn"
_MOST: Final = 2**53
"""A browser's whole numbers are exact up to here."""


def answered_turn() -> int:
    """Returns the number of the last turn of which the view of this session knows."""
    turn: int = st.session_state.get(_TURN, 0)
    return turn


def note_turn(turn: object) -> None:
    """Notes the number of the turn that is being answered; anything but a number is ignored."""
    if isinstance(turn, int) and not isinstance(turn, bool) and 0 <= turn < _MOST:
        st.session_state[_TURN] = turn

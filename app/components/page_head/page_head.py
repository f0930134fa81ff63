"""The head of a page without controls of its own: its title, a line, and a link to copy."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.components.component import component

_link = component("head", '<div class="atlas-link"></div>', "link.js", "steps.js", "head.js")


def show_heading(title: str, line: str, release: str) -> None:
    """A title with a line of words, and the button that copies a link to what is shown."""
    with st.container(key="page-top"):
        st.html(str(Markup('<header class="atlas-head"><h1>{}</h1><p>{}</p></header>').format(
            title, line)))
        _link(key="page-link", data={"release": release})

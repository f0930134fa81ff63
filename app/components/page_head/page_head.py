"""The head of a page: its title, a line of text, and a button to copy a link."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.components.component import component

_link = component(
    "head",
    '<div class="atlas-link"></div>',
    Path(__file__).with_name("page_head.js"),
)


def show_heading(title: str, line: str, release: str) -> None:
    """Show a title, a line of text, and the button that copies a link to the view."""
    with st.container(key="page-top"):
        st.html(str(Markup('<header class="atlas-head"><h1>{}</h1><p>{}</p></header>').format(
            title, line)))
        _link(key="page-link", data={"release": release})

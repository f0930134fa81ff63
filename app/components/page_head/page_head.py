"""The head of a page without controls of its own: its title, a line, and a link to copy."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.components.component import component
from geo.web.scripts import web_file

HISTORY = Path(__file__).with_name("history.js")
"""What steps through the addresses of a visit."""

_link = component(
    "head",
    '<div class="atlas-link"></div>',
    web_file("shared/link.js"),
    HISTORY,
    Path(__file__).with_name("page_head.js"),
)


def show_heading(title: str, line: str, release: str) -> None:
    """A title with a line of words, and the button that copies a link to what is shown."""
    with st.container(key="page-top"):
        st.html(str(Markup('<header class="atlas-head"><h1>{}</h1><p>{}</p></header>').format(
            title, line)))
        _link(key="page-link", data={"release": release})

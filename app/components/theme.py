"""Style sheets of the pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from geo.web.scripts import web_file


@cache
def sheet(path: Path) -> str:
    """A style sheet, read once per process."""
    return path.read_text(encoding="utf-8")


def apply_theme() -> None:
    """Apply the style sheet that all pages share."""
    st.html(f"<style>{sheet(web_file('shared/page.css'))}</style>")

"""Colours of paper, water and ink, shared by the page and the map."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

import streamlit as st

from geo.styles import MODE_COLOURS, STATUS_STROKES, Stroke

MAP_PALETTE: Final = MappingProxyType({
    "sea": "#dfe8ec",
    "land": "#f7f3ea",
    "far": "#f7f3ea",
    "coast": "#aebcc2",
    "border": "#b3a58e",
    "river": "#b9d0da",
    "halo": "#fffdf8",
    "selected": "#f0e442",
})

_INK = "#22303c"
_PAGE_CSS = Path(__file__).parent / "assets" / "page.css"


def swatch(colour: str, stroke: Stroke, *, band: bool = False) -> str:
    """A line as the map draws it, as a data URI for a style sheet (34 by 14 px)."""
    under = (f"<line x1='1' y1='7' x2='33' y2='7' stroke='{colour}' stroke-width='10' "
             "opacity='.17'/>" if band else "")
    dash = f" stroke-dasharray='{stroke.dash}'" if stroke.dash else ""
    cap = " stroke-linecap='round'" if stroke.dash == "1 6" else ""
    svg = (f"<svg xmlns='http://www.w3.org/2000/svg' width='34' height='14'>{under}"
           f"<line x1='1' y1='7' x2='33' y2='7' stroke='{colour}' "
           f"stroke-width='{stroke.width}'{dash}{cap}/></svg>")
    return f"data:image/svg+xml,{quote(svg)}"


def _legend_rules() -> Iterable[str]:
    solid = STATUS_STROKES["operating"]
    for mode, colour in MODE_COLOURS.items():
        yield _legend_rule(f"filter-mode-{mode}", swatch(colour, solid))
    for status, stroke in STATUS_STROKES.items():
        yield _legend_rule(f"filter-status-{status}", swatch(_INK, stroke))


def _legend_rule(key: str, image: str) -> str:
    return (f'.st-key-{key} label p::before{{content:"";display:inline-block;width:34px;'
            f'height:14px;margin-right:.55em;vertical-align:-1px;background:url("{image}")}}')


def apply_theme() -> None:
    """Style the page: the sheet in assets, and the legend's symbols made from the styles."""
    css = _PAGE_CSS.read_text(encoding="utf-8") + "\n".join(_legend_rules())
    st.html(f"<style>{css}</style>")

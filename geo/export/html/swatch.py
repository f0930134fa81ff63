"""Symbols of lines as small pictures, for legends and tables."""

from __future__ import annotations

from urllib.parse import quote

from geo.cartography.colours import (
    MODE_COLOURS,
    OVERLAY_COLOUR,
    PLAIN,
    STATUS_COLOURS,
    corridor_colours,
)
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import LINE_STYLES, STATUS_STROKES, Stroke
from geo.catalog.catalog import Catalog
from geo.data.schema import OVERLAY

_INK = MAP_PALETTE["ink"]


def swatch(colour: str, stroke: Stroke, basis: str = "traced") -> str:
    """A line as the map draws it, as a data URI for a style sheet (34 by 14 px)."""
    look = LINE_STYLES[basis]
    width, dash = max(stroke.width, look.least_width), look.dash or stroke.dash
    layers = []
    if look.band:
        layers.append(f"stroke='{colour}' stroke-width='10' opacity='.17'")
        width = min(width, 2.4)
    if look.edge:
        layers.append(f"stroke='{_INK}' stroke-width='{width + 2}'")
    pattern = f" stroke-dasharray='{dash}'" if dash else ""
    cap = " stroke-linecap='round'" if dash == "1 6" else ""
    layers.append(f"stroke='{colour}' stroke-width='{width}'{pattern}{cap}")
    if look.core:
        layers.append(f"stroke='#fff' stroke-width='{look.core * width}'")
    lines = "".join(f"<line x1='1' y1='7' x2='33' y2='7' {layer}/>" for layer in layers)
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='34' height='14'>{lines}</svg>"
    return f"data:image/svg+xml,{quote(svg)}"


def legend_symbol(catalog: Catalog, section: str, word: str, by: str) -> str:
    """The symbol of an option of the legend, as the map draws it; blank if it has none.

    `by` is what colours say: only that section shows colours.
    """
    solid = STATUS_STROKES["operating"]
    if word == OVERLAY:
        return swatch(OVERLAY_COLOUR, STATUS_STROKES["not-stated"], word)
    if section == "corridors" and by == "corridor":
        return swatch(corridor_colours(catalog).get(word, PLAIN), solid)
    if section == "modes" and by == "mode":
        return swatch(MODE_COLOURS[word], solid)
    if section == "statuses":
        return swatch(STATUS_COLOURS[word] if by == "status" else _INK, STATUS_STROKES[word])
    return swatch(_INK, solid, word) if section == "bases" else ""

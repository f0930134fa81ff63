"""What a browser draws the symbols of lines with, beside options and in rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from geo.cartography.colours import (
    MODE_COLOURS,
    OVERLAY_COLOUR,
    PLAIN,
    STATUS_COLOURS,
    corridor_colours,
)
from geo.cartography.shapes import MAP_PALETTE
from geo.cartography.symbols import LINE_STYLES, STATUS_STROKES
from geo.catalog.catalog import Catalog


def symbols_document(catalog: Catalog) -> dict[str, Any]:
    """Returns the colours, strokes and builds of lines, and the palette of the map."""
    corridors = {corridor: {"colour": colour}
                 for corridor, colour in corridor_colours(catalog).items()}
    return {
        "looks": {"colours": {"modes": dict(MODE_COLOURS), "statuses": dict(STATUS_COLOURS),
                              "plain": PLAIN, "overlay": OVERLAY_COLOUR},
                  "corridors": corridors,
                  "strokes": {name: asdict(stroke) for name, stroke in STATUS_STROKES.items()},
                  "builds": {name: asdict(look) for name, look in LINE_STYLES.items()}},
        "palette": dict(MAP_PALETTE)}


def option_symbol(section: str, word: str) -> dict[str, str]:
    """Returns the corridor, mode, status or basis that the symbol beside an option shows."""
    name = {"corridors": "corridor", "modes": "mode", "statuses": "status",
            "bases": "basis"}.get(section)
    return {name: word} if name else {}

"""How large a deck may be: said before a slide of it is drawn, and without loading what draws."""

from __future__ import annotations

from typing import Final

import shapely

from geo.data.errors import AtlasError
from geo.presentation.extract import Extract

MAX_ROUTES: Final = 150
"""Routes of a deck, each with a slide of its own."""
MAX_POINTS: Final = 1_500_000
"""Points of lines that all slides of a deck draw together: each slide has every route shown."""


def check_deck(extract: Extract, what: str) -> None:
    """Raise AtlasError, with the step that helps, where a deck of routes would be too large.

    A briefing has as many slides as scenes, which are bounded where it is read.
    """
    if what != "routes":
        return
    entries = extract.shown.entries
    if len(entries) > MAX_ROUTES:
        raise AtlasError(f"Slides are made of at most {MAX_ROUTES} routes, and {len(entries):,} "
                         "are shown. Show fewer by a filter, or choose another format, such as the "
                         "table (PDF) or the map (PNG).")
    points = sum(shapely.count_coordinates(entry.alignment.line) for entry in entries)
    if points * (len(entries) + 1) > MAX_POINTS:
        raise AtlasError(f"Slides of these {len(entries):,} routes would draw "
                         f"{points * (len(entries) + 1):,} points, and at most {MAX_POINTS:,} are "
                         "drawn. Show fewer by a filter, simplify the lines of your overlay, or "
                         "choose another format, such as the map (PNG).")

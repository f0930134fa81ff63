"""Limits on the size of a deck, checked before slides are drawn or their libraries loaded."""

from __future__ import annotations

from typing import Final

import shapely

from geo.data.errors import AtlasError
from geo.presentation.extract import Extract
from geo.presentation.series_table import check_series

MAX_ROUTES: Final = 200
"""The most routes of a deck; each has a slide."""
MAX_POINTS: Final = 3_000_000
"""The most points of lines on all slides together; each slide draws the whole selection."""


def check_deck(extract: Extract, what: str) -> None:
    """Raise AtlasError, with a way out, if a deck of routes would be too large.

    A briefing has as many slides as scenes, which are limited when it is read.
    """
    check_series(extract, what)
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

"""The itineraries before and after on a map layout: under the routes, and in its legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString

from geo.cartography.land import drawn
from geo.cartography.projection import Frame
from geo.cartography.shapes import LaidStroke, LegendEntry, LegendGroup, Path
from geo.network.itinerary_lines import itinerary_points
from geo.network.itinerary_wording import sum_words
from geo.query.scenario import CRITERION_WORDS

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

_Look = tuple[str, float, tuple[float, ...]]
_LOOKS: Mapping[str, tuple[tuple[_Look, ...], str]] = {
    "before": ((("#4a5560", 12.0, ()), ("#cfd6dc", 9.0, ())), "The itinerary before"),
    "after": ((("#22303c", 12.0, ()), ("#f0e442", 9.0, ())), "The itinerary after"),
}
"""The strokes of each itinerary, under to over: colour, width and dash in pixels of the screen."""


def _strokes(side: str, unit: float) -> tuple[LaidStroke, ...]:
    return tuple(LaidStroke(colour, width * unit, tuple(part * unit for part in dash))
                 for colour, width, dash in _LOOKS[side][0])


def itinerary_paths(extract: Extract, frame: Frame, unit: float) -> Iterator[Path]:
    """Yields the itineraries before and after that the page draws, cut to the frame."""
    result, criterion = extract.what_if, extract.drawn_by
    if result is None:
        return
    for side, itinerary in (
        ("before", result.before[criterion]),
        ("after", result.after[criterion]),
    ):
        rings = [ring for points in itinerary_points(extract.network, itinerary)
                 for ring in drawn(shapely.clip_by_rect(
                     LineString(frame.project([(lat, lon) for lon, lat in points])), *frame.box))]
        for stroke in _strokes(side, unit):
            yield from (Path(f"way-{side}", ring, stroke) for ring in rings)


def itinerary_legend(extract: Extract, unit: float) -> tuple[LegendGroup, ...]:
    """Returns the meaning of the two strokes; nothing where no question is asked."""
    if extract.what_if is None:
        return ()
    entries = tuple(LegendEntry(words, _strokes(side, unit))
                    for side, (_, words) in _LOOKS.items())
    return (LegendGroup(f"What if, {CRITERION_WORDS[extract.drawn_by].lower()}", entries),)


def itinerary_notes(extract: Extract) -> tuple[str, ...]:
    """Returns what changes, in a sentence; the what-if page states how itineraries are ranked."""
    result, criterion = extract.what_if, extract.drawn_by
    if result is None:
        return ()
    change = sum_words(criterion, result.before[criterion], result.after[criterion])
    return (f"{CRITERION_WORDS[criterion]}, before and after: {change[0].lower()}{change[1:]}.",)

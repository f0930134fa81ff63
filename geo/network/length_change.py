"""The difference between two itineraries, in kilometres and in words."""

from __future__ import annotations

from typing import Final

from geo.network.itinerary import Itinerary

SAME_ITINERARY: Final = "the same itinerary"
NO_ITINERARY: Final = "no itinerary in the atlas"
NO_ITINERARY_EITHER: Final = f"{NO_ITINERARY} before or after"
NEW_ITINERARY: Final = f"{NO_ITINERARY} before; one with these opened"
ITINERARY_LOST: Final = f"{NO_ITINERARY} any more"


def change_km(before: Itinerary | None, after: Itinerary | None) -> float | None:
    """Returns by how many km an itinerary is longer than another; None where one is missing."""
    if before is None or after is None:
        return None
    return after.length.low_km - before.length.low_km


def change_words(before: Itinerary | None, after: Itinerary | None) -> str:
    """Returns a change in words: `312 km longer`, `the same itinerary`, or that there is none.

    That no itinerary is found says nothing of the world: the atlas holds only its own routes.
    """
    if before is None or after is None:
        return {(True, True): NO_ITINERARY_EITHER, (True, False): NEW_ITINERARY,
                (False, True): ITINERARY_LOST}[before is None, after is None]
    if before.steps == after.steps:
        return SAME_ITINERARY
    change = round(after.length.low_km - before.length.low_km)
    if not change:
        return "another itinerary of the same length"
    return f"{abs(change):,}\N{NO-BREAK SPACE}km {'longer' if change > 0 else 'shorter'}"

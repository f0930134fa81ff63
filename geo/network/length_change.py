"""The difference between two itineraries: as far as drawn lines can tell it, and in words.

Drawn lines run short of the real ones by `geo.network.edges.SHORT`, some more than others. What
two itineraries share is as long in both; the rest of each is somewhere between its least and its
most. This is the margin: a difference is told only where it has the same sign everywhere between
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.network.edges import LengthRange
from geo.network.itinerary import Itinerary

SAME_ITINERARY: Final = "the same itinerary"
EQUAL_LENGTH: Final = "another itinerary of the same length"
SAME_LENGTH: Final = "about the same length; drawn lines cannot tell"
NO_ITINERARY: Final = "no itinerary in the atlas"
NO_ITINERARY_EITHER: Final = f"{NO_ITINERARY} before or after"
NEW_ITINERARY: Final = f"{NO_ITINERARY} before; one with these opened"
ITINERARY_LOST: Final = f"{NO_ITINERARY} any more"

_STEPS: Final = (1, 10, 50, 100, 500)
"""The kilometres to which a difference is rounded: the less sure it is, the more."""


@dataclass(frozen=True, slots=True)
class LengthChange:
    """By how many kilometres one itinerary is longer than another; below 0 where it is shorter.

    `shown_km` is the difference of the lengths shown, `low_km` to `high_km` that of the real ones.
    """

    shown_km: float
    low_km: float
    high_km: float

    @property
    def about_km(self) -> int | None:
        """The difference rounded; None where drawn lines cannot tell which is longer."""
        if self.low_km <= 0 <= self.high_km:
            return None
        km = min(max(self.shown_km, self.low_km), self.high_km)
        unsure = (self.high_km - self.low_km) / 4
        fitting = [step for step in _STEPS if step * 3 <= abs(km)] or [1]
        step = next((step for step in fitting if step >= unsure), fitting[-1])
        return round(km / step) * step if abs(km) >= 1 else None

    @property
    def words(self) -> str:
        """The difference in words: `about 300 km longer`, or that drawn lines cannot tell."""
        if self.low_km == self.high_km == 0:
            return EQUAL_LENGTH
        km = self.about_km
        if km is None:
            return SAME_LENGTH
        return f"about {abs(km):,}\N{NO-BREAK SPACE}km {'longer' if km > 0 else 'shorter'}"


def change_between(shown_km: float, before: Iterable[LengthRange], after: Iterable[LengthRange]
                   ) -> LengthChange:
    """Returns a difference of lengths from what only one of two itineraries has."""
    least_and_most = [[sum(each[end] for each in ranges) for end in (0, 1)]
                      for ranges in (list(before), list(after))]
    (low, high), (low_after, high_after) = least_and_most
    return LengthChange(shown_km, low_after - high, high_after - low)


def length_change(before: Itinerary, after: Itinerary) -> LengthChange:
    """Returns by how many kilometres an itinerary is longer than another."""
    sides = [Counter(step.edge for step in itinerary.steps) for itinerary in (before, after)]
    shared = sides[0] & sides[1]
    by_edge = [{step.edge: each for step, each in zip(
        itinerary.steps, itinerary.real_km, strict=True)} for itinerary in (before, after)]
    own = [[ranges[edge] for edge in (side - shared).elements()]
           for side, ranges in zip(sides, by_edge, strict=True)]
    return change_between(after.length.low_km - before.length.low_km, *own)


def change_words(before: Itinerary | None, after: Itinerary | None) -> str:
    """Returns a change in words: `about 300 km longer`, `the same itinerary`, or that none is.

    That no itinerary is found says nothing of the world: the atlas holds only its own routes.
    """
    if before is None or after is None:
        return {(True, True): NO_ITINERARY_EITHER, (True, False): NEW_ITINERARY,
                (False, True): ITINERARY_LOST}[before is None, after is None]
    if before.steps == after.steps:
        return SAME_ITINERARY
    return length_change(before, after).words

"""How a route looks: colour says mode, dash and width say status, a band says conceptual.

Colours are Paul Tol's (vibrant, muted and dark sets), chosen for 3:1 against land and sea.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MODE_COLOURS: Mapping[str, str] = MappingProxyType({
    "rail": "#332288",
    "road": "#882255",
    "multimodal": "#aa4499",
    "sea": "#0077bb",
    "oil": "#663333",
    "gas": "#cc3311",
    "power": "#117733",
    "digital": "#225555",
})


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's width in CSS pixels and its dash array in the same; blank means unbroken."""

    width: float
    dash: str


STATUS_STROKES: Mapping[str, Stroke] = MappingProxyType({
    "operating": Stroke(3.6, ""),
    "under-construction": Stroke(3.6, "13 5"),
    "planned": Stroke(2.8, "7 5"),
    "proposed": Stroke(2.8, "1 6"),
    "suspended": Stroke(2.8, "12 5 1 5"),
    "closed": Stroke(2.0, "4 8"),
    "not-stated": Stroke(1.7, ""),
})

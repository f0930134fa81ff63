"""The stroke of a route: dash and width show status, the stroke's build basis.

What colour shows, `geo.cartography.colours` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.data.schema import OVERLAY


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
    "closed": Stroke(2.2, "4 8"),
    "not-stated": Stroke(2.2, ""),
})
"""The strokes of statuses. A line without a status is plain: that the sources say nothing does not
make it look unfinished, and it is told from one in operation by its width alone."""


@dataclass(frozen=True, slots=True)
class StrokeStyle:
    """The build of a stroke. Sizes are CSS pixels.

    `edge` draws a dark edge, `core` a white line of that share of the width down the middle, `band`
    a pale band under a dotted line; `dash` replaces the status's dash; `least_width` widens thin
    lines.
    """

    edge: bool = False
    core: float = 0.0
    band: bool = False
    dash: str = ""
    least_width: float = 0.0


BASIS_STYLES: Mapping[str, StrokeStyle] = MappingProxyType({
    "surveyed": StrokeStyle(edge=True),
    "traced": StrokeStyle(),
    "schematic": StrokeStyle(core=0.32),
    "conceptual": StrokeStyle(band=True, dash="1 6"),
})

SKETCHED_WORDS: Mapping[str, str] = MappingProxyType({
    "schematic": "Schematic line", "conceptual": "Conceptual line"})
"""The words of a key for lines that nobody surveyed or traced."""

LINE_STYLES: Mapping[str, StrokeStyle] = MappingProxyType({
    **BASIS_STYLES, OVERLAY: StrokeStyle(dash="10 3 2 3", least_width=2.4)})
"""The builds of all lines, those of a reader's overlay among them."""


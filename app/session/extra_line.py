"""A line that only one session sees, as the map draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Look = Literal["before", "after", "overlay"]


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """A line that is no route of the atlas.

    `lines` are its parts, flat as in `geo.cartography.web_map`; `words` describe it. A click
    reports `id`.
    """

    id: str
    name: str
    words: str
    note: str
    look: Look
    lines: Sequence[Sequence[int]]

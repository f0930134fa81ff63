"""A line that only one session sees, as the map draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Look = Literal["before", "after", "overlay"]


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """A line beside the atlas's routes.

    `lines` are its parts, flat as in `geo.cartography.web_map`; `words` say what it is. A click
    reports `id`.
    """

    id: str
    name: str
    words: str
    note: str
    look: Look
    lines: Sequence[Sequence[int]]

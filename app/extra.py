"""Lines that only one session sees: ways of a scenario, a reader's own overlay.

They never pass through a served folder, a cache or a template: the page's own component hands them
to the map's frame as data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from app.component import component

Look = Literal["before", "after", "overlay"]
_extra = component("extra", "<div hidden></div>", "extra.js")


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """A line beside the atlas's routes.

    `lines` are its parts, flat as in `geo.layers`; `words` say what it is. A click reports `id`.
    """

    id: str
    name: str
    words: str
    note: str
    look: Look
    lines: Sequence[Sequence[int]]


def show_extra(lines: Sequence[ExtraLine]) -> None:
    """Draw these lines on the map of the page, and no others."""
    _extra(key="extra", data={"lines": [asdict(line) for line in lines]})

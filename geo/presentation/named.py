"""Names that a reader can open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the id of what it opens; blank where it opens nothing."""

    name: str
    opens_id: str = ""

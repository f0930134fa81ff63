"""The atlas's own name and licence, and how it is cited as a whole."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Corridor Atlas"
LICENCE: Final = "CC BY 4.0"


def citation(release: str, as_of: str) -> str:
    """Returns how to cite a release as it is on a day, both as people write them."""
    return f"{TITLE}, release {release}, as of {as_of}, {LICENCE}."

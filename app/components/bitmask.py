"""Which of many, a bit each: what a rerun sends instead of thousands of ids."""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence


def bitmask(everything: Sequence[str], chosen: Collection[str]) -> str:
    """Base64 of a bit for each id of `everything`, set where it is chosen; lowest bit first."""
    wanted = frozenset(chosen)
    mask = bytearray((len(everything) + 7) // 8)
    for place, each in enumerate(everything):
        if each in wanted:
            mask[place >> 3] |= 1 << (place & 7)
    return base64.b64encode(bytes(mask)).decode("ascii")

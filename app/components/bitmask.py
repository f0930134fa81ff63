"""A bitmask of the chosen ids, which a rerun sends instead of thousands of ids."""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence


def bitmask(everything: Sequence[str], chosen: Collection[str]) -> str:
    """Returns in base64 a bit for each id of `everything`, set if chosen; lowest bit first."""
    chosen_ids = frozenset(chosen)
    mask = bytearray((len(everything) + 7) // 8)
    for index, item in enumerate(everything):
        if item in chosen_ids:
            mask[index >> 3] |= 1 << (index & 7)
    return base64.b64encode(bytes(mask)).decode("ascii")

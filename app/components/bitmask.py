"""The routes of a selection as a bitmask, which a rerun sends instead of thousands of ids."""

from __future__ import annotations

import base64

from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first


@kept_on_first(1)
def bitmask(shown: Catalog, count: int) -> str:
    """Returns the mask of a selection from `count` routes in base64, lowest bit first.

    Map and table of a page send the same: it is made once for each selection.
    """
    return base64.b64encode(shown.mask.to_bytes((count + 7) // 8, "little")).decode("ascii")

"""The routes of a selection as a bitmask, which a rerun sends instead of thousands of ids."""

from __future__ import annotations

import base64

from app.session.overlay import kept_overlay
from geo.catalog.catalog import Catalog
from geo.catalog.index import mask_of
from geo.data.lru import kept_on_first


@kept_on_first(1)
def bitmask(shown: Catalog, count: int) -> str:
    """Returns the mask of a selection from `count` routes in base64, lowest bit first.

    Map and table of a page send the same: it is made once for each selection.
    """
    return _encoded(shown.mask, count)


def own_bitmask(shown: Catalog) -> str:
    """Returns the mask of the lines of this session's overlay that a selection shows."""
    own = kept_overlay()
    entries, ids = own.overlay.entries if own else (), {entry.route_id for entry in shown.overlays}
    bits = mask_of(i for i, entry in enumerate(entries) if entry.route_id in ids)
    return _encoded(bits, len(entries))


def _encoded(bits: int, count: int) -> str:
    return base64.b64encode(bits.to_bytes((count + 7) // 8, "little")).decode("ascii")

"""The cells of a row of the table, put together in Python, to hold those of browsers against."""

from __future__ import annotations

from typing import Any

from geo.catalog.catalog import Catalog, RouteEntry
from geo.presentation.route_table import (
    CLAIM_COLUMNS,
    cell,
    claim_cell,
    differ_cell,
    directed_mode_cell,
    sponsors_cell,
)


def claim_cells(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that depend on the claims about a route."""
    sources, directed = len(entry.source_ids), directed_mode_cell(entry)
    return {
        **{name: claim_cell(catalog, entry, name) for name in CLAIM_COLUMNS},
        "sponsors": sponsors_cell(entry.sponsors),
        "sources": cell(str(sources), sources),
        "differ": differ_cell(len(catalog.differences(entry.route_id))),
        **({"mode": directed} if directed else {})}

"""What a catalog holds, in words: for the key to the map, on the page and in the offline pack."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.data.plural import plural
from geo.data.records import Claim


def contents_words(catalog: Catalog, claims: Iterable[Claim]) -> tuple[str, str]:
    """What stands there of routes and of claims, and what stands beside: `claims` are the claims.

    `46 routes and 39 connecting legs, 366 claims, 6 sources`, of documents and without overlays;
    and `53 claims from reference works, on gauges and the like`, blank where there are none.
    """
    own = [entry for entry in catalog.entries if not entry.is_overlay]
    legs = sum(entry.route.role == "context" for entry in own)
    joined = f" and {plural(legs, 'connecting leg')}" if legs else ""
    told, beside = [], 0
    for claim in claims:
        if catalog.sources[claim.source_id].kind == "reference":
            beside += 1
        else:
            told.append(claim)
    sources = plural(len({claim.source_id for claim in told}), "source")
    return (f"{plural(len(own) - legs, 'route')}{joined}, {plural(len(told), 'claim')}, {sources}",
            f"{plural(beside, 'claim')} from reference works, on gauges and the like"
            if beside else "")

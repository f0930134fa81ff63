"""The contents of a catalog in words: for the map's legend, on the page and in the offline pack."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.data.plural import plural
from geo.data.records import Claim


def contents_words(catalog: Catalog, claims: Iterable[Claim]) -> tuple[str, str]:
    """Returns the counts of routes and claims, and those of claims from reference works.

    `46 routes and 39 connecting routes, 366 claims, 6 sources`, of documents and without overlays;
    and `53 claims from reference works, on gauges and the like`, blank where there are none.
    """
    routes = [entry for entry in catalog.entries if not entry.is_overlay]
    context_count = sum(entry.route.role == "context" for entry in routes)
    context_words = f" and {plural(context_count, 'connecting route')}" if context_count else ""
    document_claims, reference_count = [], 0
    for claim in claims:
        if catalog.sources[claim.source_id].kind == "reference":
            reference_count += 1
        else:
            document_claims.append(claim)
    sources = plural(len({claim.source_id for claim in document_claims}), "source")
    return (
        ", ".join((
            f"{plural(len(routes) - context_count, 'route')}{context_words}",
            plural(len(document_claims), "claim"), sources)),
        f"{plural(reference_count, 'claim')} from reference works, on gauges and the like"
        if reference_count
        else "",
    )

"""The contents of a catalog in words: for the map's legend, on the page and in the offline pack."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.data.plural import plural
from geo.data.records import Claim


def contents_words(catalog: Catalog, claims: Iterable[Claim]) -> str:
    """Returns the counts of routes, claims and sources, without a reader's own lines.

    `46 routes and 39 connecting routes, 419 claims, 13 sources`.
    """
    routes = [entry for entry in catalog.entries if not entry.is_overlay]
    context_count = sum(entry.route.role == "context" for entry in routes)
    context_words = f" and {plural(context_count, 'connecting route')}" if context_count else ""
    cited = [claim.source_id for claim in claims]
    return ", ".join((f"{plural(len(routes) - context_count, 'route')}{context_words}",
                      plural(len(cited), "claim"), plural(len(set(cited)), "source")))

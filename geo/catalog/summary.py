"""The contents of a catalog in words: for the map's legend, on the page and in the offline pack."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalog.catalog import Catalog
from geo.claims.signatures import signed_claims
from geo.claims.wording import date_words
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


def readings_words(catalog: Catalog) -> str:
    """Returns how many claims a second reading has confirmed as they stand, in sentences."""
    signed = len(signed_claims(catalog.claims, catalog.readings))
    last = max((reading.read_on for reading in catalog.readings), default="")
    share = f" ({signed / len(catalog.claims):.0%})" if catalog.claims else ""
    when = f", the last on {date_words(last)}" if signed else ""
    return (f"Rules hold each claim against its printed words; what they leave open, a second, "
            f"independent reader has to confirm. {signed:,} of "
            f"{plural(len(catalog.claims), 'claim')}{share} are signed so{when}. A claim that "
            "changes loses its signature.")

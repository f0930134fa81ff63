"""One sentence about a route, made from its headline claims, to be pasted into a memo."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.stages import claim_words
from geo.claims.dates import beginning, dated_words, due
from geo.claims.headline import leading
from geo.claims.wording import inner_words
from geo.data.records import Claim
from geo.data.schema import OVERLAY_FLAG
from geo.presentation.statement import Statement, route_statement

Mark = Callable[[Claim], str]

_VERBS = MappingProxyType({
    "rail": "is a railway", "road": "is a road", "multimodal": "is a route of several modes",
    "sea": "is a sea route", "oil": "carries oil", "gas": "carries gas",
    "power": "is a power line", "digital": "is a data cable",
})


def ends_words(catalog: Catalog, entry: RouteEntry) -> str:
    """Returns `A → B`, or that it is no route of the atlas."""
    if entry.is_overlay:
        return OVERLAY_FLAG.capitalize()
    return " → ".join(map(catalog.name_of, (entry.route.from_place, entry.route.to_place)))


def sentence(catalog: Catalog, entry: RouteEntry, mark: Mark) -> str:
    """Returns a sentence: BTC carries oil from A to B, 1,768 km [1], operating [2] since 2006 [3].

    `mark` gives the citation of a claim. The sentence says what the sources do not say.
    """
    route = entry.route
    if entry.is_overlay:
        return f"{route.name} is a reader's own: {OVERLAY_FLAG}. No source speaks of it here."
    ends = f"from {catalog.name_of(route.from_place)} to {catalog.name_of(route.to_place)}"
    length, status = (route_statement(catalog, entry, name) for name in ("length", "status"))
    parts = [f"{route.name} {_VERBS[route.mode]} {ends}",
             _cited_words(length, mark) or "its length not in the sources",
             _cited_words(status, mark, _since(entry, mark)) or "its status not in the sources"]
    if entry.status != "operating":
        parts += [promise for name in ("start", "completion")
                  if (promise := _promised(catalog, route_statement(catalog, entry, name), mark))]
    return ", ".join(parts) + "."


def _cited_words(shown: Statement, mark: Mark, after: str = "") -> str:
    """Returns the claims shown first, with citations: `planned [1] (sources differ)`."""
    words = "".join(f"{piece.lead}{inner_words(piece.claim)}{piece.scope} {mark(piece.claim)}"
                    for piece in shown.pieces)
    return f"{words}{after} ({shown.differ})" if words and shown.differ else words + after


def _since(entry: RouteEntry, mark: Mark) -> str:
    """Returns since when it operates: only where a claim dates the operation of the whole."""
    start = leading(entry.claims_of("start"))
    if (entry.status != "operating" or len(start) != 1 or start[0].partial or due(start[0])
            or beginning(start[0]) != "operation"):
        return ""
    return f" since {dated_words(start[0])} {mark(start[0])}"


def _promised(catalog: Catalog, shown: Statement, mark: Mark) -> str:
    """Returns what is promised of the whole, and whether its date has passed."""
    claim = shown.claim
    if not claim or len(shown.first) > 1 or claim.partial or not due(claim):
        return ""
    overdue = (
        ", a date that has passed" if (last_day := due(claim)) and last_day < catalog.today else ""
    )
    return f"{claim_words(claim)} {mark(claim)}{overdue}"

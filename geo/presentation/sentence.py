"""One sentence about a route, made from its headline claims, to be pasted into a memo."""

from __future__ import annotations

from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.stages import claim_words
from geo.claims.dates import beginning, dated_words, due
from geo.claims.headline import leading
from geo.claims.wording import inner_words
from geo.data.schema import OVERLAY_FLAG
from geo.presentation.citations import Citations, Cited
from geo.presentation.statement import Statement, route_statement

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


def sentence(catalog: Catalog, entry: RouteEntry, citations: Citations) -> tuple[Cited, ...]:
    """Returns a sentence: BTC carries oil from A to B, 1,768 km [1], operating [2] since 2006 [3].

    Its claims are numbered by `citations`. The sentence says what the sources do not say.
    """
    route = entry.route
    if entry.is_overlay:
        return (Cited(f"{route.name} is a reader's own: {OVERLAY_FLAG}. "
                      "No source speaks of it here."),)
    ends = f"from {catalog.name_of(route.from_place)} to {catalog.name_of(route.to_place)}"
    length, status = (route_statement(catalog, entry, name) for name in ("length", "status"))
    parts = [_cited_words(length, citations) or [Cited("its length not in the sources")],
             [*_cited_words(status, citations, _since(entry, citations))]
             or [Cited("its status not in the sources")]]
    if entry.status != "operating":
        parts += [promise for name in ("start", "completion") if (promise := _promised(
            catalog, route_statement(catalog, entry, name), citations))]
    return (Cited(f"{route.name} {_VERBS[route.mode]} {ends}"),
            *(piece for part in parts for piece in (Cited(", "), *part)), Cited("."))


def _cited_words(shown: Statement, citations: Citations, after: list[Cited] | None = None
                 ) -> list[Cited]:
    """Returns the claims shown first, with citations: `planned [1] (sources differ)`."""
    words = [Cited(f"{piece.lead}{inner_words(piece.claim)}{piece.scope}",
                   (citations.number(piece.claim),)) for piece in shown.pieces]
    differ = [Cited(f" ({shown.differ})")] if words and shown.differ else []
    return [*words, *(after or []), *differ]


def _since(entry: RouteEntry, citations: Citations) -> list[Cited]:
    """Returns since when it operates: only where a claim dates the operation of the whole."""
    start = leading(entry.claims_of("start"))
    if (entry.status != "operating" or len(start) != 1 or start[0].partial or due(start[0])
            or beginning(start[0]) != "operation"):
        return []
    return [Cited(f" since {dated_words(start[0])}", (citations.number(start[0]),))]


def _promised(catalog: Catalog, shown: Statement, citations: Citations) -> list[Cited]:
    """Returns what is promised of the whole, and whether its date has passed."""
    claim = shown.claim
    if not claim or len(shown.first) > 1 or claim.partial or not due(claim):
        return []
    promise = Cited(claim_words(claim), (citations.number(claim),))
    is_overdue = (last_day := due(claim)) is not None and last_day < catalog.today
    return [promise, Cited(", a date that has passed")] if is_overdue else [promise]

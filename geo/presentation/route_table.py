"""The cells of the table of routes, as the page and the offline pack show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.claims.wording import STATUS_WORDS, mode_words
from geo.data.countries import countries_words
from geo.data.plural import plural
from geo.data.schema import MISSING
from geo.presentation.statement import route_statement

COLUMNS: Final[tuple[Mapping[str, Any], ...]] = (
    {"key": "name", "width": "14%", "title": "Route"},
    {"key": "mode", "width": "8%", "title": "Mode", "swatch": True},
    {"key": "status", "width": "10%", "title": "Status"},
    {"key": "length", "width": "7%", "title": "Length", "numeric": True},
    {"key": "capacity", "width": "10%", "title": "Capacity", "numeric": True},
    {"key": "start", "width": "7.5%", "title": "Start"},
    {"key": "completion", "width": "9.5%", "title": "Completion"},
    {"key": "countries", "width": "10%", "title": "Countries"},
    {"key": "sponsors", "width": "8.5%", "title": "Sponsors"},
    {"key": "sources", "width": "6.5%", "title": "Sources", "numeric": True},
    {"key": "differ", "width": "9%", "title": "Differs in"},
)
"""The table's columns."""


def cell(text: str, sort: str | float, **flags: bool) -> dict[str, Any]:
    """Returns a cell of the table. Flags that are not set are left out."""
    return {"text": text, "sort": sort, **{name: True for name, flag in flags.items() if flag}}


CLAIM_COLUMNS: Final = ("status", "length", "capacity", "start", "completion")
"""The columns that show the headline of an attribute."""


def claim_cell(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    """Returns the cell of an attribute of a route."""
    shown = route_statement(catalog, entry, attribute)
    if attribute == "status":
        sort: str | float = list(STATUS_WORDS).index(entry.status)
    elif shown.claim is None:
        sort = ""
    else:
        number = shown.claim.number
        sort = shown.claim.value if number is None else float(number)
    return cell(shown.brief, sort, missing=shown.claim is None,
                late="overdue" in shown.time_marks, disputed=bool(shown.differ))


def sponsors_cell(sponsors: Iterable[str]) -> dict[str, Any]:
    """Returns the cell of the actors named as sponsors."""
    words = ", ".join(sponsors)
    return cell(words or MISSING, words, missing=not words)


def differ_cell(count: int) -> dict[str, Any]:
    """Returns the cell of the number of points in which claims about a route differ."""
    return cell(plural(count, "point") if count else "nothing", count,
                missing=not count, disputed=bool(count))


def directed_mode_cell(entry: RouteEntry) -> dict[str, Any] | None:
    """Returns the cell of the mode of a route that is said to run one way; None for any other."""
    direction = entry.headline("direction")
    if direction is None or direction.value != "from-to":
        return None
    mode = f"{mode_words(entry.route)}, one way"
    return cell(mode, mode)


def claim_cells(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that depend on the claims about a route."""
    sources, directed = len(entry.source_ids), directed_mode_cell(entry)
    return {
        **{name: claim_cell(catalog, entry, name) for name in CLAIM_COLUMNS},
        "sponsors": sponsors_cell(entry.sponsors),
        "sources": cell(str(sources), sources),
        "differ": differ_cell(len(catalog.differences(entry.route_id))),
        **({"mode": directed} if directed else {})}


def own_cells(entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that do not depend on claims."""
    mode, countries = mode_words(entry.route), countries_words(entry.route)
    return {"mode": cell(mode, mode), "countries": cell(countries, countries)}

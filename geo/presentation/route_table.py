"""The cells of the table of routes, as the page and the offline pack show them."""

from __future__ import annotations

from collections.abc import Mapping
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


def _claim_cell(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    shown = route_statement(catalog, entry, attribute)
    if shown.claim is None:
        return cell(shown.brief, "", missing=True)
    sort = shown.claim.value if shown.claim.number is None else float(shown.claim.number)
    return cell(shown.brief, sort, late="overdue" in shown.time_marks, disputed=bool(shown.differ))


def claim_cells(catalog: Catalog, entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that depend on the claims about a route."""
    differ, sources = len(catalog.differences(entry.route_id)), len(entry.source_ids)
    cells = {name: _claim_cell(catalog, entry, name)
             for name in ("status", "length", "capacity", "start", "completion")}
    cells["status"]["sort"] = list(STATUS_WORDS).index(entry.status)
    cells["sponsors"] = cell(", ".join(entry.sponsors) or MISSING, ", ".join(entry.sponsors),
                              missing=not entry.sponsors)
    cells["sources"] = cell(str(sources), sources)
    direction = entry.headline("direction")
    if direction and direction.value == "from-to":
        mode = f"{mode_words(entry.route)}, one way"
        cells["mode"] = cell(mode, mode)
    cells["differ"] = cell(plural(differ, "point") if differ else "nothing", differ,
                           missing=not differ, disputed=bool(differ))
    return cells


def own_cells(entry: RouteEntry) -> dict[str, Any]:
    """Returns the cells that do not depend on claims."""
    mode, countries = mode_words(entry.route), countries_words(entry.route)
    return {"mode": cell(mode, mode), "countries": cell(countries, countries)}

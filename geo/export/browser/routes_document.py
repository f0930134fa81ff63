"""The routes as one document, by which a page filters, counts and lists them."""

from __future__ import annotations

from typing import Any

from geo.catalog.catalog import Catalog
from geo.catalog.selection import STAGE_WORDS
from geo.data.schema import NOT_STATED
from geo.export.browser.line_symbols import symbols_document
from geo.export.browser.told_routes import shared_cells, told_routes
from geo.presentation.route_table import COLUMNS, WORDS, year_column


def routes_document(catalog: Catalog) -> dict[str, Any]:
    """Returns what a page needs to know of the routes of a catalog, whatever the filter.

    How names are folded stands in the document of the search (`geo.catalog.search_index`).
    `single` says that a choice of two sources or more cannot be told from it; `told_by` gives the
    catalog of such a choice, which has a document of its own.
    """
    routes, single = told_routes(catalog, frozenset(catalog.ids))
    return {
        "routes": routes, "single": single, "sharedCells": shared_cells(catalog, routes),
        "unstated": NOT_STATED, "stages": dict(STAGE_WORDS),
        "columns": [dict(column) for column in COLUMNS], "yearColumn": year_column("a year"),
        "tableWords": dict(WORDS), **symbols_document(catalog)}

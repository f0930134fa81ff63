"""The table of the selection: real HTML, so that a keyboard and a screen reader can use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.components.bitmask import bitmask
from app.components.component import PAGE_URL, component
from app.shared import static_files
from app.shared.atlas_cache import Atlas
from geo.cartography.colours import colour_of
from geo.cartography.symbols import STATUS_STROKES
from geo.cartography.web_map import encode
from geo.catalog.catalog import Catalog, RouteEntry
from geo.data.lru import kept_on_first
from geo.data.plural import plural
from geo.export.html.swatch import swatch
from geo.presentation.route_table import (
    COLUMNS,
    WORDS,
    claim_cells,
    own_cells,
    year_column,
)
from geo.presentation.tables.row_order import year_cell
from geo.query.view import View

_KEY = "table"
_table = component(
    "table",
    '<div class="atlas-table" role="region" aria-label="Routes shown" tabindex="0">'
         '<table></table><p class="atlas-table-more" hidden><span></span> '
         '<button type="button">Show 100 more</button></p></div>',
    Path(__file__).with_name("table.js"))


@cache
def _swatch(colour: str, status: str, basis: str) -> str:
    return swatch(colour, STATUS_STROKES[status], basis)


def _row(catalog: Catalog, entry: RouteEntry, year: int | None, by: str) -> dict[str, Any]:
    cells = {**own_cells(entry), **claim_cells(catalog, entry),
             **({"year": year_cell(entry, year)} if year else {})}
    cells["mode"]["swatch"] = _swatch(colour_of(catalog, entry, by), entry.status,
                                      entry.alignment.basis)
    return {"id": entry.route_id, "name": entry.route.name, "role": entry.route.role,
            "cells": cells}


def rows_document(catalog: Catalog, year: int | None, by: str = "corridor") -> dict[str, Any]:
    """All rows with their columns, sent once; a rerun sends a bitmask of those that are shown.

    `by` is what the colours of the lines say.
    """
    extra = (year_column(year),) if year else ()
    return {"columns": [*COLUMNS[:3], *extra, *COLUMNS[3:]], "words": dict(WORDS),
            "rows": [_row(catalog, entry, year, by) for entry in catalog.entries]}


def show_table(atlas: Atlas, shown: Catalog, view: View, on_open: Callable[[str], None]) -> None:
    """Draw the rows; `on_open` gets the id of a chosen row before the next rerun."""
    def opened() -> None:
        state = st.session_state.get(_KEY)
        route_id = getattr(state, "open", None)
        if isinstance(route_id, str):
            on_open(route_id)

    own_lines = shown.overlays
    count = len(shown.entries) - len(own_lines)
    lines_note = f" and {plural(len(own_lines), 'line')} of your overlay" if own_lines else ""
    name, data = _encoded(atlas, view.wanted.sources, view.year, view.colour_by)
    _table(key=_KEY, on_open_change=opened, data={
        "caption": f"{plural(count, 'route')}{lines_note} shown. Figures are headlines: "
                   "open a route for every claim, whose it is and where it is printed.",
        "url": f"{PAGE_URL}/{static_files.write('rows', data, name=name)}",
        "shown": bitmask(shown, len(atlas.catalog.ids)),
        "own": [_row(shown, entry, view.year, view.colour_by) for entry in own_lines],
        "selected": view.opened,
    })


@kept_on_first(64)
def _encoded(atlas: Atlas, sources: frozenset[str], year: int | None, by: str
             ) -> tuple[str, bytes]:
    return encode(rows_document(atlas.catalog.told_by(sources), year, by))

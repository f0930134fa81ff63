"""The table of what is shown: real HTML, so that a keyboard and a screen reader can use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from app import published
from app.bits import bits
from app.cache import Atlas
from app.map_view import PAGE_URL
from app.theme import swatch
from geo.address import View
from geo.ageing import marks
from geo.catalog import Catalog, RouteEntry
from geo.countries import country_name
from geo.layers import encode
from geo.schema import MISSING, MODES
from geo.shown import STAGE_WORDS
from geo.state import STATE_WORDS, state
from geo.styles import MODE_COLOURS, STATUS_STROKES
from geo.timeline import STAGES, reading
from geo.words import value_words

_KEY = "table"
_ASSETS = Path(__file__).parent / "assets"
_table = st.components.v2.component(
    "atlas_table",
    html='<div class="atlas-table" role="region" aria-label="Routes shown" tabindex="0">'
         '<table></table><p class="atlas-table-more" hidden><span></span> '
         '<button type="button">Show 200 more</button></p></div>',
    js=(_ASSETS / "table.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)

_COLUMNS: tuple[dict[str, Any], ...] = (
    {"key": "name", "width": "14.5%", "title": "Route"},
    {"key": "mode", "width": "8.5%", "title": "Mode", "swatch": True},
    {"key": "status", "width": "10.5%", "title": "Status"},
    {"key": "length", "width": "7.5%", "title": "Length", "numeric": True},
    {"key": "capacity", "width": "10.5%", "title": "Capacity", "numeric": True},
    {"key": "start", "width": "8%", "title": "Start"},
    {"key": "completion", "width": "9.5%", "title": "Completion"},
    {"key": "countries", "width": "10%", "title": "Countries"},
    {"key": "sponsors", "width": "8.5%", "title": "Sponsors"},
    {"key": "sources", "width": "6.5%", "title": "Sources", "numeric": True},
    {"key": "differ", "width": "6%", "title": "Differ"},
)


def _claim_cell(catalog: Catalog, entry: RouteEntry, attribute: str) -> dict[str, Any]:
    fact, stands = entry.headline(attribute), state(catalog, entry, attribute)
    if fact is None:
        return {"text": STATE_WORDS[stands], "sort": "", "missing": True}
    number = fact.number
    return {"text": value_words(fact), "missing": False, "disputed": stands == "disputed",
            "late": any(mark.kind == "overdue"
                        for mark in marks(fact, entry.facts, catalog.today)),
            "sort": float(number) if number is not None else fact.value}


@cache
def _swatch(mode: str, status: str, basis: str) -> str:
    return swatch(MODE_COLOURS[mode], STATUS_STROKES[status], basis)


def _text_cell(text: str, *, missing: bool = False) -> dict[str, Any]:
    return {"text": text, "sort": text, "missing": missing}


def _year_cell(entry: RouteEntry, year: int) -> dict[str, Any]:
    stage = reading(entry, year).stage
    return {"text": STAGE_WORDS[stage], "sort": STAGES.index(stage), "missing": stage == "undated"}


def _row(catalog: Catalog, entry: RouteEntry, year: int | None) -> dict[str, Any]:
    route, status = entry.route, entry.status
    sponsors, sources = entry.sponsors, len(entry.source_ids)
    differ = len(catalog.differences(entry.route_id))
    look = _swatch(route.mode, status, entry.alignment.basis)
    return {
        "id": entry.route_id,
        "name": route.name,
        "mode": {**_text_cell(MODES[route.mode]), "swatch": look},
        "status": {**_claim_cell(catalog, entry, "status"),
                   "sort": list(STATUS_STROKES).index(status)},
        **({"year": _year_cell(entry, year)} if year else {}),
        **{name: _claim_cell(catalog, entry, name)
           for name in ("length", "capacity", "start", "completion")},
        "countries": _text_cell(", ".join(map(country_name, dict.fromkeys(route.countries)))
                                or "high seas"),
        "sponsors": _text_cell(", ".join(sponsors) or MISSING, missing=not sponsors),
        "sources": {"text": str(sources), "sort": sources, "missing": False},
        "differ": {"text": f"{differ} open" if differ else "no", "sort": differ,
                   "missing": not differ, "disputed": bool(differ)},
    }


def rows_document(catalog: Catalog, year: int | None) -> dict[str, Any]:
    """All rows with their columns, sent once; a rerun names those that are shown."""
    extra = ({"key": "year", "width": "9%", "title": f"In {year}"},) if year else ()
    return {"columns": [*_COLUMNS[:3], *extra, *_COLUMNS[3:]],
            "rows": [_row(catalog, entry, year) for entry in catalog.entries]}


def show_table(atlas: Atlas, shown: Catalog, view: View, on_open: Callable[[str], None]) -> None:
    """Draw the rows; `on_open` gets the id of a chosen row before the next rerun."""
    def opened() -> None:
        state = st.session_state.get(_KEY)
        route_id = getattr(state, "open", None)
        if isinstance(route_id, str):
            on_open(route_id)

    count = len(shown.entries)
    name, data = _encoded(atlas, view.wanted.sources, view.year)
    _table(key=_KEY, on_open_change=opened, data={
        "caption": f"{count} route{'' if count == 1 else 's'} shown. Figures are headlines: open a "
                   "route for every claim, whose it is and where it is printed.",
        "url": f"{PAGE_URL}/{published.write('rows', data, name=name)}",
        "shown": bits(atlas.catalog.ids, shown.ids),
        "selected": view.opened,
    })


@lru_cache(maxsize=64)
def _encoded(atlas: Atlas, sources: frozenset[str], year: int | None) -> tuple[str, bytes]:
    return encode(rows_document(atlas.catalog.told_by(sources), year))

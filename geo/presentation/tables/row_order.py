"""The order of the table's rows in files; `geo/web/table/order.js` is the same rule.

Without a chosen order featured routes come first, each by name, and a reader's own lines last. With
one, what is missing comes last both ways, unlike values stand in groups one after the other, and
rows that tie keep the order of the atlas.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import STAGE_WORDS
from geo.catalog.stages import STAGES, state_in_year
from geo.presentation.extract import Extract
from geo.presentation.route_table import (
    CLAIM_COLUMNS,
    cell,
    claim_cell,
    directed_mode_cell,
    own_cells,
    sponsors_cell,
)

_SIGNS: Final = "_-\u2013\u2014,;:!?.'\u2019\"()[]{}@*/\\&#%`^+<=>|~$"
"""Signs as the Unicode collation has them: after spaces, before digits and letters."""
_LETTERS: Final = MappingProxyType({"\u0131": "i\u0131"})
"""Letters of their own that follow another one: the dotless i follows i."""

Name = tuple[tuple[tuple[int, str], ...], str, str]


def name_key(text: str) -> Name:
    """Returns what a name is sorted by: letters, then accents, then small before capital."""
    plain = [character for character in unicodedata.normalize("NFD", text)
             if unicodedata.category(character) not in ("Mn", "Cf")]
    lowered = "".join(plain).lower()
    return (tuple(_weight(character) for character in lowered),
            unicodedata.normalize("NFD", text).lower(), text.swapcase())


def _weight(character: str) -> tuple[int, str]:
    if character.isspace():
        return 0, ""
    place = _SIGNS.find(character)
    return (1, chr(place)) if place >= 0 else (2, _LETTERS.get(character, character))


def year_cell(entry: RouteEntry, year: int) -> dict[str, Any]:
    """Returns the cell of what a route is in a year."""
    stage = state_in_year(entry, year).stage
    return cell(STAGE_WORDS[stage], STAGES.index(stage), missing=stage == "undated")


def _cell_of(catalog: Catalog, year: int | None, key: str
             ) -> Callable[[RouteEntry], Mapping[str, Any]]:
    """Returns what makes the cell of a column for a route."""
    if key in CLAIM_COLUMNS:
        return lambda entry: claim_cell(catalog, entry, key)
    cells: Mapping[str, Callable[[RouteEntry], Mapping[str, Any]]] = {
        "name": lambda entry: cell(entry.route.name, entry.route.name),
        "mode": lambda entry: directed_mode_cell(entry) or own_cells(entry)["mode"],
        "countries": lambda entry: own_cells(entry)["countries"],
        "sponsors": lambda entry: sponsors_cell(entry.sponsors),
        "sources": lambda entry: cell("", len(entry.source_ids)),
        "differ": lambda entry: cell("", len(catalog.differences(entry.route_id))),
        "year": lambda entry: year_cell(entry, year or 0)}
    return cells[key]


def _value(made: Mapping[str, Any]) -> tuple[int, float, Name]:
    sort = made["sort"]
    return (0, float(sort), name_key("")) if not isinstance(sort, str) else (1, 0, name_key(sort))


def in_order(catalog: Catalog, sort: str, year: int | None = None) -> tuple[RouteEntry, ...]:
    """Returns the routes in the order of their rows; `sort` is as an address has it.

    Raises KeyError for an order that no address can name.
    """
    def own(entry: RouteEntry) -> tuple[int, Name]:
        later = 2 if entry.is_overlay else int(entry.route.role != "featured")
        return later, name_key("" if entry.is_overlay else entry.route.name)

    entries: Sequence[RouteEntry] = sorted(catalog.entries, key=own)
    key, _, way = sort.partition("-")
    if not key:
        return tuple(entries)
    of = _cell_of(catalog, year, key)
    cells = {entry.route_id: of(entry) for entry in entries}
    # Sorts are stable, reversed ones too: rows that tie keep the order they have.
    entries = sorted(entries, key=lambda entry: _value(cells[entry.route_id]),
                     reverse=way == "down")
    return tuple(sorted(entries, key=lambda entry: (
        bool(cells[entry.route_id].get("missing")), cells[entry.route_id].get("group", 0))))


def listed(extract: Extract) -> tuple[RouteEntry, ...]:
    """Returns the routes of an extract in the order in which its table lists them."""
    return in_order(extract.shown, extract.view.sort, extract.view.year)

"""What a view shows: the routes its filter asks for, in the year it is drawn for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry, Within
from geo.catalog.index import mask_of
from geo.catalog.stages import Stage, state_in_year
from geo.data.schema import NOT_STATED
from geo.query.view import View

_STAGE_STATUS: Mapping[Stage, str] = MappingProxyType({
    "exists": "operating", "being-built": "under-construction", "promised": "planned",
    "undated": NOT_STATED})
"""The status whose stroke draws a stage. What is not there yet is not drawn."""

STAGE_WORDS: Mapping[Stage, str] = MappingProxyType({
    "exists": "Exists", "being-built": "Is being built", "promised": "Is promised",
    "not-yet": "Not yet there", "undated": "No year stated"})


def drawn_status(entry: RouteEntry, year: int | None) -> str:
    """The status whose stroke a route is drawn with: today's, or that of a year."""
    return entry.status if year is None else _STAGE_STATUS[state_in_year(entry, year).stage]


def year_mask(catalog: Catalog, year: int) -> int:
    """The routes that no dated claim places after a year, as a mask of the catalog's index."""
    kept = catalog.kept_masks
    if year not in kept:
        kept[year] = mask_of(place for place, entry in enumerate(catalog.entries)
                             if state_in_year(entry, year).stage != "not-yet")
    return kept[year]


def within(view: View) -> Within | None:
    """What else than its filter narrows a view: the year it is drawn for."""
    year = view.year
    return None if year is None else lambda catalog: year_mask(catalog, year)


def select_view(atlas: Catalog, view: View) -> Catalog:
    """The routes of a view. In a year, those that dated claims place after it are left out."""
    return atlas.select(view.wanted, within(view))

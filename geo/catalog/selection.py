"""Selections: the routes that a view's filter asks for, in the year it is drawn for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from geo.catalog.catalog import Catalog, RouteEntry, Within
from geo.catalog.index import mask_of
from geo.catalog.stages import Stage, state_in_year
from geo.data.lru import kept_on_first
from geo.data.schema import FIRST_YEAR, LAST_YEAR, NOT_STATED
from geo.query.view import View

_STAGE_STATUS: Mapping[Stage, str] = MappingProxyType({
    "exists": "operating", "being-built": "under-construction", "promised": "planned",
    "was-due": NOT_STATED, "undated": NOT_STATED})
"""The status whose stroke draws a stage. What is not there yet is not drawn."""

STAGE_WORDS: Mapping[Stage, str] = MappingProxyType({
    "exists": "Exists", "being-built": "Is being built", "promised": "Is promised",
    "was-due": "Was due, no newer source", "not-yet": "Not yet there", "undated": "No year stated"})


def stage_status(stage: Stage) -> str:
    """Returns the status whose stroke draws a stage of which a route is drawn."""
    return _STAGE_STATUS[stage]


def drawn_status(entry: RouteEntry, year: int | None) -> str:
    """Returns the status whose stroke a route is drawn with: today's, or that of a year."""
    return entry.status if year is None else stage_status(state_in_year(entry, year).stage)


@kept_on_first(LAST_YEAR - FIRST_YEAR + 1)
def year_mask(catalog: Catalog, year: int) -> int:
    """Returns a mask of the routes that no dated claim places after a year."""
    return mask_of(place for place, entry in enumerate(catalog.entries)
                   if state_in_year(entry, year).stage != "not-yet")


def within(view: View) -> Within | None:
    """Returns what narrows a view besides its filter: the year it is drawn for."""
    year = view.year
    return None if year is None else lambda catalog: year_mask(catalog, year)


def only(selection: Catalog, routes: Collection[str]) -> Catalog:
    """Returns some routes of a selection, by their ids; all of it where none is named."""
    return selection.keeping(mask_of(
        place for place, route_id in enumerate(selection.ids) if route_id in routes)
    ) if routes else selection


def select_view(atlas: Catalog, view: View) -> Catalog:
    """Returns the routes of a view; in a year, without those that dated claims place after it."""
    return atlas.select(view.wanted, within(view))

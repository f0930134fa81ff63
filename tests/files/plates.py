"""Views to be drawn on paper, and the plates laid out of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from geo.cartography.layout import lay_out
from geo.cartography.paper.sheet import Sheet, lay_sheet
from geo.cartography.shapes import MapLayout
from geo.catalog.catalog import Catalog
from geo.export.image.png import Page
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import Camera, View
from tests.conftest import shipped, shipped_land

WIDE, HIGH = 720.0, 430.0

VIEWS: Mapping[str, View] = {
    "whole atlas": View(),
    "corridor": View(Filter(corridors=frozenset({"tripp"}))),
    "gas": View(Filter(modes=frozenset({"gas"}))),
    "sea": View(Filter(modes=frozenset({"sea"}))),
    "opened": View(opened="tripp-syunik"),
    "camera": View(camera=Camera(8, 39.2, 46.2)),
    "year": View(year=2030),
    "lines of control": View(camera=Camera(5, 36, 72), depiction="de-facto"),
    "nothing": View(Filter(text="zzzz")),
    "far away": View(camera=Camera(12, -80, 300)),
}


def extract_of(catalog: Catalog, land: Mapping[str, Any], name: str) -> Extract:
    return Extract(catalog, VIEWS[name], land)


@cache
def plate_of(name: str, width: float = WIDE, height: float = HIGH) -> MapLayout:
    """A view of the shipped data, laid out once."""
    return lay_out(extract_of(shipped(), shipped_land(), name), width, height)


@cache
def sheet_of(name: str, page: Page) -> Sheet:
    """The same with its head, legend and foot."""
    return lay_sheet(extract_of(shipped(), shipped_land(), name), page.width, page.height)

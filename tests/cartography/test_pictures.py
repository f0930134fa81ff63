"""The sheet and its pictures, SVG and PNG: every text, every route, and names that mean harm."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from PIL import Image
from shapely.geometry import Polygon

from geo.cartography.layout import lay_out
from geo.cartography.lettering import REPLACEMENT
from geo.cartography.paper.sheet import Sheet, lay_sheet
from geo.cartography.shapes import Label
from geo.catalog.catalog import Catalog
from geo.export.image.png import PAGES, png, svg
from geo.export.registry import FORMATS, export
from geo.presentation.extract import Extract, StoppedError
from geo.query.view import View
from tests.files.plates import HIGH, VIEWS, WIDE, extract_of, sheet_of
from tests.samples.selections import stop

etree = importlib.import_module("lxml.etree")
HOSTILE = "A\x00\x1b$x_{2}$ \u202edlrow\u202c <b>&amp;\ud800{{ 7*7 }}\n中 \\frac{1}{2} %s"


def _renamed(catalog: Catalog, name: str) -> Catalog:
    """The same atlas with one name for every route, place, corridor and author."""
    return replace(
        catalog,
        entries=tuple(replace(entry, route=replace(entry.route, name=name))
                      for entry in catalog.entries),
        places={key: replace(place, name=name) for key, place in catalog.places.items()},
        corridors={key: replace(c, name=name) for key, c in catalog.corridors.items()},
        sources={key: replace(s, title=name, author=name) for key, s in catalog.sources.items()})


def _texts(data: bytes) -> list[str]:
    root = etree.fromstring(data)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")
            if element.get("aria-hidden") is None]


def _labels(sheet: Sheet) -> list[Label]:
    return [item for item in (*sheet.items, *sheet.over) if isinstance(item, Label)]


def _all_labels(sheet: Sheet) -> Iterator[Label]:
    """Every label of a sheet in drawing order, those of its inset among them."""
    yield from sheet.plate.labels
    yield from (item for item in sheet.items if isinstance(item, Label))
    yield from sheet.inset.layout.labels if sheet.inset else ()
    yield from (item for item in sheet.over if isinstance(item, Label))


def test_a_folder_without_a_basemap_still_has_a_map(catalog: Catalog) -> None:
    plate = lay_out(Extract(catalog, View()), WIDE, HIGH)
    assert plate.under == ()
    assert plate.lines
    assert png(Extract(catalog, View()), "slide").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", VIEWS)
def test_the_sheet_holds_its_texts(name: str) -> None:
    for page in dict.fromkeys(PAGES.values()):
        sheet = sheet_of(name, page)
        for label in _labels(sheet):
            assert all(0 <= x <= page.width and 0 <= y <= page.height for x, y in label.outline)
        for one, two in combinations(_labels(sheet), 2):
            assert not Polygon(one.outline).buffer(-0.01).intersects(Polygon(two.outline)), (
                one.text, two.text)


@pytest.mark.parametrize("name", ["whole atlas", "corridor", "lines of control", "nothing", "year"])
def test_svg_has_every_text_and_every_route(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    extract = extract_of(catalog, land, name)
    data = svg(extract, "slide")
    sheet = sheet_of(name, PAGES["slide"])
    texts = _texts(data)
    assert texts == [label.text for label in _all_labels(sheet)]
    said = " ".join(texts)
    for word in (extract.release, *extract.filters, "Borders: ", str(extract.view.year or "")):
        assert word.removeprefix("Year: ") in said
    ids = {group.get("id") for group in etree.fromstring(data).iter("{*}g")}
    assert {f"route-{line.route_id}" for line in sheet.plate.lines} <= ids


def test_the_same_view_gives_the_same_bytes(catalog: Catalog, land: dict[str, Any]) -> None:
    for write in (png, svg):
        assert write(extract_of(catalog, land, "corridor"), "slide") == write(
            extract_of(catalog, land, "corridor"), "slide")


@pytest.mark.parametrize("name", ["slide", "a4"])
def test_png_has_its_size_and_its_colours(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    page = PAGES[name]
    with Image.open(io.BytesIO(png(extract_of(catalog, land, "gas"), name))) as image:
        wanted = (page.width / 72 * page.dpi, page.height / 72 * page.dpi)
        assert image.size == pytest.approx(wanted, abs=1.5)
        assert image.info["dpi"] == pytest.approx((page.dpi, page.dpi), abs=1)
        assert "Software" not in image.info
        counted = image.convert("RGB").getcolors(1 << 24)
        assert counted is not None
        colours = {colour for _, colour in counted}
    assert {(0x99, 0x33, 0x00), (0xf7, 0xf3, 0xea), (0xdf, 0xe8, 0xec)} <= colours


def test_names_that_mean_harm(catalog: Catalog, land: dict[str, Any]) -> None:
    hostile = _renamed(catalog, HOSTILE)
    for name in ("whole atlas", "corridor", "opened"):
        extract = extract_of(hostile, land, name)
        data = svg(extract, "slide")
        said = " ".join(_texts(data))
        assert "{{ 7*7 }}" in said
        assert "<b>&amp;" in said
        assert REPLACEMENT in said
        assert not any(bad in said for bad in "\x00\x1b\u202e\u202c")
        assert png(extract, "slide").startswith(b"\x89PNG")


def test_very_long_names_are_cut(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = extract_of(_renamed(catalog, "endless " * 500 + "x" * 3000), land, "opened")
    page = PAGES["slide"]
    sheet = lay_sheet(extract, page.width, page.height)
    assert sheet.plate.height > page.height / 3
    assert all(label.box[2] <= page.width for label in _labels(sheet))


def test_every_registered_picture_can_be_made(
        catalog: Catalog, land: dict[str, Any]) -> None:
    for file_format, start in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        for what in FORMATS[file_format].whats:
            assert export(extract_of(catalog, land, "opened"), what, file_format).startswith(start)


def test_a_stopped_picture_stops(catalog: Catalog, land: dict[str, Any]) -> None:
    with pytest.raises(StoppedError):
        png(Extract(catalog, View(), land, progress=stop), "slide")
    with pytest.raises(KeyError):
        png(Extract(catalog, View(), land), "poster")

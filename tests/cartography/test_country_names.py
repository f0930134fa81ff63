"""A country's name lies in the largest part of it in view, clear of all borders, or is not written.

The same law holds for the placing, which every format draws, and for what some of them draw.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import shapely
from lxml import etree
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from geo.cartography.basemap import Basemap
from geo.cartography.country_names import CLEAR, HEIGHT, LEAST_SIZE, SCALES, country_rooms
from geo.cartography.label_board import label_size
from geo.cartography.layout import frame_of, lay_out
from geo.cartography.lettering import measure
from geo.cartography.paper.sheet import Sheet
from geo.cartography.projection import Frame, frame_at
from geo.cartography.shapes import LABEL_COLOURS, MapLayout
from geo.catalog.catalog import Catalog
from geo.export.image.png import PAGES, svg
from geo.export.pdf.page_map import draw_map
from geo.export.registry import export
from geo.presentation.extract import Extract
from geo.query.view import Camera, View
from tests.files.decks import Thing, deck, route_ids, shapes, title
from tests.files.plates import HIGH, VIEWS, WIDE, sheet_of
from tests.samples.lands import Box, box_on, shipped_lands

SIZES = ((720.0, 430.0), (250.0, 180.0), (880.0, 690.0))
FRAMES = 200
GROUPS = 4
FORMAT_VIEWS = ("whole atlas", "corridor", "camera", "lines of control")


def _frames(seed: int, count: int) -> Iterator[tuple[Frame, str]]:
    """Frames all over the atlas, near and far, in both depictions."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        camera = Camera(drawn.uniform(3, 9), drawn.uniform(21, 57), drawn.uniform(9, 96))
        yield frame_at(camera, *drawn.choice(SIZES)), drawn.choice(("un", "de-facto"))


def _placed(ground: Basemap, frame: Frame, depiction: str) -> Iterator[tuple[str, Box]]:
    """The first and the last place of every country's name in every size."""
    size = label_size(frame) * 0.92
    for country, room in country_rooms(ground, frame, depiction):
        name = country["name"].upper()
        wide = measure(name, size)
        for each, spots in room.spots(wide, size, frame.point(*country["label"])):
            across, down = wide * each / size / 2, each * HEIGHT / 2
            for x, y in (spots[0], spots[-1]):
                yield name, box_on(frame, (x - across, y - down, x + across, y + down))


@pytest.fixture(scope="module")
def ground(land: dict[str, Any]) -> Basemap:
    return Basemap(land)


@pytest.mark.parametrize("group", range(GROUPS))
def test_wherever_a_name_may_stand_it_is_in_its_country(ground: Basemap, group: int) -> None:
    lands, placed = shipped_lands(), 0
    for frame, depiction in _frames(group, FRAMES // GROUPS):
        names = list(_placed(ground, frame, depiction))
        assert lands.faults(names, box_on(frame, frame.box), depiction) == [], frame
        placed += len(names)
    assert placed > FRAMES


def _expected(sheet: Sheet) -> set[str]:
    """The countries that can hold their names in the smallest type with a little room to spare.

    Legend, inset, scale bar and the names of corridors, which come first, leave them less.
    """
    frame = sheet.frame
    size = label_size(frame) * 0.92
    least = max(size * SCALES[-1], min(size, LEAST_SIZE))
    taken = [*sheet.boxes, sheet.plate.scale.box,
             *(piece for label in sheet.plate.labels if label.kind == "corridor"
               for piece in label.pieces)]
    lands, view = shipped_lands(), box_on(frame, frame.box)
    covered = shapely.union_all([shapely.box(*box_on(frame, edges)) for edges in taken])

    def room(name: str) -> tuple[float, float]:
        spare = 2 * CLEAR * least + 0.6 * least
        return ((measure(name, least) + spare) / frame.world,
                (HEIGHT * least + spare) / frame.world)

    return {name for name in lands.countries
            if lands.holds(name, view, room(name), "un", covered)}


def _names(plate: MapLayout) -> set[str]:
    return {label.text for label in plate.labels if label.kind == "country"}


@pytest.mark.parametrize("page", ["slide", "a4", "a3"])
def test_every_country_with_room_for_its_name_is_named(page: str) -> None:
    sheet = sheet_of("whole atlas", PAGES[page])
    expected = _expected(sheet)
    assert expected >= {"RUSSIA", "KAZAKHSTAN", "TURKMENISTAN", "IRAN", "AFGHANISTAN", "TÜRKIYE"}
    assert expected <= _names(sheet.plate)


def test_the_south_caucasus_is_named_near_by(catalog: Catalog, land: dict[str, Any]) -> None:
    view = View(camera=Camera(6, 41.2, 45.5))
    assert {"GEORGIA", "ARMENIA", "AZERBAIJAN"} <= _names(
        lay_out(Extract(catalog, view, land), WIDE, HIGH))


def _svg_names(data: bytes) -> Iterator[tuple[str, Box]]:
    for text in etree.fromstring(data).iterfind(".//*[@id='names']/{*}text"):
        if text.get("fill") == LABEL_COLOURS["country"]:
            size = float(text.get("font-size"))
            x, y = float(text.get("x")), float(text.get("y")) - size * 0.36
            half = measure(text.text, size) / 2
            yield text.text, (x - half, y - size / 2, x + half, y + size / 2)


def _slide_names(slide: Thing, countries: set[str]) -> Iterator[tuple[str, Box]]:
    """The text boxes of countries' names on a slide, in parts of its map's width."""
    found = list(shapes(slide.shapes))
    (at,) = (shape for shape in found if shape.name == "Map frame")
    for shape in found:
        if shape.name.startswith("Label: ") and shape.text_frame.text in countries:
            edges = (shape.left - at.left, shape.top - at.top, shape.left + shape.width - at.left,
                     shape.top + shape.height - at.top)
            yield shape.text_frame.text, tuple(edge / at.width for edge in edges)


def _pdf_names(plate: MapLayout) -> Iterator[tuple[str, Box]]:
    buffer, names = io.BytesIO(), {label.text: label for label in plate.labels}
    canvas = Canvas(buffer, (plate.width, plate.height), initialFontName="Helvetica")
    draw_map(canvas, plate, 0, plate.height)
    canvas.save()
    found: list[tuple[str, float, float, float]] = []

    def visit(text: str, _cm: list[float], tm: list[float], _font: Any, size: float) -> None:  # noqa: ANN401
        if text.strip():
            found.append((text.strip(), tm[4], tm[5], size))

    PdfReader(io.BytesIO(buffer.getvalue())).pages[0].extract_text(visitor_text=visit)
    for text, x, y, size in found:
        if text in names and names[text].kind == "country":
            middle = (plate.height - y if y > 0 else -y) - size * 0.36
            yield text, (x, middle - size / 2, x + measure(text, size), middle + size / 2)


@pytest.mark.parametrize("name", FORMAT_VIEWS)
def test_what_is_drawn_is_in_its_country(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    extract, lands = Extract(catalog, VIEWS[name], land), shipped_lands()
    depiction = extract.view.depiction
    sheet = sheet_of(name, PAGES["slide"])
    plate, frame = sheet.plate, sheet.frame
    for found in (list(_svg_names(svg(extract, "slide"))), list(_pdf_names(plate))):
        assert {text for text, _ in found} == _names(plate)
        names = [(text, box_on(frame, edges)) for text, edges in found]
        assert lands.faults(names, box_on(frame, frame.box), depiction) == []


@pytest.mark.parametrize("depiction", ["un", "de-facto"])
def test_on_a_slide_the_box_of_a_name_is_in_its_country(
        catalog: Catalog, land: dict[str, Any], depiction: str) -> None:
    few_id = "tap"
    entry = catalog.entry(few_id)
    assert entry is not None
    few = View(opened=few_id, depiction=depiction)
    catalog = replace(catalog, entries=(entry,))
    extract, lands = Extract(catalog, few, land), shipped_lands()
    slide = next(slide for slide in deck(export(extract, "routes", "pptx")).slides
                 if title(slide) == entry.route.name and route_ids(slide))
    found = list(_slide_names(slide, set(lands.countries)))
    (at,) = (shape for shape in shapes(slide.shapes) if shape.name == "Map frame")
    frame = frame_of(extract, 1.0, at.height / at.width)
    names = [(text, box_on(frame, edges)) for text, edges in found]
    assert len(names) > 2
    assert lands.faults(names, box_on(frame, frame.box), depiction) == []

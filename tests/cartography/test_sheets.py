"""Sheets: nothing lies on a line, the tangle has an inset, corridors have names along lines."""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any

import pytest
import shapely
from pypdf import PdfReader
from shapely.geometry import MultiLineString, Polygon, box

from geo.cartography.colours import corridor_colours
from geo.cartography.line_names import spots_along
from geo.cartography.paper.composition import INSET_TITLE
from geo.cartography.paper.sheet import A3, Sheet
from geo.cartography.shapes import Label, MapLayout
from geo.catalog.catalog import Catalog
from geo.export.image.png import PAGES
from geo.export.registry import export
from tests.files.plates import extract_of, sheet_of

WHOLE = ("whole atlas", "corridor", "gas")


def _routes(layout: MapLayout) -> MultiLineString:
    return MultiLineString([part for line in layout.lines for part in line.parts])


@pytest.mark.parametrize("page", ["slide", "a3"])
@pytest.mark.parametrize("name", [*WHOLE, "sea", "opened", "camera", "year"])
def test_legend_and_inset_hide_no_line_and_not_each_other(name: str, page: str) -> None:
    sheet = sheet_of(name, PAGES[page])
    routes = _routes(sheet.plate)
    for edges in sheet.boxes:
        assert not routes.intersects(box(*edges)), (name, edges)
        left, top, right, bottom = edges
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= sheet.plate.width + 1e-6
        assert bottom <= sheet.plate.height + 1e-6
    for one, two in combinations(sheet.boxes, 2):
        assert box(*one).intersection(box(*two)).area < 1e-6
    for label in sheet.plate.labels:
        assert not any(Polygon(label.outline).intersects(box(*edges)) for edges in sheet.boxes)


@pytest.mark.parametrize("page", ["slide", "a3"])
@pytest.mark.parametrize("name", WHOLE)
def test_the_south_caucasus_has_an_inset_at_a_larger_scale(name: str, page: str) -> None:
    sheet = sheet_of(name, PAGES[page])
    assert sheet.inset
    assert INSET_TITLE in {item.text for item in sheet.over if isinstance(item, Label)}

    def per_km(layout: MapLayout) -> float:
        return layout.scale.length / layout.scale.km

    assert per_km(sheet.inset.layout) > 1.6 * per_km(sheet.plate)
    drawn = {line.route_id for line in sheet.inset.layout.lines}
    assert drawn <= {line.route_id for line in sheet.plate.lines}


def test_a_view_of_the_south_caucasus_itself_has_none() -> None:
    assert sheet_of("opened", PAGES["a3"]).inset is None
    assert sheet_of("camera", PAGES["a3"]).inset is None


def _free_share(sheet: Sheet) -> float:
    """The part of the map that is farther than a tenth of its height from any line or box."""
    layout = sheet.plate
    whole = box(0, 0, layout.width, layout.height)
    near = shapely.union_all([_routes(layout).buffer(layout.height / 10),
                              *(box(*edges) for edges in sheet.boxes)])
    return float(whole.difference(near).area / whole.area)


@pytest.mark.parametrize("name", ["whole atlas", "gas"])
def test_no_half_of_the_sheet_is_empty(name: str) -> None:
    assert _free_share(sheet_of(name, PAGES["a3"])) < 0.5


def test_corridors_are_named_in_their_colours_beside_their_lines(catalog: Catalog) -> None:
    sheet = sheet_of("whole atlas", PAGES["a3"])
    assert sheet.inset
    colours = set(corridor_colours(catalog).values())
    named = [label for layout in (sheet.plate, sheet.inset.layout) for label in layout.labels
             if label.kind == "corridor"]
    assert {"Middle Corridor", "INSTC", "CPEC", "TRIPP"} <= {label.text for label in named}
    assert all(label.colour in colours for label in named)
    assert any(label.angle for label in named)
    for layout in (sheet.plate, sheet.inset.layout):
        for label in layout.labels:
            if label.kind != "corridor":
                continue
            own = MultiLineString([part for line in layout.lines for part in line.parts
                                   if any(stroke.colour == label.colour
                                          for stroke in line.strokes)])
            assert own.distance(Polygon(label.outline)) < 4 * label.size, label.text


def test_a_name_along_a_line_is_parallel_to_it_and_clear_of_it() -> None:
    line = ((0.0, 0.0), (300.0, 150.0))
    routes = MultiLineString([line])
    spots = spots_along([((line,), 0.0)], (80.0, 12.0), 10.0, routes)
    assert spots
    for x, y, angle, _ in spots:
        assert angle == pytest.approx(26.565, abs=0.01)
        label = Label("x", (x, y), 9.6, bold=True, italic=False, colour="#000000",
                      anchor="middle", kind="corridor", width=80.0, angle=angle)
        assert not routes.intersects(Polygon(label.outline))
    reversed_line = (line[1], line[0])
    back = spots_along([((reversed_line,), 0.0)], (80.0, 12.0), 10.0, routes)
    assert back[0][2] == pytest.approx(26.565, abs=0.01)


def test_the_map_is_printed_on_a_sheet_of_a3(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = extract_of(catalog, land, "corridor")
    data = export(extract, "print", "pdf")
    assert data == export(extract_of(catalog, land, "corridor"), "print", "pdf")
    (page,) = PdfReader(io.BytesIO(data)).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A3, abs=0.1)
    said = page.extract_text()
    for text in (catalog.corridors["tripp"].name, INSET_TITLE, extract.release, "CC BY 4.0",
                 "AZERBAIJAN", "Status", "as of"):
        assert text in said

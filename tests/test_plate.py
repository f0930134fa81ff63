"""The plate and its pictures: laws on the shipped data, and names that mean harm."""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from PIL import Image
from pyproj import Geod

from geo.address import Camera, View
from geo.catalog import Catalog
from geo.export.extract import Extract, StoppedError
from geo.export.picture import PAGES, png, svg
from geo.export.registry import FORMATS, export
from geo.filters import Filter
from geo.gauges import route_places
from geo.layers import basemap_document
from geo.load import read_folder
from geo.plate.frame import frame_at
from geo.plate.layout import frame_of, lay_out
from geo.plate.legend import route_strokes
from geo.plate.shapes import Label, Path, Plate
from geo.plate.sheet import Sheet, lay_sheet
from geo.plate.text import REPLACEMENT, clean, measure, shorten, wrap
from geo.styles import BASIS_STROKES, MODE_COLOURS
from tests.conftest import DATA

etree = importlib.import_module("lxml.etree")
WIDE, HIGH = 720.0, 430.0
HOSTILE = "A\x00\x1b$x_{2}$ \u202edlrow\u202c <b>&amp;\ud800{{ 7*7 }}\n中 \\frac{1}{2} %s"

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


@pytest.fixture(scope="module")
def land() -> dict[str, Any]:
    return basemap_document(read_folder(DATA))


def _extract(catalog: Catalog, land: Mapping[str, Any], name: str) -> Extract:
    return Extract(catalog, VIEWS[name], land)


def _plate(catalog: Catalog, land: Mapping[str, Any], name: str) -> Plate:
    return lay_out(_extract(catalog, land, name), WIDE, HIGH)


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
    return [item for item in sheet.items if isinstance(item, Label)]


@pytest.mark.parametrize("name", VIEWS)
def test_drawn_and_outside_are_what_is_shown(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    plate = _plate(catalog, land, name)
    drawn = [line.route_id for line in plate.lines]
    assert len(drawn) == len(set(drawn))
    shown = _extract(catalog, land, name).shown.ids
    assert sorted([*drawn, *plate.outside]) == sorted(shown)
    if plate.outside and shown:
        assert any(catalog.name_of(plate.outside[0]) in note for note in plate.notes)


@pytest.mark.parametrize("name", VIEWS)
def test_everything_lies_in_the_frame(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    plate = _plate(catalog, land, name)
    points = [*(point for line in plate.lines for part in line.parts for point in part),
              *(point for area in plate.areas for ring in area.rings for point in ring),
              *(point for path in plate.paths for point in path.points),
              *(dot.at for dot in plate.dots)]
    assert all(-0.01 <= x <= WIDE + 0.01 and -0.01 <= y <= HIGH + 0.01 for x, y in points)
    for label in plate.labels:
        left, top, right, bottom = label.box
        assert left >= 0
        assert top >= 0
        assert right <= WIDE
        assert bottom <= HIGH


@pytest.mark.parametrize("name", VIEWS)
def test_labels_touch_neither_each_other_nor_the_scale_bar(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    plate = _plate(catalog, land, name)
    boxes = [*(label.box for label in plate.labels), plate.scale.box]
    for one, two in combinations(boxes, 2):
        assert one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]


def test_an_open_routes_own_places_are_named_before_others(
        catalog: Catalog, land: dict[str, Any]) -> None:
    for route_id in ("btc-pipeline", "mazar-herat-railway", "tripp-syunik", "tap"):
        entry = catalog.entry(route_id)
        assert entry is not None
        plate = lay_out(Extract(catalog, View(opened=route_id), land), 330, 200)
        own = {clean(catalog.name_of(place)) for place in route_places(entry.route)}
        named = {label.text for label in plate.labels if label.kind == "place"}
        capitals = {clean(p.name) for p in catalog.places.values() if p.kind == "capital"}
        assert {clean(catalog.name_of(end)) for end in (
            entry.route.from_place, entry.route.to_place)} <= named
        assert len(named & own) >= len(named - own - capitals)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "far away"])
@pytest.mark.parametrize("size", [(WIDE, HIGH), (250.0, 180.0), (1150.0, 700.0)])
def test_the_scale_bar_is_true_along_the_ground(
        catalog: Catalog, land: dict[str, Any], name: str, size: tuple[float, float]) -> None:
    extract = _extract(catalog, land, name)
    frame, bar = frame_of(extract, *size), lay_out(extract, *size).scale
    middle = size[1] / 2
    (lat1, lon1), (lat2, lon2) = (frame.place(x, middle) for x in (10, 10 + bar.length))
    metres = Geod(ellps="WGS84").line_length([lon1, lon2], [lat1, lat2])
    assert metres / 1000 == pytest.approx(bar.km, rel=0.01)
    assert bar.length < size[0] / 4
    assert f"{bar.km:,} km" in bar.words


def test_points_and_places_are_each_others_inverse() -> None:
    frame = frame_at(Camera(6.5, 41.7, 44.8), WIDE, HIGH)
    assert frame.point(41.7, 44.8) == pytest.approx((WIDE / 2, HIGH / 2))
    assert frame.place(*frame.point(38.9, 46.2)) == pytest.approx((38.9, 46.2))


def test_a_camera_shows_all_that_the_screen_shows() -> None:
    for width, height in ((WIDE, HIGH), (400.0, 700.0)):
        frame = frame_at(Camera(7, 40, 45), width, height)
        assert frame.zoom == pytest.approx(7)
        assert width / frame.px >= 1000 - 1e-9
        assert height / frame.px >= 640 - 1e-9


def test_a_short_line_is_not_blown_up(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = _extract(catalog, land, "opened")
    frame = frame_of(extract, WIDE, HIGH)
    (_, west), (_, east) = frame.place(0, HIGH / 2), frame.place(WIDE, HIGH / 2)
    assert Geod(ellps="WGS84").line_length([west, east], [frame.lat] * 2) > 70_000
    plate = lay_out(extract, WIDE, HIGH)
    names = {label.text for label in plate.labels}
    entry = extract.opened
    assert entry is not None
    assert {catalog.name_of(entry.route.from_place), catalog.name_of(entry.route.to_place)} <= names
    assert entry.route.name in names
    assert plate.lines[-1].route_id == "tripp-syunik"


def test_strokes_are_those_of_the_screen(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = _extract(catalog, land, "whole atlas")
    for entry in catalog.entries:
        under, ink, *core = route_strokes(entry, extract, 1.0)
        build = BASIS_STROKES[entry.alignment.basis]
        assert ink.colour == MODE_COLOURS[entry.route.mode]
        assert [stroke.width for stroke in core] == ([build.core] if build.core else [])
        assert (under.colour == ink.colour) == build.band
        assert under.width > ink.width


def test_halos_lie_under_all_lines(catalog: Catalog, land: dict[str, Any]) -> None:
    plate = _plate(catalog, land, "whole atlas")
    order = [stroke for _, stroke in plate.strokes]
    assert order[:len(plate.lines)] == [line.strokes[0] for line in plate.lines]
    assert len(order) == sum(len(line.strokes) for line in plate.lines)


def test_the_legend_has_what_occurs_and_nothing_else(
        catalog: Catalog, land: dict[str, Any]) -> None:
    plate = _plate(catalog, land, "gas")
    assert [entry.words for entry in plate.legend[0].entries] == ["Gas pipeline"]
    drawn = {line.route_id for line in plate.lines}
    statuses = {entry.status for entry in catalog.entries if entry.route_id in drawn}
    assert len(plate.legend[1].entries) == len(statuses)
    assert _plate(catalog, land, "nothing").legend == ()
    year = _plate(catalog, land, "year").legend[1]
    assert "2030" in year.title
    assert {entry.words for entry in year.entries} <= {
        "Exists", "Is being built", "Is promised", "Undated"}
    assert _plate(catalog, land, "opened").legend[-1].title == "Highlighted"


def test_each_depiction_draws_its_own_lines(catalog: Catalog, land: dict[str, Any]) -> None:
    def disputed(depiction: str) -> set[tuple[float, ...]]:
        view = replace(VIEWS["lines of control"], depiction=depiction)
        return {path.stroke.dash for path in lay_out(Extract(catalog, view, land), WIDE, HIGH).paths
                if path.kind == "disputed"}
    assert () in disputed("de-facto")
    assert () not in disputed("un")
    assert disputed("un")


def test_insets_replace_the_basemap(catalog: Catalog, land: dict[str, Any]) -> None:
    def borders(document: dict[str, Any]) -> int:
        plate = lay_out(_extract(catalog, document, "camera"), WIDE, HIGH)
        return sum(len(path.points) for path in plate.paths if path.kind == "border")
    assert borders(land) > 2 * borders({**land, "insets": []})


def test_a_folder_without_a_basemap_still_has_a_map(catalog: Catalog) -> None:
    plate = lay_out(Extract(catalog, View()), WIDE, HIGH)
    assert plate.under == ()
    assert plate.lines
    assert png(Extract(catalog, View()), "slide").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", VIEWS)
def test_the_sheet_holds_its_texts(catalog: Catalog, land: dict[str, Any], name: str) -> None:
    for page in dict.fromkeys(PAGES.values()):
        sheet = lay_sheet(_extract(catalog, land, name), page.width, page.height)
        for label in _labels(sheet):
            left, top, right, bottom = label.box
            assert left >= 0
            assert top >= 0
            assert right <= page.width
            assert bottom <= page.height
        for one, two in combinations(_labels(sheet), 2):
            apart = (one.box[0] >= two.box[2] or two.box[0] >= one.box[2]
                     or one.box[1] >= two.box[3] - 1e-6 or two.box[1] >= one.box[3] - 1e-6)
            assert apart, (one.text, two.text)


@pytest.mark.parametrize("name", ["whole atlas", "corridor", "lines of control", "nothing", "year"])
def test_svg_has_every_text_and_every_route(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    extract = _extract(catalog, land, name)
    data = svg(extract, "slide")
    page = PAGES["slide"]
    sheet = lay_sheet(extract, page.width, page.height)
    texts = _texts(data)
    assert texts == [label.text for label in (*sheet.plate.labels, *_labels(sheet))]
    said = " ".join(texts)
    for word in (extract.release, *extract.filters, "Borders: ", str(extract.view.year or "")):
        assert word.removeprefix("Year: ") in said
    ids = {group.get("id") for group in etree.fromstring(data).iter("{*}g")}
    assert {f"route-{line.route_id}" for line in sheet.plate.lines} <= ids


def test_the_same_view_gives_the_same_bytes(catalog: Catalog, land: dict[str, Any]) -> None:
    for write in (png, svg):
        assert write(_extract(catalog, land, "corridor"), "slide") == write(
            _extract(catalog, land, "corridor"), "slide")


@pytest.mark.parametrize("name", ["slide", "a4"])
def test_png_has_its_size_and_its_colours(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    page = PAGES[name]
    with Image.open(io.BytesIO(png(_extract(catalog, land, "gas"), name))) as image:
        wanted = (page.width / 72 * page.dpi, page.height / 72 * page.dpi)
        assert image.size == pytest.approx(wanted, abs=1.5)
        assert image.info["dpi"] == pytest.approx((page.dpi, page.dpi), abs=1)
        assert "Software" not in image.info
        counted = image.convert("RGB").getcolors(1 << 24)
        assert counted is not None
        colours = {colour for _, colour in counted}
    assert {(0xcc, 0x33, 0x11), (0xf7, 0xf3, 0xea), (0xdf, 0xe8, 0xec)} <= colours


def test_names_that_mean_harm(catalog: Catalog, land: dict[str, Any]) -> None:
    hostile = _renamed(catalog, HOSTILE)
    for name in ("whole atlas", "corridor", "opened"):
        extract = _extract(hostile, land, name)
        data = svg(extract, "slide")
        said = " ".join(_texts(data))
        assert "{{ 7*7 }}" in said
        assert "<b>&amp;" in said
        assert REPLACEMENT in said
        assert not any(bad in said for bad in "\x00\x1b\u202e\u202c")
        assert png(extract, "slide").startswith(b"\x89PNG")


def test_very_long_names_are_cut(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = _extract(_renamed(catalog, "endless " * 500 + "x" * 3000), land, "opened")
    page = PAGES["slide"]
    sheet = lay_sheet(extract, page.width, page.height)
    assert sheet.plate.height > page.height / 3
    assert all(label.box[2] <= page.width for label in _labels(sheet))


def test_every_registered_picture_can_be_made(
        catalog: Catalog, land: dict[str, Any]) -> None:
    for file_format, start in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        for what in FORMATS[file_format].whats:
            assert export(_extract(catalog, land, "opened"), what, file_format).startswith(start)


def test_a_stopped_picture_stops(catalog: Catalog, land: dict[str, Any]) -> None:
    def stop(_done: int, _all: int) -> None:
        raise StoppedError
    with pytest.raises(StoppedError):
        png(Extract(catalog, View(), land, progress=stop), "slide")
    with pytest.raises(KeyError):
        png(Extract(catalog, View(), land), "poster")


def test_text_is_cleaned_measured_and_broken() -> None:
    assert clean("a\nb\x00\u202e") == f"a b{REPLACEMENT}{REPLACEMENT}"
    assert clean("Иран Gəncə Türkiyə ğ") == "Иран Gəncə Türkiyə ğ"
    assert measure("", 10) == 0
    assert measure("ii", 10) < measure("MM", 10) < measure("MM", 10, bold=True)
    lines = wrap("one two three four five six", 60, 10)
    assert " ".join(lines) == "one two three four five six"
    assert all(measure(line, 10) <= 60 for line in lines)
    assert shorten("M" * 100, 50, 10).endswith("…")
    assert len(wrap("one two three four five six", 40, 10, most=2)) == 2


def test_lines_of_the_basemap_have_ink(catalog: Catalog, land: dict[str, Any]) -> None:
    plate = _plate(catalog, land, "camera")
    assert {path.kind for path in plate.paths} >= {"border", "coast"}
    joined = [item for item in plate.under_joined if isinstance(item, tuple)]
    assert sum(len(rings) for rings, _ in joined) == len(plate.paths)
    assert all(isinstance(path, Path) and len(path.points) > 1 for path in plate.paths)

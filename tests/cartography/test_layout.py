"""The plate, a map laid out for paper: its laws on ten views of the shipped data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, groupby
from typing import Any

import pytest
from pyproj import Geod
from shapely.geometry import Polygon, box

from geo.cartography.colours import PLAIN, colour_of, corridor_colours
from geo.cartography.layout import frame_of, lay_out
from geo.cartography.legend import OTHER_ROUTES, route_strokes, strand_colours
from geo.cartography.lettering import REPLACEMENT, clean, measure, shorten, wrap
from geo.cartography.projection import frame_at
from geo.cartography.shapes import Path
from geo.cartography.symbols import BASIS_STYLES
from geo.catalog.catalog import Catalog
from geo.network.gauges import route_places
from geo.presentation.extract import Extract
from geo.query.view import Camera, View
from tests.files.plates import HIGH, VIEWS, WIDE, extract_of, plate_of


@pytest.mark.parametrize("name", VIEWS)
def test_drawn_and_outside_are_what_is_shown(
        catalog: Catalog, land: dict[str, Any], name: str) -> None:
    plate = plate_of(name)
    extract = extract_of(catalog, land, name)
    drawn = {line.route_id for line in plate.lines}
    shown = extract.shown.ids
    assert sorted([*drawn, *plate.outside]) == sorted(shown)
    # A line for each of a route's strands that lies in the frame, and one route after the other.
    strands = Counter(line.route_id for line in plate.lines)
    for route_id, count in strands.items():
        entry = catalog.entry(route_id)
        assert entry
        assert count <= len(strand_colours(entry, extract))
    assert len([route_id for route_id, _ in groupby(line.route_id for line in plate.lines)]) == (
        len(drawn))
    if plate.outside and shown:
        assert any(catalog.name_of(plate.outside[0]) in note for note in plate.notes)


@pytest.mark.parametrize("name", VIEWS)
def test_everything_lies_in_the_frame(name: str) -> None:
    plate = plate_of(name)
    points = [*(point for line in plate.lines for part in line.parts for point in part),
              *(point for area in plate.areas for ring in area.rings for point in ring),
              *(point for path in plate.paths for point in path.points),
              *(dot.at for dot in plate.dots)]
    assert all(-0.01 <= x <= WIDE + 0.01 and -0.01 <= y <= HIGH + 0.01 for x, y in points)
    for label in plate.labels:
        assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in label.outline)


@pytest.mark.parametrize("name", VIEWS)
def test_labels_touch_neither_each_other_nor_the_scale_bar(name: str) -> None:
    plate = plate_of(name)
    shapes = [*(Polygon(label.outline) for label in plate.labels), box(*plate.scale.box)]
    for one, two in combinations(shapes, 2):
        assert one.intersection(two).area == 0


def test_an_open_routes_own_places_are_named_before_others(
        catalog: Catalog, land: dict[str, Any]) -> None:
    for route_id in ("btc-pipeline", "mazar-herat-railway", "tripp-syunik", "tap"):
        entry = catalog.entry(route_id)
        assert entry is not None
        plate = lay_out(Extract(catalog, View(opened=route_id), land), 330, 200)
        own = {clean(catalog.name_of(place)) for place in route_places(entry.route)}
        capitals = {clean(p.name) for p in catalog.places.values() if p.kind == "capital"}
        named = [label.text for label in plate.labels if label.kind == "place"]
        assert {clean(catalog.name_of(end)) for end in (
            entry.route.from_place, entry.route.to_place)} <= {*named}
        # Labels come in the order in which they took their spots.
        are_own = [name in own for name in named if name not in capitals]
        assert are_own == sorted(are_own, reverse=True)
        assert not all(are_own)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "far away"])
@pytest.mark.parametrize("size", [(WIDE, HIGH), (250.0, 180.0), (1150.0, 700.0)])
def test_the_scale_bar_is_true_along_the_ground(
        catalog: Catalog, land: dict[str, Any], name: str, size: tuple[float, float]) -> None:
    extract = extract_of(catalog, land, name)
    frame, bar = frame_of(extract, *size), plate_of(name, *size).scale
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
    extract = extract_of(catalog, land, "opened")
    frame = frame_of(extract, WIDE, HIGH)
    (_, west), (_, east) = frame.place(0, HIGH / 2), frame.place(WIDE, HIGH / 2)
    assert Geod(ellps="WGS84").line_length([west, east], [frame.lat] * 2) > 70_000
    plate = plate_of("opened")
    names = {label.text for label in plate.labels}
    entry = extract.opened
    assert entry is not None
    assert {catalog.name_of(entry.route.from_place), catalog.name_of(entry.route.to_place)} <= names
    assert entry.route.name in names
    assert plate.lines[-1].route_id == "tripp-syunik"


def test_strokes_are_those_of_the_screen(catalog: Catalog, land: dict[str, Any]) -> None:
    extract = extract_of(catalog, land, "whole atlas")
    for entry in catalog.entries:
        under, ink, *core = route_strokes(entry, extract, 1.0)
        build = BASIS_STYLES[entry.alignment.basis]
        assert ink.colour == colour_of(catalog, entry)
        assert [stroke.width for stroke in core] == (
            [build.core * ink.width] if build.core else [])
        assert (under.colour == ink.colour) == build.band
        assert under.width > ink.width


def test_halos_lie_under_all_lines() -> None:
    plate = plate_of("whole atlas")
    order = [stroke for _, stroke in plate.strokes]
    assert order[:len(plate.lines)] == [line.strokes[0] for line in plate.lines]
    assert len(order) == sum(len(line.strokes) for line in plate.lines)


def test_the_legend_has_what_occurs_and_nothing_else(catalog: Catalog) -> None:
    plate = plate_of("gas")
    drawn = {line.route_id for line in plate.lines}
    colours = {stroke.colour for line in plate.lines for stroke in line.strokes}
    assert {entry.words for entry in plate.legend[0].entries} == {
        catalog.corridors[corridor].name for corridor, colour in corridor_colours(catalog).items()
        if colour in colours and colour != PLAIN} | {OTHER_ROUTES}
    statuses = {entry.status for entry in catalog.entries if entry.route_id in drawn}
    assert len(plate.legend[1].entries) == len(statuses)
    assert plate_of("nothing").legend == ()
    year = plate_of("year").legend[1]
    assert "2030" in year.title
    assert {entry.words for entry in year.entries} <= {
        "Exists", "Is being built", "Is promised", "Was due, no newer source", "No year stated"}
    assert plate_of("opened").legend[-1].title == "Highlighted"


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
        plate = lay_out(extract_of(catalog, document, "camera"), WIDE, HIGH)
        return sum(len(path.points) for path in plate.paths if path.kind == "border")
    assert borders(land) > 2 * borders({**land, "insets": []})


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


def test_lines_of_the_basemap_have_ink() -> None:
    plate = plate_of("camera")
    assert {path.kind for path in plate.paths} >= {"border", "coast"}
    joined = [item for item in plate.under_joined if isinstance(item, tuple)]
    assert sum(len(rings) for rings, _ in joined) == len(plate.paths)
    assert all(isinstance(path, Path) and len(path.points) > 1 for path in plate.paths)

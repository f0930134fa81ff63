"""A region's name lies in its own area, covers no line and no other name, or is not written."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, box

from geo.cartography.layout import frame_of, lay_out
from geo.cartography.projection import Frame
from geo.cartography.region_names import named_regions, width_of
from geo.cartography.shapes import Label
from geo.cartography.web_map import map_document
from geo.catalog.catalog import Catalog
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import Camera, View

WIDE, HIGH = 880.0, 560.0
NAKHCHIVAN = "nakhchivan-autonomous-republic"


def _names(catalog: Catalog, land: dict[str, Any], view: View
           ) -> tuple[Frame, dict[str, Label], list[LineString], list[Label]]:
    extract = Extract(catalog, view, land)
    plate = lay_out(extract, WIDE, HIGH)
    lines = [LineString(part) for line in plate.lines for part in line.parts]
    own = {label.text: label for label in plate.labels if label.kind == "region"}
    return frame_of(extract, WIDE, HIGH), own, lines, list(plate.labels)


def _meet(a: Label, b: Label) -> bool:
    return box(*a.box).intersection(box(*b.box)).area > 0


def test_every_spot_holds_the_name_inside_its_area(catalog: Catalog) -> None:
    named = named_regions(catalog)
    assert {region["id"] for region in named} == set(catalog.regions)
    for region in named:
        area = catalog.regions[region["id"]].area
        assert area is not None
        assert region["spots"], region["id"]
        wide = width_of(region["name"], 1)
        for lat, lon, half in region["spots"]:
            high = half / wide * np.cos(np.radians(lat)) * 0.97
            room = box(lon - half, lat - high, lon + half, lat + high)
            assert area.buffer(1e-6).contains(room), region["id"]


@pytest.mark.parametrize("seed", range(3))
def test_a_name_on_paper_stays_in_its_area_and_covers_nothing(
        catalog: Catalog, land: dict[str, Any], seed: int) -> None:
    chance, found = random.Random(seed), 0  # noqa: S311 - no secret
    for _ in range(6):
        region = catalog.regions[chance.choice(sorted(catalog.regions))]
        view = View(camera=Camera(chance.uniform(5.5, 8.5), region.lat, region.lon))
        frame, own, lines, every = _names(catalog, land, view)
        by_name = {each.name: each for each in catalog.regions.values()}
        found += len(own)
        for text, label in own.items():
            left, top, right, bottom = label.box
            (south, west), (north, east) = frame.place(left, bottom), frame.place(right, top)
            area = by_name[text].area
            assert area is not None
            assert area.buffer(0.002).contains(box(west, south, east, north)), (text, view.camera)
            assert not any(shapely.intersects(line, box(*label.box)) for line in lines), text
            assert not any(_meet(label, other) for other in every if other is not label), text
    assert found


def test_regions_are_named_near_by_and_the_chosen_ones_first(
        catalog: Catalog, land: dict[str, Any]) -> None:
    far = View(camera=Camera(4, 39, 60))
    assert not _names(catalog, land, far)[1]
    wanted = Filter(regions=frozenset({NAKHCHIVAN}))
    near = View(wanted=wanted, camera=Camera(8, 39.32, 45.46))
    assert "Nakhchivan" in _names(catalog.select(wanted), land, near)[1]


def test_the_map_on_screen_gets_the_same_spots(catalog: Catalog) -> None:
    assert map_document(catalog)["regions"] == named_regions(catalog)

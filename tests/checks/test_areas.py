"""The areas of the regions: every fault is named, and each belongs to one region."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.checks.tables import check
from geo.data.reader import read_folder
from geo.data.schema import AREAS
from tests.conftest import edit

SYUNIK, KARS = "syunik-province", "kars-province"


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in check(read_folder(folder))]


def spoil(folder: Path, change: Callable[[dict[str, dict[str, Any]], dict[str, Any]], object]
          ) -> None:
    """Changes the file of areas; `change` gets its features by region, and the whole."""
    path = folder / AREAS
    document = json.loads(path.read_text("utf-8"))
    change({feature["properties"]["region_id"]: feature for feature in document["features"]},
           document)
    path.write_text(json.dumps(document), encoding="utf-8")


def _bow(features: dict[str, dict[str, Any]], _: object) -> None:
    features[SYUNIK]["geometry"] = {"type": "Polygon", "coordinates": [
        [[46, 39], [47, 40], [47, 39], [46, 40], [46, 39]]]}


@pytest.mark.parametrize(("change", "said"), [
    (lambda f, _: f[SYUNIK].update(geometry={"type": "Point", "coordinates": [46, 39]}),
     "'syunik-province' not one of Polygon, MultiPolygon"),
    (lambda f, _: f[SYUNIK]["geometry"].update(coordinates=[[[46, 39], ["x", 40], [47, 39]]]),
     "its rings are not lists of four [lon, lat] or more"),
    (lambda f, _: f[SYUNIK]["geometry"].update(coordinates=[]), "its rings are not lists"),
    (lambda f, _: f[SYUNIK]["geometry"].update(coordinates=7), "its rings are not lists"),
    (_bow, "is no area: Self-intersection"),
    (lambda f, _: f[SYUNIK].update(properties=None), "a feature has no region_id"),
    (lambda f, _: f[SYUNIK]["properties"].update(region_id="syunik"),
     "'syunik' is not in regions.csv"),
    (lambda f, _: f[SYUNIK]["properties"].update(region_id=KARS),
     "'kars-province' has two areas; join them in one"),
    (lambda f, d: d["features"].remove(f[SYUNIK]), "'syunik-province' has no area in"),
    (lambda _, d: d.update(type="Feature"), "not a GeoJSON FeatureCollection"),
    (lambda _, d: d.update(features={}), "not a GeoJSON FeatureCollection"),
    (lambda _, d: d["features"].append(7), "a feature has no region_id"),
])
def test_a_fault_of_an_area_is_named(
        folder: Path, change: Callable[[Any, Any], object], said: str) -> None:
    spoil(folder, change)
    assert any(said in fault for fault in faults(folder))


def test_a_name_stands_in_its_own_area(folder: Path) -> None:
    edit(folder / "regions.csv", lambda rows: rows[0].update(lon="10.00000"))
    assert [fault for fault in faults(folder) if "lies outside its area" in fault]


@pytest.mark.parametrize(("cell", "value", "said"), [
    ("country", "Armenia", "is not an ISO 3166 alpha-2 code; write AM"),
    ("lon", "east", "is not a plain number"), ("lat", "139.0", "lies outside"),
    ("region_id", "baku", "is an id in places.csv too")])
def test_a_row_is_checked_as_any_other(folder: Path, cell: str, value: str, said: str) -> None:
    edit(folder / "regions.csv", lambda rows: rows[0].update({cell: value}))
    assert any(said in fault for fault in faults(folder))


def test_regions_without_their_areas_say_so_and_a_folder_without_either_opens(folder: Path
                                                                              ) -> None:
    (folder / AREAS).unlink()
    assert faults(folder) == [f"{AREAS}: the file is missing; it holds the areas of regions.csv"]
    (folder / "regions.csv").unlink()
    edit(folder / "aliases.csv", lambda rows: rows.__setitem__(slice(None), [
        row for row in rows if not row["id"].endswith(("-province", "-region", "-republic",
                                                       "-territory"))]))
    assert faults(folder) == []

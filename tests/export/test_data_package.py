"""The data package: its checksums hold, and it is a data folder of the atlas."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package

from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.checks.tables import check
from geo.data.reader import read_folder
from geo.data.schema import RELEASED
from geo.export.geodata import data_package
from geo.presentation.data_tables import relevant_claims
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import DATA, TODAY
from tests.files.readers import members
from tests.samples.selections import NOTHING, views


def test_the_checksums_of_a_package_hold(catalog: Catalog) -> None:
    for view in views(catalog):
        found = members(data_package.write(Extract(catalog, view), ""))
        found.pop("routes/", None)
        sums = found.pop("CHECKSUMS.sha256").decode().splitlines()
        assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}"
                        for name, content in found.items()]


def test_a_package_is_a_data_folder_of_the_atlas(catalog: Catalog, tmp_path: Path) -> None:
    """Everything but the basemap, which is no data of the routes."""
    for number, view in enumerate(views(catalog)):
        extract = Extract(catalog, view)
        folder = tmp_path / str(number)
        with zipfile.ZipFile(io.BytesIO(data_package.write(extract, ""))) as archive:
            archive.extractall(folder)
        raw = read_folder(folder)
        raw.problems = [p for p in raw.problems if p.file != "basemap/basemap.json"]
        assert check(raw) == []
        again = build(raw, TODAY)
        assert again.ids == extract.shown.ids
        assert relevant_claims(again) == relevant_claims(extract.shown)
        for entry in again.entries:
            kept = extract.shown.entry(entry.route_id)
            assert kept
            assert (entry.route, entry.claims) == (kept.route, kept.claims)
            assert entry.regions == kept.regions
            assert entry.alignment.line.equals_exact(kept.alignment.line, 1e-6)


def test_a_whole_package_has_the_tables_of_the_atlas_to_the_letter(catalog: Catalog) -> None:
    found = members(data_package.write(Extract(catalog, View()), ""))
    assert found["routes.csv"] == (DATA / "routes.csv").read_bytes()
    for name in (table.name for table in RELEASED):
        ours = (DATA / f"{name}.csv").read_text("utf-8").splitlines()
        theirs = found[f"{name}.csv"].decode().splitlines()
        assert theirs == [line for line in ours if line in set(theirs)]


@pytest.mark.parametrize("wanted", [
    Filter(modes=frozenset({"gas", "oil"})), Filter(modes=frozenset({"rail"})), NOTHING])
def test_a_package_is_valid_by_its_own_description(
        catalog: Catalog, wanted: Filter, tmp_path: Path) -> None:
    data = data_package.write(Extract(catalog, View(wanted=wanted)), "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    on_disk = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    named = {path for resource in described["resources"] for path in (
        resource["path"] if isinstance(resource["path"], list) else [resource["path"]])}
    assert on_disk - named == {"README.txt", "LICENSE-DATA.txt", "datapackage.json",
                               "CHECKSUMS.sha256"}
    described["resources"] = [resource for resource in described["resources"]
                              if resource["name"] not in ("lines", "areas")]
    package = Package.from_descriptor(described, basepath=str(tmp_path))
    assert package.validate().flatten(["rowNumber", "fieldName", "note"]) == []

"""What is exported of a reader's overlay says everywhere that it is no part of the atlas."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.cli.command_line import main
from geo.catalog.catalog import Catalog
from geo.data.schema import OVERLAY, OVERLAY_FLAG
from geo.export.registry import FORMATS, export
from geo.overlay.features import BLANKS
from geo.overlay.read_overlay import read_overlay, with_overlay
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from geo.web.scripts import assets
from tests.conftest import TODAY
from tests.files.readers import table
from tests.samples.overlays import GOOD, LINE, collection, feature


@pytest.fixture(scope="module")
def extract(catalog: Catalog, land: dict[str, Any]) -> Extract:
    """Two lines of a reader's own, alone on the map, one of them open."""
    own = read_overlay(collection(feature(LINE, name="Mine", mode="rail"),
                                  feature(LINE[:2], title="Other")), "mine.geojson")
    return Extract(with_overlay(catalog, own.entries),
                   View(Filter(bases=frozenset({OVERLAY})), opened="overlay-1"), land,
                   assets=assets())


def words_of(data: bytes, name: str) -> str:
    """The texts of a file, blanks folded, in small letters."""
    if name == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif name in ("xlsx", "pptx", "zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = " ".join(parts.read(part).decode("utf-8", "replace")
                            for part in parts.namelist())
    else:
        text = data.decode("utf-8", "replace")
    return " ".join(text.split()).lower()


@pytest.mark.parametrize(("name", "what"), [
    (name, what) for name, made in FORMATS.items() for what in made.whats
    if what not in ("briefing", "claims", "events", "itineraries", "series")])
def test_every_file_says_that_it_is_no_part_of_the_atlas(extract: Extract, name: str,
                                                         what: str) -> None:
    words = words_of(export(extract, what, name), name)
    assert OVERLAY_FLAG in words


def test_the_tables_of_the_package_hold_the_atlas_alone(extract: Extract) -> None:
    with zipfile.ZipFile(io.BytesIO(export(extract, "routes", "zip"))) as parts:
        assert "overlay-1" not in parts.read("routes.csv").decode()
        assert "overlay-1" in parts.read("route-table.csv").decode()
        assert json.loads(parts.read("overlay/overlay-1.geojson"))["properties"]["role"] == (
            OVERLAY_FLAG)


def test_the_map_and_every_table_have_the_same_ids(extract: Extract) -> None:
    rows = table(export(extract, "routes", "csv-raw"))
    assert tuple(row["route_id"] for row in rows) == extract.shown.ids == ("overlay-1", "overlay-2")
    assert {row["role"] for row in rows} == {OVERLAY_FLAG}
    document = json.loads(export(extract, "routes", "geojson"))
    assert tuple(each["id"] for each in document["features"]) == extract.shown.ids


WHOLE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(
    lambda text: text.strip().casefold() not in BLANKS)
"""Any text but the words that programs write for nothing."""


@settings(max_examples=40, deadline=None)
@given(name=WHOLE, value=WHOLE, key=WHOLE)
def test_text_of_a_file_goes_everywhere_as_text(catalog: Catalog, name: str, value: str,
                                                key: str) -> None:
    own = read_overlay(collection(feature(LINE, **{"name": name, f"k{key}": value})), f"{key}.csv")
    entry = own.entries[0]
    assert entry.route.name == (" ".join(name.split()) or f"{key}.csv")
    assert " ".join(value.split()) in entry.alignment.basis_note
    shown = Extract(with_overlay(catalog, own.entries), View(Filter(modes=frozenset({OVERLAY}))),
                    assets=assets())
    row, = table(export(shown, "routes", "csv-raw"))
    assert row["name"] == entry.route.name
    assert json.loads(export(shown, "routes", "geojson"))["features"][0]["properties"][
        "basis_note"] == entry.alignment.basis_note
    for made in ("kml", "xlsx", "csv"):
        assert export(shown, "routes", made)


def test_the_command_exports_an_overlay_or_says_why_not(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, out = tmp_path / "mine.geojson", tmp_path / "out.csv"
    mine.write_bytes(GOOD)
    call = ["export", "routes", "--format", "csv-raw", "--out", str(out), "--mode", OVERLAY,
            "--today", TODAY.isoformat(), "--overlay"]
    assert main([*call, str(mine)]) == 0
    assert [row["role"] for row in table(out.read_bytes())] == [OVERLAY_FLAG]
    assert capsys.readouterr().err == ""
    mine.write_bytes(b"name,lon,lat\na,49,40\nb,,\n")
    assert main([*call, str(mine)]) == 0
    assert "1 of 2 has no place and is left out." in capsys.readouterr().err
    mine.write_bytes(b"<gpx/>")
    assert main([*call, str(mine)]) == 2
    assert "is GPX" in capsys.readouterr().err
    assert main([*call, str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err

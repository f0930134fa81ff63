"""The data as data frames: typed, cited, and the same in the files made of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from geo.catalog import frames
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.data.schema import TABLES
from geo.export.geodata import layers, spatial
from geo.overlay.read_overlay import with_overlay
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import DATA, TODAY

TABLES_AS_FRAMES = {"routes": frames.routes, "places": frames.places, "claims": frames.claims,
                    "relations": frames.relations, "sources": frames.sources}
DTYPES = {"string", "Float64", "Int64", "boolean", "geometry"}


def test_a_notebook(tmp_path: Path) -> None:
    """Open the data, filter, make a series for a chart, join, and keep a layer."""
    atlas = build(read_folder(DATA), TODAY)

    railways = frames.routes(atlas.select(Filter(modes=frozenset({"rail"}))))
    assert set(railways["mode"]) == {"rail"}
    assert railways.crs == "EPSG:4326"

    claims = frames.claims(atlas)
    lengths = claims[(claims["attribute"] == "length") & (claims["unit"] == "km")
                     & ~claims["partial"]]
    longest = lengths.groupby("subject_id")["value_number"].max().sort_values(ascending=False)
    assert longest.dtype == "Float64"
    assert longest.iloc[0] > 1_000

    cited = lengths.merge(frames.sources(atlas)[["source_id", "title", "perspective"]],
                          on="source_id", validate="many_to_one")
    assert len(cited) == len(lengths)
    assert cited["title"].notna().all()

    drawn = railways.merge(longest.rename("stated_km"), left_on="route_id", right_index=True,
                           how="left")
    drawn.to_file(tmp_path / "railways.gpkg")
    assert len(gpd.read_file(tmp_path / "railways.gpkg")) == len(railways)

    assert claims.attrs["citation"] == (
        f"Corridor Atlas, release {atlas.release}, as of 21 November 2026, CC BY 4.0.")


@pytest.mark.parametrize("name", TABLES_AS_FRAMES)
def test_a_frame_has_the_columns_of_its_file_and_nullable_types(
        catalog: Catalog, name: str) -> None:
    """Whatever is selected, also when nothing is left."""
    for chosen in (catalog, catalog.keeping(0b1010), catalog.keeping(0)):
        frame = TABLES_AS_FRAMES[name](chosen)
        columns = TABLES[name].column_names
        assert tuple(frame.columns)[:len(columns)] == columns
        assert {str(dtype) for dtype in frame.dtypes} <= DTYPES
        assert set(frame.attrs) == {"release", "licence", "citation"}
        assert not (frame.select_dtypes("string") == "").any(axis=None)


def test_what_the_sources_do_not_say_is_missing(catalog: Catalog) -> None:
    claims = frames.claims(catalog)
    by_row = zip(catalog.claims, claims["value_number"], claims["value"], strict=True)
    for claim, number, value in by_row:
        assert value == claim.value
        assert (number is pd.NA) == (claim.number is None)
        assert claim.number is None or float(claim.number) == number
    status = frames.routes(catalog).set_index("route_id")["status"]
    assert {route_id for route_id, found in status.items() if found is pd.NA} == {
        entry.route_id for entry in catalog.entries if entry.status == "not-stated"}


def extracts(catalog: Catalog) -> Iterator[Extract]:
    """The whole, a filter in a year, a reader's own line, a name that no file can hold, nothing."""
    first = catalog.entries[0]
    own = replace(first, claims=(), evidence=(), route=replace(
        first.route, route_id="my-line", name="Mine \ud800 \0", role="overlay", corridor_ids=()))
    yield Extract(catalog, View())
    yield Extract(catalog, View(wanted=Filter(modes=frozenset({"gas"})), year=2031))
    yield Extract(with_overlay(catalog, (own,)), View())
    yield Extract(catalog, View(wanted=Filter(text="no such words")))


def same_as(frame: pd.DataFrame, found: pd.DataFrame) -> None:
    """The same rows and columns; a GeoPackage knows no nullable types, so they come back."""
    typed = found.astype({name: dtype for name, dtype in frame.dtypes.items()
                          if str(dtype) != "geometry"})
    if isinstance(frame, gpd.GeoDataFrame):
        assert_geodataframe_equal(typed[list(frame.columns)], frame, check_index_type=False,
                                  check_crs=True, check_geom_type=bool(len(frame)))
    else:
        assert_frame_equal(typed, frame, check_index_type=False, check_column_type=False)


def test_geoparquet_reads_back_as_the_frame(catalog: Catalog) -> None:
    """With its types, and with its attrs."""
    for extract in extracts(catalog):
        for what, frame, read in (
                ("routes", layers.route_frame(extract.shown), gpd.read_parquet),
                ("claims", layers.claim_frame(extract.shown), pd.read_parquet)):
            found = read(io.BytesIO(spatial.geoparquet(extract, what)))
            assert list(found.dtypes) == list(frame.dtypes)
            same_as(frame, found)
            assert found.attrs == frame.attrs == frames.attributes(catalog)


def test_geopackage_reads_back_as_the_frames(catalog: Catalog, tmp_path: Path) -> None:
    for number, extract in enumerate(extracts(catalog)):
        path = tmp_path / f"{number}.gpkg"
        path.write_bytes(spatial.geopackage(extract, "routes"))
        assert spatial.geopackage(extract, "routes") == path.read_bytes()
        for layer in layers.layers(extract):
            same_as(layer.frame, gpd.read_file(path, layer=layer.name))


def test_files_say_of_routes_and_places_what_the_frames_say(catalog: Catalog) -> None:
    own = frames.routes(catalog)
    written = layers.route_frame(catalog)
    shared = ["route_id", "name", "basis", "basis_note", "geometry"]
    assert_geodataframe_equal(written[shared], own[shared])
    named = layers.place_frame(catalog)
    every = frames.places(catalog).set_index("place_id")
    assert_geodataframe_equal(named.set_index("place_id"), every.loc[named["place_id"]])

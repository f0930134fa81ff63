"""GeoJSON, GeoPackage, GeoParquet and KML: each is what its standard asks, and loses no claim."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from lxml import etree
from shapely.geometry import MultiLineString

from geo.cartography.colours import MODE_COLOURS, STATUS_COLOURS, colour_of
from geo.catalog.catalog import Catalog
from geo.export import columns
from geo.export.geodata import kml, spatial
from geo.presentation.data_tables import claim_table, relevant_claims
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import COLOURINGS, View
from tests.conftest import ROOT
from tests.files.readers import KML, layer, placemarks
from tests.files.sql_words import RESERVED
from tests.samples.selections import NOTHING, renamed, views


def numbers(coordinates: Any) -> Iterator[float]:  # noqa: ANN401 - nested arrays
    for part in coordinates:
        if isinstance(part, list):
            yield from numbers(part)
        else:
            yield part


def test_geojson_is_what_rfc_7946_asks(catalog: Catalog) -> None:
    extract = Extract(catalog, View(wanted=Filter(modes=frozenset({"rail", "sea"}))))
    document = json.loads(spatial.geojson(extract, "routes"))
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    lines = [entry.alignment.line for entry in extract.shown.entries]
    assert document["bbox"] == pytest.approx(shapely.total_bounds(lines).tolist(), abs=1e-6)
    for feature, line in zip(document["features"], lines, strict=True):
        assert shapely.equals_exact(shapely.geometry.shape(feature["geometry"]), line, 1e-6)
        for degree in numbers(feature["geometry"]["coordinates"]):
            assert len(repr(degree).partition(".")[2]) <= 6
    assert "bbox" not in json.loads(spatial.geojson(Extract(catalog, View(wanted=NOTHING)), ""))


def test_no_claim_is_left_out_of_geojson(catalog: Catalog) -> None:
    for view in views(catalog):
        extract = Extract(catalog, view)
        document = json.loads(spatial.geojson(extract, "routes"))
        claims = [claim for feature in document["features"]
                  for claim in feature["properties"]["facts"]] + document["context_facts"]
        wanted = claim_table(extract.shown).rows
        assert sorted(claim["citation"] for claim in claims) == sorted(
            str(row["citation"]) for row in wanted)
        assert {source["source_id"] for source in document["sources"]} >= {
            row["source_id"] for row in wanted}


def test_a_route_in_parts_stays_in_parts(catalog: Catalog, tmp_path: Path) -> None:
    first = catalog.entries[0]
    parts = MultiLineString([[(1, 2), (3, 4)], [(5, 6), (7.5, 8)]])
    odd = replace(catalog, entries=(
        replace(first, alignment=replace(first.alignment, line=parts)), *catalog.entries[1:3]))
    extract = Extract(odd, View())
    feature = json.loads(spatial.geojson(extract, ""))["features"][0]
    assert shapely.geometry.shape(feature["geometry"]).equals_exact(parts, 0)
    for frame in (geopandas.read_parquet(io.BytesIO(spatial.geoparquet(extract, "routes"))),
                  layer(spatial.geopackage(extract, ""), "routes", tmp_path)):
        assert frame.geometry[0].equals_exact(parts, 0)
        assert frame.crs.equals("OGC:CRS84") or frame.crs.equals("EPSG:4326")
        for line, entry in zip(frame.geometry[1:], odd.entries[1:], strict=True):
            assert line.equals(entry.alignment.line)
    place = etree.fromstring(kml.write(extract, "")).find(f".//{KML}MultiGeometry")
    assert place is not None
    assert [line.findtext(f"{KML}coordinates") for line in place] == [
        "1.0,2.0 3.0,4.0", "5.0,6.0 7.5,8.0"]


@pytest.mark.parametrize("wanted", [Filter(), NOTHING])
def test_a_geopackage_has_its_layers_and_types_whatever_is_shown(
        catalog: Catalog, wanted: Filter, tmp_path: Path) -> None:
    extract = Extract(catalog, View(wanted=wanted))
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    data = spatial.geopackage(extract, "claims")
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before
    claims = layer(data, "facts", tmp_path)
    path = tmp_path / "atlas.gpkg"
    assert dict(pyogrio.list_layers(path)) == {
        "routes": "MultiLineString", "places": "Point", "facts": None, "sources": None,
        "colophon": None}
    info = pyogrio.read_info(path, layer="routes")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert (types["length"], types["completion"], types["claims"]) == (
        "OFTReal", "OFTString", "OFTInteger64")
    assert info["dataset_metadata"]["release"] == catalog.release
    assert len(claims) == len(relevant_claims(extract.shown))
    assert set(claims["source_id"]) <= set(layer(data, "sources", tmp_path)["source_id"])
    ends = {place for entry in extract.shown.entries
            for place in (entry.route.from_place, entry.route.to_place)}
    assert ends <= set(layer(data, "places", tmp_path)["place_id"])


def test_parquet_of_the_claims(catalog: Catalog) -> None:
    read_back = pq.read_table(io.BytesIO(spatial.geoparquet(Extract(catalog, View()), "claims")))
    for told, row in zip(read_back.to_pylist(), claim_table(catalog).rows, strict=True):
        assert told["value_text"] == columns.cell_text(row["value"])
        assert told["value_number"] == (
            None if isinstance(row["value"], str) else float(row["value"]))
        assert told["citation"] == row["citation"]


@pytest.mark.parametrize("by", COLOURINGS)
def test_kml_folders_styles_and_words(catalog: Catalog, by: str) -> None:
    root = etree.fromstring(kml.write(Extract(catalog, View(colour_by=by)), ""))
    styles = {f"#{style.get('id')}": style for style in root.iter(f"{KML}Style")}
    for place in root.iter(f"{KML}Placemark"):
        entry = catalog.entry(place.get("id").removeprefix("route-"))
        assert entry
        colour = styles[place.findtext(f"{KML}styleUrl")].findtext(f".//{KML}color")
        assert re.fullmatch("[0-9a-f]{8}", colour)
        drawn = f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}"
        assert drawn == colour_of(catalog, entry, by)
        if by != "corridor":
            assert drawn == (MODE_COLOURS[entry.route.mode] if by == "mode"
                             else STATUS_COLOURS[entry.status])
        assert entry.alignment.basis in place.findtext(f"{KML}Snippet")
        if entry.alignment.basis == "conceptual" or entry.status == "proposed":
            assert int(colour[:2], 16) < 0.65 * 255
    assert kml.kml_colour("#0077bb", 0.5) == "80bb7700"


def test_a_kml_description_holds_no_markup(catalog: Catalog) -> None:
    data = kml.write(Extract(renamed(catalog, "<b>$[name]</b> & co"), View()), "")
    description = placemarks(data)[0].findtext(f"{KML}description")
    assert description.startswith("&lt;b&gt;&#36;[name]&lt;/b&gt; &amp; co\n")


def test_in_a_year_kml_says_what_a_route_is_then(catalog: Catalog) -> None:
    root = etree.fromstring(kml.write(Extract(catalog, View(year=2010)), ""))
    names = {folder.findtext(f"{KML}name") for folder in root.iter(f"{KML}Folder")}
    assert "Oil pipeline, 2010: Exists" in names


def _names_in(data: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Every table of the geographic files with the names of its columns."""
    (folder / "atlas.gpkg").write_bytes(data["gpkg"])
    for name, _ in pyogrio.list_layers(folder / "atlas.gpkg"):
        yield f"gpkg {name}", list(pyogrio.read_info(folder / "atlas.gpkg", layer=name)["fields"])
    for what in ("routes", "claims"):
        yield f"parquet {what}", pq.read_schema(io.BytesIO(data[f"parquet {what}"])).names
    document = json.loads(data["geojson"])
    routes = [feature["properties"] for feature in document["features"]]
    for name, rows in (("routes", routes), ("facts", [f for route in routes
                                                      for f in route["facts"]]),
                       ("context", document["context_facts"]), ("sources", document["sources"])):
        for row in rows[:1]:
            yield f"geojson {name}", list(row)


def test_sql_takes_every_column_of_geographic_files_unquoted(catalog: Catalog, tmp_path: Path
                                                             ) -> None:
    extract = Extract(catalog, View())
    tables = dict(_names_in({
        "gpkg": spatial.geopackage(extract, ""), "geojson": spatial.geojson(extract, ""),
        "parquet routes": spatial.geoparquet(extract, "routes"),
        "parquet claims": spatial.geoparquet(extract, "claims")}, tmp_path))
    assert len(tables) == 11
    for table, names in tables.items():
        assert len(set(names)) == len(names)
        assert [name for name in names if name in RESERVED or len(name) > 63
                or not re.fullmatch("[a-z][a-z0-9_]*", name)] == [], table
    with closing(sqlite3.connect(tmp_path / "atlas.gpkg")) as database:
        for table, names in tables.items():
            kind, _, layer_name = table.partition(" ")
            if kind == "gpkg":
                found = database.execute(f"SELECT {', '.join(names)} FROM {layer_name}")  # noqa: S608
                assert [column[0] for column in found.description] == names
        assert dict(database.execute("SELECT route_id, from_place FROM routes")) == {
            entry.route_id: catalog.name_of(entry.route.from_place) for entry in catalog.entries}


def test_the_documents_name_what_columns_are_called_in_geographic_files() -> None:
    told = " ".join((ROOT / "docs/links-and-files.md").read_text(encoding="utf-8").split())
    for own, name in columns.GIS_NAMES.items():
        assert f"`{own}` → `{name}`" in told

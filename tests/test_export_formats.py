"""The data formats, each read back by software that did not write it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from shapely.geometry import MultiLineString

from geo.address import View
from geo.build import build
from geo.catalog import Catalog
from geo.checks import check
from geo.export import bundle, columns, kml, spatial, workbook
from geo.export.extract import Extract
from geo.filters import SECTIONS, Filter
from geo.load import read_folder
from geo.records import Route
from geo.rows import HEADLINES, Cell, Table, fact_table, relevant_facts, route_table
from geo.schema import MISSING, TABLES
from geo.styles import MODE_COLOURS
from geo.telling import tell_route
from tests.conftest import DATA, TODAY

Write = Callable[[Extract, str], bytes]
WRITERS: Mapping[str, Write] = {
    "xlsx": workbook.write, "geojson": spatial.geojson, "gpkg": spatial.geopackage,
    "parquet": spatial.geoparquet, "kml": kml.write, "zip": bundle.write}
_ESCAPED = re.compile("_x(00[01][0-9A-F]|FFF[EF])_")
"""How a workbook holds a control character; the reader leaves it so."""
KML = "{http://www.opengis.net/kml/2.2}"
NOTHING = Filter(modes=frozenset({"sea"}), countries=frozenset({"DE"}))
HOSTILE = ("=1+1", "@SUM(A1)", "+1", "-2+3", "A{{7*7}}B{%#}", "<img src=x onerror=run()>&amp;",
           "]]></name>", "\u202eabc\u2066", "a\"b'c,d;e\\n", "2026-03", "_x0041_", "$[name]",
           "http://example.org", "two\nlines\tand a tab", "bare\rreturn", "\u2028\u0085\ufeffend")
BROKEN = ("bell\x07", "nul\0end", "half\ud83d", "last\uffff", "return\r\nfeed")


def views(catalog: Catalog) -> Iterator[View]:
    """All routes, none, a year, and eight filters drawn by a seed."""
    yield View()
    yield View(wanted=NOTHING)
    yield View(year=2010)
    chance = random.Random(19)  # noqa: S311 - a seed, not a secret
    for _ in range(8):
        wanted = Filter()
        for section in chance.sample(SECTIONS, chance.choice((1, 1, 2))):
            words = sorted(catalog.known_words[section])
            wanted = wanted.choosing(section, chance.sample(words, min(3, len(words))))
        yield View(wanted=wanted, year=chance.choice((None, None, 2027)))


def renamed(catalog: Catalog, name: str) -> Catalog:
    """The first two routes alone, the first under another name."""
    first, second = catalog.entries[:2]
    route: Route = replace(first.route, name=name)
    return replace(catalog, entries=(replace(first, route=route), second))


# Readers: each gives the rows of the routes as the file has them.

def from_xlsx(data: bytes) -> list[dict[str, Any]]:
    return sheet(data, "Routes")


def sheet(data: bytes, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = [[_ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell)
                    if isinstance(cell, str) else cell for cell in row]
                   for row in book[name].iter_rows(values_only=True)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def from_geojson(data: bytes) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in json.loads(data)["features"]]


def frame_rows(frame: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any kind of data frame
    flat = frame.drop(columns="geometry", errors="ignore").astype(object)
    return [dict(row) for row in flat.where(flat.notna(), None).to_dict("records")]


def layer(data: bytes, name: str, folder: Path) -> Any:  # noqa: ANN401 - any kind of data frame
    path = folder / "atlas.gpkg"
    path.write_bytes(data)
    return pyogrio.read_dataframe(path, layer=name)


def from_parquet(data: bytes) -> list[dict[str, Any]]:
    return frame_rows(geopandas.read_parquet(io.BytesIO(data)))


def placemarks(data: bytes) -> list[Any]:
    return list(etree.fromstring(data).iter(f"{KML}Placemark"))


def from_kml(data: bytes) -> list[dict[str, Any]]:
    return [{item.get("name"): item[0].text for item in place.iter(f"{KML}Data")}
            for place in placemarks(data)]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(data: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def from_zip(data: bytes) -> list[dict[str, Any]]:
    return table(members(data)["route-table.csv"])


def read(name: str, data: bytes, folder: Path) -> list[dict[str, Any]]:
    if name == "gpkg":
        return frame_rows(layer(data, "routes", folder))
    readers = {"xlsx": from_xlsx, "geojson": from_geojson, "parquet": from_parquet,
               "kml": from_kml, "zip": from_zip}
    return readers[name](data)


def same(name: str, column: str, cell: Cell, got: object) -> bool:
    """Whether a format says what the table says, as far as its columns can."""
    if got in (None, ""):
        typed = name in ("geojson", "gpkg", "parquet")
        return cell == "" or (typed and columns.kind_of(column) != "text"
                              and isinstance(cell, str))
    if isinstance(cell, str):
        return got == cell
    return Decimal(str(got)) == cell


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_holds_the_routes_and_values_of_the_table(
        catalog: Catalog, name: str, tmp_path: Path) -> None:
    for view in views(catalog):
        extract = Extract(catalog, view)
        shown = route_table(extract.shown)
        data = WRITERS[name](extract, "routes")
        rows = sorted(read(name, data, tmp_path), key=lambda row: str(row["route_id"]))
        assert [row["route_id"] for row in rows] == list(extract.shown.ids)
        for row, told in zip(shown.rows, rows, strict=True):
            for column, cell in row.items():
                assert same(name, column, cell, told.get(column)), (column, cell)
        assert WRITERS[name](Extract(catalog, view), "routes") == data


@pytest.mark.parametrize("name", WRITERS)
def test_a_headline_value_has_its_citation_and_its_absence_a_word(
        catalog: Catalog, name: str, tmp_path: Path) -> None:
    extract = Extract(catalog, View())
    for told in read(name, WRITERS[name](extract, "routes"), tmp_path):
        entry = catalog.entry(told["route_id"])
        assert entry
        for attribute in HEADLINES:
            first = tell_route(catalog, entry, attribute).first
            if first:
                assert told[f"{attribute}_citation"] == "; ".join(dict.fromkeys(
                    columns.cite(catalog, fact) for fact in first))
                assert told[f"{attribute}_source"] == "; ".join(dict.fromkeys(
                    fact.source_id for fact in first))
            else:
                assert not told.get(f"{attribute}_citation")
                assert told[f"{attribute}_state"] in (MISSING, "not applicable")


def whole_text(name: str, data: bytes, folder: Path) -> str:
    """Everything a reader of the file can see."""
    if name == "xlsx":
        return " ".join(str(cell) for row in sheet(data, "Read me") for cell in row.values())
    if name == "zip":
        return members(data)["datapackage.json"].decode()
    if name == "parquet":
        return str(pq.read_schema(io.BytesIO(data)).metadata[b"corridor-atlas"], "utf-8")
    if name == "gpkg":
        return " ".join(layer(data, "colophon", folder)["text"])
    return data.decode()


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("wanted", [Filter(modes=frozenset({"gas"})), NOTHING])
def test_every_file_carries_release_day_filters_and_licence(
        catalog: Catalog, name: str, wanted: Filter, tmp_path: Path) -> None:
    extract = Extract(catalog, View(wanted=wanted))
    text = whole_text(name, WRITERS[name](extract, "routes"), tmp_path)
    for word in (catalog.release, TODAY.isoformat(), *extract.filters, *columns.NOTES.values(),
                 *dict(extract.colophon).values(), columns.how_to_cite(extract)):
        assert word in text


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_come_out_exact(
        catalog: Catalog, name: str, hostile: str, tmp_path: Path) -> None:
    extract = Extract(renamed(catalog, hostile), View())
    rows = read(name, WRITERS[name](extract, "routes"), tmp_path)
    assert hostile in [row["name"] for row in rows]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("broken", BROKEN)
def test_what_a_format_cannot_hold_is_replaced_and_nothing_fails(
        catalog: Catalog, name: str, broken: str, tmp_path: Path) -> None:
    extract = Extract(renamed(catalog, broken), View())
    rows = read(name, WRITERS[name](extract, "routes"), tmp_path)
    exact = columns.well_formed(broken)
    if name == "kml":
        exact = columns.xml_text(broken)
    elif name == "gpkg":
        exact = exact.replace("\0", "\ufffd")
    assert exact in [row["name"] for row in rows]


@settings(max_examples=6, deadline=None)
@given(text=st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_any_search_and_any_name_can_be_written(text: str) -> None:
    odd = renamed(build(read_folder(DATA), TODAY), text)
    for name, write in WRITERS.items():
        extract = Extract(odd, View(wanted=Filter(text=text)))
        with tempfile.TemporaryDirectory() as folder:
            rows = read(name, write(extract, "routes"), Path(folder))
        assert sorted(row["route_id"] for row in rows) == list(extract.shown.ids), name


def test_a_workbook_has_no_formula_no_link_and_no_month(catalog: Catalog) -> None:
    data = workbook.write(Extract(renamed(catalog, "=HYPERLINK(A1)"), View()), "routes")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Read me", "Routes", "Facts", "Sources"]
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert not cell.is_date
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "C2"
        assert book[name].auto_filter.ref
    assert b"calcChain" not in data
    assert book.properties.created.date() == TODAY


def test_years_are_text_and_numbers_are_numbers_on_a_sheet(catalog: Catalog) -> None:
    rows = sheet(workbook.write(Extract(catalog, View()), "facts"), "Facts")
    assert len(rows) == len(relevant_facts(catalog))
    for row, fact in zip(rows, fact_table(catalog).rows, strict=True):
        assert same("xlsx", "value", fact["value"], row["value"])
        assert isinstance(row["value"], str) == isinstance(fact["value"], str)
        assert isinstance(row["as_of"], str)


def test_long_text_fits_a_cell(catalog: Catalog) -> None:
    extract = Extract(renamed(catalog, "x" * 40_000), View())
    name = from_xlsx(workbook.write(extract, "routes"))[0]["name"]
    assert len(name) == 32_767
    assert name.endswith("x…")


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
        wanted = fact_table(extract.shown).rows
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
    data = spatial.geopackage(extract, "facts")
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before
    facts = layer(data, "facts", tmp_path)
    path = tmp_path / "atlas.gpkg"
    assert dict(pyogrio.list_layers(path)) == {
        "routes": "MultiLineString", "places": "Point", "facts": None, "sources": None,
        "colophon": None}
    info = pyogrio.read_info(path, layer="routes")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert (types["length"], types["completion"], types["claims"]) == (
        "OFTReal", "OFTString", "OFTInteger64")
    assert info["dataset_metadata"]["release"] == catalog.release
    assert len(facts) == len(relevant_facts(extract.shown))
    assert set(facts["source_id"]) <= set(layer(data, "sources", tmp_path)["source_id"])
    ends = {place for entry in extract.shown.entries
            for place in (entry.route.from_place, entry.route.to_place)}
    assert ends <= set(layer(data, "places", tmp_path)["place_id"])


def test_parquet_of_the_facts(catalog: Catalog) -> None:
    read_back = pq.read_table(io.BytesIO(spatial.geoparquet(Extract(catalog, View()), "facts")))
    for told, row in zip(read_back.to_pylist(), fact_table(catalog).rows, strict=True):
        assert told["value"] == columns.cell_text(row["value"])
        assert told["value_number"] == (
            None if isinstance(row["value"], str) else float(row["value"]))
        assert told["citation"] == row["citation"]


def test_kml_folders_styles_and_words(catalog: Catalog) -> None:
    root = etree.fromstring(kml.write(Extract(catalog, View()), ""))
    styles = {f"#{style.get('id')}": style for style in root.iter(f"{KML}Style")}
    for place in root.iter(f"{KML}Placemark"):
        entry = catalog.entry(place.get("id").removeprefix("route-"))
        assert entry
        colour = styles[place.findtext(f"{KML}styleUrl")].findtext(f".//{KML}color")
        assert re.fullmatch("[0-9a-f]{8}", colour)
        assert f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}" == MODE_COLOURS[entry.route.mode]
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


def test_the_checksums_of_a_package_hold(catalog: Catalog) -> None:
    for view in views(catalog):
        found = members(bundle.write(Extract(catalog, view), ""))
        found.pop("routes/", None)
        sums = found.pop("CHECKSUMS.sha256").decode().splitlines()
        assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}"
                        for name, content in found.items()]


def test_a_package_is_a_data_folder_of_the_atlas(catalog: Catalog, tmp_path: Path) -> None:
    """Everything but the basemap, which is no data of the routes."""
    for number, view in enumerate(views(catalog)):
        extract = Extract(catalog, view)
        folder = tmp_path / str(number)
        with zipfile.ZipFile(io.BytesIO(bundle.write(extract, ""))) as archive:
            archive.extractall(folder)
        raw = read_folder(folder)
        raw.problems = [p for p in raw.problems if p.file != "basemap/basemap.json"]
        assert check(raw) == []
        again = build(raw, TODAY)
        assert again.ids == extract.shown.ids
        assert relevant_facts(again) == relevant_facts(extract.shown)
        for entry in again.entries:
            kept = extract.shown.entry(entry.route_id)
            assert kept
            assert (entry.route, entry.facts) == (kept.route, kept.facts)
            assert entry.alignment.line.equals_exact(kept.alignment.line, 1e-6)


def test_a_whole_package_has_the_tables_of_the_atlas_to_the_letter(catalog: Catalog) -> None:
    found = members(bundle.write(Extract(catalog, View()), ""))
    assert found["routes.csv"] == (DATA / "routes.csv").read_bytes()
    for name in TABLES:
        ours = (DATA / f"{name}.csv").read_text("utf-8").splitlines()
        theirs = found[f"{name}.csv"].decode().splitlines()
        assert theirs == [line for line in ours if line in set(theirs)]


@pytest.mark.parametrize("wanted", [Filter(modes=frozenset({"gas", "oil"})), NOTHING])
def test_a_package_is_valid_by_its_own_description(
        catalog: Catalog, wanted: Filter, tmp_path: Path) -> None:
    data = bundle.write(Extract(catalog, View(wanted=wanted)), "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    on_disk = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    named = {path for resource in described["resources"] for path in (
        resource["path"] if isinstance(resource["path"], list) else [resource["path"]])}
    assert on_disk - named == {"README.txt", "LICENSE-DATA.txt", "datapackage.json",
                               "CHECKSUMS.sha256"}
    described["resources"] = [r for r in described["resources"] if r["name"] != "lines"]
    package = Package.from_descriptor(described, basepath=str(tmp_path))
    assert package.validate().flatten(["rowNumber", "fieldName", "note"]) == []


def test_every_column_has_a_meaning(catalog: Catalog) -> None:
    routes, facts = columns.cited_routes(catalog), columns.typed_facts(catalog)
    assert all(columns.route_meaning(column) for column in routes.columns)
    assert all(columns.fact_meaning(column) for column in facts.columns)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-10**12, max_value=10**12,
                   places=2))
def test_a_number_stays_the_number_it_is(amount: Decimal) -> None:
    assert Decimal(str(columns.number(amount))) == amount
    assert Decimal(columns.csv_text(["n"], [[amount]]).split()[1]) == amount


def test_an_empty_selection_keeps_its_columns(catalog: Catalog, tmp_path: Path) -> None:
    extract = Extract(catalog, View(wanted=NOTHING))
    wanted: Table = route_table(extract.shown)
    assert wanted.rows == ()
    for name in ("parquet", "gpkg"):
        data = WRITERS[name](extract, "routes")
        frame = (geopandas.read_parquet(io.BytesIO(data)) if name == "parquet"
                 else layer(data, "routes", tmp_path))
        assert set(wanted.columns) <= set(frame.columns)
    head = members(bundle.write(extract, ""))["route-table.csv"].decode().strip().split(",")
    assert set(wanted.columns) <= set(head)

"""A reader's overlay: what cannot be one is refused in one sentence, what can be is never ours."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import MultiLineString, shape

from geo.cartography.web_map import encode, map_document
from geo.catalog.catalog import Catalog
from geo.checks.tables import check
from geo.data.reader import read_folder
from geo.data.schema import MODES, OVERLAY, OVERLAY_FLAG, ROLES
from geo.overlay.limits import GEOMETRIES, MAX_COLUMNS, MAX_FEATURES, MAX_TEXT, MAX_VERTICES
from geo.overlay.read_overlay import (
    MAX_BYTES,
    Extent,
    OverlayError,
    atlas_extent,
    read_overlay,
    with_overlay,
)
from geo.query.filter import Filter
from tests.conftest import ROOT, edit
from tests.samples.overlays import CRS, FAULTS, GOOD, LINE, collection, feature, table

FILES = ROOT / "tests" / "faults"
"""Files as programs and people write them."""


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_overlay_is_refused_in_one_sentence(fault: str, catalog: Catalog) -> None:
    data, said = FAULTS[fault]
    with pytest.raises(OverlayError) as refused:
        read_overlay(data, "file.geojson", atlas_extent(catalog))
    sentence = str(refused.value)
    assert said in sentence
    assert sentence == " ".join(sentence.split())
    assert sentence.endswith(".")
    assert len(sentence) < 400
    assert sentence.isprintable()


def test_a_name_of_a_file_is_only_a_name() -> None:
    with pytest.raises(OverlayError) as refused:
        read_overlay(b"", "../../\ud800\x00<b>" + "x" * 500 + ".geojson")
    assert len(str(refused.value)) < 400
    assert str(refused.value).isprintable()


def described(names: Iterable[str]) -> dict[str, object]:
    """A line with a property for each name."""
    return {**feature(LINE), "properties": {name: f"a {name}" for name in names}}


def test_the_limits_themselves_are_allowed() -> None:
    many = [[20 + i / 1e3, 40 + i % 2] for i in range(MAX_VERTICES)]
    for data in (GOOD.ljust(MAX_BYTES), collection(feature(many)),
                 collection(*[feature(LINE)] * MAX_FEATURES), table(MAX_COLUMNS + 2)):
        own = read_overlay(data, "a")
        assert own.entries
        assert not own.message


@pytest.mark.parametrize(("data", "drawn", "said"), [
    (collection(*[feature(LINE)] * (MAX_FEATURES + 5)), MAX_FEATURES, "5 of 2,005"),
    (b"lon,lat\n" + b"49,40\n" * 10_000, MAX_FEATURES, "8,000 of 10,000"),
    (collection(*[feature([[49 + i / 1e5, 40] for i in range(30_000)])] * 2), 1, "1 of 2"),
    (table(MAX_COLUMNS + 13), 1, "11 of 71 columns"),
    (collection(described(f"c{i}" for i in range(10_000))), 1, "9,940 of 10,000"),
    (collection(feature(LINE, note="x" * (MAX_TEXT + 1))), 1, "more than 5,000 characters"),
    (collection(feature(LINE, name="\ud800"), feature(LINE, name="a\x00b")), 2, "replaced"),
    (collection(feature([[179, 60], [-179, 62]])), 1, "180th meridian"),
    (collection(feature([[190, 60], [200, 62]])), 1, "round the globe"),
    (collection(feature([[10, 89], [10, 80]])), 1, "beyond 85°"),
    (collection(feature([["49.9", "40.4"], [1, 2]])), 1, "as text"),
    (collection(feature([[[1, 1], [2, 1], [2, 2], [1, 2]]], "Polygon")), 1, "closed"),
    (collection(feature(LINE), feature([[float("nan"), 1], [1, 2]])), 1, "1 of 2 is left out"),
    (collection(feature([LINE, [[1, 2]]], "MultiLineString")), 1, "a part that cannot"),
    (GOOD.replace(b'"Mine"', b'1, "name": "Mine"'), 1, "stands twice"),
    (GOOD + b"\n{broken\n" + GOOD, 2, "1 line of the file"),
    (b"lon,lat,a,a\n1,2,3,4\n", 1, ""),
    (b"\nlon,lat\n49 E,40 N\nx,y\n", 1, "1 of 2 is left out. Row 4: “x”"),
    (b"geom;name\nSRID=4326;POINT Z(49 40 5);a\nPOINT EMPTY;b\n", 1, "1 of 2 has no place"),
    (b'{"type":"Point","coordinates":[49,40]}\n\x1e{"type":"Point","coordinates":[null,null]}', 1,
     "1 of 2 has no place"),
    (b"lat,lon\n49 E,40 N\n", 1, "each other's column"),
    (b'name,wkt\na,"LINESTRING(1 2, 3 4)"\nb,"LINESTRING(1 2', 1, "never closed"),
    (b'place,coordinates\nTashkent,"41.2, 69.3"\n', 1, "latitude, longitude"),
])
def test_what_can_be_drawn_is_and_the_message_says_the_rest(data: bytes, drawn: int, said: str
                                                           ) -> None:
    own = read_overlay(data, "a")
    assert len(own.entries) == drawn
    assert said in own.message
    assert bool(said) == bool(own.message)
    assert own.message.isprintable()
    assert read_overlay(own.text.encode(), "a").entries == own.entries


@pytest.mark.parametrize(("name", "drawn", "said"), [
    ("o01_null_geometry.geojson", 2, "1 of 3 has no place and is left out."),
    ("o02_nan.geojson", 1, ""), ("o03_geometrycollection.geojson", 2, ""),
    ("o04b_de_excel_utf8bom.csv", 2, "decimal commas"),
    ("o05_tr_excel_cp1254.csv", 2, "Turkish Windows code page 1254"),
    ("o07_unicode_text_utf16.csv", 2, ""), ("o08b_tab.tsv", 2, ""), ("o09_sep_line.csv", 2, ""),
    ("o11_some_blank.csv", 2, "1 of 3 has no place and is left out."),
    ("o12b_wkt_empty.csv", 2, "1 of 3 has no place and is left out."),
    ("o12c_wkt_gem.csv", 1, ""), ("o18_esri.json", 1, ""), ("o20_lines.geojsonl", 2, ""),
    ("o22_line.kml", 1, ""), ("o25_pandas_index.csv", 2, ""), ("o26_trailing.csv", 2, ""),
    ("o29_title_row.csv", 1, "2 lines before the header"), ("o32_names.geojson", 18, ""),
    ("o34_degree_suffix.csv", 2, ""), ("o37_many_cols.csv", 1, "11 of 71 columns"),
    ("o38_antarctica.geojson", 2, "beyond 85°"), ("west_of_caspian.csv", 1, "may be swapped"),
])
def test_real_files_are_drawn(catalog: Catalog, name: str, drawn: int, said: str) -> None:
    own = read_overlay((FILES / name).read_bytes(), name, atlas_extent(catalog))
    assert len(own.entries) == drawn
    assert said in own.message
    assert bool(said) == bool(own.message)
    assert all(entry.route.name and "Overlay" not in entry.route.name for entry in own.entries)
    if name.startswith("o32"):
        assert {entry.route.name for entry in own.entries} == {"Baku–Tbilisi road"}


LON, LAT = 49.8671, 40.3777
SPELLINGS = (
    ("lon", "lat", "49.8671", "40.3777"),
    ("Longitude (deg)", "Latitude (deg)", "49.8671", "40.3777"),
    ("Länge", "Breite", "49,8671", "40,3777"), ("Boylam", "Enlem", "49,8671° D", "40,3777° K"),
    ("Долгота", "Широта", "49,8671 в.д.", "40,3777 с. ш."), ("经度", "纬度", "49.8671", "40.3777"),
    ("X", "Y", "49.8671", "40.3777"), ("longitud", "latitud", "49.8671 E", "40.3777 N"),
    ("port_lng", "port_lat", "49°52'1.56\"\"E", "40°22'39.72\"\"N"),
    ("decimalLongitude", "decimalLatitude", "E 49.8671", "N 40.3777"),
    ("Längengrad", "Breitengrad", "49 52.026 O", "40 22.662 N"),
    ("طول جغرافیایی", "عرض جغرافیایی", "٤٩٫٨٦٧١", "٤٠٫٣٧٧٧"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("before", ["", "# made by hand\n", "Ports\nof the sea\n\n"])
def test_degrees_and_their_columns_are_known_as_people_write_them(separator: str, before: str
                                                                 ) -> None:
    for lon, lat, x, y in SPELLINGS:
        head = separator.join(("", "Name", lat, lon, "empty", ""))
        row = separator.join(("0", "Baku", f'"{y}"', f'"{x}"', "", ""))
        table = f"{before}{head}\r\n{row}\r\n{separator * 5}\r\n"
        own = read_overlay(table.encode(), "a.csv")
        assert [entry.route.name for entry in own.entries] == ["Baku"]
        assert f"{LAT:.5f}, {LON:.5f}" in own.entries[0].alignment.basis_note


@pytest.mark.parametrize(("page", "head", "name"), [
    ("cp1254", "Ad;Boylam;Enlem", "Çıldır geçişi"), ("cp1251", "Название;Долгота;Широта", "Баку"),
    ("koi8_r", "Название;Долгота;Широта", "Баку"), ("cp866", "Название;Долгота;Широта", "Баку"),
    ("cp1252", "Name;Länge;Breite", "Tiflis-Süd"), ("mac_roman", "Name;Länge;Breite", "Köln"),
    ("gb18030", "名称;经度;纬度", "阿拉山口"), ("shift_jis", "名前;経度;緯度", "カスピ海"),
    ("utf-16", "name;lon;lat", "Bakı"), ("utf-16-be", "name;lon;lat", "Baku"),
    ("utf-32", "name;lon;lat", "Bakı"), ("utf-8-sig", "name;lon;lat", "Bakı")])
def test_code_pages_are_read_and_a_guess_is_named(page: str, head: str, name: str) -> None:
    own = read_overlay(f"{head}\n{name};49.9;40.4\n".encode(page), "a.csv")
    assert own.entries[0].route.name == name
    assert ("guess" in own.message) == (page not in ("utf-16", "utf-32", "utf-8-sig"))


def test_a_name_is_found_or_is_the_file_s_own() -> None:
    own = read_overlay(collection(
        described(("status", "OperatorName", "PipelineName", "id")),
        feature(LINE, cable_id="c1"), feature(LINE, status="x")), "lines.geojson")
    assert [each.route.name for each in own.entries] == [
        "a PipelineName", "c1", "lines.geojson, feature 3"]
    assert read_overlay(collection(feature(LINE)), "l.json").entries[0].route.name == "l.json"


@pytest.mark.parametrize("limit", [1_000, 131_072])
def test_no_file_changes_what_the_next_one_is_read_by(limit: int) -> None:
    """A line's geometry may be longer than the limit of `csv`, which stays as it was.

    The limit is set here: it is the process's, and a library of another test raises it.
    """
    points = ", ".join(f"{40 + i / 1e4} 40" for i in range(20_000))
    assert len(points) > limit
    before = csv.field_size_limit(limit)
    try:
        assert read_overlay(f'wkt\n"LINESTRING({points})"\n'.encode(), "a.csv").entries
        assert csv.field_size_limit() == limit
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("text", [
    'wkt\n"LINESTRING(' + "()," * 400_000 + '())"\n',
    "wkt\n" + '"MULTIPOLYGON(((()))"\n' * 100_000, "[" * 3_000_000, "{}," * 1_000_000,
    '"' * 3_000_000, "," * 3_000_000, "lon,lat" + ",a" * 1_000_000,
    "<kml>" + "<a/>" * 700_000 + "</kml>", "coordinates\n" + "1 " * 1_000_000])
def test_hostile_texts_take_little_memory(text: str) -> None:
    data = text.encode()
    tracemalloc.start()
    try:
        with pytest.raises(OverlayError):
            read_overlay(data, "x")
        assert tracemalloc.get_traced_memory()[1] < 20 * len(data)
    finally:
        tracemalloc.stop()


def said_of(data: bytes, ground: Extent) -> str:
    """What is said of a file, drawn or refused."""
    try:
        return read_overlay(data, "a", ground).message
    except OverlayError as error:
        return str(error)


def test_swapped_axes_are_found_by_where_the_atlas_has_lines(catalog: Catalog) -> None:
    """Every line of the atlas is taken as it is; swapped it is doubted, unless the file insists."""
    ground = atlas_extent(catalog)
    refused = 0
    for entry in catalog.entries:
        line = entry.alignment.line
        parts = line.geoms if isinstance(line, MultiLineString) else [line]
        written = [[[x, y] for x, y, *_ in part.coords] for part in parts]
        assert "swapped" not in said_of(collection(feature(written, "MultiLineString")), ground)
        swapped = [[[y, x] for x, y in part] for part in written]
        turned = collection(feature(swapped, "MultiLineString"))
        said = said_of(turned, ground)
        assert "swapped" in said
        refused += "CRS84" in said
        sure = turned.replace(b"{", CRS % b"urn:ogc:def:crs:OGC:1.3:CRS84", 1)
        assert "swapped" not in said_of(sure, ground) or "beyond 90" in said
    assert refused > len(catalog.entries) / 2


def test_geojson_and_csv_of_one_line_are_one_overlay() -> None:
    wkt = "LINESTRING Z (" + ", ".join(f"{lon} {lat} 12" for lon, lat in LINE) + ")"
    tables = (f'name,wkt,mode\nMine,"{wkt}",RAIL\n',
              f'name;wkt;mode\r\nMine;"SRID=4326;{wkt}";rail',
              f"name\tWKT\tmode\nMine\t{wkt}\trail\n\n")
    wanted = read_overlay(collection(feature(LINE, name="Mine", mode="rail")), "x").entries[0]
    for text in tables:
        for data in (text.encode(), text.encode("utf-8-sig")):
            found = read_overlay(data, "x").entries[0]
            assert found.route == wanted.route
            assert found.alignment.line == wanted.alignment.line
    assert (wanted.route.mode, wanted.route.role) == ("rail", OVERLAY)
    assert OVERLAY_FLAG in wanted.alignment.basis_note.lower()


def test_points_are_rings_and_areas_their_outlines() -> None:
    square = [[1, 1], [2, 1], [2, 2], [1, 1]]
    hole = [[1.5, 1.2], [1.7, 1.2], [1.7, 1.3], [1.5, 1.2]]
    point, area, far = read_overlay(collection(
        feature([49.87, 40.41], "Point", title="Baku"), feature([square, hole], "Polygon"),
        feature([180, -80], "Point")), "x").entries
    assert "40.41000, 49.87000" in point.alignment.basis_note
    geod = Geod(ellps="WGS84")
    for lon, lat in point.alignment.line.coords:
        assert geod.inv(49.87, 40.41, lon, lat)[2] == pytest.approx(3_000, abs=1)
    assert isinstance(area.alignment.line, MultiLineString)
    assert [list(map(list, part.coords)) for part in area.alignment.line.geoms] == [square, hole]
    assert all(0 < lon <= 180 for lon, _ in far.alignment.line.coords)
    assert (point.route.name, area.route.name) == ("Baku", "x, feature 2")


def test_an_overlay_is_selected_like_the_routes_and_leaves_the_atlas_as_it_was(
        catalog: Catalog) -> None:
    before = encode(map_document(catalog))
    own = read_overlay(collection(feature(LINE, name="Şəxsi xətt"), feature(LINE, mode="gas")), "x")
    joined = with_overlay(catalog, own.entries)
    assert joined.ids == (*catalog.ids, "overlay-1", "overlay-2")
    assert joined.select(Filter(modes=frozenset({OVERLAY}))).ids == ("overlay-1",)
    assert "overlay-2" in joined.select(Filter(modes=frozenset({"gas"}))).ids
    assert joined.select(Filter(text="sexsi")).ids == ("overlay-1",)
    assert joined.counts("modes", Filter())[OVERLAY] == 1
    source = frozenset({next(iter(catalog.sources))})
    assert joined.select(Filter(sources=source)).ids == catalog.select(Filter(sources=source)).ids
    assert encode(map_document(catalog)) == before
    assert OVERLAY not in catalog.known_words["modes"]
    assert catalog.overlays == ()


@pytest.mark.parametrize(("column", "codes"), [("role", ROLES), ("mode", MODES)])
def test_no_data_file_may_call_a_route_an_overlay(folder: Path, column: str,
                                                  codes: Mapping[str, str]) -> None:
    edit(folder / "routes.csv", lambda rows: rows[0].update({column: OVERLAY}))
    assert any(problem.field == column and "overlay" in problem.message
               for problem in check(read_folder(folder)))
    assert OVERLAY not in codes


def read_or_refused(data: bytes) -> bool:
    """Whether some bytes gave lines, or a sentence on one line; any other fault is raised."""
    limit = csv.field_size_limit()
    try:
        own = read_overlay(data, "x")
        return bool(own.entries) and own.message.isprintable()
    except OverlayError as error:
        return str(error).isprintable() and str(error).endswith(".")
    finally:
        assert csv.field_size_limit() == limit


TOKENS = (
    "lon", "lat", "wkt", "name", ",", ";", "\t", "\n", '"', '""', "49.9", "40,4", "49°52'", "N",
    "E", "POINT", "LINESTRING", "GEOMETRYCOLLECTION", "(", ")", " ", "EMPTY", "SRID=4326;", "nan",
    "-", "0101000000", "{", "}", "[", "]", '"type":', '"Feature"', "<kml>", "</kml>",
    "<Placemark>", "<Point><coordinates>", "coordinates", "#", "sep=;")


@settings(max_examples=200, deadline=None)
@given(data=st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(TOKENS), max_size=30).map(lambda parts: "".join(parts).encode())))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert read_or_refused(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(
        ["Point", "LineString", "Polygon", "MultiPolygon", "", "49"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["type", "coordinates", "geometry", "properties", "id", "name"]), inner, max_size=4),
    max_leaves=12)


@settings(max_examples=200, deadline=None)
@given(geometry=JSON, properties=JSON, kind=st.sampled_from(
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]),
    places=JSON)
def test_any_json_is_read_or_refused(geometry: object, properties: object, kind: str,
                                     places: object) -> None:
    for each in ({"type": "Feature", "geometry": geometry, "properties": properties},
                 feature(places, kind)):
        assert read_or_refused(collection(each))


def test_the_reader_brings_no_library_of_geographic_formats() -> None:
    code = ("import sys, geo.overlay.read_overlay; "
            "bad = {'pyogrio', 'fiona', 'osgeo', 'geopandas'} & set(sys.modules); "
            "sys.exit(str(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False,  # noqa: S603
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


NESTED: Mapping[str, object] = {
    "point": [45.0, 40.0], "line": [[45.0, 40.0], [46.0, 41.0]],
    "area": [[[45.0, 40.0], [46.0, 40.0], [46.0, 41.0], [45.0, 40.0]]]}


@pytest.mark.parametrize("name", GEOMETRIES)
def test_every_geometry_of_the_registry_is_read_in_both_formats(name: str) -> None:
    kind = GEOMETRIES[name][0]
    coordinates = [NESTED[kind]] if name.startswith("Multi") else NESTED[kind]
    geometry = {"type": name, "coordinates": coordinates}
    told, = read_overlay(json.dumps(geometry).encode(), "x").entries
    for cell in (shape(geometry).wkt, shape(geometry).wkb_hex, json.dumps(geometry),
                 f"GEOMETRYCOLLECTION({shape(geometry).wkt})", f"SRID=4326;{shape(geometry).wkt}"):
        escaped = cell.replace('"', '""')
        typed, = read_overlay(f'wkt\n"{escaped}"\n'.encode(), "x").entries
        assert typed.alignment.line == told.alignment.line
    assert kind in ("point", "line", "area")

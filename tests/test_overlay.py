"""A reader's overlay: what cannot be one is refused in one sentence, what can be is never ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pyproj import Geod
from shapely.geometry import MultiLineString, shape

from app.cli import main
from app.pack import assets
from geo.address import View
from geo.catalog import Catalog
from geo.checks import check
from geo.export import FORMATS, Extract, export
from geo.filters import Filter
from geo.layers import basemap_document, encode, map_document
from geo.load import read_folder
from geo.overlay.delimited import read_csv
from geo.overlay.geojson import read_geojson
from geo.overlay.parts import GEOMETRIES, MAX_COLUMNS, MAX_FEATURES, MAX_TEXT, MAX_VERTICES
from geo.overlay.reader import MAX_BYTES, OverlayError, ground_of, read_overlay, with_overlay
from geo.schema import MODES, OVERLAY, OVERLAY_FLAG, ROLES
from tests.conftest import DATA, ROOT, TODAY, edit

Points = list[list[Any]]
LINE: Points = [[49.87, 40.41], [47.0, 41.0], [44.79, 41.72]]


def feature(points: object, kind: str = "LineString", **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": kind, "coordinates": points}}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def nested(depth: int) -> bytes:
    return (b'{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":'
            + b"[" * depth + b"]" * depth + b"}}")


def table(columns: int) -> bytes:
    names = ["lon", "lat", *(f"c{i}" for i in range(columns - 2))]
    return f"{','.join(names)}\n{','.join('1' for _ in names)}\n".encode()


GOOD = collection(feature(LINE, name="Mine"))
VRT = (b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource>"
       b"</OGRVRTLayer></OGRVRTDataSource>")
GML = b"<?xml version='1.0'?><gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'/>"
CRS = b'{"crs":{"type":"name","properties":{"name":"%s"}},'
FAULTS: Mapping[str, tuple[bytes, str]] = {
    "one byte over the cap": (GOOD.ljust(MAX_BYTES + 1), "10,000,001 bytes"),
    "5,000-deep nesting": (nested(5_000), "nested too deeply"),
    "nesting in a property": (b'{"type":"Feature","properties":{"a":' + b"[" * 5_000 + b"]" * 5_000
                              + b"}}", "nested too deeply"),
    "NaN": (collection(feature([[float("nan"), 1.0], [1, 2]])), "NaN is not a number"),
    "Infinity": (collection(feature([[float("inf"), 1.0], [1, 2]])), "Infinity is not a number"),
    "1e309": (GOOD.replace(b"49.87", b"1e309"), "1e309 is too large"),
    "a number without end": (GOOD.replace(b"49.87", b"1" * 9_000), "digits"),
    "a large number": (GOOD.replace(b"49.87", b"1" * 400), "too large"),
    "duplicate keys": (b'{"type":"Feature","type":"Feature"}', "stands twice"),
    "a one-point line": (collection(feature([[49.9, 40.4]])), "needs two points"),
    "a line of one place": (collection(feature([[49.9, 40.4], [49.9, 40.4]])), "two points that"),
    "an empty line": (collection(feature([])), "this one has 0"),
    "an empty part": (collection(feature([], "MultiLineString")), "has no parts"),
    "string coordinates": (collection(feature([["49.9", "40.4"], [1, 2]])), "is text"),
    "true for a number": (collection(feature([[True, False], [1, 2]])), "where a coordinate"),
    "a number for a point": (collection(feature([1, 2])), "is not a point"),
    "axes swapped, out of range": (collection(feature([[39.9, 116.4], [40, 117]])), "swapped"),
    "axes swapped, in range": (collection(feature([[lat, lon] for lon, lat in LINE])), "swapped"),
    "EPSG:3857 numbers": (collection(feature([[5554842.7, 4926000.1], [4987000, 5117000]])),
                          "EPSG:3857"),
    "another system named": (GOOD.replace(b"{", CRS % b"urn:ogc:def:crs:EPSG::3857", 1),
                             "WGS84"),
    "an antimeridian line": (collection(feature([[179, 60], [-179, 60]])), "180th meridian"),
    "beyond the pole": (collection(feature([[10, 89], [10, 80]])), "beyond 85"),
    "200,000 vertices": (collection(feature([[49 + i / 1e5, 40] for i in range(200_000)])),
                         "200,000 vertices"),
    "too many vertices in all": (collection(*[feature([[49 + i / 1e5, 40] for i in range(30_000)])
                                              for _ in range(2)]), "60,000 vertices"),
    "10,000 features": (collection(*[feature(LINE)] * 10_000), "10,000 features"),
    "10,000 properties": (collection({**feature(LINE), "properties": {
        f"c{i}": i for i in range(10_000)}}),
                          "10,000 columns"),
    "10,000 columns": (table(10_000), "10,000 columns"),
    "10,000 rows": (b"lon,lat\n" + b"49,40\n" * 10_000, "2,001 rows or more"),
    "a lone surrogate": (collection(feature(LINE, name="\ud800")), "surrogate"),
    "a control character": (collection(feature(LINE, name="a\x00b")), "control character"),
    "a long text": (collection(feature(LINE, name="x" * (MAX_TEXT + 1))), "5,001 characters"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (GOOD.decode().encode("utf-16-be"), "UTF-16"),
    "0xFF bytes": (GOOD.replace(b"Mine", b"\xff\xff"), "0xFF"),
    "nothing but 0xFF": (b"\xff" * 100, "0xFF"),
    "a VRT": (VRT, "is a VRT"),
    "a raster VRT": (b"\n <VRTDataset rasterXSize='1'></VRTDataset>", "is a VRT"),
    "GML": (GML, "is GML"),
    "KML": (b"<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'/>", "is KML"),
    "a zip": (b"PK\x03\x04" + b"\0" * 60, "zip archive"),
    "a GeoPackage": (b"SQLite format 3\x00" + b"\0" * 60, "GeoPackage"),
    "an empty file": (b"", "is empty"),
    "blanks alone": (b"\xef\xbb\xbf \n", "is empty"),
    "TopoJSON": (b'{"type":"Topology"}', "Topology"),
    "a list": (b"[]", "does not hold an object"),
    "broken JSON": (b'{"type":', "line 1"),
    "no feature": (collection(), "no feature"),
    "no geometry": (collection({"type": "Feature", "geometry": None}), "Feature 1 has no geometry"),
    "an open outline": (collection(feature([[[1, 1], [2, 1], [2, 2], [1, 2]]], "Polygon")),
                        "does not end"),
    "a text": (b"hello, world\n", "names neither"),
    "a table without places": (b"a,b\n1,2\n", "names neither"),
    "a header alone": (b"lon,lat\n", "no row"),
    "a column twice": (b"lon,lat,a,a\n1,2,3,4\n", "twice"),
    "a blank cell": (b"lon,lat\n49,\n", "has no"),
    "a ragged row": (b"lon,lat\n1,2,3\n", "3 cells"),
    "a decimal comma": (b'lon;lat\n"49,9";40\n', "decimal point"),
    "nan in a table": (b"lon,lat\nnan,40\n", "not a number"),
    "1e309 in a table": (b"lon,lat\n1e309,40\n", "not a number"),
    "an open quote": (b'lon,lat\n"49,40\n', "Row 2"),
    "WKT nested deeply": (b'wkt\n"LINESTRING' + b"(" * 5_000 + b")" * 5_000 + b'"\n', "nested"),
    "WKT of no kind": (b"wkt\nCIRCLE(1 2)\n", "well-known text"),
    "WKT in another system": (b'wkt\n"SRID=3857;LINESTRING(1 2, 3 4)"\n', "EPSG:3857"),
    "empty WKT": (b"wkt\nLINESTRING EMPTY\n", "this one has 0"),
    "a million blanks in WKT": (b'wkt\n"LINESTRING' + b" " * 1_000_000 + b'x"\n', "Row 2"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_overlay_is_refused_in_one_sentence(fault: str, catalog: Catalog) -> None:
    data, said = FAULTS[fault]
    with pytest.raises(OverlayError) as refused:
        read_overlay(data, "file.geojson", ground_of(catalog))
    sentence = str(refused.value)
    assert said in sentence
    assert sentence == " ".join(sentence.split())
    assert sentence.endswith(".")
    assert len(sentence) < 300
    assert sentence.isprintable()


def test_a_name_of_a_file_is_only_a_name() -> None:
    with pytest.raises(OverlayError) as refused:
        read_overlay(b"", "../../\ud800\x00<b>" + "x" * 500 + ".geojson")
    assert len(str(refused.value)) < 300
    assert str(refused.value).isprintable()


def test_the_limits_themselves_are_allowed() -> None:
    assert read_overlay(GOOD.ljust(MAX_BYTES), "a").entries
    many = [[20 + i / 1e3, 40 + i % 2] for i in range(MAX_VERTICES)]
    assert read_overlay(collection(feature(many)), "a").entries
    assert len(read_overlay(collection(*[feature(LINE)] * MAX_FEATURES), "a").entries) == (
        MAX_FEATURES)
    assert read_overlay(table(MAX_COLUMNS).replace(b"\n1,1", b"\n49,40"), "a.csv").entries


def test_swapped_axes_are_found_by_where_the_atlas_has_lines(catalog: Catalog) -> None:
    """Every line of the atlas is taken as it is; swapped it is refused, unless the file insists."""
    ground = ground_of(catalog)
    for entry in catalog.entries:
        line = entry.alignment.line
        parts = line.geoms if isinstance(line, MultiLineString) else [line]
        written = [[[x, y] for x, y, *_ in part.coords] for part in parts]
        read_overlay(collection(feature(written, "MultiLineString")), "a", ground)
        swapped = [[[y, x] for x, y in part] for part in written]
        with pytest.raises(OverlayError, match="swapped"):
            read_overlay(collection(feature(swapped, "MultiLineString")), "a", ground)
    turned = collection(feature([[lat, lon] for lon, lat in LINE]))
    with pytest.raises(OverlayError, match="CRS84"):
        read_overlay(turned, "a", ground)
    sure = turned.replace(b"{", CRS % b"urn:ogc:def:crs:OGC:1.3:CRS84", 1)
    assert read_overlay(sure, "a", ground).entries


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
    assert (point.route.name, area.route.name) == ("Baku", "Overlay 2")


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


@pytest.fixture(scope="module")
def extract(catalog: Catalog) -> Extract:
    """Two lines of a reader's own, alone on the map, one of them open."""
    own = read_overlay(collection(feature(LINE, name="Mine", mode="rail"),
                                  feature(LINE[:2], title="Other")), "mine.geojson")
    land = basemap_document(read_folder(DATA))
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
    if what not in ("briefing", "facts", "ways")])
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
    rows = list(csv.DictReader(io.StringIO(export(extract, "routes", "csv-raw").decode())))
    assert tuple(row["route_id"] for row in rows) == extract.shown.ids == ("overlay-1", "overlay-2")
    assert {row["role"] for row in rows} == {OVERLAY_FLAG}
    document = json.loads(export(extract, "routes", "geojson"))
    assert tuple(each["id"] for each in document["features"]) == extract.shown.ids


WHOLE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)


@settings(max_examples=40, deadline=None)
@given(name=WHOLE, value=WHOLE, key=WHOLE)
def test_text_of_a_file_goes_everywhere_as_text(catalog: Catalog, name: str, value: str,
                                                key: str) -> None:
    own = read_overlay(collection(feature(LINE, **{"name": name, f"k{key}": value})), f"{key}.csv")
    entry = own.entries[0]
    assert entry.route.name == (" ".join(name.split()) or "Overlay 1")
    assert " ".join(value.split()) in entry.alignment.basis_note
    shown = Extract(with_overlay(catalog, own.entries), View(Filter(modes=frozenset({OVERLAY}))),
                    assets=assets())
    row = next(csv.DictReader(io.StringIO(export(shown, "routes", "csv-raw").decode())))
    assert row["name"] == entry.route.name
    assert json.loads(export(shown, "routes", "geojson"))["features"][0]["properties"][
        "basis_note"] == entry.alignment.basis_note
    for made in ("kml", "xlsx", "csv"):
        assert export(shown, "routes", made)


def read_or_refused(data: bytes) -> bool:
    """Whether some bytes gave lines, or a sentence on one line; any other fault is raised."""
    try:
        return bool(read_overlay(data, "x").entries)
    except OverlayError as error:
        return str(error).isprintable()


@settings(max_examples=200, deadline=None)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(
    lambda text: text.encode("utf-8", "surrogatepass"))))
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
    code = ("import sys, geo.overlay.reader; "
            "bad = {'pyogrio', 'fiona', 'osgeo', 'geopandas'} & set(sys.modules); "
            "sys.exit(str(bad) if bad else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False,  # noqa: S603
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_command_exports_an_overlay_or_says_why_not(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, out = tmp_path / "mine.geojson", tmp_path / "out.csv"
    mine.write_bytes(GOOD)
    call = ["export", "routes", "--format", "csv-raw", "--out", str(out), "--mode", OVERLAY,
            "--today", TODAY.isoformat(), "--overlay"]
    assert main([*call, str(mine)]) == 0
    assert [row["role"] for row in csv.DictReader(io.StringIO(out.read_text("utf-8")))] == [
        OVERLAY_FLAG]
    mine.write_bytes(b"<kml/>")
    assert main([*call, str(mine)]) == 2
    assert "is KML" in capsys.readouterr().err
    assert main([*call, str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err


NESTED: Mapping[str, object] = {
    "point": [45.0, 40.0], "line": [[45.0, 40.0], [46.0, 41.0]],
    "area": [[[45.0, 40.0], [46.0, 40.0], [46.0, 41.0], [45.0, 40.0]]]}


@pytest.mark.parametrize("name", GEOMETRIES)
def test_every_geometry_of_the_registry_is_read_in_both_formats(name: str) -> None:
    kind = GEOMETRIES[name][0]
    coordinates = [NESTED[kind]] if name.startswith("Multi") else NESTED[kind]
    geometry = {"type": name, "coordinates": coordinates}
    (told,), _ = read_geojson(json.dumps(geometry))
    (typed,) = read_csv(f'wkt\n"{shape(geometry).wkt}"\n')
    assert told.kind == typed.kind == kind
    assert told.parts == typed.parts

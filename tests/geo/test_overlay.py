"""A reader's overlay: what cannot be one is refused in one sentence, what can be is never ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import MultiLineString, shape

from geo.catalog import Catalog
from geo.checks import check
from geo.filters import Filter
from geo.layers import encode, map_document
from geo.load import read_folder
from geo.overlay.delimited import read_csv
from geo.overlay.geojson import read_geojson
from geo.overlay.parts import GEOMETRIES, MAX_COLUMNS, MAX_FEATURES, MAX_VERTICES
from geo.overlay.reader import MAX_BYTES, OverlayError, ground_of, read_overlay, with_overlay
from geo.schema import MODES, OVERLAY, OVERLAY_FLAG, ROLES
from tests.conftest import ROOT, edit
from tests.overlays import CRS, FAULTS, GOOD, LINE, collection, feature, table


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

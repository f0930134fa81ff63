"""A line drawn on a map is a claim: it joins, keeps to its countries and to its stated length."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString

from geo.cartography.symbols import BASIS_STYLES, STATUS_STROKES
from geo.catalog.catalog import Catalog
from geo.checks.borders import INSET_TOLERANCE_M, Borders
from geo.checks.tables import check
from geo.data.geodesy import drawn_km, share
from geo.data.reader import read_folder
from geo.data.records import Claim
from tests.conftest import DATA, edit

RAW = read_folder(DATA)
BORDERS = Borders(RAW.basemap, RAW.borders)
Point = list[float]


def redraw(folder: Path, route_id: str, change: Callable[[list[Point]], list[Point]]) -> None:
    path = folder / "routes" / f"{route_id}.geojson"
    feature = json.loads(path.read_text(encoding="utf-8"))
    feature["geometry"]["coordinates"] = change(feature["geometry"]["coordinates"])
    path.write_text(json.dumps(feature), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check(read_folder(folder))]


def test_the_borders_are_the_better_ones_on_the_araks() -> None:
    assert RAW.borders is not None
    names = {inset["name"] for inset in RAW.borders["insets"]}
    assert "Araks" in names
    assert RAW.borders["licence"].startswith("© OpenStreetMap contributors")


@pytest.mark.parametrize(("route_id", "country"), [
    ("tripp-syunik", "AM"), ("horadiz-agbend-railway", "AZ"), ("nakhchivan-railway", "AZ"),
    ("nakhchivan-dilucu-railway", "AZ"), ("kars-dilucu-railway", "TR"),
])
def test_lines_on_the_araks_lie_in_their_country(catalog: Catalog, route_id: str,
                                                 country: str) -> None:
    """Every vertex, on borders right to about 100 m; only the ends may stand on the line itself."""
    entry = catalog.entry(route_id)
    assert entry is not None
    assert isinstance(entry.alignment.line, LineString)
    for lon, lat in entry.alignment.line.coords[1:-1]:
        found = BORDERS.at(lon, lat)
        assert found.tolerance_m == INSET_TOLERANCE_M or route_id == "kars-dilucu-railway"
        assert not found.codes or country in found.codes, (lon, lat, found)


@pytest.mark.parametrize(("route_id", "north"), [("horadiz-agbend-railway", -0.045),
                                                 ("nakhchivan-railway", -0.045),
                                                 ("tripp-syunik", -0.045)])
def test_a_vertex_moved_five_kilometres_into_the_neighbour_fails(folder: Path, route_id: str,
                                                                 north: float) -> None:
    def move(line: list[Point]) -> list[Point]:
        middle = len(line) // 2
        lon, lat = line[middle]
        return [*line[:middle], [lon, lat + north], *line[middle + 1:]]

    redraw(folder, route_id, move)
    assert any(p.startswith(f"routes/{route_id}.geojson geometry: ") and "lies in IR" in p
               and "tolerance" in p for p in problems(folder)), problems(folder)


def test_a_43_km_route_drawn_at_60_km_fails(folder: Path) -> None:
    def wander(line: list[Point]) -> list[Point]:
        middle = line[len(line) // 2]
        detour = [[middle[0], middle[1] + 0.1], middle]
        return [*line[:len(line) // 2 + 1], *detour, *line[len(line) // 2 + 1:]]

    redraw(folder, "tripp-syunik", wander)
    said = [p for p in problems(folder) if "of the stated 43 km" in p]
    assert said
    assert said[0].startswith("claims.csv:")
    assert "tripp-syunik is drawn" in said[0]


def test_a_note_explains_a_difference(folder: Path) -> None:
    path = folder / "routes" / "ahmedbeyli-agbend-highway.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("stated length", "length"), encoding="utf-8")
    assert any("ahmedbeyli-agbend-highway is drawn" in p for p in problems(folder))


def test_legs_that_meet_share_their_end_exactly(catalog: Catalog) -> None:
    for entry in catalog.entries:
        line = entry.alignment.line
        parts = [line] if isinstance(line, LineString) else list(line.geoms)
        ends = ((parts[0].coords[0], entry.route.from_place),
                (parts[-1].coords[-1], entry.route.to_place))
        for (lon, lat), place_id in ends:
            place = catalog.places[place_id]
            assert (lon, lat) == (place.lon, place.lat), (entry.route_id, place_id)


def test_a_gap_is_never_drawn_silently(catalog: Catalog) -> None:
    for entry in catalog.entries:
        if isinstance(entry.alignment.line, MultiLineString):
            assert "gap" in entry.alignment.basis_note, entry.route_id


def test_corridors_that_continue_each_other_touch(catalog: Catalog) -> None:
    """Where a source says that one route continues as another, they share a place."""
    for relation in catalog.relations:
        first, second = catalog.entry(relation.subject_id), catalog.entry(relation.object_id)
        if relation.relation == "continues-as" and first and second:
            def places(entry: object) -> set[str]:
                route = entry.route  # type: ignore[attr-defined]
                return {route.from_place, *route.via_places, route.to_place}

            assert places(first) & places(second), relation


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.01, 2))
def test_length_does_not_depend_on_direction(lon: float, lat: float, step: float) -> None:
    there = LineString([(lon, lat), (lon + step, lat), (lon + step, lat + step)])
    back = LineString(list(reversed(there.coords)))
    assert drawn_km(there) == pytest.approx(drawn_km(back))
    assert drawn_km(there) > 0


def test_a_range_is_met_at_its_nearer_end() -> None:
    claim = Claim("x", "length", "100", "200", "km", ("exact",), "", "", "", "2025", "s",
                  "", "1-1", "100", "")
    assert share(190, claim) == pytest.approx(0.95)
    assert share(110, claim) == pytest.approx(1.1)


def test_bases_and_statuses_read_apart_without_colour() -> None:
    assert len({(b.edge, b.core, b.band, b.dash) for b in BASIS_STYLES.values()}) == 4
    strokes = [(s.width, s.dash) for s in STATUS_STROKES.values()]
    assert len(set(strokes)) == len(strokes)


def test_a_missing_basemap_is_named(folder: Path) -> None:
    (folder / "basemap" / "basemap.json").unlink()
    assert any(p.startswith("basemap/basemap.json: the file is missing")
               for p in problems(folder))


def test_a_country_left_out_is_noticed(folder: Path) -> None:
    def drop(rows: list[dict[str, str]]) -> None:
        row = next(r for r in rows if r["route_id"] == "btc-pipeline")
        row["countries"] = "AZ;TR"

    edit(folder / "routes.csv", drop)
    assert any(p.startswith("routes/btc-pipeline.geojson geometry: ") and "lies in GE" in p
               for p in problems(folder))

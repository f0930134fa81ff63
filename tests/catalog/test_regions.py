"""Regions: which routes touch them, by places and lines, and never against curated countries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, box

from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND, filter_words
from geo.catalog.name_lookup import region_called
from geo.catalog.regions import regions_touched
from geo.catalog.search_index import findable, finder_document
from geo.checks.build import build, build_release
from geo.data.records import Alignment, Place, Region, Route
from geo.data.releases import archived, read_archive, releases
from geo.query.filter import Filter, read_items
from geo.query.view import camera_on, read_camera
from tests.conftest import DATA, TODAY

NAKHCHIVAN, SYUNIK = "nakhchivan-autonomous-republic", "syunik-province"


def routes_of(catalog: Catalog, region: str) -> set[str]:
    return set(catalog.select(Filter(regions=frozenset({region}))).ids)


def touched(line: list[tuple[float, float]], countries: tuple[str, ...],
            places: tuple[Place, ...] = ()) -> tuple[str, ...]:
    """What a route touches of a region of Armenia that is one degree wide and high."""
    route = Route("r", "R", (), "featured", "rail", "a", "b", (), countries)
    region = Region("here", "Here", "AM", 45.5, 40.5, "made for a test", box(45, 40, 46, 41))
    found = regions_touched([route], {"r": Alignment("r", "traced", "", LineString(line))},
                            {place.place_id: place for place in places}, [region])
    return found.get("r", ())


def test_a_line_touches_what_it_leads_into_and_not_what_it_grazes() -> None:
    assert touched([(44, 40.5), (45.5, 40.5)], ("AM",)) == ("here",)
    assert touched([(44, 40.99), (47, 40.99)], ("AM",)) == ()
    assert touched([(44, 42), (47, 42)], ("AM",)) == ()


def test_no_line_touches_a_region_of_a_country_that_its_route_does_not_enter() -> None:
    assert touched([(44, 40.5), (47, 40.5)], ("AZ", "TR")) == ()


def test_a_place_touches_its_region_even_where_the_edge_is_a_little_off() -> None:
    far = [(50.0, 50.0), (51.0, 51.0)]
    ends = {lon: Place("b", "B", country, "town", lon, 40.5, "") for lon, country in (
        (45.5, "AM"), (46.02, "AM"), (46.03, "AM"), (45.6, "AZ"))}
    assert touched(far, ("AM",), (ends[45.5],)) == ("here",)
    assert touched(far, ("AM",), (ends[46.02],)) == ("here",)
    assert touched(far, ("AM",), (ends[46.03],)) == ()
    assert touched(far, ("AM", "AZ"), (ends[45.6],)) == ()


def test_every_region_is_touched_by_routes_of_its_country_alone(catalog: Catalog) -> None:
    for region_id, region in catalog.regions.items():
        ids = routes_of(catalog, region_id)
        assert ids, region_id
        for route_id in ids:
            entry = catalog.entry(route_id)
            assert entry
            assert region.country in entry.route.countries


def test_regions_of_one_country_do_not_overlap(catalog: Catalog) -> None:
    regions = [region for region in catalog.regions.values() if region.area is not None]
    for i, one in enumerate(regions):
        for other in regions[i + 1:]:
            assert shapely.area(shapely.intersection(one.area, other.area)) < 1e-3


def test_what_the_sources_say_of_a_region_is_found_there(catalog: Catalog) -> None:
    """Claims name Syunik and Nakhchivan of these; a line in Iran beside the Araks is in neither."""
    assert {"tripp-syunik", "tripp-north-south"} <= routes_of(catalog, SYUNIK)
    assert {"nakhchivan-railway", "igdir-nakhchivan-pipeline", "aras-road-iran",
            "tripp-north-south"} <= routes_of(catalog, NAKHCHIVAN)
    assert "tripp-syunik" not in routes_of(catalog, "east-azerbaijan-province")
    assert "zaranj-delaram-road" in routes_of(catalog, "nimruz-province")


def test_a_searched_text_reads_the_names_of_regions(catalog: Catalog) -> None:
    for text in ("Mangystau", "Мангистауская", "Sistan and Baluchestan"):
        found = set(catalog.select(Filter(text=text)).ids)
        region = "mangystau-region" if "ang" in text or "ан" in text[:3] else (
            "sistan-and-baluchestan-province")
        assert found >= routes_of(catalog, region)


def test_a_region_is_a_word_of_addresses_files_and_filters(catalog: Catalog) -> None:
    wanted, ignored = read_items([("region", SYUNIK), ("region", "nowhere")], catalog.known_words)
    assert wanted == Filter(regions=frozenset({SYUNIK}))
    assert ignored == ("region=nowhere",)
    assert wanted.items() == [("region", SYUNIK)]
    assert list(filter_words(catalog, wanted)) == ["Region: Syunik (Armenia)"]
    assert LEGEND["regions"].folded


def test_a_region_is_understood_by_any_of_its_names(catalog: Catalog) -> None:
    for region_id in catalog.regions:
        assert region_called(catalog, region_id) == region_id
        assert region_called(catalog, catalog.name_of(region_id).upper()) == region_id
    for name, meant in (("Mangistau", "mangystau-region"), ("Naxçıvan", NAKHCHIVAN),
                        ("Kars", "kars-province"), ("nowhere", "nowhere"), ("", "")):
        assert region_called(catalog, name) == meant


def _regions(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in items if item["kind"] == "region"}


def test_a_region_is_found_with_its_country_its_routes_and_where_to_look(catalog: Catalog) -> None:
    found = _regions(finder_document(catalog)["items"])
    assert set(found) == set(catalog.regions)
    for region_id, region in catalog.regions.items():
        count = len(routes_of(catalog, region_id))
        assert found[region_id]["hint"].endswith(f"{count} route" + ("s" if count > 1 else ""))
        camera = read_camera(found[region_id]["look"])
        assert camera
        west, south, east, north = region.area.bounds if region.area else (0, 0, 0, 0)
        assert west < camera.lon < east
        assert south < camera.lat < north
    assert found[NAKHCHIVAN]["hint"].startswith("Region of Azerbaijan · ")
    assert "Naxçıvan" in found[NAKHCHIVAN]["also"]


def test_a_file_finds_the_regions_of_its_routes(catalog: Catalog) -> None:
    shown = catalog.select(Filter(countries=frozenset({"PK"})))
    assert set(_regions(findable(shown, ()))) == set(shown.known_words["regions"])


def test_a_camera_shows_the_whole_of_a_box() -> None:
    for west, south, east, north in ((44.8, 38.8, 46.2, 39.8), (73, 34, 97, 49), (10, 10, 10, 10)):
        camera = camera_on(west, south, east, north)
        assert 4 <= camera.zoom <= 9
        assert (east - west) / 360 * 256 * 2 ** camera.zoom <= 560


def test_a_release_keeps_its_regions(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / f"{catalog.release}.zip"
    path.write_bytes(archived(DATA))
    again = build(read_archive(path), TODAY, past=True)
    assert [entry.regions for entry in again.entries] == [
        entry.regions for entry in catalog.entries]


def test_releases_made_before_regions_open_without_them() -> None:
    for release in releases(DATA):
        past = build_release(DATA, release, TODAY)
        if past.regions:
            continue
        assert past.known_words["regions"] == frozenset()
        assert past.ids
        return
    raise AssertionError("no release made before regions is kept")

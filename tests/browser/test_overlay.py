"""A reader's own file in the browser: drawn, filtered, listed, exported, seen by nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.data.schema import OVERLAY_FLAG
from geo.query.filter import Filter
from tests.conftest import DATA, ROOT, serving
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas
from tests.samples.overlays import FAULTS, LINE, collection, feature

MARK = "Qvxzk"
"""Letters that stand nowhere but in the overlay."""

HOSTILE = f"{MARK} A{{{{7*7}}}}B <img src=x onerror=\"document.title='run'\"> *b* $x$ `c`"
MINE = collection(
    feature(LINE, name=HOSTILE, mode="rail",
            remark="</script><script>document.title='run'</script>"),
    feature([51.0, 39.0], "Point", title=f"{MARK} point"))
TABLE = (f"name,lon,lat,note\n{MARK} port,50.1,40.2,=1+1\n"
         f'{MARK} yard,47.2,41.3,"a, b"\n').encode()
OWN = ("overlay-1", "overlay-2")
SHOWN = {"a KMZ": "a.kmz", "KML of links": "a.kml", "a Shapefile": "a.zip", "a workbook": "a.xlsx",
         "a GeoPackage": "a.gpkg", "10,000 columns": "a.csv", "TopoJSON": "a.topojson",
         "a table without places": "a.tsv", "EPSG:3857 numbers": "a.geojson"}
"""Bad files under the names that they have; what is said of the others needs no browser."""


@dataclass(frozen=True)
class Served:
    """A server of our own: its address, what it writes on its terminal, where it puts files."""

    url: str
    log: Path
    files: Path

    def kept(self) -> str:
        """Everything it wrote outside its memory."""
        found = [self.log, *(path for path in self.files.rglob("*") if path.is_file())]
        return "".join(path.read_text("utf-8", "replace") for path in found)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "files").mkdir()
    log, files = folder / "log", folder / "files"
    with serving(DATA, log, TMPDIR=str(files)) as url:
        yield Served(url, log, files)


@pytest.fixture(scope="module")
def tab(browser: Browser, served: Served, catalog: Catalog) -> Iterator[AtlasPage]:
    opened = open_atlas(browser, served.url)
    opened.page.on("dialog", lambda dialog: opened.errors.append(f"dialog {dialog.message}"))
    opened.expect_ids(catalog.ids)
    yield opened
    opened.page.close()


@pytest.fixture
def atlas(tab: AtlasPage, catalog: Catalog) -> AtlasPage:
    """The page of the map with every route and nothing of the reader's own."""
    expect_drawn(tab.page)
    remove = tab.page.locator(".st-key-overlay-remove button")
    if remove.count():
        remove.click()
        expect(remove).to_have_count(0)
    if urlsplit(tab.page.url).query:
        tab.show_all(catalog.ids)
        tab.frame.get_by_role("button", name="Whole view").click()
    tab.expect_ids(catalog.ids)
    tab.errors.clear()
    return tab


@pytest.fixture
def own_tab(browser: Browser, served: Served, catalog: Catalog) -> Iterator[AtlasPage]:
    """A session of its own, for a draft of its own."""
    opened = open_atlas(browser, served.url)
    opened.expect_ids(catalog.ids)
    yield opened
    opened.page.close()


def upload(atlas: AtlasPage, data: bytes, name: str = "mine.geojson") -> None:
    expect_drawn(atlas.page)
    atlas.page.locator(".st-key-overlay input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def download(atlas: AtlasPage, name: str) -> str:
    with atlas.page.expect_download() as waiting:
        atlas.page.locator(f'.atlas-download[data-what="routes"][data-format="{name}"]').click()
    return Path(waiting.value.path()).read_text("utf-8-sig")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_map_goes_to_own_data_when_asked_and_never_by_itself(atlas: AtlasPage,
                                                                 catalog: Catalog) -> None:
    camera = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng].join(' ')"
    before = atlas.map_frame.evaluate(camera)
    go = atlas.frame.get_by_role("button", name="Show own data")
    expect(go).to_be_hidden()
    upload(atlas, TABLE, "mine.csv")
    atlas.expect_ids((*catalog.ids, *OWN))
    expect(go).to_be_visible()
    assert atlas.map_frame.evaluate(camera) == before
    go.click()
    atlas.map_frame.wait_for_function("""() => {
        const view = map.getBounds(), own = L.latLngBounds([40.2, 47.2], [41.3, 50.1]);
        return view.contains(own) && view.getNorth() - view.getSouth() < 5
            && view.getEast() - view.getWest() < 9;
    }""", timeout=TIMEOUT_MS)


@pytest.mark.parametrize(("data", "name"), [(MINE, "mine.geojson"), (TABLE, "mine.csv")])
def test_map_table_and_files_hold_the_overlay_alike(atlas: AtlasPage, catalog: Catalog,
                                                    data: bytes, name: str) -> None:
    upload(atlas, data, name)
    atlas.expect_ids((*catalog.ids, *OWN))
    found = rows(download(atlas, "csv-raw"))
    assert tuple(row["route_id"] for row in found) == (*catalog.ids, *OWN)
    assert [row["route_id"] for row in found if row["role"] == OVERLAY_FLAG] == list(OWN)
    document = json.loads(download(atlas, "geojson"))
    assert document["colophon"]["overlay"] == f"2 of 2 lines: {OVERLAY_FLAG}"
    assert document["features"][-1]["properties"]["role"] == OVERLAY_FLAG
    option = atlas.page.locator(".st-key-filter-mode-overlay")
    expect(option).to_contain_text("Overlay, not part of the atlas")
    alone = "overlay-2" if data == MINE else "overlay-1 overlay-2"
    expect(option.locator(".atlas-option-count")).to_have_text(str(len(alone.split())))
    expect(option.locator("img")).to_have_attribute("src", re.compile("svg"))
    atlas.option("filter-mode-overlay").click()
    atlas.expect_ids(tuple(alone.split()))
    assert [row["route_id"] for row in rows(download(atlas, "csv-raw"))] == alone.split()
    atlas.page.locator(".st-key-overlay-remove button").click()
    atlas.expect_ids(catalog.ids)
    expect(atlas.page.locator(".st-key-filter-mode-overlay")).to_have_count(0)
    assert atlas.outside == []
    assert atlas.errors == []


def test_the_overlay_s_text_is_only_text(atlas: AtlasPage, catalog: Catalog) -> None:
    upload(atlas, MINE)
    atlas.expect_ids((*catalog.ids, *OWN))
    more = atlas.page.locator(".atlas-table-more button")
    if more.is_visible():  # a row beyond the first hundred, which an earlier test may have opened
        more.click()
    atlas.page.locator('.atlas-table button[data-route-id="overlay-1"]').click()
    atlas.expect_dossier("overlay-1")
    dossier = atlas.page.locator('.atlas-dossier[data-route-id="overlay-1"]')
    expect(dossier.locator("h2")).to_have_text(HOSTILE)
    expect(dossier).to_contain_text("</script><script>")
    expect(dossier).to_contain_text("Overlay, not part of the atlas")
    expect(atlas.map).to_have_attribute("data-selected", "overlay-1", timeout=TIMEOUT_MS)
    assert HOSTILE in download(atlas, "csv-raw").replace('""', '"')
    assert download(atlas, "html").count("<script>document.title") == 0
    assert atlas.page.title() == "Corridor Atlas"
    assert atlas.page.locator("img[src=x]").count() == 0
    assert atlas.errors == []


def test_a_click_on_its_line_opens_it(atlas: AtlasPage, catalog: Catalog) -> None:
    upload(atlas, MINE)
    atlas.expect_ids((*catalog.ids, *OWN))
    frame = atlas.map_frame
    point = frame.evaluate("""() => {
        const p = map.latLngToContainerPoint([39.027, 51.0]);
        return { x: p.x, y: p.y };
    }""")
    atlas.frame.locator(".leaflet-container").click(position=point)
    atlas.expect_dossier("overlay-2")


def test_nobody_else_sees_it_and_it_goes_with_the_session(
        atlas: AtlasPage, served: Served, browser: Browser, catalog: Catalog) -> None:
    upload(atlas, MINE, f"{MARK}.geojson")
    atlas.expect_ids((*catalog.ids, *OWN))
    download(atlas, "csv")
    atlas.option("filter-mode-overlay").click()
    atlas.expect_ids(("overlay-2",))
    atlas.page.wait_for_url("**mode=overlay**")
    other = open_atlas(browser, atlas.page.url)
    other.expect_ids(catalog.ids)
    assert MARK not in other.page.content()
    assert other.page.evaluate("""() => {
        const question = new CustomEvent("atlas-extra-lines", { detail: { answer: [] } });
        dispatchEvent(question);
        return question.detail.answer;
    }""") == []
    export = other.page.request.get(f"{served.url}/export/routes.csv").text()
    listed = [row["Id"] for row in rows(export.removeprefix("\ufeff"))]
    assert sorted(listed) == list(catalog.ids)
    assert other.page.request.get(f"{served.url}/export/routes.csv?mode=overlay").status == 400
    other.page.close()
    assert MARK not in served.kept()
    atlas.page.goto(served.url)
    atlas.expect_ids(catalog.ids)
    assert MARK not in atlas.page.content()
    expect(atlas.page.locator(".st-key-overlay input[type=file]")).to_be_attached()


def test_the_other_pages_stand_without_it(own_tab: AtlasPage, catalog: Catalog) -> None:
    upload(own_tab, MINE)
    own_tab.expect_ids((*catalog.ids, *OWN))
    own_tab.option("filter-mode-overlay").click()
    own_tab.expect_ids(("overlay-2",))
    own_tab.page.locator('.atlas-table button[data-route-id="overlay-2"]').click()
    own_tab.expect_dossier("overlay-2")
    own_tab.add_scene()
    for name in ("Time", "Compare", "What if", "The data", "Briefings"):
        own_tab.page.get_by_role("link", name=name, exact=True).click()
        expect(own_tab.page.locator("h1").first).to_have_text(name)
        expect_drawn(own_tab.page)
        assert own_tab.page.locator('[data-testid="stException"]').count() == 0
    expect(own_tab.page.locator(".briefing-scene")).to_contain_text("all routes")
    assert MARK not in own_tab.page.content()
    own_tab.page.get_by_role("link", name="Atlas", exact=True).click()
    own_tab.expect_ids(("overlay-2",))
    assert own_tab.errors == []


@pytest.mark.parametrize("fault", SHOWN)
def test_a_bad_file_gets_its_sentence(shared: AtlasPage, catalog: Catalog, fault: str) -> None:
    """All in one session, which goes on as before. The chooser lets every name in."""
    data, said = FAULTS[fault]
    upload(shared, data, SHOWN[fault])
    alert = shared.page.locator(".st-key-overlay [role=alert]")
    expect(alert).to_contain_text(said, timeout=TIMEOUT_MS)
    expect(alert).to_have_count(1)
    assert shared.table.get_attribute("data-route-ids") == " ".join(catalog.ids)
    assert shared.page.locator('[data-testid="stException"]').count() == 0
    shared.page.locator(".st-key-overlay-file").get_by_role("button", name="Remove").click()
    expect(alert).to_have_count(0, timeout=TIMEOUT_MS)


def test_what_was_left_out_is_said_as_long_as_the_overlay_is_shown(
        atlas: AtlasPage, catalog: Catalog) -> None:
    upload(atlas, (ROOT / "tests/faults/o11_some_blank.csv").read_bytes(), "ports.tsv")
    atlas.expect_ids((*catalog.ids, *OWN))
    said = atlas.page.locator(".st-key-overlay [role=status]").filter(has_text="1 of 3")
    expect(said).to_have_text("1 of 3 has no place and is left out.")
    atlas.option("filter-mode-overlay").click()
    atlas.expect_ids(OWN)
    expect(said).to_be_visible()
    atlas.page.locator(".st-key-overlay-remove button").click()
    atlas.expect_ids(catalog.ids)
    expect(said).to_have_count(0)


@pytest.fixture(scope="module")
def shared(browser: Browser, served: Served, catalog: Catalog) -> Iterator[AtlasPage]:
    """One session for all the bad files; at the end it still filters."""
    opened = open_atlas(browser, served.url)
    opened.expect_ids(catalog.ids)
    yield opened
    opened.option("filter-mode-gas").click()
    opened.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    assert [error for error in opened.errors if "canceled" not in error] == []
    opened.page.close()


def test_what_is_sent_along_is_read_for_one_file_and_capped(browser: Browser,
                                                            served: Served) -> None:
    page = browser.new_page()

    def send(name: str, body: object) -> tuple[int, str]:
        answer = page.request.post(f"{served.url}/make/{name}", data=json.dumps(body))
        return answer.status, answer.text()

    good = {"name": "mine.geojson", "text": MINE.decode()}
    status, lines = send("routes.csv-raw?mode=overlay", {"overlay": good})
    assert status == 200
    assert json.loads(lines.splitlines()[-1])["name"].endswith("raw.csv")
    status, said = send("routes.csv", {"overlay": {**good, "text": "<gpx/>"}})
    assert (status, said.split(",")[0]) == (400, "“mine.geojson” is GPX")
    assert send("routes.csv", {"overlay": {"name": 1}})[0] == 400
    assert send("routes.csv", {"briefing": {"title": 1}})[0] == 400
    assert send("routes.csv", {"overlay": {**good, "text": "x" * 22_000_000}})[0] == 413
    assert page.request.post(f"{served.url}/make/routes.csv", data="no JSON").status == 400
    assert page.request.post(f"{served.url}/export/routes.csv", data="{}").status == 405
    page.close()
    assert MARK not in served.kept()


def test_slides_of_briefings_that_ship_and_of_a_draft(own_tab: AtlasPage) -> None:
    own_tab.add_scene()
    own_tab.page.get_by_role("link", name="Briefings", exact=True).click()
    for key in ("slides-draft", "slides-"):
        slides = own_tab.page.locator(f'[class*="st-key-{key}"] .atlas-download').first
        with own_tab.page.expect_download(timeout=60_000) as waiting:
            slides.click()
        assert waiting.value.suggested_filename.endswith(".pptx")
        assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    assert own_tab.errors == []

"""The atlas in Chromium: everything drawn, nothing from outside, map = table = CSV."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.filters import option_key
from geo.address import View
from geo.archive import read_archive, releases
from geo.build import build
from geo.catalog import Catalog
from geo.filters import Filter
from geo.legend import LEGEND, Section
from geo.shown import shown
from geo.words import lines_words
from tests.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas
from tests.conftest import DATA, TODAY, edit, serving

HOSTILE = "A{{7*7}}B <img src=x onerror=\"document.title='run'\"> *b* $x$"


@pytest.fixture(scope="module")
def atlas(browser: Browser, address: str, catalog: Catalog) -> Iterator[AtlasPage]:
    opened = open_atlas(browser, address)
    opened.expect_ids(catalog.ids)
    yield opened
    opened.page.close()


def choose(atlas: AtlasPage, key: str, section: Section) -> None:
    """Tick one option, unfolding its section first."""
    if not atlas.option(key).is_visible():
        atlas.page.locator(f".st-key-{section.key}-fold summary").click()
    atlas.option(key).click()


def random_filter(catalog: Catalog, seed: int) -> tuple[Filter, list[tuple[str, Section]]]:
    """A filter of one to three options, and the checkboxes that make it."""
    chance = random.Random(seed)  # noqa: S311 - a seed, not a secret
    wanted = Filter()
    boxes = []
    for section in chance.sample(list(LEGEND.values()), chance.randint(1, 3)):
        word = chance.choice(sorted(catalog.counts(section.name, Filter())))
        wanted = wanted.choosing(section.name, {word})
        boxes.append((option_key(section, word), section))
    return wanted, boxes


def csv_ids(atlas: AtlasPage) -> tuple[str, ...]:
    with atlas.page.expect_download() as waiting:
        atlas.page.locator('.atlas-download[data-what="routes"][data-format="csv"]').click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return tuple(row["route_id"] for row in csv.DictReader(file))


def test_every_route_is_drawn_and_nothing_leaves_the_host(atlas: AtlasPage,
                                                         catalog: Catalog) -> None:
    atlas.expect_ids(catalog.ids)
    assert atlas.outside == []
    assert atlas.errors == []


@pytest.mark.parametrize("seed", range(10))
def test_map_table_and_csv_show_the_same_routes(atlas: AtlasPage, catalog: Catalog,
                                                seed: int) -> None:
    wanted, boxes = random_filter(catalog, seed)
    for key, section in boxes:
        choose(atlas, key, section)
    shown = catalog.select(wanted).ids
    atlas.expect_ids(shown)
    assert csv_ids(atlas) == shown
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)
    assert atlas.outside == []


def test_a_click_on_a_line_opens_its_dossier_and_the_camera_stays(atlas: AtlasPage) -> None:
    """The click lands on a vertex of the line, found through the map's own projection."""
    frame = next(f for f in atlas.page.frames if "st_folium" in f.url)
    atlas.page.locator(".atlas-head h1").scroll_into_view_if_needed()
    point = frame.evaluate("""() => {
        const points = atlasLines.parts("cpec-gwadar")[0];
        const at = points[Math.floor(points.length * 0.6)];
        const p = map.latLngToContainerPoint(at);
        return { x: p.x, y: p.y };
    }""")
    camera = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()].join(' ')"
    before = frame.evaluate(camera)
    atlas.frame.locator(".leaflet-container").click(position=point)
    atlas.expect_dossier("cpec-gwadar")
    expect(atlas.map).to_have_attribute("data-selected", "cpec-gwadar", timeout=TIMEOUT_MS)
    assert frame.evaluate(camera) == before


def test_a_row_opens_its_dossier_with_every_citation(atlas: AtlasPage, catalog: Catalog) -> None:
    atlas.page.locator('.atlas-table button[data-route-id="btc-pipeline"]').click()
    atlas.expect_dossier("btc-pipeline")
    text = atlas.page.locator(".atlas-dossier").inner_text()
    entry = catalog.entry("btc-pipeline")
    assert entry is not None
    for fact in entry.facts:
        assert fact.printed in text
        assert lines_words(fact.lines) in text
    assert "not in the sources" in text
    atlas.page.locator(".st-key-dossier-close button").click()
    expect(atlas.page.locator(".atlas-dossier[data-route-id]")).to_have_count(0,
                                                                            timeout=TIMEOUT_MS)


def test_the_table_sorts_without_a_rerun(atlas: AtlasPage) -> None:
    atlas.page.locator(".atlas-table thead button", has_text="Length").click()
    first = atlas.page.locator(".atlas-table tbody tr").first
    expect(first).to_contain_text("20", timeout=TIMEOUT_MS)
    assert atlas.table.locator("th[aria-sort=ascending]").inner_text().startswith("Length")
    for _ in range(2):
        atlas.page.locator(".atlas-table thead button", has_text="Length").click()


def test_disagreements_stand_side_by_side(atlas: AtlasPage) -> None:
    atlas.page.locator('.atlas-table button[data-route-id="btc-pipeline"]').click()
    atlas.expect_dossier("btc-pipeline")
    differ = atlas.page.locator(".atlas-differ", has_text="Israel")
    expect(differ.locator(".atlas-sides > div")).to_have_count(2)
    expect(differ).to_contain_text("about 40")
    expect(differ).to_contain_text("40–60")
    expect(differ).to_contain_text("Responsible Statecraft")
    expect(differ).to_contain_text("they count different things")


def test_overdue_promises_are_marked_in_table_and_dossier(atlas: AtlasPage) -> None:
    row = atlas.page.locator('.atlas-table tr[data-route-id="horadiz-agbend-railway"]')
    expect(row.locator(".atlas-mark", has_text="overdue")).to_be_visible()
    row.locator("button").click()
    atlas.expect_dossier("horadiz-agbend-railway")
    expect(atlas.page.locator(".atlas-dossier")).to_contain_text("May 2026, which has passed")
    expect(atlas.page.locator(".atlas-dossier")).to_contain_text("old")


@pytest.mark.parametrize("query", ["Зангезур", "kars igdir", "Turkiye"])
def test_search_narrows_map_and_table_in_any_script(atlas: AtlasPage, catalog: Catalog,
                                                    query: str) -> None:
    box = atlas.page.locator(".st-key-search input")
    box.fill(query)
    expect(atlas.page.locator(".atlas-finder li").last).to_contain_text(query)
    box.press("ArrowUp")
    box.press("Enter")
    found = catalog.select(Filter(text=query)).ids
    assert found
    assert found != catalog.ids
    atlas.expect_ids(found)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


def test_the_data_page_shows_coverage_age_and_changes(atlas: AtlasPage, catalog: Catalog) -> None:
    choose(atlas, "filter-mode-gas", LEGEND["modes"])
    gas = catalog.select(Filter(modes=frozenset({"gas"}))).ids
    atlas.expect_ids(gas)
    atlas.page.get_by_role("link", name="The data").click()
    matrix = atlas.page.locator(".atlas-matrix")
    expect(matrix.locator("tbody tr")).to_have_count(len(catalog.entries), timeout=TIMEOUT_MS)
    expect(atlas.page.locator(".atlas-data").first).to_contain_text("which has passed")
    expect(atlas.page.locator(".atlas-changes")).to_contain_text(
        f"to {catalog.release}", timeout=TIMEOUT_MS)
    expect(atlas.page.locator(".stMarkdown").last).to_contain_text("United Nations practice")
    atlas.page.get_by_role("link", name="Atlas").click()
    atlas.expect_ids(gas)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


def test_hostile_text_is_only_text(browser: Browser, folder: Path) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["name"] = f"{HOSTILE} {row['route_id']}"

    edit(folder / "routes.csv", rename)
    edit(folder / "corridors.csv", lambda rows: rows[0].update(name=HOSTILE))
    edit(folder / "places.csv", lambda rows: [row.update(name=HOSTILE) for row in rows])
    with serving(folder) as url:
        atlas = open_atlas(browser, url)
        first = atlas.page.locator(".atlas-table tbody button").first
        expect(first).to_contain_text(HOSTILE, timeout=TIMEOUT_MS)
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
        first.click()
        expect(atlas.page.locator(".atlas-dossier h2")).to_contain_text(HOSTILE,
                                                                        timeout=TIMEOUT_MS)
        expect(atlas.page.locator(".st-key-filter-corridor")).to_contain_text(
            HOSTILE, timeout=TIMEOUT_MS)
        assert atlas.page.title() == "Corridor Atlas"
        assert atlas.outside == []
        assert atlas.errors == []
        atlas.page.close()


def test_a_broken_folder_is_explained_on_the_page(browser: Browser, folder: Path) -> None:
    edit(folder / "facts.csv", lambda rows: rows[0].update(source_id="nobody-2025"))
    (folder / "routes" / "tap.geojson").unlink()
    with serving(folder) as url:
        atlas = open_atlas(browser, url)
        problems = atlas.page.locator(".atlas-problems")
        expect(problems).to_contain_text("facts.csv:2 source_id: 'nobody-2025'",
                                         timeout=TIMEOUT_MS)
        expect(problems).to_contain_text("draw routes/tap.geojson")
        assert "Traceback" not in atlas.page.content()
        atlas.page.close()


@pytest.mark.parametrize("width", [400, 1400])
def test_the_page_never_scrolls_sideways(browser: Browser, address: str, catalog: Catalog,
                                         width: int) -> None:
    atlas = open_atlas(browser, address, width=width)
    atlas.expect_ids(catalog.ids)
    assert atlas.page.evaluate(
        "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    atlas.page.close()


@pytest.mark.parametrize(("path", "status", "said"), [
    ("export/routes.csv?mode=gas", 200, "tanap"),
    ("export/facts.csv-raw?source=umarova-2025", 200, "628-kilometer"),
    ("export/routes.csv?mode=canal", 400, "Nothing here is known as mode=canal."),
    ("export/secrets.csv", 404, "No such file."),
])
def test_files_are_made_on_request(browser: Browser, address: str, path: str, status: int,
                                   said: str) -> None:
    page = browser.new_page()
    answer = page.request.get(f"{address}/{path}")
    assert answer.status == status
    assert said in answer.text()
    page.close()


def test_a_link_restores_the_view_and_names_what_is_stale(browser: Browser, address: str,
                                                          catalog: Catalog) -> None:
    link = f"{address}/?mode=gas&mode=canal&open=tap&borders=de-facto&year=2030&at=6/40.5/20.25"
    atlas = open_atlas(browser, link)
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    atlas.expect_dossier("tap")
    expect(atlas.page.locator(".atlas-hidden")).to_contain_text("mode=canal")
    frame = next(f for f in atlas.page.frames if "st_folium" in f.url)
    assert frame.evaluate("() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]") == [
        6, pytest.approx(40.5, abs=0.02), pytest.approx(20.25, abs=0.02)]
    assert atlas.checked("filter-mode-gas")
    expect(atlas.page.locator(".st-key-year input[type=range]")).to_have_value("2030")
    atlas.page.close()


def test_back_and_forward_walk_through_views(browser: Browser, address: str,
                                             catalog: Catalog) -> None:
    atlas = open_atlas(browser, address)
    atlas.expect_ids(catalog.ids)
    gas = catalog.select(Filter(modes=frozenset({"gas"}))).ids
    atlas.option("filter-mode-gas").click()
    atlas.expect_ids(gas)
    atlas.page.wait_for_url("**mode=gas**")
    atlas.page.go_back()
    atlas.expect_ids(catalog.ids)
    atlas.page.go_forward()
    atlas.expect_ids(gas)
    atlas.page.close()


def test_the_copied_link_is_the_view(browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/?open=tanap&at=5.5/39/35")
    atlas.expect_ids(catalog.ids)
    copy = atlas.frame.locator(".atlas-copy")
    copy.click()
    expect(copy).to_have_attribute("data-link", re.compile(r"open=tanap.*at=5\.5/39"),
                                   timeout=TIMEOUT_MS)
    atlas.page.close()


@pytest.mark.parametrize(("query", "opened"), [
    ("Зангезур", "tripp"), ("kars igdir", "kars-dilucu-railway"), ("Bakı", "baku"),
    ("middle cor", "middle-corridor")])
def test_the_search_opens_by_any_name_with_two_keys(atlas: AtlasPage, catalog: Catalog,
                                                    query: str, opened: str) -> None:
    """`/` goes to the box, Enter opens what stands first; the arrows walk the list."""
    atlas.page.locator(".atlas-head h1").click()
    atlas.page.keyboard.press("/")
    atlas.page.keyboard.type(query)
    wanted = atlas.page.locator(f'.atlas-finder li[data-id="{opened}"]')
    expect(wanted).to_be_visible(timeout=TIMEOUT_MS)
    for _ in range(atlas.page.locator(".atlas-finder li").count()):
        if wanted.get_attribute("aria-selected") == "true":
            break
        atlas.page.keyboard.press("ArrowDown")
    atlas.page.keyboard.press("Enter")
    expect(atlas.page.locator(".atlas-dossier h2")).to_have_text(catalog.name_of(opened),
                                                                 timeout=TIMEOUT_MS)
    atlas.page.locator(".st-key-dossier-close button").click()
    expect(atlas.page.locator(".st-key-dossier-close")).to_have_count(0, timeout=TIMEOUT_MS)


def test_an_actor_that_is_found_filters(atlas: AtlasPage, catalog: Catalog) -> None:
    actor = next(actor for entry in catalog.entries for actor in entry.sponsors)
    atlas.page.locator(".st-key-search input").fill(actor)
    atlas.page.locator(".atlas-finder li", has_text="Sponsor of").first.click()
    atlas.expect_ids(catalog.select(Filter(sponsors=frozenset({actor}))).ids)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


def test_only_this_all_and_quick_clicks(atlas: AtlasPage, catalog: Catalog) -> None:
    """Two clicks faster than the server answers both count."""
    atlas.option("filter-mode-gas").click()
    atlas.option("filter-mode-oil").click()
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas", "oil"}))).ids)
    atlas.page.locator(".st-key-filter-mode-gas input").press("Enter")
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    assert not atlas.checked("filter-mode-oil")
    atlas.page.locator(".st-key-filter-mode-all button").click()
    atlas.expect_ids(catalog.ids)


def test_the_legend_shows_live_counts(atlas: AtlasPage, catalog: Catalog) -> None:
    atlas.option("filter-mode-gas").click()
    for status, count in catalog.counts("statuses", Filter(modes=frozenset({"gas"}))).items():
        expect(atlas.page.locator(f".st-key-filter-status-{status} .atlas-option-count")
               ).to_have_text(str(count), timeout=TIMEOUT_MS)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


@pytest.mark.parametrize("year", [1995, 2010, 2030])
def test_a_year_on_the_map_is_what_dated_claims_tell(browser: Browser, address: str,
                                                     catalog: Catalog, year: int) -> None:
    atlas = open_atlas(browser, f"{address}/?year={year}")
    atlas.expect_ids(shown(catalog, View(year=year)).ids)
    expect(atlas.page.locator(".atlas-table thead")).to_contain_text(f"In {year}")
    slider = atlas.page.locator(".st-key-year input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    atlas.expect_ids(shown(catalog, View(year=year + 1)).ids)
    atlas.page.wait_for_url(f"**year={year + 1}**")
    atlas.page.close()


def test_a_link_to_an_earlier_release_shows_that_release(browser: Browser, address: str,
                                                         catalog: Catalog) -> None:
    earlier = next(iter(releases(DATA)))
    old = build(read_archive(releases(DATA)[earlier]), TODAY, past=True)
    atlas = open_atlas(browser, f"{address}/?release={earlier}")
    atlas.expect_ids(old.ids)
    expect(atlas.page.locator(".atlas-head p")).to_contain_text(f"release {earlier}")
    atlas.page.locator(".st-key-release-newest button").click()
    atlas.expect_ids(catalog.ids)
    expect(atlas.page.locator(".atlas-head p")).to_contain_text(f"release {catalog.release}")
    atlas.page.close()

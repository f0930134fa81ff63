"""The atlas in Chromium: everything drawn, nothing from outside, map = table = CSV."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.components.legend.legend import option_key
from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND, Section
from geo.claims.wording import lines_words
from geo.query.filter import Filter
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas
from tests.pages.inspected import inspecting
from tests.samples.table_cells import claim_cells


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
        atlas.page.locator('.atlas-download[data-what="routes-full"][data-format="csv"]').click()
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


_HOLDS = """(id) => {
    const points = @lines.points(new Set([id]));
    return points.length > 0 && points.every((point) => map.getBounds().contains(point));
}"""


def test_the_camera_goes_to_what_is_opened(atlas: AtlasPage) -> None:
    """Until the reader moves the map, which “Whole view” takes back; a resize does not count."""
    atlas.frame.get_by_role("button", name="Whole view").click()
    for route_id in ("tap", "herat-kandahar-chaman-railway"):
        atlas.page.locator(f'.atlas-table button[data-route-id="{route_id}"]').click()
        atlas.expect_dossier(route_id)
        atlas.map_frame.wait_for_function(inspecting(_HOLDS), arg=route_id)
        assert atlas.map_frame.evaluate("() => map.getZoom()") > 5.5
        assert "at=" not in atlas.page.url
    width = atlas.map_frame.evaluate("() => map.getSize().x")
    atlas.page.set_viewport_size({"width": 1200, "height": 700})
    atlas.map_frame.wait_for_function("(width) => map.getSize().x < width", arg=width)
    atlas.map_frame.wait_for_function(inspecting(_HOLDS), arg=route_id)
    assert "at=" not in atlas.page.url
    atlas.page.set_viewport_size({"width": 1400, "height": 900})


def test_a_click_on_a_line_opens_its_dossier_and_a_camera_that_was_moved_stays(
        atlas: AtlasPage) -> None:
    """The click lands on a vertex of the line, found through the map's own projection."""
    frame = atlas.map_frame
    frame.evaluate("() => { map.setView([31, 66], 5.25, { animate: false }); }")
    expect_drawn(atlas.page)
    atlas.page.locator(".atlas-head h1").scroll_into_view_if_needed()
    point = frame.evaluate(inspecting("""() => {
        const points = @lines.points(new Set(["cpec-gwadar"]));
        const at = points[Math.floor(points.length * 0.6)];
        const p = map.latLngToContainerPoint(at);
        return { x: p.x, y: p.y };
    }"""))
    looks = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
    zoom, lat, lon = frame.evaluate(looks)
    atlas.frame.locator(".leaflet-container").click(position=point)
    atlas.expect_dossier("cpec-gwadar")
    expect(atlas.map).to_have_attribute("data-selected", "cpec-gwadar", timeout=TIMEOUT_MS)
    expect_drawn(atlas.page)
    atlas.expect_camera(zoom, lat, lon, within=0.2)


def test_a_row_opens_its_dossier_with_every_citation(atlas: AtlasPage, catalog: Catalog) -> None:
    atlas.page.locator('.atlas-table button[data-route-id="btc-pipeline"]').click()
    atlas.expect_dossier("btc-pipeline")
    text = atlas.page.locator(".st-key-dossier").text_content() or ""
    entry = catalog.entry("btc-pipeline")
    assert entry is not None
    for claim in entry.claims:
        assert claim.printed in text
        assert lines_words(claim.lines) in text
    assert "not in the sources" in text.casefold()
    atlas.page.locator(".st-key-dossier-close button").click()
    expect(atlas.page.locator(".atlas-dossier[data-route-id]")).to_have_count(0,
                                                                            timeout=TIMEOUT_MS)


def test_the_table_sorts_without_a_rerun(atlas: AtlasPage, catalog: Catalog) -> None:
    lengths = [claim_cells(catalog, entry)["length"] for entry in catalog.entries]
    least = min((cell for cell in lengths if not cell.get("missing")),
                key=lambda cell: (cell.get("group", 0), cell["sort"]))
    atlas.page.locator(".atlas-table thead button", has_text="Length").click()
    first = atlas.page.locator(".atlas-table tbody tr").first
    expect(first).to_contain_text(least["text"], timeout=TIMEOUT_MS)
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
    row = atlas.page.locator('.atlas-table tr[data-route-id="chabahar-zahedan-railway"]')
    expect(row.locator(".atlas-mark", has_text="overdue")).to_be_visible()
    row.locator("button").click()
    atlas.expect_dossier("chabahar-zahedan-railway")
    expect(atlas.page.locator(".atlas-dossier")).to_contain_text("March 2026, which has passed")
    expect(atlas.page.locator(".atlas-dossier")).to_contain_text("stale")


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
    expect(atlas.page.locator(".atlas-unmapped tbody tr")).to_have_count(len(catalog.not_mapped))
    for system in catalog.not_mapped:
        row = atlas.page.locator(".atlas-unmapped tr").filter(has_text=system.printed)
        expect(row).to_contain_text(system.reason)
        expect(row).to_contain_text(catalog.sources[system.source_id].title)
    atlas.page.get_by_role("link", name="Atlas", exact=True).click()
    atlas.expect_ids(gas)
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


@pytest.mark.parametrize("query", [
    "mode=gas&status=operating", "mode=gas&status=operating&at=5.5/40/40",
    "corridor=middle-corridor&mode=sea", "mode=oil"])
def test_a_route_s_name_is_nearest_to_its_own_line(browser: Browser, address: str,
                                                   query: str) -> None:
    """Measured from the middle of each name to the lines in view; lines may share a bed."""
    opened = open_atlas(browser, f"{address}/?{query}")
    expect(opened.map).to_have_attribute("data-route-ids",
                                   re.compile("."), timeout=TIMEOUT_MS)
    expect(opened.frame.locator(".atlas-label-route").first).to_be_visible()
    expect_drawn(opened.page)
    astray = opened.map_frame.wait_for_function(inspecting("""() => {
        const lines = @lines;
        if (!lines) return false;
        const ids = map.getContainer().dataset.routeIds.split(" ");
        const frame = map.getContainer().getBoundingClientRect();
        const names = [...document.querySelectorAll(".atlas-label-route span")];
        const astray = names.filter((name) => {
            const box = name.getBoundingClientRect();
            const x = (box.left + box.right) / 2 - frame.left;
            const y = (box.top + box.bottom) / 2 - frame.top;
            const off = (id) => Math.min(...lines.seen(new Set([id]), 6).flatMap((run) =>
                run.points.map(([px, py]) => Math.hypot(px - x, py - y))));
            const own = ids.filter((id) =>
                lines.some(new Set([id]))[0].route.name.includes(name.textContent));
            const least = (some) => Math.min(...some.map(off));
            return least(own) > least(ids) + 1;
        });
        return names.length && !astray.length;
    }"""), timeout=TIMEOUT_MS)
    assert astray.json_value() is True
    opened.page.close()

"""The offline pack in Chromium: dossiers, table and briefings are read with mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from math import log2
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, expect

from geo.briefing.briefing import Briefing, Scene
from geo.cartography.projection import SCREEN_PX
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.files.packs import pack
from tests.pages.inspected import inspecting
from tests.pages.pack_page import ROUTE, PackPage, open_pack
from tests.pages.table_words import broken_words

HOSTILE = "</script><img src=x onerror=\"document.title='run';alert(1)\"> {{7*7}} @@data@@ `${1}`"


def test_a_route_opens_by_keyboard_with_its_citations(atlas: PackPage, catalog: Catalog) -> None:
    entry = catalog.entry(ROUTE)
    assert entry
    atlas.page.locator(f'button[data-route-id="{ROUTE}"]').press("Enter")
    atlas.expect_open(ROUTE)
    dossier = atlas.page.locator("#dossier")
    for claim in entry.claims:
        expect(dossier).to_contain_text(f"“{claim.printed}”")
    assert dossier.locator(".atlas-value").count() >= len(entry.claims)
    mark = dossier.locator("dd .atlas-cite").first
    mark.press("Enter")
    expect(atlas.page.locator(".atlas-cite-card")).to_contain_text("View of")
    atlas.page.get_by_role("button", name="Show in the sources").press("Enter")
    note = dossier.locator(f'[data-note="{mark.get_attribute("data-cite")}"]')
    expect(note).to_be_focused()
    expect(note).to_contain_text("As of")
    expect(atlas.map).to_have_attribute("data-selected", ROUTE)
    assert atlas.page.evaluate("location.hash") == f"#open={ROUTE}"
    atlas.page.locator("#close").click()
    expect(atlas.page.locator("#open")).to_be_focused()


def test_a_click_on_a_line_opens_it(atlas: PackPage) -> None:
    atlas.follow("mode=oil&at=7/40.0000/44.0000")
    point = atlas.page.evaluate(inspecting("""() => {
        const points = @lines.points(new Set(['btc-pipeline']));
        const map = @map, view = map.getBounds().pad(-0.2);
        const seen = points.filter((one) => view.contains(one));
        const at = map.latLngToContainerPoint(seen[Math.floor(seen.length / 2)]);
        const box = map.getContainer().getBoundingClientRect();
        return [at.x + box.x, at.y + box.y]; }"""))
    atlas.page.mouse.click(*point)
    atlas.expect_open(ROUTE)
    assert "at=7/40.0000/44.0000" in atlas.page.evaluate("location.hash")


def test_the_table_is_sorted_both_ways(atlas: PackPage, catalog: Catalog) -> None:
    head = atlas.page.locator("thead button", has_text="Length")
    rows = atlas.page.locator("tbody tr")
    head.click()
    up = rows.first.get_attribute("data-route-id")
    head.click()
    down = rows.first.get_attribute("data-route-id")
    expect(atlas.page.locator('th[aria-sort="descending"]')).to_have_count(1)
    lengths = {entry.route_id: entry.headline("length") for entry in catalog.entries}
    numbers = {route_id: claim.number for route_id, claim in lengths.items()
               if claim and claim.number is not None and not claim.partial}
    assert up == min(numbers, key=lambda route_id: numbers[route_id])
    assert down == max(numbers, key=lambda route_id: numbers[route_id])
    assert broken_words(atlas.page) == []
    head.click()
    atlas.expect_ids(catalog.ids)


def test_the_order_of_the_table_stands_in_the_link(atlas: PackPage, catalog: Catalog) -> None:
    rows = atlas.page.locator("tbody tr")
    atlas.page.locator("thead button", has_text="Length").click()
    assert "sort=length-up" in atlas.page.evaluate("location.hash")
    atlas.follow("sort=length-down")
    expect(atlas.page.locator(".atlas-direction")).to_have_text("longest first")
    longest = rows.first.get_attribute("data-route-id")
    atlas.follow("mode=gas&sort=Length_Down")
    expect(atlas.page.locator("#notice")).to_be_hidden()
    assert rows.first.get_attribute("data-route-id") != longest
    for bad in ("gauge-up", "year-up"):
        atlas.follow(f"sort={bad}")
        expect(atlas.page.locator("#notice")).to_contain_text(f"sort={bad}")
        expect(atlas.page.locator("th[aria-sort]")).to_have_count(0)
    atlas.follow("year=2030&sort=year-up")
    expect(atlas.page.locator("th[aria-sort]")).to_contain_text("In 2030")
    expect(atlas.page.locator("#notice")).to_be_hidden()
    atlas.follow("")
    atlas.expect_ids(catalog.ids)


def test_rows_of_the_table_are_found_without_a_network(atlas: PackPage, catalog: Catalog) -> None:
    find = atlas.table.get_by_label("Find in the table")
    find.fill("btc")
    expect(atlas.page.locator("tbody tr")).to_have_count(1)
    expect(atlas.table.locator(".atlas-table-found")).to_have_text(
        f"1 of {len(catalog.ids)} rows have these words.")
    find.fill("")



def test_a_briefing_goes_by_keys(atlas: PackPage, catalog: Catalog) -> None:
    page = atlas.page
    page.locator("#briefings summary").click()
    page.locator("#briefings button").first.click()
    title, sentence = page.locator("#stage-title"), page.locator("#stage-sentence")
    expect(title).to_have_text("Oil")
    expect(sentence).to_have_text("It carries oil [1].")
    expect(page.locator("#dossier")).to_be_hidden()
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"oil"}))).ids)
    size, zoom, lat = page.evaluate(inspecting(
        "[@map.getSize(), @map.getZoom(), @map.getCenter().lat]"))
    assert lat == pytest.approx(40.5, abs=0.01)
    assert zoom == pytest.approx(6 + log2(min(size["x"] / SCREEN_PX[0], size["y"] / SCREEN_PX[1])),
                                 abs=0.01), "it sees all that a map of the usual size would"
    sentence.locator("a").click()
    expect(page.locator(".atlas-cite-card")).to_be_focused()
    page.get_by_role("button", name="Show in the sources").click()
    expect(page.locator("#stage-sources li").first).to_be_focused()
    page.keyboard.press("PageDown")
    expect(title).to_have_text("Building")
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("In 2005")
    page.keyboard.press("PageDown")
    expect(page.locator("#stage-where")).to_contain_text("A tour · scene 3 of 3")
    atlas.expect_ids(select_view(catalog, View(year=2005)).ids)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    expect(title).to_have_text("Oil")
    page.go_back()
    expect(title).to_have_text("Building")
    page.keyboard.press("Escape")
    expect(page.locator("#stage")).to_be_hidden()
    expect(page.locator("#dossier")).to_be_visible()


def test_a_link_to_a_scene_is_enough(browser: Browser, path: Path, catalog: Catalog) -> None:
    opened = open_pack(browser, path, "briefing=tour&scene=2")
    expect(opened.page.locator("#stage-title")).to_have_text("Building")
    opened.expect_ids(catalog.select(Filter(statuses=frozenset({"under-construction"}))).ids)
    again = opened.page.evaluate("location.hash")
    opened.page.reload()
    expect(opened.page.locator("#stage-title")).to_have_text("Building")
    assert opened.page.evaluate("location.hash") == again
    opened.page.context.close()


def test_hostile_text_comes_out_exact_and_runs_nothing(browser: Browser, extract: Extract,
                                                       tmp_path: Path) -> None:
    atlas, first = extract.atlas, extract.atlas.entries[0]
    claim = replace(first.claims[0], printed=HOSTILE, note=HOSTILE)
    named = replace(first, route=replace(first.route, name=HOSTILE), claims=(claim,),
                    names=(HOSTILE,))
    place = first.route.from_place
    places = {**atlas.places, place: replace(atlas.places[place], name=HOSTILE)}
    catalog = replace(atlas, entries=(named, *atlas.entries[1:]), places=places)
    scene = Scene(HOSTILE, f"open={first.route_id}", HOSTILE, (), HOSTILE)
    bad = tmp_path / "bad.html"
    bad.write_bytes(pack(replace(extract, atlas=catalog),
                         [Briefing("bad", HOSTILE, HOSTILE, (scene,))]))
    opened = open_pack(browser, bad, f"open={first.route_id}")
    page = opened.page
    assert page.locator("#dossier h2").inner_text() == HOSTILE
    assert page.locator("tbody th").first.inner_text() == HOSTILE
    expect(page.locator("#dossier")).to_contain_text(f"“{HOSTILE}”")
    assert page.evaluate("document.getElementById('open').selectedOptions[0].text") == HOSTILE
    opened.follow(f"open={place}")
    assert page.locator("#dossier h2").inner_text() == HOSTILE
    page.locator("#search").fill("onerror 7")
    opened.expect_ids((first.route_id,))
    opened.follow("briefing=bad&scene=1")
    assert page.locator("#stage-title").inner_text() == HOSTILE
    assert page.locator("#stage-sentence").inner_text() == HOSTILE
    assert page.title() == "Corridor Atlas, offline"
    assert page.locator("img:not([src^='data:image/svg+xml'])").count() == 0
    assert opened.asked == []
    assert opened.errors == []
    page.context.close()


@pytest.mark.parametrize("query", ["", f"open={ROUTE}", "briefing=tour&scene=1"])
def test_axe_finds_nothing(atlas: PackPage, query: str) -> None:
    atlas.follow(query)
    found: dict[str, Any] = Axe().run(atlas.page, options={"resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 10
    assert [(rule["id"], [node["target"][0] for node in rule["nodes"]])
            for rule in found["violations"]] == []


@pytest.mark.parametrize("query", ["", f"open={ROUTE}", "briefing=tour&scene=1"])
def test_a_narrow_screen_needs_no_sideways_scrolling(atlas: PackPage, query: str) -> None:
    atlas.page.set_viewport_size({"width": 360, "height": 740})
    atlas.follow(query)
    expect(atlas.page.locator("#key")).to_be_visible()
    assert atlas.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("screen", [(1400, 900), (390, 844)])
@pytest.mark.parametrize("paper", [(1040, 720), (1500, 1040), (720, 1040)])
def test_the_printed_map_fills_its_frame_and_the_frame_the_page(
        browser: Browser, path: Path, screen: tuple[int, int], paper: tuple[int, int]) -> None:
    """A4 and A3, both ways round, in CSS pixels: what the screen showed is scaled."""
    page = open_pack(browser, path, width=screen[0]).page
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    expect(page.locator("#map[data-route-ids]")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": paper[0], "height": paper[1]})
    found = page.evaluate("""() => {
        const box = (one) => one.getBoundingClientRect(), map = box(at("map"));
        const side = box(document.querySelector(".pack-map-side"));
        const empty = [...at("map").querySelectorAll("canvas")].map(box).filter((drawn) =>
            drawn.left > map.left + 2 || drawn.top > map.top + 2
            || drawn.right < map.right - 2 || drawn.bottom < map.bottom - 2);
        return { empty: empty.length, wide: map.width / side.width,
                 high: map.height / innerHeight };
        function at(id) { return document.getElementById(id); }
    }""")
    assert found["empty"] == 0
    assert found["wide"] <= 1.01
    assert found["high"] <= 1
    assert found["wide"] > 0.98 or found["high"] > 0.75
    page.context.close()

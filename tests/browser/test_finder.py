"""The search in Chromium: any name in any script narrows the view or opens what it means."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.catalog.catalog import Catalog
from geo.query.filter import Filter
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage


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
    expect(atlas.page.locator(".atlas-finder li").last).to_contain_text(query)
    for _ in range(atlas.page.locator(".atlas-finder li").count()):
        if wanted.get_attribute("aria-selected") == "true":
            break
        atlas.page.keyboard.press("ArrowDown")
    atlas.page.keyboard.press("Enter")
    expect(atlas.page.locator(".atlas-dossier h2")).to_have_text(catalog.name_of(opened),
                                                                 timeout=TIMEOUT_MS)
    atlas.page.locator(".st-key-dossier-close button").click()
    expect(atlas.page.locator(".st-key-dossier-close")).to_have_count(0, timeout=TIMEOUT_MS)


def test_a_country_is_found_by_its_usual_name_and_filters(atlas: AtlasPage, catalog: Catalog
                                                          ) -> None:
    box = atlas.page.locator(".st-key-search input")
    box.fill("Turkey")
    expect(atlas.page.locator(".atlas-finder li").first).to_contain_text("Türkiye",
                                                                         timeout=TIMEOUT_MS)
    box.press("Enter")
    atlas.expect_ids(catalog.select(Filter(countries=frozenset({"TR"}))).ids)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


def test_a_region_stands_before_its_town_filters_and_is_shown(atlas: AtlasPage, catalog: Catalog
                                                              ) -> None:
    """Nakhchivan the region, of which policy speaks, and not its station."""
    region = "nakhchivan-autonomous-republic"
    box, rows = atlas.page.locator(".st-key-search input"), atlas.page.locator(".atlas-finder li")
    box.fill("Nakhchivan")
    expect(rows.first).to_have_attribute("data-id", region, timeout=TIMEOUT_MS)
    expect(rows.first).to_contain_text("Region of Azerbaijan")
    expect(rows.nth(1)).to_have_attribute("data-id", "nakhchivan")
    box.press("Enter")
    atlas.expect_ids(catalog.select(Filter(regions=frozenset({region}))).ids)
    expect(atlas.page).to_have_url(re.compile(rf"region={region}&.*at=8/39\."))
    expect(atlas.map.locator(".atlas-label-region.atlas-label-said")).to_have_text("Nakhchivan")
    option = atlas.page.locator(f".st-key-filter-region-{region} input")
    expect(option).to_be_checked()
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)


def test_a_wrong_letter_offers_what_was_meant(atlas: AtlasPage, catalog: Catalog) -> None:
    box, rows = atlas.page.locator(".st-key-search input"), atlas.page.locator(".atlas-finder li")
    box.fill("Nakchivan")
    expect(rows.first).to_contain_text("Did you mean", timeout=TIMEOUT_MS)
    expect(rows.nth(1)).to_have_attribute("data-kind", "region")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    expect(rows.nth(2)).to_have_attribute("data-id", "nakhchivan")
    box.press("ArrowDown")
    box.press("Enter")
    expect(atlas.page.locator(".atlas-dossier h2")).to_have_text(catalog.name_of("nakhchivan"),
                                                                 timeout=TIMEOUT_MS)
    atlas.expect_ids(catalog.ids)
    atlas.page.locator(".st-key-dossier-close button").click()
    expect(atlas.page.locator(".st-key-dossier-close")).to_have_count(0, timeout=TIMEOUT_MS)


def test_what_is_not_mapped_says_why_and_enter_empties_nothing(atlas: AtlasPage,
                                                               catalog: Catalog) -> None:
    box, rows = atlas.page.locator(".st-key-search input"), atlas.page.locator(".atlas-finder li")
    kuryk = next(each for each in catalog.not_mapped if "Kuryk" in each.name)
    for text, said in ((kuryk.name, kuryk.reason), ("qwzx", "Nothing here is called")):
        box.fill(text)
        expect(rows.first).to_contain_text(said, timeout=TIMEOUT_MS)
        box.press("Enter")
        expect(rows.first).to_be_visible()
        atlas.expect_ids(catalog.ids)
    box.fill("")


def test_a_link_that_searches_for_nothing_offers_what_is_near(atlas: AtlasPage, catalog: Catalog
                                                              ) -> None:
    atlas.go("/?search=Teheran")
    note = atlas.page.locator(".atlas-found-nothing")
    expect(note).to_contain_text("Did you mean", timeout=TIMEOUT_MS)
    note.get_by_role("button", name="Tehran", exact=True).click()
    expect(atlas.page.locator(".atlas-dossier h2")).to_have_text("Tehran", timeout=TIMEOUT_MS)
    atlas.expect_ids(catalog.ids)
    expect(note).to_be_hidden()
    atlas.show_all(catalog.ids)


def test_other_filters_that_leave_nothing_of_a_search_can_be_left_out(
        atlas: AtlasPage, catalog: Catalog) -> None:
    atlas.go("/?country=IT&search=Baku")
    atlas.expect_ids(())
    found = catalog.select(Filter(text="Baku")).ids
    notice = atlas.page.locator(".st-key-none-left")
    expect(notice).to_contain_text(f"“Baku” leaves {len(found)} routes", timeout=TIMEOUT_MS)
    notice.get_by_role("button").click()
    atlas.expect_ids(found)
    atlas.show_all(catalog.ids)


def test_a_sea_that_is_found_moves_the_map(atlas: AtlasPage, catalog: Catalog) -> None:
    box = atlas.page.locator(".st-key-search input")
    box.fill("Persian Gulf")
    expect(atlas.page.locator(".atlas-finder li").first).to_contain_text("show on the map",
                                                                         timeout=TIMEOUT_MS)
    box.press("Enter")
    atlas.page.wait_for_url("**at=6/27.2000/51.2000*", timeout=TIMEOUT_MS)
    atlas.show_all(catalog.ids)


def test_an_actor_that_is_found_filters(atlas: AtlasPage, catalog: Catalog) -> None:
    actor = next(actor for entry in catalog.entries for actor in entry.sponsors)
    atlas.page.locator(".st-key-search input").fill(actor)
    atlas.page.locator(".atlas-finder li", has_text="Sponsor of").first.click()
    atlas.expect_ids(catalog.select(Filter(sponsors=frozenset({actor}))).ids)
    atlas.page.locator(".st-key-filter-reset button").click()
    atlas.expect_ids(catalog.ids)

"""The page of comparison in Chromium: presets, links that restore, no sideways scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.presentation.comparison import PRESETS
from tests.pages.atlas_page import TIMEOUT_MS, expect_drawn, open_atlas


def expect_subjects(page: Page, ids: tuple[str, ...]) -> None:
    expect(page.locator(".atlas-compare-page")).to_have_attribute(
        "data-subject-ids", " ".join(ids), timeout=TIMEOUT_MS)


@pytest.mark.parametrize("width", [400, 1400])
def test_every_preset_is_one_click_and_never_scrolls_sideways(browser: Browser, address: str,
                                                              width: int) -> None:
    atlas = open_atlas(browser, f"{address}/compare", width=width)
    for key, preset in PRESETS.items():
        atlas.page.locator(f".st-key-compare-preset-{key} button").click(timeout=TIMEOUT_MS)
        expect_subjects(atlas.page, preset.subject_ids)
        expect_drawn(atlas.page)
        assert atlas.page.evaluate("""() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return main.scrollWidth <= main.clientWidth;
        }""")
    assert atlas.outside == []
    atlas.page.close()


def test_the_differing_row_says_so_in_words(browser: Browser, address: str) -> None:
    atlas = open_atlas(browser, f"{address}/compare")
    atlas.page.locator(".st-key-compare-preset-north-middle-cape button").click(timeout=TIMEOUT_MS)
    days = atlas.page.locator('.atlas-compare tr[data-attribute="transit-time"]')
    expect(days).to_contain_text("They differ", timeout=TIMEOUT_MS)
    for shown in ("35", "18", "45"):
        expect(days).to_contain_text(shown)
    expect(days.locator("td sup").first).to_have_text("[1]")
    expect(atlas.page.locator(".atlas-compare-notes li").first).to_contain_text("2902-2903")
    atlas.page.close()


def test_a_link_restores_the_comparison_and_back_walks(browser: Browser, address: str) -> None:
    chosen = ("tap", "tanap", "btc-pipeline")
    query = "&".join(f"with={i}" for i in (*chosen, "canal"))
    atlas = open_atlas(browser, f"{address}/compare?{query}")
    expect_subjects(atlas.page, chosen)
    expect(atlas.page.locator(".atlas-hidden")).to_contain_text("canal")
    preset = PRESETS["tripp-aras"].subject_ids
    atlas.page.locator(".st-key-compare-preset-tripp-aras button").click()
    expect_subjects(atlas.page, preset)
    atlas.page.wait_for_url("**with=tripp**")
    atlas.page.go_back()
    expect_subjects(atlas.page, chosen)
    atlas.page.get_by_role("link", name="The data").click()
    expect(atlas.page.locator(".atlas-matrix")).to_be_visible(timeout=TIMEOUT_MS)
    atlas.page.get_by_role("link", name="Compare").click()
    expect_subjects(atlas.page, chosen)
    atlas.page.close()


def test_one_subject_is_asked_for_a_second(browser: Browser, address: str) -> None:
    atlas = open_atlas(browser, f"{address}/compare?with=tap")
    expect(atlas.page.locator(".atlas-compare-wait")).to_contain_text(
        "at least two", timeout=TIMEOUT_MS)
    atlas.page.close()

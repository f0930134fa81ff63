"""What happened, in Chromium: one click from the first screen, filtered, opened, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.catalog.catalog import Catalog
from geo.presentation.citations import Citations
from geo.presentation.told_happenings import what_happened
from geo.query.filter import Filter
from geo.query.view import View
from tests.pages.atlas_page import expect_drawn, open_atlas
from tests.pages.axe import tab_to

GAS = Filter(modes=frozenset({"gas"}))


def expect_told(page: Page, catalog: Catalog, view: View) -> None:
    """Wait until the page tells what that view's selection holds, in its order."""
    found = what_happened(catalog.select(view.wanted), view, Citations(catalog.sources))
    told = [" ".join(name.opens_id for name in each.subjects)
            for month in found.months for each in month.happenings]
    items = page.locator(".happened-list > li")
    expect(items).to_have_count(len(told))
    expect_drawn(page)
    assert items.evaluate_all("(all) => all.map((one) => one.dataset.subjectIds)") == told


@pytest.mark.parametrize("width", [390, 1400])
def test_it_is_one_click_from_the_first_screen_and_opens_what_it_tells(
        browser: Browser, address: str, catalog: Catalog, width: int) -> None:
    atlas = open_atlas(browser, f"{address}/?mode=gas", width=width)
    page = atlas.page
    page.get_by_role("link", name="All that happened, by date").click()
    expect_told(page, catalog, View(GAS))
    first = page.locator(".happened-list > li").first
    subject = (first.get_attribute("data-subject-ids") or "").split()[0]
    first.locator(".happened-of a").first.click()
    expect(page.locator(f'.atlas-dossier[data-subject-id="{subject}"]')).to_be_visible()
    page.wait_for_url(f"**mode=gas**open={subject}**")
    assert atlas.outside == []
    page.close()


def test_filter_and_time_narrow_it_by_keyboard_and_the_address_keeps_them(
        browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/what-happened")
    page = atlas.page
    expect_told(page, catalog, View())
    tab_to(page, ".st-key-filter-mode-gas input")
    page.keyboard.press("Space")
    expect_told(page, catalog, View(GAS))
    tab_to(page, ".st-key-happened-last-12 button")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=20**")
    expect_told(page, catalog, View(GAS, since=page.url.split("since=")[1][:7]))
    page.reload()
    expect_told(page, catalog, View(GAS, since=page.url.split("since=")[1][:7]))
    page.locator(".st-key-happened-last-0 button").click()
    page.locator(".st-key-happened-all button").click()
    expect_told(page, catalog, View())
    mark = page.locator(".happened-what .atlas-cite").first
    mark.press("Enter")
    page.get_by_role("button", name="Show in the sources").press("Enter")
    expect(page.locator(f'[data-note="{mark.get_attribute("data-cite")}"]:focus')).to_be_visible()
    page.close()

"""Addresses in Chromium: a link is the view, its year and its release; files have links too."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.checks.build import build
from geo.data.releases import read_archive, releases
from geo.query.filter import Filter
from geo.query.view import View, link_items
from tests.conftest import DATA, TODAY, past_release
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, open_atlas
from tests.pages.axe import tab_to


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
    ("export/routes.csv?mode=gas&amp;status=operating", 200, "tanap"),
    ("export/routes.csv?mode=canal", 400, "Nothing here is known as mode=canal."),
    ("export/routes.csv?amp;mode=canal&utm_source=x", 400, "Nothing here is known as mode=canal."),
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
    expect(atlas.page.locator(".st-key-notices .atlas-hidden")).to_contain_text("mode=canal")
    atlas.expect_camera(6, 40.5, 20.25)
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


def test_a_page_of_the_navigation_is_one_step(browser: Browser, address: str,
                                              catalog: Catalog) -> None:
    gas = catalog.select(Filter(modes=frozenset({"gas"}))).ids
    atlas = open_atlas(browser, f"{address}/?mode=gas")
    atlas.expect_ids(gas)

    def settled(title: str, url: str) -> None:
        """The page stands and its run is over: what it puts into the address is there."""
        atlas.page.wait_for_url(re.compile(url))
        expect(atlas.page.locator("h1").first).to_have_text(title, timeout=TIMEOUT_MS)
        expect_drawn(atlas.page)

    for title, url in (("Time", r"/time\?mode=gas$"), ("Compare", r"/compare\?with=")):
        atlas.page.get_by_role("link", name=title, exact=True).click()
        settled(title, url)
    atlas.page.go_back()
    settled("Time", r"/time\?mode=gas$")
    atlas.page.go_back()
    settled("Corridor Atlas", r"/\?mode=gas$")
    atlas.expect_ids(gas)
    atlas.page.go_forward()
    settled("Time", r"/time\?mode=gas$")
    atlas.page.close()


def test_the_copied_link_is_the_view(browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/?open=tanap&at=5.5/39/35")
    atlas.expect_ids(catalog.ids)
    copy = atlas.frame.locator(".atlas-copy[aria-live]")
    copy.click()
    expect(copy).to_have_attribute("data-link", re.compile(r"open=tanap.*at=5\.5/39"),
                                   timeout=TIMEOUT_MS)
    atlas.page.close()


@pytest.mark.parametrize("year", [1995, 2010, 2030])
def test_a_year_on_the_map_is_what_dated_claims_tell(browser: Browser, address: str,
                                                     catalog: Catalog, year: int) -> None:
    atlas = open_atlas(browser, f"{address}/?year={year}")
    atlas.expect_ids(select_view(catalog, View(year=year)).ids)
    expect(atlas.page.locator(".atlas-table thead")).to_contain_text(f"In {year}")
    slider = atlas.page.locator(".st-key-year input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    atlas.expect_ids(select_view(catalog, View(year=year + 1)).ids)
    atlas.page.wait_for_url(f"**year={year + 1}**")
    atlas.page.close()


def test_a_link_to_an_earlier_release_shows_that_release(browser: Browser, address: str,
                                                         catalog: Catalog) -> None:
    earlier = past_release()
    old = build(read_archive(releases(DATA)[earlier]), TODAY, past=True)
    atlas = open_atlas(browser, f"{address}/?release={earlier}")
    atlas.expect_ids(old.ids)
    expect(atlas.page.locator(".atlas-head p")).to_contain_text(f"release {earlier}")
    atlas.page.locator(".st-key-release-newest button").click()
    atlas.expect_ids(catalog.ids)
    expect(atlas.page.locator(".atlas-head p")).to_contain_text(f"release {catalog.release}")
    atlas.page.close()


@pytest.mark.parametrize(("path", "query"), [
    ("time", [("year", "2031")]),
    ("what-happened", [("mode", "gas"), ("since", "2025"), ("until", "2026-03")]),
    ("compare", [("with", "tripp"), ("with", "tanap")])])
def test_other_pages_have_their_link_too(browser: Browser, address: str, catalog: Catalog,
                                         path: str, query: list[tuple[str, str]]) -> None:
    page = open_atlas(browser, f"{address}/{path}?{urlencode(query)}").page
    tab_to(page, ".atlas-copy")
    page.keyboard.press("Enter")
    copy = page.locator(".atlas-copy")
    expect(copy).to_have_text("Link copied")
    copied = copy.get_attribute("data-link") or ""
    assert copied.startswith(f"{address}/{path}?")
    assert link_items(copied) == [*query, ("release", catalog.release)]
    page.close()


def test_a_number_opens_its_citation_which_leads_to_its_note(browser: Browser, address: str
                                                             ) -> None:
    """By key, in a dossier and on a page of its own."""
    opened = open_atlas(browser, f"{address}/?open=btc-pipeline")
    for path, title, where in (("", "Corridor Atlas", ".atlas-dossier dd"),
                               ("/time", "Time", "article")):
        if path:
            opened.go(path)
        expect(opened.page.locator("h1")).to_have_text(title, timeout=TIMEOUT_MS)
        expect(opened.page.locator(".atlas-print-foot")).to_be_attached(timeout=TIMEOUT_MS)
        expect_drawn(opened.page)
        mark = opened.page.locator(f"{where} .atlas-cite").first
        expect(mark).to_be_visible(timeout=TIMEOUT_MS)
        number = mark.get_attribute("data-cite")
        whole = mark.get_attribute("title") or ""
        mark.press("Enter")
        card = opened.page.get_by_role("dialog", name=f"Source {number}", exact=True)
        expect(card).to_be_focused()
        expect(card).to_contain_text(whole)
        expect(card).to_contain_text("View of")
        opened.page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        expect(mark).to_be_focused()
        mark.press("Enter")
        card.get_by_role("button", name="Show in the sources").press("Enter")
        note = opened.page.locator(f'[data-note="{number}"]:focus')
        expect(note).to_be_visible()
        expect(note).to_contain_text("As of")
    opened.page.close()


def test_a_citation_opens_at_a_touch_and_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True,
                                  permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/?open=btc-pipeline")
    mark = page.locator(".atlas-dossier dd .atlas-cite").first
    expect(mark).to_be_visible(timeout=TIMEOUT_MS)
    expect_drawn(page)
    mark.tap()
    card = page.locator(".atlas-cite-card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    card.get_by_role("button", name="Copy citation").tap()
    expect(card.get_by_role("button", name="Citation copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == mark.get_attribute("title")
    context.close()


@pytest.mark.parametrize(("label", "said"), [
    ("Length", "1,768 km."), ("Throughput a day", "about 1,000,000 barrels a day (claims differ)."),
    ("Owners and shareholders", "SOCAR (32.97 %); bp (30.1 %)")])
def test_a_figure_is_quoted_with_its_sources_in_three_clicks(
        browser: Browser, address: str, catalog: Catalog, label: str, said: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900},
                                  permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/")
    atlas = AtlasPage(page)
    atlas.expect_ids(catalog.ids)
    page.locator('.atlas-table button[data-route-id="btc-pipeline"]').click()
    atlas.expect_dossier("btc-pipeline")
    row = page.locator(".atlas-dossier dl > div").filter(
        has=page.get_by_text(label, exact=True))
    marks = row.locator(".atlas-cite")
    marks.first.click()
    page.locator(".atlas-cite-card").get_by_role("button", name="Copy figure").click()
    expect(page.get_by_role("button", name="Figure and citation copied")).to_be_visible()
    quoted = page.evaluate("navigator.clipboard.readText()")
    name = catalog.name_of("btc-pipeline")
    assert quoted.startswith(f"{name}, {label}: {said}"), quoted
    sources = {mark.get_attribute("title") or "" for mark in marks.all()}
    assert sources
    assert all(source in quoted for source in sources)
    assert "more" not in quoted.split(". ")[0]
    context.close()

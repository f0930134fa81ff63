"""The table of routes in Chromium: what fits, what is cut, what is empty, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from geo.catalog.catalog import Catalog
from geo.data.schema import MISSING
from geo.query.filter import Filter
from tests.pages.atlas_page import AtlasPage, expect_drawn, open_atlas
from tests.pages.table_words import broken_words

ROUTE = "btc-pipeline"
SEEN = """(row) => {
    const { top, bottom } = row.getBoundingClientRect(), region = row.closest(".atlas-table");
    const box = region.getBoundingClientRect(), head = region.querySelector("thead");
    return top >= box.top + head.clientHeight - 1 && bottom <= box.bottom + 1;
}"""


@pytest.fixture(autouse=True)
def whole(atlas: AtlasPage, catalog: Catalog) -> Iterator[None]:
    """Every route is listed, none is open, in the atlas's own order."""
    atlas.show_all(catalog.ids)
    rows(atlas).nth(99).wait_for(state="attached")
    yield
    box = atlas.table.locator("input[name=leave-out]")
    box.uncheck()
    atlas.table.locator("input[name=find]").fill("")
    while atlas.table.locator("th[aria-sort]").count():
        atlas.table.locator("th[aria-sort] button").click()


def rows(atlas: AtlasPage) -> Locator:
    return atlas.table.locator("tbody tr")


def cut_cell(atlas: AtlasPage) -> Locator:
    """The cell of the sponsors of a route that has many."""
    cell = atlas.table.locator(f'tr[data-route-id="{ROUTE}"] td .atlas-cell').filter(
        has_text="SOCAR")
    assert cell.evaluate("(cell) => cell.scrollHeight > cell.clientHeight")
    return cell


@pytest.mark.parametrize("width", [390, 1280, 1366, 1440])
def test_the_columns_fit_and_no_word_or_value_is_broken(atlas: AtlasPage, width: int) -> None:
    atlas.page.set_viewport_size({"width": width, "height": 900})
    table = atlas.table
    expect(table).not_to_have_css("width", "0px")
    if width > 1000:  # on a narrow screen the table scrolls, and the names stay
        assert table.evaluate("(region) => region.scrollWidth <= region.clientWidth")
    assert broken_words(atlas.page) == []


def test_what_is_missing_is_a_dash_that_is_read_in_words_and_the_head_counts_the_rest(
        atlas: AtlasPage) -> None:
    missing = atlas.table.locator("td.atlas-missing:has(.atlas-unseen)").first
    expect(missing.locator("[aria-hidden=true]")).to_have_text("–")
    expect(missing.locator(".atlas-unseen")).to_have_text(MISSING)
    head = atlas.table.locator("thead th", has_text="Length")
    listed = atlas.table.get_attribute("data-route-ids") or ""
    assert head.locator("small").inner_text().endswith(f" of {len(listed.split())} sourced")


def test_all_of_a_cut_cell_is_seen_under_the_pointer_and_by_key(atlas: AtlasPage) -> None:
    cell, whole = cut_cell(atlas), atlas.table.locator(".atlas-whole")
    words = cell.text_content() or ""
    cell.hover(force=True)  # what is shown then lies over it
    expect(whole).to_have_text(words)
    assert whole.evaluate("(whole) => whole.scrollHeight <= whole.clientHeight")
    atlas.page.keyboard.press("Escape")
    expect(whole).to_have_count(0)
    before = atlas.table.locator(f'tr[data-route-id="{ROUTE}"]').evaluate(
        "(row) => row.previousElementSibling.dataset.routeId")
    atlas.table.locator(f'button[data-route-id="{before}"]').focus()
    atlas.page.keyboard.press("Tab")
    expect(atlas.table.locator(f'button[data-route-id="{ROUTE}"]')).to_be_focused()
    assert cell.evaluate("(cell) => cell.scrollHeight <= cell.clientHeight + 1")


def test_empty_rows_are_left_out_and_come_back(atlas: AtlasPage, catalog: Catalog) -> None:
    box = atlas.table.locator("input[name=leave-out]")
    silent = [entry.route_id for entry in catalog.entries if not entry.claims]
    assert silent
    listed = rows(atlas).count()
    box.check()
    for route_id in silent:
        expect(atlas.table.locator(f'tr[data-route-id="{route_id}"]')).to_have_count(0)
    expect(rows(atlas).first).to_be_visible()
    expect(atlas.table).to_have_attribute("data-route-ids", " ".join(catalog.ids))
    box.uncheck()
    expect(rows(atlas)).to_have_count(listed)


def test_the_order_is_said_in_words(atlas: AtlasPage) -> None:
    said = atlas.table.locator(".atlas-table-order")
    expect(said).to_contain_text("Featured routes first")
    capacity = atlas.table.locator("thead th", has_text="Capacity")
    for words in ("smallest first", "largest first"):
        capacity.locator("button").click()
        expect(said).to_contain_text(words)
        expect(said).to_contain_text("each unit by itself")
        expect(capacity.locator(".atlas-direction")).to_have_text(words)


def test_the_row_of_what_is_opened_elsewhere_is_brought_into_view(
        atlas: AtlasPage, catalog: Catalog) -> None:
    """Also where it would not be listed yet; the page itself does not move."""
    last = max((entry for entry in catalog.entries if entry.route.role == "context"),
               key=lambda entry: entry.route.name).route_id
    main = atlas.page.locator('[data-testid="stMain"]')
    main.evaluate("(main) => main.scrollTo(0, 0)")
    atlas.go(f"/?open={last}")
    atlas.expect_dossier(last)
    row = atlas.table.locator(f'tr[data-route-id="{last}"]')
    expect(row).to_have_attribute("aria-selected", "true")
    atlas.page.wait_for_function(f"(row) => ({SEEN})(row)", arg=row.element_handle())
    assert main.evaluate("(main) => main.scrollTop") == 0


def test_a_column_is_chosen_and_dropped(atlas: AtlasPage, catalog: Catalog) -> None:
    heads = atlas.table.locator("thead th")
    before = heads.count()
    atlas.table.locator(".atlas-table-columns summary").click()
    cost = atlas.table.locator("input[name=column-cost]")
    cost.check()
    expect(heads).to_have_count(before + 1)
    expect(heads.filter(has_text="Cost").locator("small")).to_contain_text("sourced")
    assert broken_words(atlas.page) == []
    heads.filter(has_text="Cost").locator("button").click()
    expect(atlas.table.locator(".atlas-table-order")).to_contain_text("each currency by itself")
    cost.uncheck()
    expect(heads).to_have_count(before)
    expect(atlas.table.locator(".atlas-table-order")).to_contain_text("Featured routes first")
    atlas.expect_ids(catalog.ids)
    atlas.table.locator(".atlas-table-columns summary").click()


def first_row(atlas: AtlasPage) -> str:
    return rows(atlas).first.get_attribute("data-route-id") or ""


def test_rows_are_found_by_their_words_and_counted(atlas: AtlasPage, catalog: Catalog) -> None:
    find, said = atlas.table.get_by_label("Find in the table"), atlas.table.locator(
        ".atlas-table-found")
    listed = rows(atlas).count()
    expect(said).to_have_text("")
    find.fill("TURKIYE gas")
    expect(said).to_have_text(re.compile(rf"^\d+ of {len(catalog.ids)} rows have these words\.$"))
    found = rows(atlas).evaluate_all("(rows) => rows.map((row) => row.dataset.routeId)")
    assert "tanap" in found
    assert said.inner_text().startswith(f"{len(found)} of ")
    assert all(entry.route.mode == "gas" for entry in catalog.entries if entry.route_id in found)
    atlas.expect_ids(catalog.ids)  # the map shows what the filter leaves
    find.fill("qwzx")
    expect(said).to_have_text(
        f"None of the {len(catalog.ids)} rows has these words in the columns shown.")
    expect(rows(atlas)).to_have_count(0)
    find.fill("")
    expect(rows(atlas)).to_have_count(listed)


def test_the_order_stands_in_the_link_and_a_rerun_keeps_it(
        browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/?sort=length-down")
    atlas.expect_ids(catalog.ids)
    expect(atlas.table.locator(".atlas-direction")).to_have_text("longest first")
    expect(atlas.page.get_by_text("was ignored")).to_have_count(0)
    longest = first_row(atlas)
    atlas.option("filter-mode-gas").click()
    atlas.expect_ids(catalog.select(Filter(modes=frozenset({"gas"}))).ids)
    atlas.page.wait_for_url("**mode=gas**")
    assert "sort=length-down" in atlas.page.url
    head = atlas.table.locator("button[data-column=cost], button[data-column=capacity]").first
    head.click()
    atlas.page.wait_for_url("**sort=capacity-up**")
    for _ in range(2):
        head.click()
    atlas.page.wait_for_url(lambda url: "sort=" not in url)
    atlas.go("/?sort=length-down")
    atlas.expect_ids(catalog.ids)
    expect(rows(atlas).first).to_have_attribute("data-route-id", longest)
    assert atlas.errors == []
    atlas.page.close()


def test_an_order_by_a_column_that_is_shown_on_demand_shows_it(
        browser: Browser, address: str, catalog: Catalog) -> None:
    atlas = open_atlas(browser, f"{address}/?sort=cost-down")
    atlas.expect_ids(catalog.ids)
    expect(atlas.table.locator("th[aria-sort=descending]")).to_contain_text("Cost")
    atlas.table.locator(".atlas-table-columns summary").click()
    expect(atlas.table.locator("input[name=column-cost]")).to_be_checked()
    atlas.page.close()


@pytest.mark.parametrize("bad", ["gauge-up", "year-down", "length"])
def test_an_order_that_is_none_is_named_and_dropped(
        browser: Browser, address: str, catalog: Catalog, bad: str) -> None:
    atlas = open_atlas(browser, f"{address}/?sort={bad}")
    atlas.expect_ids(catalog.ids)
    expect(atlas.page.locator(".st-key-notices")).to_contain_text(f"ignored: sort={bad}.")
    expect(atlas.table.locator("th[aria-sort]")).to_have_count(0)
    atlas.page.wait_for_url(lambda url: "sort=" not in url)
    assert atlas.errors == []
    atlas.page.close()


def test_a_tap_shows_all_of_a_cut_cell_and_the_next_one_opens_its_route(
        browser: Browser, address: str, catalog: Catalog) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    atlas = AtlasPage(page)
    page.goto(f"{address}/")
    atlas.expect_ids(catalog.ids)
    cell = cut_cell(atlas)
    cell.scroll_into_view_if_needed()
    expect_drawn(page)
    words = cell.text_content() or ""
    cell.tap(force=True)
    expect(atlas.table.locator(".atlas-whole")).to_have_text(words)
    assert page.locator(".atlas-dossier[data-route-id]").count() == 0
    atlas.table.locator(".atlas-whole").tap(force=True)
    atlas.expect_dossier(ROUTE)
    expect(atlas.table.locator(".atlas-whole")).to_have_count(0)
    context.close()

"""The page answers a filter by itself: map, table and counts change while the server is held."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.query.filter import Filter
from geo.query.view import View
from tests.browser.test_overlay import MINE, OWN
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, expect_drawn, watched
from tests.pages.relay import Relay, relayed

RAIL = Filter(modes=frozenset({"rail"}))
GAS = Filter(modes=frozenset({"gas"}))
BOTH = Filter(modes=frozenset({"rail", "gas"}))
READY = "() => (globalThis.atlasDocuments?.size ?? 0) > 2"


@pytest.fixture(scope="module")
def relay(address: str) -> Iterator[Relay]:
    with relayed(address) as made:
        yield made


@pytest.fixture
def atlas(browser: Browser, relay: Relay, catalog: Catalog) -> Iterator[AtlasPage]:
    """A page whose server can be held, once it has fetched what it answers by."""
    made = watched(browser.new_page(viewport={"width": 1400, "height": 900}), relay.address)
    made.page.goto(relay.address)
    made.expect_ids(catalog.ids)
    made.page.wait_for_function(READY)
    yield made
    relay.release()
    made.page.close()


@contextmanager
def held(relay: Relay) -> Iterator[None]:
    """The server stopped: nothing passes either way."""
    relay.hold()
    try:
        yield
    finally:
        relay.release()


def expect_answer(atlas: AtlasPage, ids: tuple[str, ...]) -> None:
    """Wait until map, table and count show these, whatever the server is doing."""
    wanted = " ".join(ids)
    expect(atlas.map).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
    expect(atlas.table).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
    expect(atlas.page.locator(".atlas-count")).to_contain_text(
        re.compile(rf"^{len(ids)} of |^Every figure"))


def expect_counts(atlas: AtlasPage, counts: dict[str, int], section: str) -> None:
    for word, count in counts.items():
        expect(atlas.page.locator(f".st-key-filter-{section}-{word} .atlas-option-count")
               ).to_have_text(str(count), timeout=TIMEOUT_MS)


def test_clicks_are_answered_while_the_server_is_stopped(atlas: AtlasPage, catalog: Catalog,
                                                         relay: Relay) -> None:
    """Ticks, “only”, a search and “Show all”; once it is back, it has heard all of it."""
    page = atlas.page
    with held(relay):
        atlas.option("filter-mode-rail").click()
        expect_answer(atlas, catalog.select(RAIL).ids)
        expect_counts(atlas, catalog.counts("statuses", RAIL), "status")
        atlas.option("filter-mode-gas").click()
        expect_answer(atlas, catalog.select(BOTH).ids)
        page.locator(".st-key-filter-mode-gas input").press("Enter")
        expect_answer(atlas, catalog.select(GAS).ids)
        page.locator(".st-key-filter-reset button").click()
        expect_answer(atlas, catalog.ids)
        box = page.locator(".st-key-search input")
        box.fill("baku")
        expect(page.locator(".atlas-finder li[data-kind=text]")).to_be_visible()
        box.press("Control+Enter")
        found = catalog.select(Filter(text="baku")).ids
        expect_answer(atlas, found)
        assert "search" not in page.url
    expect(page).to_have_url(f"{relay.address}/?search=baku", timeout=TIMEOUT_MS)
    atlas.expect_ids(found)
    assert atlas.errors == []


def test_a_file_that_is_asked_for_meanwhile_holds_what_is_on_screen(
        atlas: AtlasPage, catalog: Catalog, relay: Relay) -> None:
    with atlas.page.expect_download() as waiting, held(relay):
        atlas.option("filter-mode-gas").click()
        expect_answer(atlas, catalog.select(GAS).ids)
        atlas.page.locator(
            '.atlas-download[data-what="routes"][data-format="csv-raw"]').click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert tuple(row["route_id"] for row in csv.DictReader(file)) == catalog.select(GAS).ids
    assert atlas.errors == []


def test_a_late_answer_undoes_no_later_click(atlas: AtlasPage, catalog: Catalog, relay: Relay
                                             ) -> None:
    """A, B, A: what the server says of the first turns arrives after the last."""
    shown = catalog.select(GAS).ids
    with held(relay):
        atlas.option("filter-mode-rail").click()
        relay.release()
        relay.hold()
        atlas.option("filter-mode-gas").click()
        atlas.option("filter-mode-rail").click()
        expect_answer(atlas, shown)
        drawn = atlas.map_frame.evaluate_handle("""() => {
            const seen = [], box = document.querySelector("[data-route-ids]");
            new MutationObserver(() => seen.push(box.dataset.routeIds)).observe(box,
                { attributes: true, attributeFilter: ["data-route-ids"] });
            return seen;
        }""")
    expect(atlas.page).to_have_url(f"{relay.address}/?mode=gas", timeout=TIMEOUT_MS)
    atlas.expect_ids(shown)
    assert set(drawn.evaluate("(seen) => seen")) <= {" ".join(shown)}
    assert not atlas.checked("filter-mode-rail")


def test_what_some_sources_tell_is_answered_too(atlas: AtlasPage, catalog: Catalog, relay: Relay
                                                ) -> None:
    """Whose claims count changes cells as well: they are those that the server would send."""
    source = max(catalog.known_words["sources"],
                 key=lambda each: len(catalog.select(Filter(sources=frozenset({each}))).ids))
    view = View(Filter(sources=frozenset({source})))
    shown = select_view(catalog, view)
    cells = "(table) => [...table.querySelectorAll('tbody tr')].map((row) => row.innerText)"
    page = atlas.page
    page.locator(".st-key-filter-source-fold summary").click()
    with held(relay):
        page.locator(f".st-key-filter-source input[value='{source}']").check()
        expect_answer(atlas, shown.ids)
        told = page.locator(".atlas-table table").evaluate(cells)
        assert len(told) == len(shown.ids)
    expect(page).to_have_url(f"{relay.address}/?source={source}", timeout=TIMEOUT_MS)
    atlas.expect_ids(shown.ids)
    expect(page.locator(".atlas-table tbody tr")).to_have_count(len(shown.ids))
    assert page.locator(".atlas-table table").evaluate(cells) == told


def test_how_the_map_looks_is_answered_too(atlas: AtlasPage, catalog: Catalog, relay: Relay
                                           ) -> None:
    """Year, borders, colours and connecting lines, by pointer and by keyboard."""
    page, year = atlas.page, catalog.today.year
    slider = page.locator(".st-key-year input")
    with held(relay):
        page.locator(".st-key-year-on").click()
        expect_answer(atlas, select_view(catalog, View(year=year)).ids)
        expect(page.locator(".atlas-table thead")).to_contain_text(f"In {year}")
        slider.press("ArrowRight")
        expect_answer(atlas, select_view(catalog, View(year=year + 1)).ids)
        page.locator(".st-key-colours [aria-checked=true]").press("ArrowRight")
        expect(page.locator(".st-key-colours [aria-checked=true]")).to_have_text("By mode")
        page.locator(".st-key-depiction button").last.click()
        page.locator(".st-key-connecting").click()
        shown = View(Filter(roles=frozenset({"featured"})), year=year + 1)
        expect_answer(atlas, select_view(catalog, shown).ids)
        assert "?" not in page.url
    expect(page).to_have_url(f"{relay.address}/?role=featured&borders=de-facto&colour=mode"
                             f"&year={year + 1}", timeout=TIMEOUT_MS)
    atlas.expect_ids(select_view(catalog, shown).ids)
    page.locator(".st-key-year-on").click()
    expect(slider).to_have_count(0)
    atlas.expect_ids(catalog.select(shown.wanted).ids)
    assert atlas.errors == []


def test_a_reader_s_own_lines_are_filtered_in_the_page(atlas: AtlasPage, catalog: Catalog,
                                                       relay: Relay) -> None:
    page = atlas.page
    page.locator(".st-key-overlay input[type=file]").set_input_files(
        FilePayload(name="mine.geojson", mimeType="application/json", buffer=MINE))
    atlas.expect_ids((*catalog.ids, *OWN))
    expect_drawn(page)
    with held(relay):
        atlas.option("filter-mode-rail").click()
        expect_answer_with(atlas, catalog.select(RAIL).ids, OWN[:1])
        page.locator(".st-key-filter-reset button").click()
        expect_answer_with(atlas, catalog.ids, OWN)
        atlas.option("filter-mode-gas").click()
        expect_answer_with(atlas, catalog.select(GAS).ids, ())
    expect(page).to_have_url(f"{relay.address}/?mode=gas", timeout=TIMEOUT_MS)
    atlas.expect_ids(catalog.select(GAS).ids)
    assert atlas.errors == []


def expect_answer_with(atlas: AtlasPage, ids: tuple[str, ...], own: tuple[str, ...]) -> None:
    """The same with lines of an overlay, which come last and are counted by themselves."""
    wanted = " ".join((*ids, *own))
    expect(atlas.map).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
    expect(atlas.table).to_have_attribute("data-route-ids", wanted, timeout=TIMEOUT_MS)
    expect(atlas.page.locator(".atlas-count")).to_contain_text(f"{len(own)} of 2 overlay lines")

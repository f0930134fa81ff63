"""Files asked for in the browser: made with progress, saved under a name, stopped when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog.catalog import Catalog
from geo.query.filter import Filter
from geo.query.view import link_items
from tests.files import decks
from tests.files.packs import held
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas

GAS = Filter(modes=frozenset({"gas"}))
SLOW_MS = 60_000


@pytest.fixture
def gas(browser: Browser, address: str, catalog: Catalog) -> Iterator[AtlasPage]:
    atlas = open_atlas(browser, f"{address}/?mode=gas&open=tap")
    atlas.expect_ids(catalog.select(GAS).ids)
    yield atlas
    atlas.page.close()


def link(what: str, name: str) -> str:
    return f'.atlas-download[data-what="{what}"][data-format="{name}"]'


def test_a_deck_is_made_with_progress_and_holds_what_is_shown(gas: AtlasPage, catalog: Catalog
                                                               ) -> None:
    with gas.page.expect_download(timeout=SLOW_MS) as waiting:
        gas.page.locator(link("routes", "pptx")).click()
        expect(gas.page.locator(".atlas-making")).to_contain_text("Slides", timeout=TIMEOUT_MS)
    assert waiting.value.suggested_filename == (
        f"corridor-atlas-routes-mode-gas-open-tap-{catalog.release}.pptx")
    assert (decks.drawn_ids(decks.deck(Path(waiting.value.path()).read_bytes()).slides)
            == set(catalog.select(GAS).ids))
    expect(gas.page.locator(".atlas-making")).to_contain_text("is saved")


def test_the_open_route_has_a_dossier(gas: AtlasPage, catalog: Catalog) -> None:
    with gas.page.expect_download(timeout=SLOW_MS) as waiting:
        gas.page.locator(link("dossier", "pdf")).click()
    assert waiting.value.suggested_filename == (
        f"corridor-atlas-tap-mode-gas-{catalog.release}.pdf")
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_the_offline_pack_has_the_reader_s_own_briefing(gas: AtlasPage) -> None:
    """A view added to the draft is in the pack that the page makes; other files do not ask."""
    gas.add_scene()
    expect(gas.page.locator(f'{link("routes", "html")}[role="button"]')).to_be_visible(
        timeout=TIMEOUT_MS)
    expect(gas.page.locator(f'{link("routes", "pptx")}[role="button"]')).to_have_count(0)
    with gas.page.expect_download(timeout=SLOW_MS) as waiting:
        gas.page.locator(link("routes", "html")).click()
    found = held(Path(waiting.value.path()).read_bytes())["briefings"]
    assert "own, not part of the atlas" in found[-1]["title"]
    assert found[-1]["scenes"][0]["view"].startswith("mode=gas&open=tap")


def test_a_slow_file_can_be_stopped(browser: Browser, address: str, catalog: Catalog) -> None:
    """All routes make a long deck; the button appears with the progress and ends both."""
    atlas = open_atlas(browser, address)
    atlas.expect_ids(catalog.ids)
    atlas.page.locator(link("routes", "pptx")).click()
    making = atlas.page.locator(".atlas-making")
    expect(making).to_contain_text(" of ", timeout=TIMEOUT_MS)
    making.locator("button").click()
    expect(making).to_contain_text("Stopped.", timeout=TIMEOUT_MS)
    expect(making.locator("button")).to_be_hidden()
    atlas.page.close()


def test_what_cannot_be_made_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    for path, status, said in (
            ("make/dossier.pdf?open=atlantis", 400, "open=atlantis"),
            ("export/dossier.pdf", 400, "open route"),
            ("export/briefing.pptx?briefing=none-such", 400, "briefing"),
            ("make/routes.docx", 404, "No such file")):
        answer = page.request.get(f"{address}/{path}")
        assert answer.status == status
        assert said in answer.text()
    page.close()


WAITING = """() => { const real = window.fetch; window.fetch = (url, rest) =>
    String(url).startsWith("make/") ? Promise.resolve(new Response(new ReadableStream({
        start: (to) => to.enqueue(new TextEncoder().encode('{"before": 3}\\n')) })))
    : real(url, rest); }"""


def test_a_file_that_waits_says_how_many_are_before_it(gas: AtlasPage) -> None:
    gas.page.evaluate(WAITING)
    gas.page.locator(link("routes", "pptx")).click()
    making = gas.page.locator(".atlas-making")
    expect(making).to_contain_text("waits: 3 files are made before it")
    expect(making.locator("button")).to_be_visible()


def test_a_busy_server_is_said(gas: AtlasPage) -> None:
    gas.page.route("**/make/**", lambda route: route.fulfill(
        status=503, headers={"Retry-After": "30"}, body="Ask again in 30 seconds.\n"))
    gas.page.locator(link("routes", "pptx")).click()
    making = gas.page.locator(".atlas-making")
    expect(making).to_contain_text("Not made: Ask again in 30 seconds.")
    expect(making.locator("button")).to_be_hidden()


def test_a_picture_looks_where_the_map_looks_and_a_list_has_the_order_of_the_table(
        browser: Browser, address: str) -> None:
    atlas = open_atlas(browser, f"{address}/?mode=gas")
    expect(atlas.map).to_have_attribute("data-route-ids", re.compile("."), timeout=TIMEOUT_MS)
    atlas.frame.get_by_role("button", name="Whole view").click()
    camera, order = ("at", atlas.zoom_in()), ("sort", "length-up")
    atlas.table.locator("button[data-column=length]").click()
    for name, looks in (("svg", True), ("csv", False)):
        with atlas.page.expect_download() as waiting:
            atlas.page.locator(link("routes", name)).click()
        asked = link_items(waiting.value.url)
        assert (camera in asked, order in asked) == (looks, not looks)
    atlas.page.close()

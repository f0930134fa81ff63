"""The first page in a browser: a connection that is refused or lost is said, mangled links work."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.catalog.catalog import Catalog
from geo.query.filter import Filter
from tests.pages.atlas_page import TIMEOUT_MS, open_atlas
from tests.pages.relay import Relay, relayed

NOTICE = "#atlas-connection"


@pytest.fixture
def relay(address: str) -> Iterator[Relay]:
    with relayed(address) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def test_websockets_that_are_refused_are_said_and_come_back_by_themselves(
        page: Page, relay: Relay) -> None:
    page.clock.install()
    relay.refusing = True
    page.goto(f"{relay.address}/?mode=gas")
    page.clock.fast_forward(9_000)
    expect(page.locator(NOTICE)).to_contain_text("WebSocket", timeout=TIMEOUT_MS)
    said = page.locator(NOTICE).inner_text()
    assert "the server answers" in said
    assert relay.address.replace("http", "ws") + "/_stcore/stream" in said
    pack = page.locator(f"{NOTICE} a").get_attribute("href") or ""
    answer = page.request.get(pack)
    assert answer.ok
    assert "<title>" in answer.text()
    page.clock.resume()
    relay.refusing = False
    page.locator(f"{NOTICE} button").click()
    expect(page.locator(".atlas-table tbody tr").first).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.locator(NOTICE)).to_have_count(0)


def test_a_connection_that_is_lost_is_said_until_it_is_back(page: Page, relay: Relay) -> None:
    page.goto(f"{relay.address}/?mode=gas")
    expect(page.locator(".atlas-table tbody tr").first).to_be_visible(timeout=TIMEOUT_MS)
    expect(page.locator(NOTICE)).to_have_count(0)
    relay.cut()
    expect(page.locator(NOTICE)).to_contain_text("The connection to the atlas is lost",
                                                 timeout=TIMEOUT_MS)
    expect(page.locator(NOTICE)).to_contain_text("does not answer")
    assert page.locator(NOTICE).get_attribute("role") == "alert"
    relay.restore()
    expect(page.locator(NOTICE)).to_have_count(0, timeout=3 * TIMEOUT_MS)
    expect(page.locator(".atlas-table tbody tr").first).to_be_visible(timeout=TIMEOUT_MS)


def test_a_connection_that_stands_says_nothing(page: Page, address: str) -> None:
    page.add_init_script(f"""addEventListener("DOMContentLoaded", () => {{
        window.notices = 0;
        new MutationObserver(() => {{
            if (document.querySelector("{NOTICE}")) window.notices += 1;
        }}).observe(document.body, {{ childList: true }});
    }});""")
    page.goto(address)
    expect(page.locator(".atlas-table tbody tr").first).to_be_visible(timeout=TIMEOUT_MS)
    assert page.evaluate("window.notices") == 0


def test_without_scripts_the_page_says_so_and_names_files(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/time")
    expect(page.locator("noscript h1, .atlas-no-script h1")).to_have_text("Corridor Atlas")
    for link in page.locator(".atlas-no-script a").all():
        assert page.request.get(f"{address}/{link.get_attribute('href')}").ok
    context.close()


@pytest.mark.parametrize("query", [
    "?mode=gas&amp;status=operating", "?mode=gas%26amp;status=operating",
    "%3Fmode%3Dgas%26status%3Doperating", "?mode=gas&#38;status=operating",
    "?MODE=gas&status=operating).&utm_source=x&fbclid=y"])
def test_a_mangled_link_shows_what_it_showed_and_is_put_right(
        browser: Browser, address: str, catalog: Catalog, query: str) -> None:
    atlas = open_atlas(browser, f"{address}/{query}")
    wanted = Filter(modes=frozenset({"gas"}), statuses=frozenset({"operating"}))
    atlas.expect_ids(catalog.select(wanted).ids)
    expect(atlas.page.locator(".st-key-notices .atlas-hidden")).to_have_count(0)
    assert re.fullmatch(rf"{address}/\?mode=gas&status=operating", atlas.page.url)
    assert atlas.page.evaluate("history.length") <= 2
    atlas.page.close()

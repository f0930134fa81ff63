"""The atlas below a base path: every file, page and link of its own stays below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import DATA, serving
from tests.pages.answers import get
from tests.pages.atlas_page import TIMEOUT_MS, open_atlas, watched

BASE = "/maps/atlas"


@pytest.fixture(scope="module")
def below() -> Iterator[str]:
    """The shipped atlas, served below a base path; its address with that path."""
    with serving(DATA, base=BASE) as url:
        yield url


def test_its_own_routes_answer_below_it_and_nothing_else_in_their_place(below: str) -> None:
    root = below.removesuffix(BASE)
    for ready in (f"{below}/readyz", f"{root}/readyz"):
        status, headers, body = get(ready)
        assert (status, headers["content-type"]) == (200, "application/json"), ready
        assert b"release" in body
    status, headers, body = get(f"{below}/export/routes.csv?mode=rail")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert body.startswith(b"\xef\xbb\xbfRoute,")
    status, _, body = get(f"{below}/make/routes.csv")
    assert status == 200
    assert body.startswith(b'{"before": 0}')
    for path in ("/export/none.csv", "/export", "/export/a/b", "/make/", "/make/x/y.z", "/readyz/x",
                 "/time/export/routes.csv"):
        for url in (below + path, root + path):
            status, headers, body = get(url)
            assert status == 404, url
            assert headers["content-type"].startswith("text/plain")
            assert b"<html" not in body
    for path in ("/export/routes.csv", "/make/routes.csv", "/", "/time", "/_stcore/health"):
        assert get(root + path)[0] == 404
    status, headers, _ = get(f"{below}?mode=gas")
    assert (status, headers["location"]) == (307, f"{BASE}/?mode=gas")


def test_policies_follow_it(below: str) -> None:
    frame = "/component/streamlit_folium.st_folium/index.html"
    get(f"{below}/")
    for path, inline in (("/", False), ("/time", False), (frame, True), (f"/x{frame}", False)):
        _, headers, _ = get(below + path)
        scripts = headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
        assert scripts, path
        assert ("'unsafe-inline'" in scripts) is inline, path


def test_pages_downloads_and_the_speaker_work_below_it(browser: Browser, below: str) -> None:
    atlas = open_atlas(browser, f"{below}/?open=tap&mode=gas")
    asked: list[str] = []
    atlas.page.on("request", lambda request: asked.append(request.url))
    atlas.expect_dossier("tap")
    expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    for title, start in (("Routes (CSV)", b"\xef\xbb\xbfRoute,"), ("Map (PNG)", b"\x89PNG")):
        with atlas.page.expect_download(timeout=60_000) as found:
            atlas.page.locator(".atlas-downloads").get_by_text(title, exact=True).click()
        assert Path(found.value.path()).read_bytes().startswith(start)
    atlas.page.get_by_role("link", name="Time", exact=True).click()
    expect(atlas.page).to_have_url(re.compile(re.escape(f"{below}/time?")), timeout=TIMEOUT_MS)
    expect(atlas.page.locator("h1").first).to_be_visible(timeout=TIMEOUT_MS)
    atlas.page.go_back()
    expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    assert atlas.errors == []
    assert [url for url in asked if not url.startswith((below, "data:", "blob:"))] == []
    atlas.page.close()


def test_links_go_to_pages_below_it_without_an_error(browser: Browser, below: str) -> None:
    with browser.new_context() as context:
        atlas = watched(context.new_page(), below)
        atlas.page.goto(f"{below}/data")
        link = atlas.page.locator("a.atlas-opens").first
        expect(link).to_be_attached(timeout=TIMEOUT_MS)
        assert str(link.evaluate("(a) => a.href")).startswith(f"{below}/?open=")
        atlas.page.goto(f"{below}/present?briefing=southern-gas-corridor")
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
        with context.expect_page() as opened:
            atlas.page.keyboard.press("s")
        speaker: Page = opened.value
        expect(speaker.locator("h1, h2").first).to_be_visible(timeout=TIMEOUT_MS)
        assert atlas.errors == []

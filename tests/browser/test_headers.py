"""Headers on every answer, and nothing asked of other hosts or refused by a page's own policy."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, expect

from app.server.first_page import page
from app.server.security_headers import content_policy
from tests.conftest import ROOT
from tests.pages.answers import ALWAYS, directives, get
from tests.pages.atlas_page import TIMEOUT_MS, AtlasPage, open_atlas, watched

LISTEN = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    "refused by policy: " + event.violatedDirective + " " + event.blockedURI))"""
PAGES = ("", "time", "compare", "what-if", "briefings", "data", "?mode=rail&country=KZ",
         "present?briefing=southern-gas-corridor")
FRAME = "component/streamlit_folium.st_folium/index.html"
ANSWERS = {
    "": 200, "time": 200, "no-such-page": 200, "favicon.png": 200, "index.html": 200, FRAME: 200,
    "component/none/none.js": 404, "x/component/y": 200, f"x/{FRAME}": 200, "static/none": 200,
    "time/": 301, "time/_stcore/health": 300, "time/_stcore/host-config": 300,
    "export": 404, "export/": 404, "export/a/b": 404, "x/export/routes.csv": 404, "make": 404,
    "make/routes.svg/": 404, "readyz/": 404, "readyz/x": 404,
    "export/routes.csv": 200, "export/routes.html": 200,
    "export/none.csv": 404, "export/routes.csv?mode=canal": 400, "make/routes.svg": 200,
    "media/none": 404, "readyz": 200, "_stcore/health": 200, "_stcore/metrics": 200,
    "_stcore/host-config": 200, "_stcore/agent/interact": 405, "%2e%2e%2fetc": 400,
}

AHEAD = re.compile(rb'(?<= data-ahead=")[^"]*')
"""What a page names to be fetched ahead: the server's own, by what it has drawn already."""

KEPT = {"index.html", "favicon.png"}
"""What a browser asks about again, beside the pages; the other answers are sent again."""


@pytest.fixture(scope="module")
def visited(browser: Browser, address: str) -> str:
    """The address once somebody has been there: the map's frame is served from then on."""
    atlas = open_atlas(browser, address)
    expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    atlas.page.close()
    return address


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers(visited: str, path: str) -> None:
    status, headers, _ = get(f"{visited}/{path}")
    assert status == ANSWERS[path]
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    policy = directives(headers["content-security-policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert "'unsafe-eval'" not in headers["content-security-policy"]
    assert not re.search(r"https?:|wss?:|\*", headers["content-security-policy"])
    if not headers.get("content-type", "").startswith("text/html") or path.startswith("export/"):
        assert policy.keys() == {"default-src", "object-src", "base-uri", "form-action",
                                 "frame-ancestors"}


@pytest.mark.parametrize("path", ANSWERS)
def test_what_a_browser_keeps_is_given_the_same_policy_when_it_asks_again(visited: str,
                                                                          path: str) -> None:
    _, first, body = get(f"{visited}/{path}")
    again, kept, _ = get(f"{visited}/{path}", **{"If-None-Match": first.get("etag", '"none"')})
    assert (again == 304) is (path in KEPT or is_page(body))
    assert kept["content-security-policy"] == first["content-security-policy"]
    head = get(f"{visited}/{path}", "HEAD")
    if head[0] == ANSWERS[path]:
        assert head[1]["content-security-policy"] == first["content-security-policy"]


def test_the_page_runs_no_script_that_stands_in_it_but_the_one_of_streamlit(address: str) -> None:
    _, headers, body = get(address)
    scripts = directives(headers["content-security-policy"])["script-src"]
    assert "'unsafe-inline'" not in scripts
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    assert is_page(body)
    inline = re.findall(rb"<script>(.*?)</script>", body, re.DOTALL)
    assert inline == re.findall(rb"<script>(.*?)</script>", index.read_bytes(), re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"
              for text in inline}
    assert {word for word in scripts if word.startswith("'sha256-")} == hashes
    assert len(hashes) == 1


def test_every_file_that_the_page_names_ahead_is_there_and_kept(visited: str) -> None:
    found = AHEAD.search(get(visited)[2])
    assert found
    names = found[0].decode().split()
    assert names
    for name in names:
        status, headers, body = get(f"{visited}/{html.unescape(name)}")
        assert (status, bool(body)) == (200, True), name
        assert "immutable" in headers["cache-control"], name


def test_only_the_frame_of_the_map_may_run_a_script_that_is_written_into_it(visited: str) -> None:
    _, headers, _ = get(f"{visited}/{FRAME}")
    policy = directives(headers["content-security-policy"])
    assert policy["script-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["connect-src"] == ["'self'"]
    for path, status in ANSWERS.items():
        if path != FRAME:
            _, headers, _ = get(f"{visited}/{path}")
            scripts = directives(headers["content-security-policy"]).get("script-src", [])
            assert "'unsafe-inline'" not in scripts, path
            assert status != 404 or not headers["content-type"].startswith("text/html")
    below = content_policy("/media/x.html", 200, "text/html")
    assert "script-src" not in directives(below)


def test_the_document_names_every_exception_cookie_and_path(browser: Browser,
                                                            visited: str) -> None:
    said = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for path in ("", FRAME):
        policy = directives(get(f"{visited}/{path}")[1]["content-security-policy"])
        for name, allowed in policy.items():
            assert name in said
            assert all(word in said for word in allowed if not word.startswith("'sha256-"))
    with browser.new_context() as context:
        atlas = watched(context.new_page(), visited)
        atlas.page.goto(visited)
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
        assert [cookie.get("name") for cookie in context.cookies()] == ["_streamlit_xsrf"]
    for path in ("export", "make", "readyz", "_stcore/health", "_stcore/metrics", "_stcore/agent",
                 "_stcore/upload_file", "_stcore/host-config", "component", "media"):
        assert f"`/{path}" in said


def is_page(body: bytes) -> bool:
    """Checks whether an answer is the first page, whatever files it names to be fetched ahead."""
    return AHEAD.sub(b"", body) == AHEAD.sub(b"", page())


def shows(atlas: AtlasPage, path: str) -> None:
    """Wait until the page shows what it is for, and has settled."""
    expect(atlas.page.locator("h1").first).to_be_visible(timeout=TIMEOUT_MS)
    if path.startswith(("?", "present")) or not path:
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    expect(atlas.page.locator('[data-testid="stStatusWidget"]')).to_have_count(
        0, timeout=TIMEOUT_MS)


def test_pages_show_themselves_at_every_visit_and_nothing_is_refused(browser: Browser,
                                                                     address: str) -> None:
    """First visits, others in a second tab, reload and Back, with a cache as readers have it."""
    with browser.new_context() as context:
        context.add_init_script(LISTEN)
        first, second = (watched(context.new_page(), address) for _ in range(2))

        def stands(atlas: AtlasPage, path: str, how: str) -> None:
            shows(atlas, path)
            refused = atlas.outside + atlas.errors
            assert refused == [], (path, how)

        for path, other in zip(PAGES, (*PAGES[1:], PAGES[0]), strict=True):
            first.page.goto(f"{address}/{path}")
            stands(first, path, "first visit")
            first.page.reload()
            stands(first, path, "reload")
            first.page.goto(f"{address}/{other}")
            stands(first, other, "visited next")
            first.page.go_back()
            stands(first, path, "back")
            second.page.goto(f"{address}/{path}")
            stands(second, path, "second tab")


def test_files_are_made_and_saved_under_the_policy(browser: Browser, address: str) -> None:
    atlas = watched(browser.contexts[0].new_page(), address)
    atlas.page.add_init_script(LISTEN)
    atlas.page.goto(f"{address}/?open=tap&mode=gas")
    for title in ("Map (SVG)", "Routes (CSV)", "Map (PNG)"):
        with atlas.page.expect_download(timeout=60_000) as found:
            atlas.page.locator(".atlas-downloads").get_by_text(title, exact=True).click()
        assert Path(found.value.path()).stat().st_size > 1000
    assert atlas.errors == []
    atlas.page.close()

"""Headers on every answer, nothing asked of other hosts, `/readyz`, and data that goes bad."""

from __future__ import annotations

import asyncio
import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import streamlit
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from app import cache
from app.security import SecureAnswers, content_policy, failed
from app.settings import DATA_VARIABLE
from geo.catalog import Catalog
from geo.errors import AtlasError
from tests.answers import get, reachable, until
from tests.app_run import page_text, run
from tests.atlas_page import TIMEOUT_MS, open_atlas
from tests.conftest import ROOT, edit, free_port, serving

ALWAYS = {"x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN",
          "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
          "cross-origin-resource-policy": "same-origin"}
LISTEN = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    "refused by policy: " + event.violatedDirective + " " + event.blockedURI))"""
PAGES = ("", "time", "compare", "what-if", "briefings", "present?briefing=southern-gas-corridor",
         "data")
FRAME = "component/streamlit_folium.st_folium/index.html"
ANSWERS = {
    "": 200, "time": 200, "no-such-page": 200, "favicon.png": 200, FRAME: 200,
    "component/none/none.js": 404, "export/routes.csv": 200, "export/routes.html": 200,
    "export/none.csv": 404, "export/routes.csv?mode=canal": 400, "make/routes.svg": 200,
    "media/none": 404, "readyz": 200, "_stcore/health": 200, "_stcore/metrics": 200,
    "_stcore/host-config": 200, "_stcore/agent/interact": 405, "%2e%2e%2fetc": 400,
}


@pytest.fixture(scope="module")
def visited(browser: Browser, address: str) -> str:
    """The address once somebody has been there: the map's frame is served from then on."""
    atlas = open_atlas(browser, address)
    expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    atlas.page.close()
    return address


def directives(policy: str) -> dict[str, list[str]]:
    return {name: allowed for name, *allowed in (part.split() for part in policy.split(";"))}


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


def test_the_page_runs_no_script_that_stands_in_it_but_the_one_of_streamlit(address: str) -> None:
    _, headers, body = get(address)
    scripts = directives(headers["content-security-policy"])["script-src"]
    assert "'unsafe-inline'" not in scripts
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    assert body == index.read_bytes()
    inline = re.findall(rb"<script>(.*?)</script>", body, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"
              for text in inline}
    assert {word for word in scripts if word.startswith("'sha256-")} == hashes
    assert len(hashes) == 1


def test_only_the_frame_of_the_map_may_run_a_script_that_is_written_into_it(visited: str) -> None:
    _, headers, _ = get(f"{visited}/{FRAME}")
    policy = directives(headers["content-security-policy"])
    assert policy["script-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["connect-src"] == ["'self'"]
    below = content_policy("/media/x.html", Headers({"content-type": "text/html"}))
    assert "script-src" not in directives(below)


def test_the_document_names_every_exception_cookie_and_path(browser: Browser,
                                                            visited: str) -> None:
    said = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for path in ("", FRAME):
        policy = directives(get(f"{visited}/{path}")[1]["content-security-policy"])
        for name, allowed in policy.items():
            assert name in said
            assert all(word in said for word in allowed if not word.startswith("'sha256-"))
    atlas = open_atlas(browser, visited)
    expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    assert [cookie.get("name") for cookie in atlas.page.context.cookies()] == ["_streamlit_xsrf"]
    atlas.page.close()
    for path in ("export", "make", "readyz", "_stcore/health", "_stcore/metrics", "_stcore/agent",
                 "_stcore/upload_file", "_stcore/host-config", "component", "media"):
        assert f"`/{path}" in said


@pytest.mark.parametrize(("host", "scheme", "forwarded", "sent"), [
    ("localhost:8501", "http", "", True), ("127.0.0.1:8501", "http", "", True),
    ("[::1]:8501", "http", "", True), ("atlas.example", "https", "", True),
    ("atlas.example", "http", "https", True), ("192.0.2.7:8501", "http", "", False)])
def test_a_header_that_the_browser_would_refuse_aloud_is_not_sent(
        host: str, scheme: str, forwarded: str, *, sent: bool) -> None:
    headers = [(b"host", host.encode())]
    if forwarded:
        headers.append((b"x-forwarded-proto", forwarded.encode()))
    _, answered = ask_failing(headers, scheme)
    assert ("cross-origin-opener-policy" in answered) is sent


def test_an_answer_that_fails_has_the_headers_and_no_word_of_the_fault() -> None:
    start, headers = ask_failing([(b"host", b"localhost")], "http")
    assert start["status"] == 500
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
    assert "default-src 'none'" in headers["content-security-policy"]
    assert b"secret" not in start["body"]


def ask_failing(headers: list[tuple[bytes, bytes]], scheme: str) -> tuple[Message, dict[str, str]]:
    """The answer of a server built like ours to a request that raises."""
    def raises(_: Request) -> None:
        raise ZeroDivisionError("secret")

    app = Starlette(routes=[Route("/", raises)], middleware=[Middleware(SecureAnswers)],
                    exception_handlers={Exception: failed})
    said: list[Message] = []

    async def ask() -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        scope: Scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/",
                        "root_path": "", "query_string": b"", "headers": headers,
                        "scheme": scheme, "server": ("localhost", 80), "http_version": "1.1"}
        take: Receive = receive
        give: Send = send
        with pytest.raises(ZeroDivisionError):
            await app(scope, take, give)

    with ThreadPoolExecutor() as pool:  # a browser's loop runs in this thread
        pool.submit(lambda: asyncio.run(ask())).result()
    start = {**said[0], "body": said[1]["body"]}
    return start, {name.decode(): value.decode() for name, value in start["headers"]}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_for_what_its_policy_refuses(browser: Browser, address: str,
                                                  path: str) -> None:
    atlas = open_atlas(browser, "about:blank")
    atlas.page.unroute_all()
    atlas.page.add_init_script(LISTEN)
    asked: list[str] = []
    atlas.page.on("request", lambda request: asked.append(request.url))
    atlas.page.goto(f"{address}/{path}")
    expect(atlas.page.locator("h1").first).to_be_visible(timeout=TIMEOUT_MS)
    if path in ("", "present?briefing=southern-gas-corridor"):
        expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
    expect(atlas.page.locator('[data-testid="stStatusWidget"]')).to_have_count(
        0, timeout=TIMEOUT_MS)
    assert {url.split("/")[2] for url in asked if not url.startswith(("data:", "blob:"))} == {
        address.removeprefix("http://")}
    # Streamlit looks for its own root beside each page before it finds it: a 404, not ours to mend.
    assert [text for text in atlas.errors if "status of 404" not in text] == []
    atlas.page.close()


def test_files_are_made_and_saved_under_the_policy(browser: Browser, address: str) -> None:
    atlas = open_atlas(browser, f"{address}/?open=tap&mode=gas")
    atlas.page.add_init_script(LISTEN)
    atlas.page.reload()
    for title in ("Map (SVG)", "Routes (CSV)", "Map (PNG)"):
        with atlas.page.expect_download(timeout=60_000) as found:
            atlas.page.locator(".atlas-downloads").get_by_text(title, exact=True).click()
        assert Path(found.value.path()).stat().st_size > 1000
    assert atlas.errors == []
    atlas.page.close()


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that lets nothing pass and writes down what the server asks of other hosts."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def hear() -> None:
            while True:
                try:
                    heard, _ = server.accept()
                except OSError:
                    return
                with heard:
                    asked.append(heard.recv(500).split(b"\r\n")[0])

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=10)


PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
STARTS: dict[str, Callable[[int], list[str]]] = {
    "streamlit": lambda port: [sys.executable, "-m", "streamlit", "run",
                               str(ROOT / "app" / "server.py"), "--server.port", str(port)],
    "uvicorn": lambda port: [sys.executable, "-m", "uvicorn", "app.server:app", "--port",
                             str(port), "--log-level", "warning"],
    "serve": lambda port: [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
}


@pytest.mark.parametrize("way", STARTS)
def test_however_and_wherever_it_is_started_it_is_quiet(browser: Browser, tmp_path: Path,
                                                        way: str) -> None:
    """From a folder without settings: headers, no telemetry, no host outside asked by anybody."""
    port = free_port()
    address = f"http://localhost:{port}"
    with listening() as (proxy, asked):
        environment = os.environ | dict.fromkeys(PROXIES, proxy) | {"NO_PROXY": "localhost"}
        with subprocess.Popen(STARTS[way](port), cwd=tmp_path, env=environment,  # noqa: S603
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                until(lambda: reachable(f"{address}/_stcore/health"))
                assert ALWAYS.items() <= get(address)[1].items()
                assert knock(port) == 403
                atlas = open_atlas(browser, address)
                expect(atlas.map).to_be_attached(timeout=TIMEOUT_MS)
                assert atlas.errors == []
                assert atlas.outside == []
                colour = atlas.page.evaluate(
                    "getComputedStyle(document.querySelector('.stApp')).backgroundColor")
                assert colour == "rgb(255, 253, 249)"
                atlas.page.close()
            finally:
                process.terminate()
                process.wait(timeout=20)
    assert asked == []


def knock(port: int) -> int:
    """The status by which the WebSocket answers a page of another site."""
    with socket.create_connection(("localhost", port), timeout=20) as line:
        line.sendall(b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost:%d\r\n"
                     b"Origin: http://other.example\r\nConnection: Upgrade\r\n"
                     b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" % port)
        return int(line.recv(100).split()[1])


# Data that goes bad.

FAULT = "routes.csv:2 mode:"


def damage(folder: Path) -> None:
    edit(folder / "routes.csv", lambda rows: rows[0].update(mode="canal"))


def test_ready_says_what_is_served_and_why_not_what_is_there(folder: Path) -> None:
    good = (folder / "routes.csv").read_bytes()
    with serving(folder) as url:
        def ready() -> tuple[int, dict[str, Any]]:
            status, headers, body = get(f"{url}/readyz")
            assert headers["cache-control"] == "no-store"
            return status, json.loads(body)

        status, said = ready()
        release = said["release"]
        assert (status, said) == (200, {"release": release})
        table = get(f"{url}/export/facts.csv")[2]

        damage(folder)
        until(lambda: ready()[0] == 503)
        said = ready()[1]
        assert said["release"] == release
        assert "1 problem in the data" in said["reason"]
        assert "is still served" in said["reason"]
        assert [text.partition(" 'canal'")[0] for text in said["problems"]] == [FAULT]
        assert get(f"{url}/export/facts.csv")[::2] == (200, table)
        assert get(f"{url}/_stcore/health")[0] == 200

        (folder / "routes.csv").write_bytes(good)
        until(lambda: ready() == (200, {"release": release}))


def test_a_first_start_with_bad_data_is_not_ready(folder: Path) -> None:
    damage(folder)
    with serving(folder) as url:
        status, _, body = get(f"{url}/readyz")
        said = json.loads(body)
        assert (status, said["release"]) == (503, None)
        assert said["reason"] == "The data cannot be served: 1 problem in the data."
        assert get(f"{url}/export/routes.csv")[0] == 503


def half(name: str) -> Callable[[Path], object]:
    def cut(folder: Path) -> None:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[:len(content) // 2 + 7])
    return cut


FAULTS: dict[str, Callable[[Path], object]] = {
    "a mode nobody knows": damage,
    "a file half written": half("facts.csv"),
    "a line half written": half("routes/tap.geojson"),
    "a basemap half written": half("basemap/basemap.json"),
    "a file gone": lambda folder: (folder / "places.csv").unlink(),
    "a table half written, up to the end of a word": lambda folder: (folder / "aliases.csv"
        ).write_bytes((folder / "aliases.csv").read_bytes().rstrip(b"\n")),
    "a release id that no header can hold": lambda folder: (folder / "datapackage.json"
        ).write_text('{"version": "1\\"; x=\\"\\r\\nSet-Cookie: a=b"}', encoding="utf-8"),
    "no text": lambda folder: (folder / "facts.csv").write_bytes(b"\xff\xfe\x00"),
    "an empty file": lambda folder: (folder / "sources.csv").write_bytes(b""),
    "a folder in place of a file": lambda folder: (folder / "aliases.csv").rename(
        folder / "old").with_name("aliases.csv").mkdir(),
    "all lines gone": lambda folder: shutil.rmtree(folder / "routes"),
    "everything gone": shutil.rmtree,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reload_that_fails_keeps_the_last_good_state_and_says_so(
        folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    kept = tmp_path / "kept"
    shutil.rmtree(folder / "releases")
    shutil.copytree(folder, kept)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(cache, "_STAMP_SECONDS", -1.0)
    good = cache.load_atlas()
    assert cache.data_problem() is None

    FAULTS[fault](folder)
    assert cache.load_atlas() is good
    assert cache.load_atlas(good.catalog.release) is good
    assert str(cache.data_problem())
    assert "problems" in str(cache.changes_since("2026-11-21"))

    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    assert cache.data_problem() is None
    assert cache.load_atlas().catalog.ids == good.catalog.ids


def test_a_folder_that_never_was_good_raises(tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(AtlasError, match="1 problem"):
        cache.load_atlas()


def test_the_pages_say_that_the_folder_went_bad(folder: Path, catalog: Catalog,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setattr(cache, "_STAMP_SECONDS", -1.0)
    assert "cannot be trusted" not in page_text(run())
    damage(folder)
    app = run()
    assert not app.exception
    said = "".join(element.proto.body for element in app.get("html"))
    assert "The data folder has changed and cannot be trusted: 1 problem in the data." in said
    assert FAULT in said
    assert f"This is still release {catalog.release}" in said
    assert f"of {len(catalog.entries)} routes shown" in said


def test_an_export_of_the_kept_state_is_whole(folder: Path, catalog: Catalog) -> None:
    """Not one row of the bad state gets into a file."""
    with serving(folder) as url:
        get(f"{url}/readyz")
        edit(folder / "routes.csv", lambda rows: rows[0].update(name="bad", from_place="nowhere"))
        until(lambda: get(f"{url}/readyz")[0] == 503)
        body = get(f"{url}/export/routes.csv-raw")[2].decode()
    names = [row["name"] for row in csv.DictReader(io.StringIO(body, newline=""))]
    assert sorted(names) == sorted(entry.route.name for entry in catalog.entries)

"""What is measured in the browser. Clicks are real; times are taken inside the page.

A page's state is one string: the bare app's text, the naive map's number of lines, the ids that
the atlas has drawn. A click's time runs from the pointer going down until that string differs.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, WebSocket
from playwright.sync_api import TimeoutError as TooSlowError

from tools.bench_server import Server

TIMEOUT_MS = 60_000
CLICK_BUDGET_SECONDS = 60
FILTER = ".st-key-filter-mode-rail label"
_FRAME = "document.querySelector('iframe[title*=\"st_folium\"]')?.contentDocument"
BARE = "document.querySelector('.bench-text')?.textContent"
NAIVE = f"String({_FRAME}?.querySelectorAll('path.leaflet-interactive').length || '')"
ATLAS = f"{_FRAME}?.querySelector('[data-route-ids]')?.getAttribute('data-route-ids')"
MARKER = f"{_FRAME}?.querySelector('.leaflet-marker-icon')?.className"
_IDLE = ("() => document.querySelector('[data-testid=\"stApp\"]')"
         "?.dataset.testScriptState === 'notRunning'")
_DRAWN = "() => window.benchState() ? performance.now() : 0"
_CHANGED = """() => {
    const now = window.benchState();
    return now && now !== window.benchBefore ? performance.now() - window.benchClicked : 0;
}"""
_LISTEN = """
window.addEventListener("pointerdown", () => {{ window.benchClicked = performance.now(); }}, true);
window.benchState = () => {state};
"""


@contextmanager
def opened(browser: Browser, state: str) -> Iterator[Page]:
    """A page of a new, cold context, which asks no other host for anything."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(TIMEOUT_MS)
    context.add_init_script(_LISTEN.format(state=state))
    try:
        yield context.new_page()
    finally:
        context.close()


def _draw(page: Page, url: str) -> float:
    """Open an address; returns the milliseconds until its state was first there."""
    page.goto(url)
    drawn = page.wait_for_function(_DRAWN).json_value()
    page.wait_for_function(_IDLE)
    return float(drawn)


def _click(page: Page) -> float:
    """Click the filter once; returns the milliseconds until the state had changed."""
    page.wait_for_function(_IDLE)
    page.evaluate("() => { window.benchBefore = window.benchState(); }")
    page.locator(FILTER).first.click()
    return float(page.wait_for_function(_CHANGED).json_value())


def summary(times: list[float]) -> dict[str, Any]:
    """Median and p95 in milliseconds; the p95 of n times is the one at rank 0.95 n, rounded up."""
    ranked = sorted(times)
    at = max(0, -(-95 * len(ranked) // 100) - 1)
    return {"median_ms": round(statistics.median(ranked), 1), "p95_ms": round(ranked[at], 1),
            "n": len(ranked)}


def clicks(browser: Browser, server: Server, state: str, count: int) -> dict[str, Any]:
    """The time of `count` clicks on one filter, after two that do not count."""
    times: list[float] = []
    deadline = time.monotonic() + CLICK_BUDGET_SECONDS
    with opened(browser, state) as page:
        try:
            _draw(page, server.url)
            for i in range(count + 2):
                took = _click(page)
                if i > 1:
                    times.append(took)
                if time.monotonic() > deadline:
                    break
        except TooSlowError:
            if not times:
                return {"too_slow": f"no change within {TIMEOUT_MS // 1000} s"}
    if not times:
        return {"too_slow": f"no three clicks within {CLICK_BUDGET_SECONDS} s"}
    short = {} if len(times) == count else {
        "too_slow": f"{len(times)} of {count} clicks; stopped after {CLICK_BUDGET_SECONDS} s"}
    return {**summary(times), **short}


def first_map(browser: Browser, server: Server, state: str, count: int) -> dict[str, Any]:
    """The time from navigation to a drawn map, each from a cold context; one does not count."""
    times = []
    try:
        for i in range(count + 1):
            with opened(browser, state) as page:
                took = _draw(page, server.url)
            if i:
                times.append(took)
    except TooSlowError:
        return {"too_slow": f"no map within {TIMEOUT_MS // 1000} s"}
    return summary(times)


@dataclass
class _Wire:
    """What a page receives: files of components, and messages of the server."""

    files: list[Response]
    messages: list[bytes]

    def listen(self, page: Page) -> None:
        def note(response: Response) -> None:
            if "/component/" in response.url:
                self.files.append(response)

        def received(payload: bytes | str) -> None:
            self.messages.append(payload if isinstance(payload, bytes) else payload.encode())

        def socket(found: WebSocket) -> None:
            found.on("framereceived", received)

        page.on("response", note)
        page.on("websocket", socket)


def _sizes(data: list[bytes]) -> dict[str, int]:
    return {"bytes": sum(map(len, data)),
            "gzipped": sum(len(gzip.compress(part, mtime=0)) for part in data)}


def _messages(messages: list[bytes]) -> dict[str, Any]:
    maps = [message for message in messages if b"streamlit_folium" in message]
    return {"all_messages": _sizes(messages), "map_message": _sizes(maps)}


def _files(responses: list[Response], part: str) -> dict[str, Any]:
    bodies = {urlsplit(answer.url).path.partition("/component/")[2]: answer.body()
              for answer in responses if part in answer.url and answer.status == 200}
    return {**_sizes(list(bodies.values())),
            "files": {name: _sizes([body]) for name, body in sorted(bodies.items())}}


def wire(browser: Browser, server: Server) -> dict[str, Any]:
    """What the atlas sends to a new reader, and what it sends for one filter."""
    found = _Wire([], [])
    with opened(browser, ATLAS) as page:
        found.listen(page)
        _draw(page, server.url)
        first = {"own_files": _files(found.files, "/component/app.component."),
                 "streamlit_folium_files": _files(found.files, "/component/streamlit_folium."),
                 **_messages(found.messages)}
        found.messages.clear()
        _click(page)
        page.wait_for_function(_IDLE)
        return {"first_map": first, "filter": _messages(found.messages)}


def memory(browser: Browser, server: Server, state: str, sessions: int) -> dict[str, Any]:
    """Resident memory of the server before and after so many sessions more, all of them open."""
    with opened(browser, state) as page:
        _draw(page, server.url)
        before = server.rss_mib()
        pages = [opened(browser, state) for _ in range(sessions)]
        try:
            for each in pages:
                _draw(each.__enter__(), server.url)
            after = server.rss_mib()
        finally:
            for each in pages:
                each.__exit__(None, None, None)
    if before is None or after is None:
        return {"unknown": "this system does not say how much memory a process holds"}
    return {"before_mib": round(before, 1), "after_mib": round(after, 1), "sessions": sessions,
            "per_session_mib": round((after - before) / sessions, 2)}

"""What is measured in the browser. Clicks are real; times are taken inside the page.

A page's state is one string: the bare app's text, the naive map's number of lines, the ids that
the atlas has drawn. A click's time runs from the pointer going down until the first frame in which
that string differs; `drawn_ms` until the page itself had changed it, before a frame was painted.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
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
PLAIN = "document.querySelector('#count')?.textContent"
MARKER = f"{_FRAME}?.querySelector('.leaflet-marker-icon')?.className"
_IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return !app || app.dataset.testScriptState === "notRunning";
}"""
_DRAWN = "() => window.benchState() ? performance.now() : 0"
_CHANGED = """() => window.benchFramed && [window.benchFramed - window.benchClicked,
    (window.benchSeen || window.benchFramed) - window.benchClicked]"""
_WATCH = """() => {
    window.benchBefore = window.benchState();
    window.benchSeen = window.benchFramed = 0;
    const frame = document.querySelector('iframe[title*="st_folium"]')?.contentWindow;
    [window, ...frame ? [frame] : []].forEach((each) => {
        const watch = new each.MutationObserver(() => {
            if (window.benchSeen) { watch.disconnect(); return; }
            const now = window.benchState();
            if (now && now !== window.benchBefore) window.benchSeen = performance.now();
        });
        watch.observe(each.document, { subtree: true, childList: true, characterData: true,
            attributeFilter: ["data-route-ids"] });
    });
}"""
_LISTEN = """
window.benchState = () => {state};
window.addEventListener("pointerdown", () => {{
    const look = () => {{
        const now = window.benchState();
        if (now && now !== window.benchBefore) window.benchFramed = performance.now();
        else requestAnimationFrame(look);
    }};
    window.benchClicked = performance.now();
    requestAnimationFrame(look);
}}, true);
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


def _click(page: Page) -> tuple[float, float]:
    """Click the filter once; returns the milliseconds until a frame had it, and until drawn."""
    page.wait_for_function(_IDLE)
    page.evaluate(_WATCH)
    page.locator(FILTER).first.click()
    framed, drawn = page.wait_for_function(_CHANGED).json_value()
    return float(framed), float(drawn)


def summary(times: list[float]) -> dict[str, Any]:
    """Median and p95 in milliseconds; the p95 of n times is the one at rank 0.95 n, rounded up."""
    ranked = sorted(times)
    at = max(0, -(-95 * len(ranked) // 100) - 1)
    return {"median_ms": round(statistics.median(ranked), 1), "p95_ms": round(ranked[at], 1),
            "n": len(ranked)}


def of_runs(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median run of several, and the medians of all, which show the spread."""
    whole = sorted((run for run in runs if "median_ms" in run), key=lambda run: run["median_ms"])
    if not whole:
        return runs[0]
    middle = whole[(len(whole) - 1) // 2]
    return {**middle, "runs_ms": [run.get("median_ms") for run in runs],
            "drawn_runs_ms": [run.get("drawn_ms") for run in runs]}


def clicks(browser: Browser, server: Server, state: str, count: int) -> dict[str, Any]:
    """The time of `count` clicks on one filter, after two that do not count."""
    times: list[tuple[float, float]] = []
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
    return {**summary([framed for framed, _ in times]), **short,
            "drawn_ms": round(statistics.median(drawn for _, drawn in times), 1)}


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


_FRAMES = """() => {
    const times = window.benchFrames = [];
    const note = (now) => {
        times.push(now);
        if (times.length < 2000) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
}"""
_DRAG_SECONDS = 2.0
_STEP_SECONDS = 0.012


def panning(browser: Browser, server: Server, state: str) -> dict[str, Any]:
    """Frames a second while a pointer drags the map to and fro, and the longest wait for one."""
    with opened(browser, state) as page:
        _draw(page, server.url)
        frame = next((each for each in page.frames if "st_folium" in each.url), page.main_frame)
        box = frame.locator(".leaflet-container").bounding_box()
        if box is None:
            return {"failed": "the map cannot be seen"}
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 5, y + 5)
        frame.evaluate(_FRAMES)
        end, step = time.monotonic() + _DRAG_SECONDS, 0
        while time.monotonic() < end:
            step += 1
            turn = step % 80
            page.mouse.move(x + 3 * min(turn, 80 - turn), y + min(turn, 80 - turn))
            time.sleep(_STEP_SECONDS)
        times = frame.evaluate("() => window.benchFrames")
        page.mouse.up()
    waits = [after - before for before, after in pairwise(times)]
    return {"frames_per_second": round(1000 * len(waits) / (times[-1] - times[0]), 1),
            "longest_wait_ms": round(max(waits), 1), "frames": len(waits)}


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

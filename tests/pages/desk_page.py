"""The desk, served over a copy of the data, and its page in a browser as tests see it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from app.cli.command_line import main
from tests.conftest import DATA, ROOT, TODAY, free_port
from tests.pages.answers import get, reachable
from tests.pages.atlas_page import TIMEOUT_MS

START_SECONDS = 120

ARTICLE = """# Corridors after the summer

Invented for a test: the figures of this text are made up.

By A. Writer, 20 November 2026

The Baku–Tbilisi–Ceyhan oil pipeline (BTC) is 1,768 km long. It carried about 30 million tonnes of
oil in 2025, its operator says. <script>document.title = "run"</script>

## The railway

The Baku–Tbilisi–Kars railway is 275 km long. The Baku–Tbilisi–Kars railway carried 0.5 million
tonnes of freight in 2024. From Kars to the border it measures 76 km.

## Gas

TANAP delivered 16.2 bcm of gas in 2025. The text says no more of it.
"""
"""A document of which the rules find a handful of candidates."""

_SELECT = """(line, words) => {
    const range = document.createRange(), walker = document.createTreeWalker(line, 4);
    const from = line.textContent.indexOf(words), to = from + words.length;
    for (let node = walker.nextNode(), at = 0; node; at += node.length, node = walker.nextNode()) {
        if (from >= at && from < at + node.length) range.setStart(node, from - at);
        if (to > at && to <= at + node.length) range.setEnd(node, to - at);
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@dataclass
class ServedDesk:
    """A desk that is being served, and the folders that it works in."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def token(self) -> str:
        """The token of this start, as the page carries it."""
        page = get(self.address)[2].decode()
        found = re.search(r'name="desk-token" content="([^"]+)"', page)
        assert found, page
        return found[1]

    def ask(self, path: str, body: Mapping[str, Any] | bytes | None = None, **headers: str
            ) -> tuple[int, Any]:
        """Ask the desk as its page does; returns the status, and what was answered as JSON."""
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - the desk's own address
            self.address + path, sent, {"X-Desk-Token": self.token, **headers})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"{}")

    def read(self, text: str = ARTICLE, name: str = "article.md") -> str:
        """Have the desk read a document; returns the id of its draft."""
        status, answer = self.ask(f"/api/drafts?name={name}", text.encode())
        assert status == 200, answer
        return str(answer["id"])

    def draft(self, draft_id: str) -> dict[str, Any]:
        """Return a draft as the page gets it."""
        status, answer = self.ask(f"/api/drafts/{draft_id}")
        assert status == 200, answer
        found: dict[str, Any] = answer
        return found


def _start(folder: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli.command_line", "curate", "--data",
               str(folder / "data"), "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output,  # noqa: S603
                                   stderr=subprocess.STDOUT,
                                   env={**os.environ, "CORRIDOR_ATLAS_TODAY": str(TODAY)})
    deadline = time.monotonic() + START_SECONDS
    while not reachable(f"http://127.0.0.1:{port}/"):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"the desk did not start:\n{log.read_text('utf-8', 'replace')}")
    return process


@contextmanager
def curating(folder: Path) -> Iterator[ServedDesk]:
    """Serve the desk over a copy of the shipped data, without its past releases, in a folder."""
    if not (folder / "data").exists():
        shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns("releases"))
    port, log = free_port(), folder / "desk.log"
    desk = ServedDesk(f"http://127.0.0.1:{port}", folder, _start(folder, port, log), log)
    try:
        yield desk
    finally:
        desk.process.terminate()
        desk.process.wait(timeout=30)


def start_again(desk: ServedDesk) -> None:
    """Start a desk that has ended anew, at the same address."""
    port = int(desk.address.rpartition(":")[2])
    desk.process = _start(desk.folder, port, desk.log)


def is_sound(data: Path) -> bool:
    """Whether `corridor-atlas check` finds no problem."""
    return main(["check", "--data", str(data)]) == 0


@dataclass
class DeskPage:
    """The desk's page; `errors` are those that the browser noted."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, line: int, words: str) -> None:
        """Select words of a line, wherever candidates are marked in it."""
        self.page.locator(f'.line[data-line="{line}"] .words').evaluate(_SELECT, words)

    def expect_candidate(self, number: int) -> None:
        """Wait until a candidate is shown and judged."""
        expect(self.page.locator(".caption h2")).to_contain_text(f"Candidate {number} of")
        expect(self.page.locator(".gate .judged")).to_be_visible()

    def expect_said(self, words: str) -> None:
        """Wait until the page says something at its foot."""
        expect(self.page.locator(".said")).to_contain_text(words)


def open_desk(where: Browser | BrowserContext, address: str, path: str = "#/") -> DeskPage:
    """Open the desk's page in a browser, at one of its screens."""
    page = where.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    desk = DeskPage(page)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            desk.errors.append(message.text)
    page.on("console", note)
    page.on("filechooser", lambda _: None)  # from here on the browser hands its dialog over
    page.on("pageerror", lambda error: desk.errors.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/{path}")
    expect(page.locator("main h1")).to_be_visible()
    return desk

"""One process for many: files made for several at once."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message, Scope

from app import files
from app.workshop import BusyError, Workshop
from geo.export import Extract, export
from tests.conftest import ROOT
from tests.own_loop import ran

HANDS, MOST = 2, 5


@dataclass
class Asked:
    """A request to the files of the atlas, and what has come back so far."""

    path: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What has been told."""
        return [json.loads(line) for line in self.body.splitlines()]

    async def until(self, true: Callable[[list[dict[str, Any]]], object]) -> None:
        """Wait for what is told to be so."""
        while not true(self.lines):
            self.news.clear()
            await self.news.wait()

    async def ask(self) -> None:
        """Ask, and take the whole answer."""
        app = Starlette(routes=[Route("/export/{name}", files.export_file),
                                Route("/make/{name}", files.make_file, methods=["GET", "POST"])])
        begun = False

        async def receive() -> Message:
            nonlocal begun
            if begun:
                await self.gone.wait()
                return {"type": "http.disconnect"}
            begun = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode()
                                for name, value in message["headers"]}
            else:
                self.body += message.get("body", b"")
                self.news.set()

        path, _, query = self.path.partition("?")
        scope: Scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                        "root_path": "", "query_string": query.encode(), "headers": [],
                        "scheme": "http", "server": ("localhost", 80), "http_version": "1.1"}
        await app(scope, receive, send)


@pytest.fixture
def shops(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Small workshops; the slow one makes nothing until the event is set."""
    slow, quick = Workshop("slow", HANDS, MOST, 30), Workshop("quick", 2, 20, 5)
    monkeypatch.setattr(files, "SLOW", slow)
    monkeypatch.setattr(files, "QUICK", quick)
    made, go = export, threading.Event()

    def held(extract: Extract, what: str, name: str) -> bytes:
        if name != "pptx":
            return made(extract, what, name)
        extract.progress(0, 2)
        go.wait(30)
        extract.progress(1, 2)
        return b"slides"

    monkeypatch.setattr(files, "export", held)
    yield go
    go.set()


# -- files --

def test_a_fault_while_a_file_is_made_is_said_and_logged(
        monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fault(*_: object) -> bytes:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(files, "export", fault)
    asked = Asked("/make/routes.pdf")
    ran(asked.ask)
    assert asked.status == 200
    assert "fault of the atlas" in asked.lines[-1]["error"]
    assert b"secret" not in asked.body
    assert "secret" in caplog.text


@pytest.mark.parametrize("path", ["/export/routes.csv", "/make/routes.csv"])
def test_a_full_disk_is_said_in_words(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "export", full)
    asked = Asked(path)
    ran(asked.ask)
    assert b"could not be written: No space left on device" in asked.body
    assert asked.status == (500 if path.startswith("/export") else 200)


def test_slow_files_wait_in_turn_and_hold_up_no_quick_one(shops: threading.Event) -> None:
    async def all_of() -> tuple[list[Asked], Asked]:
        slow = [Asked(f"/make/routes.pptx?year={2020 + number}") for number in range(MOST)]
        async with asyncio.TaskGroup() as group:
            for asked in slow:
                group.create_task(asked.ask())
                await asked.until(bool)
            quick = Asked("/export/routes.csv")
            await quick.ask()
            shops.set()
        return slow, quick

    slow, quick = ran(all_of)
    assert quick.status == 200
    assert quick.body.startswith(b"\xef\xbb\xbf")
    assert [asked.lines[0] for asked in slow] == [
        {"before": number if number >= HANDS else 0} for number in range(MOST)]
    for asked in slow:
        waited = [line["before"] for line in asked.lines if "before" in line]
        assert waited == sorted(waited, reverse=True)
        assert waited[-1] == 0
        assert "file" in asked.lines[-1]


@pytest.mark.parametrize("way", ["make", "export"])
def test_too_many_orders_are_refused_in_words(shops: threading.Event, way: str) -> None:
    async def all_of() -> Asked:
        async with asyncio.TaskGroup() as group:
            for _ in range(MOST):
                waiting = Asked("/make/routes.pptx")
                group.create_task(waiting.ask())
                await waiting.until(bool)
            asked = Asked(f"/{way}/routes.pptx")
            await asked.ask()
            shops.set()
        return asked

    asked = ran(all_of)
    assert (asked.status, asked.headers["retry-after"]) == (503, "30")
    assert b"5 orders are not done yet. Ask again in 30 seconds." in asked.body


def test_whoever_goes_away_while_waiting_leaves_the_queue(shops: threading.Event) -> None:
    async def all_of() -> Asked:
        async with asyncio.TaskGroup() as group:
            asked = [Asked("/make/routes.pptx") for _ in range(MOST)]
            for each in asked:
                group.create_task(each.ask())
                await each.until(bool)
            asked[-2].gone.set()
            await asked[-1].until(lambda told: told[-1] == {"before": MOST - 2})
            late = Asked("/make/routes.pptx")
            group.create_task(late.ask())
            await late.until(bool)
            shops.set()
        return late

    assert ran(all_of).lines[0] == {"before": MOST - 1}


def test_a_workshop_that_is_full_says_so() -> None:
    async def all_of() -> None:
        shop, go = Workshop("test", 1, 1, 7), threading.Event()
        async with asyncio.TaskGroup() as group:
            first = group.create_task(shop.do(lambda: go.wait(30)))
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="Ask again in 7 seconds"):
                await shop.do(lambda: None)
            go.set()
        assert first.result() is True
        await asyncio.sleep(0)
        shop.check()

    ran(all_of)


def test_the_proxy_lets_through_what_the_atlas_takes() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    most = re.search(r"client_max_body_size (\d+)m;", conf)
    assert most
    assert int(most[1]) * 1024 ** 2 > files.MOST_SENT
    block = re.search(r"location ~ \^/\(make\|export\)/ \{([^}]*)\}", conf)
    assert block
    assert "proxy_next_upstream error timeout;" in block[1], "a busy replica is not a dead one"

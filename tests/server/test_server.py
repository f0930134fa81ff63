"""One process for many: files made for several at once."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import IO, Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message, Scope

from app.server import downloads_api
from app.server.job_process import Job
from app.server.job_queue import BusyError, JobQueue
from app.server.jobs import FaultError, NotWrittenError
from app.server.orders import MAX_SENT
from app.shared.atlas_cache import Atlas
from geo.data.errors import AtlasError
from geo.export.registry import FORMATS
from geo.presentation.extract import Progress, silent
from tests.conftest import ROOT
from tests.samples.own_loop import ran

WORKERS, MOST = 2, 5


@dataclass
class Asked:
    """A request to the files of the atlas, and what has come back so far."""

    path: str
    method: str = ""
    sent: bytes = b""
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
        app = Starlette(
            routes=[
                Route("/export/{name}", downloads_api.export_file),
                Route("/make/{name}", downloads_api.make_file, methods=["GET", "POST"]),
            ]
        )
        begun = False

        async def receive() -> Message:
            nonlocal begun
            if begun:
                await self.gone.wait()
                return {"type": "http.disconnect"}
            begun = True
            return {"type": "http.request", "body": self.sent, "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode()
                                for name, value in message["headers"]}
            else:
                self.body += message.get("body", b"")
                self.news.set()

        path, _, query = self.path.partition("?")
        scope: Scope = {"type": "http", "method": self.method or ("POST" if self.sent else "GET"),
                        "path": path, "raw_path": path.encode(),
                        "root_path": "", "query_string": query.encode(), "headers": [],
                        "scheme": "http", "server": ("localhost", 80), "http_version": "1.1"}
        await app(scope, receive, send)


class Held:
    """Processes that make nothing slow until `go` is set, and note what they are asked for."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.under_way, self.over = asyncio.Event(), asyncio.Event()
        self.begun: list[str] = []

    async def run(self, _atlas: Atlas, job: Job, out: IO[bytes], progress: Progress = silent
                  ) -> dict[str, Any]:
        """Make a file as slowly as wished."""
        self.begun.append(job.order.name)
        self.under_way.set()
        try:
            if FORMATS[job.order.name].slow:
                progress(0, 2)
                await self.go.wait()
                progress(1, 2)
            return {"size": out.write(b"made")}
        finally:
            self.over.set()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Small queues before such processes."""
    processes = Held()
    monkeypatch.setattr(downloads_api, "SLOW", JobQueue(WORKERS, MOST, 30))
    monkeypatch.setattr(downloads_api, "QUICK", JobQueue(2, 20, 5))
    monkeypatch.setattr(downloads_api, "PROCESSES", processes)
    return processes


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Have every job end with an error."""
    async def run(*_: object) -> dict[str, Any]:
        raise error

    monkeypatch.setattr(downloads_api, "PROCESSES", SimpleNamespace(run=run))


# -- files --

def test_a_fault_in_the_server_itself_is_said_and_logged(
        monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    failing(monkeypatch, ZeroDivisionError("secret"))
    asked = Asked("/make/routes.pdf")
    ran(asked.ask)
    assert asked.status == 200
    assert "fault of the atlas" in asked.lines[-1]["error"]
    assert b"secret" not in asked.body
    assert "secret" in caplog.text


@pytest.mark.parametrize(("error", "status"), [
    (NotWrittenError("could not be written"), 500), (FaultError("a fault of the atlas"), 500),
    (AtlasError("would take more than 90 seconds"), 400)])
def test_why_there_is_no_file_is_said_in_words(monkeypatch: pytest.MonkeyPatch,
                                               error: AtlasError, status: int) -> None:
    failing(monkeypatch, error)
    for path, code in (("/export/routes.csv", status), ("/make/routes.csv", 200)):
        asked = Asked(path)
        ran(asked.ask)
        assert asked.status == code
        assert str(error).encode() in asked.body


def test_a_file_is_the_same_at_once_and_with_progress() -> None:
    at_once, with_progress = Asked("/export/routes.csv"), Asked("/make/routes.csv")
    ran(at_once.ask)
    ran(with_progress.ask)
    assert at_once.body.startswith(b"\xef\xbb\xbf")
    assert int(at_once.headers["content-length"]) == len(at_once.body)
    last = with_progress.lines[-1]
    assert base64.b64decode(last["file"]) == at_once.body
    assert f'"{last["name"]}"' in at_once.headers["content-disposition"]


def test_what_is_sent_along_and_has_no_known_shape_is_refused() -> None:
    asked = Asked("/make/routes.csv", sent=b'{"overlay": [1]}')
    ran(asked.ask)
    assert asked.status == 400
    assert asked.body.startswith(b"What was sent along is not {")


@pytest.mark.parametrize("path", ["/export/routes.pptx?mode=rail", "/make/routes.pptx",
                                  "/export/routes.csv"])
def test_head_is_answered_without_the_file(held: Held, path: str) -> None:
    asked = Asked(path, method="HEAD")
    ran(asked.ask)
    assert (asked.status, asked.body, held.begun) == (200, b"", [])
    assert ("content-disposition" in asked.headers) is path.startswith("/export")


@pytest.mark.parametrize("way", ["make", "export"])
def test_whoever_goes_away_ends_the_work(held: Held, way: str) -> None:
    async def all_of() -> None:
        async with asyncio.TaskGroup() as group:
            asked = Asked(f"/{way}/routes.pptx")
            group.create_task(asked.ask())
            await held.under_way.wait()
            asked.gone.set()
            await held.over.wait()

    ran(all_of)
    downloads_api.SLOW.check()
    assert len(downloads_api.SLOW) == 0


def test_slow_files_wait_in_turn_and_hold_up_no_quick_one(held: Held) -> None:
    async def all_of() -> tuple[list[Asked], Asked]:
        slow = [Asked(f"/make/routes.pptx?year={2020 + number}") for number in range(MOST)]
        async with asyncio.TaskGroup() as group:
            for asked in slow:
                group.create_task(asked.ask())
                await asked.until(bool)
            quick = Asked("/export/routes.csv")
            await quick.ask()
            held.go.set()
        return slow, quick

    slow, quick = ran(all_of)
    assert quick.status == 200
    assert quick.body == b"made"
    assert [asked.lines[0] for asked in slow] == [
        {"before": number if number >= WORKERS else 0} for number in range(MOST)]
    for asked in slow:
        waited = [line["before"] for line in asked.lines if "before" in line]
        assert waited == sorted(waited, reverse=True)
        assert waited[-1] == 0
        assert "file" in asked.lines[-1]


@pytest.mark.parametrize("way", ["make", "export"])
def test_too_many_orders_are_refused_in_words(held: Held, way: str) -> None:
    async def all_of() -> Asked:
        async with asyncio.TaskGroup() as group:
            for _ in range(MOST):
                waiting = Asked("/make/routes.pptx")
                group.create_task(waiting.ask())
                await waiting.until(bool)
            asked = Asked(f"/{way}/routes.pptx")
            await asked.ask()
            held.go.set()
        return asked

    asked = ran(all_of)
    assert (asked.status, asked.headers["retry-after"]) == (503, "30")
    assert b"5 orders are not done yet. Ask again in 30 seconds." in asked.body


def test_whoever_goes_away_while_waiting_leaves_the_queue(held: Held) -> None:
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
            held.go.set()
        return late

    assert ran(all_of).lines[0] == {"before": MOST - 1}


def test_a_queue_that_is_full_says_so() -> None:
    async def all_of() -> None:
        queue, go = JobQueue(1, 1, 7), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            first = group.create_task(queue.run(go.wait))
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="Ask again in 7 seconds"):
                await queue.run(go.wait)
            go.set()
        assert first.result() is True
        queue.check()

    ran(all_of)


def test_the_proxy_lets_through_what_the_atlas_takes() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    most = re.search(r"client_max_body_size (\d+)m;", conf)
    assert most
    assert int(most[1]) * 1024 ** 2 > MAX_SENT
    block = re.search(r"location ~ \^/\(make\|export\)/ \{([^}]*)\}", conf)
    assert block
    assert "proxy_next_upstream error timeout;" in block[1], "a busy replica is not a dead one"

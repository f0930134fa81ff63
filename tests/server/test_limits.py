"""What anybody may send is bounded before it is read, and what nobody reads is not sent on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.server import limits
from app.server.limits import MAX_FRAME, BoundedRequests, frame_fault
from app.server.orders import MAX_SENT
from tests.samples.own_loop import ran


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with how long the body is."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@dataclass
class Sender:
    """A request whose body comes in parts; with `stays` its end never comes."""

    parts: tuple[bytes, ...]
    stays: bool = False
    declared: int | None = None
    said: list[Message] = field(default_factory=list)
    waits: asyncio.Event = field(default_factory=asyncio.Event)
    not_taken: int = 0

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.said[0]["status"]) if self.said else 0

    async def ask(self, app: ASGIApp) -> None:
        """Ask, and take the answer."""
        rest = list(self.parts)

        async def receive() -> Message:
            if rest:
                return {"type": "http.request", "body": rest.pop(0),
                        "more_body": bool(rest) or self.stays}
            self.waits.set()
            return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

        async def send(message: Message) -> None:
            self.said.append(message)
            self.not_taken = len(rest)

        size = sum(map(len, self.parts)) if self.declared is None else self.declared
        await app({"type": "http", "method": "POST", "path": "/", "query_string": b"",
                   "headers": [(b"content-length", str(size).encode())]}, receive, send)


def app_of(inner: ASGIApp = _echo) -> BoundedRequests:
    return BoundedRequests(inner)


def asked(*senders: Sender, app: ASGIApp | None = None) -> None:
    """Ask one after the other."""
    async def all_of() -> None:
        shared = app or app_of()
        for sender in senders:
            await sender.ask(shared)

    ran(all_of)


def test_a_body_within_the_bounds_arrives_whole() -> None:
    sender = Sender((b"x" * 1000, b"", b"y" * 500))
    asked(sender)
    assert (sender.status, sender.said[1]["body"]) == (200, b"1500")


@pytest.mark.parametrize("sender", [Sender((b"x",), declared=MAX_SENT + 1),
                                    Sender((b"x" * MAX_SENT, b"x" * 100), declared=1)])
def test_a_body_that_is_too_large_is_refused(sender: Sender) -> None:
    asked(sender)
    assert sender.status == 413
    assert b"were sent along" in sender.said[1]["body"]


def test_who_is_refused_while_sending_can_send_to_the_end_and_read_the_answer() -> None:
    sender = Sender((b"x",) * 5, declared=MAX_SENT + 1)
    asked(sender)
    assert (sender.status, sender.not_taken) == (413, 0)


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.01)
    slow, next_one = Sender((b"x",), stays=True), Sender((b"x",))
    asked(slow, next_one)
    assert (slow.status, next_one.status) == (408, 200)
    assert b"send it again" in slow.said[1]["body"]


@pytest.mark.parametrize(("name", "most", "size"), [("MAX_READING", 3, 1), ("MAX_PENDING", 35, 10)])
def test_only_so_much_is_read_at_once(monkeypatch: pytest.MonkeyPatch, name: str, most: int,
                                      size: int) -> None:
    monkeypatch.setattr(limits, name, most)

    async def all_of() -> tuple[Sender, Sender]:
        app, waiting = app_of(), [Sender((b"x" * size,), stays=True) for _ in range(3)]
        refused, after = Sender((b"x" * size,)), Sender((b"x" * size,))
        tasks = [asyncio.create_task(sender.ask(app)) for sender in waiting]
        for sender in waiting:
            await sender.waits.wait()
        await refused.ask(app)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await after.ask(app)
        return refused, after

    refused, after = ran(all_of)
    assert (refused.status, after.status) == (503, 200)
    assert b"Ask again in 10 seconds" in refused.said[1]["body"]


def test_an_answer_is_handed_on_in_pieces_and_only_to_who_takes_them(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEND_SECONDS", 0.01)
    body, taken = bytes(range(256)) * 2000, list[Message]()
    ended: list[str] = []

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await Response(body)(scope, receive, send)
        finally:
            ended.append("ended")

    async def get(send: Callable[[Message], Awaitable[None]]) -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        await app_of(large)({"type": "http", "method": "GET", "path": "/", "headers": []},
                            receive, send)

    async def take(message: Message) -> None:
        taken.append(message)

    async def stop(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.get_running_loop().create_future()

    ran(lambda: get(take))
    assert b"".join(message.get("body", b"") for message in taken) == body
    assert max(len(message.get("body", b"")) for message in taken) <= limits.PIECE
    assert [message["more_body"] for message in taken[1:]] == [True] * (len(taken) - 2) + [False]
    ran(lambda: get(stop))
    assert ended == ["ended", "ended"]


def frame(text: str, kind: str = "json_trigger_value") -> bytes:
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add(id="legend")
    setattr(widget, kind, text)
    return bytes(message.SerializeToString())


@pytest.mark.parametrize("kind", ["json_value", "json_trigger_value"])
def test_what_a_component_says_is_bounded(kind: str) -> None:
    assert frame_fault(frame('[{"event": "choose", "value": {"turn": 1}}]', kind)) == ""
    assert frame_fault(frame('"' + '[{,\\"' * 200_000 + '"', kind)) == "", "a kept draft is a text"
    assert "values" in frame_fault(frame("[" + "[]," * 100_000 + "0]", kind))
    assert "nested" in frame_fault(frame("[" * 1000 + "]" * 1000, kind))
    assert "bytes" in frame_fault(frame('"' + "x" * MAX_FRAME + '"', kind))


def test_a_message_that_is_too_large_closes_its_connection_and_goes_no_further() -> None:
    read: list[Message] = []
    said: list[dict[str, Any]] = []

    async def page(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            read.append(message)

    async def all_of() -> None:
        frames = [frame("[1]"), frame("[" * 1000)]

        async def receive() -> Message:
            return {"type": "websocket.receive", "bytes": frames.pop(0)}

        async def send(message: Message) -> None:
            said.append(dict(message))

        await app_of(page)({"type": "websocket"}, receive, send)

    ran(all_of)
    assert [message["bytes"] for message in read] == [frame("[1]")]
    assert [(each["type"], each["code"]) for each in said] == [("websocket.close", 1009)]


def test_the_server_that_runs_the_app_reads_no_larger_message_and_stops_in_time() -> None:
    server = uvicorn.Server(uvicorn.Config(_echo))
    before = signal.signal(signal.SIGTERM, server.handle_exit)
    try:
        limits.configure_server()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert server.config.ws_max_size == MAX_FRAME
    assert server.config.timeout_graceful_shutdown == limits.STOP_SECONDS
    limits.configure_server()  # another server is left alone

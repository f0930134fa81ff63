"""An answer that fails has its headers too, and says nothing of the fault."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from app.server.security_headers import SecureAnswers, failed
from tests.pages.answers import ALWAYS


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

"""Limits on the size of requests, and on the time that an answer waits to be read.

SECURITY.md has a table of them.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import suppress

import uvicorn
from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.server.orders import MAX_SENT
from geo.data.json_scan import too_much

LOG = logging.getLogger(__name__)

MAX_READING = 8
"""The most request bodies that are read at the same time."""
MAX_PENDING = 100_000_000
"""The most bytes of all request bodies that are not answered yet."""
BODY_SECONDS = 30.0
"""The time within which a whole body must arrive."""
SEND_SECONDS = 20.0
"""The time within which the client must read each piece of an answer."""
PIECE = 64 * 1024
"""Bytes of an answer that are sent at once."""
MAX_FRAME = 3_000_000
"""The most bytes of a page's message; the largest is a briefing kept by the browser's tab."""
MAX_VALUES, DEEPEST = 20_000, 20
"""The most values in a message of a component, and their deepest nesting."""
DISCARD_SECONDS = 5.0
"""The time for which the rest of a refused body is read and dropped."""
STOP_SECONDS = 5
"""The time for which a stop waits for unfinished answers."""


_TIMED_OUT = 408


def configure_server() -> None:
    """Set limits on the server for which Streamlit has no setting.

    The handler of the stop signal leads to the server; a server other than uvicorn is left alone.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if isinstance(server, uvicorn.Server):
        server.config.ws_max_size = MAX_FRAME
        server.config.timeout_graceful_shutdown = STOP_SECONDS


class _RefusedError(Exception):
    """A request that is not read any further; `status` and the sentence are its answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class _NotReadError(Exception):
    """An answer that the client does not read."""


class _Counts:
    """The bodies and bytes that are being read, over all requests."""

    def __init__(self) -> None:
        self.bodies = self.bytes = 0


class _Body:
    """The body of one request while it is read."""

    def __init__(self, counts: _Counts, scope: Scope, receive: Receive) -> None:
        self._counts, self._receive = counts, receive
        self._taken = 0
        self.is_read = False
        """Whether its last part has arrived, within the limits or not."""
        headers = Headers(scope=scope)
        self._declared = headers.get("content-length", "0")
        self._more = self._declared != "0" or "transfer-encoding" in headers
        self._deadline: float | None = None

    async def receive(self) -> Message:
        """Returns the next message. Raises _RefusedError if the body exceeds a limit."""
        if not self._more:
            return await self._receive()
        if self._deadline is None:
            self._begin()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise _RefusedError(_TIMED_OUT, "What was sent along was not there after "
                                f"{BODY_SECONDS:g} seconds; send it again.") from None
        self.is_read = not message.get("more_body")
        self._count(len(message.get("body", b"")))
        if not message.get("more_body"):
            self._end_reading()
        return message

    def _begin(self) -> None:
        if self._declared.isdecimal() and int(self._declared) > MAX_SENT:
            self._more = False
            raise _RefusedError(413, f"More than {MAX_SENT:,} bytes were sent along.")
        if self._counts.bodies >= MAX_READING:
            self._more = False
            raise _RefusedError(503, f"{MAX_READING} others are sending to the atlas now. Ask "
                                "again in 10 seconds.")
        self._counts.bodies += 1
        self._deadline = asyncio.get_running_loop().time() + BODY_SECONDS

    def _count(self, size: int) -> None:
        self._taken += size
        self._counts.bytes += size
        if self._taken > MAX_SENT:
            raise _RefusedError(413, f"More than {MAX_SENT:,} bytes were sent along.")
        if self._counts.bytes > MAX_PENDING:
            raise _RefusedError(503, "The atlas has too much to read from others now. Ask again in "
                                "10 seconds.")

    def _end_reading(self) -> None:
        if self._more and self._deadline is not None:
            self._counts.bodies -= 1
        self._more = False

    def close(self) -> None:
        """Release the counts at the end of the request."""
        self._end_reading()
        self._counts.bytes -= self._taken


async def _discard(receive: Receive) -> None:
    """Read the rest of a body and drop it: a client cut off while sending reads no answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(DISCARD_SECONDS):
            while (await receive()).get("more_body"):
                pass


def _pieces(message: Message) -> Iterator[Message]:
    """Yields a message, with its body cut into pieces."""
    body = message.get("body", b"")
    if len(body) <= PIECE:
        yield message
        return
    for start in range(0, len(body), PIECE):
        last = start + PIECE >= len(body)
        yield {**message, "body": body[start:start + PIECE],
               "more_body": message.get("more_body", False) if last else True}


def frame_fault(frame: bytes) -> str:
    """Says why a message of the page is not accepted; blank if it is."""
    if len(frame) > MAX_FRAME:
        return f"a message has at most {MAX_FRAME:,} bytes"
    try:
        message = BackMsg.FromString(frame)
    except DecodeError:
        return ""  # Streamlit closes the connection
    for widget in message.rerun_script.widget_states.widgets:
        for text in (widget.json_value, widget.json_trigger_value):
            if too_much(text.encode(), MAX_VALUES, DEEPEST):
                return f"a message has at most {MAX_VALUES:,} values, nested {DEEPEST} deep"
    return ""


def _checked(receive: Receive, send: Send) -> Receive:
    """Wraps `receive`: a message of a page that is too large closes its connection."""
    async def take() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and (
                fault := frame_fault(message.get("bytes") or b"")):
            LOG.warning("A page's connection was closed: %s", fault)
            await send({"type": "websocket.close", "code": 1009, "reason": fault})
            return {"type": "websocket.disconnect", "code": 1009}
        return message

    return take


class BoundedRequests:
    """Middleware that applies the limits to every request and its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._counts = app, _Counts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] == "websocket":
            await self._app(scope, _checked(receive, send), send)
        elif scope["type"] == "http":
            await self._bounded(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, begun = _Body(self._counts, scope, receive), False

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = True
            for piece in _pieces(message):
                try:
                    async with asyncio.timeout(SEND_SECONDS):
                        await send(piece)
                except TimeoutError:
                    raise _NotReadError from None

        try:
            await self._app(scope, body.receive, answer)
        except _RefusedError as refused:
            if not begun:
                if refused.status != _TIMED_OUT and not body.is_read:
                    await _discard(receive)
                await PlainTextResponse(f"{refused}\n", refused.status, headers={
                    "Connection": "close", "Retry-After": "10"})(scope, receive, answer)
        except _NotReadError:
            LOG.warning("An answer was not read for %g s and is sent no further", SEND_SECONDS)
        finally:
            body.close()

"""A relay before a server, which refuses WebSockets, breaks off or stops, as proxies do."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Relay:
    """Hands bytes on between a browser and a server; `refusing` WebSockets, or `cut` altogether.

    While it `holds` nothing passes either way and no connection is lost, as with a server that has
    stopped for a while.
    """

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._open: set[asyncio.StreamWriter] = set()
        self._port = 0
        self._server: asyncio.Server | None = None
        self.refusing = False
        self._passing = asyncio.Event()
        self._passing.set()
        self.restore()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self._port}"

    def _run(self, work: Awaitable[None]) -> None:
        async def done() -> None:
            await work

        asyncio.run_coroutine_threadsafe(done(), self._loop).result(20)

    def restore(self) -> None:
        """Answer, at the same address as before."""
        self._run(self._listen())

    def cut(self) -> None:
        """Break off what is open and answer nothing more, as a server that has ended."""
        self._run(self._stop())

    def hold(self) -> None:
        """Let nothing pass until `release`; what is sent meanwhile waits."""
        self._loop.call_soon_threadsafe(self._passing.clear)

    def release(self) -> None:
        """Let everything pass, what has waited first."""
        self._loop.call_soon_threadsafe(self._passing.set)

    def close(self) -> None:
        """End it."""
        self.release()
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "localhost", self._port or None)
        self._port = self._port or self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        if self._server:
            self._server.close()
        for writer in [*self._open]:
            writer.transport.abort()
        if rest := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(rest, timeout=5)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(OSError):
            back, forth = await asyncio.open_connection(self._to.hostname, self._to.port)
            self._open.add(forth)
            await asyncio.gather(self._pump(reader, forth, writer), self._pump(back, writer, None))
            self._open.discard(forth)
        self._open.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
                    answer: asyncio.StreamWriter | None) -> None:
        with contextlib.suppress(OSError):
            while part := await reader.read(65_536):
                await self._passing.wait()
                if answer and self.refusing and b"upgrade: websocket" in part.lower():
                    answer.write(_REFUSED)
                    await answer.drain()
                    answer.close()
                    break
                writer.write(part)
                await writer.drain()
        writer.close()


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    """A relay before a server while a test runs."""
    relay = Relay(address)
    try:
        yield relay
    finally:
        relay.close()

"""A stretch of wire between a browser and a server, for rehearsals that cut it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """A stretch of wire between a browser and the server, which can be cut and mended."""

    port: int
    to: int
    _pairs: set[asyncio.StreamWriter] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _whole: bool = True

    def lay(self) -> None:
        """Start to pass everything on."""
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(asyncio.start_server(self._join, "127.0.0.1", self.port))

    def cut(self) -> None:
        """End every connection and take no new ones."""
        self._whole = False
        self._do(self._close())

    def mend(self) -> None:
        """Take connections again."""
        self._whole = True

    def _do(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]

    async def _close(self) -> None:
        for writer in self._pairs:
            writer.transport.abort()
        self._pairs.clear()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.transport.abort()
            return
        self._pairs |= {writer, far_writer}
        await asyncio.gather(_pass(reader, far_writer), _pass(far_reader, writer))
        self._pairs -= {writer, far_writer}


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()

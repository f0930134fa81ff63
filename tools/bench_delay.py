"""A relay that holds back every byte for a while, each way, as a long line does."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from tools.bench_server import Server


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Hand on what is read, each part `delay` seconds after it came; the order stays."""
    loop = asyncio.get_running_loop()
    parts: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def read() -> None:
        with contextlib.suppress(OSError):
            while part := await reader.read(65_536):
                parts.put_nowait((loop.time() + delay, part))
        parts.put_nowait((loop.time() + delay, b""))

    reading = asyncio.create_task(read())
    try:
        while True:
            due, part = await parts.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not part:
                break
            writer.write(part)
            await writer.drain()
    except OSError:
        pass
    finally:
        reading.cancel()
        writer.close()


async def _serve(to: tuple[str, int], delay: float, reader: asyncio.StreamReader,
                 writer: asyncio.StreamWriter) -> None:
    # At the end of the bench whatever is still open is cancelled, and that is nobody's fault.
    with contextlib.suppress(OSError, asyncio.CancelledError):
        back, forth = await asyncio.open_connection(*to)
        await asyncio.gather(_pump(reader, forth, delay), _pump(back, writer, delay))


@contextmanager
def delayed(server: Server, delay_ms: int) -> Iterator[Server]:
    """The same server behind a line on which each way takes `delay_ms`."""
    parts = urlsplit(server.url)
    to = parts.hostname or "localhost", parts.port or 80
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> int:
        made = await asyncio.start_server(
            lambda reader, writer: _serve(to, delay_ms / 1000, reader, writer), "127.0.0.1", 0)
        return int(made.sockets[0].getsockname()[1])

    async def end() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    try:
        port = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
        yield replace(server, url=f"http://127.0.0.1:{port}")
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()

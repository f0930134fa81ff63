"""Strangers who ask for too much, while one reader filters: what each costs the others.

Run as `python -m tools.strangers [--only NAME ...]`. Each attack meets a server of its own on this
machine's loopback and is bounded in count and time. A reader beside it is a real session that ticks
the legend (tools/load_client.py). The attacker is a process of its own with the lowest priority, as
it would sit on another machine. Memory is that of the server and its processes, shared pages
counted once. A server that takes more than MOST_MIB is killed, and the row says so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed

from app.shared.settings import SHIPPED_DATA
from tools.bench_server import Server, serve_atlas
from tools.load_client import NO_LINK, Visitor, WrongAnswerError

MOST_MIB = 4000
MOST_SECONDS = 60.0
"""How long an attack goes on at most."""
_LOOK_SECONDS, _THINK_SECONDS = 0.5, 0.25
_BOUNDARY = "part-of-a-form"
_SLOW = "/export/routes.pptx"


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += _family(int(child))
    return found


def memory_mib(pid: int) -> float:
    """Memory of a process and all that come from it, shared pages counted once."""
    total = 0
    for each in _family(pid):
        with suppress(OSError):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


@dataclass
class Watch:
    """What is seen while an attack goes on."""

    server: Server
    peak: float = 0.0
    killed: bool = False
    filters: list[float] = field(default_factory=list)
    lost: int = 0

    async def memory(self) -> None:
        """Look at the memory again and again."""
        while True:
            self.peak = max(self.peak, await asyncio.to_thread(memory_mib, self.server.pid))
            if self.peak > MOST_MIB and not self.killed:
                self.killed = True
                for each in reversed(_family(self.server.pid)):
                    os.kill(each, signal.SIGKILL)
            await asyncio.sleep(_LOOK_SECONDS)

    async def reader(self, visitor: Visitor) -> None:
        """Tick the legend again and again."""
        for turn in range(10_000):
            try:
                modes = [["rail"], ["rail", "road"], []][turn % 3]
                self.filters.append(await visitor.choose({"modes": modes}))
            except (*NO_LINK, WrongAnswerError, TimeoutError):
                self.lost += 1
                return
            await asyncio.sleep(_THINK_SECONDS)


@dataclass(frozen=True)
class Target:
    """What is attacked: the server, and the session of a reader, as its own cookies name it."""

    url: str
    pid: int
    session_id: str
    token: str


@dataclass(frozen=True)
class Stranger:
    """Who attacks a server, in plain bytes over sockets."""

    server: Target

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection."""
        parts = urlsplit(self.server.url)
        return await asyncio.open_connection("127.0.0.1", parts.port, limit=2**20)

    async def begin(self, method: str, path: str, body: bytes = b"", *, declared: int = -1,
                    more: str = "") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Send a request; its body may be shorter than is `declared`."""
        reader, writer = await self.connect()
        size = len(body) if declared < 0 else declared
        head = (f"{method} {path} HTTP/1.1\r\nHost: {urlsplit(self.server.url).netloc}\r\n"
                f"Content-Length: {size}\r\nConnection: close\r\n{more}\r\n")
        writer.write(head.encode() + body)
        with suppress(ConnectionError):
            await writer.drain()
        return reader, writer

    async def ask(self, method: str, path: str, body: bytes = b"", more: str = "") -> str:
        """The status of an answer, and its last words."""
        reader, writer = await self.begin(method, path, body, more=more)
        last = first = b""
        with suppress(ConnectionError):
            while part := await reader.read(2**16):
                first, last = first or part, (last + part)[-300:]
        writer.close()
        words = " ".join(last.decode("utf-8", "replace").split())
        told = words.split("error")[-1][-110:] if "error" in words else words[-110:]
        said = told if len(last) < 300 or "error" in words else ""
        return f"{first[9:12].decode() or 'no answer'} {said}".strip()


def overlay(lines: int, points: int) -> bytes:
    """A legal overlay as a page sends it along."""
    features = [{"type": "Feature", "properties": {"name": f"Line {i}"}, "geometry": {
        "type": "LineString", "coordinates": [[round(45 + 20 * j / points, 4), round(
            35 + (i * 37 + j * 11) % 100 / 20, 4)] for j in range(points)]}} for i in range(lines)]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return json.dumps({"overlay": {"name": "mine.geojson", "text": text}}).encode()


def lists(size: int) -> bytes:
    """JSON of nothing but empty lists, about so many bytes long."""
    return b"[" + b"[]," * (size // 3) + b"[]]"


async def _slides(stranger: Stranger) -> str:
    return await stranger.ask("POST", "/make/routes.pptx", overlay(2000, 25))


async def _lists(stranger: Stranger, count: int) -> str:
    body = lists(20_000_000)
    answers = await asyncio.gather(*(
        stranger.ask("POST", "/make/routes.csv", body) for _ in range(count)))
    return "; ".join(sorted(set(answers)))


async def _frame(stranger: Stranger, size: int) -> str:
    other = Visitor(stranger.server.url)
    await other.open()
    message = {"modes": [json.loads(lists(size))]} if size < 30_000_000 else {"modes": ["x" * size]}
    try:
        await other.choose(message)
    except (ConnectionClosed, *NO_LINK, WrongAnswerError, TimeoutError) as error:
        code = getattr(getattr(error, "rcvd", None), "code", "")
        return f"closed {code}".strip()
    finally:
        await other.close()
    return "taken"


async def _unfinished(stranger: Stranger) -> str:
    begun = await asyncio.gather(*(stranger.begin(
        "POST", "/make/routes.csv", b"x" * 19_000_000, declared=20_000_000) for _ in range(40)))
    ended = await asyncio.gather(*(asyncio.wait_for(reader.read(300), MOST_SECONDS - 5)
                                   for reader, _writer in begun), return_exceptions=True)
    for _reader, writer in begun:
        writer.close()
    statuses = [each[9:12].decode() if isinstance(each, bytes) else "open" for each in ended]
    return ", ".join(f"{each or 'closed'}: {statuses.count(each)}"
                     for each in sorted(set(statuses)))


async def _unread(stranger: Stranger) -> str:
    body = overlay(500, 100)
    begun = [await stranger.begin("POST", "/make/routes.geojson", body) for _ in range(30)]
    for reader, _writer in begun:
        reader._transport.pause_reading()  # type: ignore[attr-defined]  # noqa: SLF001
    await asyncio.sleep(MOST_SECONDS / 2)
    for _reader, writer in begun:
        writer.transport.abort()
    return "30 left unread"


async def _uploads(stranger: Stranger) -> str:
    body = (f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
            .encode() + b"x" * 10_000_000 + f"\r\n--{_BOUNDARY}--\r\n".encode())
    token = stranger.server.token
    more = (f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\nX-Xsrftoken: {token}\r\n"
            f"Cookie: _streamlit_xsrf={token}\r\n")
    answers = [await stranger.ask(
        "PUT", f"/_stcore/upload_file/{stranger.server.session_id}/file-{i}", body, more)
        for i in range(40)]
    await asyncio.sleep(2)
    now = await asyncio.to_thread(memory_mib, stranger.server.pid)
    return f"{answers[-1][:3]}; {now:.0f} MiB after"


async def _dropped(stranger: Stranger) -> str:
    begun = [await stranger.begin("GET", _SLOW) for _ in range(12)]
    await asyncio.sleep(1)
    for _reader, writer in begun:
        writer.close()
    start = time.monotonic()
    while time.monotonic() - start < MOST_SECONDS - 5:
        if (await stranger.ask("GET", "/export/routes.png?mode=oil")).startswith("200"):
            return f"a slow file {time.monotonic() - start:.1f} s later"
        await asyncio.sleep(0.5)
    return "no slow file in time"


async def _head(stranger: Stranger) -> str:
    start = time.monotonic()
    answer = await stranger.ask("HEAD", _SLOW)
    return f"{answer[:3]} after {time.monotonic() - start:.2f} s"


async def _waiting(stranger: Stranger, count: int) -> str:
    begun = [await stranger.begin("GET", f"/make/routes.pptx?year={2000 + i}")
             for i in range(count)]
    await asyncio.sleep(MOST_SECONDS / 3)
    for _reader, writer in begun:
        writer.close()
    return f"{count} asked"


def _ended(pid: int) -> bool:
    """Whether a process has ended; it is still known until its parent has heard of it."""
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    return state.rpartition(")")[2].split()[0] == "Z"


async def _stop(stranger: Stranger) -> str:
    begun = [await stranger.begin("GET", _SLOW) for _ in range(12)]
    await asyncio.sleep(2)
    start = time.monotonic()
    os.kill(stranger.server.pid, signal.SIGTERM)
    while time.monotonic() - start < MOST_SECONDS - 5:
        if _ended(stranger.server.pid):
            break
        await asyncio.sleep(0.1)
    for _reader, writer in begun:
        writer.close()
    return f"ended {time.monotonic() - start:.1f} s after SIGTERM"


async def _nobody(_: Stranger) -> str:
    await asyncio.sleep(MOST_SECONDS / 6)
    return "for comparison"


Attack = Callable[[Stranger], Awaitable[str]]
ATTACKS: dict[str, tuple[str, Attack]] = {
    "nobody": ("nobody", _nobody),
    "slides": ("slides of an overlay of 2,000 lines", _slides),
    "lists": ("20 MB of empty lists", partial(_lists, count=1)),
    "eight-lists": ("the same, eight at once", partial(_lists, count=8)),
    "frame": ("a WebSocket message of 23.7 MB of lists", partial(_frame, size=23_700_000)),
    "large-frame": ("a WebSocket message of 150 MB", partial(_frame, size=150_000_000)),
    "unfinished": ("40 POSTs that do not end", _unfinished),
    "unread": ("30 answers that nobody reads", _unread),
    "uploads": ("40 uploads of 10 MB in one visit", _uploads),
    "dropped": ("12 GETs of slides, dropped", _dropped),
    "head": ("HEAD of slides", _head),
    "two-slow": ("2 slides in the making", partial(_waiting, count=2)),
    "waiting": ("30 orders of slides", partial(_waiting, count=30)),
    "stop": ("SIGTERM with 12 orders of slides", _stop),
}


async def _attack_from_outside(name: str, target: Target) -> str:
    """Let an attack happen in a process of its own; returns how it ended."""
    attacker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tools.strangers", "--attack", name, json.dumps(asdict(target)),
        stdout=asyncio.subprocess.PIPE)
    said, _ = await attacker.communicate()
    return said.decode().strip() or "the attacker failed"


async def _attack(name: str, target: Target) -> str:
    os.nice(19)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await ATTACKS[name][1](Stranger(target))
    except TimeoutError:
        return f"not over after {MOST_SECONDS:g} s"
    except OSError as error:
        return str(error)


async def _met(name: str, server: Server) -> tuple[Watch, str, float]:
    """Let an attack happen while a reader filters; what was seen, how it ended, its seconds."""
    watch, visitor = Watch(server), Visitor(server.url)
    await visitor.open()
    await visitor.choose({"modes": ["rail"]})
    target = Target(server.url, server.pid, visitor.session_id,
                    visitor.cookies.get("_streamlit_xsrf", ""))
    watching = [asyncio.create_task(watch.memory()), asyncio.create_task(watch.reader(visitor))]
    start = time.monotonic()
    ended = await _attack_from_outside(name, target)
    took = time.monotonic() - start
    await asyncio.sleep(_LOOK_SECONDS * 2)
    for task in watching:
        task.cancel()
    with suppress(*NO_LINK):
        await visitor.close()
    return watch, ended, took


def _row(words: str, watch: Watch, ended: str, took: float) -> str:
    if watch.killed:
        ended = f"killed at {MOST_MIB:,} MiB"
    filters = [1000 * each for each in watch.filters] or [float("nan")]
    return (f"| {words} | {ended} | {took:.1f} | {watch.peak:,.0f} | "
            f"{statistics.median(filters):.0f} | {max(filters):.0f} | {len(watch.filters)} |")


def main(argv: Sequence[str] | None = None) -> int:
    """Let each attack happen, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tools.strangers", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(ATTACKS), default=tuple(ATTACKS))
    parser.add_argument("--attack", nargs=2, metavar=("NAME", "TARGET"), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, default=SHIPPED_DATA, metavar="DIR")
    arguments = parser.parse_args(argv)
    if arguments.attack:
        name, target = arguments.attack
        print(asyncio.run(_attack(name, Target(**json.loads(target)))))
        return 0
    print("| attack | how it ended | seconds | peak MiB | filter, median ms | filter, worst ms | "
          "filters |\n|---|---|---|---|---|---|---|", flush=True)
    for name in arguments.only:
        with serve_atlas(arguments.data) as server:
            print(_row(ATTACKS[name][0], *asyncio.run(_met(name, server))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Rehearse several replicas behind nginx: one is killed, all are upgraded, nobody loses a view.

Run as `python -m tools.replicas`. It needs nginx (Debian's `nginx-light` will do) and takes about
two minutes. Three processes of `corridor-atlas serve` stand behind a real nginx with the project's
own deploy/nginx.conf, all on this machine. Visitors walk through the filters and do what a browser
does when its connection is cut: knock until somebody answers, connect, ask again. Every answer is
held against the law: the map and the table show the routes that the filter leaves.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.shared.settings import SHIPPED_DATA, today
from geo.checks.build import build
from geo.data.reader import read_folder
from tools.load import Walk, wrong
from tools.load_client import NO_LINK, Visitor, WrongAnswerError
from tools.load_report import summary
from tools.rehearsal import Steps

ROOT = Path(__file__).parent.parent
REPLICAS = 3
THINK_SECONDS = (2.0, 6.0)
_FIRST_PORT = 8940
_START_SECONDS, _AWAY_SECONDS, _SETTLE_SECONDS = 60.0, 30.0, 7.0
_MISSING = "nginx is not here. On Debian: apt-get install nginx-light"


@dataclass
class Replica:
    """One process of the atlas."""

    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            [sys.executable, "-m", "app.cli.command_line", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_SECONDS
        while _status(self.port, "/readyz") != http.client.OK:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(f"the replica on port {self.port} did not start")
            time.sleep(0.1)

    def end(self, how: signal.Signals) -> None:
        """Send it a signal and wait until it is gone."""
        if self.process:
            self.process.send_signal(how)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


@dataclass
class Guest(Walk):
    """A visitor who comes back when the connection is cut, as a browser does."""

    act: str = ""
    away: list[tuple[str, float]] = field(default_factory=list)

    async def stay(self, delay: float, over: asyncio.Event) -> None:
        """Come after a while and walk until all is over."""
        await asyncio.sleep(delay)
        await self._try(self.start())
        while not over.is_set():
            await self._try(self._step())
        await self.visitor.close()

    async def _step(self) -> None:
        await self.visitor.wait(self.chance.uniform(*THINK_SECONDS))
        self.times.append(await self.click())

    async def _try(self, work: object) -> None:
        try:
            await work  # type: ignore[misc]
        except NO_LINK:
            await self._come_back()
        except (WrongAnswerError, TimeoutError) as error:
            self.errors.append(f"{self.act}: {error}")

    async def _come_back(self) -> None:
        """Knock, connect, ask again; what was asked and not answered is said again."""
        left, act = time.monotonic(), self.act
        await self.visitor.close()
        while time.monotonic() < left + _AWAY_SECONDS:
            await asyncio.sleep(self.chance.uniform(0.25, 1.0))
            try:
                await self.visitor.fetch("/_stcore/health")
                await self.visitor.connect()
                await self._restore()
            except (*NO_LINK, WrongAnswerError):
                continue
            self.away.append((act, time.monotonic() - left))
            return
        self.errors.append(f"{act}: nobody answered for {_AWAY_SECONDS:g} s")

    async def _restore(self) -> None:
        waiting = self.asked != self.chosen
        if self.visitor.page.comes_back or waiting:
            await self.visitor.rerun()
        if waiting:
            await self.ask()
        elif self.visitor.page.comes_back:
            self.note()


def _status(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return None
    else:
        return answer.status
    finally:
        connection.close()


def configuration(text: str, port: int, ports: Sequence[int], folder: Path) -> str:
    """The shipped nginx.conf for this machine: its ports, and a folder of its own for /tmp."""
    for number, each in enumerate(ports, start=1):
        text = text.replace(f"server atlas-{number}:8501", f"server 127.0.0.1:{each}")
    return re.sub(r"listen \d+;", f"listen 127.0.0.1:{port};", text).replace(
        " /tmp/", f" {folder}/")


@contextmanager
def _front(port: int, ports: Sequence[int]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="atlas-front-") as made:
        folder = Path(made)
        shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        path = folder / "nginx.conf"
        path.write_text(configuration(shipped, port, ports, folder), encoding="utf-8")
        command = [shutil.which("nginx") or "nginx", "-e", "stderr", "-p", made, "-c", str(path),
                   "-g", "daemon off;"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            try:
                while _status(port, "/_stcore/health") != http.client.OK:
                    if process.poll() is not None:
                        raise OSError("nginx did not start")
                    time.sleep(0.1)
                yield f"http://localhost:{port}"
            finally:
                process.send_signal(signal.SIGQUIT)
                time.sleep(0.2)
                process.terminate()


async def _direct(guests: Sequence[Guest], replicas: Sequence[Replica], over: asyncio.Event,
                  seconds: float) -> None:
    """The acts of the play."""
    async def act(name: str) -> None:
        for guest in guests:
            guest.act = name
        await asyncio.sleep(0)

    await act("opening")
    await asyncio.sleep(seconds)
    await act("one replica killed")
    await asyncio.to_thread(replicas[0].end, signal.SIGKILL)
    await asyncio.sleep(_SETTLE_SECONDS * 1.5)
    await act("it is back")
    await asyncio.to_thread(replicas[0].start)
    await asyncio.sleep(_SETTLE_SECONDS)
    await act("rolling upgrade")
    for replica in replicas:
        await asyncio.to_thread(replica.end, signal.SIGTERM)
        await asyncio.to_thread(replica.start)
        await asyncio.sleep(_SETTLE_SECONDS)
    await act("after it")
    await asyncio.sleep(_SETTLE_SECONDS)
    over.set()


async def _play(url: str, replicas: Sequence[Replica], sessions: int, seconds: float,
                seed: int) -> list[Guest]:
    # Only to rehearse with: nothing here needs an unguessable number.
    guests = [Guest(Visitor(url), random.Random(seed * 100_003 + i))  # noqa: S311
              for i in range(sessions)]
    over = asyncio.Event()
    await asyncio.gather(_direct(guests, replicas, over, seconds),
                         *(guest.stay(seconds / 2 * i / sessions, over)
                           for i, guest in enumerate(guests)))
    return guests


def _note(steps: Steps, guests: Sequence[Guest], lawless: int) -> None:
    errors = [error for guest in guests for error in guest.errors]
    opened = [each for guest in guests for each in guest.opened]
    steps.note("open", "every visitor gets the page", f"{len(opened)} of {len(guests)}, p95 "
               f"{summary(opened).get('p95_ms')} ms", good=len(opened) == len(guests))
    for act in ("one replica killed", "rolling upgrade"):
        away = [took for guest in guests for name, took in guest.away if name == act]
        lost = [error for error in errors if error.startswith(act)]
        steps.note(act, "whoever was cut off comes back on another replica",
                   f"{len(away)} cut off and back, longest away "
                   f"{max(away, default=0):.1f} s, {len(lost)} errors",
                   good=bool(away) and not lost)
    seen = sum(len(guest.seen) for guest in guests)
    steps.note("views", "every answer shows what the filter leaves, before, during and after",
               f"{seen} answers, {lawless} wrong", good=lawless == 0)
    steps.note("errors", "none", f"{len(errors)} {sorted(set(errors))[:3] or ''}".strip(),
               good=not errors)
    reruns = summary([each for guest in guests for each in guest.times])
    steps.note("speed", "p95 of a rerun within 2 s", f"{reruns.get('p95_ms')} ms of {reruns['n']}",
               good=reruns.get("p95_ms", 0) <= 2000)


def _statuses(port: int, requests: int, cookie: str) -> Counter[int]:
    """How often each status came back when one reader asked for a file so many times at once."""
    found: Counter[int] = Counter()
    for _ in range(requests):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/export/none.csv",
                               headers={"Cookie": f"atlas_route={cookie}"})
            found[connection.getresponse().status] += 1
        finally:
            connection.close()
    return found


def _note_limits(steps: Steps, port: int) -> None:
    """Whether nginx slows down one reader who orders too much, and no other behind the address."""
    one = _statuses(port, 60, "one")
    others = sum((_statuses(port, 1, f"other-{i}") for i in range(20)), Counter[int]())
    steps.note("limits", "60 orders of one reader at once: 429 in the end; 20 others: none",
               f"one reader {dict(sorted(one.items()))}, others {dict(sorted(others.items()))}",
               good=one[404] >= 30 and one[429] > 0 and set(one) | set(others) <= {404, 429}
               and others[429] == 0)


def _note_files(steps: Steps, replicas: Sequence[Replica], guests: Sequence[Guest]) -> None:
    """Whether replicas that have just started have every file that a first page names."""
    names = sorted({name for guest in guests for name in guest.visitor.fetched})
    held = sum(_status(each.port, f"/{name}") == http.client.OK
               for each in replicas for name in names)
    steps.note("files", "each replica has what a first page names", f"{held} of "
               f"{len(names) * len(replicas)}", good=held == len(names) * len(replicas))


def main(argv: Sequence[str] | None = None) -> int:
    """Rehearse and print a table; exit code 1 where something failed, 2 without nginx."""
    parser = argparse.ArgumentParser(prog="python -m tools.replicas", description=__doc__)
    parser.add_argument("--sessions", type=int, default=60, metavar="N")
    parser.add_argument("--seconds", type=float, default=15, metavar="S",
                        help="how long the opening lasts")
    parser.add_argument("--seed", type=int, default=20, metavar="N")
    arguments = parser.parse_args(argv)
    if shutil.which("nginx") is None:
        print(_MISSING, file=sys.stderr)
        return 2
    environment = {**os.environ, "PYTHONPATH": str(ROOT),
                   "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32)}
    replicas = [Replica(_FIRST_PORT + 1 + i, environment) for i in range(REPLICAS)]
    steps = Steps()
    try:
        for replica in replicas:
            replica.start()
        with _front(_FIRST_PORT, [each.port for each in replicas]) as url:
            guests = asyncio.run(_play(url, replicas, arguments.sessions, arguments.seconds,
                                       arguments.seed))
            _note_files(steps, replicas, guests)
            _note_limits(steps, _FIRST_PORT)
    finally:
        for replica in replicas:
            replica.end(signal.SIGTERM)
    catalog = build(read_folder(SHIPPED_DATA), today())
    _note(steps, guests, wrong(catalog, [each for guest in guests for each in guest.seen]))
    return 1 if steps.failures else 0


if __name__ == "__main__":
    sys.exit(main())

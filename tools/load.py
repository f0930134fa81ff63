"""A full room: many visitors at once, each walking through the filters, against one server.

Run as `python -m tools.load --sessions 100 --seconds 120`. Visitors speak Streamlit's own protocol
over real WebSockets (tools/load_client.py), think like people between two clicks, and every answer
is held against the law: the ids that the map and the table show are those that the filter leaves.
They run in one process on the same cores as the server, so what they cost is in the figures.
Beside the atlas, in the same run, stands the plain design of tools/bench_apps/naive.py.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.components.bitmask import bitmask
from app.shared.settings import SHIPPED_DATA, today
from geo.catalog.catalog import Catalog
from geo.catalog.selection import select_view
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.query.filter import Filter
from geo.query.view import View
from tools.bench_server import Server, serve_app, serve_atlas
from tools.load_client import NO_LINK, Chosen, Visitor, WrongAnswerError, step
from tools.load_report import machine, markdown, summary

THINK_SECONDS = (2.0, 6.0)
"""How long a visitor looks at an answer before the next click: evenly between these."""

ARRIVE_SECONDS = 20.0
"""The room fills over this long."""

_AT_ONCE = 8
_FAILURES = (*NO_LINK, WrongAnswerError, TimeoutError)

Seen = tuple[Chosen, str | None, str | None]
Figures = dict[str, Any]


@dataclass
class Walk:
    """One visitor's walk: what it took and what was shown, to be judged when all is over."""

    visitor: Visitor
    chance: random.Random
    opened: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    chosen: Chosen = field(default_factory=dict)
    asked: Chosen = field(default_factory=dict)
    legend: dict[str, Any] = field(default_factory=dict)

    async def start(self) -> None:
        """Open the page, and read the legend as the page does."""
        self.opened.append(await self.visitor.open())
        said = self.visitor.page.data.get("atlas_legend")
        if said:
            self.legend = json.loads(await self.visitor.fetch(f"/{said['url']}"))
            self.note()

    async def click(self) -> float:
        """One click on the legend, or on the plain design's one checkbox."""
        if not self.legend:
            return await self.visitor.tick(len(self.times) % 2 == 0)
        self.asked = step(self.chance, self._options(), self.chosen)
        return await self.ask()

    async def ask(self) -> float:
        """Say what was asked, and look at the answer."""
        took = await self.visitor.choose(self.asked)
        self.chosen = self.asked
        self.note()
        await self.visitor.fetch_named()
        return took

    def _options(self) -> dict[str, list[str]]:
        counts = self.visitor.page.data["atlas_legend"]["sections"]
        return {section["name"]: [option["word"] for option, count in zip(
                    section["options"], now["counts"], strict=True) if count]
                for section, now in zip(self.legend["sections"], counts, strict=True)}

    def note(self) -> None:
        """Keep what is shown, to be judged later."""
        page = self.visitor.page
        self.seen.append((self.chosen, page.map_shown, page.table_shown))

    async def run(self, delay: float, until: float) -> None:
        """Come after a while, walk, go; a failure is written down, and the page loaded again."""
        await asyncio.sleep(delay)
        while time.monotonic() < until:
            try:
                if not self.visitor.page.widgets:
                    await self.start()
                await asyncio.sleep(self.chance.uniform(*THINK_SECONDS))
                if time.monotonic() < until:
                    self.times.append(await self.click())
            except _FAILURES as error:
                self.errors.append(f"{type(error).__name__}: {error}")
                await self.visitor.close()
                self.visitor = Visitor(self.visitor.url)
                self.chosen, self.asked = {}, {}
        await self.visitor.close()


def visits(url: str, count: int, seed: int) -> list[Walk]:
    """New visitors; the same seed gives the same walks."""
    # Only to measure with: nothing here needs an unguessable number.
    return [Walk(Visitor(url), random.Random(seed * 100_003 + i))  # noqa: S311
            for i in range(count)]


def wrong(catalog: Catalog, seen: Sequence[Seen]) -> int:
    """How many answers showed other routes than the filter leaves, on the map or in the table."""
    lawful: dict[Filter, str] = {}
    count = 0
    for chosen, on_map, in_table in seen:
        wanted = Filter()
        for name, words in chosen.items():
            wanted = wanted.choosing(name, words)
        if wanted not in lawful:
            lawful[wanted] = bitmask(select_view(catalog, View(wanted)), len(catalog.ids))
        count += on_map != lawful[wanted] or in_table != lawful[wanted]
    return count


async def full_room(url: str, sessions: int, seconds: float, seed: int) -> list[Walk]:
    """Let all visitors walk for a while."""
    walks = visits(url, sessions, seed)
    until, arrive = time.monotonic() + seconds, min(ARRIVE_SECONDS, seconds / 4)
    await asyncio.gather(*(walk.run(arrive * i / sessions, until)
                           for i, walk in enumerate(walks)))
    return walks


async def come_and_go(server: Server, count: int, seed: int) -> tuple[list[Walk], Figures]:
    """Let visitors come, click twice and go, a few at a time; the server's memory at each tenth."""
    walks = visits(server.url, count, seed)
    waiting, memory = iter(walks), [round(server.rss_mib() or 0, 1)]
    done = 0

    async def door() -> None:
        nonlocal done
        for walk in waiting:
            try:
                await walk.start()
                walk.times += [await walk.click(), await walk.click()]
            except _FAILURES as error:
                walk.errors.append(f"{type(error).__name__}: {error}")
            await walk.visitor.close()
            done += 1
            if done % max(1, count // 10) == 0:
                memory.append(round(server.rss_mib() or 0, 1))

    await asyncio.gather(*(door() for _ in range(_AT_ONCE)))
    half = memory[len(memory) // 2:]
    return walks, {"sessions": count, "rss_mib_at_each_tenth": memory,
                   "second_half_mib": round(half[-1] - half[0], 1)}


def _cpu_seconds(pid: int) -> float:
    """Processor time that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _own_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _measure(server: Server, work: Callable[[], Awaitable[list[Walk]]],
             catalog: Catalog | None) -> Figures:
    rss, cpu, own, start = (server.rss_mib(), _cpu_seconds(server.pid), _own_cpu_seconds(),
                            time.monotonic())

    async def whole() -> list[Walk]:
        return await work()

    walks = asyncio.run(whole())
    took = time.monotonic() - start
    times = [each for walk in walks for each in walk.times]
    errors = [error for walk in walks for error in walk.errors]
    return {
        "sessions": len(walks), "seconds": round(took, 1), "reruns": summary(times),
        "reruns_per_second": round(len(times) / took, 1),
        "open": summary([each for walk in walks for each in walk.opened]),
        "errors": len(errors), "first_errors": sorted(set(errors))[:5],
        "wrong_answers": None if catalog is None else wrong(
            catalog, [each for walk in walks for each in walk.seen]),
        "server_cpu_s": round(_cpu_seconds(server.pid) - cpu, 1),
        "client_cpu_s": round(_own_cpu_seconds() - own, 1),
        "rss_mib_before": round(rss or 0, 1), "rss_mib_after": round(server.rss_mib() or 0, 1)}


def run(arguments: argparse.Namespace) -> Figures:
    """Measure the atlas, sessions come and gone, and the plain design; returns all figures."""
    folder, seed = arguments.data, arguments.seed
    catalog = build(read_folder(folder), today())
    found: Figures = {**machine(), "seed": seed, "think_seconds": THINK_SECONDS,
                      "routes": len(catalog.entries)}

    def room(server: Server, held: Catalog | None) -> Figures:
        return _measure(server, lambda: full_room(
            server.url, arguments.sessions, arguments.seconds, seed), held)

    with serve_atlas(folder) as server:
        found["atlas"] = room(server, catalog)
    if not arguments.alone:
        with serve_app("naive", folder) as server:
            found["plain"] = room(server, None)
    if arguments.through:
        with serve_atlas(folder) as server:
            walks, found["come_and_go"] = asyncio.run(come_and_go(server, arguments.through, seed))
        found["come_and_go"]["errors"] = sum(len(walk.errors) for walk in walks)
        found["come_and_go"]["wrong_answers"] = wrong(
            catalog, [each for walk in walks for each in walk.seen])
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; print JSON and a table. Exit code 1 where a visitor met an error."""
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=100, metavar="N")
    parser.add_argument("--seconds", type=float, default=120, metavar="S")
    parser.add_argument("--through", type=int, default=0, metavar="N",
                        help="then let this many sessions come and go, to watch the memory")
    parser.add_argument("--alone", action="store_true", help="without the plain design")
    parser.add_argument("--cores", type=int, default=2, metavar="N",
                        help="keep servers and visitors together on this many cores")
    parser.add_argument("--seed", type=int, default=20, metavar="N")
    parser.add_argument("--data", type=Path, default=SHIPPED_DATA, metavar="DIR")
    arguments = parser.parse_args(argv)
    if hasattr(os, "sched_setaffinity"):  # the servers inherit it
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:arguments.cores])
    found = run(arguments)
    print(json.dumps(found, indent=2))
    print(f"\n{markdown(found)}")
    return 1 if found["atlas"]["errors"] or found["atlas"]["wrong_answers"] else 0


if __name__ == "__main__":
    sys.exit(main())

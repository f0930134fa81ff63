"""A change of the data and midnight, in a full room: how long readers wait, what memory is left.

Run as `python -m tools.reload --sessions 60`. Visitors (tools/load.py) walk through the filters of
a server on a copy of the data, in windows of the same length: nothing happens; a file is touched; a
claim's note is edited; it is midnight. Every answer is held against the law of tools/load.py. Then
the data is released anew twenty times, and after each What if and Time are drawn of it: memory is
read. `--code DIR` measures the atlas of another working copy with the same visitors.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import http.client
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit.util import calc_hash  # noqa: TID251 - the protocol, not the library

from app.shared.settings import SHIPPED_DATA
from geo.checks.build import build
from geo.data.reader import read_folder
from tools.bench_server import ROOT, Server, serve_dated
from tools.load import Walk, visits, wrong
from tools.load_client import Visitor
from tools.load_report import machine, summary

DAYS = (date(2026, 12, 31), date(2027, 1, 1))
"""Midnight comes between these two."""

QUESTION = "if-from=moscow&if-to=bandar-abbas&if-by=2031&if-close=AZ"
_ARRIVE_SECONDS = 10.0
_LOOK_SECONDS = 0.1


@dataclass
class Timed(Walk):
    """A walk that knows when each click was made."""

    at: list[float] = field(default_factory=list)

    async def click(self) -> float:
        """One click."""
        self.at.append(time.monotonic())
        return await super().click()


def _touch(folder: Path) -> None:
    os.utime(folder / "claims.csv")


def _edit(folder: Path) -> None:
    """Change what one claim's note says, which no filter asks for."""
    path = folder / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[-1][rows[0].index("note")] += " (edited)"
    part = path.with_name(".claims.csv.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    part.replace(path)


async def _windows(server: Server, sessions: int, seconds: float, seed: int,
                   events: dict[str, Callable[[], None]]) -> tuple[list[Timed], list[float]]:
    """The room, and the times at which each event came."""
    walks = [Timed(walk.visitor, walk.chance) for walk in visits(server.url, sessions, seed)]
    begins = time.monotonic() + _ARRIVE_SECONDS
    ends = begins + seconds * len(events)
    came: list[float] = []

    async def happen() -> None:
        await asyncio.sleep(_ARRIVE_SECONDS)
        for event in events.values():
            came.append(time.monotonic())
            event()
            await asyncio.sleep(seconds)

    await asyncio.gather(happen(), *(walk.run(_ARRIVE_SECONDS * i / sessions, ends)
                                     for i, walk in enumerate(walks)))
    return walks, came


def room(folder: Path, day: Path, code: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """How long the answers took that were asked for after each event."""
    raw = read_folder(folder)
    lawful = [build(raw, each) for each in DAYS]
    events: dict[str, Callable[[], None]] = {
        "nothing": lambda: None, "a touch": lambda: _touch(folder),
        "an edit": lambda: _edit(folder),
        "midnight": lambda: _write(day, DAYS[1].isoformat())}
    with serve_dated(folder, day, code) as server:
        walks, came = asyncio.run(_windows(
            server, arguments.sessions, arguments.seconds, arguments.seed, events))
    found: dict[str, Any] = {}
    for name, begin in zip(events, came, strict=True):
        found[name] = summary([took for walk in walks
                               for at, took in zip(walk.at, walk.times, strict=False)
                               if begin <= at < begin + arguments.seconds])
    seen = [each for walk in walks for each in walk.seen]
    found["answers"] = len(seen)
    found["wrong_answers"] = sum(all(wrong(one, [each]) for one in lawful) for each in seen)
    errors = [error for walk in walks for error in walk.errors]
    return {**found, "errors": len(errors), "first_errors": sorted(set(errors))[:3]}


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="ascii")
    part.replace(path)


def _ready(url: str) -> str:
    """The release that is served, as `/readyz` says."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request("GET", "/readyz")
        return str(json.loads(connection.getresponse().read()).get("release"))
    finally:
        connection.close()


def _release(folder: Path, server: Server, number: int) -> None:
    """Give the data another release id, and wait until that one is served."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["version"] = f"2026-12-31.{number}"
    _write(path, json.dumps(package))
    while _ready(server.url) != package["version"]:
        time.sleep(_LOOK_SECONDS)


async def _visitor(url: str, page: str, query: str = "") -> Visitor:
    visitor = Visitor(url, query)
    await visitor.open()
    visitor.page.script = calc_hash(page)
    await visitor.rerun()
    return visitor


async def _reloads(folder: Path, server: Server, count: int) -> list[float]:
    readers = [await _visitor(server.url, "what-if", QUESTION), await _visitor(server.url, "time")]
    memory = [round(server.rss_mib() or 0, 1)]
    for number in range(count):
        await asyncio.to_thread(_release, folder, server, number + 1)
        for reader in readers:
            await reader.rerun()
        memory.append(round(server.rss_mib() or 0, 1))
    for reader in readers:
        await reader.close()
    return memory


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Both measurements, as often as asked."""
    found: dict[str, Any] = {**machine(), "code": arguments.code.name, "seed": arguments.seed,
                             "sessions": arguments.sessions, "rooms": [], "memory_mib": []}
    for _ in range(arguments.runs):
        with tempfile.TemporaryDirectory() as scratch:
            folder, day = Path(scratch) / "data", Path(scratch) / "day"
            shutil.copytree(arguments.data, folder)
            _write(day, DAYS[0].isoformat())
            if arguments.sessions:
                found["rooms"].append(room(folder, day, arguments.code, arguments))
            if arguments.reloads:
                with serve_dated(folder, day, arguments.code) as server:
                    found["memory_mib"].append(
                        asyncio.run(_reloads(folder, server, arguments.reloads)))
    return found


def table(found: dict[str, Any]) -> str:
    """Medians over the runs, with the least and the most."""
    def cell(name: str, key: str) -> str:
        each = [room[name].get(key, 0) for room in found["rooms"]]
        return f"{statistics.median(each):,.0f} ({min(each):,} to {max(each):,})"

    lines = ["| after | answers | median ms | p95 ms | longest ms |", "|---|---|---|---|---|"]
    if found["rooms"]:
        lines += [f"| {name} | " + " | ".join(cell(name, key) for key in (
            "n", "median_ms", "p95_ms", "longest_ms")) + " |"
            for name in ("nothing", "a touch", "an edit", "midnight")]
    wrong_, errors = (sum(room[key] for room in found["rooms"])
                      for key in ("wrong_answers", "errors"))
    lines += ["", f"{wrong_} wrong answers, {errors} errors. Memory MiB before, after 5, 10, … "
              "reloads: " + "; ".join(", ".join(f"{each:.0f}" for each in memory[::5])
                                      for memory in found["memory_mib"]) + "."]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; print JSON and a table. Exit code 1 where a visitor met an error."""
    parser = argparse.ArgumentParser(prog="python -m tools.reload", description=__doc__)
    parser.add_argument("--sessions", type=int, default=60, metavar="N")
    parser.add_argument("--seconds", type=float, default=15, metavar="S", help="of each window")
    parser.add_argument("--reloads", type=int, default=20, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--seed", type=int, default=20, metavar="N")
    parser.add_argument("--code", type=Path, default=ROOT, metavar="DIR")
    parser.add_argument("--data", type=Path, default=SHIPPED_DATA, metavar="DIR")
    found = run(parser.parse_args(argv))
    print(json.dumps(found, indent=2))
    print(f"\n{table(found)}")
    return 1 if any(room["errors"] or room["wrong_answers"] for room in found["rooms"]) else 0


if __name__ == "__main__":
    sys.exit(main())

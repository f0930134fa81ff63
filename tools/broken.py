"""Rehearse broken parts: each either keeps working or says in words what is wrong.

Run as `python -m tools.broken`; it needs a Chromium and two minutes. What can be tried without
a server is in tests/server/test_broken_parts.py; no network at all is rehearsed by
tools/wheelhouse.py.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.shared.settings import SHIPPED_DATA, today
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.query.filter import Filter
from tools.chromium import ARGUMENTS, find
from tools.load_client import NO_LINK, Visitor, WrongAnswerError
from tools.rehearsal import ROOT, Steps, ask, started
from tools.wire import Wire

if TYPE_CHECKING:
    from playwright.sync_api import Page

PORT = 8960
CUT_SECONDS = 10.0
STOPPED_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
"""Longer than this nothing takes; then it is taken for lost."""
_NO_LEAFLET = "from xstatic.pkg import leaflet\nleaflet.BASE_DIR = '/nowhere'\n"
_LINKED = '[data-test-connection-state="CONNECTED"]'
_DONE = '[data-test-script-state="notRunning"]'
_TICKED = """() => [...document.querySelectorAll('.atlas-legend input:checked')].map(
    box => box.closest('.atlas-option').className.match(/st-key-([\\w-]+)/)[1])"""


def _serve(port: int, data: Path = SHIPPED_DATA) -> list[str]:
    return [
        sys.executable,
        "-m",
        "app.cli.command_line",
        "serve",
        "--data",
        str(data),
        "--port",
        str(port),
    ]


def _environment(**more: str) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


async def _said(port: int) -> str:
    """The words of the first page, or what went wrong with it."""
    visitor = Visitor(f"http://localhost:{port}")
    try:
        await visitor.open()
    except (*NO_LINK, WrongAnswerError, TimeoutError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        await visitor.close()
    return " ".join(text for text in visitor.page.texts if not text.startswith("<style"))


def _plain(text: str, most: int = 160) -> str:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
    return words.strip().replace("|", "/")[:most]


def _data(steps: Steps, scratch: Path) -> None:
    """A data file that is corrupt and one that is missing, each from the start."""
    def cut_short(folder: Path) -> None:
        path = folder / "claims.csv"
        path.write_bytes(path.read_bytes()[:-200] + b"\xff\xfe")

    breaks: Mapping[str, Callable[[Path], None]] = {
        "claims.csv": cut_short, "routes.csv": lambda folder: (folder / "routes.csv").unlink()}
    for number, (name, break_it) in enumerate(breaks.items()):
        folder = scratch / f"data-{number}"
        shutil.copytree(SHIPPED_DATA, folder)
        break_it(folder)
        with started(_serve(PORT, folder), PORT, scratch / "log", cwd=ROOT,
                     environment=_environment()):
            said = asyncio.run(_said(PORT))
            status, reason = ask(PORT, "/readyz")
            steps.note(f"{name} broken", "the page names the file; /readyz 503",
                       f"{_plain(said)} ... {status}",
                       good="atlas-problems" in said and name in said and status == 503
                       and name in reason)


def _parts(steps: Steps, scratch: Path) -> None:
    """Leaflet's files gone; nowhere to write."""
    shim = scratch / "shim"
    shim.mkdir()
    (shim / "sitecustomize.py").write_text(_NO_LEAFLET, encoding="utf-8")
    with started(_serve(PORT), PORT, scratch / "log", cwd=ROOT,
                 environment=_environment(PYTHONPATH=f"{shim}:{ROOT}")):
        said = asyncio.run(_said(PORT))
        steps.note("Leaflet's files gone", "the page says so", _plain(said),
                   good="Leaflet" in said)
    command = " && ".join(("mount -t tmpfs -o ro none /tmp", "mount -t tmpfs -o ro none /var/tmp",
                           f"mount --bind {ROOT} {ROOT}", f"mount -o remount,ro,bind {ROOT}",
                           f"cd {ROOT}", f"exec timeout 20 {' '.join(_serve(PORT))}"))
    done = subprocess.run(["unshare", "--mount", "sh", "-c", command], cwd=ROOT,  # noqa: S603, S607
                          env={**_environment(), "TMPDIR": "/tmp"},  # noqa: S108 - it is the point
                          capture_output=True, text=True, check=False)
    last = (done.stdout + done.stderr).strip().splitlines() or [""]
    steps.note("nowhere to write", "`serve` says so and ends with 2",
               f"{done.returncode}: {_plain(last[-1])}",
               good=done.returncode == 2 and last[-1].startswith("corridor-atlas:"))


async def _click(visitor: Visitor, after: Callable[[], None]) -> float:
    await visitor.open()
    answer = asyncio.create_task(visitor.choose({"modes": ["rail"]}))
    await asyncio.sleep(0)
    await asyncio.to_thread(after)
    took = await answer
    await visitor.close()
    return took


def _stopped(steps: Steps, scratch: Path) -> None:
    """A process that is stopped and resumed while a reader waits."""
    with started(_serve(PORT), PORT, scratch / "log", cwd=ROOT,
                 environment=_environment()) as process:
        asyncio.run(_said(PORT))
        visitor = Visitor(f"http://localhost:{PORT}")

        def pause() -> None:
            process.send_signal(signal.SIGSTOP)
            time.sleep(STOPPED_SECONDS)
            process.send_signal(signal.SIGCONT)

        took = asyncio.run(_click(visitor, pause))
        steps.note("stopped and resumed", "a click made meanwhile is answered",
                   f"answered after {took:.1f} s, address {visitor.page.query}",
                   good=visitor.page.query == "mode=rail")


def _look(page: Page) -> tuple[str, str, set[str]]:
    """What the map draws, what the table lists, what the legend has ticked."""
    drawn = page.frame_locator('iframe[title*="st_folium"]').locator("[data-route-ids]")
    listed = page.locator(".atlas-table[data-route-ids]")
    if not (drawn.count() and listed.count()):
        return "", "", set()
    return (drawn.get_attribute("data-route-ids") or "",
            listed.get_attribute("data-route-ids") or "", set(page.evaluate(_TICKED)))


@contextmanager
def _browser(port: int) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where not installed

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS])
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"http://localhost:{port}")
        _agree(page, [])
        yield page
        chromium.close()


def _linked(page: Page, *, yes: bool) -> None:
    """Wait until the page knows that it has, or has lost, its connection."""
    state = _LINKED if yes else f":not({_LINKED})"
    page.wait_for_selector(f'[data-testid="stApp"]{state}', state="attached",
                           timeout=PATIENCE_SECONDS * 1000)


def _agree(page: Page, modes: Sequence[str]) -> bool:
    """Wait until the page is done, and map, table, legend and address show what was asked for."""
    catalog = build(read_folder(SHIPPED_DATA), today())
    wanted = " ".join(catalog.select(Filter(modes=frozenset(modes))).ids)
    asked = (wanted, wanted, {f"filter-mode-{mode}" for mode in modes})
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if (page.locator(f'[data-testid="stApp"]{_LINKED}{_DONE}').count() and _look(page) == asked
                and all(f"mode={mode}" in page.url for mode in modes)):
            return True
        page.wait_for_timeout(50)
    return False


def _note_page(steps: Steps, step: str, page: Page, modes: Sequence[str]) -> None:
    """Whether map, table, legend and address come to agree, and on what was asked for."""
    good = _agree(page, modes)
    drawn, listed, ticked = _look(page)
    steps.note(step, f"map, table, legend and address show {', '.join(modes)}",
               f"map {len(drawn.split())}, table {len(listed.split())}, ticked "
               f"{', '.join(sorted(ticked))}; address {page.url.partition('?')[2]}", good=good)


def _cut(steps: Steps, scratch: Path) -> None:
    """The connection is cut, then the process killed and another started; clicks all the way."""
    wire = Wire(PORT + 1, PORT)
    wire.lay()

    with started(_serve(PORT), PORT, scratch / "log", cwd=ROOT,
                 environment=_environment()), _browser(PORT + 1) as page:
        _tick(page, "rail")
        _agree(page, ["rail"])
        wire.cut()
        _linked(page, yes=False)
        page.wait_for_timeout(CUT_SECONDS * 1000)  # so long it is cut; nothing is waited for
        wire.mend()
        _linked(page, yes=True)
        _note_page(steps, f"cut for {CUT_SECONDS:g} s", page, ["rail"])
        _tick(page, "road")
        _note_page(steps, "the next click", page, ["rail", "road"])
        wire.cut()
        _tick(page, "sea")
        _linked(page, yes=False)
        wire.mend()
        _linked(page, yes=True)
        _note_page(steps, "a click as it was cut", page, ["rail", "road", "sea"])
    with _killed(scratch) as page:
        _note_page(steps, "killed, another started", page, ["rail"])
        _tick(page, "oil")
        _note_page(steps, "the next click", page, ["rail", "oil"])


def _tick(page: Page, mode: str) -> None:
    page.locator(f".st-key-filter-mode-{mode} label").first.click()


@contextmanager
def _killed(scratch: Path) -> Iterator[Page]:
    """A page whose server was killed after it was opened, and that found a new one."""
    with started(_serve(PORT), PORT, scratch / "log", cwd=ROOT,
                 environment=_environment()) as process, _browser(PORT + 1) as page:
        _tick(page, "rail")
        _agree(page, ["rail"])
        process.kill()
        process.wait()
        _linked(page, yes=False)
        with started(_serve(PORT), PORT, scratch / "log", cwd=ROOT, environment=_environment()):
            _linked(page, yes=True)
            yield page


def main(argv: Sequence[str] | None = None) -> int:
    """Rehearse and print a table; exit code 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tools.broken", description=__doc__)
    parser.add_argument("--only", choices=("data", "parts", "stopped", "cut"))
    arguments = parser.parse_args(argv)
    acts = {"data": _data, "parts": _parts, "stopped": _stopped, "cut": _cut}
    steps = Steps()
    with tempfile.TemporaryDirectory(prefix="atlas-broken-") as made:
        for name, act in acts.items():
            if arguments.only in (None, name):
                scratch = Path(made) / name
                scratch.mkdir()
                act(steps, scratch)
    return 1 if steps.failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure the atlas in a headless Chromium, beside a bare Streamlit app and plain maps.

The bare app is the least a rerun can cost, folium rebuilt the plain way, and a page of Leaflet with
no server the limit. Clicks are measured three times, each in a new browser session, at once and
behind a line on which each way takes 150 ms.

Run as `python -m tools.bench`. Everything is measured in one run on one machine; what counts are
the ratios to the bare app. A size that is too slow to finish is named in the output.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import bench_data, bench_network
from tools.bench_delay import delayed
from tools.bench_server import Server, serve_app, serve_atlas
from tools.chromium import ARGUMENTS, find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COLD_STARTS = 3
SESSIONS = 10
RUNS = 3
NAIVE_MOST = 300
DELAY_MS = 150
DELAYED_MOST = 2000
_MISSING = """\
corridor-atlas bench needs the development tools, and playwright is not installed.
With network access, run: make lint    (it installs what requirements-dev.lock names)"""
_NO_BROWSER = """\
corridor-atlas bench needs a Chromium browser, and none was found.
Run `python -m tools.chromium`, or name one: CHROMIUM=/path/to/chromium"""
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """A browser, the two apps that stay up for the whole run, and how often to click."""

    browser: Browser
    bare: Server
    marker: Server
    clicks: int
    scratch: Path

    def size(self, folder: Path, routes: int) -> Figures:
        """Every figure of one data folder."""
        from tools import bench_browser as measure  # noqa: PLC0415 - needs playwright
        from tools.bench_plain import plain_page  # noqa: PLC0415

        found: Figures = {"routes": routes}
        plain = plain_page(folder, self.scratch / f"plain-{routes}.html")
        filters: Figures = {}
        behind: Figures = {}
        self._click("bare", self.bare, measure.BARE, (filters, behind), routes)
        filters["plain_page"] = self._runs(plain, measure.PLAIN)
        if routes <= NAIVE_MOST:
            for name in ("naive", "naive_layer"):
                with serve_app(name, folder) as server:
                    self._click(name, server, measure.NAIVE, (filters, behind), routes)
        first: Figures = {"one_marker": measure.first_map(self.browser, self.marker,
                                                          measure.MARKER, COLD_STARTS)}
        with serve_atlas(folder) as server:
            first["atlas"] = measure.first_map(self.browser, server, measure.ATLAS, COLD_STARTS)
            self._click("atlas", server, measure.ATLAS, (filters, behind), routes)
            if routes <= NAIVE_MOST:
                found["wire"] = measure.wire(self.browser, server)
            if routes <= DELAYED_MOST:
                found["panning"] = {
                    name: measure.panning(self.browser, each, state) for name, each, state in (
                        ("atlas", server, measure.ATLAS), ("plain_page", plain, measure.PLAIN))}
        delayed_ratios = {"filter_behind_a_line": {"delay_each_way_ms": DELAY_MS,
                                                   **_ratios(behind, "bare")}} if behind else {}
        return {**found, "filter": _ratios(filters, "bare"), **delayed_ratios,
                "first_map": _ratios(first, "one_marker")}

    def _click(self, name: str, server: Server, state: str, into: tuple[Figures, Figures],
               routes: int) -> None:
        """Measure clicks at once and, of a folder that is not too large, behind a line."""
        at_once, behind = into
        at_once[name] = self._runs(server, state)
        if routes <= DELAYED_MOST:
            with delayed(server, DELAY_MS) as far:
                behind[name] = self._runs(far, state)

    def _runs(self, server: Server, state: str) -> Figures:
        from tools import bench_browser as measure  # noqa: PLC0415 - needs playwright

        return measure.of_runs([measure.clicks(self.browser, server, state, self.clicks)
                                for _ in range(RUNS)])


def _ratios(found: Figures, to: str) -> Figures:
    base = found[to].get("median_ms")
    return {name: {**figures, f"ratio_to_{to}": round(figures["median_ms"] / base, 2)}
            if base and "median_ms" in figures else figures for name, figures in found.items()}


def _machine(browser: Browser) -> Figures:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"cores": os.cpu_count(), "memory_gib": round(memory, 1),
            "python": sys.version.split()[0], "chromium": browser.version}


def _folders(scratch: Path, sizes: Sequence[int]) -> dict[str, tuple[Path, int]]:
    shipped = len(list((bench_data.SHIPPED / "routes").glob("*.geojson")))
    made = {str(size): (bench_data.make(scratch / str(size), size), size) for size in sizes}
    return {"shipped": (bench_data.SHIPPED, shipped), **made}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _one(bench: Bench, folder: Path, routes: int) -> Figures:
    """The figures of a folder, or why there are none: one size never stops the run."""
    from playwright.sync_api import Error  # noqa: PLC0415 - absent where not installed

    try:
        return bench.size(folder, routes)
    except (Error, OSError) as error:
        return {"routes": routes, "failed": str(error).splitlines()[0]}


def run(clicks: int, sizes: Sequence[int], program: str, out: Path | None = None) -> Figures:
    """Measure everything; what is known so far is written to `out` after each size."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where not installed

    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="atlas-bench-")))
        folders = _folders(scratch, sizes)
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=program, args=[*ARGUMENTS])
        stack.callback(browser.close)
        bench = Bench(browser, stack.enter_context(serve_app("bare", scratch)),
                      stack.enter_context(serve_app("marker", scratch)), clicks, scratch)
        found: Figures = {"date": datetime.now(tz=UTC).date().isoformat(),
                          "machine": _machine(browser), "clicks": clicks, "sizes": {}}
        for name, (folder, routes) in folders.items():
            _say(f"measuring {routes} routes ({name}) ...")
            # High before the first size means that something else keeps the machine busy.
            load = round(os.getloadavg()[0], 2)
            found["sizes"][name] = {"load_before": load, **_one(bench, folder, routes)}
            _keep(found, out)
        _say("measuring memory ...")
        found["memory"] = _memory(browser)
        _say("measuring the network ...")
        found["network"] = bench_network.measure()
        _keep(found, out)
    return found


def _keep(found: Figures, out: Path | None) -> None:
    if out:
        out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _memory(browser: Browser) -> Figures:
    """Of servers just started: one that has served sessions before would reuse their memory."""
    from playwright.sync_api import Error  # noqa: PLC0415 - absent where not installed

    from tools import bench_browser as measure  # noqa: PLC0415 - needs playwright

    found: Figures = {}
    try:
        with serve_app("bare", bench_data.SHIPPED) as server:
            found["bare"] = measure.memory(browser, server, measure.BARE, SESSIONS)
        with serve_atlas(bench_data.SHIPPED) as server:
            found["atlas_shipped"] = measure.memory(browser, server, measure.ATLAS, SESSIONS)
    except (Error, OSError) as error:
        found["failed"] = str(error).splitlines()[0]
    return found


def _sizes(text: str) -> list[int]:
    return [int(word) for word in text.split(",") if word]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print JSON; exit code 2 where the tools for it are missing."""
    parser = argparse.ArgumentParser(prog="corridor-atlas bench", description=__doc__)
    parser.add_argument("--clicks", type=int, default=20, metavar="N")
    parser.add_argument("--sizes", type=_sizes, default=[300, 2000, 10000], metavar="N,N")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args(argv)
    if importlib.util.find_spec("playwright") is None:
        _say(_MISSING)
        return 2
    program = find()
    if program is None:
        _say(_NO_BROWSER)
        return 2
    print(json.dumps(run(arguments.clicks, arguments.sizes, program, arguments.out), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())

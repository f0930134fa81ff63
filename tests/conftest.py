"""Fixtures: the shipped catalog, copies of the data to break, a served atlas, a browser."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from geo.cartography.web_map import basemap_document
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.basemap_document import BasemapDocument
from geo.data.reader import read_folder
from geo.data.releases import releases
from geo.network.graph import Network, build_network
from tests.pages.answers import reachable
from tools.chromium import ARGUMENTS, find

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
TODAY = date(2026, 11, 21)
"""The day on which the tests run, whatever the calendar says."""
_START_SECONDS = 180

settings.register_profile("any machine", deadline=None,
                          suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@cache
def shipped() -> Catalog:
    """The shipped data, built once: nothing changes a catalog, so all tests share it."""
    return build(read_folder(DATA), TODAY)


@cache
def shipped_land() -> BasemapDocument:
    """The shipped basemap, read once; whoever wants another makes a copy."""
    return basemap_document(read_folder(DATA))


def past_release() -> str:
    """The newest release that is kept and is not the one served."""
    return next(each for each in releases(DATA) if each != shipped().release)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the documents; skipped out loud where they are not at hand."""
    folder = Path(os.environ.get("DOCUMENTS", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        pytest.skip("the documents are not at hand: nothing can be held against them")
    return folder


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped data."""
    return shipped()


@pytest.fixture(scope="session")
def land() -> BasemapDocument:
    """The shipped basemap."""
    return shipped_land()


@pytest.fixture(scope="session")
def network(catalog: Catalog) -> Network:
    """The network of the shipped data."""
    return build_network(catalog)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may break."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def edit(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a CSV file in place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, log: Path | None = None, base: str = "",
            **environment: str) -> Iterator[str]:
    """Serve a folder as `corridor-atlas serve` does; yields the address, with the `base` path.

    What it writes on its terminal goes to `log`; without one it is shown if the start fails.
    """
    port = free_port()
    command = [sys.executable, "-m", "app.cli.command_line", "serve", "--data", str(folder),
               "--port", str(port), *(["--base-path", base] if base else [])]
    with (log.open("w+b") if log else TemporaryFile() as output,
          subprocess.Popen(command, cwd=ROOT, stdout=output,  # noqa: S603
                           stderr=subprocess.STDOUT,
                           env={**os.environ, **environment}) as process):
        deadline = time.monotonic() + _START_SECONDS
        while not reachable(f"http://localhost:{port}{base}/_stcore/health"):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                output.seek(0)
                pytest.fail(f"the atlas did not start:\n{output.read().decode('utf-8', 'replace')}")
        try:
            yield f"http://localhost:{port}{base}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The shipped atlas, served."""
    with serving(DATA) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine; its first context keeps its cache for all tests."""
    path = find()
    if path is None:
        pytest.fail("no Chromium: run `make test`, which finds or installs one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        chromium.new_context()
        yield chromium
        chromium.close()

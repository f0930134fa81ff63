"""Broken parts: each keeps working or says in words what is wrong, and nothing is lost.

What needs a running server and a cut connection is rehearsed by `python -m tools.broken`.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from xstatic.pkg import leaflet

from app.cli import command_line
from app.shared import static_files
from app.shared.atomic_write import save
from app.shared.settings import DATA_VARIABLE
from geo.checks.build import build
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.reader import read_folder
from geo.data.schema import RELEASED, TABLES
from geo.web.leaflet import leaflet_file
from tests.conftest import ROOT, TODAY

FILES = [table.file for table in RELEASED]
OPTIONAL = [table.file for table in TABLES.values() if table.optional]
EXPORT = ["export", "routes", "--format", "csv-raw", "--today", TODAY.isoformat()]


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7] + b"\xff")


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


BREAKS: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink, "cut short": _cut_short, "empty": _emptied}


@pytest.mark.parametrize("how", list(BREAKS))
def test_a_broken_file_is_named(folder: Path, how: str) -> None:
    """Each table, a line and the basemap, one after another in one folder.

    A folder may be without a table that is optional: what names its rows is named then.
    """
    line, basemap = min(folder.glob("routes/*.geojson")), folder / "basemap" / "basemap.json"
    for path in (*(folder / file for file in FILES), line, basemap):
        whole = path.read_bytes()
        BREAKS[how](path)
        with pytest.raises(DataProblemsError) as said:
            build(read_folder(folder), TODAY)
        named = [problem.file for problem in said.value.problems]
        if path == line and how == "missing":
            assert f"draw routes/{line.name}" in str(said.value.problems[0])
        elif how == "missing" and path.name in OPTIONAL:
            assert any(path.name in problem.message for problem in said.value.problems), named
        else:
            assert path.relative_to(folder).as_posix() in named, named
        path.write_bytes(whole)


def test_the_page_names_a_broken_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _cut_short(folder / "claims.csv")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=60).run()
    assert not app.exception
    said = " ".join(element.proto.body for element in app.get("html"))
    assert "claims.csv" in said
    assert "No map is shown" in said


def test_leaflet_is_there() -> None:
    assert leaflet_file("leaflet.js").stat().st_size > 0


def test_a_missing_leaflet_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaflet, "BASE_DIR", str(tmp_path))
    with pytest.raises(AtlasError, match=r"leaflet\.js: this file of Leaflet is missing"):
        leaflet_file("leaflet.js")


def test_the_page_says_that_leaflet_is_missing(tmp_path: Path) -> None:
    """In a process of its own: what is read while the app is imported counts too.

    The first file that the page asks for is named, whichever it is.
    """
    code = ("from xstatic.pkg import leaflet\n"
            f"leaflet.BASE_DIR = {str(tmp_path)!r}\n"
            "from streamlit.testing.v1 import AppTest\n"
            f"app = AppTest.from_file({str(ROOT / 'app' / 'main.py')!r}, default_timeout=60)\n"
            "app.run()\n"
            "print(len(app.exception), *(element.proto.body for element in app.get('html')))\n")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, text=True,  # noqa: S603
                          capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.startswith("0 ")
    assert re.search(r"leaflet\.(css|js): this file of Leaflet is missing", done.stdout)


def test_a_leaflet_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xstatic.pkg", None)
    with pytest.raises(AtlasError, match="not installed"):
        leaflet_file("leaflet.js")


def test_nowhere_to_write_is_said_before_the_server_starts(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    assert command_line.main(["serve"]) == 2
    assert "nowhere to write" in capsys.readouterr().err


def test_sessions_that_come_at_once_publish_the_same_file(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    data, failures = b"x" * 300_000, []
    gate = threading.Barrier(8)

    def publish() -> None:
        for number in range(20):
            gate.wait()
            try:
                static_files.write("rows", data, name=str(number))
            except OSError as error:
                failures.append(error)

    threads = [threading.Thread(target=publish) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"rows-{number}.json" for number in range(20))
    assert all(path.read_bytes() == data for path in tmp_path.iterdir())


def test_a_file_that_is_saved_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "routes.csv"
    save(path, b"old")
    save(path, b"new and longer")
    assert path.read_bytes() == b"new and longer"
    assert [each.name for each in tmp_path.iterdir()] == ["routes.csv"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """The limit on the size of a file stands for the disk: writing ends in the middle."""
    path = tmp_path / "routes.csv"
    path.write_bytes(b"the old file")
    command = " ".join([sys.executable, "-m", "app.cli.command_line", *EXPORT, "--out", str(path)])
    done = subprocess.run(["/bin/sh", "-c", f"ulimit -f 1; exec {command}"],  # noqa: S603
                          cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert re.search(r"routes\.csv: cannot be written: .*as it was", done.stderr)
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == b"the old file"
    assert [each.name for each in tmp_path.iterdir()] == ["routes.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_device_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([*EXPORT, "--out", "/dev/full"]) == 2
    assert "/dev/full: cannot be written: No space left" in capsys.readouterr().err

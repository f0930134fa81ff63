"""Links outlive releases: of one that cannot be had the reader is told which and why."""

from __future__ import annotations

import asyncio
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.cli import command_line
from app.server.downloads_api import export_file, make_file
from app.shared import atlas_cache
from app.shared.settings import DATA_VARIABLE
from geo.catalog.catalog import Catalog
from geo.checks.build import build_release
from geo.data.releases import BrokenReleaseError, NotKeptError, read_release, releases
from tests.conftest import DATA, TODAY, past_release
from tests.pages.app_run import MAIN, page_text
from tests.samples.own_loop import ran

KEPT = past_release()
UNKNOWN = ("2019-05-05", "nothing", "../../etc/passwd", "", "<b>1</b>", "a\x00b", "x" * 5000)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object],
              compression: int = zipfile.ZIP_DEFLATED) -> None:
    """The archive with other members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def flipped(path: Path) -> None:
    """Some bytes in the middle of a member are not what was written."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    for at in range(middle, middle + 40):
        data[at] ^= 0xFF
    path.write_bytes(data)


def locked(path: Path) -> None:
    """The members say that they need a password."""
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)


def as_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BREAKS: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "no zip": lambda path: path.write_text("<html>404</html>", encoding="utf-8"),
    "some bytes flipped": flipped,
    "a password": locked,
    "a folder": as_a_folder,
    "a zip of nothing": lambda path: rewritten(path, dict.clear),
    "no release in it": lambda path: rewritten(path, lambda m: m.pop("datapackage.json")),
    "another release in it": lambda path: shutil.copy(releases(DATA)["2026-11-21"], path),
    "no routes in it": lambda path: rewritten(path, lambda m: m.pop("routes.csv")),
    "a table cut short": lambda path: rewritten(
        path, lambda m: m.update({"places.csv": m["places.csv"][:-30] + b"\xff"})),
    "ids that do not meet": lambda path: rewritten(
        path, lambda m: m.update({"sources.csv": m["sources.csv"].split(b"\n")[0] + b"\n"})),
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A data folder with nothing but the archive of one release, to be broken."""
    folder = tmp_path / "data"
    (folder / "releases").mkdir(parents=True)
    shutil.copy(releases(DATA)[KEPT], folder / "releases")
    return folder


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_archive_is_no_release(broken: Path, how: str) -> None:
    path = releases(broken)[KEPT]
    BREAKS[how](path)
    with pytest.raises(BrokenReleaseError, match=f"Release {KEPT} is kept .* cannot be read"):
        build_release(broken, KEPT, TODAY)


@pytest.mark.parametrize("release", UNKNOWN)
def test_what_is_not_kept_is_said_to_be_not_kept(release: str) -> None:
    with pytest.raises(NotKeptError, match="is not kept with this data") as said:
        read_release(DATA, release)
    assert len(str(said.value)) < 120


# -- what a reader sees --

def opened(page: str, release: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=120)
    app._page_hash = calc_hash(page)  # noqa: SLF001
    app.query_params["release"] = release
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("page", ["", "time", "compare", "what-if", "briefings", "data"])
def test_a_link_to_a_release_that_is_gone_shows_the_newest_and_says_so(
        catalog: Catalog, page: str) -> None:
    app = opened(page, "2019-05-05")
    said = texts(app)
    assert "Release 2019-05-05 is not kept with this data." in said
    assert f"This is the newest release, {catalog.release}," in said
    assert "was ignored" not in said
    app.run()
    assert "Release 2019-05-05 is not kept" in texts(app), "it stays said over a rerun"


def test_the_sentence_goes_when_the_reader_goes_on(catalog: Catalog) -> None:
    app = opened("", "2019-05-05")
    app.query_params["mode"] = "gas"
    assert "release" not in app.query_params
    app.session_state["view"] = replace(app.session_state["view"], year=2030)
    app.session_state["address-touched"] = True
    app.run()
    assert "is not kept" not in texts(app)
    assert f"release {catalog.release}" in page_text(app)


def test_the_presenter_s_foot_says_it_too() -> None:
    app = AppTest.from_file(MAIN, default_timeout=120)
    app._page_hash = calc_hash("present")  # noqa: SLF001
    briefing = atlas_cache.load_atlas().briefings[0].briefing_id
    app.query_params.update({"briefing": briefing, "scene": "1", "release": "2019-05-05"})
    assert "release 2019-05-05 is not kept with this data: this is the newest" in texts(app.run())


# -- a release that is kept and broken --

def asked(make: Callable[[Request], Any], name: str, query: str) -> Response:
    messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def nothing() -> dict[str, Any]:
        for message in messages:
            return message
        await asyncio.Event().wait()  # the reader stays
        raise AssertionError

    request = Request({"type": "http", "method": "GET", "headers": [],
                       "query_string": query.encode(), "path_params": {"name": name}}, nothing)
    async def sent(_: object) -> None:
        """Take a part of the answer."""

    async def take() -> Response:
        answer: Response = await make(request)
        await answer(request.scope, nothing, sent)
        return answer

    return ran(take)


def test_no_other_release_is_given_in_place_of_one_that_is_broken_or_gone(
        folder: Path, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    flipped(releases(folder)[KEPT])
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    for release, status, why in ((KEPT, 503, f"Release {KEPT} is kept with this data but cannot"),
                                 ("2019-05-05", 400, "Release 2019-05-05 is not kept")):
        for make in (export_file, make_file):
            answer = asked(make, "routes.csv", f"mode=gas&release={release}")
            assert (answer.status_code, bytes(answer.body).startswith(why.encode())) == (
                status, True)
        out = tmp_path / "routes.csv"
        assert (
            command_line.main(
                [
                    "export",
                    "routes",
                    "--format",
                    "csv",
                    "--data",
                    str(folder),
                    "--link",
                    f"mode=gas&release={release}",
                    "--out",
                    str(out),
                ]
            )
            != 0
        )
        assert why in capsys.readouterr().err
        assert not out.exists()
    said = texts(opened("", KEPT))
    assert f"Release {KEPT} is kept with this data but cannot be read" in said
    assert f"This is the newest release, {catalog.release}," in said
    assert f"Every figure with its source</span> · release {catalog.release}" in said
    assert "cannot be read" in str(atlas_cache.changes_since(KEPT))
    assert asked(export_file, "routes.csv", f"release={catalog.release}").status_code == 200


def test_a_release_that_is_kept_is_exported_as_it_was() -> None:
    answer = asked(export_file, "routes.json", f"release={KEPT}")
    if answer.status_code == 404:
        answer = asked(export_file, "routes.csv-raw", f"release={KEPT}")
    assert answer.status_code == 200
    assert KEPT in answer.headers["content-disposition"]

"""A release and its archive are one act, and a failure leaves nothing changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.command_line import main
from app.desk.accepting import several_files
from app.shared.atlas_cache import past_releases
from app.shared.settings import DATA_VARIABLE, TODAY_VARIABLE
from geo.checks import tables
from geo.checks.archives import archive_problems
from geo.checks.build import build
from geo.data.diff import compare
from geo.data.reader import RawData, read_folder
from geo.data.releases import read_archive, releases
from tests.conftest import DATA, TODAY, edit
from tests.desk.broken_off import saving_but_not


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, TODAY.isoformat())


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def rename(folder: Path, name: str) -> None:
    edit(folder / "routes.csv", lambda rows: rows[0].update(name=name))


def test_links_to_a_release_open_after_the_next(
        folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    rename(folder, "First name")
    assert main(["release", "2030-01-01", "--data", str(folder)]) == 0
    assert "the documents are not given" in capsys.readouterr().out
    first = read_folder(folder)
    assert main(["release", "2030-01-01", "--data", str(folder)]) == 0
    assert "kept already" in capsys.readouterr().out

    rename(folder, "Second name")
    before = state(folder)
    assert main(["check", "--data", str(folder)]) == 0
    assert "is not released yet" in capsys.readouterr().out
    assert main(["release", "2030-01-01", "--data", str(folder)]) == 2
    assert "a release does not change" in capsys.readouterr().err
    assert state(folder) == before

    assert main(["release", "2030-01-01.2", "--data", str(folder)]) == 0
    assert next(iter(releases(folder))) == "2030-01-01.2" == read_folder(folder).release
    old = build(read_archive(releases(folder)["2030-01-01"]), TODAY, past=True)
    assert old.release == "2030-01-01"
    assert compare(read_archive(releases(folder)["2030-01-01"]), first) == ()
    assert old.entries[0].route.name == "First name"
    assert past_releases() == [*releases(folder)][1:], "a release does not differ from itself"


@pytest.mark.parametrize("name", ['x y"z', "", "../x", "2026_11", "a\nb", "2020-01-01"])
def test_what_cannot_be_a_release_changes_nothing(folder: Path, name: str,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    before = state(folder)
    assert main(["release", name, "--data", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "is no release id" in said or "is not newer than release" in said
    assert state(folder) == before


def test_what_has_problems_is_not_released(folder: Path) -> None:
    edit(folder / "claims.csv", lambda rows: next(
        row for row in rows if row["unit"] == "km").update(value="75"))
    before = state(folder)
    assert main(["release", "2030-01-01", "--data", str(folder)]) == 1
    assert state(folder) == before


@pytest.mark.parametrize("fails", [1, 2, 3])
def test_a_failure_leaves_nothing_changed(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                          fails: int) -> None:
    """Each of the files that a release writes may be the one that cannot be."""
    before = state(folder)
    monkeypatch.setattr(several_files, "save", saving_but_not(fails))
    assert main(["release", "2030-01-01", "--data", str(folder)]) == 2
    assert state(folder) == before


def test_the_release_that_is_served_is_kept() -> None:
    assert read_folder(DATA).release in releases(DATA)
    assert list(archive_problems(DATA)) == []


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


PACKAGE = b'{"version": "2026-01-01"}'
ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"no zip", "do not open: cannot be read"),
    "half a zip": (lambda: min(DATA.glob("releases/*.zip")).read_bytes()[:5000], "cannot be read"),
    "another id": (lambda: min(DATA.glob("releases/*.zip")).read_bytes(), "holds release"),
    "a way out": (lambda: zipped({"datapackage.json": PACKAGE, "../x.csv": b""}), "'../x.csv'"),
    "an absolute name": (lambda: zipped({"datapackage.json": PACKAGE, "/x.csv": b""}), "'/x.csv'"),
    "a bomb": (lambda: zipped({"datapackage.json": PACKAGE, "claims.csv": bytes(60_000_000)}),
               "too large for a release"),
    "many files": (lambda: zipped({f"routes/r{n}.geojson": b"" for n in range(20_001)}),
                   "more than 20,000 files"),
    "no package": (lambda: zipped({"claims.csv": b""}), "no datapackage.json"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_broken_archive_is_a_problem(tmp_path: Path, name: str) -> None:
    make, said = ARCHIVES[name]
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "2029-01-01.zip").write_bytes(make())
    problem, = archive_problems(tmp_path)
    assert problem.file == "releases/2029-01-01.zip"
    assert said in problem.message


@pytest.mark.parametrize(
    "command", [["check"], ["release", "2030-01-01"]], ids=lambda words: words[0])
def test_the_same_data_is_checked_once(
        command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder, what waits beside it, and each archive kept with it: their rows are others."""
    seen: list[RawData] = []

    def counted(raw: RawData) -> Any:  # noqa: ANN401 - as the function has it
        seen.append(raw)
        return ids_of(raw)

    ids_of = tables._ids  # noqa: SLF001 - every check of a folder begins with it
    monkeypatch.setattr(tables, "_ids", counted)
    assert main([*command, "--data", str(folder)]) == 0
    archives = len(list(folder.glob("releases/*.zip"))) - (command[0] == "release")
    assert len(seen) == 1 + (folder / "waiting").exists() + archives
    assert len({id(raw) for raw in seen}) == len(seen)

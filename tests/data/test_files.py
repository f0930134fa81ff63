"""Only regular files inside the data folder are read, and what is refused is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo.data import files
from geo.data.files import MAX_FILE_BYTES, file_names, read_file
from geo.data.reader import fingerprint, read_folder, read_policy


@pytest.fixture(params=[True, False], ids=["by steps", "as on Windows"])
def odd(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that must not be read, and a secret beside it."""
    monkeypatch.setattr(files, "_BY_STEPS", request.param)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    folder = tmp_path / "data"
    (folder / "real").mkdir(parents=True)
    (folder / "real" / "file").write_text("good", encoding="utf-8")
    (folder / "inside").symlink_to("real")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "folder-out").symlink_to(tmp_path)
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    with (folder / "large").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    return folder


@pytest.mark.parametrize(("name", "said"), [
    ("out", "leads out"), ("folder-out/secret", "leads out"), ("zero", "leads out"),
    ("loop", "leads nowhere"), ("pipe", "not a file"), ("real", "a folder"),
    ("large", "larger than 20,000,000 bytes"), ("../secret", "leads out")])
def test_what_is_no_file_of_the_folder_is_refused(odd: Path, name: str, said: str) -> None:
    with pytest.raises(OSError, match=said):
        read_file(odd, name)


def test_links_that_stay_inside_are_followed(odd: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("data")
    for folder in (odd, tmp_path / "link"):
        assert read_file(folder, "inside/file") == b"good"
        assert file_names(folder, "inside") == ["file"]
        assert fingerprint(folder)


def test_every_file_of_a_folder_is_opened_so(odd: Path) -> None:
    """A pipe or a link out in the place of any file is a problem of that file, and no wait."""
    for name in ("basemap", "borders", "routes", "briefings"):
        (odd / name).mkdir()
    names = ("routes.csv", "basemap/POLICY.md", "basemap/basemap.json", "borders/osm.json",
             "routes/x.geojson", "briefings/x.json", "datapackage.json")
    for number, name in enumerate(names):
        (odd / name).symlink_to(odd.parent / "secret") if number % 2 else os.mkfifo(odd / name)
    said = {problem.file: problem.message for problem in read_folder(odd).problems}
    for name in names:
        assert "leads out" in said[name] or "not a file" in said[name], (name, said)
    assert read_policy(odd) == ""


def test_a_file_name_that_is_no_text_is_a_problem_that_can_be_said(odd: Path) -> None:
    (odd / "routes").mkdir()
    (odd / "routes" / os.fsdecode(b"caf\xe9.geojson")).write_bytes(b"{}")
    said = [str(problem) for problem in read_folder(odd).problems if "caf" in problem.file]
    assert said == [("routes/caf\\xe9.geojson: the file's name is not plain UTF-8; name it after "
                     "its route")]
    assert said[0].encode("utf-8")


def test_json_nested_without_end_is_a_problem(odd: Path) -> None:
    (odd / "routes").mkdir()
    (odd / "routes" / "deep.geojson").write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    said = [problem.message for problem in read_folder(odd).problems if "deep" in problem.file]
    assert said == ["not JSON: nested too deeply"]

"""Several files are written as one act, whenever the machine stops and whoever else writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.desk.accepting import several_files
from app.desk.accepting.several_files import (
    SIDE,
    ChangedMeanwhileError,
    NewFile,
    recover,
    write_together,
)
from geo.data.errors import AtlasError
from tests.conftest import ROOT
from tests.desk.drafts_by_hand import state

STOPPED = """
import sys
from pathlib import Path
from app.desk.accepting import several_files
from tests.desk.broken_off import kill_at
kill_at(several_files, sys.argv[1], int(sys.argv[2]))
from tests.desk.test_several_files import files, write_together
data = Path(sys.argv[3])
write_together(data, files(data), "draft-1")
"""
NEW = {"a.csv": b"new a\n", "b.csv": b"new b\n", "deep/c.csv": b"new c\n"}


def files(data: Path) -> list[NewFile]:
    """Two files to change, one of them new, and one in another folder."""
    documents = data.parent / "documents"
    return [NewFile(data, "a.csv", NEW["a.csv"], b"old a\n"),
            NewFile(data, "deep/c.csv", NEW["deep/c.csv"], None),
            NewFile(documents, "b.csv", NEW["b.csv"], b"old b\n")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "data/a.csv").write_bytes(b"old a\n")
    (tmp_path / "documents/b.csv").write_bytes(b"old b\n")
    return tmp_path / "data"


def contents(data: Path) -> dict[str, bytes]:
    return {Path(path).name: held for path, held in state(data.parent).items()}


BEFORE = {"a.csv": b"old a\n", "b.csv": b"old b\n"}
AFTER = {"a.csv": b"new a\n", "b.csv": b"new b\n", "c.csv": b"new c\n"}


def test_all_files_are_written_and_nothing_is_left_beside_them(data: Path) -> None:
    write_together(data, files(data))
    assert contents(data) == AFTER
    assert {path.name for path in data.parent.rglob("*")} == {
        "data", "documents", "deep", "a.csv", "b.csv", "c.csv"}


@pytest.mark.parametrize(("name", "nth", "whole"), [
    ("save", 1, False), ("save", 2, False), ("save", 3, False), ("save", 4, False),
    ("_move", 1, True), ("_move", 2, True), ("_move", 3, True), ("_clear", 2, True)])
def test_a_killed_writer_leaves_all_or_nothing(
        data: Path, name: str, nth: int, whole: bool) -> None:  # noqa: FBT001
    """The fourth file saved is the plan: from then on the act counts. `_clear` comes last."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", STOPPED, name, str(nth), str(data)], cwd=ROOT, check=False,
        env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert recover(data, data.parent / "documents") == ("draft-1" if whole and name == "_move"
                                                        else "")
    assert contents(data) == (AFTER if whole else BEFORE)
    assert not list(data.parent.rglob(SIDE))


def test_the_next_writer_completes_what_was_interrupted(data: Path) -> None:
    subprocess.run([sys.executable, "-c", STOPPED, "_move", "2", str(data)],  # noqa: S603
                   cwd=ROOT, check=False, env={"PYTHONPATH": str(ROOT)})
    write_together(data, [NewFile(data, "d.csv", b"d\n", None)])
    assert contents(data) == {**AFTER, "d.csv": b"d\n"}


def test_a_file_that_somebody_else_changed_is_not_overwritten(data: Path) -> None:
    wanted = files(data)
    (data / "a.csv").write_bytes(b"theirs\n")
    before = contents(data)
    with pytest.raises(ChangedMeanwhileError, match=r"a\.csv: changed by somebody else"):
        write_together(data, wanted)
    assert contents(data) == before


def test_what_changed_after_a_crash_is_left_to_a_person(data: Path) -> None:
    subprocess.run([sys.executable, "-c", STOPPED, "_move", "1", str(data)],  # noqa: S603
                   cwd=ROOT, check=False, env={"PYTHONPATH": str(ROOT)})
    (data / "a.csv").write_bytes(b"theirs\n")
    with pytest.raises(AtlasError, match="was changed while an acceptance was interrupted"):
        recover(data)
    assert (data / "a.csv").read_bytes() == b"theirs\n"
    assert (data.parent / "documents/b.csv").read_bytes() == b"old b\n"


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_file_that_cannot_be_moved_undoes_the_others(
        data: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []

    def moving(side: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == nth:
            raise OSError(28, "No space left on device", str(target))
        side.replace(target)

    monkeypatch.setattr(several_files, "_move", moving)
    with pytest.raises(AtlasError, match="No space left on device; nothing is written"):
        write_together(data, files(data))
    assert contents(data) == BEFORE


@pytest.mark.parametrize("plan", [
    "no JSON", "[]", '{"name": "x", "files": [{"side": "a"}], "folders": []}', '{"files": 1}'])
def test_a_plan_that_cannot_be_read_is_left_to_a_person(data: Path, plan: str) -> None:
    (data / SIDE).mkdir()
    (data / SIDE / "plan.json").write_text(plan, encoding="utf-8")
    with pytest.raises(AtlasError, match="cannot be read; an act was interrupted"):
        recover(data)
    assert (data / SIDE / "plan.json").read_text("utf-8") == plan


def test_a_plan_leads_to_no_other_places(data: Path, tmp_path_factory: pytest.TempPathFactory
                                         ) -> None:
    """A data folder may come from somebody else."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    (data / SIDE).mkdir()
    (data / SIDE / "0").write_bytes(b"theirs")
    step = {"side": str(data / SIDE / "0"), "target": str(elsewhere), "was": "", "is": "x"}
    (data / SIDE / "plan.json").write_text(json.dumps(
        {"name": "x", "files": [step], "folders": [str(data)]}), encoding="utf-8")
    for act in (lambda: recover(data), lambda: write_together(data, files(data))):
        with pytest.raises(AtlasError, match="also writes"):
            act()
    assert not elsewhere.exists()
    assert (data / "a.csv").read_bytes() == b"old a\n"

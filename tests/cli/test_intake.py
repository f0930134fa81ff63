"""The command `intake`: candidates as a table and as JSON, and those of another tool."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.command_line import main
from tests.samples.intake_documents import FOLDER

NEWS = str(FOLDER / "news.txt")


def test_the_table_names_place_subject_value_and_what_is_held(
        capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", NEWS]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if "The 164-kilometre" in line)
    assert row.startswith("7")
    assert "Rasht–Astara railway" in row
    assert "Length" in row
    assert "agrees" in row or "contradicts" in row


def test_the_json_can_be_loaded_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", NEWS, "--json"]) == 0
    written = capsys.readouterr().out
    (tmp_path / "found.json").write_text(written, encoding="utf-8")
    assert main(["intake", NEWS, "--candidates", str(tmp_path / "found.json"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(json.loads(written))


def test_what_is_refused_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wrong.json").write_text(json.dumps([
        {"attribute": "length", "value": "1", "unit": "km", "printed": "1 km"}]), encoding="utf-8")
    assert main(["intake", NEWS, "--candidates", str(tmp_path / "wrong.json")]) == 1
    assert "does not stand in the document" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", "/nowhere/at/all.txt"]) == 2
    assert "all.txt" in capsys.readouterr().err

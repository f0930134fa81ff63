"""Receipts lie beside the data: nothing else trips over them, and no release holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk.receipts import receipt_file, receipts_for
from geo.data.reader import read_folder
from geo.data.releases import members
from geo.intake.decision import Decision, Draft
from tests.samples import drafts


@pytest.fixture
def kept(folder: Path) -> Path:
    """A file of receipts in a data folder."""
    document = drafts.read("a test.txt", drafts.TEXT.encode())
    found = drafts.find(document)
    name = found[0].candidate_id
    decision = Decision(name, "reject", reason="no", at="2026-11-30T12:00:00Z")
    file, data = receipt_file(folder, receipts_for(
        Draft("a", 1, document, found, decisions={name: decision}), {}))
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_reader_check_format_and_release_leave_receipts_alone(
        folder: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept.read_bytes()
    assert read_folder(folder).problems == []
    assert main(["check", "--data", str(folder)]) == 0
    assert main(["fmt", "--check", "--data", str(folder)]) == 0
    assert "0 files to format" in capsys.readouterr().out
    assert kept.read_bytes() == before
    assert not [name for name in members(folder) if "receipts" in name]


def test_check_names_a_broken_receipt_with_its_row(
        folder: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.write_bytes(kept.read_bytes().replace(b'"reject"', b'"burn"'))
    assert main(["check", "--data", str(folder)]) == 1
    out = capsys.readouterr().out
    assert f"receipts/{kept.name}:1 verb: 'burn' is none of accept, reject, not-ours" in out

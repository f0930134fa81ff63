"""Receipts lie beside the data: nothing else trips over them, and no release holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.command_line import main
from app.desk.acceptance import accept
from app.desk.draft_store import DraftStore
from app.desk.receipts import receipt_file, receipts_for
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.data.releases import members
from geo.intake.decision import Decision, Draft
from tests.conftest import TODAY, edit
from tests.desk.drafts_by_hand import LENGTH, PAGE, rows_of, small_data
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


TEXT = """Invented for a test.

The BTC pipeline is 1,768 km long. It was opened in June 2006 by three presidents.

Its pumps were renewed in 2024 at a cost of 90 million dollars.
"""


def test_anyone_with_the_document_finds_again_what_was_decided(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file = small_data(tmp_path), tmp_path / "a page.txt"
    file.write_text(TEXT)
    command = ["receipts", str(file), "--data", str(data)]
    assert main(command) == 2
    assert "no receipts of this document" in capsys.readouterr().err
    store = DraftStore(tmp_path / "drafts")
    draft = store.create(file.name, file.read_bytes(), build(read_folder(data), TODAY))
    length = next(each for each in draft.candidates if each.attribute == "length")
    store.set_source(draft.draft_id, 0, PAGE)
    row = {**LENGTH, "source_id": PAGE["source_id"]}
    store.decide(draft.draft_id, 1, Decision(length.candidate_id, "accept", row))
    revision = 2
    for each in draft.candidates:
        if each is not length:
            store.decide(draft.draft_id, revision, Decision(each.candidate_id, "not-ours"))
            revision += 1
    with store.accepting(draft.draft_id, revision) as decided:
        accept(decided, data, tmp_path / "documents",
               lambda made, rows: dict([receipt_file(data, receipts_for(made, rows))]))
    assert main(["check", "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert f"{len(draft.candidates)} receipts: 0 problems, 0 claims changed since" in (
        capsys.readouterr().out)
    edit(data / "claims.csv", lambda rows: [each.update(note="by land") for each in rows
                                            if each["source_id"] == PAGE["source_id"]])
    assert main(command) == 0
    assert "changed since: note '' then, 'by land' now" in capsys.readouterr().out
    (standing,) = [each["printed"] for each in rows_of(data / "claims.csv")
                   if each["source_id"] == PAGE["source_id"]]
    quoted_less = " ".join(standing.split()[1:])
    edit(data / "claims.csv", lambda rows: [each.update(printed=quoted_less) for each in rows
                                            if each["source_id"] == PAGE["source_id"]])
    assert main(command) == 0
    assert f"{quoted_less!r} now" in capsys.readouterr().out
    edit(data / "claims.csv", lambda rows: rows.remove(next(
        each for each in rows if each["source_id"] == PAGE["source_id"])))
    assert main(command) == 1
    assert "accepted, but no such claim stands" in capsys.readouterr().out
    file.write_text(f"More.\n{TEXT}")
    assert main(command) == 2
    assert "of another edition of it" in capsys.readouterr().err

"""Receipts as files: what the desk writes is read back, and anything else is named with its row."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.desk.receipts import receipts_for
from geo.checks.rereading.receipt_files import receipt_problems
from geo.data.schema import TABLES
from geo.intake.candidate import Held
from geo.intake.decision import Decision, Draft
from geo.intake.kept_form import candidate_of, candidate_plain, document_of, document_plain
from geo.intake.reading import read_bytes
from geo.intake.receipts import Receipt, file_of_text, read_receipts, written
from tests.samples import drafts


def row(**cells: str) -> dict[str, str]:
    return {**dict.fromkeys(TABLES["claims"].column_names, ""), "subject_id": "baku-tbilisi-kars",
            "attribute": "length", "value": "826", "unit": "km", "qualifier": "exact",
            "as_of": "2026", "source_id": "a-test", "lines": "2-2", "printed": "826 km", **cells}


@pytest.fixture
def receipts() -> tuple[Receipt, ...]:
    """Receipts of one text: a claim accepted, one rejected, one not ours, one entered by hand."""
    document = drafts.read("a test.txt", drafts.TEXT.encode())
    found = drafts.find(document)
    at = "2026-11-30T12:00:00Z"
    own = row(lines="3-3", attribute="capacity", value="15", printed="15 million tons a year")
    first, second, third = (each.candidate_id for each in found[:3])
    decisions = {first: Decision(first, "accept", row(), at=at, curator="Ann"),
                 second: Decision(second, "reject", {}, "of another line", at),
                 third: Decision(third, "not-ours", at=at),
                 "own-1": Decision("own-1", "accept", own, at=at)}
    draft = Draft("a", 4, document, found, {}, decisions)
    return receipts_for(draft, {first: row(), "own-1": own})


def put(folder: Path, receipts: tuple[Receipt, ...]) -> Path:
    path = folder / file_of_text(receipts[0].document.text_sha256)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written(receipts))
    return path


def test_receipts_are_read_back_as_they_were_written(tmp_path: Path,
                                                     receipts: tuple[Receipt, ...]) -> None:
    path = put(tmp_path, receipts[::-1])
    held = read_receipts(tmp_path)
    assert held.problems == ()
    assert sorted(map(repr, held.receipts)) == sorted(map(repr, receipts))
    assert [each.anchor.first_line for each in held.receipts] == [2, 3, 3, 4]
    assert written(held.receipts) == path.read_bytes() == written((*receipts, *receipts))
    assert [*receipt_problems(tmp_path)] == []


def test_a_claim_entered_by_hand_has_its_anchor(receipts: tuple[Receipt, ...]) -> None:
    own = next(each for each in receipts if each.candidate_id == "own-1")
    line = drafts.TEXT.splitlines()[own.anchor.first_line - 1]
    assert line[own.anchor.begins:own.anchor.ends] == own.printed == "15 million tons a year"
    assert own.proposed == {}


def test_no_folder_is_no_receipts(tmp_path: Path) -> None:
    assert read_receipts(tmp_path) == read_receipts(tmp_path / "none")
    assert [*receipt_problems(tmp_path)] == []


def changed(name: str, to: object) -> Callable[[dict[str, Any]], None]:
    def change(receipt: dict[str, Any]) -> None:
        *outer, last = name.split(".")
        for part in outer:
            receipt = receipt[part]
        receipt[last] = to
    return change


@pytest.mark.parametrize(("change", "field", "words"), [
    (changed("verb", "undo"), "verb", "none of accept, reject, not-ours"),
    (changed("document.text_sha256", "0" * 64), "text_sha256", "another text"),
    (changed("document.sha256", "x"), "sha256", "not its form"),
    (changed("anchor.first_line", 0), "anchor", "no lines in order"),
    (changed("anchor.first_line", 9), "anchor", "no lines in order"),
    (changed("anchor.begins", "1"), "anchor", "no number"),
    (changed("anchor.column", 1), "anchor", "'column' does not belong"),
    (changed("printed", "a " * 16), "printed", "more than 15 words"),
    (changed("proposed", {"value": "1"}), "proposed", "'subject_id' is missing"),
    (changed("accepted", None), "accepted", "null elsewhere"),
    (changed("accepted.value", 826), "accepted", "no text"),
    (changed("accepted.value", ""), "accepted", "value is blank"),
    (changed("accepted.source_id", "other"), "source_id", "the claim is of 'other'"),
    (changed("accepted.attribute", "lenght"), "accepted", "no attribute"),
    (changed("at", "yesterday"), "at", "not its form"),
    (changed("candidate_id", "../x"), "candidate_id", "not its form"),
    (changed("surprise", 1), "", "'surprise' does not belong"),
])
def test_a_broken_receipt_is_named_with_its_row(
        tmp_path: Path, receipts: tuple[Receipt, ...], change: Callable[[dict[str, Any]], None],
        field: str, words: str) -> None:
    path = put(tmp_path, receipts)
    lines = path.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if '"verb": "accept"' in line)
    receipt = json.loads(lines[at])
    change(receipt)
    lines[at] = json.dumps(receipt, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n")
    named = [str(problem) for problem in receipt_problems(tmp_path)]
    begin = f"receipts/{path.name}:{at + 1} " + (f"{field}: " if field else "")
    assert [each for each in named if each.startswith(begin.rstrip()) and words in each], named


@pytest.mark.parametrize(("data", "words"), [
    (b"{}", "line end"), (b"[]\n", "no object"), (b"\xff\n", "not JSON"), (b"\n", "not JSON"),
    (b'{"a": NaN}\n', "not JSON"), (b'{"a": 1, "a": 1}\n', "stands twice"),
    (b"[" * 100_000 + b"\n", "not JSON")])
def test_what_is_no_receipt_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "receipts").mkdir()
    (tmp_path / "receipts/0123456789abcdef.jsonl").write_bytes(data)
    assert words in str(next(iter(receipt_problems(tmp_path))))


def test_another_order_is_said(tmp_path: Path, receipts: tuple[Receipt, ...]) -> None:
    path = put(tmp_path, receipts)
    path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))))
    assert "not as the desk writes it" in str(next(iter(receipt_problems(tmp_path))))


def test_another_file_and_a_link_that_leads_out_are_said(
        tmp_path: Path, receipts: tuple[Receipt, ...]) -> None:
    path = put(tmp_path, receipts)
    (tmp_path / "receipts/notes.txt").write_text("")
    (tmp_path / "receipts" / ("f" * 16 + ".jsonl")).symlink_to("/etc/passwd")
    named = [str(problem) for problem in receipt_problems(tmp_path)]
    assert len(named) == 2
    assert any("leads out" in each for each in named)
    assert any("no file of receipts" in each for each in named)
    assert len(read_receipts(tmp_path).receipts) == len(written(receipts).splitlines())
    assert path.is_file()


def test_documents_and_candidates_are_kept_field_for_field() -> None:
    page = """<html><head><title>A page</title></head><body><h1>Invented for a test</h1>
        <p>The line is 826 km long.</p><table><tr><th>Year</th><th>Tons</th></tr>
        <tr><td>2025</td><td>15</td></tr></table></body></html>"""
    document = read_bytes("a page.html", page.encode())
    assert document.headings
    assert document.tables
    rich = replace(document, pages=(1,) * len(document.lines), notices=("A notice.",))
    for each in (document, rich):
        assert document_of(json.loads(json.dumps(document_plain(each)))) == each
    candidate = replace(drafts.find(document)[0], others=("a", "b"), why=("so",),
                        held=(Held("x/length/s/", "826 km", "agrees"),))
    assert candidate_of(json.loads(json.dumps(candidate_plain(candidate)))) == candidate

"""Receipts re-derived: each way in which a receipt no longer holds is said, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.receipts import receipt_file, receipts_for, receipts_of, sent_back
from geo.catalog.catalog import Catalog
from geo.checks.rereading.rederived import rederive, words_at
from geo.data.errors import DataProblemsError
from geo.data.records import Claim
from geo.data.schema import TABLES
from geo.intake.candidate import Anchor
from geo.intake.decision import Decision
from geo.intake.receipts import Receipt
from tests.conftest import shipped
from tests.samples import drafts

DOCUMENT = drafts.read("a test.txt", drafts.TEXT.encode())


@pytest.fixture
def receipts(tmp_path: Path) -> tuple[Receipt, ...]:
    """The receipts of a draft: one claim accepted and corrected, one rejected."""
    store = drafts.store(tmp_path / "drafts")
    draft = store.create("a test.txt", drafts.TEXT.encode(), shipped())
    first, second = draft.candidates[:2]
    store.decide(draft.draft_id, 0, drafts.accepted(first, source_id="a-test", scope="part",
                                                    scope_words="between two ports"))
    draft = store.decide(draft.draft_id, 1, Decision(second.candidate_id, "reject", reason="no"))
    return receipts_for(draft, {first.candidate_id: draft.decisions[first.candidate_id].row})


def holding(**cells: str) -> Catalog:
    """A catalog with the accepted claim, as it was or with other cells."""
    row = {**dict.fromkeys(TABLES["claims"].column_names, ""),
           **drafts.accepted(drafts.find(DOCUMENT)[0]).row, "source_id": "a-test",
           "scope": "part", "scope_words": "between two ports", "lines": "2-2", **cells}
    claim = Claim(**{**row, "qualifier": tuple(row["qualifier"].split(";"))})  # type: ignore[arg-type]
    return replace(shipped(), claims=(claim,))


def test_what_holds_is_not_spoken_of(receipts: tuple[Receipt, ...]) -> None:
    result = rederive(DOCUMENT, receipts, holding(), drafts.find)
    assert (result.problems, result.changes, result.proposals) == ([], [], [])
    assert result.receipts == 2


def test_a_claim_that_waits_stands_too(receipts: tuple[Receipt, ...]) -> None:
    accepted = next(each.accepted for each in receipts if each.accepted)
    nothing = replace(holding(), claims=())
    assert rederive(DOCUMENT, receipts, nothing, drafts.find, [accepted]).problems == []
    assert "no such claim stands" in rederive(DOCUMENT, receipts, nothing,
                                              drafts.find).problems[0]


def test_a_claim_that_changed_later_is_a_note(receipts: tuple[Receipt, ...]) -> None:
    result = rederive(DOCUMENT, receipts, holding(value="827"), drafts.find)
    assert result.problems == []
    assert result.changes == [
        "line 2, '826 km': accepted, and changed since: value '826' then, '827' now"]


@pytest.mark.parametrize(("change", "words"), [
    (lambda each: replace(each, anchor=replace(each.anchor, first_line=4, last_line=4)),
     "do not stand there"),
    (lambda each: replace(each, anchor=Anchor(90, 91, 0, 3)), "do not stand there"),
    (lambda each: replace(each, anchor=replace(each.anchor, begins=each.anchor.begins + 1)),
     "do not stand there"),
    (lambda each: replace(each, document=replace(each.document, text_sha256="0" * 64)),
     "of another text"),
])
def test_what_does_not_hold_is_said(receipts: tuple[Receipt, ...],
                                    change: Callable[[Receipt], Receipt], words: str) -> None:
    accepted, rejected = receipts
    for wrong in ((change(accepted), rejected), (accepted, change(rejected))):
        result = rederive(DOCUMENT, wrong, holding(), drafts.find)
        assert any(words in each for each in result.problems), result.problems


@pytest.mark.parametrize(("change", "words"), [
    (lambda each: replace(each, anchor=replace(each.anchor, ends=each.anchor.ends + 1)),
     "proposes it elsewhere now"),
    (lambda each: replace(each, candidate_id="0" * 16), "does not propose it now"),
    (lambda each: replace(each, proposed={**each.proposed, "unit": "mi"}),
     "otherwise now: unit 'mi' then, 'km' now"),
])
def test_what_the_finder_proposes_otherwise_is_a_note(receipts: tuple[Receipt, ...],
                                                      change: Callable[[Receipt], Receipt],
                                                      words: str) -> None:
    accepted, rejected = receipts
    for other in ((change(accepted), rejected), (accepted, change(rejected))):
        result = rederive(DOCUMENT, other, holding(), drafts.find)
        assert result.problems == []
        assert any(words in each for each in result.proposals), result.proposals


def test_of_two_receipts_of_a_candidate_the_last_says_what_stands(
        receipts: tuple[Receipt, ...]) -> None:
    accepted = next(each for each in receipts if each.accepted)
    later = replace(accepted, verb="reject", accepted=None, reason="a misprint",
                    at="2999-01-01T00:00:00Z")
    nothing = replace(holding(), claims=())
    assert rederive(DOCUMENT, (*receipts, later), nothing, drafts.find).problems == []


def test_a_claim_that_is_sent_back_stays_out(tmp_path: Path,
                                             receipts: tuple[Receipt, ...]) -> None:
    name, data = receipt_file(tmp_path, receipts)
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_bytes(data)
    row = next(each.accepted for each in receipts if each.accepted)
    assert sent_back(tmp_path, {**row, "value": "827"}, "no", "2999-01-01T00:00:00Z") == {}
    files = sent_back(tmp_path, {**row, "lines": "2"}, "of a part", "2999-01-01T00:00:00Z", "Ben")
    (tmp_path / name).write_bytes(files[name])
    store = drafts.store(tmp_path / "others")
    draft = store.create("a test.txt", drafts.TEXT.encode(), shipped(), receipts_of(tmp_path))
    decision = draft.decisions[draft.candidates[0].candidate_id]
    assert (decision.verb, decision.reason, decision.curator) == ("reject", "of a part", "Ben")
    nothing = replace(holding(), claims=())
    assert rederive(DOCUMENT, receipts_of(tmp_path), nothing, drafts.find).problems == []


def test_what_was_accepted_before_leaves_no_second_receipt(
        tmp_path: Path, receipts: tuple[Receipt, ...]) -> None:
    store = drafts.store(tmp_path / "others")
    draft = store.create("a test.txt", drafts.TEXT.encode(), shipped(), receipts)
    assert [each.before for each in draft.decisions.values()] == [True, True]
    rows = {name: each.row for name, each in draft.decisions.items()}
    assert receipts_for(draft, rows) == ()
    edition = store.create("an edition.txt", f"More.\n{drafts.TEXT}".encode(), shipped(), receipts)
    assert [each.verb for each in edition.decisions.values()] == ["accept", "reject"]
    of_two = receipts[0].candidate_id, receipts[1].candidate_id
    many = (*receipts, *(replace(receipts[1], candidate_id=f"{number:016}") for number in range(9)))
    other = store.create("another.txt", f"{drafts.TEXT}1 more.\n".encode(), shipped(), many)
    assert {name: each.verb for name, each in other.decisions.items()} == {of_two[1]: "reject"}


def test_new_receipts_join_those_of_the_text(tmp_path: Path, receipts: tuple[Receipt, ...]) -> None:
    for receipt in receipts:
        name, data = receipt_file(tmp_path, [receipt])
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert receipts_of(tmp_path) == tuple(sorted(receipts, key=lambda each: each.anchor.first_line))
    (tmp_path / name).write_bytes(data[:-9])
    with pytest.raises(DataProblemsError):
        receipt_file(tmp_path, receipts)


def test_words_may_go_round_the_foot_of_a_page(receipts: tuple[Receipt, ...]) -> None:
    text = "Invented for a test.\nIt will carry 15\n1 See the note.\nmillion tons a year.\n"
    document = drafts.read("a test.txt", text.encode())
    about = replace(receipts[0].document, text_sha256=document.text_sha256)
    receipt = replace(receipts[0], document=about, proposed={}, accepted=None, verb="not-ours",
                      printed="15 million tons", anchor=Anchor(2, 4, 14, 12))
    assert rederive(document, [receipt], holding(), drafts.find).problems == []
    other = replace(receipt, printed="15 million tonnes")
    assert "do not stand" in rederive(document, [other], holding(), drafts.find).problems[0]


def test_words_at_an_anchor_run_over_lines() -> None:
    assert words_at(DOCUMENT, Anchor(2, 3, 31, 7)) == "ports.\nIt will"
    assert words_at(DOCUMENT, Anchor(5, 6, 0, 3)) == ""

"""Drafts on the disk: what is kept, who is told, and what is refused in words."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from app.desk.draft_folder import CannotKeepError, NoSuchDraftError, id_of, is_id
from app.desk.draft_state import ChangedElsewhere
from app.desk.draft_store import DraftStore
from app.desk.receipts import receipts_for
from geo.data.errors import AtlasError
from geo.data.schema import TABLES
from geo.intake.decision import Addition, Decision, Draft
from tests.samples import drafts
from tests.samples.drafts import TEXT, accepted

NAME = "a test.txt"


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    """An empty store."""
    return drafts.store(tmp_path / "drafts")


@pytest.fixture
def draft(store: DraftStore) -> Draft:
    """A draft of the text, nothing decided."""
    return made(store)


def made(store: DraftStore, text: str = TEXT, **more: Any) -> Draft:  # noqa: ANN401
    return store.create(NAME, text.encode(), drafts.NO_CATALOG, **more)


def rejection(draft: Draft, number: int = 0, reason: str = "a misprint") -> Decision:
    return Decision(draft.candidates[number].candidate_id, "reject", reason=reason, curator="Ann")


def test_a_draft_is_read_back_as_it_was_read(store: DraftStore) -> None:
    draft = made(store)
    assert draft.document == drafts.read(NAME, TEXT.encode())
    assert draft.candidates == drafts.find(draft.document)
    assert (draft.revision, dict(draft.decisions), draft.additions) == (0, {}, ())
    assert drafts.store(store.folder).draft(draft.draft_id) == draft
    assert store.original(draft.draft_id) == (NAME, TEXT.encode())


def test_a_later_reader_does_not_shift_what_was_read(store: DraftStore) -> None:
    draft = made(store)
    other = DraftStore(store.folder, lambda name, data: drafts.read(name, b"\n" + data),
                       lambda *_: ())
    assert other.draft(draft.draft_id) == draft
    assert other.create("another name.txt", TEXT.encode(), drafts.NO_CATALOG) == draft


def test_every_decision_is_kept_and_taken_back(store: DraftStore, draft: Draft) -> None:
    first, second, third, _ = draft.candidates
    now = store.decide(draft.draft_id, 0, accepted(first))
    assert now.decisions[first.candidate_id].row.keys() == {*TABLES["claims"].column_names}
    now = store.decide(draft.draft_id, 1, rejection(draft, 1))
    now = store.decide(draft.draft_id, 2, Decision(third.candidate_id, "not-ours"))
    now = store.decide(draft.draft_id, 3, accepted(first, value="827", scope="part"))
    own = Decision("own-1", "accept", accepted(first, attribute="gauge").row)
    now = store.decide(draft.draft_id, 4, own)
    assert now.revision == 5
    assert {name: each.verb for name, each in now.decisions.items()} == {
        first.candidate_id: "accept", second.candidate_id: "reject",
        third.candidate_id: "not-ours", "own-1": "accept"}
    assert all(len(each.at) == 20 for each in now.decisions.values())
    now = store.decide(draft.draft_id, 5, Decision(first.candidate_id, "undo"))
    assert now.decisions[first.candidate_id].row["value"] == "826"
    now = store.decide(draft.draft_id, 6, Decision(first.candidate_id, "undo"))
    assert first.candidate_id not in now.decisions
    with pytest.raises(AtlasError, match="nothing to take back"):
        store.decide(draft.draft_id, 7, Decision(first.candidate_id, "undo"))
    assert drafts.store(store.folder).draft(draft.draft_id) == now


def test_candidates_of_another_tool_join_those_found(store: DraftStore, draft: Draft) -> None:
    first = draft.candidates[0]
    proposed = [replace(first, candidate_id="aa", attribute="gauge"),
                replace(first, candidate_id="bb", attribute="cost",
                        anchor=replace(first.anchor, first_line=4, last_line=4, begins=0))]
    now = store.take_candidates(draft.draft_id, 0, proposed)
    names = [each.candidate_id for each in now.candidates]
    assert names[:2] == [first.candidate_id, "tool-aa"]
    assert names.index("tool-bb") == 3
    assert drafts.store(store.folder).draft(draft.draft_id) == now
    with pytest.raises(AtlasError, match="no candidate in it that this draft does not have"):
        store.take_candidates(draft.draft_id, 1, proposed)
    now = store.decide(draft.draft_id, 1, Decision("tool-aa", "reject", reason="no"))
    (receipt,) = receipts_for(now, {})
    assert receipt.candidate_id == "tool-aa"
    other = made(store, TEXT + "1 more\n")
    now = store.take_candidates(other.draft_id, 0, proposed, [receipt])
    assert [(name, each.verb, each.before) for name, each in now.decisions.items()] == [
        ("tool-aa", "reject", True)]


def test_source_and_additions_are_kept(store: DraftStore, draft: Draft) -> None:
    store.set_source(draft.draft_id, 0, {"source_id": "a-test", "title": "A test"})
    feature = {"type": "Feature", "geometry": None}
    store.add(draft.draft_id, 1, Addition("a-place", "places", {"place_id": "x"}))
    store.add(draft.draft_id, 2, Addition("a-route", "routes", {"route_id": "r"}, feature))
    store.add(draft.draft_id, 3, Addition("a-place", "places", {"place_id": "y"}))
    now = drafts.store(store.folder).draft(draft.draft_id)
    assert now.source["title"] == "A test"
    assert [(each.addition_id, each.feature) for each in now.additions] == [
        ("a-place", {}), ("a-route", feature)]
    assert now.additions[0].row["place_id"] == "y"
    now = store.remove_addition(draft.draft_id, 4, "a-place")
    assert [each.addition_id for each in now.additions] == ["a-route"]
    with pytest.raises(AtlasError, match="'a-place' is no addition"):
        store.remove_addition(draft.draft_id, 5, "a-place")


def test_who_has_not_seen_the_last_is_told_what_another_wrote(
        store: DraftStore, draft: Draft) -> None:
    store.decide(draft.draft_id, 0, rejection(draft))
    other = drafts.store(store.folder)
    with pytest.raises(ChangedElsewhere, match=r"Ann rejected .* Nothing of yours was") as told:
        other.decide(draft.draft_id, 0, accepted(draft.candidates[0]))
    assert (told.value.revision, told.value.by, len(told.value.at)) == (1, "Ann", 20)
    with pytest.raises(ChangedElsewhere, match="has revision 1, not 7"):
        other.decide(draft.draft_id, 7, accepted(draft.candidates[0]))
    writes: tuple[Callable[[], Draft], ...] = (
        lambda: other.set_source(draft.draft_id, 0, {}),
        lambda: other.add(draft.draft_id, 0, Addition("a", "places", {})),
        lambda: other.remove_addition(draft.draft_id, 0, "a"),
        lambda: other.close(draft.draft_id, 0))
    for number, write in enumerate(writes):
        with pytest.raises(ChangedElsewhere):
            write()
        assert store.draft(draft.draft_id).revision == 1, number
    assert other.decide(draft.draft_id, 1, accepted(draft.candidates[0])).revision == 2


def test_an_answer_lost_on_the_way_is_given_again(store: DraftStore, draft: Draft) -> None:
    store.decide(draft.draft_id, 0, rejection(draft))
    assert store.decide(draft.draft_id, 0, rejection(draft)).revision == 1
    undo = Decision(draft.candidates[0].candidate_id, "undo", curator="Ann")
    assert store.decide(draft.draft_id, 1, undo).revision == 2
    assert store.decide(draft.draft_id, 1, undo).revision == 2
    with pytest.raises(ChangedElsewhere):
        store.decide(draft.draft_id, 1, rejection(draft))


def test_a_closed_draft_is_not_written_to(store: DraftStore, draft: Draft) -> None:
    with store.accepting(draft.draft_id, 0) as seen:
        assert seen == draft
    assert store.draft(draft.draft_id).closed
    with pytest.raises(AtlasError, match="closed"):
        store.decide(draft.draft_id, 1, rejection(draft))


def test_while_one_accepts_nobody_writes_and_a_failure_closes_nothing(
        store: DraftStore, draft: Draft) -> None:
    lock = FileLock(store.folder / f".{draft.draft_id}.lock", timeout=0)

    def accept() -> None:
        with store.accepting(draft.draft_id, 0):
            with pytest.raises(TimeoutError):
                lock.acquire()
            raise AtlasError("a row is amiss")

    with pytest.raises(AtlasError, match="a row is amiss"):
        accept()
    assert store.draft(draft.draft_id) == draft
    with pytest.raises(ChangedElsewhere), store.accepting(draft.draft_id, 3):
        pass


def test_what_was_rejected_stays_rejected_when_it_is_read_again(
        store: DraftStore, draft: Draft) -> None:
    store.decide(draft.draft_id, 0, rejection(draft, 0))
    store.decide(draft.draft_id, 1, accepted(draft.candidates[1]))
    store.close(draft.draft_id)
    again = made(store)
    assert again.draft_id != draft.draft_id
    name = draft.candidates[0].candidate_id
    assert {key: each.before for key, each in again.decisions.items()} == {name: True}
    assert again.decisions[name].reason == "a misprint"
    edition = made(store, "A new first line.\n" + TEXT)
    assert edition.decisions[name] == again.decisions[name]
    now = store.decide(edition.draft_id, 0, Decision(name, "undo"))
    assert name not in now.decisions
    now = store.decide(edition.draft_id, 1, accepted(draft.candidates[0]))
    assert not now.decisions[name].before


@pytest.mark.parametrize(("decision", "words"), [
    (Decision("no-such", "reject", reason="x"), "is no candidate"),
    (Decision("own-../../x", "accept"), "is no candidate"),
    (Decision("own-1", "burn"), "is no decision"),  # type: ignore[arg-type]
    (Decision("own-1", "reject"), "say in a few words why"),
    (Decision("own-1", "reject", reason="  "), "say in a few words why"),
    (Decision("own-1", "reject", {"value": "1"}, reason="x"), "takes no row"),
    (Decision("own-1", "accept", {"valeu": "1"}), "did you mean 'value'"),
    (Decision("own-1", "accept", {"value": "1\n2"}), "line end"),
    (Decision("own-1", "accept", {"value": "\ud800"}), "cannot stand"),
    (Decision("own-1", "accept", {"value": 1}), "is no text"),  # type: ignore[dict-item]
    (Decision("own-1", "accept", {"value": "1" * 30_000}), "longer than"),
    (Decision("own-1", "accept", {"value": "1"}), "subject_id is blank"),
    (Decision("own-1", "accept", {"subject_id": "x", "attribute": "lenght", "value": "1",
                                  "printed": "1"}), "did you mean 'length'"),
    (Decision("own-1", "reject", reason="x" * 2_000), "longer than"),
])
def test_a_decision_without_a_shape_is_refused(store: DraftStore, draft: Draft,
                                               decision: Decision, words: str) -> None:
    with pytest.raises(AtlasError, match=words):
        store.decide(draft.draft_id, 0, decision)
    assert store.draft(draft.draft_id) == draft


@pytest.mark.parametrize(("addition", "words"), [
    (Addition("../x", "places", {}), "no id of an addition"),
    (Addition("x", "claims", {}), "no table to add to"),
    (Addition("x", "places", {}, {"type": "Feature"}), "only a route"),
    (Addition("x", "routes", {}, {"type": {1}}), "not JSON"),
    (Addition("x", "routes", {}, {"type": float("nan")}), "not JSON"),
    (Addition("x", "routes", {}, {"type": "x" * 6_000_000}), "fewer points"),
    (Addition("x", "places", {"nmae": "x"}), "did you mean 'name'"),
])
def test_an_addition_without_a_shape_is_refused(store: DraftStore, draft: Draft,
                                                addition: Addition, words: str) -> None:
    with pytest.raises(AtlasError, match=words):
        store.add(draft.draft_id, 0, addition)
    assert store.draft(draft.draft_id) == draft


@pytest.mark.parametrize("name", [
    "../../../etc/passwd", "..\\..\\x.pdf", "/", "", ".", "..", "CON", "\x00.txt", "a" * 4_000,
    "Отчёт 2026.docx", "x\n../y", "\ud800.txt", "-rf .txt", "報告.pdf"])
def test_hostile_names_stay_in_the_folder(store: DraftStore, tmp_path: Path, name: str) -> None:
    draft = store.create(name, TEXT.encode(), drafts.NO_CATALOG)
    assert is_id(draft.draft_id)
    assert (store.folder / draft.draft_id).parent == store.folder
    assert not {*"/\\"} & {*draft.document.name}
    assert [path.name for path in tmp_path.iterdir()] == ["drafts"]
    assert store.draft(draft.draft_id) == draft


@pytest.mark.parametrize("draft_id", ["..", "../x", "", ".drafts.lock", "x", "X" * 200, "a\n", "."])
def test_hostile_ids_open_nothing(store: DraftStore, draft_id: str) -> None:
    made(store)
    with pytest.raises(NoSuchDraftError, match="there is no draft"):
        store.draft(draft_id)
    with pytest.raises(NoSuchDraftError):
        store.close(draft_id)


def test_two_documents_of_one_name_have_two_drafts() -> None:
    assert id_of("a.txt", "0" * 64) != id_of("a.txt", "1" * 64)


def test_a_broken_draft_is_listed_with_what_is_wrong(store: DraftStore, draft: Draft) -> None:
    other = made(store, TEXT + "1 more\n")
    store.decide(other.draft_id, 0, rejection(other))
    (store.folder / draft.draft_id / "document.json").write_text("{")
    listed = {each.draft_id: each for each in store.drafts()}
    assert "not what was written there" in listed[draft.draft_id].problem
    assert listed[other.draft_id].counts == {
        "open": 4, "accept": 0, "reject": 1, "not-ours": 0, "own": 0}
    with pytest.raises(AtlasError, match="put the folder back from a copy"):
        store.draft(draft.draft_id)
    assert made(store).candidates == draft.candidates


def test_a_torn_last_line_is_mended_and_said(store: DraftStore, draft: Draft) -> None:
    now = store.decide(draft.draft_id, 0, rejection(draft))
    with (store.folder / draft.draft_id / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"checksum": "00')
    mended = store.draft(draft.draft_id)
    assert "16 bytes was taken out" in mended.notices[0]
    assert (mended.decisions, mended.revision) == (now.decisions, 1)
    assert drafts.store(store.folder).draft(draft.draft_id) == mended
    assert store.decide(draft.draft_id, 1, rejection(draft, 1)).revision == 2


@pytest.mark.parametrize(("wrong", "words"), [
    (errno.ENOSPC, "the disk is full; .*what was confirmed before is as it was"),
    (errno.EROFS, "nothing may be written there"), (errno.EIO, "cannot be written")])
def test_what_the_disk_refuses_is_said_and_costs_nothing(
        store: DraftStore, draft: Draft, monkeypatch: pytest.MonkeyPatch, wrong: int,
        words: str) -> None:
    now = store.decide(draft.draft_id, 0, rejection(draft))

    def refused(*_: object) -> int:
        raise OSError(wrong, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refused)
        with pytest.raises(CannotKeepError, match=words) as said:
            store.decide(draft.draft_id, 1, rejection(draft, 1))
        assert said.value.full == (wrong == errno.ENOSPC)
        assert store.draft(draft.draft_id) == now
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refused)
        with pytest.raises(CannotKeepError, match=words):
            made(store, TEXT + "1 more\n")
    assert [each.draft_id for each in store.drafts()] == [draft.draft_id]
    assert store.decide(draft.draft_id, 1, rejection(draft, 1)).revision == 2


def test_a_draft_whose_folder_is_gone_is_said_to_be(store: DraftStore, draft: Draft) -> None:
    shutil.rmtree(store.folder / draft.draft_id)
    with pytest.raises(NoSuchDraftError, match="there is no draft"):
        store.decide(draft.draft_id, 0, rejection(draft))
    shutil.rmtree(store.folder)
    assert store.drafts() == []
    with pytest.raises(NoSuchDraftError):
        store.draft(draft.draft_id)
    assert not store.folder.exists()


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("")
    with pytest.raises(CannotKeepError):
        made(drafts.store(tmp_path / "drafts"))


def test_what_an_ended_process_left_unfinished_is_not_a_draft(store: DraftStore) -> None:
    store.folder.mkdir()
    (store.folder / ".new-1234").mkdir()
    (store.folder / ".new-1234/document.json").write_text("{}")
    draft = made(store)
    assert [each.draft_id for each in store.drafts()] == [draft.draft_id]
    assert not (store.folder / ".new-1234").exists()

"""Work survives: writers killed in the middle of many writes, writers side by side, a full disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.desk.draft_store import DraftStore
from app.desk.journal import opened
from geo.intake.decision import Decision, Draft
from tests.conftest import ROOT
from tests.samples import drafts


def writer(folder: Path, draft_id: str, curator: str = "ann", most: int = 100_000,
           first: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "tests.desk.writer", str(folder), draft_id, curator, str(most)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=first)  # noqa: PLW1509


def said_until(process: subprocess.Popen[str], lines: int) -> list[str]:
    """So many lines that a writer says, then what it said until it was killed."""
    with process:
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(lines + 1)]
        process.kill()
        said += process.stdout.read().splitlines()
    assert said[0] == "begins"
    return said[1:]


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    """An empty store."""
    return drafts.store(tmp_path / "drafts")


@pytest.fixture
def draft(store: DraftStore) -> Draft:
    """A draft, nothing decided."""
    return store.create("a.txt", drafts.TEXT.encode(), drafts.NO_CATALOG)


def test_a_killed_writer_loses_nothing_that_it_said(store: DraftStore, draft: Draft) -> None:
    said: list[str] = []
    for number, lines in enumerate((1, 7, 40, 3, 90)):
        process = writer(store.folder, draft.draft_id, f"w{number}")
        said += said_until(process, lines)
        now = store.draft(draft.draft_id)
        kept = [*now.decisions]
        assert set(said) <= set(kept)
        unsaid = [name for name in kept if name not in said]
        assert len(unsaid) <= 1, "at most the one that was written and not said"
        said = kept
        last = Decision(f"own-me-{number}", "reject", reason="x")
        after = store.decide(draft.draft_id, now.revision, last)  # no stale lock is in the way
        said.append(last.candidate_id)
        assert after.revision == now.revision + 1 == len(said)


def test_a_writer_killed_in_the_middle_of_making_leaves_whole_drafts(store: DraftStore) -> None:
    store.folder.mkdir()
    for lines in (1, 4, 9):
        said = said_until(writer(store.folder, "create"), lines)
        listed = store.drafts()
        assert all(not each.problem for each in listed)
        assert {*said} <= {each.draft_id for each in listed}
    made = store.create("last.txt", b"Invented for a test: 1.\n", drafts.NO_CATALOG)
    assert store.draft(made.draft_id) == made
    assert not [*store.folder.glob(".new-*")]


def test_writers_side_by_side_overwrite_nothing(store: DraftStore, draft: Draft) -> None:
    writers = [writer(store.folder, draft.draft_id, name, 40) for name in ("ann", "ben", "cem")]
    said = [line for process in writers for line in process.communicate()[0].splitlines()]
    now = store.draft(draft.draft_id)
    assert now.revision == 120
    assert {*now.decisions} == {f"own-{name}-{number}" for name in ("ann", "ben", "cem")
                                for number in range(40)}
    assert {*said} == {*now.decisions, "begins"}
    assert now.notices == ()


def test_a_full_disk_says_so_and_loses_nothing(store: DraftStore, draft: Draft) -> None:
    limit = 9_000
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
    process = writer(store.folder, draft.draft_id, first=full)
    _, *said, refused = process.communicate()[0].splitlines()
    assert "the disk is full" in refused
    now = store.draft(draft.draft_id)
    assert [*now.decisions] == said
    assert said
    assert now.notices == (), "the line that did not fit was taken out at once"
    journal = (store.folder / draft.draft_id / "journal.jsonl").read_bytes()
    assert len(opened(journal).entries) == len(said)
    assert opened(journal).torn == 0
    after = store.decide(draft.draft_id, now.revision, Decision("own-me", "reject", reason="x"))
    assert after.revision == len(said) + 1

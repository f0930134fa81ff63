"""Uploads of many visits take no more memory than is set."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import cast

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app.server import uploads


class Kept:
    """A manager held to the bounds, and what it is to do later."""

    def __init__(self) -> None:
        self.manager = MemoryUploadedFileManager("/upload")
        self.due: list[Callable[[], None]] = []
        uploads.keep_few(self.manager, lambda _seconds, work: self.due.append(work))

    def add(self, session: str, name: str, size: int = 5) -> None:
        """Upload a file."""
        self.manager.add_file(session, UploadedFileRec(name, name, "text/csv", bytes(size)))

    @property
    def held(self) -> list[tuple[str, str]]:
        """Visits and their files."""
        return [(session, name) for session, files in self.manager.file_storage.items()
                for name in files]


def test_a_visit_keeps_its_last_upload_alone() -> None:
    kept = Kept()
    for number in range(40):
        kept.add("one", f"file-{number}")
        kept.add("two", f"file-{number}")
    assert kept.held == [("one", "file-39"), ("two", "file-39")]


def test_nothing_holds_what_was_uploaded_before() -> None:
    class Content(list[int]):
        """Like bytes, but it can be asked whether it is still there."""

    kept, first = Kept(), Content([1])
    kept.manager.add_file("one", UploadedFileRec("a", "a", "text/csv", cast("bytes", first)))
    content = weakref.ref(first)
    del first
    kept.add("one", "b")
    assert content() is None


def test_all_visits_together_keep_so_much_and_the_oldest_go(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_UPLOADED", 100)
    kept = Kept()
    for number in range(10):
        kept.add(f"visit-{number}", "file", 30)
    assert kept.held == [(f"visit-{number}", "file") for number in (7, 8, 9)]
    kept.add("large", "file", 200)
    assert kept.held == [("large", "file")]


def test_an_upload_goes_after_a_while_and_no_later_one_with_it() -> None:
    kept = Kept()
    kept.add("one", "first")
    kept.add("one", "second")
    kept.due[0]()
    assert kept.held == [("one", "second")]
    kept.due[1]()
    assert kept.held == []

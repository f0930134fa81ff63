"""Laws of the journal: what was answered is there, and nothing half written is ever seen."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.journal import (
    MAX_JOURNAL_BYTES,
    DamagedJournalError,
    Entry,
    append,
    line_of,
    opened,
    read_journal,
)
from geo.data.errors import AtlasError

ENTRIES = st.lists(st.dictionaries(
    st.text(max_size=5, alphabet=st.characters(exclude_categories=["Cs"])),
    st.text(max_size=9, alphabet=st.characters(exclude_categories=["Cs"]))), max_size=6)


def journal_of(entries: list[Entry]) -> bytes:
    data, checksum = b"", ""
    for entry in entries:
        line, checksum = line_of(entry, checksum)
        data += line
    return data


@given(ENTRIES, st.data())
def test_any_prefix_of_its_bytes_opens_to_the_first_entries(entries: list[Entry],
                                                            data: st.DataObject) -> None:
    whole = journal_of(entries)
    cut = data.draw(st.integers(0, len(whole)))
    journal = opened(whole[:cut])
    assert list(journal.entries) == entries[:len(journal.entries)]
    assert journal.whole + journal.torn == cut
    assert whole[:journal.whole] == journal_of(entries[:len(journal.entries)])
    assert journal.torn < len(journal_of(entries[:len(journal.entries) + 1])) - journal.whole or (
        not journal.torn)


@given(ENTRIES.filter(bool), st.data())
def test_a_changed_byte_never_makes_another_entry(entries: list[Entry],
                                                  data: st.DataObject) -> None:
    whole = journal_of(entries)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))])
    try:
        journal = opened(whole[:at] + other + whole[at + 1:])
    except DamagedJournalError:
        return
    assert list(journal.entries) == entries[:len(journal.entries)]
    assert len(journal.entries) < len(entries)


@given(ENTRIES, ENTRIES.filter(bool), st.binary(max_size=30).filter(lambda each: b"\n" not in each))
def test_who_writes_next_takes_a_torn_line_out(entries: list[Entry], more: list[Entry],
                                               torn: bytes) -> None:
    with TemporaryDirectory() as place:
        path = Path(place) / "journal"
        path.write_bytes(journal_of(entries) + torn)
        journal = read_journal(path)
        assert journal.torn == len(torn)
        for entry in more:
            journal = append(path, journal, entry)
        assert read_journal(path) == journal
        assert path.read_bytes() == journal_of([*entries, *more])


def test_a_line_in_the_middle_that_is_not_what_was_written_is_named() -> None:
    lines = journal_of([{"n": "1"}, {"n": "2"}, {"n": "3"}]).splitlines(keepends=True)
    with pytest.raises(DamagedJournalError, match="line 2 of the journal is not what was written"):
        opened(lines[0] + lines[2] + b"more")
    with pytest.raises(DamagedJournalError, match="line 2"):
        opened(lines[0] + b"\n" + lines[1] + lines[2])


@pytest.mark.parametrize("fails_at", ["write", "fsync"])
@pytest.mark.parametrize("wrong", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_write_that_fails_leaves_the_journal_as_it_was(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str, wrong: int) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"")
    journal = append(path, read_journal(path), {"n": "1"})
    before = path.read_bytes()
    write = os.write

    def part(descriptor: int, data: memoryview) -> int:
        if len(data) < 20:
            raise OSError(wrong, "refused")
        return write(descriptor, data[:7])

    def refused(_: int) -> None:
        raise OSError(wrong, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, fails_at, part if fails_at == "write" else refused)
        with pytest.raises(OSError, match="refused"):
            append(path, journal, {"n": "2"})
    assert path.read_bytes() == before
    append(path, read_journal(path), {"n": "3"})
    assert [entry["n"] for entry in read_journal(path).entries] == ["1", "3"]


def test_a_short_write_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"")
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    append(path, read_journal(path), {"n": "a long entry"})
    assert read_journal(path).entries == ({"n": "a long entry"},)


def test_a_journal_grows_to_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"")
    with pytest.raises(AtlasError, match="accept what is decided"):
        append(path, read_journal(path), {"n": "x" * MAX_JOURNAL_BYTES})
    assert path.read_bytes() == b""


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "folder/journal").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out"):
        read_journal(tmp_path / "folder/journal")
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        append(tmp_path / "folder/journal", opened(b""), {"n": "1"})
    assert (tmp_path / "elsewhere").read_bytes() == b""

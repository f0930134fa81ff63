"""The journal of a draft: one line for each thing done, added at the end and never changed.

A line holds its entry and a checksum of it and of all lines before. What was answered is on the
disk. A line that a fault cut short was never answered: it is not read, and taken out by the next
who writes.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.data.errors import AtlasError
from geo.data.files import read_file

MAX_JOURNAL_BYTES: Final = 50_000_000
"""A larger journal is a mistake, not work."""

_LINE = re.compile(rb'\{"checksum": "([0-9a-f]{16})", "entry": (\{.*\})\}', re.DOTALL)
_FLAGS = os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(
    os, "O_BINARY", 0)

Entry = Mapping[str, Any]
"""What was done, as JSON has it."""


class DamagedJournalError(AtlasError):
    """A journal of which a line in the middle is not what was written."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A journal as it was opened: its entries, the bytes that hold them, and those after them.

    `torn` counts the bytes of a last line that was cut short; `checksum` is that of the last line.
    """

    entries: tuple[Entry, ...] = ()
    whole: int = 0
    torn: int = 0
    checksum: str = ""


def _checksum(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode() + body).hexdigest()[:16]


def line_of(entry: Entry, before: str) -> tuple[bytes, str]:
    """Returns the line of an entry and its checksum, after a line with the checksum `before`."""
    body = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    checksum = _checksum(before, body)
    return b'{"checksum": "%s", "entry": %s}\n' % (checksum.encode(), body), checksum


def _entry(line: bytes, before: str) -> tuple[Entry, str] | None:
    """Returns the entry of a line with its checksum; None where it is not what was written."""
    match = _LINE.fullmatch(line)
    if match is None or _checksum(before, match[2]).encode() != match[1]:
        return None
    return json.loads(match[2]), match[1].decode()


def opened(data: bytes) -> Opened:
    """Returns what the bytes of a journal hold. Raises DamagedJournalError."""
    *lines, rest = data.split(b"\n")
    entries: list[Entry] = []
    whole, checksum = 0, ""
    for number, line in enumerate(lines, 1):
        found = _entry(line, checksum)
        if found is None:
            if number < len(lines) or rest:
                raise DamagedJournalError(
                    f"line {number} of the journal is not what was written there; the lines before "
                    "it are whole. Put the file back from a copy, or take this line and those "
                    "after it out")
            return Opened(tuple(entries), whole, len(line) + 1, checksum)
        entries.append(found[0])
        whole, checksum = whole + len(line) + 1, found[1]
    return Opened(tuple(entries), whole, len(rest), checksum)


def read_journal(path: Path) -> Opened:
    """Reads a journal. Raises OSError, and DamagedJournalError."""
    return opened(read_file(path.parent, path.name, MAX_JOURNAL_BYTES))


def _write_whole(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        written = os.write(descriptor, left)
        if not written:
            raise OSError(errno.EIO, "nothing was written")
        left = left[written:]


def append(path: Path, journal: Opened, *entries: Entry) -> Opened:
    """Adds entries after those of a journal just read; they are on the disk when it returns.

    Bytes of a line that was cut short are taken out first. Raises OSError; then the journal is as
    it was, but for these bytes. Whoever calls it holds the draft's lock.
    """
    checksum, lines = journal.checksum, b""
    for entry in entries:
        line, checksum = line_of(entry, checksum)
        lines += line
    if journal.whole + len(lines) > MAX_JOURNAL_BYTES:
        raise AtlasError(f"the journal of this draft would be larger than {MAX_JOURNAL_BYTES:,} "
                         "bytes; accept what is decided, and read the document again for the rest")
    descriptor = os.open(path, _FLAGS)
    try:
        os.ftruncate(descriptor, journal.whole)
        os.lseek(descriptor, journal.whole, os.SEEK_SET)
        try:
            _write_whole(descriptor, lines)
            os.fsync(descriptor)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(descriptor, journal.whole)
                os.fsync(descriptor)
            raise
    finally:
        os.close(descriptor)
    return Opened((*journal.entries, *entries), journal.whole + len(lines), 0, checksum)

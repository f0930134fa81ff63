"""The folder of a draft: its name, its lock, its files, and in words what the disk refuses."""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from geo.data.errors import AtlasError
from geo.data.files import read_file, shown_name
from geo.data.folding import folded

JOURNAL: Final = "journal.jsonl"
MAX_KEPT_BYTES: Final = 100_000_000
"""The size limit of each file of a draft."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID: Final = 80
_LONGEST_NAME: Final = 40
_LONGEST_FILE_NAME: Final = 120
_WAIT_SECONDS: Final = 10
_UNFINISHED: Final = ".new-"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_KEPT: Final = "nothing of this was kept; what was confirmed before is as it was"


class CannotKeepError(AtlasError):
    """What the disk refuses; `full` says that it has no room."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self.full = error.errno in _FULL
        if self.full:
            words = f"{folder}: the disk is full; {_KEPT}. Make room, and do it again"
        elif error.errno in _FORBIDDEN:
            words = (f"{folder}: nothing may be written there; {_KEPT}. Allow it, or start the "
                     "desk with another folder (--drafts DIR)")
        elif error.errno in _GONE:
            words = f"{folder}: the folder of the draft is gone; put it back, and do it again"
        else:
            words = f"{folder}: cannot be written ({error.strerror or error}); {_KEPT}"
        super().__init__(words)


class NoSuchDraftError(AtlasError):
    """A draft that is not there."""


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """Turns what the disk refuses into a sentence. Raises CannotKeepError."""
    try:
        yield
    except OSError as error:
        raise CannotKeepError(folder, error) from error


@contextmanager
def only_writer(folder: Path, name: str) -> Iterator[None]:
    """Holds the lock of a draft, or of the whole folder with a blank name.

    The system gives the lock back when a process ends, however it ends: that of a killed one never
    blocks. Raises AtlasError where another holds it for long, and OSError.
    """
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    lock = FileLock(folder / f".{name or 'drafts'}.lock", timeout=_WAIT_SECONDS,
                    fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise AtlasError(f"another desk has been writing to {name or folder} for "
                         f"{_WAIT_SECONDS} seconds; do it again once it is done") from None
    try:
        yield
    finally:
        lock.release()


def plain_name(name: str) -> str:
    """Returns the name of a file without folders before it or signs that cannot be shown."""
    last = re.split(r"[/\\]", name.encode("utf-8", "replace").decode())[-1]
    return shown_name(last).replace("\\", "_")[-_LONGEST_FILE_NAME:].strip(". ") or "document"


def id_of(name: str, sha256: str) -> str:
    """Returns the id of the draft of a document: a safe name for a folder, whatever the name is."""
    stem = plain_name(name).rpartition(".")
    words = "-".join(re.findall(r"[a-z0-9]+", folded(stem[0] or stem[2])))[:_LONGEST_NAME]
    return f"{words.strip('-') or 'document'}-{sha256[:12]}"


def is_id(text: str) -> bool:
    """Checks whether a text can be the id of a draft."""
    return len(text) <= _LONGEST_ID and bool(_ID.fullmatch(text))


def ids_in(folder: Path) -> list[str]:
    """Returns the ids of the drafts in a folder, in order; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir()
                  if is_id(path.name) and (path / JOURNAL).is_file())


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Puts the names in a folder on the disk."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make(folder: Path, draft_id: str, files: Mapping[str, bytes]) -> None:
    """Makes the folder of a draft with its files and an empty journal: all of it, or nothing.

    Whoever calls it holds the lock of the whole folder; so what an ended process left unfinished is
    taken away. Raises OSError.
    """
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    place = folder / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        place.mkdir()
        for name, data in {**files, JOURNAL: b""}.items():
            _write(place / name, data)
        _settle(place)
        place.rename(folder / draft_id)
        _settle(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def as_bytes(content: Any) -> bytes:  # noqa: ANN401 - JSON is anything
    """Returns content as JSON, one member a line."""
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def content_of(folder: Path, name: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Returns what a file of a draft holds. Raises OSError, and ValueError where it is no JSON."""
    return json.loads(read_file(folder, name, MAX_KEPT_BYTES))

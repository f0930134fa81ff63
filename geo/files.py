"""The one way to open a file of a data folder: regular files inside it, bounded in size.

Whoever supplies a folder may put a link to a file of the host, a device or a pipe in it. A link
that stays inside the folder is followed: folders mounted by Kubernetes are made of such links.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_FILE_BYTES = 20_000_000
"""A larger file in a data folder is a mistake, not data."""
MAX_FILES = 20_000
"""A folder of a data folder that holds more is a mistake, not data."""

_LEADS_OUT = ("is a link that leads out of the data folder; put the file itself in its place")
_WALK = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class RefusedFileError(OSError):
    """A file that is not read; `strerror` says why, as the end of a sentence."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.EPERM, why, str(path))
        self.why = why


def shown_name(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8, and what is no letter or sign, escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode()
                   for each in text)


def _open(folder: Path, name: str, flags: int) -> int:
    root = os.path.realpath(folder)
    place = os.path.realpath(os.path.join(root, name))  # noqa: PTH118 - names may hold any byte
    if os.path.commonpath((root, place)) != root:
        raise RefusedFileError(folder / name, _LEADS_OUT)
    *way, last = Path(os.path.relpath(place, root)).parts or (".",)
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for step, how in (*((each, _WALK) for each in way), (last, flags)):
        try:
            there = os.open(step, how, dir_fd=here)
        finally:
            os.close(here)
        here = there
    return here


@contextmanager
def _opened(folder: Path, name: str, flags: int) -> Iterator[int]:
    """A descriptor of what `name` is inside `folder`; no part of the way may be a link by then."""
    try:
        descriptor = _open(folder, name, flags)
    except RefusedFileError:
        raise
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RefusedFileError(folder / name, "is a link that leads nowhere") from error
        raise type(error)(error.errno, error.strerror, str(folder / name)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read_file(folder: Path, name: str, most: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a regular file inside a folder; `name` may lead through folders of it.

    Raises OSError: FileNotFoundError where there is none, RefusedFileError where it is a folder, a
    device, a pipe, a link that leads out, or larger than `most` bytes.
    """
    with _opened(folder, name, _OPEN) as descriptor:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            what = "a folder" if stat.S_ISDIR(about.st_mode) else "a device, pipe or socket"
            raise RefusedFileError(folder / name, f"is {what}, not a file")
        with os.fdopen(os.dup(descriptor), "rb") as file:
            data = file.read(most + 1)  # it may have grown since
        if len(data) > most:
            raise RefusedFileError(folder / name, f"is larger than {most:,} bytes")
        return data


def file_names(folder: Path, name: str = "") -> list[str]:
    """The names in a folder inside a data folder, sorted. Raises OSError, as `read_file` does."""
    with _opened(folder, name, _WALK) as descriptor:
        found: list[str] = []
        with os.scandir(descriptor) as entries:
            for entry in entries:
                found.append(entry.name)
                if len(found) > MAX_FILES:
                    raise RefusedFileError(folder / name, f"holds more than {MAX_FILES:,} files")
        return sorted(found)

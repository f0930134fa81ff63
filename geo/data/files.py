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
_FOLDER, _REGULAR = (sum(getattr(os, f"O_{name}", 0) for name in names) for names in (
    ("RDONLY", "DIRECTORY", "CLOEXEC", "BINARY"),
    ("RDONLY", "NONBLOCK", "NOCTTY", "CLOEXEC", "BINARY")))
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BY_STEPS = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
"""Whether a path can be opened folder by folder, without following links; not on Windows."""


class RefusedFileError(OSError):
    """A file that is not read; `strerror` says why, as the end of a sentence."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.EPERM, why, str(path))
        self.why = why


def shown_name(name: str) -> str:
    """Returns a file's name as text; bytes that are not UTF-8 and unprintable signs escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def _place(folder: Path, name: str) -> tuple[str, str]:
    """Returns the real paths of a folder and of `name` inside it."""
    root = os.path.realpath(folder)
    place = os.path.realpath(os.path.join(root, name))  # noqa: PTH118 - names may hold any byte
    if os.path.commonpath((root, place)) != root:
        raise RefusedFileError(folder / name, _LEADS_OUT)
    return root, place


def _open(folder: Path, name: str, flags: int) -> int:
    root, place = _place(folder, name)
    if not _BY_STEPS:
        if not stat.S_ISREG(os.stat(place).st_mode):  # noqa: PTH116 - a name may hold any byte
            raise RefusedFileError(folder / name, "is a folder, device or pipe, not a file")
        return os.open(place, flags)
    *folders, file_name = Path(os.path.relpath(place, root)).parts or (".",)
    parent = os.open(root, _FOLDER)
    for step, step_flags in (
        *((subfolder, _FOLDER | _NO_LINK) for subfolder in folders),
        (file_name, flags | _NO_LINK),
    ):
        try:
            child = os.open(step, step_flags, dir_fd=parent)
        finally:
            os.close(parent)
        parent = child
    return parent


@contextmanager
def _opened(folder: Path, name: str, flags: int) -> Iterator[int]:
    """Yields a descriptor of `name` inside `folder`; no step of its real path may be a link."""
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
    """Returns the bytes of a regular file inside a folder; `name` may lead through folders.

    Raises OSError: FileNotFoundError where there is none, RefusedFileError where it is a folder, a
    device, a pipe, a link that leads out, or larger than `most` bytes.
    """
    with _opened(folder, name, _REGULAR) as descriptor:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            kind = "a folder" if stat.S_ISDIR(about.st_mode) else "a device, pipe or socket"
            raise RefusedFileError(folder / name, f"is {kind}, not a file")
        with os.fdopen(os.dup(descriptor), "rb") as file:
            data = file.read(most + 1)  # the file may have grown since
        if len(data) > most:
            raise RefusedFileError(folder / name, f"is larger than {most:,} bytes")
        return data


def file_names(folder: Path, name: str = "") -> list[str]:
    """Returns the sorted names in a folder of a data folder.

    Raises OSError, as `read_file` does.
    """
    if not _BY_STEPS:
        return _listed(folder / name, _place(folder, name)[1])
    with _opened(folder, name, _FOLDER) as descriptor:
        return _listed(folder / name, descriptor)


def _listed(path: Path, place: int | str) -> list[str]:
    names: list[str] = []
    with os.scandir(place) as entries:
        for entry in entries:
            names.append(entry.name)
            if len(names) > MAX_FILES:
                raise RefusedFileError(path, f"holds more than {MAX_FILES:,} files")
    return sorted(names)

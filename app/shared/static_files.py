"""The folder of files that the browser fetches, each named by its content.

Scripts stay. Of the data, which every choice of sources and year has a file of its own of, those
that pages have named last stay; another one is written again when a page names it.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import Lock

FOLDER = Path(tempfile.mkdtemp(prefix="corridor-atlas-"))
"""One folder per process, removed when it ends."""

MOST_DATA = 400
"""So many files of data stay: about 30 MB. A page fetches what it names within seconds."""

_named: OrderedDict[Path, None] = OrderedDict()
_lock = Lock()


def digest(data: bytes) -> str:
    """A short name for some bytes that changes when they do."""
    return hashlib.sha256(data).hexdigest()[:16]


def write(kind: str, data: bytes, suffix: str = "json", name: str = "") -> str:
    """Put a file there and return its name; it is never changed."""
    path = FOLDER / f"{kind}-{name or digest(data)}.{suffix}"
    if suffix == "json":
        _name(path)
    if not path.exists():
        # A part of its own for each writer: sessions that come at once must not take it away.
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=FOLDER)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
    return path.name


def _name(named: Path) -> None:
    """Note that a page names a file, and remove those that none has named for the longest time."""
    with _lock:
        _named[named] = None
        _named.move_to_end(named)
        while len(_named) > MOST_DATA:
            oldest, _ = _named.popitem(last=False)
            with suppress(OSError):  # where a file that is being read cannot be removed, it stays
                oldest.unlink()


def remove() -> None:
    """Remove the folder and all in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(remove)

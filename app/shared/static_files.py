"""The folder of static files that the browser fetches, each named by its content.

Scripts are kept. Each choice of sources and year has a data file of its own, so only those that
pages have named last are kept; a removed one is written again when a page names it.
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
"""The most data files that are kept: about 30 MB. A page fetches its files within seconds."""

_first: dict[str, str] = {}
_named: OrderedDict[Path, None] = OrderedDict()
_lock = Lock()


def digest(data: bytes) -> str:
    """Returns a short hash of some bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def write(kind: str, data: bytes, suffix: str = "json", name: str = "") -> str:
    """Write a file, unless it exists, and return its name; it is never changed."""
    path = FOLDER / f"{kind}-{name or digest(data)}.{suffix}"
    if suffix == "json":
        _name(path)
    if not path.exists():
        # Each writer has its own temporary file, so that sessions at the same time do not clash.
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=FOLDER)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
    return path.name


def note_first(kind: str, address: str) -> None:
    """Note that the map of a first page fetches this file; a later one of its kind replaces it."""
    _first[kind] = address


def first_files() -> tuple[str, ...]:
    """Returns the addresses of what the map of a first page fetches, as seen from the page."""
    return tuple(_first.values())


def _name(path: Path) -> None:
    """Note that a page names a file, and remove the files that were named longest ago."""
    with _lock:
        _named[path] = None
        _named.move_to_end(path)
        while len(_named) > MOST_DATA:
            oldest, _ = _named.popitem(last=False)
            with suppress(OSError):  # a file that is being read may not be removable; it stays
                oldest.unlink()


def remove() -> None:
    """Remove the folder and its files."""
    shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(remove)

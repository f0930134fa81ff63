"""The folder of files that the browser fetches, each named by its content."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="corridor-atlas-"))
"""One folder per process, removed when it ends."""


def digest(data: bytes) -> str:
    """A short name for some bytes that changes when they do."""
    return hashlib.sha256(data).hexdigest()[:16]


def write(kind: str, data: bytes, suffix: str = "json", name: str = "") -> str:
    """Put a file there and return its name; written once, never changed."""
    path = FOLDER / f"{kind}-{name or digest(data)}.{suffix}"
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


def remove() -> None:
    """Remove the folder and all in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(remove)

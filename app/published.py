"""The folder of files that the browser fetches, each named by its content."""

from __future__ import annotations

import atexit
import hashlib
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
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(data)
        part.replace(path)
    return path.name


def remove() -> None:
    """Remove the folder and all in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(remove)

"""The folder of JSON documents that the map's frame fetches, each named by its content."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="corridor-atlas-"))
"""One folder per process, removed when it ends."""


def write(kind: str, digest: str, data: bytes) -> str:
    """Put a document there and return its file name; written once, never changed."""
    path = FOLDER / f"{kind}-{digest}.json"
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(data)
        part.replace(path)
    return path.name


def remove() -> None:
    """Remove the folder and all in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(remove)

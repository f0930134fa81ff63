"""Writes a file completely, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from geo.data.errors import AtlasError


def save(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, then rename it; an earlier file is never half lost.

    A device or a pipe is written directly. Raises AtlasError if the file cannot be written.
    """
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        kept_note = "; the file that was there is as it was" if target.is_file() else ""
        raise AtlasError(f"{path}: cannot be written: {error.strerror}{kept_note}") from error

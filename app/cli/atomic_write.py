"""Write a file whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from geo.data.errors import AtlasError


def save(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there; an earlier one is never half a file.

    A device or a pipe is written as it is. Raises AtlasError where it cannot be written.
    """
    place = path.resolve()
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(data)
            return
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        kept = "; the file that was there is as it was" if place.is_file() else ""
        raise AtlasError(f"{path}: cannot be written: {error.strerror}{kept}") from error

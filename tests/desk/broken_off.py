"""Work that is broken off at a chosen step: the disk refuses, or the process is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from geo.data.errors import AtlasError


def saving_but_not(nth: int) -> Callable[[Path, bytes], None]:
    """Return what saves files, but for the nth, for which there is no space."""
    files = count(1)

    def saving(path: Path, data: bytes) -> None:
        if next(files) == nth:
            raise AtlasError("no space left")
        path.write_bytes(data)
    return saving


def kill_at(module: ModuleType, name: str, nth: int) -> None:
    """Have this process killed where a function of a module is called for the nth time."""
    calls, really = count(1), getattr(module, name)

    def stopping(*arguments: Any) -> Any:  # noqa: ANN401 - those of the function
        if next(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return really(*arguments)

    setattr(module, name, stopping)

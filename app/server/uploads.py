"""What visitors upload is kept for a moment only: it is read at once, and then a session has it.

Streamlit itself keeps every upload of a visit until the visit is forgotten.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MAX_UPLOADED = 60_000_000
"""Bytes of uploads of all visits together: beyond it the oldest go."""
KEPT_SECONDS = 60.0
"""How long an upload is kept; the page reads it within a second or two."""

Later = Callable[[float, Callable[[], None]], object]


def bound_uploads() -> None:
    """Hold the uploads of this server to their bounds."""
    manager = Runtime.instance().uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        keep_few(manager, asyncio.get_running_loop().call_later)


def keep_few(manager: MemoryUploadedFileManager, later: Later) -> None:
    """Keep of each visit its last upload alone, and of all of them only so much, for so long.

    `later` calls a function after some seconds, as an event loop does.
    """
    add, kept = manager.add_file, dict[str, tuple[str, int]]()

    def drop(session_id: str) -> None:
        if session_id in kept:
            manager.remove_file(session_id, kept.pop(session_id)[0])

    def drop_if_last(session_id: str, file_id: str) -> None:
        if kept.get(session_id, ("", 0))[0] == file_id:
            drop(session_id)

    def keep(session_id: str, file: UploadedFileRec) -> None:
        drop(session_id)
        add(session_id, file)
        kept[session_id] = file.file_id, len(file.data)
        while len(kept) > 1 and sum(size for _, size in kept.values()) > MAX_UPLOADED:
            drop(next(iter(kept)))
        later(KEPT_SECONDS, partial(drop_if_last, session_id, file.file_id))  # not the file itself

    manager.add_file = keep  # type: ignore[method-assign]

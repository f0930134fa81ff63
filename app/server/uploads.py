"""Keeps uploads for a short time only: the page reads them at once into the session.

Streamlit itself keeps every upload of a visit until the visit ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MAX_UPLOADED = 60_000_000
"""The most bytes of the uploads of all visits; beyond it the oldest are dropped."""
KEPT_SECONDS = 60.0
"""The time for which an upload is kept; the page reads it within a second or two."""

Later = Callable[[float, Callable[[], None]], object]


def bound_uploads() -> None:
    """Apply the limits on uploads to this server."""
    manager = Runtime.instance().uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        keep_few(manager, asyncio.get_running_loop().call_later)


def keep_few(manager: MemoryUploadedFileManager, later: Later) -> None:
    """Keep only the last upload of each visit, within a total size and for a limited time.

    `later` calls a function after some seconds, as an event loop does.
    """
    add, last = manager.add_file, dict[str, tuple[str, int]]()

    def drop(session_id: str) -> None:
        if session_id in last:
            manager.remove_file(session_id, last.pop(session_id)[0])

    def drop_if_last(session_id: str, file_id: str) -> None:
        if last.get(session_id, ("", 0))[0] == file_id:
            drop(session_id)

    def keep(session_id: str, file: UploadedFileRec) -> None:
        drop(session_id)
        add(session_id, file)
        last[session_id] = file.file_id, len(file.data)
        while len(last) > 1 and sum(size for _, size in last.values()) > MAX_UPLOADED:
            drop(next(iter(last)))
        later(KEPT_SECONDS, partial(drop_if_last, session_id, file.file_id))  # not the file itself

    manager.add_file = keep  # type: ignore[method-assign]

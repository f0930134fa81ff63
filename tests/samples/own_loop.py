"""Coroutines in a thread and a loop of their own, where a test's thread may have a loop already."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")


def ran(work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """What some work gives in a loop of its own; a browser's loop may run in this thread."""
    async def within() -> _T:
        async with asyncio.timeout(60):
            return await work()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(within())).result()

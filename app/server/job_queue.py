"""A bounded queue of jobs, so that long jobs never delay short ones.

Jobs run in the order they arrive. A waiting job is told how many are before it; if too many are
unfinished a new one is refused, so that nobody waits for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from geo.data.errors import AtlasError

_Result = TypeVar("_Result")
Tell = Callable[[int], None]
"""Receives the number of jobs before one's own each time it changes, finally 0."""


class BusyError(AtlasError):
    """Too many jobs are unfinished to accept another; ask again after `seconds`."""

    def __init__(self, jobs: int, seconds: int) -> None:
        super().__init__(f"The atlas is making files for others: {jobs} orders are not done yet. "
                         f"Ask again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(slots=True, eq=False)
class _Job:
    """An unfinished job: it waits for its turn, or it runs."""

    tell: Tell
    turn: asyncio.Event = field(default_factory=asyncio.Event)


class JobQueue:
    """Runs jobs, `workers` at a time, and accepts no more than `most` unfinished ones.

    Must be used in one event loop only.
    """

    def __init__(self, workers: int, most: int, seconds: int) -> None:
        self._workers, self._most, self._seconds = workers, most, seconds
        self._jobs: list[_Job] = []

    def __len__(self) -> int:
        return len(self._jobs)

    def check(self) -> None:
        """Raise BusyError if no more jobs are accepted."""
        if len(self._jobs) >= self._most:
            raise BusyError(len(self._jobs), self._seconds)

    async def run(self, work: Callable[[], Awaitable[_Result]], tell: Tell = lambda _: None
                  ) -> _Result:
        """Runs `work` in its turn and returns its result. A cancelled job leaves the queue at once.

        Raises BusyError, and what `work` raises.
        """
        self.check()
        job = _Job(tell)
        self._jobs.append(job)
        if len(self._jobs) > self._workers:
            tell(len(self._jobs) - 1)
        else:
            job.turn.set()
        try:
            await job.turn.wait()
            tell(0)
            return await work()
        finally:
            self._jobs.remove(job)
            self._advance()

    def _advance(self) -> None:
        """Start the first jobs, and tell the others how many are before them."""
        for before, job in enumerate(self._jobs):
            if job.turn.is_set():
                continue
            if before < self._workers:
                job.turn.set()
            else:
                job.tell(before)

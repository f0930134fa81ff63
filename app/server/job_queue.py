"""A bounded queue of jobs, so that long work never holds up the short.

Jobs run in the order they come. One that waits is told how many are before it; when too many are
not done a new one is refused, so that nobody waits for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from geo.data.errors import AtlasError

_Result = TypeVar("_Result")
Tell = Callable[[int], None]
"""Told how many jobs are before one's own each time that changes, at last 0."""


class BusyError(AtlasError):
    """So many jobs are not done that no more are taken; `seconds` is how soon to ask again."""

    def __init__(self, jobs: int, seconds: int) -> None:
        super().__init__(f"The atlas is making files for others: {jobs} orders are not done yet. "
                         f"Ask again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(slots=True, eq=False)
class _Job:
    """A job that is not done: it waits for its turn, or it runs."""

    tell: Tell
    turn: asyncio.Event = field(default_factory=asyncio.Event)


class JobQueue:
    """Runs jobs, `workers` at a time; with `most` that are not done it takes no more.

    All of it is used in one event loop.
    """

    def __init__(self, workers: int, most: int, seconds: int) -> None:
        self._workers, self._most, self._seconds = workers, most, seconds
        self._jobs: list[_Job] = []

    def __len__(self) -> int:
        return len(self._jobs)

    def check(self) -> None:
        """Raise BusyError when no more jobs are taken."""
        if len(self._jobs) >= self._most:
            raise BusyError(len(self._jobs), self._seconds)

    async def run(self, work: Callable[[], Awaitable[_Result]], tell: Tell = lambda _: None
                  ) -> _Result:
        """What `work` gives. Whoever is cancelled leaves the queue, waiting or not.

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
        """Give the first jobs their turn, and tell the others where they are now."""
        for before, job in enumerate(self._jobs):
            if job.turn.is_set():
                continue
            if before < self._workers:
                job.turn.set()
            else:
                job.tell(before)

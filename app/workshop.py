"""Who makes files: a few hands of their own, so that long work never holds up the short.

Orders are taken in the order they come. One that waits is told how many are before it; when too
many wait, a new one is refused, so that nobody waits for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from geo.errors import AtlasError

_Made = TypeVar("_Made")
Tell = Callable[[int], None]
"""Told how many orders are before one's own each time that changes, at last 0."""


class BusyError(AtlasError):
    """So many orders wait that no more are taken; `seconds` is how soon to ask again."""

    def __init__(self, orders: int, seconds: int) -> None:
        super().__init__(f"The atlas is making files for others: {orders} orders are not done yet. "
                         f"Ask again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(slots=True, eq=False)
class _Order:
    """An order that is not done: it waits, or it is being made."""

    tell: Tell
    waits: bool = True


class Workshop:
    """Does the work of orders, `hands` at a time; with `most` that are not done it takes no more.

    All of it is used in one event loop; only the work itself is done in other threads.
    """

    def __init__(self, name: str, hands: int, most: int, seconds: int) -> None:
        self._hands, self._most, self._seconds = hands, most, seconds
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix=name)
        self._orders: list[_Order] = []

    def check(self) -> None:
        """Raise BusyError when no more orders are taken."""
        if len(self._orders) >= self._most:
            raise BusyError(len(self._orders), self._seconds)

    async def do(self, work: Callable[[], _Made], tell: Tell = lambda _: None) -> _Made:
        """What `work` gives. Whoever is cancelled while it waits takes the order back.

        Raises BusyError, and what `work` raises.
        """
        self.check()
        loop, order = asyncio.get_running_loop(), _Order(tell)

        def begin() -> _Made:
            loop.call_soon_threadsafe(self._begun, order)
            return work()

        future = self._pool.submit(begin)
        self._orders.append(order)
        if len(self._orders) > self._hands:
            tell(len(self._orders) - 1)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._done, order))
        return await asyncio.wrap_future(future)

    def _begun(self, order: _Order) -> None:
        order.waits = False
        order.tell(0)

    def _done(self, order: _Order) -> None:
        self._orders.remove(order)
        for before, other in enumerate(self._orders):
            if other.waits:
                other.tell(before)

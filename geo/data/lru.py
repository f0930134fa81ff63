"""Caches of recent results, shared by all threads; each result is computed once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

_Key = TypeVar("_Key", bound=Hashable)
_Result = TypeVar("_Result")
_Owner = TypeVar("_Owner")
_Rest = ParamSpec("_Rest")

_CACHES = "_recent"


class LruCache(Generic[_Key, _Result]):
    """A cache of the last `most` results; who asks for one that is being computed waits.

    Failures are not cached: whoever waited tries again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._results: OrderedDict[_Key, _Result] = OrderedDict()
        self._locks: dict[_Key, Lock] = {}

    def get(self, key: _Key, make: Callable[[], _Result]) -> _Result:
        """Returns the result under a key, or what `make` returns, which is cached from then on.

        `make` must not ask for the same key.
        """
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
            key_lock = self._locks.setdefault(key, Lock())
        with key_lock:
            with self._lock:
                if key in self._results:
                    return self._results[key]
            try:
                result = make()
                with self._lock:
                    self._results[key] = result
                    while len(self._results) > self._most:
                        self._results.popitem(last=False)
            finally:
                with self._lock:
                    if self._locks.get(key) is key_lock:
                        del self._locks[key]
        return result


def kept_on_first(
    most: int,
) -> Callable[
    [Callable[Concatenate[_Owner, _Rest], _Result]], Callable[Concatenate[_Owner, _Rest], _Result]
]:
    """Caches a function's last `most` results on its first argument, computing each once.

    So they live exactly as long as that object does: what belongs to a state of the data that is no
    longer served goes with it. The first argument has a `__dict__`; the others are positional and
    hashable. A result must not refer to the first argument, or only the collector frees both.
    """
    def decorate(function: Callable[Concatenate[_Owner, _Rest], _Result]
                 ) -> Callable[Concatenate[_Owner, _Rest], _Result]:
        @wraps(function)
        def cached(owner: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as the function has them
            caches = vars(owner).setdefault(_CACHES, {})
            recent: LruCache[tuple[Any, ...], Any] = caches.setdefault(function, LruCache(most))
            make = cast("Callable[..., Any]", function)
            return recent.get(arguments, lambda: make(owner, *arguments))

        return cast("Callable[Concatenate[_Owner, _Rest], _Result]", cached)

    return decorate


def forget(owner: object) -> None:
    """Removes all that is cached on an object."""
    vars(owner).pop(_CACHES, None)

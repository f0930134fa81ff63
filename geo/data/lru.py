"""Results that belong to an object: computed once, shared by all threads, freed with the object."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

_Key = TypeVar("_Key", bound=Hashable)
_Result = TypeVar("_Result")
_Rest = ParamSpec("_Rest")


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


class Results:
    """The last results of each function that has been called with an object.

    A copy or a pickle of it is empty: results are computed anew of what was copied.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._recent: dict[Callable[..., Any], LruCache[tuple[Any, ...], Any]] = {}

    def __reduce__(self) -> tuple[type[Results], tuple[()]]:
        return Results, ()

    def of(self, function: Callable[..., Any], most: int) -> LruCache[tuple[Any, ...], Any]:
        """Returns the cache of a function, which holds its last `most` results."""
        with self._lock:
            return self._recent.setdefault(function, LruCache(most))

    def clear(self) -> None:
        """Drop all results."""
        with self._lock:
            self._recent.clear()


@dataclass(frozen=True, eq=False)
class ResultsOwner:
    """An immutable object that owns the results computed of it; `replace` copies none of them."""

    results: Results = field(init=False, compare=False, repr=False, default_factory=Results)


_Owner = TypeVar("_Owner", bound=ResultsOwner)


def kept_on_first(
    most: int,
) -> Callable[
    [Callable[Concatenate[_Owner, _Rest], _Result]], Callable[Concatenate[_Owner, _Rest], _Result]
]:
    """Caches a function's last `most` results on its first argument, computing each once.

    So they live exactly as long as that object does: what belongs to a state of the data that is no
    longer served goes with it. The other arguments are positional and hashable. A result must not
    refer to the first argument, or only the collector frees both, and must not change: all
    sessions share it.
    """
    def decorate(function: Callable[Concatenate[_Owner, _Rest], _Result]
                 ) -> Callable[Concatenate[_Owner, _Rest], _Result]:
        @wraps(function)
        def cached(owner: ResultsOwner, *arguments: Any) -> Any:  # noqa: ANN401 - as it has them
            make = cast("Callable[..., Any]", function)
            return owner.results.of(function, most).get(
                arguments, lambda: make(owner, *arguments))

        return cast("Callable[Concatenate[_Owner, _Rest], _Result]", cached)

    return decorate

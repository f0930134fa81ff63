"""What was made lately, kept ready for all threads and made once, however many ask for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")
_Owner = TypeVar("_Owner")
_Rest = ParamSpec("_Rest")

_SHELF = "_recent"


class LruCache(Generic[_Key, _Made]):
    """The last `most` things that were asked for. Whoever asks for what is being made waits for it.

    What fails is not kept: whoever waited tries it again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[_Key, _Made] = OrderedDict()
        self._makers: dict[_Key, Lock] = {}

    def get(self, key: _Key, make: Callable[[], _Made]) -> _Made:
        """What is kept under a key, or what `make` gives, which is kept from then on.

        `make` must not ask for the same key.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            maker = self._makers.setdefault(key, Lock())
        with maker:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                made = make()
                with self._lock:
                    self._kept[key] = made
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            finally:
                with self._lock:
                    if self._makers.get(key) is maker:
                        del self._makers[key]
        return made


def kept_on_first(most: int) -> Callable[
        [Callable[Concatenate[_Owner, _Rest], _Made]], Callable[Concatenate[_Owner, _Rest], _Made]]:
    """Keep the last `most` answers of a function on its first argument, and make each only once.

    So they live exactly as long as that object does: what belongs to a state of the data that is
    no longer served goes with it. The first argument has a `__dict__`; the others are positional
    and hashable. An answer must not refer to the first argument, or only the collector frees both.
    """
    def keeping(function: Callable[Concatenate[_Owner, _Rest], _Made]
                ) -> Callable[Concatenate[_Owner, _Rest], _Made]:
        @wraps(function)
        def kept(owner: Any, *rest: Any) -> Any:  # noqa: ANN401 - as the function has them
            shelf = vars(owner).setdefault(_SHELF, {})
            recent: LruCache[tuple[Any, ...], Any] = shelf.setdefault(function, LruCache(most))
            make = cast("Callable[..., Any]", function)
            return recent.get(rest, lambda: make(owner, *rest))

        return cast("Callable[Concatenate[_Owner, _Rest], _Made]", kept)

    return keeping


def forget(owner: object) -> None:
    """Forget all that is kept on an object."""
    vars(owner).pop(_SHELF, None)

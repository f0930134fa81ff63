"""Source choices: what a value is by any choice of sources, worked out before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from geo.claims.headline import headline
from geo.data.records import Claim

Tree: TypeAlias = int | list[Any]
"""The position of a value, or a source with the trees where it is chosen and where it is not."""


def in_order_of_lead(claims: Iterable[Claim]) -> Iterator[str]:
    """Yields the sources of some claims: whose claim is shown first, then who leads without it."""
    left = list(claims)
    while first := headline(left):
        yield first.source_id
        left = [claim for claim in left if claim.source_id != first.source_id]


class _Values:
    """The values met so far, each with its position.

    No function here refers to itself, so that nothing of the catalogs that make the values outlives
    them until a collector comes by.
    """

    def __init__(self, value_by: Callable[[frozenset[str]], Any]) -> None:
        self._value_by = value_by
        self._positions: dict[str, int] = {}
        self.values: list[Any] = []

    def position(self, chosen: frozenset[str]) -> int:
        value = self._value_by(chosen)
        key = json.dumps(value, sort_keys=True)
        if key not in self._positions:
            self._positions[key] = len(self.values)
            self.values.append(value)
        return self._positions[key]

    def tree(self, sources: Sequence[str], chosen: frozenset[str], *, single: bool) -> Tree:
        if not sources:
            return self.position(chosen)
        source, *rest = sources
        without = self.tree(rest, chosen, single=single)
        having = chosen | {source}
        by_it = self.position(having) if single else self.tree(rest, having, single=single)
        return without if by_it == without else [source, by_it, without]


def by_choice(sources: Sequence[str], value_by: Callable[[frozenset[str]], Any], *,
              single: bool = False) -> dict[str, Any]:
    """Returns a value (JSON) by every choice of some sources.

    `values` are those it can have, `all` the position of the one by all sources, and `tree` leads
    from a choice to a position. With `single`, the tree is right for at most one chosen source.
    """
    found = _Values(value_by)
    return {"all": found.position(frozenset(sources)),
            "tree": found.tree(sources, frozenset(), single=single), "values": found.values}

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


def by_choice(sources: Sequence[str], value_by: Callable[[frozenset[str]], Any], *,
              single: bool = False) -> dict[str, Any]:
    """Returns a value (JSON) by every choice of some sources.

    `values` are those it can have, `all` the position of the one by all sources, and `tree` leads
    from a choice to a position. With `single`, the tree is right for at most one chosen source.
    """
    values: list[Any] = []
    positions: dict[str, int] = {}

    def position(chosen: frozenset[str]) -> int:
        value = value_by(chosen)
        key = json.dumps(value, sort_keys=True)
        if key not in positions:
            positions[key] = len(values)
            values.append(value)
        return positions[key]

    def tree(place: int, chosen: frozenset[str]) -> Tree:
        if place == len(sources):
            return position(chosen)
        source = sources[place]
        without = tree(place + 1, chosen)
        having = {*chosen, source}
        by_it = position(frozenset(having)) if single else tree(place + 1, frozenset(having))
        return without if by_it == without else [source, by_it, without]

    return {"all": position(frozenset(sources)), "tree": tree(0, frozenset()), "values": values}

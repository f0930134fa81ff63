"""The view as an address: everything a link must hold to show the same again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from geo.filters import Filter, read_items

DEPICTIONS: Mapping[str, str] = MappingProxyType({
    "un": "Recognised borders", "de-facto": "Lines of control"})
"""Whose view of disputed borders the map can draw; data/basemap/POLICY.md says what each means."""

_OPEN, _BORDERS = "open", "borders"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees: which routes, which route or place is open, whose borders."""

    wanted: Filter = field(default_factory=Filter)
    opened: str = ""
    depiction: str = "un"

    def items(self) -> list[tuple[str, str]]:
        """The name-value pairs of the address, in a fixed order; the default view has none."""
        pairs = self.wanted.items()
        if self.opened:
            pairs.append((_OPEN, self.opened))
        if self.depiction != "un":
            pairs.append((_BORDERS, self.depiction))
        return pairs


def read_view(items: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]],
              subjects: Collection[str]) -> tuple[View, tuple[str, ...]]:
    """A view from an address, and the parts that were ignored because they are bad or stale.

    `known` gives the words of each section of the filter, `subjects` the ids that can be open.
    """
    rest: list[tuple[str, str]] = []
    ignored: list[str] = []
    opened, depiction = "", "un"
    for name, word in items:
        if name == _OPEN and word in subjects:
            opened = word
        elif name == _BORDERS and word in DEPICTIONS:
            depiction = word
        elif name in (_OPEN, _BORDERS):
            ignored.append(f"{name}={word}")
        else:
            rest.append((name, word))
    wanted, more = read_items(rest, known)
    return View(wanted, opened, depiction), (*ignored, *more)

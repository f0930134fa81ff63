"""The filter: which routes to show, and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

EVIDENCE: Mapping[str, str] = MappingProxyType({
    "differ": "Claims differ",
    "overdue": "A promised date has passed",
    "old": "A claim is stale",
    "one-source": "Rests on one source",
    "no-claim": "No claim about it",
})
"""The words of the evidence facet, and what they mean."""

SECTIONS = ("corridors", "modes", "statuses", "roles", "bases", "countries", "regions", "sponsors",
            "sources", "evidence")
"""The facets of a filter, in the order they are shown."""


OPTIONS: Mapping[str, str] = MappingProxyType({
    "corridors": "corridor", "modes": "mode", "statuses": "status", "roles": "role",
    "bases": "basis", "countries": "country", "regions": "region", "sponsors": "sponsor",
    "sources": "source", "evidence": "evidence"})
"""The name of each facet in an address and on the command line."""

SEARCH_OPTION = "search"

MOST_TEXT = 200
"""The number of characters of a searched text that are read, here and in the offline pack."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of routes: any chosen word within a facet, all facets together.

    An empty facet asks nothing. `text` is searched in all names, whatever the script; of a long one
    the first `MOST_TEXT` characters. Naming `sources` also leaves only the claims of these sources.
    """

    corridors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    text: str = ""

    def __post_init__(self) -> None:
        """Cuts the text to its limit, wherever it comes from."""
        object.__setattr__(self, "text", self.text[:MOST_TEXT])

    def choosing(self, section: str, words: Iterable[str]) -> Filter:
        """Returns the same filter with other words chosen in one facet."""
        change: dict[str, Any] = {section: frozenset(words)}
        return replace(self, **change)

    def searching(self, text: str) -> Filter:
        """Returns the same filter with another text searched."""
        return replace(self, text=text)

    def items(self) -> list[tuple[str, str]]:
        """Returns the filter as the name-value pairs of an address, in a fixed order."""
        pairs = [(OPTIONS[section], word) for section in SECTIONS
                 for word in sorted(getattr(self, section))]
        return [*pairs, (SEARCH_OPTION, self.text)] if self.text else pairs


def read_items(items: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]
               ) -> tuple[Filter, tuple[str, ...]]:
    """Returns a filter from an address's pairs, and the ignored pairs as `name=value`.

    `known` gives for each facet the words that some route has; others are outdated or wrong.
    """
    sections = {option: section for section, option in OPTIONS.items()}
    result, ignored = Filter(), []
    for name, word in items:
        section = sections.get(name)
        if name == SEARCH_OPTION:
            result = replace(result, text=word)
        elif section and word in known[section]:
            result = result.choosing(section, {*getattr(result, section), word})
        else:
            ignored.append(f"{name}={word}")
    return result, tuple(ignored)

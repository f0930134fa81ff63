"""The filter: which routes to show, and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

EVIDENCE: Mapping[str, str] = MappingProxyType({
    "differ": "Claims differ",
    "overdue": "A promised date has passed",
    "old": "A claim has grown old",
    "one-source": "Rests on one source",
    "no-claim": "No claim about it",
})
"""The words of the evidence section, and what they mean."""

SECTIONS = ("corridors", "modes", "statuses", "bases", "countries", "sponsors", "sources",
            "evidence")
"""The sections of a filter, in the order they are shown."""


OPTIONS: Mapping[str, str] = MappingProxyType({
    "corridors": "corridor", "modes": "mode", "statuses": "status", "bases": "basis",
    "countries": "country", "sponsors": "sponsor", "sources": "source", "evidence": "evidence"})
"""What a section is called in an address and on the command line."""

SEARCH_OPTION = "search"

MOST_TEXT = 200
"""How many characters of a searched text are read, here and in the offline pack."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which routes to show. Within a section any chosen word will do; across sections all must.

    An empty section asks nothing. `text` is searched in all names, whatever the script; of a long
    one the first `MOST_TEXT` characters. Naming `sources` also leaves only what these sources say.
    """

    corridors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    text: str = ""

    def __post_init__(self) -> None:
        """Cut the text, wherever it comes from."""
        object.__setattr__(self, "text", self.text[:MOST_TEXT])

    def choosing(self, section: str, words: Iterable[str]) -> Filter:
        """The same filter with other words chosen in one section."""
        change: dict[str, Any] = {section: frozenset(words)}
        return replace(self, **change)

    def searching(self, text: str) -> Filter:
        """The same filter with another text searched."""
        return replace(self, text=text)

    def items(self) -> list[tuple[str, str]]:
        """The filter as the name-value pairs of an address, in a fixed order."""
        pairs = [(OPTIONS[section], word) for section in SECTIONS
                 for word in sorted(getattr(self, section))]
        return [*pairs, (SEARCH_OPTION, self.text)] if self.text else pairs


def read_items(items: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]
               ) -> tuple[Filter, tuple[str, ...]]:
    """A filter from the pairs of an address, and the pairs that were ignored, as `name=value`.

    `known` gives for each section the words that some route has; others are stale or wrong.
    """
    sections = {option: section for section, option in OPTIONS.items()}
    wanted, ignored = Filter(), []
    for name, word in items:
        section = sections.get(name)
        if name == SEARCH_OPTION:
            wanted = replace(wanted, text=word)
        elif section and word in known[section]:
            wanted = wanted.choosing(section, {*getattr(wanted, section), word})
        else:
            ignored.append(f"{name}={word}")
    return wanted, tuple(ignored)

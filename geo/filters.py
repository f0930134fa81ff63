"""The filter: which routes to show, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

NOT_STATED = "not-stated"
"""The option for routes on whose status (or other matter) the sources say nothing."""

EVIDENCE: Mapping[str, str] = MappingProxyType({
    "differ": "Sources differ",
    "overdue": "A promised date has passed",
    "old": "A claim has grown old",
    "one-source": "Rests on one source",
    "no-claim": "No claim about it",
})
"""The words of the evidence section, and what they mean."""

SECTIONS = ("corridors", "modes", "statuses", "countries", "sponsors", "sources", "evidence")
"""The sections of a filter, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which routes to show. Within a section any chosen word will do; across sections all must.

    An empty section asks nothing. `text` is searched in all names, whatever the script. Naming
    `sources` also leaves only what these sources say.
    """

    corridors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    text: str = ""

    def choosing(self, section: str, words: Iterable[str]) -> Filter:
        """The same filter with other words chosen in one section."""
        change: dict[str, Any] = {section: frozenset(words)}
        return replace(self, **change)

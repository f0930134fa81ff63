"""Editions: whether a text at hand is the one that was cited, and where cited words went.

The words of a claim are found again by themselves; where they stand several times, by their
neighbours: the occurrence that moved as far as the other claims of the text did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from rapidfuzz import fuzz

from geo.checks.sections import fold
from geo.data.records import Citing, Source
from geo.data.spans import span

State = Literal["the same", "moved", "changed"]

_ALIKE: Final = 80.0
"""The likeness, of 100, from which other words are taken for the changed form of those cited."""
_SEARCHED_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Edition:
    """A text at hand beside the one that was cited.

    `moved` gives for each citation whose words stand on other lines now the new lines; `lost` for
    each whose words are gone what is most like them, blank where nothing is.
    """

    source_id: str
    state: State
    moved: dict[Citing, str]
    lost: dict[Citing, str]

    @property
    def words(self) -> str:
        """The state in words, with how many of its citations are touched."""
        if self.state == "the same":
            return "the same"
        if self.state == "moved":
            return f"moved ({len(self.moved)} citations stand on other lines)"
        if not self.lost:
            return "changed, but not where it is cited"
        return f"changed ({len(self.lost)} citations are not found, {len(self.moved)} moved)"


def sha256(data: bytes) -> str:
    """Returns the SHA-256 of a text's bytes."""
    return hashlib.sha256(data).hexdigest()


def _stands(printed: str, lines: Sequence[str], first: int, last: int) -> bool:
    return fold(printed) in fold("\n".join(lines[first - 1:last]))


def places_of(printed: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Returns the narrowest spans of lines on which words stand, in order."""
    for wide in range(_SEARCHED_LINES):
        found = [(first, first + wide) for first in range(1, len(lines) - wide + 1)
                 if _stands(printed, lines, first, first + wide)]
        if found:
            return found
    return []


def _nearest_words(printed: str, lines: Sequence[str]) -> str:
    """Returns the words of a text most like some; blank where none are alike."""
    text = " ".join(" ".join(lines).split())
    best = fuzz.partial_ratio_alignment(printed, text)
    if best is None or best.score < _ALIKE:
        return ""
    return text[best.dest_start:best.dest_end]


def compare_edition(source: Source, data: bytes, lines: Sequence[str],
                    cited: Iterable[Citing]) -> Edition:
    """Compares a text at hand with the one its claims were read in."""
    if source.sha256 == sha256(data):
        return Edition(source.source_id, "the same", {}, {})
    rows = list(cited)
    found = {row: places_of(row.printed, lines) for row in rows
             if not (span(row.lines)[1] <= len(lines)
                     and _stands(row.printed, lines, *span(row.lines)))}
    shifts = [places[0][0] - span(row.lines)[0] for row, places in found.items()
              if len(places) == 1]
    shift = median(shifts) if shifts else 0
    moved: dict[Citing, str] = {}
    lost: dict[Citing, str] = {}
    for row, places in found.items():
        if places:
            expected = span(row.lines)[0] + shift
            first, last = min(places, key=lambda place: abs(place[0] - expected))
            moved[row] = f"{first}-{last}"
        else:
            lost[row] = _nearest_words(row.printed, lines)
    state: State = "changed" if lost or not moved else "moved"
    return Edition(source.source_id, state, moved, lost)

"""Editions: whether a text at hand is the one that was cited, and where cited words went.

The words of a claim are found again by themselves; where they stand several times, by their
neighbours: the occurrence that moved as far as the other claims of the text did.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median
from typing import Final, Literal

from rapidfuzz import fuzz

from geo.checks.sections import fold
from geo.claims.passage import letters_of
from geo.data.records import Citing, Source
from geo.data.spans import span

State = Literal["the same", "moved", "changed"]
Span = tuple[int, int]
"""The first and the last line of some words, counted from 1."""

_ALIKE: Final = 80.0
"""The likeness, of 100, from which other words are taken for the changed form of those cited."""
_SEARCHED_LINES: Final = 8


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


class SearchedText:
    """A text in which the places of many words are sought: its letters, and the line of each."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        letters = [letters_of(line) for line in lines]
        self._text = "".join(letters)
        self._starts = list(accumulate(map(len, letters), initial=0))

    def _line(self, place: int) -> int:
        return bisect_right(self._starts, place)

    def places(self, printed: str) -> list[Span]:
        """Returns the narrowest spans of lines on which words stand, in order."""
        wanted, found = letters_of(printed), set[Span]()
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._line(at), self._line(at + len(wanted) - 1)
            if last - first < _SEARCHED_LINES and _stands(printed, self._lines, first, last):
                found.add((first, last))
            at = self._text.find(wanted, at + 1)
        narrowest = min((last - first for first, last in found), default=0)
        return sorted(span for span in found if span[1] - span[0] == narrowest)


def places_of(printed: str, lines: Sequence[str]) -> list[Span]:
    """Returns the narrowest spans of lines on which words stand, in order."""
    return SearchedText(lines).places(printed)


def likeliest(moves: Iterable[tuple[int, Sequence[Span]]]) -> list[Span | None]:
    """Returns, for each citation, where its words went: as far as those of the others did.

    Each comes as the line on which it began and the places where its words stand now; None where
    they stand nowhere.
    """
    known = list(moves)
    shifts = [places[0][0] - first for first, places in known if len(places) == 1]
    shift = median(shifts) if shifts else 0
    return [min(places, key=lambda place: abs(place[0] - first - shift), default=None)
            for first, places in known]


def nearest_words(printed: str, lines: Sequence[str]) -> str:
    """Returns the words of a text most like some, none of them cut; blank where none are alike."""
    text = " ".join(" ".join(lines).split())
    best = fuzz.partial_ratio_alignment(printed, text)
    if best is None or best.score < _ALIKE:
        return ""
    begins = text.rfind(" ", 0, best.dest_start + 1) + 1
    ends = text.find(" ", best.dest_end - 1)
    return text[begins:ends if ends >= 0 else len(text)].strip(" .,;:")


def compare_edition(source: Source, data: bytes, lines: Sequence[str],
                    cited: Iterable[Citing]) -> Edition:
    """Compares a text at hand with the one its claims were read in."""
    if source.sha256 == sha256(data):
        return Edition(source.source_id, "the same", {}, {})
    text = SearchedText(lines)
    found = {row: text.places(row.printed) for row in cited
             if not (span(row.lines)[1] <= len(lines)
                     and _stands(row.printed, lines, *span(row.lines)))}
    moved: dict[Citing, str] = {}
    lost: dict[Citing, str] = {}
    places = likeliest((span(row.lines)[0], spans) for row, spans in found.items())
    for row, place in zip(found, places, strict=True):
        if place:
            moved[row] = f"{place[0]}-{place[1]}"
        else:
            lost[row] = nearest_words(row.printed, lines)
    state: State = "changed" if lost or not moved else "moved"
    return Edition(source.source_id, state, moved, lost)

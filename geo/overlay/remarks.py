"""Collects in one message what was left out, changed or guessed while a file was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from geo.overlay.limits import (
    LIMIT,
    MAX_COLUMNS,
    MAX_FEATURES,
    MAX_LATITUDE,
    MAX_TEXT,
    FeatureReading,
    OverlayError,
)

NO_PLACE: Final = "place"
MANY: Final = "many"
_MOST_REASONS: Final = 3

_END: Final = f"{MAX_LATITUDE:.0f}° of latitude, where the map ends"

_CHANGES: Final[Mapping[str, tuple[str, str]]] = {
    "meridian": ("crosses the 180th meridian and is cut there",
                 "cross the 180th meridian and are cut there"),
    "beyond": (f"reaches beyond {_END}; that part is left out",
               f"reach beyond {_END}; those parts are left out"),
    "part": ("has a part that cannot be drawn and is left out",
             "have parts that cannot be drawn and are left out"),
    "turn": ("has longitudes beyond 180°, taken round the globe",
             "have longitudes beyond 180°, taken round the globe"),
    "closed": ("has an outline that does not end where it begins; it is closed",
               "have outlines that do not end where they begin; they are closed"),
    "text": ("has coordinates written as text, read as numbers",
             "have coordinates written as text, read as numbers"),
    "comma": ("has decimal commas, read as decimal points",
              "have decimal commas, read as decimal points"),
    "letters": ("has latitude and longitude in each other's column, told by their letters",
                "have latitude and longitude in each other's column, told by their letters"),
    "cut": (f"has a text of more than {MAX_TEXT:,} characters, of which the rest is left out",
            f"have texts of more than {MAX_TEXT:,} characters, of which the rest is left out"),
    "broken": ("has characters that cannot be shown, replaced by “\N{REPLACEMENT CHARACTER}”",
               "have characters that cannot be shown, replaced by “\N{REPLACEMENT CHARACTER}”"),
}
"""The changes to features, in words for one and for many."""


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


class Remarks:
    """Collects the remarks on a file while it is read."""

    def __init__(self, unit: str = "feature") -> None:
        self.unit = unit
        self.total = 0
        self.faults = 0
        self.is_full = False
        self._left: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self._changes: Counter[str] = Counter()
        self._notes: dict[str, None] = {}

    def note(self, sentence: str) -> None:
        """Add a sentence about the file as a whole, once."""
        self._notes[sentence] = None

    def no_place(self) -> None:
        """Count a feature that has no place."""
        self._left[NO_PLACE] += 1

    def beyond_limit(self) -> None:
        """Count a feature beyond the limit; no more of them need be read."""
        self.is_full = True
        self._left[MANY] += 1

    def leave_out(self, error: OverlayError) -> None:
        """Count a feature that cannot be drawn, by the kind of its fault."""
        self.faults += 1
        self._left[error.kind] += 1
        self._first.setdefault(error.kind, str(error))

    def drawn(self, reading: FeatureReading) -> None:
        """Count the changes to a feature that is drawn."""
        self._changes.update(reading.changes)

    def columns(self, names: Iterable[str]) -> None:
        """Note the number of columns beyond the limit."""
        left = list(names)
        if left:
            self.note(f"{len(left):,} of {len(left) + MAX_COLUMNS:,} columns {_is(len(left))} left "
                      f"out: an overlay keeps the first {MAX_COLUMNS}.")

    def _reason(self, kind: str, count: int) -> str:
        few = f"{count:,} of {self.total:,}"
        if kind == NO_PLACE:
            return f"{few} {'has' if count == 1 else 'have'} no place and {_is(count)} left out."
        if kind == MANY:
            return (f"{few} {_is(count)} left out: an overlay has at most {MAX_FEATURES:,} "
                    f"{self.unit}s; to see the others, take them into a file of their own.")
        if kind == LIMIT:
            return f"{few} {_is(count)} left out as too large. {self._first[kind]}"
        return f"{few} {_is(count)} left out. {self._first[kind]}"

    def _reasons(self) -> list[str]:
        ranked = self._left.most_common()
        sentences = [self._reason(kind, count) for kind, count in ranked[:_MOST_REASONS]]
        if more := sum(count for _, count in ranked[_MOST_REASONS:]):
            sentences.append(f"{more:,} more {_is(more)} left out for other reasons.")
        return sentences

    def refusal(self) -> OverlayError:
        """Returns the error that says why nothing is drawn."""
        if self.total == 1 and self._first:
            (kind,) = self._first
            return OverlayError(" ".join((self._first[kind], *self._notes)), kind)
        return OverlayError(" ".join((
            f"No {self.unit} of the file can be drawn.", *self._reasons(), *self._notes)))

    def message(self) -> str:
        """Says what was left out, changed or guessed, in short sentences; blank if nothing was."""
        changed = [f"{count:,} of {self.total:,} {_CHANGES[kind][count > 1]}."
                   for kind, count in self._changes.items()]
        return " ".join((*self._reasons(), *changed, *self._notes))

"""What can be wrong with a data folder, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from geo.plural import plural


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, and where.

    `row` counts lines of the file as a text editor does (the header is 1); 0 means the file as
    a whole. `field` is a column name or blank.
    """

    file: str
    row: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place} {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class AtlasError(Exception):
    """An error whose text is meant for the person in front of the screen."""


class DataProblemsError(AtlasError):
    """The folder cannot be served; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{plural(len(self.problems), 'problem')} in the data")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest of `known`, or nothing.

    An id that has all the words of `word` and more (`air-2025`, `air-center-2025`) is nearer than
    one that merely shares letters.
    """
    candidates = sorted(known)
    parts = set(word.split("-"))
    fuller = [c for c in candidates if len(parts) > 1 and parts <= set(c.split("-"))]
    near = fuller[:1] or get_close_matches(word, candidates, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""

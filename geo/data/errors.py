"""Problems and errors of a data folder, worded so that a person can solve them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geo.data.plural import plural

MOST_OF_A_KIND = 100
"""Problems of one file and field that are named; the rest are counted."""
_QUOTED = 80
"""Characters of a cell that a message repeats."""


def quoted(text: object) -> str:
    """Returns a cell as a message repeats it: in quotes, escaped, cut where it is long."""
    plain = str(text)
    return repr(plain) if len(plain) <= _QUOTED else f"{plain[:_QUOTED]!r}…"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, and where.

    `row` counts lines of the file as a text editor does (the header is 1); 0 means the file as a
    whole. `field` is a column name or blank.
    """

    file: str
    row: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place} {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class AtlasError(Exception):
    """An error whose text is meant for the reader."""


class DataProblemsError(AtlasError):
    """A folder that cannot be served; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{plural(len(self.problems), 'problem')} in the data")


class Problems:
    """A list of problems that cannot grow without end.

    Of one kind (the same file, or folder of lines, and the same field) the first `MOST_OF_A_KIND`
    are listed and the others counted.
    """

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._counts = Counter[tuple[str, str]]()

    def append(self, problem: Problem) -> None:
        """Adds one more problem, or counts it."""
        if problem in self._problems:
            return
        kind = problem.file.partition("/")[0], problem.field
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_OF_A_KIND:
            self._problems[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Adds or counts each of many."""
        for problem in problems:
            self.append(problem)

    def listed(self) -> list[Problem]:
        """Returns the problems by file and row; last, how many more there are of which kind."""
        more = [Problem(file, 0, field, f"and {count - MOST_OF_A_KIND:,} more problems like these")
                for (file, field), count in sorted(self._counts.items()) if count > MOST_OF_A_KIND]
        return [*sorted(self._problems), *more]


def _allowed(length: int) -> int:
    """Returns how many letters may differ between a word of this length and a similar one."""
    return 1 if length < 8 else 2 if length < 16 else 3


@lru_cache(maxsize=16_384)
def _distance(a: str, b: str, limit: int) -> int:
    """Counts letters to add, drop, change or swap to make b of a; `limit` + 1 for more.

    This is the optimal string alignment distance, given up once every path costs more than `limit`.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    second_last: list[int] = []
    previous = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other_letter in enumerate(b, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other_letter:
                cost = min(cost, second_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        second_last, previous = previous, row
    return previous[-1]


def _nearest(word: str, known: frozenset[str]) -> str:
    plain = word.strip().lower().replace("_", "-").replace(" ", "-")
    parts = set(plain.split("-"))
    limit = _allowed(len(plain))
    candidates = [(away, name) for name in sorted(known)
                  if (away := _distance(plain, name.lower(), limit)) <= limit]
    if candidates:
        return min(candidates)[1]
    extended = [name for name in sorted(known) if len(parts) > 1 and parts <= set(name.split("-"))]
    return extended[0] if extended else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Returns the nearest of `known`, as `did_you_mean` says; blank if none is near."""
    return _nearest(word, frozenset(known)) if len(word) <= _QUOTED else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Returns `; did you mean 'x'?` for the nearest of `known`, or nothing if none is near.

    Near is a word that differs by one letter in seven or so, by its capitals, or by `_` for `-`;
    else an id that has all the words of `word` and more (`air-2025`, `air-center-2025`).
    """
    near = nearest(word, known)
    return f"; did you mean {near!r}?" if near else ""


class Suggestions:
    """`did_you_mean` for many words, up to a limit: a file full of wrong ids is one mistake."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._left = MOST_OF_A_KIND

    def __contains__(self, word: object) -> bool:
        return word in self._known

    def near(self, word: str) -> str:
        """Returns `; did you mean 'x'?` or nothing; nothing after `MOST_OF_A_KIND` words."""
        self._left -= 1
        return did_you_mean(word, self._known) if self._left >= 0 else ""

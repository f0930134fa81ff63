"""Candidates: what a document seems to say of a subject, for a person to decide on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from geo.data.folding import folded

Verdict = Literal["agrees", "contradicts", "repeats"]

MOST_WORDS = 15
"""The most printed words that a candidate carries."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where words stand: the first and last line, counted from 1, and columns from 0.

    `begins` is a column of the first line and `ends` one of the last. `page` is 0 where the
    document has no pages.
    """

    first_line: int
    last_line: int
    begins: int
    ends: int
    page: int = 0

    @property
    def lines(self) -> str:
        """The lines as a claim cites them: `42` or `42-44`."""
        return (str(self.first_line) if self.first_line == self.last_line
                else f"{self.first_line}-{self.last_line}")


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that the atlas holds already on the same subject and attribute.

    It agrees with the candidate or contradicts it; or the candidate repeats it, where it is of the
    same document or speaker.
    """

    reference: str
    words: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a document seems to say: a claim to be, with its words, its place and the reasons.

    `subject_id` is blank where none can be proposed; `others` are further subjects it may be said
    of, the likeliest first. `before` and `after` are the words around the printed ones. `why` says
    in words what each part rests on. The columns of a claim mean what they mean in claims.csv.
    """

    candidate_id: str
    document: str
    subject_id: str
    attribute: str
    value: str
    value_high: str
    unit: str
    qualifier: tuple[str, ...]
    scope: str
    scope_words: str
    period: str
    as_of: str
    printed: str
    anchor: Anchor
    section: str = ""
    before: str = ""
    after: str = ""
    others: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()


def candidate_id(attribute: str, printed: str, sentence: str, nth: int = 0) -> str:
    """Returns the id of a candidate: the same whenever the same words are read again.

    It is made of words, not of lines, so that it outlives a new edition of the document. `nth`
    counts candidates that share attribute, printed words and sentence.
    """
    words = "\n".join((attribute, folded(printed), folded(sentence), str(nth)))
    return hashlib.sha256(words.encode()).hexdigest()[:16]

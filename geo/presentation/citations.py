"""Citations: the one numbering of sources, used by everything that is shown.

The same lines of the same document have the same number, counted in the order in which they are
first cited. A text with citations is a sequence of `Cited` pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geo.claims.staleness import questioned_words
from geo.claims.wording import (
    citation_words,
    date_words,
    lines_words,
    located_words,
    scoped_words,
    source_words,
    who_words,
)
from geo.data.attributes import ATTRIBUTES
from geo.data.records import Claim, Relation, Source

Place = tuple[str, str, str]
"""A source's id, a section and lines."""

Numbered = tuple[tuple[Place, tuple[Claim, ...]], ...]
"""Places in the order of their numbers, each with its claims."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of text, and the numbers of the citations that bear it out.

    `among` says of each number which of its claims is meant, counted from 0; blank where that is
    not said, or what is cited is no claim.
    """

    text: str
    citations: tuple[int, ...] = ()
    among: tuple[int, ...] = ()


def plain(pieces: Iterable[Cited]) -> str:
    """Returns pieces as plain text with the numbers in brackets: `1,768 km [1]`."""
    return "".join(piece.text + "".join(f" [{number}]" for number in piece.citations)
                   for piece in pieces)


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim as a reader may question it: its full name, its value and its printed words.

    `questioned` says in a sentence since when a reader has; blank where none has.
    """

    claim: str
    said: str
    printed: str
    questioned: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered citation in words.

    `who`, `published` and `document`, its title, name the source in brief, `source` in full,
    `located` with its address; `place` is where in it, `lines` its lines, `view` whose view it
    gives. `dates` are the days for which the cited claims hold. `whole` cites all of it. `missing`
    says that a release has no such claim; then nothing else is said. `claims` are those cited
    from there.
    """

    number: int
    source_id: str = ""
    who: str = ""
    published: str = ""
    source: str = ""
    located: str = ""
    document: str = ""
    place: str = ""
    lines: str = ""
    whole: str = ""
    view: str = ""
    dates: tuple[str, ...] = ()
    missing: str = ""
    claims: tuple[CitedClaim, ...] = ()

    @property
    def mark(self) -> str:
        """Its number in brackets."""
        return f"[{self.number}]"

    @property
    def as_of(self) -> str:
        """`As of 2025-01.`; blank where no claim is cited."""
        return f"As of {' or '.join(self.dates)}." if self.dates else ""

    @property
    def holds(self) -> str:
        """The same inside a sentence: `as of 2025-01`."""
        return f"as of {' or '.join(self.dates)}" if self.dates else ""

    @property
    def note(self) -> str:
        """What stands under its source: `Lines 3-4. As of 2025-01.`, or what is missing."""
        place = f"{self.place[0].upper()}{self.place[1:]}." if self.place else ""
        return self.missing or " ".join(filter(None, (place, self.as_of)))

    @property
    def in_brief(self) -> str:
        """Who says it, when, and in which document."""
        return ", ".join(filter(None, (self.who, self.published, self.document)))


def citation(number: int, source: Source, section: str, lines: str, dates: Iterable[str] = ()
             ) -> Citation:
    """Returns the citation of lines of a source; `dates` as in the data."""
    place = ", ".join(filter(None, (f"“{section}”" if section else "", lines_words(lines))))
    return Citation(
        number, source.source_id, who_words(source), date_words(source.published),
        source_words(source), located_words(source), source.title, place, lines_words(lines),
        f"{citation_words(source, section, lines)}.",
        f"View of {source.perspective}.", tuple(date_words(day) for day in sorted(set(dates))))


class Citations:
    """Numbers citations while a text is made; `listed` are those numbered so far.

    It goes on after those already `numbered`. `documents_only` gives a number to each document as a
    whole, for tables whose rows have the lines. `name_of` gives the names of subjects.
    """

    def __init__(self, sources: Mapping[str, Source], numbered: Numbered = (), *,
                 documents_only: bool = False, name_of: Callable[[str], str] = str) -> None:
        self._sources, self._documents_only = sources, documents_only
        self._name_of = name_of
        self._numbers: dict[Place, int] = {}
        self._listed: dict[int, Citation] = {}
        self._claims: dict[int, dict[Claim, int]] = {}
        for number, (place, claims) in enumerate(numbered, 1):
            self._numbers[place] = number
            self._claims[number] = {claim: i for i, claim in enumerate(claims)}
            self._listed[number] = self._citation(number, place)

    def _citation(self, number: int, place: Place) -> Citation:
        source_id, section, lines = place
        return citation(number, self._sources[source_id], section, lines)

    @property
    def numbered(self) -> Numbered:
        """What is cited so far, in the order of its numbers: for another to go on from."""
        return tuple((place, tuple(self._claims.get(number, ())))
                     for place, number in self._numbers.items())

    def number(self, cited: Claim | Relation) -> int:
        """Returns the number of the lines on which a claim or relation is printed."""
        place = self._place(cited)
        if place not in self._numbers:
            self.reserve(len(self._listed) + 1, cited)
        number = self._numbers[place]
        self._keep(number, cited)
        return number

    def among(self, cited: Claim | Relation) -> int | None:
        """Returns which of the claims of its number a claim is; None for a relation."""
        return self._claims.get(self.number(cited), {}).get(cited) if isinstance(
            cited, Claim) else None

    def cited(self, words: str, claims: Iterable[Claim]) -> Cited:
        """Returns words with the numbers of claims; of those of one number the first is meant."""
        meant: dict[int, int] = {}
        for claim in claims:
            number = self.number(claim)
            meant.setdefault(number, self._claims.get(number, {}).get(claim, 0))
        numbers = tuple(sorted(meant))
        return Cited(words, numbers, tuple(meant[number] for number in numbers))

    def _place(self, cited: Claim | Relation) -> Place:
        if self._documents_only:
            return cited.source_id, "", ""
        return cited.source_id, cited.section, cited.lines

    def _keep(self, number: int, cited: Claim | Relation) -> None:
        if isinstance(cited, Claim) and not self._documents_only:
            claims = self._claims.setdefault(number, {})
            claims.setdefault(cited, len(claims))

    def numbers(self, cited: Iterable[Claim | Relation]) -> tuple[int, ...]:
        """Returns the numbers of several, each once, in order."""
        return tuple(sorted(set(map(self.number, cited))))

    def whole(self, number: int) -> str:
        """Returns the whole citation of a number."""
        return self._listed[number].whole

    def reserve(self, number: int, cited: Claim | Relation | None, missing: str = "") -> None:
        """Gives a number to a claim, or to the words that say that there is no such claim."""
        if cited is None:
            self._listed[number] = Citation(number, missing=missing)
            return
        place = self._place(cited)
        self._numbers.setdefault(place, number)
        self._listed[number] = self._citation(number, place)
        self._keep(number, cited)

    def _questionable(self, claim: Claim) -> CitedClaim:
        label, words = ATTRIBUTES[claim.attribute].label, questioned_words(claim)
        return CitedClaim(
            claim.full_name, f"{self._name_of(claim.subject_id)}, {label}: {scoped_words(claim)}",
            claim.printed, f"{words[0].upper()}{words[1:]}." if words else "")

    @property
    def listed(self) -> tuple[Citation, ...]:
        """The citations in the order of their numbers."""
        def whole(number: int, each: Citation) -> Citation:
            claims = self._claims.get(number, ())
            days = sorted({claim.as_of for claim in claims})
            return replace(each, dates=tuple(map(date_words, days)),
                           claims=tuple(map(self._questionable, claims)))

        return tuple(whole(number, each) for number, each in sorted(self._listed.items()))


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source, cited once or more: its words, whose view it gives, its citations by number.

    Where releases lack the claims, it has no words, and its citations say so.
    """

    words: str
    view: str
    citations: tuple[Citation, ...]


def cited_sources(citations: Iterable[Citation]) -> tuple[CitedSource, ...]:
    """Returns citations under their sources, in the order of their first numbers."""
    by_source: dict[str, list[Citation]] = {}
    for each in citations:
        by_source.setdefault(each.source_id, []).append(each)
    return tuple(
        CitedSource(f"{cited[0].located}." if source_id else "", cited[0].view, tuple(cited))
        for source_id, cited in by_source.items())


def listing(citations: Iterable[Citation], *, brief: bool = False) -> tuple[Cited, ...]:
    """Returns citations as numbered notes; all the words of a note are here.

    A source's first note is whole and says whose view the source gives. `brief` shortens the later
    ones to `As [1], lines 3-4.`
    """
    first: dict[str, int] = {}
    notes = []
    for each in citations:
        if each.missing:
            words = each.missing
        elif brief and each.source_id in first:
            words = f"As [{first[each.source_id]}]{', ' if each.place else ''}{each.place}."
        else:
            words = f"{each.whole} {each.view}"
        first.setdefault(each.source_id, each.number)
        notes.append(Cited(f"{words} {each.as_of}".rstrip(), (each.number,)))
    return tuple(notes)


def renumbered(node: Any, numbers: Mapping[int, int]) -> Any:  # noqa: ANN401 - any plain data
    """Returns a tree of plain data in which each citation has its new number."""
    if isinstance(node, Cited):
        return replace(node, citations=tuple(numbers[number] for number in node.citations))
    if isinstance(node, Citation):
        return replace(node, number=numbers[node.number])
    if isinstance(node, tuple):
        return tuple(renumbered(each, numbers) for each in node)
    if hasattr(node, "__dataclass_fields__"):
        changed = {name: new for name in node.__dataclass_fields__
                   if (new := renumbered(old := getattr(node, name), numbers)) is not old}
        return replace(node, **changed)
    return node


def cited_numbers(node: Any) -> frozenset[int]:  # noqa: ANN401 - any plain data
    """Returns the numbers of all citations in a tree of plain data."""
    if isinstance(node, Cited):
        return frozenset(node.citations)
    if isinstance(node, tuple):
        return frozenset().union(*map(cited_numbers, node))
    if hasattr(node, "__dataclass_fields__") and not isinstance(node, Citation):
        return frozenset().union(
            *(cited_numbers(getattr(node, name)) for name in node.__dataclass_fields__))
    return frozenset()

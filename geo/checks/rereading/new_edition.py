"""New editions: which of the words cited in an old text stand where in the new one.

A claim is taken over by itself only where its words stand in the same sentence as before. Where the
sentence reads otherwise the claim is asked again, with both sentences side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from rapidfuzz import fuzz, process

from geo.checks.editions import SearchedText, Span, likeliest, nearest_words
from geo.checks.sections import fold
from geo.claims.passage import passage_in, sentences_of
from geo.data.plural import plural
from geo.data.spans import span

_ALIKE: Final = 75.0
"""The likeness, of 100, from which another sentence is taken for the changed form of an old one."""


class Cited(Protocol):
    """Whatever prints a document's words and says on which lines they stand."""

    @property
    def printed(self) -> str:
        """The words."""

    @property
    def lines(self) -> str:
        """The lines: `42` or `42-44`."""


CitedT = TypeVar("CitedT", bound=Cited)


@dataclass(frozen=True, slots=True)
class Moved(Generic[CitedT]):
    """Words that stand in the same sentence, and the lines of the new text on which they do."""

    cited: CitedT
    lines: str


@dataclass(frozen=True, slots=True)
class Changed(Generic[CitedT]):
    """Words whose sentence reads otherwise now, or is gone: both sentences side by side.

    `lines` and `printed` are where the words stand now and how they may read; they and `new` are
    blank where nothing in the new text is like the old sentence.
    """

    cited: CitedT
    old: str
    new: str
    lines: str
    printed: str


@dataclass(frozen=True, slots=True)
class NewEdition(Generic[CitedT]):
    """A new text beside an old one: what is cited of the old one, in its order."""

    moved: tuple[Moved[CitedT], ...]
    changed: tuple[Changed[CitedT], ...]

    @property
    def words(self) -> str:
        """The result in one line."""
        elsewhere = sum(span(each.lines) != span(each.cited.lines) for each in self.moved)
        same = len(self.moved) - elsewhere
        return (f"{plural(same, 'citation')} on the same lines, {elsewhere:,} on other lines, "
                f"{len(self.changed):,} to be asked again")


class _Texts:
    """The two texts, and what was looked up in them."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.searched = SearchedText(new)
        self.sentences = sentences_of(new)

    def old_sentence(self, cited: Cited) -> str:
        return passage_in(self.old, *span(cited.lines), cited.printed, "").sentence

    def new_sentence(self, printed: str, place: Span) -> str:
        return passage_in(self.new, *place, printed, "").sentence

    def nearest(self, sentence: str) -> tuple[Span, str] | None:
        """Returns the sentence most like one that is gone, and its lines; None for none."""
        best = process.extractOne(sentence, [each[2] for each in self.sentences],
                                  scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None:
            return None
        first, last, words = self.sentences[best[2]]
        return (first, last), words


def _lines(place: Span) -> str:
    return f"{place[0]}-{place[1]}"


def _asked(cited: CitedT, sentence: str, place: Span | None, texts: _Texts) -> Changed[CitedT]:
    """Returns a citation to be asked again, with what the new text has in its place."""
    if place:
        return Changed(cited, sentence, texts.new_sentence(cited.printed, place), _lines(place),
                       cited.printed)
    if found := texts.nearest(sentence):
        (first, last), words = found
        printed = nearest_words(cited.printed, [words])
        inside = SearchedText(texts.new[first - 1:last]).places(printed) if printed else []
        if inside:
            first, last = first - 1 + inside[0][0], first - 1 + inside[0][1]
        return Changed(cited, sentence, words, _lines((first, last)), printed)
    return Changed(cited, sentence, "", "", "")


def _same_sentence(cited: Cited, sentence: str, texts: _Texts) -> Iterator[Span]:
    """Yields the places of the new text at which words stand in their old sentence."""
    folded = fold(sentence)
    for place in texts.searched.places(cited.printed):
        if fold(texts.new_sentence(cited.printed, place)) == folded:
            yield place


def moved(old: Sequence[str], new: Sequence[str], cited: Iterable[CitedT]) -> NewEdition[CitedT]:
    """Compares a new text with the old one in which some words were cited; both come as lines."""
    texts, rows = _Texts(old, new), list(cited)
    sentences = [texts.old_sentence(row) for row in rows]
    begins = [span(row.lines)[0] for row in rows]
    kept = likeliest(zip(begins, [[*_same_sentence(row, sentence, texts)] for row, sentence in
                                  zip(rows, sentences, strict=True)], strict=True))
    others = likeliest(zip(begins, [texts.searched.places(row.printed) for row in rows],
                           strict=True))
    taken: list[Moved[CitedT]] = []
    asked: list[Changed[CitedT]] = []
    for row, sentence, place, other in zip(rows, sentences, kept, others, strict=True):
        if place:
            taken.append(Moved(row, _lines(place)))
        else:
            asked.append(_asked(row, sentence, other, texts))
    return NewEdition(tuple(taken), tuple(asked))

"""Windows: the words around others, at most fifteen, that bear a candidate out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from geo.intake.candidate import MOST_WORDS
from geo.intake.sentences import Sentence

Span = tuple[int, int]
"""Where words begin and end in a sentence."""

_WORD: Final = re.compile(r"\S+")
_CLAUSE_ENDS: Final = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\bNo)\.|[;:!?])(?=[\s\u201d\u2019\")]|$)|,\s(?=(?:while|but|whereas|although|which|who|where|with|"
    r"according|said|he|she|they|it|thereby|thus|making|as well as)\b)|\s[\u2013\u2014]\s")
_EDGES: Final = " ,;:.!?\u2013\u2014\u201c\u201d\u2018\u2019\"'()[]"
_OPEN: Final = re.compile(
    r"(?:a|an|the|of|by|to|in|on|at|for|from|with|and|or|as|its|their|which|that|is|are|was|were|"
    r"be|has|have|will|would|into|between|through|via|than|this|these|his|her|also|not)",
    re.IGNORECASE)
"""Words after which a phrase goes on."""
_FEWEST_LEFT: Final = 8
_NOTE_MARK: Final = re.compile(r"(?<=[.,;\u201d\u2019\"])\d{1,3}$")


def clause_at(text: str, span: Span) -> Span:
    """Returns the clause in which words stand."""
    begins, ends = 0, len(text)
    for match in _CLAUSE_ENDS.finditer(text):
        if match.end() <= span[0]:
            begins = match.end()
        elif match.start() >= span[1]:
            ends = match.start()
            break
    return trimmed(text, (begins, ends))


def trimmed(text: str, span: Span) -> Span:
    """Returns words without the signs and the mark of a note around them; a bracket stays whole."""
    begins, ends = span
    if mark := _NOTE_MARK.search(text, begins, ends):
        ends = mark.start()
    while begins < ends and text[begins] in _EDGES and not (
            text[begins] == "(" and ")" in text[begins:ends]):
        begins += 1
    while begins < ends and text[ends - 1] in _EDGES and not (
            text[ends - 1] == ")" and "(" in text[begins:ends]):
        ends -= 1
    return begins, ends


def word_count(text: str, span: Span) -> int:
    """Returns how many words a span holds."""
    return len(text[span[0]:span[1]].split())


def window(text: str, key: Span, also: Iterable[Span] = (), most: int = MOST_WORDS) -> Span:
    """Returns words around the key ones, with as many of the others as fit in `most` words.

    What comes first in `also` is taken in first; what does not fit is left out.
    """
    begins, ends = _whole_words(text, key)
    for other in also:
        wider = _whole_words(text, (min(begins, other[0]), max(ends, other[1])))
        if word_count(text, wider) <= most:
            begins, ends = wider
    return shortened(text, (begins, ends), most)


def shortened(text: str, span: Span, most: int = MOST_WORDS) -> Span:
    """Returns the first words of a span, at most so many; cut, they end no phrase in its middle."""
    words = list(_WORD.finditer(text, *span))
    if len(words) > most:
        words = words[:most]
        while len(words) > _FEWEST_LEFT and _OPEN.fullmatch(words[-1][0]):
            words.pop()
    return trimmed(text, (words[0].start(), words[-1].end())) if words else span


def grown(text: str, key: Span, within: Span, most: int = MOST_WORDS) -> Span:
    """Returns the key words with those around them in a span: those before and after in turn."""
    words = [match.span() for match in _WORD.finditer(text, *within)]
    inside = [at for at, word in enumerate(words) if word[0] < key[1] and key[0] < word[1]]
    if not inside:
        return shortened(text, key, most)
    first, last = inside[0], inside[-1]
    while last - first + 1 < most and (first > 0 or last < len(words) - 1):
        if first > 0:
            first -= 1
        if last < len(words) - 1 and last - first + 1 < most:
            last += 1
    return trimmed(text, (words[first][0], words[last][1]))


def unbroken(sentence: Sentence, span: Span, key: Span) -> Span:
    """Returns the part of a span around the key words that no footnote parts from them.

    A sentence may go on behind one: what is printed must stand in one piece.
    """
    lines = [sentence.anchor(at, at + 1).first_line for at in range(*span)]
    cuts = [span[0] + at for at in range(1, len(lines)) if lines[at] > lines[at - 1] + 1]
    begins = max((cut for cut in cuts if cut <= key[0]), default=span[0])
    ends = min((cut for cut in cuts if cut > key[0]), default=span[1])
    return trimmed(sentence.text, (begins, ends)) if cuts else span


def _whole_words(text: str, span: Span) -> Span:
    """Returns a span widened to whole words, without the signs around them."""
    begins, ends = span
    while begins > 0 and not text[begins - 1].isspace() and text[begins - 1] not in _EDGES:
        begins -= 1
    while ends < len(text) and not text[ends].isspace() and text[ends] not in _EDGES:
        ends += 1
    return trimmed(text, (begins, ends))

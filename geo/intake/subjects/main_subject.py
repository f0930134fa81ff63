"""What a document is about: what its title and first paragraphs name, and the rest most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from geo.intake.sentences import Sentence
from geo.intake.subjects.mentions import Mention

_IN_TITLE: Final = 6
_IN_FIRST: Final = 2
_FIRST_PARAGRAPHS: Final = 2


def main_subject(sentences: Sequence[Sentence], mentions: Callable[[int], list[Mention]],
                 in_title: Sequence[Mention]) -> str:
    """Returns the subject that a document is about; blank where it names none.

    Each mention counts; those of the title count for more, and those of the first paragraphs.
    """
    counted: Counter[str] = Counter()
    for mention in in_title:
        counted[mention.subject_ids[0]] += _IN_TITLE
    first: set[int] = set()
    for at, sentence in enumerate(sentences):
        if sentence.kind not in ("text", "heading"):
            continue
        named = mentions(at)
        if sentence.kind == "text" and len(first) < _FIRST_PARAGRAPHS and named:
            first.add(sentence.paragraph)
        for mention in named:
            if mention.by in ("name", "ends", "region"):
                counted[mention.subject_ids[0]] += (
                    _IN_FIRST if sentence.paragraph in first else 1)
    return max(counted, key=lambda each: counted[each], default="")

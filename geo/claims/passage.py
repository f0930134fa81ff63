"""Passages: the printed words of a claim, and the text around them that says how they are meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

_AROUND_LINES = 8
"""The number of lines before and after those cited in which the sentence is sought."""
SENTENCE_ENDS = re.compile(
    r"(?<!\bNo)(?<!\b[A-Z])[.!?][\u201d\u2019\u00bb\")\]]*\d{0,3}\s+(?=[A-Z\u00c0-\u00de\u0130\u015e\u018f\u0410-\u042f"
    r"\u201c\u2018\u00ab\"(\[])|\n\s*\n")
"""Where a sentence ends: before the capital of the next, or at an empty line."""
LEFT_OUT = re.compile(r"[\s\u00ad\u2010\u2011-]")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a claim where they stand.

    `sentence` is the sentence, or the sentences, of which `printed` is part, and `begins` where in
    it the printed words begin. `around` is the text about it; `head` is the section or, of a public
    page, its title. Of a page no more than the printed words is known.
    """

    printed: str
    sentence: str
    begins: int
    around: str
    head: str

    @property
    def before(self) -> str:
        """The words of the sentence before the printed ones."""
        return self.sentence[:self.begins]

    @property
    def ends(self) -> int:
        """Where in the sentence the printed words end."""
        return min(len(self.sentence), self.begins + len(_one_line(self.printed)))


def letters_of(text: str) -> str:
    """Returns a text without its white space and hyphens, which a line end may change."""
    return LEFT_OUT.sub("", text)


def sentences_of(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """Returns the sentences of a text, each with its first and last line, counted from 1."""
    text = "\n".join(lines)
    cuts = [0, *(match.end() for match in SENTENCE_ENDS.finditer(text)), len(text)]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found = []
    for begin, end in pairwise(cuts):
        words = text[begin:end]
        if words.strip():
            first = begin + len(words) - len(words.lstrip())
            last = begin + len(words.rstrip()) - 1
            found.append((bisect_right(starts, first), bisect_right(starts, last),
                          _one_line(words.strip())))
    return found


def located(printed: str, text: str) -> tuple[int, int] | None:
    """Returns where in a text words begin and end, whatever its line ends and hyphens."""
    places = [place for place, letter in enumerate(text) if not LEFT_OUT.match(letter)]
    letters = "".join(text[place] for place in places)
    wanted = letters_of(printed)
    at = letters.find(wanted)
    if at < 0 or not wanted:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"-[ \t]*\n\s*", "-", text))


def passage_in(lines: Sequence[str], first: int, last: int, printed: str, head: str) -> Passage:
    """Returns the passage of a claim that cites lines of a document (counted from 1).

    Where the words do not stand on these lines, the passage holds nothing but them.
    """
    start = max(0, first - 1 - _AROUND_LINES)
    before = "\n".join((*lines[start:first - 1], ""))
    text = before + "\n".join(lines[first - 1:last + _AROUND_LINES])
    found = located(printed, text[len(before):])
    if found is None:
        return Passage(printed, printed, 0, printed, head)
    begins, ends = found[0] + len(before), found[1] + len(before)
    cuts = [match.end() for match in SENTENCE_ENDS.finditer(text)]
    sentence_begins = max((cut for cut in cuts if cut <= begins), default=0)
    sentence_ends = min((cut for cut in cuts if cut >= ends), default=len(text))
    return Passage(printed, _one_line(text[sentence_begins:sentence_ends]),
                   len(_one_line(text[sentence_begins:begins])), _one_line(text), head)


def passage_of_page(printed: str, title: str) -> Passage:
    """Returns the passage of a claim from a public page, whose text is not at hand."""
    return Passage(printed, printed, 0, printed, title)

"""Labels of lists: the line above, or the heading, that says what the items of a list are.

`Capacity:` above `Line A: 15 bcm/y` makes the figure a capacity, and `Line A` the part it is of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.intake.document import Document
from geo.intake.sentences import Sentence

_BULLET: Final = re.compile(
    r"\s*(?:[\u2022\u25aa\u25cf\u25e6\u2013*\u00b7o-]\s|\(?[a-z0-9]{1,2}[.)]\s)")
_LABEL: Final = re.compile(
    r"(?P<words>[^\W\d_][^:|]{1,58}?)\s?:{1,2}(?:\s?\[\d{1,3}\])*\s*$")
_OWN: Final = re.compile(r"(?P<words>[^\W_][^:|]{0,48}?)\s?:\s+")
_NAMES_AN_ATTRIBUTE: Final = re.compile(
    r"\b(?:capacity|throughput|volume|traffic|length|cost|price|investment|financing|funding|loan|"
    r"status|start|opening|completion|diameter|gauge|owner|operator|progress|share|period|term|"
    r"cargo|design)", re.IGNORECASE)
_MOST_WORDS: Final = 4
"""A heading of so many words may be the label of the list below it."""


@dataclass(frozen=True, slots=True)
class _Open:
    words: str
    indent: int
    is_item: bool


def names_an_attribute(words: str) -> bool:
    """Checks whether English words say what is counted, as `Annual capacity` does."""
    return bool(_NAMES_AN_ATTRIBUTE.search(words))


def own_label(text: str) -> str:
    """Returns the words before a colon with which an item of a list begins; blank without one."""
    bullet = _BULLET.match(text)
    match = _OWN.match(text, bullet.end() if bullet else 0)
    return match["words"] if match else ""


def labels_of(document: Document, sentences: Sequence[Sentence]) -> Mapping[int, str]:
    """Returns, by the place of a sentence, the label of the list that it is an item of."""
    found: dict[int, str] = {}
    label: _Open | None = None
    for at, sentence in enumerate(sentences):
        line = document.lines[sentence.line - 1]
        indent = len(line) - len(line.lstrip())
        bullet = _BULLET.match(line)
        if match := _LABEL.fullmatch(sentence.text[bullet.end() - indent if bullet else 0:]):
            label = _Open(match["words"], indent, bool(bullet))
            continue
        if bullet is None:
            label = None
            continue
        if label and label.is_item and indent < label.indent + (
                1 if names_an_attribute(own_label(line)) else 0):
            label = None
        if label:
            found[at] = label.words
        elif sentence.kind == "text" and len(sentence.section.split()) <= _MOST_WORDS and (
                names_an_attribute(sentence.section)):
            found[at] = sentence.section
    return found

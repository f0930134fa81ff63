"""Which routes have which words, as bit masks: a filter and its counts in a few operations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from geo.data.folding import folded
from geo.query.filter import SECTIONS, Filter


def mask_of(places: Iterable[int]) -> int:
    """A mask with these bits set. Bit i stands for the i-th route."""
    return reduce(or_, (1 << place for place in places), 0)


def places_of(mask: int) -> list[int]:
    """The bits set in a mask, ascending."""
    return [place for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]


def _inverted(words: Iterable[tuple[int, Iterable[str]]], size: int) -> dict[str, int]:
    """For each word the mask of the routes that have it, built in bytes: masks are wide."""
    found: dict[str, bytearray] = {}
    width = (size + 7) // 8
    for place, own in words:
        for word in own:
            found.setdefault(word, bytearray(width))[place >> 3] |= 1 << (place & 7)
    return {word: int.from_bytes(bits, "little") for word, bits in found.items()}


class Index:
    """What some routes have in each section, and the words they are found by.

    `words` gives, for each route in order, its words by section; `spellings` the words, folded as
    `geo.data.folding.folded` does, that it can be found by.
    """

    def __init__(self, words: Sequence[Mapping[str, Iterable[str]]],
                 spellings: Sequence[Iterable[str]]) -> None:
        size = len(words)
        self.everything = (1 << size) - 1
        self._masks = {section: _inverted(((i, own[section]) for i, own in enumerate(words)), size)
                       for section in SECTIONS}
        spelt = _inverted(enumerate(spellings), size)
        self._words = sorted(spelt)
        self._spelt = [spelt[word] for word in self._words]

    def known(self, section: str) -> Iterable[str]:
        """Every word of a section that some route has."""
        return self._masks[section].keys()

    def mask(self, section: str, word: str) -> int:
        """The routes that have a word in a section."""
        return self._masks[section].get(word, 0)

    def found(self, text: str) -> int:
        """The routes of which every word of `text` begins a word of one of their names."""
        mask = self.everything
        for part in folded(text).split():
            first = bisect_left(self._words, part)
            hit = 0
            for at in range(first, len(self._words)):
                if not self._words[at].startswith(part):
                    break
                hit |= self._spelt[at]
            mask &= hit
        return mask

    def matching(self, wanted: Filter, besides: str = "") -> int:
        """The routes that a filter asks for; the section `besides` is left out of it."""
        mask = self.found(wanted.text)
        for section in SECTIONS:
            chosen = getattr(wanted, section)
            if chosen and section != besides:
                mask &= reduce(or_, (self.mask(section, word) for word in chosen), 0)
        return mask

"""The index of routes by words, as bitmasks: a filter and its counts in a few operations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from geo.data.folding import folded
from geo.query.filter import SECTIONS, Filter


def mask_of(positions: Iterable[int]) -> int:
    """Returns a mask with these bits set. Bit i stands for the i-th route."""
    return reduce(or_, (1 << position for position in positions), 0)


def positions_of(mask: int) -> list[int]:
    """Returns the bits set in a mask, ascending."""
    return [position for position, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]


def _inverted(words: Iterable[tuple[int, Iterable[str]]], size: int) -> dict[str, int]:
    """Returns for each word the mask of its routes, built in bytes: masks are wide."""
    bytes_by_word: dict[str, bytearray] = {}
    width = (size + 7) // 8
    for position, route_words in words:
        for word in route_words:
            bytes_by_word.setdefault(word, bytearray(width))[position >> 3] |= 1 << (position & 7)
    return {word: int.from_bytes(bits, "little") for word, bits in bytes_by_word.items()}


class Index:
    """The words of some routes by facet, and the words they are found by.

    `words` gives, for each route in order, its words by facet; `spellings` the words, folded as
    `geo.data.folding.folded` does, that it can be found by.
    """

    def __init__(self, words: Sequence[Mapping[str, Iterable[str]]],
                 spellings: Sequence[Iterable[str]]) -> None:
        size = len(words)
        self.everything = (1 << size) - 1
        self._masks = {
            section: _inverted(
                ((i, route_words[section]) for i, route_words in enumerate(words)), size
            )
            for section in SECTIONS
        }
        spelling_masks = _inverted(enumerate(spellings), size)
        self._words = sorted(spelling_masks)
        self._spelt = [spelling_masks[word] for word in self._words]

    def known(self, section: str) -> Iterable[str]:
        """Returns every word of a facet that some route has."""
        return self._masks[section].keys()

    def mask(self, section: str, word: str) -> int:
        """Returns the mask of the routes that have a word in a facet."""
        return self._masks[section].get(word, 0)

    def found(self, text: str) -> int:
        """Returns the routes of which every word of `text` begins a word of one of their names."""
        mask = self.everything
        for part in folded(text).split():
            start = bisect_left(self._words, part)
            part_mask = 0
            for position in range(start, len(self._words)):
                if not self._words[position].startswith(part):
                    break
                part_mask |= self._spelt[position]
            mask &= part_mask
        return mask

    def matching(self, wanted: Filter, besides: str = "") -> int:
        """Returns the routes that a filter asks for, with the facet `besides` left out of it."""
        mask = self.found(wanted.text)
        for section in SECTIONS:
            chosen_words = getattr(wanted, section)
            if chosen_words and section != besides:
                mask &= reduce(or_, (self.mask(section, word) for word in chosen_words), 0)
        return mask

"""Names in a text: the routes, corridors, places and regions it names, however it spells them.

All names and aliases of a catalog are kept in a table by their words, folded, and in a second
one by how the words sound (`geo.intake.subjects.heard`). A text is read once, word by word; of the
names that
begin at a word the longest is taken. Near-misses are sought of capitalised words of some length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.catalog.catalog import Catalog
from geo.intake.subjects.heard import heard
from geo.intake.subjects.known_names import (
    KnownName,
    all_lands,
    by_first_word,
    known_names,
    names_of,
)
from geo.intake.subjects.printed_words import PrintedWord, words_of

How = Literal["name", "alias", "folded", "transliterated", "near"]

_LEAST_HEARD: Final = 5
"""Shorter words must be spelled as a name is, but for accents."""
_LEAST_NEAR: Final = 7
_FAR_LETTERS: Final = 9
"""From so many letters on two may be wrong, before that one."""
_COUNTRY_STEM: Final = 5
_LOWERED_WORDS: Final = 3
"""A name of so many words is one without capitals too."""
_ENDINGS: Final = frozenset(
    ("da", "de", "ta", "te", "dan", "den", "tan", "ten", "nda", "nde", "ndan", "nden", "nin", "nun",
     "in", "un", "ya", "ye", "a", "e", "i", "u", "y", "ov", "om", "oi", "an"))
"""Endings of cases, folded, in Turkic languages and in Russian."""
_LONGEST_ENDING: Final = 4
_WITHOUT_ENDING: Final = 4
_JOINING: Final = ("e", "i", "ye")
_DASHES: Final = re.compile(r"[\u2010-\u2015\s-]+")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name that stands in a text from `begins` to `ends`, and what it may mean.

    `subject_ids` are routes and corridors first, then places and regions; `how` says how it is
    spelled: as the atlas writes the name, as an alias, but for accents and dashes, in another
    romanisation, or nearly so.
    """

    begins: int
    ends: int
    printed: str
    subject_ids: tuple[str, ...]
    how: How


def _plain(name: str) -> str:
    return _DASHES.sub("-", name).casefold()


class NameFinder:
    """Finds the names of a catalog in texts."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        subjects = (*catalog.subjects, *catalog.regions)
        self._own = frozenset(_plain(re.sub(r"\s*\([^)]*\)", "", name)) for subject in subjects
                              for name in names_of(catalog, subject)[:1])
        self._also = frozenset(_plain(name) for subject in subjects
                               for name in names_of(catalog, subject))
        names = known_names(catalog)
        self._exact = by_first_word(names)
        self._heard = by_first_word(names, heard)
        self._vocabulary = frozenset(word for name in names for word in name.words)
        self._near_words: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if len(word) >= _LEAST_NEAR and word.isalpha():
                self._near_words.setdefault(word[0], []).append(word)
        self._sounds = frozenset(map(heard, self._vocabulary))
        self._stems = frozenset(word[:_COUNTRY_STEM] for land in all_lands()
                                for word in land.split() if len(word) >= _COUNTRY_STEM)
        self._spelled: dict[tuple[str, str, bool], str] = {}
        self._nearest: dict[str, str] = {}

    def in_text(self, text: str) -> list[NameHit]:
        """Returns the names in a text, none within another, in their order."""
        words = list(words_of(text))
        small = {word.folded for word in words if not word.raised}
        guesses = [self._guess(word, small) for word in words]
        hits = []
        at = 0
        while at < len(words):
            hit, length = self._at(text, words, guesses, at)
            if hit:
                hits.append(hit)
            at += length
        return hits

    def _at(self, text: str, words: Sequence[PrintedWord], guesses: Sequence[str], at: int
            ) -> tuple[NameHit | None, int]:
        """Returns the longest name that begins at a word, and how many words to go on."""
        for spelled in dict.fromkeys((words[at].folded, words[at].base)):
            for name in self._exact.get(spelled, ()):
                if _stands(name, words, at) and (
                        hit := self._hit(text, words, at, name, "folded")):
                    longer = self._as_heard(text, words, guesses, at, len(name.words))
                    return longer or (hit, len(name.words))
        return self._as_heard(text, words, guesses, at, 0) or (None, 1)

    def _as_heard(self, text: str, words: Sequence[PrintedWord], guesses: Sequence[str], at: int,
                  least: int) -> tuple[NameHit, int] | None:
        """Returns a name of more than `least` words that the words at a place sound like."""
        if not guesses[at]:
            return None
        for name in self._heard.get(heard(guesses[at]), ()):
            size = len(name.words)
            here = words[at:at + size]
            if size <= least or len(here) < size or any(word.new_part for word in here[1:]):
                continue
            pairs = list(zip(guesses[at:at + size], name.words, here, strict=True))
            if any(not guess or heard(guess) != heard(own) for guess, own, _ in pairs):
                continue
            changed = [word for _, own, word in pairs
                       if own not in (word.folded, word.base) and word.base not in _JOINING]
            if not all(word.raised and len(word.base) >= _LEAST_HEARD + word.new_part - (size > 1)
                       for word in changed):
                continue
            guessed = any(guess not in (word.folded, word.base) for guess, _, word in pairs)
            if hit := self._hit(text, words, at, name, "near" if guessed else "transliterated"):
                return hit, size
        return None

    def _hit(self, text: str, words: Sequence[PrintedWord], at: int, name: KnownName, how: How
             ) -> NameHit | None:
        here = words[at:at + len(name.words)]
        last = here[-1]
        begins = here[0].begins
        ends = last.base_ends if last.folded != name.words[-1] and last.base else last.ends
        if (text.count("(", begins, ends) > text.count(")", begins, ends)
                and text[ends:ends + 1] == ")"):
            ends += 1
        printed = text[begins:ends]
        if (not any(word.raised for word in here) and len(here) < _LOWERED_WORDS) or (
                name.is_acronym and not printed.isupper()) or not any(map(str.isalpha, printed)):
            return None
        if how == "folded":
            plain = _plain(printed)
            how = "name" if plain in self._own else "alias" if plain in self._also else "folded"
        return NameHit(begins, ends, printed, name.subject_ids, how)

    def _guess(self, word: PrintedWord, small: set[str]) -> str:
        """Returns the word of a name that a printed word is or nearly is; blank if of none."""
        key = (word.folded, word.base, word.raised)
        if key not in self._spelled:
            self._spelled[key] = self._as_spelled(word)
        if found := self._spelled[key]:
            return found
        if not word.raised or word.new_part or (
                len(word.base) < _LEAST_NEAR or word.base in small):
            return ""
        if word.base not in self._nearest:
            self._nearest[word.base] = self._nearly(word.base)
        return self._nearest[word.base]

    def _as_spelled(self, word: PrintedWord) -> str:
        for spelled in (word.folded, word.base):
            if heard(spelled) in self._sounds:
                return spelled
        stems = (word.folded[:-size] for size in range(1, _LONGEST_ENDING + 1)
                 if word.raised and word.folded[-size:] in _ENDINGS)
        return next((stem for stem in stems
                     if len(stem) >= _WITHOUT_ENDING and stem in self._vocabulary), "")

    def _nearly(self, word: str) -> str:
        wrong = 2 if len(word) >= _FAR_LETTERS else 1
        found = None if word[:_COUNTRY_STEM] in self._stems else process.extractOne(
            word, self._near_words.get(word[0], ()), scorer=OSA.distance, score_cutoff=wrong)
        return found[0] if found else ""


def _stands(name: KnownName, words: Sequence[PrintedWord], at: int) -> bool:
    """Checks whether the words at a place are those of a name."""
    here = words[at:at + len(name.words)]
    if len(here) < len(name.words) or any(word.new_part for word in here[1:]):
        return False
    pairs = list(zip(here, name.words, strict=True))
    last, own = pairs[-1]
    return (last.folded in (own, f"{own}s") or own in (last.base, f"{last.folded}s")) and all(
        own in (word.folded, word.base) for word, own in pairs[:-1])

"""The names of a catalog's subjects, as texts may print them: with aliases and in short forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.data.countries import COUNTRY_CODES, country_spellings
from geo.data.folding import fold

_TYPES: Final = ("railway line", "railway", "railroad", "road", "highway", "oil pipeline",
                 "gas pipeline", "pipeline", "corridor", "sea crossing", "cable", "line", "route",
                 "transit", "link")
_KIND_WORD: Final = re.compile(
    r" (?:sea |marine |railway )?(?:port|terminal|station)$|^port of ")
_LEAST_LETTERS: Final = 3
_CARGO: Final = re.compile(r" (?:natural gas|gas|oil) pipeline$")
_BANDAR: Final = re.compile(r"^bandar ")
_SEAS: Final = ("caspian",)
"""What is left of the name of a port and names more than a port."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name by its folded words, and what it means: routes, corridors, places, then regions.

    `is_acronym` says that it is one only in capitals: TAP.
    """

    words: tuple[str, ...]
    subject_ids: tuple[str, ...]
    is_acronym: bool


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def _parts(name: str) -> tuple[str, ...]:
    """Returns a name, without its brackets, and the names in them: `BTC`, not `line to Mashhad`."""
    inner = (part for part in re.findall(r"\(([^)]*)\)", name)
             if part[:1].isupper() and not part.startswith("Route "))
    bare = _without_brackets(name)
    heads = (bare.partition(mark)[0] for mark in (", ", " for "))
    return (name, bare, *(head for head in heads if " " in head and head != bare), *inner)


def stem_of(name: str) -> str:
    """Returns a name folded, without brackets and the word for what it is; blank if it has none."""
    plain = fold(_without_brackets(name))
    return next((plain.removesuffix(f" {kind}") for kind in _TYPES
                 if plain.endswith(f" {kind}")), "")


def all_lands() -> frozenset[str]:
    """Returns the spellings of all countries, folded."""
    return frozenset(fold(word) for code in COUNTRY_CODES for word in country_spellings(code))


def names_of(catalog: Catalog, subject: str) -> tuple[str, ...]:
    """Returns the name of a subject and its aliases, as the atlas writes them."""
    return (catalog.name_of(subject), *(each.alias for each in catalog.aliases_of(subject)))


class _Names:
    """All names of a catalog, with their subjects; see `known_names`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._routes = {entry.route_id for entry in catalog.entries if not entry.is_overlay}
        self._lands = all_lands()
        self._places = {fold(_without_brackets(name))
                        for place in (*catalog.places, *catalog.regions)
                        for name in names_of(catalog, place)}
        self._known = {word for name in self._places | self._lands for word in name.split()}

    def _of_line(self, subject: str) -> Iterator[tuple[str, bool]]:
        """Yields the names of a route or corridor, and whether each is a short form."""
        for part in (part for name in names_of(self._catalog, subject) for part in _parts(name)):
            plain = fold(part)
            if plain not in self._places and plain not in self._lands:
                yield part, False
            if (shorter := _CARGO.sub(" pipeline", plain)) != plain:
                yield shorter, True
            stem = stem_of(part)
            words = stem.split()
            if len(words) > 1 and stem not in self._places and self._known.issuperset(words):
                yield stem, True

    def _of_place(self, subject: str) -> Iterator[tuple[str, bool]]:
        is_place = subject in self._catalog.places
        for name in names_of(self._catalog, subject):
            for part in _parts(name):
                plain = fold(part)
                if part == name or plain not in self._lands:
                    yield part, False
                if _BANDAR.match(plain):
                    yield _BANDAR.sub("bandar e ", plain), False
                bare = _KIND_WORD.sub("", plain)
                if is_place and bare not in (plain, *_SEAS):
                    yield bare, True

    def _all(self) -> Iterator[tuple[str, str, bool]]:
        for subject in (*self._routes, *self._catalog.corridors):
            yield from ((subject, *named) for named in self._of_line(subject))
        for subject in (*self._catalog.places, *self._catalog.regions):
            yield from ((subject, *named) for named in self._of_place(subject))

    def _rank(self, subject: str) -> int:
        groups = (self._routes, self._catalog.corridors, self._catalog.places)
        return next((at for at, group in enumerate(groups) if subject in group), len(groups))

    def known(self) -> Iterator[KnownName]:
        bearers: dict[tuple[str, ...], dict[str, tuple[bool, bool]]] = {}
        for subject, name, is_short in self._all():
            words = tuple(fold(name).split())
            if len("".join(words)) >= _LEAST_LETTERS:
                acronym = len(words) == 1 and name.isupper() and name.isascii()
                bearing = bearers.setdefault(words, {})
                before = bearing.get(subject, (True, True))
                bearing[subject] = (acronym and before[0], is_short and before[1])
        for words, bearing in bearers.items():
            ordered = sorted(bearing, key=lambda each: (
                self._rank(each), bearing[each][1], each))
            yield KnownName(words, tuple(ordered), all(each for each, _ in bearing.values()))


def known_names(catalog: Catalog) -> tuple[KnownName, ...]:
    """Returns every name by which a catalog's routes, corridors, places and regions are known.

    Short forms are a pipeline without its cargo, a port without the word port, and a route without
    the word for what it is (Baku-Supsa), where what is left names places and countries only.
    """
    return tuple(_Names(catalog).known())


def by_first_word(names: Iterable[KnownName], sound: Callable[[str], str] = str
                  ) -> Mapping[str, tuple[KnownName, ...]]:
    """Returns names by their first word, or how it sounds; of each the longest first."""
    table: dict[str, list[KnownName]] = {}
    for name in names:
        table.setdefault(sound(name.words[0]), []).append(name)
    return MappingProxyType({first: tuple(sorted(
        named, key=lambda name: (-len(name.words), name.words))) for first, named in table.items()})

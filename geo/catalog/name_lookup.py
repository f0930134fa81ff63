"""Names as people write them: the place, country, corridor or route that a text means.

Case, accents, spaces and dashes do not count, nor does what a name has in brackets. Where a name
means several subjects, the likelier one is taken: one whose own name it is before one that is also
called so, and of an end of an itinerary always a place or a country.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.catalog.catalog import Catalog
from geo.claims.wording import STATUS_WORDS
from geo.data.countries import COUNTRY_CODES, country_name, country_spellings
from geo.data.errors import AtlasError, nearest
from geo.data.folding import fold, folded, squeezed
from geo.data.lru import kept_on_first
from geo.data.schema import FIRMNESS
from geo.query.scenario import NamesAsWritten
from geo.query.view import Known

_OWN, _BARE, _ALSO, _SHORT = range(4)
"""How a subject bears a name: as its id or its own, as its own without what is in brackets, as
another one, or without the word for its kind."""
_COUNTRY, _CORRIDOR, _ROUTE, _PLACE = range(4)
_KIND_WORD: Final = re.compile(r" (?:sea |marine |railway )?(?:port|terminal|station)$|^port of ")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_FEWEST_LETTERS: Final = 3
"""So many letters must be given before a name that begins with them is suggested."""

_LIKELY_KINDS: Final = ("capital", "city", "port", "terminal", "border-crossing", "town", "station")

_Rank = tuple[int, ...]
_Borne = tuple[str, _Rank, str]
"""A name squeezed, how likely it means a subject, and the subject's id or country code."""


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The likeliest ids that each name means, squeezed: as an end, and as any subject.

    `clear` are those of them that mean one thing only.
    """

    ends: Mapping[str, tuple[str, ...]]
    subjects: Mapping[str, tuple[str, ...]]
    clear: NamesAsWritten


def _without_kind(name: str) -> str:
    """Returns a name without the word for its kind: `Aktau port` → `aktau`."""
    return _KIND_WORD.sub("", fold(name))


def _borne_by(catalog: Catalog, subject: str, kind: int, likely: int = 0) -> Iterator[_Borne]:
    name = catalog.name_of(subject)
    bare = _BRACKETS.sub("", name)
    yield squeezed(subject), (_OWN, kind, likely), subject
    yield squeezed(name), (_OWN, kind, likely), subject
    yield squeezed(bare), (_BARE, kind, likely), subject
    for alias in catalog.aliases_of(subject):
        yield squeezed(alias.alias), (_ALSO, kind, likely), subject
    if kind == _PLACE:
        yield squeezed(_without_kind(bare)), (_SHORT, kind, likely), subject


def _names(catalog: Catalog) -> Iterator[_Borne]:
    for code in COUNTRY_CODES:
        for spelling in country_spellings(code):
            yield squeezed(spelling), (_OWN, _COUNTRY, 0), code
    for corridor_id in catalog.corridors:
        yield from _borne_by(catalog, corridor_id, _CORRIDOR)
    for entry in catalog.entries:
        if not entry.is_overlay:
            yield from _borne_by(catalog, entry.route_id, _ROUTE)
    for place_id, place in catalog.places.items():
        likely = (_LIKELY_KINDS.index(place.kind) if place.kind in _LIKELY_KINDS
                  else len(_LIKELY_KINDS))
        yield from _borne_by(catalog, place_id, _PLACE, likely)


def _likeliest(names: Iterable[_Borne]) -> Mapping[str, tuple[str, ...]]:
    ranks: dict[str, dict[str, _Rank]] = {}
    for name, rank, subject in names:
        if name:
            known = ranks.setdefault(name, {})
            known[subject] = min(rank, known.get(subject, rank))
    return MappingProxyType({name: tuple(sorted(
        subject for subject, rank in known.items() if rank == min(known.values())))
        for name, known in ranks.items()})


@kept_on_first(1)
def name_lookup(catalog: Catalog) -> NameLookup:
    """Returns what every name of a catalog means; computed once for each catalog."""
    names = list(_names(catalog))
    # A place is the likelier end: Singapore the port before the country.
    ends = ((name, (rank[0], -rank[1], *rank[2:]), subject) for name, rank, subject in names
            if rank[1] in (_COUNTRY, _PLACE))
    statuses = ((squeezed(spelling), (_OWN, _COUNTRY, 0), status) for status in FIRMNESS
                for spelling in (status, STATUS_WORDS[status]))
    both = _likeliest(ends), _likeliest([*names, *statuses])
    return NameLookup(*both, NamesAsWritten(*(
        MappingProxyType({name: ids[0] for name, ids in meant.items() if len(ids) == 1})
        for meant in both)))


def known_by(catalog: Catalog, releases: Collection[str]) -> Known:
    """Returns the names that an address may use with a catalog and some releases."""
    return Known(catalog.known_words, catalog.subjects, releases, name_lookup(catalog).clear)


def _found(catalog: Catalog, asked: str, names: Mapping[str, tuple[str, ...]], what: str) -> str:
    ids = names.get(squeezed(asked), ()) or names.get(
        squeezed(_KIND_WORD.sub("", folded(asked))), ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        listed = ", ".join(f"{catalog.name_of(subject)} ({subject})" for subject in ids)
        raise AtlasError(f"{asked!r}: names {listed}; give one of these ids")
    near = _near(squeezed(asked), names)
    if not near:
        raise AtlasError(f"{asked!r}: no such {what}")
    meant = catalog.name_of(near) if near in catalog.subjects else country_name(near)
    raise AtlasError(f"{asked!r}: no such {what}; did you mean {meant!r}?")


def _near(name: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Returns what the nearest name means, else the shortest that begins so; blank if none is."""
    begun = [other for other in names if other.startswith(name) and len(name) >= _FEWEST_LETTERS]
    near = nearest(name, names) or min(begun, key=lambda other: (len(other), other), default="")
    return names[near][0] if near else ""


def end_called(catalog: Catalog, asked: str) -> str:
    """Returns the id of a place or the code of a country that a reader names as an end.

    Raises AtlasError, with a suggestion where one is near, if the name means none or several.
    """
    if asked in catalog.places:
        return asked
    if len(code := asked.strip().upper()) == 2 and code in COUNTRY_CODES:
        return code
    lookup = name_lookup(catalog)
    others = lookup.subjects.get(squeezed(asked), ())
    if others and squeezed(asked) not in lookup.ends and others[0] in catalog.subjects:
        kind = "corridor" if others[0] in catalog.corridors else "route"
        raise AtlasError(f"{asked!r} is a {kind}; an itinerary begins and ends at a place or in a "
                         "country")
    return _found(catalog, asked, lookup.ends, "place or country")


def region_called(catalog: Catalog, asked: str) -> str:
    """Returns the id of the region that a reader names; the words as they are if it is none.

    Of several so called the one is meant whose own name it is.
    """
    name = squeezed(asked)
    own = [region for region in catalog.regions
           if name in (squeezed(region), squeezed(catalog.name_of(region)))]
    also = [alias.id for alias in catalog.aliases
            if alias.id in catalog.regions and squeezed(alias.alias) == name]
    found = own or also
    return found[0] if len(found) == 1 else asked


def subject_called(catalog: Catalog, asked: str) -> str:
    """Returns the id, country code or status that a reader names to open or to close.

    Raises AtlasError, with a suggestion where one is near, if the name means none or several.
    """
    if asked in catalog.subjects or asked in FIRMNESS:
        return asked
    if len(code := asked.strip().upper()) == 2 and code in COUNTRY_CODES:
        return code
    return _found(catalog, asked, name_lookup(catalog).subjects,
                  "route, corridor, place, country or status")

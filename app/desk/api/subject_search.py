"""Finds subjects by a few letters of any of their names, as a curator types them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process

from app.desk.api.draft_json import NEW_PLACE, subject_words
from geo.catalog.catalog import Catalog
from geo.data.attributes import ATTRIBUTES
from geo.data.folding import folded
from geo.data.lru import kept_on_first

MOST_FOUND: Final = 12
_NEAR: Final = 72
"""How alike a name must be, of 100, to be found though it is spelt otherwise."""

_MISSPELT: Final = 4
"""The rank of a name that is spelt otherwise, behind all others."""

_Name = tuple[str, str, str]
"""A name folded, the name as it is written, and the subject's id."""


@kept_on_first(1)
def _names(catalog: Catalog) -> tuple[_Name, ...]:
    subjects = (*(entry.route_id for entry in catalog.entries if not entry.is_overlay),
                *catalog.corridors, *catalog.places)
    return tuple((folded(name), name, subject) for subject in subjects for name in (
        catalog.name_of(subject), subject.replace("-", " "),
        *(alias.alias for alias in catalog.aliases_of(subject))))


def _rank(name: str, words: Sequence[str], asked: str) -> int | None:
    """How well a name fits; the smaller the better, None where it does not."""
    if name == asked:
        return 0
    if name.startswith(asked):
        return 1
    parts = name.split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 2
    return 3 if asked in name else None


def _ranked(names: Sequence[_Name], asked: str) -> dict[str, tuple[int, int, str]]:
    best: dict[str, tuple[int, int, str]] = {}
    words = asked.split()
    for order, (name, written, subject) in enumerate(names):
        rank = _rank(name, words, asked)
        if rank is not None and (subject not in best or best[subject] > (rank, order, written)):
            best[subject] = rank, order, written
    if len(best) < MOST_FOUND // 2:
        near = process.extract(asked, [name for name, _, _ in names], scorer=fuzz.token_sort_ratio,
                               score_cutoff=_NEAR, limit=MOST_FOUND)
        for _, likeness, order in near:
            best.setdefault(names[order][2], (_MISSPELT, round(100 - likeness), names[order][1]))
    return best


def _places_that_fit(catalog: Catalog, attribute: str, new: Mapping[str, dict[str, Any]]
                     ) -> Callable[[str], bool]:
    """Returns a check whether a subject can have an attribute, as far as its kind tells."""
    registered = ATTRIBUTES.get(attribute)

    def fits(subject: str) -> bool:
        if registered is None:
            return True
        if subject in new:
            return new[subject]["hint"] != NEW_PLACE or registered.kind == "text"
        place = catalog.places.get(subject)
        return place is None or registered.fits_place(place.kind)
    return fits


def subjects_found(catalog: Catalog, asked: str, added: Iterable[dict[str, Any]] = (),
                   attribute: str = "") -> list[dict[str, Any]]:
    """Returns the subjects whose names fit what was typed, the likeliest first.

    `added` are those of a draft: its routes come first of all. Places that cannot have the
    attribute come last. Each has its name, what it is, and `also`: the other name by which it was
    found.
    """
    sought, new = folded(asked).strip(), {each["id"]: each for each in added}
    fits = _places_that_fit(catalog, attribute, new)
    names = (*((folded(each["name"]), each["name"], each["id"]) for each in new.values()),
             *_names(catalog))
    if not sought:
        return sorted(new.values(), key=lambda each: (not fits(each["id"]),
                                                      each["hint"] == NEW_PLACE))[:MOST_FOUND]
    best = sorted(_ranked(names, sought).items(), key=lambda item: (
        not fits(item[0]), item[1][0] > _MISSPELT - 1,
        new.get(item[0], {}).get("hint", NEW_PLACE) == NEW_PLACE, item[1]))
    found = []
    for subject, (_, _, written) in best[:MOST_FOUND]:
        said = new.get(subject) or subject_words(catalog, subject)
        also = "" if written in (said["name"], subject.replace("-", " ")) else written
        found.append({**said, "also": also})
    return found

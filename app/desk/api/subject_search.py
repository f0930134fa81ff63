"""Finds subjects by a few letters of any of their names, as a curator types them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rapidfuzz import fuzz, process

from app.desk.api.draft_json import subject_words
from geo.catalog.catalog import Catalog
from geo.data.folding import folded
from geo.data.lru import kept_on_first

MOST_FOUND: Final = 12
_NEAR: Final = 72
"""How alike a name must be, of 100, to be found though it is spelt otherwise."""

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
            best.setdefault(names[order][2], (4, round(100 - likeness), names[order][1]))
    return best


def subjects_found(catalog: Catalog, asked: str, added: Iterable[dict[str, Any]] = ()
                   ) -> list[dict[str, Any]]:
    """Returns the subjects whose names fit what was typed, the likeliest first.

    `added` are those of a draft. Each has its name, what it is, and `also`: the other name by which
    it was found.
    """
    sought, new = folded(asked).strip(), {each["id"]: each for each in added}
    names = (*((folded(each["name"]), each["name"], each["id"]) for each in new.values()),
             *_names(catalog))
    if not sought:
        return list(new.values())[:MOST_FOUND]
    best = sorted(_ranked(names, sought).items(), key=lambda item: item[1])
    found = []
    for subject, (_, _, written) in best[:MOST_FOUND]:
        said = new.get(subject) or subject_words(catalog, subject)
        also = "" if written in (said["name"], subject.replace("-", " ")) else written
        found.append({**said, "also": also})
    return found

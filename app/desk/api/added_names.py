"""What a draft has added is known by its names at once: candidates that name it are offered it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.data.folding import folded
from geo.data.schema import TABLES
from geo.intake.candidate import Candidate
from geo.intake.decision import Addition
from geo.intake.subjects.known_names import stem_of

_TABLES = ("routes", "corridors")


def _spellings(name: str) -> Iterator[str]:
    """Yields a name as texts may print it: whole, without what it is, and from its other end."""
    yield folded(name)
    if stem := stem_of(name):
        words = stem.split()
        yield stem
        if len(words) == 2:
            yield " ".join(reversed(words))


def _names(additions: Iterable[Addition]) -> dict[str, set[str]]:
    """Returns the spellings of each route and corridor that is added, by its id."""
    every = tuple(additions)
    found = {each.row.get(TABLES[each.table].key[0], ""): set(_spellings(each.row.get("name", "")))
             for each in every if each.table in _TABLES}
    for each in every:
        if each.table == "aliases" and each.row.get("id") in found:
            found[each.row["id"]] |= {*_spellings(each.row.get("alias", ""))}
    return {subject: {name for name in names if name} for subject, names in found.items()}


def offered(candidates: Iterable[Candidate], additions: Iterable[Addition]
            ) -> dict[str, list[str]]:
    """Returns for candidates the routes and corridors of a draft that their words name.

    Only those that name one have an entry, by the candidate's id.
    """
    names = _names(additions)
    if not names:
        return {}
    found = {}
    for each in candidates:
        words = f" {folded(f'{each.before} {each.printed} {each.after}')} "
        named = [subject for subject, spellings in names.items()
                 if any(f" {spelling} " in words for spelling in spellings)]
        if named:
            found[each.candidate_id] = named
    return found

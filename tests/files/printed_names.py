"""Every name that the atlas prints of what can be found, and the forms in which people have it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from geo.catalog.catalog import Catalog


def printed_names(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The id of a route, corridor, place or actor, and each name of it as printed."""
    for subject in sorted(catalog.subjects):
        yield subject, catalog.name_of(subject)
        yield from ((subject, alias.alias) for alias in catalog.aliases_of(subject))
    for actor in sorted(catalog.known_words["sponsors"]):
        if any(actor in entry.sponsors for entry in catalog.entries):
            yield actor, actor


def forms(name: str) -> tuple[str, ...]:
    """A name as printed, and as other programs hand it on: other dashes, spaces, marks, cases."""
    return tuple(dict.fromkeys((
        name, name.upper(), name.lower(), unicodedata.normalize("NFD", name),
        name.replace("\N{EN DASH}", "-"), name.replace("-", "\N{NON-BREAKING HYPHEN}"),
        name.replace(" ", "\N{NO-BREAK SPACE}"),
        name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        f"\N{RIGHT-TO-LEFT ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}")))

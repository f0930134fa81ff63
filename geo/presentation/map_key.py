"""The key to the map: what stands beside it while nothing is open."""

from __future__ import annotations

from dataclasses import dataclass

from geo.catalog.catalog import Catalog
from geo.catalog.summary import contents_words
from geo.data.plural import plural
from geo.data.schema import BASES
from geo.presentation.data_tables import relevant_claims
from geo.presentation.extract import Extract
from geo.presentation.told_happenings import ShownHappening, latest

READING = ("Each number in this atlas is a claim that somebody printed. Open a route to see every "
           "claim about it, whose it is, when it was made and on which lines of which document. "
           "Where documents differ, all are shown. Where none says anything, the atlas says “not "
           "in the sources”.")
STROKES = ("Colour says which corridor a line belongs to or, if so chosen, its mode or its status; "
           "dash and width always say how far it has come. A plain thin line is one whose status "
           "the sources do not state. All are drawn beside the filters.")
_LATEST = 3
"""The number of last things that happened that stand beside the map."""
IDEAS = "A pale band with dots is an idea on paper: nobody has published where it would run."


@dataclass(frozen=True, slots=True)
class ShownBasis:
    """How a line came about, what that means, and how many lines came about so."""

    basis_id: str
    name: str
    meaning: str
    count: str


@dataclass(frozen=True, slots=True)
class MapKey:
    """The key: what the map contains, how to read it, how sure its lines are, what came last."""

    contents: str
    paragraphs: tuple[str, ...]
    bases: tuple[ShownBasis, ...]
    latest: tuple[ShownHappening, ...] = ()


def _key(catalog: Catalog, contents: str, about: tuple[str, ...] = ()) -> MapKey:
    return MapKey(contents, (*about, READING), tuple(
        ShownBasis(basis, basis.capitalize(), meaning, str(sum(
            entry.alignment.basis == basis for entry in catalog.entries)))
        for basis, meaning in BASES.items()), latest(catalog, _LATEST))


def map_key(catalog: Catalog) -> MapKey:
    """Returns the key to the map of a whole catalog."""
    return _key(catalog, contents_words(catalog, catalog.claims))


def file_key(extract: Extract, subject_count: int) -> MapKey:
    """Returns the key of a file, with what it holds of the atlas, and how many subjects besides."""
    count, total = extract.routes
    routes = (f"All {plural(total, 'route')} of the atlas are in this file" if count == total else
              f"{count} of the {plural(total, 'route')} of the atlas are in this file "
              f"({'; '.join(extract.filters)})")
    about = (f"{routes}, with {plural(subject_count, 'corridor or place', 'corridors and places')}."
             " It needs no network, and nothing you do in it leaves it.")
    return _key(extract.shown, contents_words(extract.shown, relevant_claims(extract.shown)),
                (about,))

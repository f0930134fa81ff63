"""A title for a view, made from what it shows."""

from __future__ import annotations

from geo.catalog.catalog import Catalog
from geo.catalog.facets import LEGEND
from geo.query.view import View

_HEADS = ("corridors", "countries", "sponsors")
"""The facets that say what a view is about; of the others what kind of route it shows."""
_KINDS = ("modes", "statuses")
_MOST = 3


def _labels(catalog: Catalog, view: View, section: str) -> list[str]:
    chosen = getattr(view.wanted, section)
    return [LEGEND[section].label(catalog, word)
            for word in LEGEND[section].options(catalog) if word in chosen]


def _listed(labels: list[str]) -> str:
    """Returns `a, b and c`; of many the first, and how many more."""
    if len(labels) > _MOST:
        labels = [*labels[:_MOST - 1], f"{len(labels) - _MOST + 1} more"]
    return " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def view_title(catalog: Catalog, view: View) -> str:
    """Returns what a view shows in a few words: `Middle Corridor: rail, operating, in 2030`."""
    heads = [catalog.name_of(view.opened)] if view.opened else [
        words for section in _HEADS if (words := _listed(_labels(catalog, view, section)))]
    if view.wanted.text and not view.opened:
        heads.append(f"“{view.wanted.text}”")
    kinds = [] if view.opened else [
        words.lower() for section in _KINDS
        if (words := _listed(_labels(catalog, view, section)))]
    year = [f"in {view.year}"] if view.year else []
    if not heads:
        first, *kinds = [*kinds, "all routes"] if kinds else ["all routes"]
        heads = [first[0].upper() + first[1:]]
        kinds = [words for words in kinds if words != "all routes"]
    return ": ".join(filter(None, (", ".join(heads), ", ".join([*kinds, *year]))))

"""A corridor and the one of its routes that bears its name: TRIPP, and TRIPP through Syunik.

What can be measured of a line is told of the route where the words, or the document, name the land
it leads through; else of the corridor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from geo.catalog.catalog import Catalog
from geo.data.folding import fold
from geo.intake.subjects.known_names import names_of

_OF_A_LINE: Final = frozenset(("length", "cost", "gauge", "capacity", "lanes", "start",
                               "completion", "progress"))
_THROUGH: Final = re.compile(r"(?P<own>.+?) (?:through|across|via) (?P<land>[\w ]+)")


class Namesakes:
    """The corridors of a catalog with a route of their name, and the land it leads through."""

    def __init__(self, catalog: Catalog, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._routes: dict[str, tuple[str, re.Pattern[str]]] = {}
        self._corridors: dict[str, str] = {}
        for entry in catalog.entries:
            match = _THROUGH.fullmatch(fold(entry.route.name)) if not entry.is_overlay else None
            for corridor in entry.route.corridor_ids if match else ():
                if match and match["own"] in {fold(name) for name in names_of(catalog, corridor)}:
                    land = re.compile(
                        rf"\b(?:through|across|via|in|over)\b.{{0,40}}?\b{match['land']}\b")
                    self._routes[corridor] = (entry.route_id, land)
                    self._corridors[entry.route_id] = corridor
        self._named: dict[str, bool] = {}

    def _document_names(self, corridor: str) -> bool:
        if corridor not in self._named:
            land = self._routes[corridor][1]
            self._named[corridor] = any(land.search(fold(text)) for text in self._texts())
        return self._named[corridor]

    def chosen(self, subject: str, attribute: str) -> tuple[str, str]:
        """Returns the one of two namesakes that is meant, and the other; blank where none is."""
        if subject in self._routes:
            route = self._routes[subject][0]
            if attribute in _OF_A_LINE and self._document_names(subject):
                return route, subject
            return subject, route
        return subject, self._corridors.get(subject, "")

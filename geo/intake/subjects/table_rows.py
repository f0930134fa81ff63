"""Rows of tables: what their first cells name, as known or nearly so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from geo.catalog.catalog import Catalog
from geo.data.folding import fold
from geo.intake.document import Document, DocumentTable
from geo.intake.subjects.known_names import names_of
from geo.intake.subjects.mentions import Mention
from geo.intake.subjects.modes import nouns_in

_TWO_ENDS: Final = re.compile(r"[^\W\d_]\s?[\u2010-\u2015-]\s?[^\W\d_a-z]")
_FEWEST_WORDS: Final = 2
"""A name is known by so many of its first words."""


class TableRows:
    """The tables of a document, by their lines."""

    def __init__(self, document: Document, catalog: Catalog) -> None:
        self._cells = {row.line: row.cells for table in document.tables for row in table.rows}
        self._tables: dict[int, DocumentTable] = {
            row.line: table for table in document.tables for row in table.rows}
        routes = (entry.route_id for entry in catalog.entries if not entry.is_overlay)
        self._names = tuple((f"{fold(name)} ", subject)
                            for subject in (*routes, *catalog.corridors)
                            for name in names_of(catalog, subject)) if self._cells else ()

    def first_cell(self, line: int) -> str:
        """Returns the first cell of the row on a line that is not empty; blank if there is none."""
        return next((cell for cell in self._cells.get(line, ()) if cell), "")

    def nearly(self, cell: str) -> Sequence[str]:
        """Returns the routes and corridors whose names begin with the words of a cell.

        The shortest name comes first.
        """
        words = fold(cell)
        if len(words.split()) < _FEWEST_WORDS:
            return ()
        near = sorted((len(name), subject) for name, subject in self._names
                      if name.startswith(f"{words} "))
        return tuple(dict.fromkeys(subject for _, subject in near))

    def is_named(self, line: int, mentions: Callable[[str], Sequence[Mention]]) -> bool:
        """Checks whether the row, or another one of its table, is of something by its own name."""
        own = self.first_cell(line)
        if _TWO_ENDS.search(own) or (nouns_in(own) and own[:1].isupper() and " " in own):
            return True
        table = self._tables.get(line)
        return table is not None and any(mentions(self.first_cell(row.line)) for row in table.rows)

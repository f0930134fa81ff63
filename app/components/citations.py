"""Numbered notes of a page, of the numbering that all pages and files share."""

from __future__ import annotations

from markupsafe import Markup

from geo.catalog.catalog import Catalog
from geo.data.records import Claim, Relation
from geo.export.html.markup import CiteMarkup, cite_markup
from geo.presentation.citations import Citations, Numbered


class Notes:
    """Collects citations while the markup of a page is made, after those already `numbered`.

    One page draws with it and no other: it changes while it is marked.
    """

    def __init__(self, catalog: Catalog, numbered: Numbered = ()) -> None:
        self._citations = Citations(catalog.sources, numbered, name_of=catalog.name_of)

    @property
    def numbered(self) -> Numbered:
        """What is cited so far, in the order of its numbers."""
        return self._citations.numbered

    def mark(self, cited: Claim | Relation) -> Markup:
        """The raised number of a claim's citation."""
        number = self._citations.number(cited)
        return cite_markup(number, self._citations.whole(number), self._citations.among(cited))

    @property
    def citations(self) -> Citations:
        """The numbering itself, for what words its own citations."""
        return self._citations

    def listing(self) -> Markup:
        """The notes as a numbered list, each with the source's standpoint."""
        return CiteMarkup(self._citations.listed).notes()

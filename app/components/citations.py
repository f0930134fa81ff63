"""Numbered notes: on a page, the same lines of the same document have the same number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from geo.claims.wording import citation_words
from geo.data.records import Claim, Relation, Source

Cited = tuple[str, str, str]
"""What a number stands for: a source, and the section and lines of it."""


class Notes:
    """Collects citations in the order they are first marked, after those already `numbered`.

    One page draws with it and no other: it changes while it is marked.
    """

    def __init__(self, sources: Mapping[str, Source], numbered: Iterable[Cited] = ()) -> None:
        self._sources = sources
        self._numbers: dict[Cited, int] = {
            lines_cited: number for number, lines_cited in enumerate(numbered, 1)}

    @property
    def numbered(self) -> tuple[Cited, ...]:
        """What is cited so far, in the order of its numbers."""
        return tuple(self._numbers)

    def number(self, cited: Claim | Relation) -> str:
        """The number of a claim's citation as plain text: `[3]`."""
        lines_cited = (cited.source_id, cited.section, cited.lines)
        return f"[{self._numbers.setdefault(lines_cited, len(self._numbers) + 1)}]"

    def mark(self, cited: Claim | Relation) -> Markup:
        """The superscript number of a claim's citation."""
        source = self._sources[cited.source_id]
        return Markup('<sup title="{}">{}</sup>').format(
            citation_words(source, cited.section, cited.lines), self.number(cited))

    def listing(self) -> Markup:
        """The notes as a numbered list, each with the source's standpoint."""
        if not self._numbers:
            return Markup("")
        items = Markup("").join(
            Markup('<li>{}. <span class="atlas-note">View of {}.</span></li>').format(
                citation_words(self._sources[source_id], section, lines),
                self._sources[source_id].perspective)
            for source_id, section, lines in self._numbers)
        return Markup("<h3>Sources</h3><ol>{}</ol>").format(items)

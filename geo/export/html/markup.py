"""Markup of small parts: joined pieces, citations, names. All text is escaped."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from markupsafe import Markup, escape

from geo.presentation.citations import Citation, Cited, CitedClaim, CitedSource, cited_sources
from geo.presentation.named import Named


def joined(parts: Iterable[Markup | str], between: str = "") -> Markup:
    """Joins pieces of markup; text that is no markup, `between` included, is escaped."""
    return escape(between).join(parts)


def tagged(tag: str, text: Markup | str, class_name: str = "") -> Markup:
    """Returns an element, or nothing where the text is blank. Tag and class are constants."""
    if not text:
        return Markup("")
    attribute = Markup(' class="{}"').format(class_name) if class_name else ""
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), attribute, text)  # noqa: S704 - constant


def cite_markup(number: int, title: str, among: int | None = None) -> Markup:
    """Returns a raised number that opens its citation.

    `title` is the whole citation, `among` says which of its claims is meant, counted from 0.
    """
    meant = Markup("") if among is None else Markup(' data-among="{}"').format(among)
    return Markup('<sup><a class="atlas-cite" href="#note-{0}" data-cite="{0}"{2} title="{1}" '
                  'aria-label="Source {0}" aria-haspopup="dialog">[{0}]</a></sup>').format(
        number, title, meant)


class CiteMarkup:
    """The citations of a page as markup: raised numbers that lead to numbered notes."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self._listed = tuple(citations)
        self._titles: Mapping[int, str] = {
            each.number: each.missing or each.whole for each in self._listed}

    def mark(self, number: int, among: int | None = None) -> Markup:
        """The raised number of a citation, which leads to its note."""
        return cite_markup(number, self._titles.get(number, ""), among)

    def marks(self, words: Cited) -> Markup:
        """The raised numbers of a text."""
        meant = words.among or (None,) * len(words.citations)
        return joined(map(self.mark, words.citations, meant))

    def cited(self, words: Cited) -> Markup:
        """Text with its raised numbers."""
        return Markup("{}{}").format(words.text, self.marks(words))

    def notes(self) -> Markup:
        """The numbered notes under a heading; nothing where nothing is cited."""
        if not self._listed:
            return Markup("")
        return Markup("<h3>Sources</h3>{}").format(self.note_list())

    def note_list(self) -> Markup:
        """The numbered notes alone, under the sources that they cite."""
        return tagged("ul", joined(map(_cited_source, cited_sources(self._listed))),
                      "atlas-sources")

    @property
    def sources(self) -> int:
        """How many sources are cited."""
        return len({each.source_id for each in self._listed if not each.missing})


def _cited_source(cited: CitedSource) -> Markup:
    notes = joined(Markup(
        '<li value="{0}" data-note="{0}" data-as-of="{1}" tabindex="-1">{2}{3}</li>').format(
        each.number, each.as_of, each.note, joined(map(questionable, each.claims)))
        for each in cited.citations)
    head = Markup('<p>{} <span class="atlas-view">{}</span></p>').format(
        cited.words, cited.view) if cited.words else ""
    return Markup("<li>{}<ol>{}</ol></li>").format(head, notes)


def questionable(claim: CitedClaim) -> Markup:
    """A claim for the page's script, which makes a reader's note on it; nothing is seen of it."""
    since = Markup(' data-questioned="{}"').format(claim.questioned) if claim.questioned else ""
    return Markup('<i hidden data-claim="{}" data-said="{}" data-printed="{}"{}></i>').format(
        claim.claim, claim.said, claim.printed, since)


def name_markup(name: Named, openable: Container[str]) -> Markup:
    """A name; where the page can open it, a button that does so."""
    if not name.opens_id or name.opens_id not in openable:
        return escape(name.name)
    return Markup('<button type="button" class="atlas-open" data-open="{}">{}</button>').format(
        name.opens_id, name.name)

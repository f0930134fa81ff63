"""Reads saved web pages: the article in headings, paragraphs and tables, without its furniture."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from typing import Final

from lxml import etree

from geo.data.errors import AtlasError
from geo.intake.document import Imprint
from geo.intake.formats.characters import one_line
from geo.intake.formats.page_furniture import Element, Furniture, unseen
from geo.intake.formats.page_imprint import page_imprint
from geo.intake.formats.page_table import inner_text, is_data_table, table_block
from geo.intake.formats.sentence_ends import ends_sentence
from geo.intake.formats.text_blocks import (
    MOST_LETTERS,
    ReadText,
    TextBlock,
    paragraph,
    put_into_lines,
    refuse_more,
)
from geo.intake.formats.text_decoding import decoded

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "br", "picture"})
MOST_ELEMENTS: Final = 100_000
"""The most elements of a page that is read."""
_MOST_DEPTH = "Excessive depth"
_HEAD = 8_000
"""Letters at the beginning among which a program that saves pages notes the address."""


def read_page(data: bytes, name: str) -> ReadText:
    """Reads a saved page; raises AtlasError where it is nested beyond sense or is no text."""
    text, notice = decoded(data, name)
    read = _read(text, name)
    if notice:
        read.notices.append(notice)
    return read


def read_archived_page(data: bytes, name: str) -> ReadText:
    """Reads a page saved in a single file (MHTML): its first part that is HTML."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part else None
    if not isinstance(content, bytes) or not content.strip():
        raise AtlasError(f"{name} is a web archive without a page in it; save the page as HTML")
    charset = part.get_content_charset() if part else None
    head = f'<meta charset="{charset}">'.encode() if charset else b""
    read = read_page(head + content, name)
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    if not read.imprint.address and address.startswith(("https://", "http://")):
        old = read.imprint
        read.imprint = Imprint(old.title, old.author, old.publisher, old.published,
                               one_line(address))
    return read


def _read(text: str, name: str) -> ReadText:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True,
                              remove_comments=True, remove_pis=True)
    root = None
    if text.strip():
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(_MOST_DEPTH in entry.message for entry in parser.error_log):
        raise AtlasError(f"{name} nests its elements too deeply to be read; open it in a browser "
                         "and save its text, or print it to PDF")
    body = root.find(".//body") if root is not None else None
    if body is None:
        return ReadText()
    refuse_more(sum(1 for _ in body.iter()), MOST_ELEMENTS, "elements", name)
    furniture = Furniture(body)
    refuse_more(furniture.letters, MOST_LETTERS, "letters", name)
    blocks = list(_titled(_Walk(furniture.article, furniture), furniture))
    if not blocks:
        blocks = list(_Walk(body, None).blocks())
    read = put_into_lines(blocks)
    read.imprint = page_imprint(root, text[:_HEAD], read.lines[:40])
    return read


def _titled(walk: _Walk, furniture: Furniture) -> Iterator[TextBlock]:
    """Yields the article, with the page's chief heading ahead where it stands outside."""
    title = furniture.title()
    words = one_line(inner_text(title)) if title is not None else ""
    blocks = list(walk.blocks())
    if words and blocks:
        yield TextBlock("heading", words)
    yield from blocks


class _Walk:
    """A walk through the elements of an article, in their order, without recursion."""

    def __init__(self, article: Element, furniture: Furniture | None) -> None:
        self._article, self._furniture = article, furniture
        self._words: list[str] = []
        self._heading: Element | None = None
        self._skipped: Element | None = None

    def blocks(self) -> Iterator[TextBlock]:
        """Yields the blocks of the article."""
        walk = etree.iterwalk(self._article, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                yield from self._left(element)
            elif self._passed_over(element):
                self._skipped = element
            else:
                yield from self._entered(element)
            if event == "start" and self._skipped is element:
                walk.skip_subtree()
        yield from self._flush()

    def _entered(self, element: Element) -> Iterator[TextBlock]:
        """Takes up what stands before the first element inside; a table, or a note, as a whole."""
        if element.tag not in _INLINE and self._heading is None:
            yield from self._flush()
        if element.tag in _HEADINGS and self._heading is None:
            self._heading = element
        if element.tag == "sup":
            self._words.append(inner_text(element, "".join(self._words[-3:])))
            self._skipped = element
        elif element.tag == "table" and is_data_table(element):
            yield from table_block(element)
            self._skipped = element
        else:
            self._words.append("\n" if element.tag == "br" else _text(element.text, element))

    def _left(self, element: Element) -> Iterator[TextBlock]:
        """Ends a block with its element, and takes up what stands behind it."""
        if element is self._heading:
            yield from self._flush(is_heading=True)
            self._heading = None
        elif (element.tag not in _INLINE and element is not self._skipped
                and self._heading is None):
            yield from self._flush()
        self._skipped = None
        if element is not self._article:
            self._words.append(_text(element.tail, element.getparent()))

    def _passed_over(self, element: Element) -> bool:
        if self._furniture is None:
            return unseen(element) or element.tag in ("script", "style", "template")
        return not isinstance(element.tag, str) or self._furniture.is_furniture(element)

    def _flush(self, *, is_heading: bool = False) -> Iterator[TextBlock]:
        """Yields what was collected: a heading, or paragraphs where the lines are broken."""
        text = "".join(self._words)
        self._words.clear()
        if is_heading:
            block = paragraph(text)
            if block:
                yield TextBlock("heading", block.text)
            return
        pieces: list[str] = []
        for piece in text.split("\n"):
            plain = one_line(piece)
            if pieces and (not plain or ends_sentence(pieces[-1])):
                yield from _paragraphs(pieces)
                pieces = []
            if plain:
                pieces.append(plain)
        yield from _paragraphs(pieces)


def _paragraphs(pieces: list[str]) -> Iterator[TextBlock]:
    block = paragraph(" ".join(pieces))
    if block:
        yield block


def _text(text: str | None, element: Element) -> str:
    """Returns the text of an element; line ends count only where the page says so."""
    if not text:
        return ""
    if element is not None and element.tag == "pre":
        return text
    return re.sub(r"\s*[\r\n]\s*", " ", text)

"""Sentences of a document: its lines put together again, each letter with the place it came from.

Lines that a page or a column broke are one text here; footnotes, headings and rows of tables stand
by themselves, and a paragraph that a footnote interrupts goes on behind it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from geo.claims.passage import SENTENCE_ENDS
from geo.intake.candidate import Anchor
from geo.intake.document import Document

Kind = Literal["text", "note", "heading", "row"]

_NOTE: Final = re.compile(
    r"\s?(?:\d{1,3}\t|\[\d{1,3}\]\s|[\u00b9\u00b2\u00b3\u2070-\u2079]+\s?[A-Z])")
_NOTE_WORDS: Final = re.compile(r"\b(?:Accessed|Available at|Retrieved|https?://|ibid\b|doi\b)",
                                re.IGNORECASE)
_BULLET: Final = re.compile(r"\s*(?:[\u2022\u25aa\u25cf\u2013*\u00b7-]\s|\(?[a-z0-9]{1,2}[.)]\s)")
_NUMBERED: Final = re.compile(r"\s*\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]{1,4})[.)]\s+")
_ENDED: Final = re.compile(r"[.!?:;][\u201d\u2019\")\]]*\d{0,3}\s*$")
_GOES_ON: Final = re.compile(r"\s*[a-z0-9(]")
_NAME: Final = (
    r"[A-Z\u00c0-\u024f][\w\u2019'()-]*(?:(?:\s|\s?[\u2013\u2014/]\s?|,\s)"
    r"(?:(?:and|of|the|to)\s)?[A-Z\u00c0-\u024f][\w\u2019'()-]*){0,6}"
    r"(?:\s(?:railway|road|highway|port|pipeline|line|corridor|terminal|cable|route))?")
_NAMED_FIRST: Final = re.compile(
    rf"(?:[\u2022*\u2013-]\s)?(?:(?P<stopped>{_NAME})[.:]\s(?=[A-Z\u00c0-\u024f\d])|(?P<dashed>{_NAME})"
    r"(?:,|\s[\u2013\u2014-])\s(?=(?:The|An?|This|Its?|In|On|At|By|Since|After|Work|Freight|Cargo|"
    r"Trains|Construction|No|Not|From|Between|There|Here|Built|Under)\s))")
"""A paragraph that begins as if its heading stood on its first line."""
_LONG_LINE: Final = 160
"""A line of so many letters is a paragraph of its own."""
_LONGEST: Final = 1_500
"""A sentence of more letters is cut: rules look at all of a sentence for each of its numbers."""
_RUN_IN: Final = 40
"""A line with so many letters more than its heading is text that the heading begins."""
_LOOSE_HEADING: Final = 100
"""A paragraph of fewer letters that ends without a point may be a heading."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence on one line, the place of each of its letters, and what it stands in.

    `paragraph` counts paragraphs from 0. `section` is the heading above it; `head` also holds
    what is a heading by its form alone. `run_in` is a name with which the paragraph begins, before
    a full stop, a colon or a dash: `3. Name. The railway …`.
    """

    text: str
    kind: Kind
    paragraph: int
    section: str
    head: str
    _lines: array[int]
    _columns: array[int]
    _page: int = 0
    run_in: str = ""

    @property
    def line(self) -> int:
        """The line on which it begins, counted from 1."""
        return self._lines[0]

    def anchor(self, begins: int, ends: int) -> Anchor:
        """Returns where in the document its letters from `begins` to `ends` stand."""
        return Anchor(self._lines[begins], self._lines[ends - 1], self._columns[begins],
                      self._columns[ends - 1] + 1, self._page)


@dataclass(slots=True)
class _Paragraph:
    kind: Kind
    lines: list[int]

    def is_open(self, document: Document) -> bool:
        """Checks whether the text of the paragraph has not come to an end."""
        return self.kind == "text" and not _ENDED.search(document.lines[self.lines[-1] - 1])


def _kind_of(line: int, text: str, headings: frozenset[int], rows: frozenset[int],
             last: Kind | None) -> Kind:
    if line in headings:
        return "heading"
    if line in rows:
        return "row"
    if _NOTE.match(text):
        return "note"
    return "note" if last == "note" and not text.startswith(" ") else "text"


def _paragraphs(document: Document) -> list[_Paragraph]:
    headings = frozenset(heading.line for heading in document.headings if len(
        document.lines[heading.line - 1]) < len(heading.text) + _RUN_IN)
    rows = frozenset(row.line for table in document.tables for row in table.rows)
    found: list[_Paragraph] = []
    begins = True
    for line, text in enumerate(document.lines, 1):
        if not text.strip():
            begins = True
            continue
        last = None if begins or not found else found[-1].kind
        kind = _kind_of(line, text, headings, rows, last)
        if (begins or kind != found[-1].kind or kind == "row" or _NOTE.match(text)
                or _BULLET.match(text) or len(text) > _LONG_LINE
                or len(document.lines[line - 2]) > _LONG_LINE):
            found.append(_Paragraph(kind, [line]))
        else:
            found[-1].lines.append(line)
        begins = False
    return _joined(found, document)


def _joined(paragraphs: list[_Paragraph], document: Document) -> list[_Paragraph]:
    """Puts paragraphs together that an empty line or a footnote cut within a sentence."""
    joined: list[_Paragraph] = []
    last_text: _Paragraph | None = None
    for paragraph in paragraphs:
        if (paragraph.kind == "text" and last_text is not None and last_text.is_open(document)
                and _GOES_ON.match(document.lines[paragraph.lines[0] - 1])
                and not _BULLET.match(document.lines[paragraph.lines[0] - 1])):
            last_text.lines += paragraph.lines
            continue
        joined.append(paragraph)
        if paragraph.kind != "note":
            last_text = paragraph if paragraph.kind == "text" else None
    return joined


def _letters(document: Document, lines: list[int]) -> tuple[str, array[int], array[int]]:
    """Returns the text of lines on one line, and for each letter its line and column."""
    text: list[str] = []
    at_lines, at_columns = array("l"), array("l")

    def add(letters: str, line: int, columns: range) -> None:
        text.append(letters)
        at_lines.extend([line] * len(letters))
        at_columns.extend(columns)

    for line in lines:
        printed = document.lines[line - 1]
        if text and text[-1] != " ":
            before = text[-1]
            if before.endswith("\u00ad") or (re.search(r"[a-z]-$", before)
                                             and re.match(r"\s*[a-z]", printed)):
                text[-1] = before[:-1]
                at_lines.pop()
                at_columns.pop()
            elif not before.endswith(("-", "\u2013", "/")):
                add(" ", line, range(1))
        for word in re.finditer(r"\S+", printed):
            if word.start() and text and text[-1] != " " and word.start() != _first(printed):
                add(" ", line, range(word.start() - 1, word.start()))
            add(word[0], line, range(word.start(), word.end()))
    return "".join(text), at_lines, at_columns


def _first(printed: str) -> int:
    return len(printed) - len(printed.lstrip())


def _cuts(text: str) -> Iterator[int]:
    """Yields where the sentences of a text begin, and its end; one without end is cut as well."""
    number = _NUMBERED.match(text)
    first = number.end() if number else 0
    last = 0
    yield 0
    ends = (match.end() for match in SENTENCE_ENDS.finditer(text) if match.end() > first)
    for end in (*ends, len(text)):
        while end - last > _LONGEST:
            space = text.rfind(" ", last + 1, last + _LONGEST)
            last = space + 1 if space > 0 else last + _LONGEST
            yield last
        last = end
        yield end


def _run_in(text: str) -> str:
    """Returns the name with which a paragraph begins as its heading does; blank without one."""
    match = _NAMED_FIRST.match(text)
    return match["stopped"] or match["dashed"] if match else ""


def sentences(document: Document) -> Iterator[Sentence]:
    """Yields the sentences of a document in the order of their paragraphs."""
    loose = ""
    marks = sorted(document.headings, key=lambda heading: heading.line)
    at_mark = 0
    for place, paragraph in enumerate(_paragraphs(document)):
        text, lines, columns = _letters(document, paragraph.lines)
        while at_mark < len(marks) and marks[at_mark].line <= paragraph.lines[0]:
            at_mark += 1
            loose = ""
        section = marks[at_mark - 1].text if at_mark else ""
        kind: Kind = "note" if paragraph.kind == "text" and (
            len(_NOTE_WORDS.findall(text)) > 1) else paragraph.kind
        number = _NUMBERED.match(text)
        bare = text[number.end():] if number else text
        if kind == "text" and len(bare) < _LOOSE_HEADING and bare[:1].isupper() and not (
                _ENDED.search(bare) or bare.startswith("Source")):
            loose = bare
        run_in = _run_in(bare) if kind == "text" else ""
        for begins, ends in pairwise(_cuts(text)):
            if piece := text[begins:ends].rstrip():
                end = begins + len(piece)
                yield Sentence(piece, kind, place, section,
                               f"{section} {loose}".strip(), lines[begins:end],
                               columns[begins:end], document.page_of(lines[begins]) or 0, run_in)

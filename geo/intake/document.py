"""A document as it was read: its text in lines that can be cited, and what it prints of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document prints of itself; a field that it does not print is blank.

    `published` is YYYY, YYYY-MM or YYYY-MM-DD. `address` is that of a saved page.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHeading:
    """A heading and the line, counted from 1, on which it begins."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, and the line on which it stands; one cell for each of the head's."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table of a document: what its columns are called, and its rows. No head is ()."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Document:
    """A document: the text in lines, counted from 1 where they are cited.

    `kind` is txt, md, html, pdf or docx; `sha256` is that of the file as it came. `pages` gives the
    page of each line, or is empty where a document has none. A row of a table is one line, its
    cells separated by ` | `. `notices` say, a sentence each, what a curator must know of the
    reading: pages without text, a guessed code page.
    """

    name: str
    kind: str
    sha256: str
    lines: tuple[str, ...]
    pages: tuple[int, ...] = ()
    headings: tuple[DocumentHeading, ...] = ()
    tables: tuple[DocumentTable, ...] = ()
    imprint: Imprint = Imprint()
    notices: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The normalised text, as it is kept: each line with its line end."""
        return "".join(f"{line}\n" for line in self.lines)

    @cached_property
    def text_sha256(self) -> str:
        """The hash of the normalised text in UTF-8; what a source's `sha256` column holds."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def page_of(self, line: int) -> int | None:
        """Returns the page of a line, counted from 1; None where the document has no pages."""
        return self.pages[line - 1] if self.pages else None

    def section_of(self, line: int) -> str:
        """Returns the heading above a line; blank where there is none."""
        above = [heading for heading in self.headings if heading.line <= line]
        return above[-1].text if above else ""

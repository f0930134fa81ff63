"""Reads a new document of any format: text, Markdown, saved page, PDF or Word.

The format is told by what the file holds, not by its name. The same bytes give the same document.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.data.errors import AtlasError
from geo.data.files import read_file
from geo.intake.document import Document, Imprint
from geo.intake.formats.characters import has_words, seen
from geo.intake.formats.pdf_document import read_pdf
from geo.intake.formats.plain_lines import read_markdown, read_text
from geo.intake.formats.printed_imprint import printed_author, printed_day, printed_title
from geo.intake.formats.saved_page import read_archived_page, read_page
from geo.intake.formats.text_blocks import MOST_LETTERS, ReadText, refuse_more
from geo.intake.formats.text_decoding import decoded
from geo.intake.formats.word_document import read_word_document

MOST_BYTES: Mapping[str, int] = MappingProxyType({
    "txt": 10_000_000, "md": 10_000_000, "html": 30_000_000, "pdf": 60_000_000,
    "docx": 60_000_000})
"""The largest file of each kind that is read."""
MOST_LINES: Final = 200_000
"""The most lines of a text or of Markdown that are read."""
_NAMED: Final = MappingProxyType({
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".mhtml": "html", ".mht": "html", ".pdf": "pdf", ".docx": "docx"})
_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0", "is an old Word file, or has a password; save it as .docx without one"),
    (b"{\\rtf", "is a rich text file; save it as .docx"),
    (b"\x89PNG", "is a picture; its words must be typed out"),
    (b"\xff\xd8\xff", "is a picture; its words must be typed out"),
    (b"GIF8", "is a picture; its words must be typed out"),
    (b"II*\x00", "is a picture; its words must be typed out"),
    (b"MM\x00*", "is a picture; its words must be typed out"),
    (b"\x1f\x8b", "is packed; unpack it first"), (b"7z\xbc\xaf", "is packed; unpack it first"),
    (b"Rar!", "is packed; unpack it first"),
    (b"MZ", "is a program, not a document"), (b"\x7fELF", "is a program, not a document"))
_PAGE: Final = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body)[\s>]", re.IGNORECASE)
_ARCHIVED_PAGE: Final = re.compile(rb"(?:\A|\n)content-type:\s*multipart/related", re.IGNORECASE)
_HEAD = 4_096


def read_document(path: Path) -> Document:
    """Reads the file of a document; raises AtlasError, in one sentence, where it cannot be read."""
    place = path.resolve()
    try:
        data = read_file(place.parent, place.name, max(MOST_BYTES.values()))
    except OSError as error:
        raise AtlasError(f"{_shown(path.name)} {_reason(error)}") from error
    return read_bytes(path.name, data)


def _reason(error: OSError) -> str:
    reason = error.strerror or "unknown error"
    return reason if reason.startswith("is ") else f"cannot be read: {reason}"


def read_bytes(name: str, data: bytes) -> Document:
    """Reads the bytes of a document.

    `name` is that of the file. Raises AtlasError, in one sentence, for what is too large, locked by
    a password, a scan without text, packed beyond reason, another kind of file, or empty.
    """
    shown = _shown(name)
    kind = _kind(data, name, shown)
    if len(data) > MOST_BYTES[kind]:
        raise AtlasError(f"{shown} has {len(data):,} bytes; of {kind} files at most "
                         f"{MOST_BYTES[kind]:,} are read; give a part of it")
    if not data.strip():
        raise AtlasError(f"{shown} is empty")
    read = _reader(kind, data)(data, shown)
    refuse_more(sum(map(len, read.lines)), MOST_LETTERS, "letters", shown)
    if not any(map(has_words, read.lines)):
        raise AtlasError(f"{shown} holds no words")
    named = _NAMED.get(Path(name).suffix.lower(), kind)
    if named != kind and {named, kind} != {"txt", "md"}:
        read.notices.insert(0, f"Its name says {named}; it was read as {kind}, which it is.")
    return Document(
        name=_plain_name(name), kind=kind, sha256=hashlib.sha256(data).hexdigest(),
        lines=tuple(read.lines), pages=tuple(read.pages), headings=tuple(read.headings),
        tables=tuple(read.tables), imprint=read.imprint, notices=tuple(read.notices))


def _plain_name(name: str) -> str:
    """Returns the name of a file without folders and without what cannot be seen."""
    return seen(re.split(r"[/\\]", name)[-1]).replace("\n", " ").strip()[:200] or "document"


def _shown(name: str) -> str:
    return f"“{_plain_name(os.fsdecode(name))[:80]}”"


def _kind(data: bytes, name: str, shown: str) -> str:
    """Returns the kind of a document by what the file holds."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    for sign, reason in _OTHERS:
        if head.startswith(sign) and (sign != b"MZ" or b"\x00" in head):
            raise AtlasError(f"{shown} {reason}")
    plain = head.replace(b"\x00", b"")
    named = _NAMED.get(Path(name).suffix.lower(), "txt")
    if _ARCHIVED_PAGE.search(plain) or (named != "md" and _PAGE.search(plain)) or (
            named == "html" and b"<" in plain):
        return "html"
    return named if named == "md" else "txt"


def _reader(kind: str, data: bytes) -> Callable[[bytes, str], ReadText]:
    if kind == "html":
        is_archive = _ARCHIVED_PAGE.search(data[:_HEAD])
        return read_archived_page if is_archive else read_page
    return {"pdf": read_pdf, "docx": read_word_document, "md": _read_markdown}.get(kind, _read_txt)


def _read_txt(data: bytes, name: str) -> ReadText:
    return _plain(data, name, read_text)


def _read_markdown(data: bytes, name: str) -> ReadText:
    return _plain(data, name, read_markdown)


def _plain(data: bytes, name: str, read_lines: Callable[[str], ReadText]) -> ReadText:
    text, notice = decoded(data, name)
    refuse_more(len(text), MOST_LETTERS, "letters", name)
    refuse_more(len(text.splitlines()), MOST_LINES, "lines", name)
    read = read_lines(text)
    if notice:
        read.notices.append(notice)
    read.imprint = Imprint(title=printed_title(read.lines), author=printed_author(read.lines),
                           published=printed_day(read.lines))
    return read



"""Reads Word documents (.docx): headings by their style, paragraphs, tables, notes.

The archive is looked at before it is unpacked, and its XML before python-docx reads it: neither
its size nor its entities can be a trap.
"""
# ruff: noqa: RUF001 - letters of other languages

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from geo.data.errors import AtlasError
from geo.intake.document import Imprint
from geo.intake.formats.characters import one_line, raised_digits
from geo.intake.formats.printed_imprint import noted_author, printed_author, printed_day
from geo.intake.formats.text_blocks import (
    ReadText,
    Row,
    TextBlock,
    paragraph,
    put_into_lines,
    refuse_more,
    table,
)

_MOST_UNPACKED = 200_000_000
_MOST_OF_XML = 40_000_000
MOST_PARAGRAPHS: Final = 50_000
"""The most paragraphs of a document that is read, those in cells among them."""
_MOST_PARTS = 4_000
_MOST_SPAN = 60
_MOST_CELLS = 100_000
_OTHER_KINDS: Final[Mapping[str, str]] = {
    "xl/workbook.xml": "a workbook; save the sheet as CSV, or its text as .docx",
    "ppt/presentation.xml": "a presentation; save it as PDF",
    "content.xml": "an OpenDocument file; save it as .docx"}
_DECLARED: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_HEADING: Final = re.compile(
    r"(?:heading|title|überschrift|titre|заголовок|başlık)\b", re.IGNORECASE)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS: Final = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"),
                              qn("w:customXml"), qn("w:smartTag")})
_LEFT_OUT: Final = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"),
                              qn("w:instrText"), qn("w:rt"), _FALLBACK})
_SIGNS: Final[Mapping[str, str]] = {
    qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): ""}
_NOTES: Final[Mapping[str, str]] = {
    qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
Element = Any
"""An element of lxml, which has no types."""


def read_word_document(data: bytes, name: str) -> ReadText:
    """Reads a .docx file; raises AtlasError where it is a trap, broken, or of another kind."""
    _look_into(data, name)
    try:
        opened = docx.Document(io.BytesIO(data))
        refuse_more(sum(1 for _ in opened.element.body.iter(qn("w:p"))), MOST_PARAGRAPHS,
                    "paragraphs", name)
        return _Reading(opened).read()
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.LxmlError,
            zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise AtlasError(f"{name} is a broken Word file; open it in Word and save it anew"
                         ) from error


def _look_into(data: bytes, name: str) -> None:
    """Raises AtlasError where an archive is no Word document, or would unpack beyond reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _refuse_traps(parts, name)
            if "word/document.xml" not in names:
                kind = next((words for inner, words in _OTHER_KINDS.items() if inner in names),
                            "an archive without a Word document; unpack it first")
                raise AtlasError(f"{name} is {kind}")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _DECLARED.search(file.read(_MOST_OF_XML)):
                            raise AtlasError(f"{name} declares entities of XML, which no Word "
                                             "document needs; it is not read")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
            OSError) as error:
        raise AtlasError(f"{name} is a broken archive; save the document anew") from error


def _refuse_traps(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))),
                  default=0)
    if len(parts) > _MOST_PARTS:
        raise AtlasError(f"{name} holds {len(parts):,} parts; at most {_MOST_PARTS:,} are read")
    if unpacked > _MOST_UNPACKED or largest > _MOST_OF_XML:
        raise AtlasError(f"{name} would unpack to {unpacked:,} bytes, which no document needs; "
                         "it is not read")
    if any(part.flag_bits & 1 for part in parts):
        raise AtlasError(f"{name} has a password; save it without one")


class _Reading:
    """The reading of one opened document; notes are numbered as they are met."""

    def __init__(self, opened: Any) -> None:  # noqa: ANN401
        self._opened = opened
        self._levels = dict(_levels(opened.styles.element))
        self._notes: dict[tuple[str, str], int] = {}
        self._cells = 0

    def read(self) -> ReadText:
        """Returns the text of the document, its notes last."""
        blocks = [*self._blocks(self._opened.element.body)]
        notes = [*self._note_blocks()]
        if notes:
            blocks += [TextBlock("heading", "Notes"), *notes]
        read = put_into_lines(blocks)
        read.imprint = self._imprint(read)
        return read

    def _imprint(self, read: ReadText) -> Imprint:
        said = self._opened.core_properties
        first = next((heading.text for heading in read.headings if heading.line <= 20), "")
        return Imprint(
            title=one_line(said.title or "")[:300] or first or (read.lines[0][:200]
                                                                if read.lines else ""),
            author=printed_author(read.lines) or noted_author(one_line(said.author or "")),
            published=printed_day(read.lines))

    def _blocks(self, parent: Element) -> Iterator[TextBlock]:
        """Yields the blocks of a body, of a cell or of a box of text."""
        ahead: list[Element] = list(reversed(parent))
        while ahead:
            element = ahead.pop()
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag in _WRAPPERS:
                ahead += reversed(element)

    def _paragraph(self, element: Element) -> Iterator[TextBlock]:
        block = paragraph(self._text(element))
        if block:
            yield TextBlock("heading", block.text) if self._is_heading(element) and len(
                block.text) <= 300 else block
        for box in element.iter(qn("w:txbxContent")):
            if next(box.iterancestors(_FALLBACK), None) is None and (
                    next(box.iterancestors(qn("w:p")), None) is element):
                yield from self._blocks(box)

    def _is_heading(self, element: Element) -> bool:
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return str(own.get(qn("w:val"))) in "012345678"
        return style is not None and self._levels.get(str(style.get(qn("w:val"))), False)

    def _text(self, element: Element) -> str:
        """Returns the words of a paragraph as they stand after all changes are accepted."""
        parts: list[str] = []
        walk = etree.iterwalk(element, events=("start",))
        for _, each in walk:
            if each.tag in _LEFT_OUT or (each.tag == qn("w:r") and _is_hidden(each)):
                walk.skip_subtree()
            elif each.tag == qn("w:t"):
                text = each.text or ""
                parts.append(raised_digits(text, "".join(parts[-3:])) if _is_raised(each) else text)
            elif each.tag in _SIGNS:
                parts.append(_SIGNS[each.tag])
            elif each.tag in _NOTES:
                key = _NOTES[each.tag], str(each.get(qn("w:id")))
                number = self._notes.setdefault(key, len(self._notes) + 1)
                parts.append(f"[{number}]")
        return "".join(parts)

    def _table(self, element: Element) -> Iterator[TextBlock]:
        rows = list(_inside(element, qn("w:tr")))
        if all(len(list(_inside(row, qn("w:tc")))) < 2 for row in rows):
            for row in rows:
                for cell in _inside(row, qn("w:tc")):
                    yield from self._blocks(cell)
            return
        grid = [self._row(row) for row in rows]
        self._cells += sum(map(len, grid))
        if self._cells > _MOST_CELLS:
            raise AtlasError(f"A table of the document has more than {_MOST_CELLS:,} cells; "
                             "give a part of it")
        for column in range(max(map(len, grid), default=0)):
            _fill_down(grid, rows, column)
        if block := table(grid, has_head=_has_head(element, rows, grid)):
            yield block

    def _row(self, row: Element) -> Row:
        cells: list[str] = []
        for cell in _inside(row, qn("w:tc")):
            words = " ".join(self._text(each) for each in cell.iter(qn("w:p")))
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            said = str(span.get(qn("w:val"))) if span is not None else "1"
            wide = min(int(said), _MOST_SPAN) if said.isdecimal() and len(said) < 5 else 1
            cells += [words, *[""] * (wide - 1)]
        return tuple(cells)

    def _note_blocks(self) -> Iterator[TextBlock]:
        """Yields the notes that the text calls, by their numbers."""
        found = {kind: self._note_elements(kind) for kind in ("footnote", "endnote")}
        for (kind, identifier), number in list(self._notes.items()):
            element = found[kind].get(identifier)
            words = "" if element is None else " ".join(
                self._text(each) for each in element.iter(qn("w:p")))
            if block := paragraph(f"[{number}] {words}" if words.strip() else ""):
                yield block

    def _note_elements(self, kind: str) -> Mapping[str, Element]:
        wanted = (RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote"
                  else RELATIONSHIP_TYPE.ENDNOTES)
        for relation in self._opened.part.rels.values():
            if relation.reltype == wanted and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                return {str(each.get(qn("w:id"))): each for each in root.iter(qn(f"w:{kind}"))}
        return {}


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Yields the elements of a kind that stand in another, but not in one of that kind within."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _levels(styles: Element) -> Iterator[tuple[str, bool]]:
    """Yields the id of each style and whether it is one of headings."""
    for style in styles.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        words = str(name.get(qn("w:val"))) if name is not None else ""
        yield (str(style.get(qn("w:styleId"))),
               bool(_HEADING.match(words)) or (level is not None
                                              and str(level.get(qn("w:val"))) in "012345678"))


def _is_hidden(run: Element) -> bool:
    """Checks whether Word hides a run, so that no reader sees it."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and str(mark.get(qn("w:val"), "1")) not in ("0", "false", "off")


def _is_raised(element: Element) -> bool:
    mark = element.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return mark is not None and mark.get(qn("w:val")) == "superscript"


def _has_head(element: Element, rows: list[Element], grid: list[Row]) -> bool:
    """Checks whether the first row is a head: marked as one, or the only one without figures."""
    if rows and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        return True
    has_figures = [any(letter.isdigit() for cell in row[1:] for letter in cell) for row in grid]
    look = element.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    marked = look is not None and look.get(qn("w:firstRow")) == "1"
    return bool(grid) and all(grid[0][1:]) and (
        marked or (not has_figures[0] and any(has_figures)))


def _fill_down(grid: list[Row], rows: list[Element], column: int) -> None:
    """Repeats the words of a cell that spans rows in each of them."""
    for number in range(1, len(grid)):
        if column >= len(grid[number]) or column >= len(grid[number - 1]) or grid[number][column]:
            continue
        cells = list(_inside(rows[number], qn("w:tc")))
        merge = cells[column].find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") if column < len(
            cells) else None
        if merge is not None and merge.get(qn("w:val"), "continue") == "continue":
            row = grid[number]
            grid[number] = (*row[:column], grid[number - 1][column], *row[column + 1:])

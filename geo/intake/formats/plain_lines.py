"""Reads texts and Markdown: their lines are the lines of the file, never put otherwise.

Claims cite the lines of texts at hand, and a curator counts them in an editor. Of Markdown the
signs are taken out of the line; the line stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from geo.intake.document import DocumentHeading, DocumentTable, TableRow
from geo.intake.formats.characters import has_words, seen
from geo.intake.formats.printed_dates import only_a_date
from geo.intake.formats.sentence_ends import ends_sentence
from geo.intake.formats.text_blocks import ReadText, row_line

_MOST_OF_A_HEADING = 110
_MOST_WORDS = 16
_MOST_OF_A_LINE = 50_000
"""Letters of a line of Markdown from which on its signs are left where they are."""
_ENDS: Final = (".", ",", ";", "!", "…", "-")
_LONG = 150
"""Letters of a line that is a whole paragraph."""
_BULLET: Final = re.compile(r"\s*(?:[-*+•\u2013\u2014]|\d{1,3}[.)])\s")
_NO_HEADING: Final = re.compile(
    r"\s*(?:[-*+•\u2013\u2014]|\d{1,3}[.)])\s|(?:by|source|sources|photo|image|credit)\b"
    r"|(?=\S*\d)\S+$|https?:|www\.", re.IGNORECASE)
"""Items of lists, who wrote or drew something, codes, addresses."""
_RUN_IN: Final = re.compile(r"([A-Z][A-Z ]{3,30}:)\s")
"""A heading in capitals at the beginning of its paragraph: `BACKGROUND: …`."""
_CELL_GAP: Final = re.compile(r"\t+| {3,}")
_HASHES: Final = re.compile(r" {0,3}#{1,6}[ \t]")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{2,})")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_BETWEEN: Final = re.compile(r" *+\|? *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|?")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_QUOTED: Final = re.compile(r"(?: {0,8}>)+ ?")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_NAMED_LINK: Final = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_BARE: Final = re.compile(r"<(https?://[^<>\s]+)>")
_STRONG: Final = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+?)(?<=\S)\1(?![\w*])"
                            r"|(?<![\w_])(_{1,3})(?=[^\s_])([^_]+?)(?<=\S)\3(?![\w_])")
_CODE: Final = re.compile(r"`([^`]+)`")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")


def file_lines(text: str) -> tuple[list[str], list[int]]:
    """Returns the lines of a file as an editor counts them, and their pages.

    A form feed, as programs put one before each page, begins a page; a text without has none.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = plain.split("\n")
    if raw and not raw[-1]:
        raw.pop()
    pages, page = [], 1
    for line in raw:
        ahead = len(line) - len(line.lstrip("\f"))
        page += ahead
        pages.append(page)
        page += line.count("\f") - ahead
    lines = [seen(line.replace("\f", "")) for line in raw]
    return lines, pages if "\f" in text else []


def read_text(text: str) -> ReadText:
    """Reads a text: its headings stand alone, its tables are lines with the same wide gaps."""
    lines, pages = file_lines(text)
    read = ReadText(lines, pages)
    read.tables += _aligned_tables([line.replace("\f", "") for line in re.split(
        "\r\n|\r|\n", text)])
    in_tables = {row.line for each in read.tables for row in each.rows}
    for number, line in enumerate(lines, 1):
        if run_in := _RUN_IN.match(line):
            read.headings.append(DocumentHeading(number, run_in[1]))
        elif number not in in_tables and _is_heading(lines, number):
            read.headings.append(DocumentHeading(number, line.strip()))
    return read


def _is_heading(lines: Sequence[str], number: int) -> bool:
    """Checks whether a line stands alone, or between long ones, and looks like a heading."""
    line = lines[number - 1].strip()
    before = lines[number - 2].strip() if number > 1 else ""
    after = lines[number].strip() if number < len(lines) else ""
    if not line or len(line) > _MOST_OF_A_HEADING or number == len(lines):
        return False
    alone = (not before or ends_sentence(before)) and not after
    ahead = not before and len(line) * 2 < len(after)
    between = min(len(before), len(after)) > _LONG
    return ((alone or ahead or between) and len(line.split()) <= _MOST_WORDS
            and not line.endswith(_ENDS) and not _NO_HEADING.match(line)
            and (line[0].isupper() or line[0].isdigit() or not line[0].isascii())
            and any(letter.isalpha() for letter in line) and not only_a_date(line))


def _aligned_tables(raw: Sequence[str]) -> Iterator[DocumentTable]:
    """Yields runs of three lines and more that wide gaps part into equally many cells."""
    run: list[TableRow] = []
    for number, line in enumerate((*raw, ""), 1):
        cells = tuple(seen(cell).strip() for cell in _CELL_GAP.split(line.strip()))
        if run and len(cells) != len(run[0].cells):
            if len(run) > 2 and any(map(_has_digit, (row.cells[-1] for row in run))):
                yield _with_head(run)
            run = []
        if len(cells) > 1 and all(cells):
            run.append(TableRow(number, cells))


def _has_digit(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def _with_head(rows: Sequence[TableRow]) -> DocumentTable:
    """Returns a table; its first row is the head where only later ones have figures."""
    if not any(map(_has_digit, rows[0].cells[1:])):
        return DocumentTable(rows[0].cells, tuple(rows[1:]))
    return DocumentTable((), tuple(rows))


def read_markdown(text: str) -> ReadText:
    """Reads Markdown (with pipe tables): each line without its signs, where it stands."""
    raw, _ = file_lines(text.replace("\f", " "))
    read = ReadText()
    fenced, at = False, 0
    while at < len(raw):
        line, after = raw[at], raw[at + 1] if at + 1 < len(raw) else ""
        if _FENCE.match(line):
            fenced = not fenced
            read.lines.append("")
        elif fenced:
            read.lines.append(line)
        elif _HASHES.match(line):
            _add_heading(read, line.strip(" #\t"))
        elif "|" in line and "|" in after and _BETWEEN.fullmatch(after):
            at = _add_table(read, raw, at)
            continue
        elif _UNDERLINE.fullmatch(after) and _may_be_underlined(raw, at):
            _add_heading(read, line)
            read.lines.append("")
            at += 1
        else:
            read.lines.append("" if _BETWEEN.fullmatch(line) else _plain(line))
        at += 1
    return read


def _may_be_underlined(raw: Sequence[str], at: int) -> bool:
    line = raw[at].strip()
    return (bool(line) and not (at and raw[at - 1].strip()) and has_words(line)
            and len(line) <= _MOST_OF_A_HEADING and ":" not in line[:12]
            and not _BULLET.match(line))


def _add_heading(read: ReadText, text: str) -> None:
    read.lines.append(_plain(text).strip())
    if has_words(read.lines[-1]):
        read.headings.append(DocumentHeading(len(read.lines), read.lines[-1]))


def _add_table(read: ReadText, raw: Sequence[str], at: int) -> int:
    """Adds a pipe table that begins on a line; returns where it ends."""
    head = _cells(raw[at])
    read.lines += [row_line(head), ""]
    at += 2
    rows = []
    while at < len(raw) and "|" in raw[at]:
        cells = (*_cells(raw[at]), *("",) * len(head))[:max(len(head), 1)]
        read.lines.append(row_line(cells))
        rows.append(TableRow(len(read.lines), cells))
        at += 1
    read.tables.append(DocumentTable(head, tuple(rows)))
    return at


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(_plain(cell).strip() for cell in _PIPE.split(inner))


def _plain(line: str) -> str:
    """Returns a line without the signs of Markdown; its words stay in their order."""
    if len(line) > _MOST_OF_A_LINE:
        return line
    if quoted := _QUOTED.match(line):
        line = line[quoted.end():]
    line = _BARE.sub(r"\1", line)
    line = _NAMED_LINK.sub(r"\1", _LINK.sub(r"\1", line))
    line = _CODE.sub(r"\1", _TAG.sub("", line))
    line = _STRONG.sub(lambda match: match[2] or match[4], line)
    return _ESCAPED.sub(r"\1", line).rstrip()

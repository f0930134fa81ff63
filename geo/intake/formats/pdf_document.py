"""Reads PDF documents: their text in reading order, with the page of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.data.errors import AtlasError
from geo.data.plural import plural
from geo.intake.document import Imprint
from geo.intake.formats.pdf_columns import lines_in_order
from geo.intake.formats.pdf_pages import PdfPages, read_pages
from geo.intake.formats.pdf_paragraphs import pdf_blocks
from geo.intake.formats.pdf_running_heads import without_running_heads
from geo.intake.formats.printed_imprint import noted_author, printed_author, printed_day
from geo.intake.formats.text_blocks import ReadText, put_into_lines

_MOST_RUNS: Final = 10
_FILE_NAME: Final = re.compile(
    r"microsoft (?:word|powerpoint)|untitled|^\(|\.(?:docx?|indd|pdf|rtf|qxd|pptx?|tex)\b|^\W*$",
    re.IGNORECASE)
"""Titles in metadata that are names of files or of programs."""


def read_pdf(data: bytes, name: str) -> ReadText:
    """Reads a PDF; raises AtlasError where it has a password, is broken or has no text."""
    found = read_pages(data, name)
    scanned = [page.number for page in found.pages if not page.pieces and page.objects]
    if not any(page.pieces for page in found.pages):
        raise AtlasError(f"{name}: its {plural(len(found.pages), 'page')} are pictures without "
                         "text; have the text recognised (OCR), and give that" if scanned else
                         f"{name} holds no words")
    lines = lines_in_order(without_running_heads(found.pages))
    read = put_into_lines(pdf_blocks(lines))
    read.imprint = _imprint(read, found)
    if scanned:
        read.notices.append(f"{_pages(scanned)} without text and could not be read.")
    return read


def _pages(numbers: Sequence[int]) -> str:
    """Returns `Page 3 is a picture`, or `Pages 3, 5 are pictures`; runs are put together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}"
             for run in runs[:_MOST_RUNS]]
    if len(runs) > _MOST_RUNS:
        words.append("and others")
    return (f"Page {words[0]} is a picture" if len(numbers) == 1
            else f"Pages {', '.join(words)} are pictures")


def _imprint(read: ReadText, found: PdfPages) -> Imprint:
    first = [line for line, page in zip(read.lines, read.pages, strict=True) if page <= 2]
    title = found.meta.get("Title", "")
    if _FILE_NAME.search(title) or len(title) > 300:
        title = ""
    printed = next((heading.text for heading in read.headings
                    if read.pages[heading.line - 1] <= 2), "")
    return Imprint(title=title or printed or next((line for line in first if line), "")[:200],
                   author=printed_author(first) or noted_author(found.meta.get("Author", "")),
                   published=printed_day(first))



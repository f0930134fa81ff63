"""Documents made for tests, in PDF and Word; their figures are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from geo.data.errors import AtlasError
from geo.intake.document import Document
from geo.intake.reading import read_bytes

WIDTH, HEIGHT = 595, 842
PROSE = ("Invented for a test. The railway carries transit cargo over the mountains and on to the "
         "harbour, where trains change their gauge before they go on. ")


def wrapped(text: str, letters: int) -> list[str]:
    """A text in lines of so many letters at most."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > letters:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


class Printed:
    """A PDF that is drawn line by line."""

    def __init__(self, title: str = "") -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.canvas.setTitle(title)

    def lines(self, lines: Sequence[str], left: float = 60, top: float = 760, size: float = 10,
              font: str = "Helvetica") -> float:
        """Draws lines below each other; returns where the next one would stand."""
        self.canvas.setFont(font, size)
        for number, line in enumerate(lines):
            self.canvas.drawString(left, top - 1.2 * size * number, line)
        return top - 1.2 * size * len(lines)

    def cells(self, rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float) -> float:
        """Draws a table; returns where the next line would stand."""
        self.canvas.setFont("Helvetica", 10)
        for number, row in enumerate(rows):
            for left, cell in zip(lefts, row, strict=True):
                self.canvas.drawString(left, top - 14 * number, cell)
        return top - 14 * len(rows)

    def picture(self) -> None:
        """Draws a thing that is no text."""
        self.canvas.rect(50, 50, 400, 600, fill=1)

    def next_page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()

    def done(self) -> bytes:
        """The bytes of the PDF."""
        self.canvas.save()
        return self._bytes.getvalue()


def read_or_refusal(name: str, data: bytes) -> Document | str:
    """What is read of some bytes, or the sentence that refuses them."""
    try:
        return read_bytes(name, data)
    except AtlasError as error:
        return str(error)


def printed(*pages: Sequence[str]) -> bytes:
    """A PDF of one column, a page for each run of lines."""
    made = Printed()
    for lines in pages:
        made.lines(lines)
        made.next_page()
    return made.done()


def locked(data: bytes, password: str) -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def memo(rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word memo with headings, a paragraph and a table."""
    made = docx.Document()
    made.core_properties.title = "A memo of the ferry"
    made.core_properties.author = "A. Writer"
    made.add_heading("The ferry line", 0)
    made.add_paragraph("By A. Writer, 5 March 2026")
    made.add_heading("What it carries", 1)
    first = made.add_paragraph("Invented for a test. The ferry is 306 km long. It burns 5 m")
    first.add_run("3").font.superscript = True
    first.add_run(" an hour.")
    first.add_run("unseen words").font.hidden = True
    if rows:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                table.cell(number, place).text = cell
    return written(made)


def written(made: docx.document.Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()

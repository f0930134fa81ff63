"""Documents while they are drawn: pages with a footer, filled from the top down."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from geo.claims.wording import date_words
from geo.export.pdf.page_blocks import Block, Columns, Stack, even
from geo.export.pdf.page_text import BOLD, QUIET, REGULAR, RULE, use_fonts
from geo.presentation.extract import ATTRIBUTION, LICENCE, Extract

_MARGIN, _FOOT, _HEAD = 40.0, 44.0, 34.0
_FOOT_SIZE = 6.4
_TOTAL = "pages-in-all"


def new_canvas(extract: Extract, title: str, size: tuple[float, float]
               ) -> tuple[io.BytesIO, Canvas]:
    """Returns an empty document with its properties, and the bytes to which it is saved."""
    use_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang="en-GB",
                    initialFontName=REGULAR)
    day = extract.as_of.replace("-", "")
    canvas.setDateFormatter(lambda *_: f"D:{day}000000+00'00'")
    canvas.setTitle(title)
    canvas.setAuthor("Corridor Atlas")
    canvas.setCreator("Corridor Atlas")
    canvas.setSubject(f"Release {extract.release}, as of {extract.as_of}. Licence: {LICENCE}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return buffer, canvas


@dataclass
class Sheet:
    """A document while it is drawn: pages with a footer, filled from the top down."""

    extract: Extract
    title: str
    size: tuple[float, float]
    left: float = _MARGIN

    def __post_init__(self) -> None:
        self.buffer, self.canvas = new_canvas(self.extract, self.title, self.size)
        self.page = 1
        self.y = self.size[1] - _HEAD

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * self.left

    @property
    def room(self) -> float:
        """The height left on the page."""
        return self.y - _FOOT

    def place(self, block: Block) -> bool:
        """Draw a block if it fits; returns whether it does."""
        height = block.height(self.width)
        if height > self.room:
            return False
        block.draw(self.canvas, self.left, self.y, self.width)
        self.y -= height
        return True

    def flow(self, block: Block, heading: Block | None = None) -> None:
        """Draw a block over as many pages as it needs, each with `heading` at its top."""
        heading_height = heading.height(self.width) if heading else 0.0
        page_room = self.size[1] - _HEAD - _FOOT - heading_height
        while not self.place(block):
            halves = (block.split(self.width, self.room)
                      if block.height(self.width) > page_room else None)
            if halves:
                self.place(halves[0])
                block = halves[1]
            elif self.room >= page_room:
                raise ValueError("a part of the page is taller than a page and cannot be split")
            self.turn()
            if heading:
                self.place(heading)

    def flow_columns(self, blocks: Sequence[Block], count: int) -> None:
        """Draw blocks in columns over as many pages as they need, balanced on the last."""
        rest = list(blocks)
        column_width = (self.width - 14 * (count - 1)) / count
        while rest and not self.place(even(rest, count, self.width)):
            columns: list[Stack] = []
            for _ in range(count):
                column: list[Block] = []
                room = self.room
                while rest and (tall := rest[0].height(column_width)) <= room:
                    room -= tall
                    column.append(rest.pop(0))
                columns.append(Stack(column))
            if not any(column.blocks for column in columns):
                self.flow(rest.pop(0))
            else:
                self.place(Columns(columns, (1,) * count, gap=14))
                self.turn()

    def turn(self) -> None:
        """Finish the page and begin the next."""
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = self.size[1] - _HEAD

    def _foot(self) -> None:
        pen, y = self.canvas, _FOOT - 12
        pen.setStrokeColor(HexColor(RULE))
        pen.setLineWidth(0.5)
        pen.line(self.left, y + 8, self.left + self.width, y + 8)
        pen.setFillColor(HexColor(QUIET))
        pen.setFont(BOLD, _FOOT_SIZE)
        words = (f"Corridor Atlas · release {self.extract.release} · as of "
                 f"{date_words(self.extract.as_of)} · page {self.page}")
        pen.drawString(self.left, y, words)
        pen.saveState()
        pen.translate(self.left + stringWidth(words, BOLD, _FOOT_SIZE), y)
        pen.doForm(_TOTAL)
        pen.restoreState()
        pen.setFont(REGULAR, _FOOT_SIZE)
        pen.drawString(self.left, y - 9, ATTRIBUTION)

    def done(self) -> bytes:
        """Finish the document and return its bytes."""
        self._foot()
        self.canvas.showPage()
        self.canvas.beginForm(_TOTAL, 0, -4, 30, 10)
        self.canvas.setFillColor(HexColor(QUIET))
        self.canvas.setFont(BOLD, _FOOT_SIZE)
        self.canvas.drawString(0, 0, f" of {self.page}")
        self.canvas.endForm()
        self.canvas.save()
        return self.buffer.getvalue()

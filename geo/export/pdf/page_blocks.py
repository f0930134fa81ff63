"""The blocks of a page: each has a height for a width, and draws itself.

Units are points (1/72 inch). A page's origin is its bottom left corner and y goes up; a block gets
the y of its own top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from geo.export.pdf.page_text import RULE, use_fonts

_ENDLESS = 1e6


class Block(Protocol):
    """A part of a page that has a height for a width, and draws itself below a line."""

    def height(self, width: float) -> float:
        """Returns its height for a width, in points."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw it on a reportlab canvas, from `x` to the right and from `top` down."""

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Returns the part that fits into `room`, and the rest; None if nothing useful fits."""


@dataclass(frozen=True)
class Text:
    """A paragraph of lines."""

    paragraph: Paragraph
    _heights: dict[float, float] = field(default_factory=dict, repr=False, compare=False)

    def height(self, width: float) -> float:
        """The height of the wrapped lines."""
        if width not in self._heights:
            self._heights[width] = float(self.paragraph.wrap(width, _ENDLESS)[1])
        return self._heights[width]

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        tall = float(self.paragraph.wrap(width, _ENDLESS)[1])
        self.paragraph.drawOn(canvas, x, top - tall)

    def split(self, width: float, room: float) -> tuple[Text, Text] | None:
        """Returns the first lines and the others."""
        self.paragraph.wrap(width, _ENDLESS)
        parts = self.paragraph.split(width, room)
        return (Text(parts[0]), Text(parts[1])) if len(parts) == 2 else None


def text(markup: str, look: ParagraphStyle) -> Text:
    """Returns a paragraph of markup."""
    use_fonts()
    return Text(Paragraph(markup, look))


@dataclass(frozen=True, slots=True)
class Space:
    """A blank space of so many points."""

    points: float

    def height(self, _width: float) -> float:
        """The height of the space."""
        return self.points

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Leave the room blank."""

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline with room above and below it."""

    above: float = 0.0
    below: float = 3.0
    colour: str = RULE
    weight: float = 0.5

    def height(self, _width: float) -> float:
        """The height of the line with its room."""
        return self.above + self.below

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the line."""
        canvas.setStrokeColor(HexColor(self.colour))
        canvas.setLineWidth(self.weight)
        canvas.line(x, top - self.above, x + width, top - self.above)

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one below the other."""

    blocks: Sequence[Block]

    def height(self, width: float) -> float:
        """The sum of the heights."""
        return sum(block.height(width) for block in self.blocks)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw all, from the top down."""
        for block in self.blocks:
            block.draw(canvas, x, top, width)
            top -= block.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Returns as many blocks as fit, the last of them in part, and the rest."""
        for index, block in enumerate(self.blocks):
            tall = block.height(width)
            if tall > room:
                halves = block.split(width, room)
                done = (*self.blocks[:index], *halves[:1]) if halves else self.blocks[:index]
                rest = (*(halves[1:] if halves else (block,)), *self.blocks[index + 1:])
                return (Stack(done), Stack(rest)) if done else None
            room -= tall
        return None


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side. `shares` of the width are relative; `gap` is in points."""

    blocks: Sequence[Block]
    shares: Sequence[float]
    gap: float = 10.0
    fill: str = ""
    pad: float = 0.0
    rule: str = field(default="", kw_only=True)

    def _places(self, width: float) -> Iterator[tuple[Block, float, float]]:
        free = width - self.gap * (len(self.blocks) - 1)
        left = 0.0
        for block, part in zip(self.blocks, self.shares, strict=True):
            wide = free * part / sum(self.shares)
            yield block, left, wide
            left += wide + self.gap

    def height(self, width: float) -> float:
        """The tallest block's height with the padding."""
        return max(block.height(wide) for block, _, wide in self._places(width)) + 2 * self.pad

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw all, their tops in line."""
        tall = self.height(width)
        if self.fill:
            canvas.setFillColor(HexColor(self.fill))
            canvas.rect(x - 3, top - tall, width + 6, tall, stroke=0, fill=1)
        if self.rule:
            canvas.setStrokeColor(HexColor(self.rule))
            canvas.setLineWidth(0.4)
            canvas.line(x - 3, top - tall, x + width + 3, top - tall)
        for block, left, wide in self._places(width):
            block.draw(canvas, x + left, top - self.pad, wide)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cuts every column at the same height."""
        room -= 2 * self.pad
        pairs = []
        for block, _, wide in self._places(width):
            fits = block.height(wide) <= room
            halves = (block, Space(0)) if fits else block.split(wide, room)
            if halves is None:
                return None
            pairs.append(halves)
        first, rest = ([pair[side] for pair in pairs] for side in (0, 1))
        return (Columns(first, self.shares, self.gap, self.fill, self.pad, rule=self.rule),
                Columns(rest, self.shares, self.gap, self.fill, self.pad, rule=self.rule))


def even(blocks: Sequence[Block], count: int, width: float, gap: float = 14.0) -> Columns:
    """Sets blocks in reading order in `count` columns of about the same height."""
    wide = (width - gap * (count - 1)) / count
    aim = sum(block.height(wide) for block in blocks) / count
    columns: list[list[Block]] = [[] for _ in range(count)]
    at, filled = 0, 0.0
    for block in blocks:
        tall = block.height(wide)
        if columns[at] and filled + tall / 2 > aim and at < count - 1:
            at, filled = at + 1, 0.0
        columns[at].append(block)
        filled += tall
    return Columns([Stack(column) for column in columns], [1.0] * count, gap)


@dataclass(frozen=True, slots=True)
class Barred:
    """A block with a bar of colour at its left."""

    block: Block
    colour: str

    def height(self, width: float) -> float:
        """The block's height beside the bar."""
        return self.block.height(width - 11)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw bar and block."""
        tall = self.height(width)
        canvas.setFillColor(HexColor(self.colour))
        canvas.rect(x, top - tall, 3, tall, stroke=0, fill=1)
        self.block.draw(canvas, x + 11, top, width - 11)

    def split(self, _width: float, _room: float) -> None:
        """Returns None: it is never split."""

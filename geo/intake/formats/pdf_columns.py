"""The reading order of a PDF's page: its columns, and in each the lines from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Final

from geo.intake.formats.characters import raised_digits
from geo.intake.formats.pdf_pages import PdfPage, Piece

_SAME_LINE: Final = 0.4
"""How far apart, in ems, the base lines of one line may be."""
_CELL_GAP: Final = 1.0
_WORD_GAP: Final = 0.12
_MOST_COLUMNS_DEEP: Final = 3
_FEWEST_LINES: Final = 4
"""Lines on either side of a gutter."""
_SHORTEST: Final = 18
"""Letters in the usual line of a column of prose; cells of tables are shorter."""
_MOST_CROSSING: Final = 0.35
_SAME_EDGE: Final = 0.45
"""The share of lines that begin, or end, at the edge of their column."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a column: cells where wide gaps part it. Lengths in points."""

    page: int
    region: int
    cells: tuple[Piece, ...]
    left: float
    right: float
    base: float
    em: float
    bold: bool

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(cell.text for cell in self.cells)


def lines_in_order(pages: Sequence[PdfPage]) -> list[PdfLine]:
    """Returns the lines of all pages in reading order; `region` tells columns apart.

    A page whose columns cannot be told by its own lines (its last column ends in a table, or soon)
    has them where most pages have them.
    """
    gutters = {page.number: _gutter(page.pieces) for page in pages}
    places = Counter(round(gutter / 10) for gutter in gutters.values() if gutter)
    place, count = places.most_common(1)[0] if places else (0, 0)
    usual = 10.0 * place if count * 3 >= len(pages) else None
    return [line for page in pages
            for region, pieces in enumerate(_regions(
                list(page.pieces), gutters[page.number] or _as_usual(page, usual)))
            for line in lines_of(pieces, page.number, region)]


def _as_usual(page: PdfPage, usual: float | None) -> float | None:
    """Returns the usual gutter if few pieces of the page cross it, and prose stands on one side."""
    if usual is None or not page.pieces:
        return None
    crossing = sum(each.left < usual < each.right for each in page.pieces)
    fits = crossing <= _MOST_CROSSING * len(page.pieces) and any(
        _is_prose(side) for side in _sides(page.pieces, usual))
    return usual if fits else None


def lines_of(pieces: Sequence[Piece], page: int, region: int = 0) -> list[PdfLine]:
    """Returns the lines that pieces of one column make, from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        last = lines[-1] if lines else None
        if last and abs(last[0].base - piece.base) <= _SAME_LINE * max(
                each.em for each in (piece, *last)):
            last.append(piece)
        else:
            lines.append([piece])
    return [_line(line, page, region) for line in lines]


def _line(pieces: list[Piece], page: int, region: int) -> PdfLine:
    widest = max(pieces, key=lambda each: each.right - each.left)
    leftward = _is_leftward("".join(piece.text for piece in pieces))
    ordered = sorted(pieces, key=lambda each: each.left, reverse=leftward)
    cells: list[Piece] = []
    for piece in ordered:
        text = piece.text
        if piece.em < 0.78 * widest.em and piece.base > widest.base + 0.1 * widest.em:
            text = raised_digits(text, cells[-1].text if cells else "")
        last = cells[-1] if cells else None
        gap = 0.0 if last is None else (
            last.left - piece.right if leftward else piece.left - last.right)
        if last is None or gap > _CELL_GAP * widest.em:
            cells.append(Piece(text, piece.left, piece.right, piece.base, piece.em, piece.bold))
        else:
            between = " " if gap > _WORD_GAP * widest.em else ""
            cells[-1] = Piece(last.text + between + text, min(last.left, piece.left),
                              max(last.right, piece.right), last.base, max(last.em, piece.em),
                              last.bold and piece.bold)
    return PdfLine(page, region, tuple(cells), min(each.left for each in pieces),
                   max(each.right for each in pieces), widest.base, widest.em,
                   all(each.bold for each in pieces))


def _is_leftward(text: str) -> bool:
    arabic = sum("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"
                 for letter in text)
    return arabic * 2 > sum(letter.isalpha() for letter in text) > 0


def _regions(pieces: list[Piece], gutter: float | None, depth: int = 1) -> list[list[Piece]]:
    """Returns the columns, and the parts of a page that go over several, in reading order."""
    if gutter is None:
        return [pieces] if pieces else []
    regions: list[list[Piece]] = []
    for in_columns, band in _bands(pieces, gutter):
        if not in_columns:
            regions.append(band)
            continue
        for side in _sides(band, gutter):
            inner = _gutter(side) if depth < _MOST_COLUMNS_DEEP else None
            regions += _regions(side, inner, depth + 1)
    return regions


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[tuple[bool, list[Piece]]]:
    """Yields bands from top to bottom: those in columns, and those over the whole width."""
    ordered = sorted(pieces, key=lambda each: -each.base)
    bands: list[tuple[bool, list[Piece]]] = []
    for crosses, group in groupby(ordered, lambda each: each.left < gutter < each.right):
        band = list(group)
        on_right = sum(each.left >= gutter for each in band)
        in_columns = not crosses and on_right > 0 and on_right < len(band)
        if bands and not in_columns and not bands[-1][0]:
            bands[-1][1].extend(band)
        else:
            bands.append((in_columns, band))
    yield from bands


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Returns where a gutter parts two columns of prose; None where none does.

    It is the widest strip that fewest pieces cross; on either side stand lines that are long and
    fill their column, as those of a table do not.
    """
    if len(pieces) < 2 * _FEWEST_LINES:
        return None
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    width = int(right - left) + 2
    steps = [0] * (width + 1)
    for piece in pieces:
        steps[int(piece.left - left)] += 1
        steps[min(int(piece.right - left) + 1, width)] -= 1
    crossing, count = [], 0
    for step in steps:
        count += step
        crossing.append(count)
    central = range(int(0.15 * width), int(0.85 * width))
    fewest = min((crossing[place] for place in central), default=len(pieces))
    if fewest > _MOST_CROSSING * len(pieces):
        return None
    em = median(each.em for each in pieces)
    runs = (list(group) for free, group in groupby(
        central, lambda place: crossing[place] <= fewest + 1) if free)
    for run in sorted(runs, key=len, reverse=True):
        middle = left + (run[0] + run[-1]) / 2
        sides = _sides(pieces, middle)
        if len(run) >= 0.6 * em and _has_edge(sides) and all(map(_is_prose, sides)):
            return middle
    return None


def _sides(pieces: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    """Returns the pieces to the left and to the right of a gutter, without those that cross it."""
    return ([each for each in pieces if each.right <= gutter],
            [each for each in pieces if each.left >= gutter])


def _is_prose(side: Sequence[Piece]) -> bool:
    lines = lines_of(side, 0)
    if len(lines) < _FEWEST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return (median(len(line.text) for line in lines) >= _SHORTEST
            and median(line.right - line.left for line in lines) >= 0.55 * width)


def _has_edge(sides: tuple[list[Piece], list[Piece]]) -> bool:
    """Checks whether lines begin, or end, below each other at a gutter.

    Gaps that spread prose leaves between its words may lie above each other, but by chance.
    """
    left, right = (lines_of(side, 0) for side in sides)
    for edges in ([line.left for line in right], [line.right for line in left]):
        for edge, _ in Counter(map(round, edges)).most_common(1):
            if sum(abs(each - edge) <= 2 for each in edges) >= _SAME_EDGE * len(edges):
                return True
    return False

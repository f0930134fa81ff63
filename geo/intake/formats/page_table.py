"""Tables of saved pages: which are tables of data, and their rows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from geo.intake.formats.characters import raised_digits
from geo.intake.formats.page_furniture import NOT_TEXT, Element, unseen
from geo.intake.formats.text_blocks import Row, TextBlock, paragraph, table

_MOST_OF_A_CELL = 600
_MOST_SPAN = 60
_MOST_CELLS = 100_000


def inner_text(element: Element, before: str = "") -> str:
    """Returns the text inside an element; a raised number is told apart from what it follows.

    `m` and a raised 3 are m³, 10 and a raised 6 are 10⁶; a raised number elsewhere is a note: [3].
    """
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    raised = 0
    for event, each in walk:
        if event == "start":
            if not isinstance(each.tag, str) or each.tag in NOT_TEXT or unseen(each):
                walk.skip_subtree()
                continue
            raised += each.tag == "sup"
            text = each.text or ""
            parts.append(raised_digits(text, before + "".join(parts[-3:])) if raised else text)
            continue
        raised -= each.tag == "sup" and not unseen(each)
        if each is not element:
            parts.append(" " if each.tag in ("br", "p", "div", "li") else "")
            parts.append(each.tail or "")
    return "".join(parts)


def _rows(element: Element) -> list[Element]:
    """Returns the rows of a table that are not those of a table within."""
    return [row for row in element.iter("tr")
            if next(row.iterancestors("table"), None) is element and not unseen(row)]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th") and not unseen(cell)]


def is_data_table(element: Element) -> bool:
    """Checks whether a table holds data, not the layout of the page."""
    if element.get("role") in ("presentation", "none") or element.find(".//table") is not None:
        return False
    rows = [_cells(row) for row in _rows(element)]
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) * 2 < len(rows):
        return False
    if any(element.find(f".//{tag}") is not None for tag in ("th", "caption", "thead")):
        return True
    longest = max((len("".join(cell.itertext())) for row in rows for cell in row), default=0)
    return longest <= _MOST_OF_A_CELL and element.find(".//h2") is None


def table_block(element: Element) -> Iterator[TextBlock]:
    """Yields the caption of a table, and the table."""
    caption = element.find("caption")
    if caption is not None and (said := paragraph(inner_text(caption))):
        yield said
    rows = _rows(element)
    heads = [row for row in rows if _is_head(row)]
    head_rows = heads if rows[:len(heads)] == heads else []
    grid = _grid(rows, len(head_rows))
    if len(head_rows) > 1:
        joined = tuple(" ".join(dict.fromkeys(filter(None, column)))
                       for column in zip(*_even(grid[:len(head_rows)]), strict=True))
        grid = [joined, *grid[len(head_rows):]]
    if block := table(grid, has_head=bool(head_rows)):
        yield block


def _is_head(row: Element) -> bool:
    cells = _cells(row)
    return row.getparent().tag == "thead" or (
        bool(cells) and all(cell.tag == "th" for cell in cells))


def _even(rows: list[Row]) -> list[Row]:
    width = max(map(len, rows))
    return [row + ("",) * (width - len(row)) for row in rows]


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return max(1, min(int(said), _MOST_SPAN)) if said.isdecimal() and len(said) < 5 else 1


def _grid(rows: list[Element], head_rows: int) -> list[Row]:
    """Returns the rows in full: a cell that spans rows, or columns of the head, is in each."""
    grid: list[Row] = []
    below: dict[int, tuple[int, str]] = {}
    count = 0
    for number, row in enumerate(rows):
        made: list[str] = []
        cells = _cells(row)
        while cells or len(made) in below:
            if len(made) in below:
                left, text = below.pop(len(made))
                if left > 1:
                    below[len(made)] = left - 1, text
                made.append(text)
                continue
            cell = cells.pop(0)
            text = " ".join(inner_text(cell).split())
            for offset in range(_span(cell, "colspan")):
                shown = text if not offset or number < head_rows else ""
                if (deep := _span(cell, "rowspan")) > 1:
                    below[len(made)] = deep - 1, shown
                made.append(shown)
        count += len(made)
        if count > _MOST_CELLS:
            break
        grid.append(tuple(made))
    return grid

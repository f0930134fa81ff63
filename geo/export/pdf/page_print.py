"""The map on one sheet of paper, as vectors with embedded fonts: to print, and to hang."""

from __future__ import annotations

from geo.cartography.paper.sheet import A3, lay_sheet
from geo.export.pdf.page_map import draw_sheet
from geo.export.pdf.page_sheet import new_canvas
from geo.presentation.extract import Extract


def printed_map(extract: Extract) -> bytes:
    """Returns the map of a view on a page of A3, landscape."""
    sheet = lay_sheet(extract, *A3)
    extract.progress(1, 2)
    buffer, canvas = new_canvas(extract, f"Corridor Atlas: {sheet.title}", A3)
    draw_sheet(canvas, sheet)
    canvas.showPage()
    canvas.save()
    extract.progress(2, 2)
    return buffer.getvalue()

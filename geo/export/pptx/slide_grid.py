"""The grid of a slide: where heading, body and footer stand, and the first two of them drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from geo.cartography.shapes import LaidStroke
from geo.claims.wording import date_words
from geo.export.pptx.drawingml import Box, Pen, Text
from geo.export.pptx.slide_pages import Page
from geo.export.pptx.slide_text import HEADING, LEADING, LEAST, QUIET, Run, cut, fitted, one_line
from geo.presentation.extract import ATTRIBUTION, Extract

WIDTH, HEIGHT = 960.0, 540.0
"""The slide in points: 13.333 by 7.5 inches."""
LEFT, WIDE = 36.0, 888.0
BODY, FOOT = 92.0, 500.0
RULE: Final = LaidStroke("#d8d2c4", 0.75)


def heading(pen: Pen, page: Page) -> None:
    """Put the eyebrow and the title of a page."""
    eyebrow = cut((Run(one_line(page.eyebrow), 14, bold=True, colour=page.accent),), WIDE, 17)
    if eyebrow:
        pen.put(pen.text("Kind", Box(LEFT, 20, WIDE, 18), Text([eyebrow])))
    run = Run(one_line(page.title) or "Untitled", 30, bold=True, face=HEADING)
    title = fitted((run,), WIDE, 38, 22)
    if title[0].text != run.text:
        title = fitted((replace(run, size=20),), WIDE, 49, 14)
    pen.put(pen.text("Title", Box(LEFT, 39, WIDE, 49), Text([title], role="title")))


def footer(pen: Pen, extract: Extract) -> None:
    """Put the release, the day and the filters of an extract, the terms, and the slide's number."""
    filters = "; ".join(extract.filters) or "none, all routes"
    run = Run("", LEAST, colour=QUIET)
    line = LEAST * LEADING
    first = (replace(run, text=one_line(
        f"Release {extract.release} · as of {date_words(extract.as_of)} · filters: {filters}")),)
    paras = [cut(first, WIDE - 40, line + 0.1), (replace(run, text=ATTRIBUTION),)]
    pen.put(pen.text("Footer", Box(LEFT, FOOT, WIDE - 40, 2 * line), Text(paras)),
            pen.text("Slide number", Box(LEFT + WIDE - 36, FOOT + line, 36, line), Text(
                [(replace(run, text="0"),)], align="end", role="number")))


def rule(pen: Pen, y: float, x: float, width: float) -> None:
    """Put a thin rule across a column."""
    pen.put(pen.freeform("Rule", [((x, y), (x + width, y))], RULE))

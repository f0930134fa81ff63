"""Slides as python-pptx reads them back: their words, routes, and what does not fit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pptx import Presentation
from reportlab.pdfbase.pdfmetrics import stringWidth

from geo.export.pptx.slide_text import Run, line_count

Thing: TypeAlias = Any
"""A deck, slide or shape as python-pptx reads it back."""


def deck(data: bytes) -> Thing:
    return Presentation(io.BytesIO(data))


def shapes(holder: Thing) -> Iterator[Thing]:
    """All shapes of a slide or group, those in groups included."""
    for shape in holder:
        yield shape
        if shape.shape_type == 6:
            yield from shapes(shape.shapes)


def has_chart(slide: Thing) -> bool:
    return any(shape.has_chart for shape in slide.shapes)


def words(slide: Thing) -> str:
    return "\n".join(shape.text_frame.text for shape in shapes(slide.shapes)
                     if shape.has_text_frame)


def title(slide: Thing) -> str:
    return str(slide.shapes.title.text_frame.text)


def route_ids(slide: Thing) -> set[str]:
    return {shape.element.nvGrpSpPr.cNvPr.get("descr") for shape in shapes(slide.shapes)
            if shape.shape_type == 6 and shape.name.startswith("Route: ")}


def drawn_ids(slides: Iterable[Thing]) -> set[str]:
    """The ids of the routes that some slide's map names."""
    return set().union(*map(route_ids, slides))


def faults(data: bytes) -> list[str]:
    """Shapes that leave their slide, and texts that need more room than their box has."""
    made, found = deck(data), []
    for number, slide in enumerate(made.slides, 1):
        for shape in shapes(slide.shapes):
            box = (shape.left, shape.top, made.slide_width - shape.left - shape.width,
                   made.slide_height - shape.top - shape.height)
            if min(box) < 0:
                found.append(f"slide {number}: {shape.name} leaves the slide {box}")
            if shape.has_text_frame and shape.text_frame.word_wrap and needed(shape) > 0.6:
                found.append(f"slide {number}: {shape.name} lacks {needed(shape):.1f} pt")
    return found


def runs_of(para: Thing) -> Iterator[Run]:
    for run in para.iterfind("{*}r"):
        look = run.find("{*}rPr")
        yield Run(run.find("{*}t").text or "", int(look.get("sz")) / 100, look.get("b") == "1",
                  face=look.find("{*}latin").get("typeface"),
                  raised=look.get("baseline") is not None)


def needed(shape: Thing) -> float:
    """How much higher than its box a text is, in points."""
    high = 0.0
    for para in shape.element.iterfind(".//{*}txBody/{*}p"):
        runs = tuple(runs_of(para))
        for points in para.iterfind("{*}pPr/{*}lnSpc/{*}spcPts"):
            high += line_count(runs, shape.width.pt) * int(points.get("val")) / 100
        for points in para.iterfind("{*}pPr/{*}spcBef/{*}spcPts"):
            high += int(points.get("val")) / 100
    return float(high - shape.height.pt)


def raised(slide: Thing) -> set[str]:
    """The numbers of notes that are marked on a slide."""
    return {run.text for para in slide.element.iterfind(".//{*}txBody/{*}p")
            for run in runs_of(para) if run.raised}


def font_faults(slide: Thing, plain: str, bold: str) -> list[str]:
    """The texts of a slide that run below their boxes where a font stands in for their face.

    The font's widths are ReportLab's: Helvetica has those of Arial.
    """
    found = []
    for shape in shapes(slide.shapes):
        if not shape.has_text_frame or not shape.text_frame.word_wrap:
            continue
        high = 0.0
        for para in shape.element.iterfind(".//{*}txBody/{*}p"):
            points = para.find("{*}pPr/{*}lnSpc/{*}spcPts")
            gap = para.find("{*}pPr/{*}spcBef/{*}spcPts")
            lines = _lines_in(tuple(runs_of(para)), shape.width.pt, (plain, bold))
            high += lines * int(points.get("val")) / 100 + int(gap.get("val")) / 100
        if high > shape.height.pt + 0.6:
            found.append(f"{shape.name} lacks {high - shape.height.pt:.1f} pt")
    return found


def _lines_in(runs: tuple[Run, ...], width: float, faces: tuple[str, str]) -> int:
    """How many lines some runs take, broken at spaces."""
    lines, at, word = 1, 0.0, 0.0
    for run in runs:
        for piece in re.findall(r" |[^ ]+", run.text):
            wide = stringWidth(piece, faces[run.bold], run.size * (0.66 if run.raised else 1))
            if piece == " ":
                at, word = at + word + wide, 0.0
            else:
                word += wide
                if at and at + word > width:
                    lines, at = lines + 1, 0.0
    return lines

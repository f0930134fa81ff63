"""Writes PowerPoint: maps as native shapes, figures with notes, a slide per route or scene.

The slides are 16:9. What does not fit on a slide goes to the next one. The same extract gives the
same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as DeckSlide
from pptx.util import Pt

from geo.cartography.colours import colour_of
from geo.catalog.catalog import RouteEntry
from geo.export.pptx.drawingml import Pen
from geo.export.pptx.slide_layout import HEIGHT, WIDTH, draw_page
from geo.export.pptx.slide_pages import (
    Page,
    Slide,
    briefing_page,
    key_page,
    overview_page,
    route_page,
    scene_page,
    series_page,
    sources_page,
    title_page,
)
from geo.export.pptx.slide_text import clean
from geo.presentation.citations import Citations
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.series_table import drawn_in_words
from geo.presentation.shown_series import subject_series
from geo.query.view import View

__all__ = ["Slide", "scene_slides", "series_slides", "slides"]

_LAYOUT = "Title Only"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTY_MOST = 255
_ABOUT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Corridor Atlas'
    "</Application></Properties>")
# In the template this part describes the template itself.


def slides(extract: Extract, what: str) -> bytes:
    """Returns a deck of a selection: title, map, a slide for each route, legend and sources.

    The charts of a route's volumes follow its slide. Raises KeyError for anything but `routes`: a
    briefing's scenes go to `scene_slides`, series to `series_slides`.
    """
    if what != "routes":
        raise KeyError(what)
    pages: list[Callable[[], Page]] = [partial(overview_page, extract)]
    if extract.shown.entries:
        pages.insert(0, partial(title_page, extract))
    for entry in extract.shown.entries:
        pages.append(partial(route_page, extract, entry))
        pages += _route_charts(extract, entry)
    if extract.shown.entries:
        pages.append(partial(key_page, extract))
    return _deck(extract, pages, "Corridor Atlas: routes")


def _route_charts(extract: Extract, entry: RouteEntry) -> Iterator[Callable[[], Page]]:
    """Yields the pages of the series of a route, numbered by themselves."""
    citations = Citations(extract.atlas.sources)
    for series in subject_series(extract.shown, entry.route_id, citations):
        yield partial(series_page, series, citations.listed, colour_of(extract.atlas, entry))


def series_slides(extract: Extract) -> bytes:
    """Returns a deck of the series of a view, each as a native chart, and the sources.

    Raises AtlasError if none is drawn.
    """
    citations = Citations(extract.atlas.sources)
    drawn = drawn_in_words(extract, citations)
    pages = [partial(series_page, series, citations.listed) for series in drawn]
    return _deck(extract, pages, "Corridor Atlas: volumes from year to year")


def scene_slides(scenes: Sequence[Slide], title: str = "Corridor Atlas: briefing",
                 summary: str = "") -> bytes:
    """Returns a deck of a briefing: title, a slide for each scene with notes, legend and sources.

    Progress is reported to the first scene's extract. Raises ValueError without a scene.
    """
    if not scenes:
        raise ValueError("a briefing without scenes has no slides; add a scene")
    extract = scenes[0].extract
    whole = replace(extract, view=View(depiction=extract.view.depiction,
                                       colour_by=extract.view.colour_by))
    pages = [partial(briefing_page, whole, title, summary, len(scenes)),
             *(partial(scene_page, scene) for scene in scenes), partial(key_page, whole)]
    return _deck(extract, pages, title)


def _new_deck() -> Deck:
    """Returns an empty 16:9 deck with one layout, without the template's thumbnail and printer."""
    deck = Presentation()
    former_width = deck.slide_width or 1
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name != _LAYOUT:
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = (round(shape.left * deck.slide_width / former_width),
                                       round(shape.width * deck.slide_width / former_width))
    del deck.element.find(qn("p:sldSz")).attrib["type"]
    for relation in list(deck.part.package.iter_rels()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            deck.part.package.drop_rel(relation.rId)
        if relation.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            deck.part.rels.pop(relation.rId)
    return deck


def _properties(deck: Deck, extract: Extract, title: str) -> None:
    """Set the file's properties, none of which depends on when or where it is written."""
    day = datetime.fromisoformat(extract.as_of).replace(tzinfo=UTC)
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = (
        clean(title)[:_PROPERTY_MOST], "Corridor Atlas", "Corridor Atlas")
    properties.subject = f"Release {extract.release}, as of {extract.as_of}"[:_PROPERTY_MOST]
    properties.keywords = clean("; ".join(extract.filters))[:_PROPERTY_MOST]
    properties.comments = ATTRIBUTION
    properties.created = properties.modified = day
    properties.revision = 1


def _pens(deck: Deck, spoken: str, drawn: list[DeckSlide]) -> Iterator[Pen]:
    """Yields a pen for each new slide, added to `drawn`; the first gets the speaker's notes."""
    while True:
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        drawn.append(slide)
        for shape in list(slide.placeholders):
            shape.element.getparent().remove(shape.element)
        if spoken and (frame := slide.notes_slide.notes_text_frame):
            frame.text = re.sub("\r\n?", "\n", clean(spoken))
        spoken = ""
        yield Pen(slide)


def _compress_slides(slides: Sequence[DeckSlide], written: dict[str, bytes]) -> None:
    """Keep finished slides as compressed XML, by the names of their parts, and drop their shapes.

    As a tree of elements the XML of a slide takes some thirty times the memory.
    """
    for slide in slides:
        trees: list[tuple[XmlPart, Any]] = [(slide.part, slide.shapes.element)]
        if slide.has_notes_slide:
            trees.append((slide.notes_slide.part, slide.notes_slide.shapes.element))
        for part, shapes in trees:
            written[part.partname.membername] = zlib.compress(part.blob, 1)
            for shape in list(shapes):
                shapes.remove(shape)


def _deck(extract: Extract, pages: Sequence[Callable[[], Page]], title: str) -> bytes:
    deck, cited, written = _new_deck(), set[str](), dict[str, bytes]()
    _properties(deck, extract, title)

    def draw(page: Page, of: Extract) -> None:
        drawn: list[DeckSlide] = []
        draw_page(page, of, _pens(deck, page.spoken, drawn))
        _compress_slides(drawn, written)

    for done, make in enumerate(pages, 1):
        page = make()
        draw(page, page.extract or extract)
        cited |= page.sources
        extract.progress(done, len(pages) + 1)
    if cited:
        draw(sources_page(extract, [extract.atlas.sources[name] for name in sorted(cited)]),
             extract)
    data = _packed(deck, written)
    extract.progress(len(pages) + 1, len(pages) + 1)
    return data


def _packed(deck: Deck, written: Mapping[str, bytes]) -> bytes:
    """Returns the file, with its parts in order of their names and all of one date.

    `written` has the compressed content of parts that the deck itself no longer holds.
    """
    raw, out = io.BytesIO(), io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts.namelist()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _ABOUT if name == "docProps/app.xml" else zlib.decompress(
                written[name]) if name in written else parts.read(name))
    return out.getvalue()

"""Writes PDF with embedded fonts: a dossier on one page, and tables of routes and claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from types import MappingProxyType

from reportlab.lib.pagesizes import A4, landscape

from geo.cartography.layout import lay_out
from geo.cartography.legend import notes as map_notes
from geo.cartography.shapes import MapLayout
from geo.catalog.catalog import RouteEntry
from geo.data.errors import AtlasError
from geo.export.pdf.page_blocks import Block, Columns, Rule, Space, Stack, even, text
from geo.export.pdf.page_dossier import dossier_page, numbers_of_page
from geo.export.pdf.page_print import printed_map
from geo.export.pdf.page_series import series_block, series_head
from geo.export.pdf.page_sheet import Sheet
from geo.export.pdf.page_tables import LISTINGS
from geo.export.pdf.page_text import QUIET, note_lines, note_style, quiet, shown, strong, style
from geo.presentation.citations import Citation, Citations
from geo.presentation.dossier import Dossier
from geo.presentation.extract import Extract
from geo.presentation.series_table import drawn_in_words
from geo.presentation.shown_series import TITLE
from geo.query.view import View

_WIDTHS = MappingProxyType({"series": A4[0] - 80, "routes": landscape(A4)[0] - 72,
                            "claims": landscape(A4)[0] - 72})
"""The width between the margins of a listing, in points."""
_LEAST = 70.0
"""The least room at the foot of a page, in points, to begin a group there."""


class NoRouteOpenError(AtlasError):
    """A dossier was requested while no route is open."""


def _map_layout(extract: Extract, entry: RouteEntry, width: float, height: float) -> MapLayout:
    """The map of the route among all others, also those that the filter leaves out."""
    view = View(opened=entry.route_id, depiction=extract.view.depiction)
    whole = replace(extract, view=view)
    layout = lay_out(whole, width, height)
    return replace(layout, notes=map_notes(whole, layout.lines, ()))


def dossier(extract: Extract, _what: str) -> bytes:
    """Returns the dossier of the opened route on one page of A4, and its charts on the next.

    Raises NoRouteOpenError if no route is open.
    """
    return printed_dossier(extract)[0]


def printed_dossier(extract: Extract) -> tuple[bytes, Dossier]:
    """Returns the page, and the dossier that stands on it: the whole one, cut to its room.

    The charts of its yearly volumes follow on pages of their own, with the notes of their points.
    """
    entry = extract.opened
    if entry is None:
        raise NoRouteOpenError(
            f"The dossier needs one open route; {extract.view.opened!r} is none. Open a route on "
            "the map or in the table, or name its id.")
    sheet = Sheet(extract, f"{entry.route.name}: route dossier", A4)
    sheet.place(Columns((text("CORRIDOR ATLAS  ·  ROUTE DOSSIER", style(6.8, bold=True,
                                                                        colour=QUIET)),
                         text(shown(entry.route_id), style(6.8, colour=QUIET, right=True))),
                        (1, 1)))
    sheet.place(Rule(2, 8))
    page, kept = dossier_page(extract.atlas, entry, partial(_map_layout, extract, entry),
                              extract.view.depiction, (sheet.width, sheet.room))
    factor = min(1.0, sheet.room / page.height(sheet.width))
    sheet.canvas.saveState()
    sheet.canvas.translate(sheet.left, sheet.y)
    sheet.canvas.scale(factor, factor)
    page.draw(sheet.canvas, 0, 0, sheet.width)
    sheet.canvas.restoreState()
    if kept.series:
        sheet.turn()
        sheet.flow(series_head())
        for series in kept.series:
            sheet.flow(series_block(series))
        _flow_notes(sheet, kept.citations, numbers_of_page(kept))
    return sheet.done(), kept


def _colophon(extract: Extract, what: str) -> Block:
    title = {"routes": "Routes", "claims": "Claims, as the sources print them",
             "series": "Volumes from year to year"}[what]
    pairs = [text(f"{quiet(shown(name.capitalize() + ':'))} {shown(words)}", style(7))
             for name, words in extract.colophon]
    return Stack((text(f"Corridor Atlas: {shown(title.lower())}", style(16, bold=True)), Space(4),
                  even(pairs, 2, _WIDTHS[what]), Space(8)))


def table(extract: Extract, what: str) -> bytes:
    """Returns the table of routes or of claims on landscape A4, with citations at the end."""
    listing = LISTINGS[what](extract)
    sheet = Sheet(extract, f"Corridor Atlas: {what}", landscape(A4), left=36)
    sheet.flow(_colophon(extract, what))
    sheet.flow(listing.heading)
    if not listing.count:
        sheet.flow(text(shown(listing.nothing), style(8)))
    for done, line in enumerate(listing.lines):
        extract.progress(done, listing.count)
        if line.opens and sheet.room < _LEAST:
            sheet.turn()
            sheet.flow(line.heading)
        sheet.flow(line.block, line.heading)
    extract.progress(listing.count, listing.count)
    notes = [text(note, note_style(6.4)) for note in listing.notes()]
    if notes:
        if sheet.room < _LEAST:
            sheet.turn()
        sheet.flow(Stack((Space(10), text(strong("Sources"), style(10)), Rule(2, 5))))
        sheet.flow_columns(notes, 2)
    return sheet.done()


def charts(extract: Extract) -> bytes:
    """Returns the series of a view as charts with their points, and the citations at the end.

    Raises AtlasError if none is drawn.
    """
    citations = Citations(extract.atlas.sources)
    drawn = drawn_in_words(extract, citations)
    sheet = Sheet(extract, f"Corridor Atlas: {TITLE.lower()}", A4)
    sheet.flow(_colophon(extract, "series"))
    sheet.flow(series_head())
    for done, (subject, series) in enumerate(groupby(drawn, key=lambda each: each.subject)):
        extract.progress(done, len(drawn))
        first = Stack((text(strong(shown(subject)), style(10)), Rule(2, 4)))
        for each in series:
            sheet.flow(Stack((first, series_block(each))))
            first = Stack(())
    _flow_notes(sheet, citations.listed)
    extract.progress(len(drawn), len(drawn))
    return sheet.done()


def _flow_notes(sheet: Sheet, listed: Sequence[Citation], above: frozenset[int] = frozenset()
                ) -> None:
    """Draw numbered notes in two columns, but for those that stand `above`."""
    notes = [text(note, note_style(6.4))
             for each, note in zip(listed, note_lines(listed), strict=True)
             if each.number not in above]
    if not notes:
        return
    if sheet.room < _LEAST:
        sheet.turn()
    sheet.flow(Stack((Space(10), text(strong("Sources"), style(10)), Rule(2, 5))))
    sheet.flow_columns(notes, 2)


def pages(extract: Extract, what: str) -> bytes:
    """Returns the map to `print`, the dossier of the open route, charts of `series`, or a table."""
    if what == "series":
        return charts(extract)
    if what == "print":
        return printed_map(extract)
    return dossier(extract, what) if what == "dossier" else table(extract, what)

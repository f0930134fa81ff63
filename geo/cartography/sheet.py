"""The sheet: a map layout with title, legend, scale bar and sources, for a slide or printed page.

Everything is placed here, in points from the sheet's top left corner; a renderer only draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.cartography.layout import lay_out
from geo.cartography.lettering import clean, measure, wrap
from geo.cartography.shapes import (
    MAP_PALETTE,
    Area,
    Dot,
    Label,
    LaidStroke,
    LegendEntry,
    MapLayout,
    Path,
    Point,
)
from geo.catalog.facets import LEGEND
from geo.catalog.stages import state_in_year
from geo.claims.wording import date_words, who_words
from geo.data.records import Claim
from geo.network.admission import subject_words
from geo.query.view import DEPICTIONS

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

Item = Area | Path | Label | Dot

PAPER = "#ffffff"
_INK, _QUIET = MAP_PALETTE["ink"], "#45525e"
_MARGIN, _GAP, _PANEL = 26.0, 14.0, 214.0
_TITLE, _SUBTITLE, _LEGEND, _CREDIT = 25.0, 12.5, 12.0, 8.6
_LEAST_LEGEND = 5.0
_CREDIT_LINES, _ENTRY_LINES, _NOTE_LINES = 4, 4, 7
_SWATCH = 2.9
_PLAIN = ("corridors", "modes", "statuses", "countries", "regions", "evidence")
"""The facets whose words are clear in a title without the facet's name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture: a map layout with its top left corner at `at`, and what stands around it."""

    width: float
    height: float
    title: str
    description: str
    plate: MapLayout
    at: Point
    items: tuple[Item, ...]


def _filter_words(extract: Extract) -> tuple[str, ...]:
    """Returns the filters in words, without the year."""
    return tuple(words for words in extract.filters if not words.startswith("Year: "))


def title_of(extract: Extract) -> str:
    """Returns what a picture of the extract shows, in one line."""
    opened = extract.shown.entry(extract.view.opened)
    filters = tuple(words for words in _filter_words(extract) if words not in extract.asked)
    plain = tuple(f"{LEGEND[name].title}: " for name in _PLAIN)
    if opened:
        title = opened.route.name
    elif extract.what_if:
        question = extract.view.question
        title = " to ".join(subject_words(extract.atlas, end)
                            for end in (question.origin, question.target)) + ": what if"
    elif filters:
        title = "; ".join(words.split(": ", 1)[1] if words.startswith(plain) else words
                          for words in filters)
    else:
        title = "Transport corridors of Eurasia"
    return clean(f"{title}, {extract.view.year}" if extract.view.year else title)


def subtitle_of(extract: Extract) -> str:
    """Returns how many routes, every filter that applies, the year, the day, and whose borders."""
    year = (f"Drawn for {extract.view.year}",) if extract.view.year else ()
    shown_count, all_count = extract.routes
    overlay = (extract.overlay_words,) if extract.overlay_words else ()
    return clean(" · ".join((
        f"{shown_count} of {all_count} routes", *overlay,
        *(_filter_words(extract) or ("no filter",)), *year, f"as of {date_words(extract.as_of)}",
        DEPICTIONS[extract.view.depiction])))


def _deciding_claims(extract: Extract) -> Iterator[Claim]:
    """Yields the claims that decide how the lines are drawn: of their status, or of the year."""
    for entry in extract.shown.entries:
        if extract.view.year is None:
            claim = entry.headline("status")
            yield from (claim,) if claim else ()
        else:
            yield from state_in_year(entry, extract.view.year).claims


def _claims(extract: Extract, *, brief: bool) -> str:
    source_ids = sorted({claim.source_id for claim in _deciding_claims(extract)})
    sources = [extract.atlas.sources[source_id] for source_id in source_ids]
    if not extract.shown.entries:
        return ""
    if not sources:
        return "Claims: none of the sources states the status of what is shown."
    names = (
        f"{who_words(source)} ({source.published[:4]})"
        if brief
        else f"{who_words(source)}, {source.title} ({date_words(source.published)})"
        for source in sources
    )
    return clean(f"Claims: {'; '.join(names)}.")


def _borders(extract: Extract) -> str:
    licence = str(extract.land.get("licence", ""))
    if not licence:
        return ""
    close = "; © OpenStreetMap contributors, ODbL 1.0" if extract.land.get("insets") else ""
    return clean(f"Borders: {licence}{close}. They express no opinion on the legal status of any "
                 "territory.")


def _licence(extract: Extract) -> str:
    places = " Places: GeoNames, CC BY 4.0." if any(
        "geonames" in place.origin.lower() for place in extract.atlas.places.values()) else ""
    return clean(f"Corridor Atlas, release {extract.release}, CC BY 4.0.{places}")


def credits_of(extract: Extract, *, brief: bool = False) -> tuple[str, ...]:
    """Returns whose claims and borders a picture shows, and its terms, a line each."""
    lines = (_claims(extract, brief=brief), _borders(extract), _licence(extract))
    return tuple(line for line in lines if line)


def _text(words: str, at: Point, size: float, *, bold: bool = False, colour: str = _INK) -> Label:
    return Label(words, (round(at[0], 2), round(at[1], 2)), size, bold=bold, italic=False,
                 colour=colour, anchor="start", kind="text",
                 width=round(measure(words, size, bold=bold), 2), halo=0.0)


@dataclass(slots=True)
class _Column:
    """Lines of text set from the top down; `y` is where the next one begins."""

    x: float
    y: float
    width: float

    def lines(self, words: str, size: float, *, bold: bool = False, colour: str = _INK,
              most: int = 99) -> Iterator[Label]:
        for line in wrap(words, self.width, size, bold=bold, most=most):
            yield _text(line, (self.x, self.y + size * 0.66), size, bold=bold, colour=colour)
            self.y += size * 1.32

    def entry(self, entry: LegendEntry, size: float) -> Iterator[Item]:
        swatch = size * _SWATCH
        middle = self.y + size * 0.66
        for stroke in entry.strokes:
            ends = ((self.x, round(middle, 2)), (round(self.x + swatch, 2), round(middle, 2)))
            yield Path("legend", ends, stroke)
        if entry.dot:
            yield replace(entry.dot, at=(round(self.x + swatch / 2, 2), round(middle, 2)))
        inner = _Column(self.x + swatch + size * 0.7, self.y, self.width - swatch - size * 0.7)
        yield from inner.lines(entry.words, size, most=_ENTRY_LINES)
        self.y = inner.y + size * 0.18


def _panel(layout: MapLayout, column: _Column, size: float) -> Iterator[Item]:
    """Yields the legend and the notes in a column."""
    for group in layout.legend:
        yield from column.lines(group.title, size, bold=True)
        column.y += size * 0.1
        for entry in group.entries:
            yield from column.entry(entry, size)
        column.y += size * 0.65
    for note in layout.notes:
        yield from column.lines(note, size * (0.86 if layout.legend else 1), colour=_QUIET,
                                most=_NOTE_LINES)
        column.y += size * 0.4


def _fitting_panel(layout: MapLayout, at: Point, room: Point, size: float) -> list[Item]:
    """Returns the panel in the largest size of type that fits the room."""
    while True:
        column = _Column(at[0], at[1], room[0])
        items = list(_panel(layout, column, size))
        if column.y <= at[1] + room[1] or size <= _LEAST_LEGEND:
            return items
        size *= 0.96


def _bar(layout: MapLayout, at: Point) -> Iterator[Item]:
    x, y = at[0] + layout.scale.at[0], at[1] + layout.scale.at[1]
    end, size = round(x + layout.scale.length, 2), layout.scale.size
    rule = ((x, y - size * 0.4), (x, y), (end, y), (end, y - size * 0.4))
    yield Path("scale", rule, LaidStroke(MAP_PALETTE["halo"], 3.4, opacity=0.9))
    yield Path("scale", rule, LaidStroke(_INK, 1.3))
    yield Label(layout.scale.words, (x, round(y - size * 1.2, 2)), size, bold=False,
                italic=False, colour=_INK, anchor="start", kind="scale",
                width=measure(layout.scale.words, size), halo=1.6)


def _edge(layout: MapLayout, at: Point) -> Path:
    x, y = at
    right, bottom = round(x + layout.width, 2), round(y + layout.height, 2)
    corners = ((x, y), (right, y), (right, bottom), (x, bottom), (x, y))
    return Path("edge", corners, LaidStroke(MAP_PALETTE["coast"], 0.8))


def _foot(extract: Extract, column: _Column, size: float) -> list[Label]:
    """Returns the sources from the sheet's lower edge up: with titles if four lines hold them."""
    for brief in (False, True):
        lines = [label for words in credits_of(extract, brief=brief)
                 for label in column.lines(words, size, colour=_QUIET, most=_CREDIT_LINES)]
        if brief or len(lines) <= _CREDIT_LINES:
            break
        column.y = 0.0
    return lines


def _lowered(labels: Iterable[Label], distance: float) -> Iterator[Label]:
    return (_text(label.text, (label.at[0], label.at[1] + distance), label.size, bold=label.bold,
                  colour=label.colour) for label in labels)


def lay_sheet(extract: Extract, width: float, height: float) -> Sheet:
    """Returns a whole picture of a view on a sheet of `width` by `height` points."""
    unit = min(width / 960, height / 540)
    margin = _MARGIN * unit
    head = _Column(margin, margin * 0.8, width - 2 * margin)
    title, subtitle = title_of(extract), subtitle_of(extract)
    items: list[Item] = [*head.lines(title, _TITLE * unit, bold=True, most=2),
                         *head.lines(subtitle, _SUBTITLE * unit, colour=_QUIET, most=3)]
    foot = _Column(margin, 0.0, width - 2 * margin)
    credit = _foot(extract, foot, _CREDIT * unit)
    foot_top = height - margin * 0.7 - foot.y
    at = (round(margin, 2), round(head.y + _GAP * unit * 0.6, 2))
    high = round(foot_top - _GAP * unit * 0.5 - at[1], 2)
    wide = round(width - 2 * margin - (_PANEL + _GAP) * unit, 2)
    layout = lay_out(extract, wide, high)
    panel_at = (at[0] + wide + _GAP * unit, at[1])
    items += [*_lowered(credit, foot_top), *_bar(layout, at), _edge(layout, at),
              *_fitting_panel(layout, panel_at, (_PANEL * unit, high), _LEGEND * unit)]
    return Sheet(width, height, title, f"{subtitle}. {' '.join(layout.notes)}".strip(), layout, at,
                 tuple(items))

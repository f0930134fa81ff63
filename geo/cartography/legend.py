"""The symbols of a map layout: the strokes of every route, and a legend of those that occur.

A stroke is built as on the screen: a halo, edge or band below, the line, a core above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geo.cartography.colours import (
    MODE_COLOURS,
    OVERLAY_COLOUR,
    PLAIN,
    STATUS_COLOURS,
    Colouring,
    colouring,
    corridor_colours,
)
from geo.cartography.lettering import clean
from geo.cartography.shapes import (
    MAP_PALETTE,
    Dot,
    LaidStroke,
    LegendEntry,
    LegendGroup,
    RouteLine,
)
from geo.cartography.symbols import (
    BASIS_STYLES,
    LINE_STYLES,
    STATUS_STROKES,
    Stroke,
    StrokeStyle,
)
from geo.catalog.catalog import Catalog, RouteEntry
from geo.catalog.selection import STAGE_WORDS, drawn_status
from geo.catalog.stages import STAGES, state_in_year
from geo.claims.wording import STATUS_WORDS
from geo.data.schema import BASES, MODE_WORDS, MODES, OVERLAY, OVERLAY_FLAG

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

_INK = MAP_PALETTE["ink"]
_DOTTED = "1 6"
_NAMED = 3
_BAND_LINE, _BAND = 2.4, 10.0
_CONTEXT_WIDTH, _CONTEXT_OPACITY = 0.45, 0.6
_SELECTED_EXTRA, _SELECTED_HALO = 2.5, 7.0
_BASIS_TITLE, _ROLE_TITLE, _PLACES_TITLE = "How sure the line is", "Role", "Places"
OTHER_ROUTES = "Other routes"
"""The word of the legend for featured routes of no corridor with a colour of its own."""
_SURENESS = ("conceptual", "schematic", "traced", "surveyed", OVERLAY)


def _dash(pattern: str, unit: float) -> tuple[float, ...]:
    return tuple(float(part) * unit for part in pattern.split())


def _under(colour: str, width: float, build: StrokeStyle, *, selected: bool) -> LaidStroke:
    """Returns what lies below the line, in pixels: a pale band, highlight, dark edge or halo."""
    if build.band:
        return LaidStroke(colour, _BAND + (5 if selected else 0),
                           opacity=0.34 if selected else 0.17)
    if selected:
        return LaidStroke(MAP_PALETTE["selected"], width + _SELECTED_HALO, opacity=0.95)
    if build.edge:
        return LaidStroke(_INK, width + 2)
    return LaidStroke(MAP_PALETTE["halo"], width + 2.6, opacity=0.8)


def _build(colour: str, stroke: Stroke, build: StrokeStyle, *, context: bool, selected: bool
           ) -> Iterator[LaidStroke]:
    """Yields the strokes of a line from the lowest to the topmost, in pixels."""
    width = max(stroke.width, build.least_width) * (_CONTEXT_WIDTH if context else 1)
    width += _SELECTED_EXTRA if selected else 0
    pattern = build.dash or stroke.dash
    if selected and build.band:
        yield LaidStroke(MAP_PALETTE["selected"], _BAND + 9, opacity=0.95)
    yield _under(colour, width, build, selected=selected)
    yield LaidStroke(colour, min(width, _BAND_LINE) if build.band else width, _dash(pattern, 1),
                      _CONTEXT_OPACITY if context else 1.0, round_cap=pattern == _DOTTED)
    if build.core:
        yield LaidStroke("#ffffff", build.core * width)


def _sized(strokes: Iterable[LaidStroke], unit: float) -> tuple[LaidStroke, ...]:
    return tuple(
        LaidStroke(
            stroke.colour,
            stroke.width * unit,
            tuple(part * unit for part in stroke.dash),
            stroke.opacity,
            stroke.round_cap,
        )
        for stroke in strokes
    )


def colouring_of(extract: Extract) -> Colouring:
    """Returns what colour says on the map of an extract."""
    return colouring(extract.atlas, extract.view.colour_by)


def strand_colours(entry: RouteEntry, extract: Extract) -> tuple[str, ...]:
    """Returns the colours of a route's strands; where its corridor is open, that of the corridor.

    So does geo/web/map/lines.js.
    """
    colours, opened = colouring_of(extract), extract.view.opened
    if colours.by == "corridor" and opened in entry.route.corridor_ids:
        return (colours.corridors[opened],)
    return colours.strands(entry.route, drawn_status(entry, extract.view.year))


def route_strokes(entry: RouteEntry, extract: Extract, unit: float, colour: str = ""
                  ) -> tuple[LaidStroke, ...]:
    """Returns the strokes of a route's strand of a colour (blank: of its leading one).

    `unit` is the points in a pixel of the screen.
    """
    status = drawn_status(entry, extract.view.year)
    return _sized(_build(
        colour or strand_colours(entry, extract)[0], STATUS_STROKES[status],
        LINE_STYLES[entry.alignment.basis], context=entry.route.role == "context",
        selected=entry.route_id == extract.view.opened), unit)


def drawing_order(extract: Extract) -> list[RouteEntry]:
    """Returns the routes shown: surer lines over less sure ones, the open one over all."""
    return sorted(extract.shown.entries, key=lambda entry: (
        entry.route_id == extract.view.opened, _SURENESS.index(entry.alignment.basis)))


def _swatch(colour: str, status: str, basis: str, unit: float) -> tuple[LaidStroke, ...]:
    return _sized(_build(colour, STATUS_STROKES[status], BASIS_STYLES[basis],
                         context=False, selected=False), unit)


def _modes(entries: list[RouteEntry], unit: float) -> LegendGroup:
    modes = {entry.route.mode for entry in entries}
    return LegendGroup("Mode", tuple(
        LegendEntry(words, _swatch(MODE_COLOURS[mode], "operating", "traced", unit))
        for mode, words in MODES.items() if mode in modes))


def _corridors(entries: list[RouteEntry], atlas: Catalog, unit: float) -> LegendGroup:
    """Returns the corridors whose colour is drawn, then that of all other featured routes.

    A route of several corridors is drawn in the colour of the first of them.
    """
    colours = corridor_colours(atlas)
    shown = {next((corridor for corridor in entry.route.corridor_ids
                   if colours[corridor] != PLAIN), "") for entry in entries}
    named = [LegendEntry(clean(atlas.corridors[corridor].name),
                         _swatch(colour, "operating", "traced", unit))
             for corridor, colour in sorted(colours.items(), key=lambda item: (
                 atlas.corridors[item[0]].name.casefold())) if corridor in shown
             and colour != PLAIN]
    coloured = {corridor for corridor, colour in colours.items() if colour != PLAIN}
    others = any(entry.route.role == "featured" and coloured.isdisjoint(entry.route.corridor_ids)
                 for entry in entries)
    rest = [LegendEntry(OTHER_ROUTES, _swatch(PLAIN, "operating", "traced", unit))]
    return LegendGroup("Corridor", (*named, *(rest if others else ())))


def _coloured(entries: list[RouteEntry], extract: Extract, unit: float) -> LegendGroup:
    """Returns what the colours say; nothing where they say the status, which dashes say too."""
    by = extract.view.colour_by
    if by == "mode":
        return _modes(entries, unit)
    return _corridors(entries, extract.atlas, unit) if by == "corridor" else LegendGroup("", ())


def _statuses(entries: list[RouteEntry], extract: Extract, unit: float) -> LegendGroup:
    year = extract.view.year
    inks = STATUS_COLOURS if extract.view.colour_by == "status" else dict.fromkeys(
        STATUS_STROKES, _INK)
    if year is None:
        statuses = {entry.status for entry in entries}
        return LegendGroup("Status", tuple(
            LegendEntry(STATUS_WORDS[status], _swatch(inks[status], status, "traced", unit))
            for status in STATUS_STROKES if status in statuses))
    stages = {state_in_year(entry, year).stage: drawn_status(entry, year) for entry in entries}
    return LegendGroup(f"In {year}, as dated claims say", tuple(
        LegendEntry(STAGE_WORDS[stage],
                    _swatch(inks[stages[stage]], stages[stage], "traced", unit))
        for stage in STAGES if stage in stages))


def _bases(entries: list[RouteEntry], unit: float) -> LegendGroup:
    bases = {entry.alignment.basis for entry in entries}
    return LegendGroup(_BASIS_TITLE, tuple(
        LegendEntry(f"{basis.capitalize()}: {words}", _swatch(_INK, "operating", basis, unit))
        for basis, words in BASES.items() if basis in bases))


def _highlighted(entries: list[RouteEntry], extract: Extract, unit: float) -> LegendGroup:
    return LegendGroup("Highlighted", tuple(
        LegendEntry(clean(entry.route.name), route_strokes(entry, extract, unit))
        for entry in entries if entry.route_id == extract.view.opened))


def _context(entries: list[RouteEntry], unit: float) -> LegendGroup:
    has_context = any(entry.route.role == "context" for entry in entries)
    strokes = _build(PLAIN, STATUS_STROKES["operating"], BASIS_STYLES["traced"], context=True,
                     selected=False)
    words = "A route that connects, drawn quietly"
    entries_shown = (LegendEntry(words, _sized(strokes, unit)),) if has_context else ()
    return LegendGroup(_ROLE_TITLE, entries_shown)


def _overlay(entries: list[RouteEntry], unit: float) -> LegendGroup:
    strokes = _build(OVERLAY_COLOUR, STATUS_STROKES["not-stated"], LINE_STYLES[OVERLAY],
                     context=False, selected=False)
    return LegendGroup("A reader's own", (
        LegendEntry(MODE_WORDS[OVERLAY], _sized(strokes, unit)),) if entries else ())


def _places(dot: Dot | None) -> LegendGroup:
    """Returns the meaning of the dots of places."""
    return LegendGroup(_PLACES_TITLE, (LegendEntry("Place on a route", (), dot),) if dot else ())


def legend(extract: Extract, lines: tuple[RouteLine, ...], unit: float, dot: Dot | None = None
           ) -> tuple[LegendGroup, ...]:
    """Returns legend groups for what is drawn; none where nothing is drawn.

    `dot` is that of a place, where some are drawn.
    """
    drawn = {line.route_id for line in lines}
    shown = [entry for entry in extract.shown.entries if entry.route_id in drawn]
    entries = [entry for entry in shown if not entry.is_overlay]
    overlays = [entry for entry in shown if entry.is_overlay]
    groups = (
        _coloured(entries, extract, unit),
        _statuses(entries, extract, unit),
        _bases(entries, unit),
        _context(entries, unit),
        _places(dot),
        _overlay(overlays, unit),
        _highlighted(shown, extract, unit),
    )
    return tuple(group for group in groups if group.entries)


def brief_legend(groups: Iterable[LegendGroup], most: int) -> tuple[LegendGroup, ...]:
    """Returns the groups that a map with little room shows: those that tell its lines apart.

    A group of more than `most` entries is left out; a legend of all maps has it.
    """
    return tuple(group for group in groups if len(group.entries) <= most
                 and group.title not in (_BASIS_TITLE, _ROLE_TITLE, _PLACES_TITLE))


def _indicative(entries: list[RouteEntry]) -> str:
    """Returns the sentence on lines that nobody surveyed or traced; blank without such lines."""
    unsure = [entry for entry in entries if entry.alignment.basis in ("schematic", "conceptual")]
    if not unsure:
        return ""
    if len(unsure) == len(entries):
        basis_words = " and ".join(sorted({entry.alignment.basis for entry in unsure}))
        subject = "the line is" if len(entries) == 1 else "the lines are"
    else:
        basis_words = "schematic or conceptual"
        subject = f"{len(unsure)} of the {len(entries)} lines {'is' if len(unsure) == 1 else 'are'}"
    return f"Indicative alignment: {subject} {basis_words}, not surveyed."


def notes(extract: Extract, lines: tuple[RouteLine, ...], outside: tuple[str, ...]
          ) -> tuple[str, ...]:
    """Returns what must be said with the map: that lines are indicative, and what it leaves out."""
    drawn = {line.route_id for line in lines}
    entries = [entry for entry in extract.shown.entries
               if entry.route_id in drawn and not entry.is_overlay]
    sentences = [words] if (words := _indicative(entries)) else []
    if not extract.shown.entries:
        sentences.append("No route matches this selection.")
    elif outside:
        overlay_words = {entry.route_id: f" ({OVERLAY_FLAG})" for entry in extract.shown.overlays}
        names = [clean(extract.shown.name_of(route_id)) + overlay_words.get(route_id, "")
                 for route_id in outside]
        more = f" and {len(names) - _NAMED} more routes" if len(names) > _NAMED + 1 else ""
        listed = names[:_NAMED] if more else names
        sentences.append(f"Outside this frame: {'; '.join(listed)}{more}.")
    return tuple(sentences)

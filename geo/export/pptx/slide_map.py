"""Draws a map layout on a slide: map, legend and scale bar as native shapes in named groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from geo.cartography.shapes import (
    MAP_PALETTE,
    Area,
    Dot,
    Label,
    LaidStroke,
    LegendEntry,
    LegendGroup,
    MapLayout,
    Path,
    Point,
    Ring,
    RouteLine,
)
from geo.export.pptx.drawingml import Box, Drawn, Pen, Text
from geo.export.pptx.slide_text import INK, LEAST, QUIET, Run, cut, width_of

ROW = 16.5
"""The height of a legend's row in points."""
_SWATCH, _GAP, _SPACE = 28.0, 6.0, 14.0
_LEGEND_SIZE = LEAST
_NAMES = {"border": "Borders", "disputed": "Disputed lines", "river": "Rivers", "coast": "Coast"}


def _moved(parts: Iterable[Ring], x: float, y: float) -> list[Ring]:
    return [tuple((x + px, y + py) for px, py in part) for part in parts]


def _areas(pen: Pen, areas: Iterable[Area], at: Box) -> list[Drawn]:
    return [pen.freeform(area.kind.capitalize(), _moved(area.rings, at.x, at.y), None, area.fill)
            for area in areas]


def _paths(pen: Pen, paths: Iterable[Path], at: Box) -> list[Drawn]:
    """One freeform for consecutive paths of the same kind and stroke: fewer shapes to select."""
    return [pen.freeform(_NAMES.get(kind, kind.capitalize()),
                         _moved((path.points for path in alike), at.x, at.y), stroke)
            for (kind, stroke), alike in groupby(paths, key=lambda path: (path.kind, path.stroke))]


def _under(pen: Pen, layout: MapLayout, at: Box) -> Iterator[Drawn]:
    """Yields land and lines in the layout's order, so that insets hide what is below them."""
    for is_area, items in groupby(layout.under, key=lambda item: isinstance(item, Area)):
        group = list(items)
        if is_area:
            yield from pen.group("Land", _areas(
                pen, (item for item in group if isinstance(item, Area)), at))
        else:
            yield from pen.group("Borders", _paths(
                pen, (item for item in group if isinstance(item, Path)), at))


def _routes(pen: Pen, lines: Sequence[RouteLine], at: Box) -> Iterator[Drawn]:
    """Yields the halos under all lines, then a group for each route.

    The alternative text of a route's group is the route's id.
    """
    parts = {line.route_id: _moved(line.parts, at.x, at.y) for line in lines}
    yield from pen.group("Under the routes", [
        pen.freeform(f"Under: {line.name}", parts[line.route_id], line.strokes[0])
        for line in lines])
    yield from pen.group("Routes", [shape for line in lines for shape in pen.group(
        f"Route: {line.name}",
        [pen.freeform(f"Stroke {number}", parts[line.route_id], stroke)
         for number, stroke in enumerate(line.strokes[1:] or line.strokes, 1)],
        line.route_id)])


def _label(pen: Pen, label: Label, at: Box, prefix: str) -> Drawn:
    """Returns a text box of one line, a little wider than its text and kept inside the map."""
    run = Run(label.text, label.size, label.bold, label.italic, label.colour)
    width = min(max(label.width, width_of(run)) + 2, at.width)
    height = label.size * 1.25
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    left, top = label.at[0] - share * width, label.at[1] - height / 2
    if not label.angle:
        left = min(max(left, 0), at.width - width)
        top = min(max(top, 0), at.height - height)
    return pen.text(
        f"{prefix}Label: {label.text}", Box(at.x + left, at.y + top, width, height), Text(
            [(run,)], align=label.anchor, halo=label.halo, wrap=False, angle=label.angle))


def dot_shape(pen: Pen, dot: Dot, at: Point) -> Drawn:
    """Returns the dot of a place as a circle at a point."""
    return pen.solid("Place", Box(at[0] - dot.radius, at[1] - dot.radius, 2 * dot.radius,
                                  2 * dot.radius), dot.fill, LaidStroke(dot.edge, 0.75),
                     "ellipse")


def _scale(pen: Pen, layout: MapLayout, at: Box) -> Iterator[Drawn]:
    left, bottom = at.x + layout.scale.at[0], at.y + layout.scale.at[1]
    right, tick, size = left + layout.scale.length, 4, layout.scale.size
    words = Run(layout.scale.words, size)
    return pen.group("Scale bar", [
        pen.freeform("Bar", [((left, bottom - tick), (left, bottom), (right, bottom),
                              (right, bottom - tick))], LaidStroke(INK, 1.2)),
        pen.text("Scale", Box(left, bottom - tick - size * 1.3, width_of(words) + 4, size * 1.25),
                 Text([(words,)], halo=1.5, wrap=False))])


def draw_map(pen: Pen, layout: MapLayout, at: Box) -> None:
    """Put a map on a slide: sea, land, borders, routes, places, labels, scale bar and frame."""
    pen.put(*_map(pen, layout, at, "Map frame", ""))


def draw_inset(pen: Pen, layout: MapLayout, at: Box) -> None:
    """Put a map over another one, as one group."""
    pen.put(*pen.group("Inset", list(_map(pen, layout, at, "Inset frame", "Inset "))))


def _map(pen: Pen, layout: MapLayout, at: Box, frame: str, prefix: str) -> Iterator[Drawn]:
    yield pen.solid("Sea", at, layout.sea)
    yield from _under(pen, layout, at)
    yield from _routes(pen, layout.lines, at)
    dots = [dot_shape(pen, dot, (at.x + dot.at[0], at.y + dot.at[1])) for dot in layout.dots]
    yield from pen.group("Places", dots)
    yield from pen.group("Labels", [_label(pen, label, at, prefix) for label in layout.labels])
    yield from _scale(pen, layout, at)
    yield pen.solid(frame, at, "", LaidStroke(MAP_PALETTE["coast"], 0.75))


def _entry(words: str, room: float) -> tuple[Run, float]:
    """Returns the words of an entry, cut to a row, and the width of the whole entry."""
    (run,) = cut((Run(words, _LEGEND_SIZE),), room - _SWATCH - _GAP - 2, ROW)
    return run, _SWATCH + _GAP + width_of(run) + 2


def _rows(groups: Sequence[LegendGroup], room: float) -> Iterator[tuple[str, list[LegendEntry]]]:
    """Yields the entries row by row; a group begins a new row, which has its title."""
    for group in groups:
        title, row, used = group.title, list[LegendEntry](), 0.0
        for entry in group.entries:
            wide = _entry(entry.words, room)[1] + _SPACE
            if row and used + wide - _SPACE > room:
                yield title, row
                title, row, used = "", [], 0.0
            row.append(entry)
            used += wide
        yield title, row


def legend_height(groups: Sequence[LegendGroup], width: float) -> float:
    """Returns the height in points of a legend that is `width` points wide."""
    return len(list(_rows(groups, width - _titles(groups)))) * ROW


def _title(words: str) -> Run:
    return Run(words, _LEGEND_SIZE, bold=True, colour=QUIET)


def _titles(groups: Sequence[LegendGroup]) -> float:
    """The width of the column of titles."""
    return max((width_of(_title(group.title)) + 2 for group in groups), default=0.0) + _SPACE


def draw_legend(pen: Pen, groups: Sequence[LegendGroup], box: Box) -> None:
    """Put a legend on a slide: titles in a column, entries in rows beside them."""
    shapes, y, left = list[Drawn](), box.y, box.x + _titles(groups)
    room = box.width - _titles(groups)
    for title, entries in _rows(groups, room):
        if title:
            shapes.append(pen.text("Legend title", Box(box.x, y, left - box.x - _SPACE, ROW),
                                   Text([(_title(title),)], wrap=False)))
        x = left
        for entry in entries:
            run, width = _entry(entry.words, room)
            shapes += _swatch(pen, entry, x, y)
            shapes.append(pen.text(f"Legend: {entry.words}", Box(
                x + _SWATCH + _GAP, y, width - _SWATCH - _GAP, ROW), Text([(run,)], wrap=False)))
            x += width + _SPACE
        y += ROW
    pen.put(*pen.group("Legend", shapes))


def _swatch(pen: Pen, entry: LegendEntry, x: float, y: float) -> Iterator[Drawn]:
    middle = y + _LEGEND_SIZE * 0.62
    ends = ((x, middle), (x + _SWATCH, middle))
    dots = [dot_shape(pen, entry.dot, (x + _SWATCH / 2, middle))] if entry.dot else []
    return pen.group(f"Legend line: {entry.words}", [
        *(pen.freeform(f"Stroke {number}", [ends], stroke)
          for number, stroke in enumerate(entry.strokes, 1)), *dots])


def _bolder(stroke: LaidStroke, by: float) -> LaidStroke:
    return replace(stroke, width=stroke.width * by, dash=tuple(part * by for part in stroke.dash))


def _bolder_all(strokes: Iterable[LaidStroke], by: float) -> tuple[LaidStroke, ...]:
    return tuple(_bolder(stroke, by) for stroke in strokes)


def enlarged(layout: MapLayout, by: float) -> MapLayout:
    """Returns a map layout `by` times larger, with its names and strokes.

    A map laid out in a small rectangle and enlarged is legible from farther away.
    """
    def at(point: Point) -> Point:
        return point[0] * by, point[1] * by

    def ring(points: Ring) -> Ring:
        return tuple(map(at, points))

    def rings(parts: Iterable[Ring]) -> tuple[Ring, ...]:
        return tuple(map(ring, parts))

    scale = layout.scale
    return replace(
        layout, width=layout.width * by, height=layout.height * by,
        under=tuple(
            replace(item, rings=rings(item.rings)) if isinstance(item, Area) else
            replace(item, points=ring(item.points), stroke=_bolder(item.stroke, by))
            for item in layout.under),
        lines=tuple(replace(line, parts=rings(line.parts), strokes=_bolder_all(line.strokes, by))
                    for line in layout.lines),
        dots=tuple(replace(dot, at=at(dot.at), radius=dot.radius * by) for dot in layout.dots),
        labels=tuple(replace(label, at=at(label.at), size=label.size * by,
                             width=label.width * by, halo=label.halo * by)
                     for label in layout.labels),
        legend=tuple(replace(group, entries=tuple(
            replace(entry, strokes=_bolder_all(entry.strokes, by), dot=entry.dot and replace(
                entry.dot, radius=entry.dot.radius * by)) for entry in group.entries))
            for group in layout.legend),
        scale=replace(scale, length=scale.length * by, at=at(scale.at), size=scale.size * by))

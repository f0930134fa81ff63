"""Lays a map out: the frame, then land, routes, names and legend in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, box

from geo.cartography.basemap import basemap_of
from geo.cartography.beds import side_by_side
from geo.cartography.itinerary_layer import itinerary_legend, itinerary_notes, itinerary_paths
from geo.cartography.label_board import label_size
from geo.cartography.labels import has_places, lay_labels, place_dot
from geo.cartography.land import DETAILED, drawn, lay_land
from geo.cartography.legend import (
    drawing_order,
    legend,
    notes,
    route_strokes,
    strand_colours,
)
from geo.cartography.lettering import clean
from geo.cartography.paper.graticule import graticule
from geo.cartography.projection import (
    HOME,
    Bounds,
    Frame,
    bounds_of,
    frame_around,
    frame_at,
    scale_bar,
    unit_points,
)
from geo.cartography.shapes import MAP_PALETTE, Box, MapLayout, Ring, RouteLine, ScaleBar
from geo.catalog.catalog import RouteEntry

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placed:
    """What a map on a sheet shows, and the boxes on it: no name or scale bar lies under `boxes`.

    In the `quiet` box, which an inset shows in more detail, few places are named. `has_grid` is
    whether meridians and parallels are drawn.
    """

    frame: Frame
    boxes: tuple[Box, ...] = ()
    quiet: Box | None = None
    has_grid: bool = True


@dataclass(frozen=True, slots=True)
class _Strand:
    """A route in one colour, of which it may have several; its rows of points in the map."""

    entry: RouteEntry
    colour: str
    rows: list[Points]


_MOST_LANES, _FAR_ZOOM, _BEYOND = 300, 5.5, 60.0
"""As on the screen (geo/web/map/lines.js): up to so many strands run side by side; up to this zoom
those of one colour share a lane; and how far beyond the frame lanes are sought, in pixels."""
_REACH = 5.0
"""The least distance of a named end of the open route from the scale bar, in its letters."""
_MOST_NEAR = 0.8
"""The part of the routes that must lie near for the others to be left out of the fitting."""


def _near(entries: Sequence[RouteEntry]) -> Sequence[RouteEntry]:
    """Returns the routes to fit a frame to: without the few far off the detailed land."""
    land = box(DETAILED[0], DETAILED[1], DETAILED[2], DETAILED[3])
    near_entries = [entry for entry in entries if land.contains(entry.alignment.line)]
    return near_entries if len(near_entries) >= _MOST_NEAR * len(entries) else entries


def bounds_shown(extract: Extract) -> Bounds:
    """Returns the bounds of the open route, else of the routes shown, in degrees."""
    opened = extract.shown.entry(extract.view.opened)
    entries = (opened,) if opened else _near(extract.shown.entries)
    return bounds_of(entry.alignment.line for entry in entries) or HOME


def frame_of(extract: Extract, width: float, height: float) -> Frame:
    """Returns the part of the world that the map layout shows.

    That is the view's camera; else the open route, if it is shown; else the routes shown (all but a
    few that run far away); else the first view of the atlas.
    """
    if extract.view.camera:
        return frame_at(extract.view.camera, width, height)
    return frame_around(bounds_shown(extract), width, height)


def unit_of(frame: Frame) -> float:
    """Returns the points in a pixel of the screen for strokes: in step with the names."""
    return label_size(frame) / 12.5


def _rows(entry: RouteEntry, frame: Frame) -> list[Points]:
    line = entry.alignment.line
    rows = [line] if isinstance(line, LineString) else list(line.geoms)
    return [frame.project(shapely.get_coordinates(row)[:, ::-1]) for row in rows]


def _parts(rows: Iterable[Points], frame: Frame) -> tuple[Ring, ...]:
    return tuple(ring for row in rows
                 for ring in drawn(shapely.clip_by_rect(LineString(row), *frame.box)))


def _within_reach(entries: Sequence[RouteEntry], frame: Frame) -> list[RouteEntry]:
    """Returns the routes that may lie in the frame, as far as their bounds tell."""
    spans = shapely.bounds([entry.alignment.line for entry in entries]).reshape(-1, 4)
    (x0, y1), (x1, y0) = unit_points(spans[:, 1::-1]).T, unit_points(spans[:, 3:1:-1]).T
    left, top, right, bottom = frame.unit_box
    inside = (x0 <= right) & (x1 >= left) & (y0 <= bottom) & (y1 >= top)
    return [entry for entry, is_inside in zip(entries, inside, strict=True) if is_inside]


def _in_lanes(strands: Sequence[_Strand], frame: Frame, unit: float) -> list[list[Points]]:
    """Returns the rows of strands beside each other where they share a bed.

    From afar those of one colour share a lane. Above `_MOST_LANES` strands each stays where it is.
    """
    if len(strands) > _MOST_LANES:
        return [strand.rows for strand in strands]
    colours = list(dict.fromkeys(strand.colour for strand in strands))
    far = frame.zoom <= _FAR_ZOOM
    lanes = [colours.index(strand.colour) * len(strands) + (0 if far else number)
             for number, strand in enumerate(strands)]
    flat = [(row / unit, lane) for strand, lane in zip(strands, lanes, strict=True)
            for row in strand.rows]
    left, top, right, bottom = (edge / unit for edge in frame.box)
    placed = iter(side_by_side([(list(map(tuple, row)), lane) for row, lane in flat], (
        left - _BEYOND, top - _BEYOND, right + _BEYOND, bottom + _BEYOND)))
    return [[np.array(next(placed)) * unit for _ in strand.rows] for strand in strands]


def _lines(extract: Extract, frame: Frame) -> tuple[RouteLine, ...]:
    """Returns the lines in the frame: of a route one for each of its strands, side by side."""
    unit = unit_of(frame)
    strands = [_Strand(entry, colour, _rows(entry, frame))
               for entry in _within_reach(drawing_order(extract), frame)
               for colour in strand_colours(entry, extract)]
    leading = [strand for strand in strands if strand.entry.route.role == "featured"]
    rows = dict(zip(map(id, leading), _in_lanes(leading, frame, unit), strict=True))
    lines = (RouteLine(strand.entry.route_id, clean(strand.entry.route.name),
                       _parts(rows.get(id(strand), strand.rows), frame),
                       route_strokes(strand.entry, extract, unit, strand.colour))
             for strand in strands)
    return tuple(line for line in lines if line.parts)


def _clear_of_ends(extract: Extract, frame: Frame, bar: ScaleBar) -> ScaleBar:
    """Moves the scale bar to the other corner where an end of the open route lies in its own."""
    opened = extract.shown.entry(extract.view.opened)
    if opened is None:
        return bar
    ends = [frame.point(place.lat, place.lon) for name in (opened.route.from_place,
                                                           opened.route.to_place)
            if (place := extract.atlas.places.get(name))]
    left, top, right, _ = bar.box
    opposite = replace(bar, at=(frame.width - right + bar.at[0] - left, bar.at[1]))

    def covers_end(box: tuple[float, float, float, float]) -> bool:
        reach = _REACH * bar.size
        return any(box[0] - reach < x < box[2] + reach and y > top - bar.size for x, y in ends)

    return opposite if covers_end(bar.box) and not covers_end(opposite.box) else bar


def _clear_of_boxes(frame: Frame, bar: ScaleBar, boxes: Sequence[Box], lines: Sequence[RouteLine]
                    ) -> ScaleBar:
    """Moves the scale bar to the corner, or the side of a box, where it covers least of lines."""
    left, top, right, bottom = bar.box
    wide, high = right - left, bottom - top
    routes = MultiLineString([part for line in lines for part in line.parts])
    xs = (left, frame.width - wide - left,
          *(x for box in boxes for x in (box[2] + left, box[0] - wide - left)))
    ys = (top, *(box[1] - high - left for box in boxes))

    def is_clear(x: float, y: float) -> bool:
        return (0 <= x <= frame.width - wide and 0 <= y <= frame.height - high
                and not any(x < box[2] and x + wide > box[0] and y < box[3] and y + high > box[1]
                            for box in boxes))

    def covered(spot: tuple[float, float]) -> float:
        x, y = spot
        reach = _REACH * bar.size
        return float(shapely.clip_by_rect(routes, x - reach, y - reach, x + wide + reach,
                                          y + high + reach).length)

    x, y = min(((x, y) for y in ys for x in xs if is_clear(x, y)), key=covered,
               default=(left, top))
    return replace(bar, at=(x + bar.at[0] - left, y + bar.at[1] - top))


def lay_out(extract: Extract, width: float, height: float, *, bare: bool = False,
            place: Placed | None = None) -> MapLayout:
    """Returns the map of a view in a rectangle of `width` by `height` points (1/72 inch).

    Every line is cut to the rectangle. The same extract gives the same layout. A `bare` one has
    neither land nor names: enough to learn how much room its legend takes. `place` says what the
    map shows and what lies on it, where a sheet has decided that.
    """
    frame = place.frame if place else frame_of(extract, width, height)
    unit = unit_of(frame)
    lines = _lines(extract, frame)
    bar = _clear_of_ends(extract, frame, scale_bar(frame, label_size(frame)))
    boxes = place.boxes if place else ()
    bar = _clear_of_boxes(frame, bar, boxes, lines) if place else bar
    labels, dots = ((), ()) if bare else lay_labels(
        extract, frame, lines, (bar.box, *boxes), place.quiet if place else None)
    basemap = basemap_of(extract.land)
    under = () if bare else (*lay_land(basemap, frame, extract.view.depiction, unit),
                             *(graticule(frame, unit) if place and place.has_grid else ()),
                             *itinerary_paths(extract, frame, unit))
    inside = {line.route_id for line in lines}
    outside = tuple(route_id for route_id in extract.shown.ids if route_id not in inside)
    dot = place_dot(0, 0, frame) if has_places(extract, frame, frozenset(inside)) else None
    return MapLayout(
        width, height, MAP_PALETTE["sea"], under, lines, dots, labels,
        (*itinerary_legend(extract, unit), *legend(extract, lines, unit, dot)), bar, outside,
        (*itinerary_notes(extract), *notes(extract, lines, outside)))

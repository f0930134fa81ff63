"""The land under the routes: one flat layer of shapes and lines, cut to the frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.cartography.basemap import Basemap, parts
from geo.cartography.projection import Frame
from geo.cartography.shapes import MAP_PALETTE, Area, LaidStroke, Path, Ring

TOLERANCE = 0.4
"""The greatest distance of a simplified line from the true one, in points."""
_EDGE = 0.2
_GRID = 0.01
"""Points are rounded to multiples of this, in points (1/72 inch)."""
FAR_ZOOM = 3.0
"""Farther out than this neither borders nor rivers are drawn (atlas-land.js has the same)."""
DETAILED = (7.0, 19.0, 98.0, 59.0)
"""West, south, east and north of the detailed land in degrees."""
FADE, _STEPS = 2.5, 5
"""Over so many degrees inside its edge, borders and rivers fade in so many steps (as on screen)."""


def ring_of(coords: Iterable[tuple[float, ...]]) -> Ring:
    """Returns points, each rounded to 0.01 pt."""
    return tuple((round(point[0], 2), round(point[1], 2)) for point in coords)


def drawn(shape: BaseGeometry) -> Iterator[Ring]:
    """Yields the simple lines in a shape, simplified; lines that join are joined first."""
    joined = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    for line in parts(joined.simplify(TOLERANCE)):
        if isinstance(line, LineString) and line.length > 0:
            yield ring_of(line.coords)


def _areas(kind: str, shape: BaseGeometry, fill: str) -> Iterator[Area]:
    for part in parts(shape.simplify(TOLERANCE)):
        if isinstance(part, Polygon) and part.area > TOLERANCE ** 2:
            yield Area(kind, tuple(ring_of(ring.coords)
                                   for ring in (part.exterior, *part.interiors)), fill)


def _paths(kind: str, shape: BaseGeometry, stroke: LaidStroke) -> Iterator[Path]:
    return (Path(kind, points, stroke) for points in drawn(shape))


def _coast(land: BaseGeometry, edge: BaseGeometry) -> BaseGeometry:
    """Returns the shores of the land: its outline without the frame's own edge."""
    return land if land.is_empty else land.boundary.difference(edge)


def _water(
    basemap: Basemap, frame: Frame, edge: BaseGeometry, unit: float
) -> Iterator[Area | Path]:
    shore = LaidStroke(MAP_PALETTE["coast"], 0.7 * unit)
    for shape in basemap.lakes.cut(frame):
        if shape.area > 0:
            yield from _areas("water", shape, MAP_PALETTE["sea"])
            yield from _paths("coast", shape.boundary.difference(edge), shore)


def _faded(lines: BaseGeometry, frame: Frame) -> Iterator[tuple[float, BaseGeometry]]:
    """Yields lines in pieces with their opacity: they fade near the edge of the detailed land."""
    west, south, east, north = DETAILED

    def within(step: int) -> tuple[float, float, float, float]:
        inset = FADE * step / _STEPS
        (left, bottom), (right, top) = frame.project([(south + inset, west + inset),
                                                      (north - inset, east - inset)])
        return left, top, right, bottom

    opaque_box = within(_STEPS)
    if lines.is_empty or box(*opaque_box).covers(box(*lines.bounds)):
        yield 1.0, lines
        return
    for step in range(1, _STEPS):
        band = shapely.clip_by_rect(lines, *within(step - 1)).difference(box(*within(step)))
        yield step / _STEPS, band
    yield 1.0, shapely.clip_by_rect(lines, *opaque_box)


def _faint(kind: str, lines: BaseGeometry, frame: Frame, stroke: LaidStroke) -> Iterator[Path]:
    for share, part in _faded(lines, frame):
        yield from _paths(kind, part, replace(stroke, opacity=stroke.opacity * share))


def _inks(basemap: Basemap, frame: Frame, depiction: str, unit: float) -> Iterator[Path]:
    """Yields rivers, then borders, then lines in dispute; none far out, as on screen.

    There the frame holds land beyond the area that has borders and rivers.
    """
    if frame.zoom < FAR_ZOOM:
        return
    document = basemap.document
    for river, lines in zip(document.get("rivers", ()), basemap.rivers.cut(frame), strict=True):
        stroke = LaidStroke(MAP_PALETTE["river"], (1.1 if river["rank"] <= 2 else 0.7) * unit,
                             opacity=0.9)
        yield from _faint("river", lines, frame, stroke)
    border = LaidStroke(MAP_PALETTE["border"], 1.1 * unit)
    for lines in basemap.borders.cut(frame):
        yield from _faint("border", lines, frame, border)
    dash = (3 * unit, 4 * unit)
    for item, lines in zip(document.get("disputed", ()), basemap.disputed.cut(frame), strict=True):
        if depiction in item.get("depictions", ("un", "de-facto")):
            stroke = LaidStroke(MAP_PALETTE["border"], 1.2 * unit,
                                 () if item["style"] == "solid" else dash)
            yield from _paths("disputed", lines, stroke)


def lay_land(basemap: Basemap, frame: Frame, depiction: str, unit: float
             ) -> tuple[Area | Path, ...]:
    """Returns land, coasts, rivers, borders and lakes of a basemap, in drawing order.

    `unit` is the points in a pixel of the screen, in which the strokes are given; far out they are
    thinner.
    """
    unit *= max(0.4, min(1.0, (frame.zoom - 1) / 3))
    edge = box(*frame.box).exterior.buffer(_EDGE)
    land = shapely.union_all(basemap.land.cut(frame), grid_size=_GRID)
    return (*_areas("land", land, MAP_PALETTE["land"]),
            *_paths("coast", _coast(land, edge), LaidStroke(MAP_PALETTE["coast"], 0.8 * unit)),
            *_inks(basemap, frame, depiction, unit), *_water(basemap, frame, edge, unit))

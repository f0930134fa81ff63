"""The land under the routes: one flat layer of shapes and lines, cut to the frame.

As on screen (data/basemap/POLICY.md says whose borders): the detailed insets replace what the
basemap draws inside their boxes. Here that is done by cutting, so nothing has to be painted over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.plate.frame import Frame
from geo.plate.shapes import MAP_PALETTE, Area, Path, PlateStroke, Ring

Document = Mapping[str, Any]

TOLERANCE = 0.4
"""How far a simplified line may lie from the true one, in points."""
_JOINT = 0.08
"""How far in degrees the basemap's borders may be off where an inset's begin."""
_EDGE = 0.2
_GRID = 0.01
"""Points are kept to this many points (1/72 inch)."""
DETAILED = (7.0, 19.0, 98.0, 59.0)
"""West, south, east and north of the detailed land in degrees."""


@dataclass(frozen=True, slots=True)
class _Base:
    """The basemap inside the frame, projected. `hidden` is what insets cover."""

    frame: Frame
    document: Document
    hidden: BaseGeometry

    def shapes(self, polygons: Iterable[Sequence[Any]]) -> list[BaseGeometry]:
        """Polygons given as rings of (lat, lon), cut to the frame."""
        made = [Polygon(self.frame.project(rings[0]), [self.frame.project(r) for r in rings[1:]])
                for rings in polygons]
        sound = (shape if shape.is_valid else shapely.make_valid(shape) for shape in made)
        cut = (shapely.clip_by_rect(shape, *self.frame.box) for shape in sound)
        return [shape for shape in cut if shape.area > 0]

    def lines(self, rows: Iterable[Sequence[Any]], *, over_insets: bool = False) -> BaseGeometry:
        """Lines given as rows of (lat, lon), cut to the frame and out of the insets."""
        made = shapely.union_all([LineString(self.frame.project(row)) for row in rows
                                  if len(row) > 1])
        cut = shapely.clip_by_rect(made, *self.frame.box)
        return cut if over_insets else cut.difference(self.hidden)


def parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """The simple shapes in a shape."""
    if shape.is_empty:
        return
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from parts(part)
    else:
        yield shape


def ring_of(coords: Iterable[tuple[float, ...]]) -> Ring:
    """Points, each rounded to 0.01 pt."""
    return tuple((round(point[0], 2), round(point[1], 2)) for point in coords)


def drawn(shape: BaseGeometry) -> Iterator[Ring]:
    """The simple lines in a shape, simplified; lines that join are joined first."""
    merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    for line in parts(merged.simplify(TOLERANCE)):
        if isinstance(line, LineString) and line.length > 0:
            yield ring_of(line.coords)


def _areas(kind: str, shape: BaseGeometry, fill: str) -> Iterator[Area]:
    for part in parts(shape.simplify(TOLERANCE)):
        if isinstance(part, Polygon) and part.area > TOLERANCE ** 2:
            yield Area(kind, tuple(ring_of(ring.coords)
                                   for ring in (part.exterior, *part.interiors)), fill)


def _paths(kind: str, shape: BaseGeometry, stroke: PlateStroke) -> Iterator[Path]:
    return (Path(kind, points, stroke) for points in drawn(shape))


def _union(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all(shapes, grid_size=_GRID) if shapes else MultiPolygon()


def _inset_land(base: _Base) -> BaseGeometry:
    return _union([shape for inset in base.document.get("insets", ())
                   for country in inset["countries"]
                   for shape in base.shapes(country["polygons"])])


def _coast(base: _Base, land: BaseGeometry) -> BaseGeometry:
    """The shores of the land: its outline without the frame's own edge."""
    if land.is_empty:
        return land
    return land.boundary.difference(box(*base.frame.box).exterior.buffer(_EDGE))


def _water(base: _Base, unit: float) -> Iterator[Area | Path]:
    shore = PlateStroke(MAP_PALETTE["coast"], 0.7 * unit)
    frame_edge = box(*base.frame.box).exterior.buffer(_EDGE)
    for lake in base.document.get("lakes", ()):
        for shape in base.shapes(lake["polygons"]):
            yield from _areas("water", shape, MAP_PALETTE["sea"])
            yield from _paths("coast", shape.boundary.difference(frame_edge), shore)


def _disputed(base: _Base, depiction: str, unit: float) -> Iterator[Path]:
    dash = (3 * unit, 4 * unit)
    for item in base.document.get("disputed", ()):
        if depiction in item.get("depictions", ("un", "de-facto")):
            stroke = PlateStroke(MAP_PALETTE["border"], 1.2 * unit,
                                 () if item["style"] == "solid" else dash)
            yield from _paths("disputed", base.lines(item["lines"]), stroke)


def _ends(shapes: Sequence[BaseGeometry], edge: BaseGeometry) -> list[Point]:
    """The ends of lines that lie on an edge."""
    merged = [shapely.line_merge(shape) for shape in shapes]
    ends = [Point(line.coords[k]) for shape in merged for line in parts(shape) for k in (0, -1)]
    return [end for end in ends if end.distance(edge) < _GRID]


def _joints(base: _Base, usual: Sequence[BaseGeometry], close: Sequence[BaseGeometry]
            ) -> BaseGeometry:
    """Short links along the edge of an inset, where its border and the basemap's do not meet."""
    edge = base.hidden.boundary
    reach = _JOINT / 360 * base.frame.world
    inner = shapely.MultiPoint(_ends(close, edge))
    links = [shapely.shortest_line(end, inner) for end in _ends(usual, edge)]
    return shapely.MultiLineString([link for link in links if link and 0 < link.length < reach])


def _inks(base: _Base, depiction: str, unit: float) -> Iterator[Path]:
    """Rivers, then borders, then the lines in dispute."""
    document = base.document
    for river in document.get("rivers", ()):
        stroke = PlateStroke(MAP_PALETTE["river"], (1.1 if river["rank"] <= 2 else 0.7) * unit,
                             opacity=0.9)
        yield from _paths("river", base.lines(river["lines"]), stroke)
    border = PlateStroke(MAP_PALETTE["border"], 1.1 * unit)
    usual = [base.lines(item["lines"]) for item in document.get("borders", ())]
    close = [base.lines(inset["borders"], over_insets=True)
             for inset in document.get("insets", ())]
    for shape in (*usual, *close, _joints(base, usual, close)):
        yield from _paths("border", shape, border)
    yield from _disputed(base, depiction, unit)


def lay_land(document: Document, frame: Frame, depiction: str, unit: float
             ) -> tuple[Area | Path, ...]:
    """Land, coasts, rivers, borders and lakes of a basemap document, in drawing order.

    `unit` is the points in a pixel of the screen, in which the strokes are told; far away they
    are thinner.
    """
    unit *= max(0.4, min(1.0, (frame.zoom - 1) / 3))
    boxes = [box(*frame.project([(i["box"][3], i["box"][0]), (i["box"][1], i["box"][2])]).ravel())
             for i in document.get("insets", ())]
    base = _Base(frame, document, shapely.clip_by_rect(shapely.union_all(boxes), *frame.box))
    detailed = _union([shape for country in document.get("land", ())
                       for shape in base.shapes(country["polygons"])])
    land = _union([detailed.difference(base.hidden), _inset_land(base),
                   *base.shapes(document.get("world", ()))])
    return (*_areas("land", land, MAP_PALETTE["land"]),
            *_paths("coast", _coast(base, land),
                    PlateStroke(MAP_PALETTE["coast"], 0.8 * unit)),
            *_inks(base, depiction, unit), *_water(base, unit))

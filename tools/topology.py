"""Geometry for the basemap: TopoJSON decoding, simplification with shared borders, border lines.

Unless a docstring says otherwise coordinates are (lon, lat) in degrees, WGS84, and tolerances
are degrees. The result of ``flat_*`` functions is [lat, lon], the order the map expects.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

Points: TypeAlias = NDArray[np.float64]
Segment: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
FlatLines: TypeAlias = list[list[list[float]]]
Density: TypeAlias = "Sequence[tuple[float, float]]"
# Points: (n, 2). Segment: two neighbouring vertices of a ring, the smaller one first.
# Density: (upper end of a strip in degrees, stretch inside it), strips in ascending order.


def decode_arcs(topology: Mapping[str, Any]) -> list[Points]:
    """Undo the quantisation and delta coding of a TopoJSON: one (n, 2) array for each arc."""
    scale = np.asarray(topology["transform"]["scale"], dtype=np.float64)
    origin = np.asarray(topology["transform"]["translate"], dtype=np.float64)
    return [np.cumsum(np.asarray(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def join_arcs(arcs: Sequence[Points], numbers: Iterable[int]) -> Points:
    """Chain arcs end to end into one (n, 2) array; the number ~i is arc i backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def decode_layer(topology: Mapping[str, Any], layer: str) -> list[BaseGeometry]:
    """Geometries of one TopoJSON layer, in file order: lines or (multi)polygons."""
    arcs = decode_arcs(topology)
    made: list[BaseGeometry] = []
    for item in topology["objects"][layer]["geometries"]:
        kind, numbers = item["type"], item["arcs"]
        if kind.endswith("LineString"):
            lines = [numbers] if kind == "LineString" else numbers
            made.append(MultiLineString([join_arcs(arcs, line) for line in lines]))
        else:
            groups = [numbers] if kind == "Polygon" else numbers
            rings = [[join_arcs(arcs, ring) for ring in group] for group in groups]
            polygons = [shapely.make_valid(Polygon(r[0], r[1:])) for r in rings]
            made.append(shapely.union_all(polygons))
    return made


def warp_knots(low: float, strips: Density) -> tuple[Points, Points]:
    """Knots (degrees, stretched degrees) of the piecewise linear stretch along one axis."""
    ends = np.asarray([low, *(end for end, _ in strips)], dtype=np.float64)
    stretch = np.asarray([density for _, density in strips], dtype=np.float64)
    return ends, np.concatenate([[low], low + np.cumsum(np.diff(ends) * stretch)])


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """Non-empty polygons of a geometry, collections taken apart."""
    found = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in found if isinstance(part, Polygon) and not part.is_empty]


def lines_of(shape: BaseGeometry) -> list[LineString]:
    """Non-empty lines of a geometry, collections taken apart."""
    found = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in found if isinstance(part, LineString) and not part.is_empty]


def drop_islets(shapes: Sequence[BaseGeometry], least: float) -> list[BaseGeometry]:
    """Leave out parts under ``least`` (squared units) that touch no other part.

    Enclaves and other parts with a neighbour stay, so no gap can open.
    """
    pieces = [polygons_of(shape) for shape in shapes]
    tree = shapely.STRtree([piece for group in pieces for piece in group])
    return [
        MultiPolygon(
            [p for p in group if p.area >= least or len(tree.query(p, "intersects")) > 1],
        )
        for group in pieces
    ]


def simplify_coverage(
    shapes: Mapping[str, BaseGeometry],
    density: tuple[Density, Density],
    tolerance: float,
    least: float,
) -> dict[str, BaseGeometry]:
    """Simplify neighbouring polygons together, with more detail where the strips stretch.

    ``density`` holds the strips along longitude and along latitude. The plane is stretched
    along both axes, simplified with one tolerance (stretched degrees) and let back, so a stretch
    of 4 keeps vertices as a four times smaller tolerance would. Parts smaller than ``least``
    (squared stretched degrees) without neighbours are dropped.
    """
    lon_from, lon_to = warp_knots(-180.0, density[0])
    lat_from, lat_to = warp_knots(-90.0, density[1])

    def stretch(points: Points) -> Points:
        x, y = points.T
        return np.column_stack([np.interp(x, lon_from, lon_to), np.interp(y, lat_from, lat_to)])

    def release(points: Points) -> Points:
        x, y = points.T
        return np.column_stack([np.interp(x, lon_to, lon_from), np.interp(y, lat_to, lat_from)])

    wide = drop_islets([shapely.transform(shape, stretch) for shape in shapes.values()], least)
    slim = shapely.coverage_simplify(wide, tolerance)
    return {key: shapely.transform(shape, release) for key, shape in zip(shapes, slim, strict=True)}


def round_shape(shape: BaseGeometry, digits: int) -> BaseGeometry:
    """Round the vertices to ``digits`` decimals and leave out what collapses to nothing."""
    rounded = shapely.transform(shape, lambda points: np.round(points, digits) + 0.0)
    cleaned = shapely.remove_repeated_points(rounded)
    if not cleaned.is_valid:
        cleaned = shapely.make_valid(cleaned, method="structure", keep_collapsed=False)
    return cleaned


def round_coverage(shapes: Mapping[str, BaseGeometry], digits: int) -> dict[str, BaseGeometry]:
    """Round neighbouring polygons together: all linework is snapped to one grid and rebuilt.

    What becomes too thin for the grid vanishes; the rest stays valid and without gaps.
    """
    rings = [shapely.boundary(shape) for shape in shapes.values()]
    grid = shapely.union_all(rings, grid_size=10.0**-digits)
    faces = polygons_of(shapely.polygonize([grid]))
    spots = [face.representative_point() for face in faces]
    inside, owner = shapely.STRtree(spots).query(list(shapes.values()), "contains")[::-1]
    kept: dict[str, list[BaseGeometry]] = {key: [] for key in shapes}
    keys = list(shapes)
    for face, number in zip(inside, owner, strict=True):
        kept[keys[number]].append(faces[face])
    made = {key: shapely.coverage_union_all(group) for key, group in kept.items() if group}
    return {key: round_shape(shape, digits) for key, shape in made.items()}


def fill_gaps(
    shapes: dict[str, BaseGeometry],
    largest: float,
    named: Mapping[str, tuple[float, float]],
) -> None:
    """Close the gaps between neighbouring polygons that are smaller than ``largest``.

    A gap around a named point becomes a piece of its own; any other gap goes to the neighbour
    it shares the longest border with.
    """
    whole = shapely.coverage_union_all(list(shapes.values()))
    rings = [ring for polygon in polygons_of(whole) for ring in polygon.interiors]
    for gap in [Polygon(ring) for ring in rings if Polygon(ring).area < largest]:
        owners = [key for key, point in named.items() if gap.contains(Point(point))]
        if owners:
            shapes[owners[0]] = gap
            continue
        near = sorted(key for key, shape in shapes.items() if shape.intersects(gap))
        shared = {key: shapes[key].intersection(gap.boundary).length for key in near}
        taker = max(near, key=lambda key: shared[key])
        shapes[taker] = shapely.coverage_union_all([shapes[taker], gap])


def shared_segments(shapes: Mapping[str, BaseGeometry]) -> dict[Segment, tuple[str, str]]:
    """Segments that two of the polygons have in common, each once, with the two keys."""
    owners: defaultdict[Segment, set[str]] = defaultdict(set)
    for key, shape in shapes.items():
        for polygon in polygons_of(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                points = [(float(x), float(y)) for x, y in ring.coords]
                for start, end in pairwise(points):
                    owners[min(start, end), max(start, end)].add(key)
    pairs = {segment: sorted(keys) for segment, keys in owners.items()}
    return {segment: (keys[0], keys[1]) for segment, keys in pairs.items() if len(keys) > 1}


def merge_segments(segments: Iterable[Segment]) -> BaseGeometry:
    """Chain segments into as few lines as possible, in a settled order and direction."""
    lines = [LineString(segment) for segment in sorted(segments)]
    return shapely.normalize(shapely.line_merge(MultiLineString(lines)))


def follow_borders(
    river: BaseGeometry,
    border: BaseGeometry,
    reach: float,
    least: float,
) -> BaseGeometry:
    """Lay a river onto the border lines it runs along.

    Border stretches of at least ``least`` degrees within ``reach`` degrees of the river
    take the river's place there, so the two are not drawn side by side.
    """
    near = shapely.line_merge(shapely.intersection(border, river.buffer(reach)))
    along = [line for line in lines_of(near) if line.length >= least]
    if not along:
        return river
    rest = shapely.difference(river, shapely.union_all(along).buffer(reach))
    kept = [line for line in lines_of(rest) if line.length > reach]
    joints = [gap for line in kept for gap in bridge(line, along, 2 * reach)]
    return shapely.line_merge(MultiLineString([*kept, *along, *joints]))


def bridge(line: LineString, others: Sequence[BaseGeometry], reach: float) -> list[LineString]:
    """Short lines from the ends of a line to the nearest of the others within ``reach``."""
    target = shapely.union_all(list(others))
    ends = shapely.points([line.coords[0], line.coords[-1]])
    gaps = [lines_of(shapely.shortest_line(end, target)) for end in ends]
    return [line for gap in gaps for line in gap if 0 < line.length <= reach]


def tie_ends(lines: BaseGeometry, edge: BaseGeometry, reach: float) -> BaseGeometry:
    """Lines whose ends within ``reach`` of the edge are led to it; scraps shorter than it go."""
    merged = lines_of(shapely.line_merge(lines))
    kept = [line for line in merged if line.length > reach]
    joints = [joint for line in kept for joint in bridge(line, [edge], reach)]
    return shapely.line_merge(MultiLineString([*kept, *joints]))


def pick(
    shapes: Sequence[BaseGeometry],
    name: str,
    seeds: Sequence[tuple[float, float]],
    reach: float,
) -> BaseGeometry:
    """Union of the shapes nearest to the seeds; raises if a seed has none within ``reach``."""
    tree = shapely.STRtree(list(shapes))
    chosen = {int(number): seed for seed in seeds for number in [tree.nearest(Point(seed))]}
    for number, seed in chosen.items():
        if shapes[number].distance(Point(seed)) > reach:
            message = f"the source has nothing near {seed} for {name}"
            raise ValueError(message)
    return shapely.union_all([shapes[number] for number in sorted(chosen)])


def place_label(shape: BaseGeometry, wanted: Point, view: BaseGeometry) -> Point:
    """The wanted label point if it is inside the view, else the roomiest spot."""
    seen = shapely.intersection(shape, view)
    if seen.is_empty:
        seen = shape
    largest = max(polygons_of(seen), key=lambda polygon: polygon.area)
    if largest.contains(wanted):
        return wanted
    spot = shapely.maximum_inscribed_circle(largest, tolerance=0.02)
    return Point(shapely.get_coordinates(spot)[0])


def cut_corners(shape: BaseGeometry) -> BaseGeometry:
    """Replace every corner of the outlines by two points a quarter of the way along its sides."""

    def cut(ring: BaseGeometry) -> Points:
        points = shapely.get_coordinates(ring)
        start, way = points[:-1], np.diff(points, axis=0)
        return np.stack([start + 0.25 * way, start + 0.75 * way], axis=1).reshape(-1, 2)

    return MultiPolygon(
        [Polygon(cut(p.exterior), [cut(r) for r in p.interiors]) for p in polygons_of(shape)],
    )


def flat_line(line: BaseGeometry, digits: int) -> list[list[float]]:
    """Vertices of a line or ring as [[lat, lon], ...]; whole numbers lose their decimals."""
    points = np.round(shapely.get_coordinates(line), digits)[:, ::-1]
    return [[int(v) if v == int(v) else float(v) for v in point] for point in points]


def flat_lines(shape: BaseGeometry, digits: int) -> FlatLines:
    """Lines of a geometry as [[[lat, lon], ...], ...]."""
    return [flat_line(line, digits) for line in lines_of(shapely.normalize(shape))]


def flat_all(shapes: Mapping[str, BaseGeometry], digits: int) -> dict[str, FlatLines]:
    """The lines of several geometries by name."""
    return {name: flat_lines(shape, digits) for name, shape in shapes.items()}


def flat_polygons(shape: BaseGeometry, digits: int) -> list[list[list[list[float]]]]:
    """Polygons as [[outer ring, hole, ...], ...]; rings are closed lists of [lat, lon]."""
    return [
        [flat_line(ring, digits) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in polygons_of(shapely.normalize(shape))
    ]

"""Labels: as many names as fit on a map layout without touching, the important ones first.

Every name has a few spots where it may stand. It takes the free one that covers least of the
routes, or it is left out. A country's name stands in its land alone: see
`geo.cartography.country_names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point, box

from geo.cartography.basemap import basemap_of
from geo.cartography.colours import corridor_colours
from geo.cartography.country_names import CountryRoom, country_rooms
from geo.cartography.label_board import DOT, LINE, Board, Name, label_size, meet
from geo.cartography.land import FAR_ZOOM
from geo.cartography.lettering import clean, measure
from geo.cartography.line_names import corridor_lines, in_two, short_name, spots_along
from geo.cartography.projection import Frame
from geo.cartography.region_names import region_spots
from geo.cartography.shapes import (
    MAP_PALETTE,
    Anchor,
    Box,
    Dot,
    Label,
    Ring,
    RouteLine,
)
from geo.cartography.web_map import FEW, ranked_places
from geo.network.gauges import route_places

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

_LAKE_DEGREES, _LAKE_ZOOM = 0.35, 6.0
_SEA_ZOOM = 2.6
_CAPITAL_ZOOM = 4.0
_IN_SCENE = -3
_AFTER_OWN = 4
"""The rank by which other places are named later where a route is open."""
_COUNTRY = -0.6
"""Countries come before all but the subjects of a scene and the ends of the open route."""
_REGION, _REGION_SIZE = 10.1, 0.88
"""Regions come after the first towns, in smaller type."""
_CORRIDOR, _CORRIDOR_SIZES = -0.35, (1.16, 0.88)
"""Corridors come after large countries and before places, in type of one of these many sizes."""
_LONG: Final = 0.8
"""A corridor is named twice if its lines are so long together, in widths of the frame."""
_LARGER: Final = 1.22
"""The size of a country's name where there is room."""


def _around(x: float, y: float, size: float, radius: float
            ) -> tuple[tuple[float, float, Anchor], ...]:
    """Returns the spots of a place's name: right, left, above, below, then between."""
    side, rise = radius + size * 0.3, radius + size * 0.72
    return ((x + side, y, "start"), (x - side, y, "end"), (x, y - rise, "middle"),
            (x, y + rise, "middle"), (x + side, y - rise * 0.7, "start"),
            (x + side, y + rise * 0.7, "start"), (x - side, y - rise * 0.7, "end"),
            (x - side, y + rise * 0.7, "end"), (x - radius, y - rise, "start"),
            (x - radius, y + rise, "start"), (x + radius, y - rise, "end"),
            (x + radius, y + rise, "end"))


def _ends(extract: Extract, drawn: frozenset[str]) -> frozenset[str]:
    """Returns the places at the ends of the open route, or of all where only a few are drawn."""
    opened = extract.view.opened
    routes = [entry.route for entry in extract.shown.entries if entry.route_id in drawn
              and (len(drawn) <= FEW or entry.route_id == opened)]
    return frozenset(place for route in routes for place in (route.from_place, route.to_place))


def _places(extract: Extract, frame: Frame, drawn: frozenset[str], quiet: Box | None = None
            ) -> Iterator[Name]:
    """Yields places on the drawn routes from their zoom on; the ends of few routes always.

    With a route open its own places come before all others, at any zoom. In a `quiet` part of the
    frame, which an inset shows, only capitals are named.
    """
    size, ends = label_size(frame), _ends(extract, drawn)
    opened = extract.shown.entry(extract.view.opened)
    own_places = frozenset(route_places(opened.route)) if opened else frozenset()
    close = 0.0 if opened else 2.0 if len(drawn) <= FEW else 1.1
    for order, place in enumerate(ranked_places(extract.atlas)):
        in_scene = place["id"] in extract.named
        if drawn.isdisjoint(place["routes"]) and not in_scene:
            continue
        end, on_open_route = place["id"] in ends or in_scene, place["id"] in own_places
        capital = extract.atlas.places[place["id"]].kind == "capital"
        least = min(place["zoom"], _CAPITAL_ZOOM) if capital else place["zoom"]
        if not (end or on_open_route) and frame.zoom + close < least:
            continue
        x, y = frame.point(*place["at"])
        if quiet and not capital and meet((x, y, x, y), quiet):
            continue
        rank = 0 if capital else 1 if end else 10
        if opened and not capital:
            rank = rank + _AFTER_OWN if not on_open_route else -1 if end else 1
        rank = _IN_SCENE if in_scene else rank
        yield Name(clean(place["name"]), "place", rank + order / 1000, size,
                    _around(x, y, size, size * DOT), (x, y),
                    bold=opened is not None and place["id"] in (opened.route.from_place,
                                                                opened.route.to_place),
                    sure=end)


def _country_forms(name: Name, room: CountryRoom, home: tuple[float, float]) -> Iterator[Name]:
    """Yields a country's name in one size after another, each with its spots in the land."""
    for size, spots in room.spots(measure(name.text, name.size), name.size, home, _LARGER):
        yield replace(name, size=size, spots=tuple((x, y, "middle") for x, y in spots))


def _countries(extract: Extract, frame: Frame) -> Iterator[Name]:
    """Yields the names of countries in view that have room; far out, without borders, none."""
    if frame.zoom < FAR_ZOOM:
        return
    for country, room in country_rooms(basemap_of(extract.land), frame, extract.view.depiction):
        in_scene = country.get("code") in extract.named
        name = Name(clean(country["name"]).upper(), "country",
                     _IN_SCENE + 1 if in_scene else _COUNTRY + country["rank"] / 10,
                     label_size(frame) * 0.92, ())
        yield replace(name, forms=_country_forms(name, room, frame.point(*country["label"])))


def _regions(extract: Extract, frame: Frame) -> Iterator[Name]:
    """Yields the regions that have room for their names in their own area; those chosen first."""
    size, chosen = label_size(frame) * _REGION_SIZE, extract.view.wanted.regions
    for order, (region, own, spots) in enumerate(
            region_spots(extract.atlas, frame, size, chosen)):
        sure = region in chosen
        yield Name(clean(extract.atlas.regions[region].name), "region",
                   _IN_SCENE if sure else _REGION + order / 1000, own,
                   tuple((x, y, "middle") for x, y in spots),
                   colour=MAP_PALETTE["ink"] if sure else "", sure=sure)


def _seas(document: Mapping[str, Any], frame: Frame) -> Iterator[Name]:
    size = label_size(frame)
    for sea in document.get("seas", ()):
        if frame.zoom >= sea["rank"] + _SEA_ZOOM:
            x, y = frame.point(*sea["label"])
            yield Name(clean(sea["name"]), "sea", 4 + sea["rank"], size, ((x, y, "middle"),))
    for lake in document.get("lakes", ()):
        ring = lake["polygons"][0][0]
        south, north = min(point[0] for point in ring), max(point[0] for point in ring)
        if lake["name"] and frame.zoom >= _LAKE_ZOOM and north - south > _LAKE_DEGREES:
            middle = (min(point[1] for point in ring) + max(point[1] for point in ring)) / 2
            x, y = frame.point((south + north) / 2, middle)
            yield Name(clean(lake["name"]), "sea", 12, size, ((x, y, "middle"),))


def _along(line: RouteLine, size: float, wide: float) -> Iterator[tuple[float, float, Anchor]]:
    """Yields the spots of a route's name: beside its longest part, near the middle first."""
    longest = max((LineString(part) for part in line.parts), key=lambda part: part.length)
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9):
        point = longest.interpolate(share, normalized=True)
        x, y = point.x, point.y
        nearby = shapely.clip_by_rect(longest, x - wide / 2, y - 4 * size, x + wide / 2,
                                      y + 4 * size)
        _, top, _, bottom = (x, y, x, y) if nearby.is_empty else nearby.bounds
        yield from ((x, top - size, "middle"), (x, bottom + size, "middle"),
                    (x + size, y, "start"), (x - size, y, "end"),
                    (x, y - size * 1.3, "start"), (x, y + size * 1.3, "start"),
                    (x, y - size * 1.3, "end"), (x, y + size * 1.3, "end"))


def _named_lines(extract: Extract, lines: Sequence[RouteLine]) -> Iterator[tuple[RouteLine, str]]:
    """Yields the lines to be named, each with its words.

    These are the open route and those of a scene, else all where they are few. A corridor whose
    days a scene compares is named along the longest of its lines.
    """
    days_by_subject = extract.named
    own_lines = [
        line
        for line in lines
        if line.route_id == extract.view.opened or line.route_id in days_by_subject
    ]
    day_words = {subject: f", {days} days" for subject, days in days_by_subject.items() if days}
    corridors = [corridor for corridor in day_words if corridor in extract.atlas.corridors]
    for line in own_lines or (lines if len(lines) <= FEW and not corridors else ()):
        yield line, line.name + day_words.get(line.route_id, "")
    for corridor in corridors:
        corridor_lines = [line for line in lines if (entry := extract.shown.entry(line.route_id))
                          and corridor in entry.route.corridor_ids]
        if corridor_lines:
            longest = max(corridor_lines, key=lambda line: MultiLineString(line.parts).length)
            yield longest, clean(extract.atlas.corridors[corridor].name) + day_words[corridor]


def _routes(extract: Extract, lines: Sequence[RouteLine], frame: Frame) -> Iterator[Name]:
    """Yields the names of the lines that are named."""
    size = label_size(frame) * 0.92
    for order, (line, words) in enumerate(_named_lines(extract, lines)):
        ink = next(stroke.colour for stroke in line.strokes[::-1] if stroke.colour != "#ffffff")
        yield Name(words, "route", 3 + order / 100, size,
                    tuple(_along(line, size, measure(words, size, bold=True))),
                    bold=True, colour=ink)


def _featured(extract: Extract, lines: Sequence[RouteLine]) -> MultiLineString:
    """Returns the lines of the routes that lead: those that only connect recede."""
    return MultiLineString([part for line in lines for part in line.parts
                            if (entry := extract.shown.entry(line.route_id))
                            and entry.route.role != "context"])


def _corridors(extract: Extract, lines: Sequence[RouteLine], frame: Frame, quiet: Box | None,
               routes: MultiLineString) -> Iterator[Name]:
    """Yields the names of the corridors along their lines; a long corridor is named twice.

    A name that finds no room beside all `routes` may cross those that only connect.
    """
    if len(lines) <= FEW or extract.named or extract.shown.entry(extract.view.opened):
        return
    by_corridor, featured = extract.view.colour_by == "corridor", _featured(extract, lines)
    shapely.prepare(featured)
    for order, (corridor_id, own_lines) in enumerate(corridor_lines(extract, lines, quiet)):
        ink = corridor_colours(extract.atlas)[corridor_id] if by_corridor else ""
        name = Name(short_name(extract.atlas, corridor_id), "corridor",
                     _CORRIDOR + order / 1000, label_size(frame), (), bold=True, colour=ink)
        rows = [(line.parts, cost) for line, cost in own_lines]
        yield replace(name, forms=chain(_corridor_forms(name, rows, routes),
                                        _corridor_forms(name, rows, featured)))
        long = sum(MultiLineString(line.parts).length for line, _ in own_lines)
        if long > _LONG * frame.width:
            again = islice(_corridor_forms(name, rows, routes), 2)
            yield replace(name, rank=name.rank + 0.1, forms=again)


def _corridor_forms(name: Name, rows: Sequence[tuple[Sequence[Ring], float]],
                    routes: MultiLineString) -> Iterator[Name]:
    """Yields a corridor's name in sizes and in one or two lines, with spots clear of `routes`."""
    for size, words in product((name.size * scale for scale in _CORRIDOR_SIZES),
                               ((name.text,), in_two(name.text))):
        if not words[-1]:
            continue
        wide = max(measure(line, size, bold=True) for line in words)
        spots = spots_along(rows, (wide, len(words) * LINE * size), size, routes)
        yield replace(name, size=size, lines=words,
                      spots=tuple((x, y, "middle") for x, y, _, _ in spots),
                      turns=tuple(angle for _, _, angle, _ in spots))


def _dot_box(x: float, y: float, radius: float) -> Box:
    return (x - radius, y - radius, x + radius, y + radius)


def place_dot(x: float, y: float, frame: Frame) -> Dot:
    """Returns the dot of a place at a point, sized to its name."""
    return Dot((round(x, 2), round(y, 2)), round(label_size(frame) * DOT, 2), "#ffffff",
               MAP_PALETTE["ink"])


def has_places(extract: Extract, frame: Frame, drawn: frozenset[str]) -> bool:
    """Checks whether a place on the drawn routes may have a dot in the frame."""
    view = box(*frame.box)
    return any(name.dot and view.contains(Point(name.dot))
               for name in _places(extract, frame, drawn))


def lay_labels(extract: Extract, frame: Frame, lines: Sequence[RouteLine], taken: Sequence[Box],
               quiet: Box | None = None) -> tuple[tuple[Label, ...], tuple[Dot, ...]]:
    """Returns the names that fit, in drawing order, and a dot for every place that is named.

    `taken` is where scale bar, legend or inset lie; `quiet` what an inset shows in more detail.
    """
    drawn = frozenset(line.route_id for line in lines)
    board = Board(frame, MultiLineString([part for line in lines for part in line.parts]),
                   [*taken])
    shapely.prepare(board.routes)
    view, radius = box(*frame.box), label_size(frame) * DOT
    names = (*_places(extract, frame, drawn, quiet),
             *_countries(extract, frame), *_regions(extract, frame), *_seas(extract.land, frame),
             *_routes(extract, lines, frame),
             *_corridors(extract, lines, frame, quiet, board.routes))
    in_view = [name for name in names if name.dot is None or (
        view.contains(Point(name.dot))
        and not any(meet((*name.dot, *name.dot), area) for area in taken))]
    board.taken += [_dot_box(*name.dot, radius) for name in in_view if name.dot and name.sure]
    board.dots = np.array([name.dot for name in in_view if name.dot]).reshape(-1, 2)
    labels: list[Label] = []
    dots: list[Dot] = []
    for name in sorted(in_view, key=lambda name: name.rank):
        if name.dot and not name.sure and not board.free(_dot_box(*name.dot, radius)):
            continue
        placed = board.place(name)
        labels += placed
        if name.dot and (placed or name.sure):
            board.taken.append(_dot_box(*name.dot, radius))
            x, y = name.dot
            dots.append(place_dot(x, y, frame))
    return tuple(labels), tuple(dots)

"""Labels: as many names as fit on a map layout without touching, the important ones first.

Every name has a few spots where it may stand. It takes the free one that covers least of the
routes, or it is left out. A country's name stands in its land alone: see
`geo.cartography.country_names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, Point, box

from geo.cartography.basemap import basemap_of
from geo.cartography.country_names import CountryRoom, country_rooms
from geo.cartography.land import FAR_ZOOM
from geo.cartography.lettering import clean, measure
from geo.cartography.projection import Frame
from geo.cartography.region_names import region_spots
from geo.cartography.shapes import (
    LABEL_COLOURS,
    MAP_PALETTE,
    Anchor,
    Dot,
    Label,
    RouteLine,
    ScaleBar,
)
from geo.cartography.web_map import FEW, ranked_places
from geo.network.gauges import route_places

if TYPE_CHECKING:  # at run time the formats import this module, not the other way round
    from geo.presentation.extract import Extract

Box = tuple[float, float, float, float]

_LAKE_DEGREES, _LAKE_ZOOM = 0.35, 6.0
_SEA_ZOOM = 2.6
_CAPITAL_ZOOM = 4.0
_IN_SCENE = -3
_AFTER_OWN = 4
"""The rank by which other places are named later where a route is open."""
_COUNTRY = -0.6
"""Countries come before all but the subjects of a scene and the ends of the open route."""
_OF_AREAS: Final = ("country", "region")
_REGION, _REGION_SIZE = 10.1, 0.88
"""Regions come after the first towns, in smaller type."""
_OVER_DOT: Final = 400.0
"""The cost of a country's name over the dot of a place, in points of covered route."""
_FORM: Final = 1.5
"""The cost of each later form of a name, in sizes of its type as points of covered route."""
_MOST_SPOTS: Final = 40
"""The number of free spots of a name that are compared."""
_DOT: Final = 0.24
"""The radius of a place's dot, in sizes of its name's type."""
_GAP, _EDGE, _STEP = 1.5, 3.0, 0.12


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to be placed: lower `rank` first. `spots` are (x, y, anchor).

    The dot of a `sure` one is drawn even where its name finds no room. `forms` are the same name in
    other sizes with spots of their own, the best first; each is computed when it is asked for.
    """

    text: str
    kind: str
    rank: float
    size: float
    spots: tuple[tuple[float, float, Anchor], ...]
    dot: tuple[float, float] | None = None
    bold: bool = False
    colour: str = ""
    sure: bool = False
    forms: Iterator[_Name] | None = None

    def labels(self) -> Iterator[Label]:
        italic = self.kind in ("sea", "region")
        wide = measure(self.text, self.size, bold=self.bold, italic=italic)
        for x, y, anchor in self.spots:
            yield Label(self.text, (round(x, 2), round(y, 2)), self.size, self.bold, italic,
                        self.colour or LABEL_COLOURS[self.kind], anchor, self.kind,
                        round(wide, 2), round(self.size * 0.16, 2))


def label_size(frame: Frame) -> float:
    """Returns the size of a place's name in points: from 6 to 14, larger on a larger map."""
    return max(6.0, min(14.0, frame.width / 68, frame.height / 40))


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


def _places(extract: Extract, frame: Frame, drawn: frozenset[str]) -> Iterator[_Name]:
    """Yields places on the drawn routes from their zoom on; the ends of few routes always.

    With a route open its own places come before all others, at any zoom.
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
        rank = 0 if capital else 1 if end else 10
        if opened and not capital:
            rank = rank + _AFTER_OWN if not on_open_route else -1 if end else 1
        rank = _IN_SCENE if in_scene else rank
        yield _Name(clean(place["name"]), "place", rank + order / 1000, size,
                    _around(x, y, size, size * _DOT), (x, y),
                    bold=opened is not None and place["id"] in (opened.route.from_place,
                                                                opened.route.to_place),
                    sure=end)


def _country_forms(name: _Name, room: CountryRoom, home: tuple[float, float]) -> Iterator[_Name]:
    """Yields a country's name in one size after another, each with its spots in the land."""
    for size, spots in room.spots(measure(name.text, name.size), name.size, home):
        yield replace(name, size=size, spots=tuple((x, y, "middle") for x, y in spots))


def _countries(extract: Extract, frame: Frame) -> Iterator[_Name]:
    """Yields the names of countries in view that have room; far out, without borders, none."""
    if frame.zoom < FAR_ZOOM:
        return
    for country, room in country_rooms(basemap_of(extract.land), frame, extract.view.depiction):
        in_scene = country.get("code") in extract.named
        name = _Name(clean(country["name"]).upper(), "country",
                     _IN_SCENE + 1 if in_scene else _COUNTRY + country["rank"] / 10,
                     label_size(frame) * 0.92, ())
        yield replace(name, forms=_country_forms(name, room, frame.point(*country["label"])))


def _regions(extract: Extract, frame: Frame) -> Iterator[_Name]:
    """Yields the regions that have room for their names in their own area; those chosen first."""
    size, chosen = label_size(frame) * _REGION_SIZE, extract.view.wanted.regions
    for order, (region, own, spots) in enumerate(
            region_spots(extract.atlas, frame, size, chosen)):
        sure = region in chosen
        yield _Name(clean(extract.atlas.regions[region].name), "region",
                    _IN_SCENE if sure else _REGION + order / 1000, own,
                    tuple((x, y, "middle") for x, y in spots),
                    colour=MAP_PALETTE["ink"] if sure else "", sure=sure)


def _seas(document: Mapping[str, Any], frame: Frame) -> Iterator[_Name]:
    size = label_size(frame)
    for sea in document.get("seas", ()):
        if frame.zoom >= sea["rank"] + _SEA_ZOOM:
            x, y = frame.point(*sea["label"])
            yield _Name(clean(sea["name"]), "sea", 4 + sea["rank"], size, ((x, y, "middle"),))
    for lake in document.get("lakes", ()):
        ring = lake["polygons"][0][0]
        south, north = min(point[0] for point in ring), max(point[0] for point in ring)
        if lake["name"] and frame.zoom >= _LAKE_ZOOM and north - south > _LAKE_DEGREES:
            middle = (min(point[1] for point in ring) + max(point[1] for point in ring)) / 2
            x, y = frame.point((south + north) / 2, middle)
            yield _Name(clean(lake["name"]), "sea", 12, size, ((x, y, "middle"),))


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


def _routes(extract: Extract, lines: Sequence[RouteLine], frame: Frame) -> Iterator[_Name]:
    """Yields the names of the lines that are named."""
    size = label_size(frame) * 0.92
    for order, (line, words) in enumerate(_named_lines(extract, lines)):
        ink = next(stroke.colour for stroke in line.strokes[::-1] if stroke.colour != "#ffffff")
        yield _Name(words, "route", 3 + order / 100, size,
                    tuple(_along(line, size, measure(words, size, bold=True))),
                    bold=True, colour=ink)


@dataclass(slots=True)
class _Sheet:
    """The boxes already taken, and the routes, which names should not cover."""

    frame: Frame
    routes: MultiLineString
    taken: list[Box] = field(default_factory=list)
    dots: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))

    def free(self, area: Box) -> bool:
        left, top, right, bottom = area
        inside = (left >= _EDGE and top >= _EDGE and right <= self.frame.width - _EDGE
                  and bottom <= self.frame.height - _EDGE)
        return inside and not any(_meet(area, taken_area) for taken_area in self.taken)

    def covered(self, area: Box) -> float:
        """Returns how many points of the routes a box would cover."""
        return float(shapely.clip_by_rect(self.routes, *area).length)

    def _dots_under(self, area: Box) -> int:
        """Counts the places whose dots a box would cover or leave no room for."""
        left, top, right, bottom = area
        x, y = self.dots.T
        reach = label_size(self.frame) * _DOT + _GAP
        return int(((x > left - reach) & (x < right + reach) & (y > top - reach)
                    & (y < bottom + reach)).sum())

    def place(self, name: _Name) -> Label | None:
        """Takes the free spot that costs least in any of the name's forms.

        The name of a route is left out rather than written over another route, and that of a
        region rather than over any; unless the filter asks for it.
        """
        least, best = inf, None
        for order, form in enumerate((name,) if name.forms is None else name.forms):
            if least <= order * name.size * _FORM:
                break
            cost, label = self._cheapest(form)
            if cost + order * name.size * _FORM < least:
                least, best = cost + order * name.size * _FORM, label
        most = {"route": name.size, "region": inf if name.sure else 0}.get(name.kind, inf)
        if best is None or self.covered(best.box) > most:
            return None
        left, top, right, bottom = best.box
        self.taken.append((left - _GAP, top - _GAP, right + _GAP, bottom + _GAP))
        return best

    def _cheapest(self, name: _Name) -> tuple[float, Label | None]:
        """Returns the cost and the label of the spot that covers least of the routes."""
        free = islice((label for label in name.labels() if self.free(label.box)), _MOST_SPOTS)

        def cost(order: int, label: Label) -> float:
            dots = self._dots_under(label.box) * _OVER_DOT if name.kind in _OF_AREAS else 0
            return self.covered(label.box) + order * name.size * _STEP + dots

        return min(((cost(order, label), label) for order, label in enumerate(free)),
                   key=lambda candidate: candidate[0], default=(inf, None))


def _meet(a: Box, b: Box) -> bool:
    return (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1])


def _dot_box(x: float, y: float, radius: float) -> Box:
    return (x - radius, y - radius, x + radius, y + radius)


def place_dot(x: float, y: float, frame: Frame) -> Dot:
    """Returns the dot of a place at a point, sized to its name."""
    return Dot((round(x, 2), round(y, 2)), round(label_size(frame) * _DOT, 2), "#ffffff",
               MAP_PALETTE["ink"])


def has_places(extract: Extract, frame: Frame, drawn: frozenset[str]) -> bool:
    """Checks whether a place on the drawn routes may have a dot in the frame."""
    view = box(*frame.box)
    return any(name.dot and view.contains(Point(name.dot))
               for name in _places(extract, frame, drawn))


def lay_labels(extract: Extract, frame: Frame, lines: Sequence[RouteLine], bar: ScaleBar
               ) -> tuple[tuple[Label, ...], tuple[Dot, ...]]:
    """Returns the names that fit, in drawing order, and a dot for every place that is named."""
    drawn = frozenset(line.route_id for line in lines)
    sheet = _Sheet(frame, MultiLineString([part for line in lines for part in line.parts]),
                   [bar.box])
    view, radius = box(*frame.box), label_size(frame) * _DOT
    names = (*_places(extract, frame, drawn),
             *_countries(extract, frame), *_regions(extract, frame),
             *_seas(extract.land, frame), *_routes(extract, lines, frame))
    in_view = [name for name in names
               if name.dot is None or view.contains(Point(name.dot))]
    sheet.taken += [_dot_box(*name.dot, radius) for name in in_view if name.dot and name.sure]
    sheet.dots = np.array([name.dot for name in in_view if name.dot]).reshape(-1, 2)
    labels: list[Label] = []
    dots: list[Dot] = []
    for name in sorted(in_view, key=lambda name: name.rank):
        if name.dot and not name.sure and not sheet.free(_dot_box(*name.dot, radius)):
            continue
        label = sheet.place(name)
        labels += [label] if label else []
        if name.dot and (label or name.sure):
            sheet.taken.append(_dot_box(*name.dot, radius))
            x, y = name.dot
            dots.append(place_dot(x, y, frame))
    return tuple(labels), tuple(dots)

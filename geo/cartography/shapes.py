"""The map layout: a map laid out once in a rectangle, for several renderers to draw as it is.

Units are points (1/72 inch); the origin is the top left corner, x goes right and y down. Colours
are `#rrggbb`. Texts are data: a renderer writes them as text and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil, cos, radians, sin
from types import MappingProxyType
from typing import Final, Literal

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Anchor = Literal["start", "middle", "end"]

MAP_PALETTE: Final[Mapping[str, str]] = MappingProxyType({
    "sea": "#dfe8ec",
    "land": "#f7f3ea",
    "far": "#f7f3ea",
    "coast": "#aebcc2",
    "border": "#b3a58e",
    "river": "#b9d0da",
    "halo": "#fffdf8",
    "selected": "#f0e442",
    "ink": "#22303c",
})
"""Paper, water and ink, on the screen and on paper."""

LABEL_COLOURS: Final[Mapping[str, str]] = MappingProxyType({
    "place": "#22303c",
    "country": "#6f6756",
    "region": "#7a705f",
    "sea": "#55788a",
    "route": "#22303c",
    "corridor": "#22303c",
})
"""The ink of a label, by what it names."""


@dataclass(frozen=True, slots=True)
class LaidStroke:
    """The stroke of a line. `dash` is on, off, on… in points (empty: unbroken)."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    round_cap: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape. `rings`: the first is the outside, the others are holes."""

    kind: str
    rings: tuple[Ring, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Path:
    """A line of the basemap: a border, a disputed line, a river or a coast."""

    kind: str
    points: Ring
    stroke: LaidStroke


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A route as drawn: its parts inside the frame, and strokes from the lowest to the topmost.

    The first stroke lies under the lines of all routes; see `MapLayout.strokes`.
    """

    route_id: str
    name: str
    parts: tuple[Ring, ...]
    strokes: tuple[LaidStroke, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the map, already placed.

    `at` lies on the text's middle height; `anchor` says which end of the text is there. `size` is
    the font's, in points. `width` is an estimate for a common sans-serif font. A label has a halo
    of the palette's `halo` colour, `halo` points wide. `angle` turns it clockwise about `at`, in
    degrees; a turned label is anchored in its middle.
    """

    text: str
    at: Point
    size: float
    bold: bool
    italic: bool
    colour: str
    anchor: Anchor
    kind: str
    width: float = 0.0
    halo: float = 1.5
    angle: float = 0.0

    @property
    def baseline(self) -> Point:
        """The point of the text's baseline, for renderers that place text by it."""
        return (self.at[0], self.at[1] + self.size * 0.36)

    @property
    def box(self) -> Box:
        """Left, top, right and bottom before it is turned, as estimated."""
        x, y = self.at
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return (left, y - self.size * 0.62, left + self.width, y + self.size * 0.62)

    def turned(self, x: float, y: float) -> Point:
        """Returns where a point lies after the label is turned about `at`."""
        turn, (middle_x, middle_y) = radians(self.angle), self.at
        across, down = x - middle_x, y - middle_y
        return (middle_x + across * cos(turn) - down * sin(turn),
                middle_y + across * sin(turn) + down * cos(turn))

    @property
    def outline(self) -> Ring:
        """The corners of its box, turned."""
        left, top, right, bottom = self.box
        return tuple(self.turned(x, y) for x, y in ((left, top), (right, top), (right, bottom),
                                                    (left, bottom)))

    @property
    def pieces(self) -> tuple[Box, ...]:
        """Level boxes that cover the turned text, piece by piece; its box if it is not turned."""
        if not self.angle:
            return (self.box,)
        left, top, right, bottom = self.box
        count = max(1, ceil((right - left) / (bottom - top) / 1.5))
        found = []
        for piece in range(count):
            start, end = (left + (right - left) * (piece + part) / count for part in (0, 1))
            xs, ys = zip(*(self.turned(x, y) for x in (start, end) for y in (top, bottom)),
                         strict=True)
            found.append((min(xs), min(ys), max(xs), max(ys)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a route."""

    at: Point
    radius: float
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a stroke (under to over) or a dot, and what it means.

    The dot's `at` is not used: it stands in the middle of where a stroke would.
    """

    words: str
    strokes: tuple[LaidStroke, ...]
    dot: Dot | None = None


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """Entries of one kind under a title."""

    title: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of `length` points that stands for `km` of ground at `latitude`, the map's middle.

    `at` is its left end. Labels keep clear of `box`, which has room for its words, `size` points
    high, above the bar.
    """

    km: int
    length: float
    at: Point
    latitude: float
    size: float

    @property
    def words(self) -> str:
        """The scale in words: `200 km at 40° N`, because it grows towards the poles."""
        side = "N" if self.latitude >= 0 else "S"
        return f"{self.km:,} km at {abs(self.latitude):.0f}\N{DEGREE SIGN}\N{NO-BREAK SPACE}{side}"

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the corner that is free of labels."""
        x, y = self.at
        return (x - 6, y - self.size * 2.2, x + max(self.length, self.size * 11) + 6, y + 6)


@dataclass(frozen=True, slots=True)
class MapLayout:
    """A map laid out in a rectangle of `width` by `height` points.

    Draw `sea` over the whole, then `under` in its order, then `strokes`, `dots` and `labels`.
    `lines` are in drawing order: the last lies on top. `outside` holds the ids of routes that are
    shown but lie wholly outside the frame. `notes` are sentences that must stand with the map.
    """

    width: float
    height: float
    sea: str
    under: tuple[Area | Path, ...]
    lines: tuple[RouteLine, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    legend: tuple[LegendGroup, ...]
    scale: ScaleBar
    outside: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def strokes(self) -> Iterator[tuple[RouteLine, LaidStroke]]:
        """Every stroke of every route in drawing order: all halos first, then line by line."""
        yield from ((line, line.strokes[0]) for line in self.lines)
        yield from ((line, stroke) for line in self.lines for stroke in line.strokes[1:])

    @property
    def under_joined(self) -> Iterator[Area | tuple[tuple[Ring, ...], LaidStroke]]:
        """Everything under the routes in drawing order, with consecutive like paths as one."""
        for stroke, items in groupby(self.under, lambda item: getattr(item, "stroke", None)):
            if stroke is None:
                yield from (item for item in items if isinstance(item, Area))
            else:
                yield tuple(item.points for item in items if isinstance(item, Path)), stroke

    @property
    def areas(self) -> tuple[Area, ...]:
        """The filled shapes, in drawing order."""
        return tuple(item for item in self.under if isinstance(item, Area))

    @property
    def paths(self) -> tuple[Path, ...]:
        """The lines of the basemap, in drawing order."""
        return tuple(item for item in self.under if isinstance(item, Path))

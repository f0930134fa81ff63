"""The board of labels: what is taken already, and the free spot of a name that costs least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat
from math import cos, inf, radians, sin
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiLineString

from geo.cartography.lettering import measure
from geo.cartography.projection import Frame
from geo.cartography.shapes import LABEL_COLOURS, Anchor, Box, Label

_OF_AREAS: Final = ("country", "region")
_OVER_DOT: Final = 400.0
"""The cost of a country's name over the dot of a place, in points of covered route."""
_FORM: Final = 1.5
"""The cost of each later form of a name, in sizes of its type as points of covered route."""
_MOST_SPOTS: Final = 40
"""The number of free spots of a name that are compared."""
DOT: Final = 0.24
"""The radius of a place's dot, in sizes of its name's type."""
_GAP, _EDGE, _STEP = 1.5, 3.0, 0.12
_LARGEST: Final = 11.0
"""The largest size of a place's name, in points: read at arm's length, and many find room."""
_APART: Final = 0.42
"""The least distance of a corridor's second name from its first, in widths of the frame."""
LINE: Final = 1.27
"""The distance of two lines of a name, in sizes of its type."""


def label_size(frame: Frame) -> float:
    """Returns the size of a place's name in points: from 6 to 11, larger on a larger map."""
    return frame.type_size or max(6.0, min(_LARGEST, frame.width / 68, frame.height / 40))


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed: lower `rank` first. `spots` are (x, y, anchor).

    The dot of a `sure` one is drawn even where its name finds no room. `forms` are the same name in
    other sizes with spots of their own, the best first; each is computed when it is asked for.
    `turns` are the angles of the spots; none where all are level. Only a name that is turned may
    have two `lines`.
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
    forms: Iterator[Name] | None = None
    turns: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()

    def labels(self) -> Iterator[tuple[Label, ...]]:
        """Yields the name at each of its spots, a label for each of its lines."""
        italic = self.kind in ("sea", "region")
        lines = [(words, round(measure(words, self.size, bold=self.bold, italic=italic), 2))
                 for words in self.lines or (self.text,)]
        first = -(len(lines) - 1) / 2
        for (x, y, anchor), turn in zip(self.spots, self.turns or repeat(0.0), strict=False):
            down = (-sin(radians(turn)) * LINE * self.size, cos(radians(turn)) * LINE * self.size)
            yield tuple(Label(
                words, (round(x + down[0] * (first + number), 2),
                        round(y + down[1] * (first + number), 2)), self.size, self.bold, italic,
                self.colour or LABEL_COLOURS[self.kind], anchor, self.kind, wide,
                round(self.size * 0.16, 2), round(turn, 1))
                for number, (words, wide) in enumerate(lines))


@dataclass(slots=True)
class Board:
    """The boxes already taken, and the routes, which names should not cover."""

    frame: Frame
    routes: MultiLineString
    taken: list[Box] = field(default_factory=list)
    dots: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    named: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def open_spots(self, name: Name) -> Iterator[tuple[Label, ...]]:
        """Yields a name at each of its spots that is free."""
        for labels in name.labels():
            if all(self.free(piece) for label in labels for piece in label.pieces) and not (
                    name.kind == "corridor" and self._named_near(name.text, labels[0])):
                yield labels

    def _named_near(self, name: str, label: Label) -> bool:
        """Checks whether the same name stands nearby already."""
        return any(np.hypot(label.at[0] - x, label.at[1] - y) < _APART * self.frame.width
                   for x, y in self.named.get(name, ()))

    def free(self, area: Box) -> bool:
        """Checks whether a box lies in the frame and over nothing that is taken."""
        left, top, right, bottom = area
        inside = (left >= _EDGE and top >= _EDGE and right <= self.frame.width - _EDGE
                  and bottom <= self.frame.height - _EDGE)
        return inside and not any(meet(area, taken_area) for taken_area in self.taken)

    def covered(self, label: Label) -> float:
        """Returns how many points of the routes a level label would cover."""
        return float(shapely.clip_by_rect(self.routes, *label.box).length)

    def _dots_under(self, area: Box) -> int:
        """Counts the places whose dots a box would cover or leave no room for."""
        left, top, right, bottom = area
        x, y = self.dots.T
        reach = label_size(self.frame) * DOT + _GAP
        return int(((x > left - reach) & (x < right + reach) & (y > top - reach)
                    & (y < bottom + reach)).sum())

    def place(self, name: Name) -> tuple[Label, ...]:
        """Takes the free spot that costs least in any of the name's forms; none if none is free.

        The name of a route is left out rather than written over another route, and that of a
        region rather than over any; unless the filter asks for it.
        """
        least, best = inf, tuple[Label, ...]()
        for order, form in enumerate((name,) if name.forms is None else name.forms):
            if least <= order * name.size * _FORM:
                break
            if form.size < self.frame.least_size - 1e-9:
                continue
            cost, labels = self._cheapest(form)
            if cost + order * name.size * _FORM < least:
                least, best = cost + order * name.size * _FORM, labels
        most = {"route": name.size, "region": inf if name.sure else 0}.get(name.kind, inf)
        if not best or (most < inf and self.covered(best[0]) > most):
            return ()
        self.taken += [(left - _GAP, top - _GAP, right + _GAP, bottom + _GAP)
                       for label in best for left, top, right, bottom in label.pieces]
        self.named.setdefault(name.text, []).append(best[0].at)
        return best

    def _cheapest(self, name: Name) -> tuple[float, tuple[Label, ...]]:
        """Returns the cost and the labels of the spot that covers least of the routes."""
        free = islice(self.open_spots(name), _MOST_SPOTS)
        is_corridor = name.kind == "corridor"
        over_dots = name.kind in _OF_AREAS or is_corridor

        def cost(order: int, labels: tuple[Label, ...]) -> float:
            dots = sum(self._dots_under(piece) for label in labels for piece in label.pieces
                       ) * _OVER_DOT if over_dots else 0
            routes = 0.0 if is_corridor else sum(map(self.covered, labels))
            return routes + order * name.size * _STEP + dots

        return min(((cost(order, labels), labels) for order, labels in enumerate(free)),
                   key=lambda candidate: candidate[0], default=(inf, ()))


def meet(a: Box, b: Box) -> bool:
    """Checks whether two boxes overlap."""
    return (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1])

"""The frame of a map layout: the part of the world it shows, and degrees as points.

Web Mercator on a sphere, as on screen. A web map's zoom counts pixels of 1/256 of the world at zoom
0; on a map layout such a pixel is `px` points, so that a zoom means the same on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, floor, log2, log10, pi, radians, sinh, tan

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo.cartography.shapes import ScaleBar
from geo.query.view import Camera

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS84)."""

HOME: Bounds = (27.0, 24.5, 79.0, 47.5)
"""The first view of the atlas."""
SCREEN_PX = (1000.0, 640.0)
"""The size of the map on screen for which a camera is meant, in CSS pixels."""

_MARGIN = 0.08
"""The part of the width and height left free on each side when a frame is fitted."""
_LEAST_SPAN = 1 / 450
"""The least part of the world's circumference a fitted frame shows (about 70 km at 40° N)."""
_LAT_MOST = 85.0
_GEOD = Geod(ellps="WGS84")


def _mercator(lat: float) -> float:
    return asinh(tan(radians(max(-_LAT_MOST, min(_LAT_MOST, lat)))))


def unit_points(points: Sequence[Sequence[float]] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Converts (lat, lon) in degrees to (x, y) in parts of the world's circumference.

    x is counted from 0° east, y from the equator down.
    """
    degrees_rows = np.asarray(points, dtype=float)
    lat = np.radians(np.clip(degrees_rows[:, 0], -_LAT_MOST, _LAT_MOST))
    return np.column_stack((degrees_rows[:, 1] / 360, -np.arcsinh(np.tan(lat)) / (2 * pi)))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of `width` by `height` points with the place at `lat`, `lon` in its middle.

    `world` is the circumference of the world in points; `px` the points in a pixel of the screen.
    `type_size` is that of a place's name in points; 0 leaves it to the frame's size. No name is
    smaller than `least_size`.
    """

    width: float
    height: float
    lat: float
    lon: float
    world: float
    px: float
    type_size: float = 0.0
    least_size: float = 0.0

    @property
    def zoom(self) -> float:
        """The zoom of a web map that shows lines and labels in the same proportion."""
        return log2(self.world / self.px / 256)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The frame itself in points: left, top, right, bottom."""
        return (0.0, 0.0, self.width, self.height)

    @property
    def _middle(self) -> tuple[float, float]:
        """The place in its middle, in parts of the world's circumference."""
        return self.lon / 360, -_mercator(self.lat) / (2 * pi)

    @property
    def unit_box(self) -> tuple[float, float, float, float]:
        """The frame in parts of the world's circumference: left, top, right, bottom."""
        x, y = self._middle
        wide, high = self.width / self.world / 2, self.height / self.world / 2
        return x - wide, y - high, x + wide, y + high

    def from_unit(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Converts rows of `unit_points` to rows of (x, y) in points."""
        return (points - self._middle) * self.world + (self.width / 2, self.height / 2)

    def project(self, points: Sequence[Sequence[float]] | NDArray[np.float64]
                ) -> NDArray[np.float64]:
        """Converts rows of (lat, lon) in degrees to rows of (x, y) in points."""
        return self.from_unit(unit_points(points))

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Returns one place in points."""
        x, y = self.project([(lat, lon)])[0]
        return float(x), float(y)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Returns the (lat, lon) of a point."""
        north = _mercator(self.lat) - (y - self.height / 2) / self.world * 2 * pi
        return degrees(atan(sinh(north))), self.lon + (x - self.width / 2) / self.world * 360


def _pixel(width: float, height: float) -> float:
    """Returns the points in a pixel of the screen: the screen's map fits into the rectangle."""
    return min(width / SCREEN_PX[0], height / SCREEN_PX[1])


def frame_at(camera: Camera, width: float, height: float) -> Frame:
    """Returns what the screen shows under a camera, and a little more where the shape differs."""
    px = _pixel(width, height)
    return Frame(width, height, camera.lat, camera.lon, 256 * 2 ** camera.zoom * px, px)


def frame_around(bounds: Bounds, width: float, height: float, margin: float = _MARGIN) -> Frame:
    """Returns a part of the world with a margin, never closer than about 70 km across.

    `margin` is the part of the width and height left free on each side.
    """
    west, south, east, north = bounds
    bottom, top = _mercator(south), _mercator(north)
    middle = degrees(atan(sinh((bottom + top) / 2)))
    width_share = max((east - west) / 360, _LEAST_SPAN)
    height_share = max((top - bottom) / (2 * pi), _LEAST_SPAN)
    room = 1 - 2 * margin
    world = min(width * room / width_share, height * room / height_share)
    return Frame(width, height, middle, (west + east) / 2, world, _pixel(width, height))


def bounds_of(lines: Iterable[LineString | MultiLineString]) -> Bounds | None:
    """Returns the bounds of some lines, or None where there are none."""
    spans = [line.bounds for line in lines if not line.is_empty]
    if not spans:
        return None
    west, south, east, north = zip(*spans, strict=True)
    return min(west), min(south), max(east), max(north)


def _round(number: float) -> int:
    """Returns the largest of 1, 2, 5, 10, 20… that is no larger than a number (at least 1)."""
    power = 10 ** floor(log10(max(number, 1)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(number, 1)))


def scale_bar(frame: Frame, size: float) -> ScaleBar:
    """Returns a bar of about an eighth of the width, true at the middle latitude.

    `size` is that of its words in points.
    """
    lat = max(-_LAT_MOST, min(_LAT_MOST, frame.lat))

    def kilometres(span: float) -> float:
        return float(_GEOD.line_length([0, span], [lat, lat])) / 1000

    target_span = min(frame.width / 7, 160.0) / frame.world * 360
    km = _round(kilometres(target_span))
    span = target_span
    for _ in range(8):
        span *= km / kilometres(span)
    inset = max(8.0, frame.width * 0.016)
    return ScaleBar(km, span / 360 * frame.world, (inset, frame.height - inset), lat, size)

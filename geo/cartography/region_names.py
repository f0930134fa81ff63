"""Where the name of a region may stand: spots in its area, with the room that each has.

A spot is the middle of a box with the proportions of the name that lies wholly in the area, so a
name that fits its box never leaves its region, whatever the zoom. The map on screen and the one on
paper choose among the same spots.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.cartography.lettering import clean, measure
from geo.cartography.projection import Frame
from geo.catalog.catalog import Catalog
from geo.data.lru import kept_on_first
from geo.data.records import Region

REGION_ZOOM: Final = 5.5
"""The zoom from which regions are named."""
LETTER_SPACE: Final = 0.06
"""The space after each letter of a region's name, in ems."""
_SIZES: Final = (1.0, 0.9, 0.8, 0.7)
"""The sizes of type in which a name that must be shown is tried."""
_HEIGHT: Final = 1.1
"""The height of a name with the room above and below it, in ems."""
_STEPS, _MOST_SPOTS = 20, 16
_SHARES: Final = 0.92 ** np.arange(48)
"""The half widths tried for a box, as shares of the area's width."""
_APART: Final = 0.4
"""How far spots are apart at least, in half widths of the better one."""
_EDGE: Final = 0.01
"""How far names keep from the edge of an area, in degrees: it is simplified."""


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.degrees(np.arctanh(np.sin(np.radians(lat))))


def _latitude(north: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.degrees(np.arcsin(np.tanh(np.radians(north))))


def width_of(name: str, size: float) -> float:
    """Returns the width of a region's name in points, in a size of type in points."""
    return measure(name, size, italic=True) + LETTER_SPACE * size * len(name)


def spots_of(region: Region) -> list[list[float]]:
    """Returns rows of lat, lon and the half width of the room there in degrees, widest first."""
    if region.area is None:
        return []
    area = shapely.transform(region.area.buffer(-_EDGE), lambda points: np.column_stack(
        (points[:, 0], _mercator(points[:, 1]))))
    if area.is_empty:
        return []
    west, south, east, north = area.bounds
    grid = np.meshgrid(np.linspace(west, east, _STEPS + 2)[1:-1],
                       np.linspace(south, north, _STEPS + 2)[1:-1])
    x, y = (axis.ravel() for axis in grid)
    shapely.prepare(area)
    inside = shapely.contains_xy(area, x, y)
    x, y = x[inside], y[inside]
    tall = _HEIGHT / width_of(clean(region.name), 1)
    room = np.zeros(len(x))
    open_spots = np.ones(len(x), dtype=bool)
    for half in _SHARES * (east - west) / 2:
        i = np.flatnonzero(open_spots)
        fits = i[shapely.contains(area, shapely.box(
            x[i] - half, y[i] - half * tall, x[i] + half, y[i] + half * tall))]
        room[fits], open_spots[fits] = half, False
    chosen: list[int] = []
    for i in np.argsort(-room, kind="stable"):
        if room[i] and len(chosen) < _MOST_SPOTS and all(
                np.hypot(x[i] - x[j], (y[i] - y[j]) / tall) > _APART * room[j] for j in chosen):
            chosen.append(int(i))
    lat = _latitude(y)
    return [[round(float(lat[i]), 3), round(float(x[i]), 3), round(float(room[i]), 3)]
            for i in chosen]


@kept_on_first(1)
def named_regions(catalog: Catalog) -> list[dict[str, Any]]:
    """Returns the regions that a map may name, those that most routes touch first."""
    counts = {region: sum(region in entry.regions for entry in catalog.entries)
              for region in catalog.regions}
    return [{"id": region_id, "name": region.name, "at": [region.lat, region.lon],
             "spots": spots_of(region)}
            for region_id, region in sorted(catalog.regions.items(),
                                            key=lambda item: (-counts[item[0]], item[0]))
            if counts[region_id]]


def region_spots(catalog: Catalog, frame: Frame, size: float, sure: Collection[str]
                 ) -> Iterator[tuple[str, float, list[tuple[float, float]]]]:
    """Yields regions, a size of type, and the spots in points where their names fit in it.

    From `REGION_ZOOM` on these are all regions, before it those of `sure`, whose names are set in
    smaller type where only that fits.
    """
    for region in named_regions(catalog):
        if frame.zoom < REGION_ZOOM and region["id"] not in sure:
            continue
        widest = region["spots"][0][2] / 180 * frame.world if region["spots"] else 0.0
        shares = _SIZES if region["id"] in sure else _SIZES[:1]
        name = clean(region["name"])
        own = next((size * share for share in shares if widest >= width_of(name, size * share)), 0)
        if own:
            yield region["id"], own, [frame.point(lat, lon) for lat, lon, room in region["spots"]
                                      if room / 180 * frame.world >= width_of(name, own)]

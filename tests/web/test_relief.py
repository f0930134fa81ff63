"""Laws of the shade of mountains under the map."""

from __future__ import annotations

import re

from PIL import Image

from geo.cartography.projection import HOME
from geo.web.scripts import web_file
from tools.relief import BOUNDS

MOST_BYTES = 400_000


def test_the_relief_is_small_covers_the_first_view_and_leaves_the_lines_to_be_seen() -> None:
    path = web_file("map/relief.webp")
    assert path.stat().st_size <= MOST_BYTES
    assert BOUNDS[0] < HOME[0] < HOME[2] < BOUNDS[2]
    assert BOUNDS[1] < HOME[1] < HOME[3] < BOUNDS[3]
    with Image.open(path) as picture:
        alpha = picture.convert("RGBA").getchannel("A")
    counts = alpha.histogram()
    assert max(i for i, count in enumerate(counts) if count) <= 0.4 * 255
    assert sum(counts[26:]) < 0.2 * sum(counts)
    assert sum(counts[26:]) > 0.02 * sum(counts)


def test_page_and_picture_have_the_same_bounds() -> None:
    script = web_file("map/relief.js").read_text(encoding="utf-8")
    south, west, north, east = map(float, re.findall(r"-?\d+", script.split("[[")[1].split(")")[0]))
    assert (west, south, east, north) == BOUNDS

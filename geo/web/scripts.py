"""The browser's code as texts: files of this package, and the offline pack's scripts, joined."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.web.leaflet import leaflet_file
from geo.web.modules import joined

TEMPLATE: Final = "pack/pack.html"

SCRIPTS: Final = ("leaflet.js", "pack/pack.js")

STYLES: Final = ("leaflet.css", "map/map.css", "shared/page.css", "pack/pack.css")

SPEAKER: Final = ("presenter/speaker.css", "presenter/speaker.js")
"""Style and script of the speaker's window, which the page opens."""

ASSETS: Final = (TEMPLATE, *SCRIPTS, *STYLES, *SPEAKER)
"""The names of the texts that `pack` needs."""


def web_file(name: str) -> Path:
    """A file of this package, such as `map/lines.js`, or of Leaflet, such as `leaflet.js`."""
    return leaflet_file(name) if name.startswith("leaflet") else Path(__file__).parent / name


@cache
def asset(name: str) -> str:
    """Returns a file's text; of a module, it and all that it imports as one script."""
    path = web_file(name)
    is_module = path.suffix == ".js" and not name.startswith("leaflet")
    return joined(path) if is_module else path.read_text(encoding="utf-8")


@cache
def assets() -> Mapping[str, str]:
    """The texts that the pack needs, by name, read once per process."""
    return MappingProxyType({name: asset(name) for name in ASSETS})

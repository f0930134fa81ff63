"""The offline pack's texts, read from the assets and from the Leaflet that is installed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.web.leaflet import leaflet_file

TEMPLATE: Final = "pack/pack.html"

SCRIPTS: Final = ("leaflet.js", "map/land.js", "map/countries.js", "map/names.js",
                  "map/lines.js", "map/map.js", "shared/link.js", "shared/link-repair.js",
                  "table/rows.js", "shared/folding.js", "pack/state.js", "legend/legend.js",
                  "shared/cites.js", "shared/list-keys.js", "presenter/speaker-host.js",
                  "pack/presenter.js", "pack/pack.js")

STYLES: Final = ("leaflet.css", "map/map.css", "shared/page.css", "pack/pack.css")

SPEAKER: Final = ("presenter/speaker.css", "presenter/speaker.js")
"""Style and script of the speaker's window, which the page opens."""

ASSETS: Final = (TEMPLATE, *SCRIPTS, *STYLES, *SPEAKER)
"""The names of the texts that `pack` needs."""


def web_file(name: str) -> Path:
    """A file of this package, such as `map/lines.js`, or of Leaflet, such as `leaflet.js`."""
    return leaflet_file(name) if name.startswith("leaflet") else Path(__file__).parent / name


@cache
def assets() -> Mapping[str, str]:
    """The texts that the pack needs, by name, read once per process."""
    return MappingProxyType({name: web_file(name).read_text(encoding="utf-8") for name in ASSETS})

"""The offline pack's texts, read from the assets and from the Leaflet that is installed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.web.leaflet import leaflet_file

_ASSETS = Path(__file__).parents[2] / "app" / "assets"


@cache
def assets() -> Mapping[str, str]:
    """The texts by name, read once per process."""
    def read(name: str) -> str:
        path = leaflet_file(name) if name.startswith("leaflet") else _ASSETS / name
        return path.read_text(encoding="utf-8")

    return MappingProxyType({name: read(name) for name in ASSETS})

TEMPLATE: Final = "pack.html"

SCRIPTS: Final = ("leaflet.js", "atlas-land.js", "atlas-countries.js", "atlas-names.js",
                  "atlas-lines.js", "atlas-map.js", "link.js", "link-repair.js",
                  "table-parts.js", "folding.js", "pack-state.js", "pack-legend.js",
                  "pack-dossier.js", "list-keys.js", "speaker-host.js",
                  "pack-speaker.js", "pack.js")

STYLES: Final = ("leaflet.css", "atlas-map.css", "page.css", "pack.css")

SPEAKER: Final = ("speaker.css", "speaker.js")
"""Style and script of the speaker's window, which the page opens."""

ASSETS: Final = (TEMPLATE, *SCRIPTS, *STYLES, *SPEAKER)
"""The names of the texts that `pack` needs."""

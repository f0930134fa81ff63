"""The offline pack's texts, read from the assets and from the Leaflet that is installed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.leaflet_files import leaflet_file
from geo.export import pack as format_

_ASSETS = Path(__file__).parent / "assets"


@cache
def assets() -> Mapping[str, str]:
    """The texts by name, read once per process."""
    def read(name: str) -> str:
        path = leaflet_file(name) if name.startswith("leaflet") else _ASSETS / name
        return path.read_text(encoding="utf-8")

    return MappingProxyType({name: read(name) for name in format_.ASSETS})


"""Leaflet, as it is installed with the atlas: nothing comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

from geo.data.errors import AtlasError

_MENDED = ("the map cannot be drawn. Install what requirements.lock names anew: `make setup`, or "
           "`python -m pip install --require-hashes -r requirements.lock`")


def leaflet_file(name: str) -> Path:
    """A file of Leaflet; raises AtlasError in words where it is not installed."""
    try:
        from xstatic.pkg import leaflet  # noqa: PLC0415 - may be missing, and then that is said
    except ImportError as error:
        raise AtlasError(f"Leaflet (XStatic-Leaflet) is not installed; {_MENDED}") from error
    path = Path(leaflet.BASE_DIR) / name
    if not path.is_file():
        raise AtlasError(f"{path}: this file of Leaflet is missing; {_MENDED}")
    return path

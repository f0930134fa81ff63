"""What is set from outside: which data folder to serve."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from geo.data.errors import AtlasError

DATA_VARIABLE = "CORRIDOR_ATLAS_DATA"
"""The environment variable by which the command line tells the app its data folder."""

HOST_VARIABLE = "CORRIDOR_ATLAS_HOST"
"""The environment variable with the address that `corridor-atlas serve` listens on."""

ALLOWED_VARIABLE = "CORRIDOR_ATLAS_ALLOWED_HOSTS"
"""The environment variable with the names by which the atlas is reached, with commas between."""

_HERE = Path(__file__).parents[1]

SHIPPED_DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"
"""The data folder that comes with the atlas: in the package once installed, else beside it."""


TODAY_VARIABLE = "CORRIDOR_ATLAS_TODAY"
"""An environment variable with a date against which ages are counted, for tests and archives."""


def read_day(text: str) -> date:
    """A day as it is written here. Raises ValueError with a sentence where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def today() -> date:
    """The day against which ages are counted. Raises AtlasError where what is set is no day."""
    given = os.environ.get(TODAY_VARIABLE)
    try:
        return read_day(given) if given else datetime.now(tz=UTC).date()
    except ValueError as error:
        raise AtlasError(f"{TODAY_VARIABLE}: {error}, or do not set it") from None


def data_folder() -> Path:
    """The folder to serve: the one given, else the one shipped beside the code."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else SHIPPED_DATA


def allowed_hosts() -> frozenset[str]:
    """The names by which the atlas may be asked, besides those of its own machine."""
    return frozenset(os.environ.get(ALLOWED_VARIABLE, "").replace(",", " ").split())

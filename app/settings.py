"""What is set from outside: which data folder to serve."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

DATA_VARIABLE = "CORRIDOR_ATLAS_DATA"
"""The environment variable by which the command line tells the app its data folder."""

_HERE = Path(__file__).parent

SHIPPED_DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"
"""The data folder that comes with the atlas: in the package once installed, else beside it."""


TODAY_VARIABLE = "CORRIDOR_ATLAS_TODAY"
"""An environment variable with a date against which ages are counted, for tests and archives."""


def today() -> date:
    """The day against which ages are counted."""
    given = os.environ.get(TODAY_VARIABLE)
    return date.fromisoformat(given) if given else datetime.now(tz=UTC).date()


def data_folder() -> Path:
    """The folder to serve: the one given, else the one shipped beside the code."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else SHIPPED_DATA

"""What is set from outside: which data folder to serve."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "CORRIDOR_ATLAS_DATA"
"""The environment variable by which the command line tells the app its data folder."""

SHIPPED_DATA = Path(__file__).parent.parent / "data"


def data_folder() -> Path:
    """The folder to serve: the one given, else the one shipped beside the code."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else SHIPPED_DATA

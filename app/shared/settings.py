"""Settings from environment variables: the data folder, the host names, the day."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from geo.data.errors import AtlasError

DATA_VARIABLE = "CORRIDOR_ATLAS_DATA"
"""The environment variable with which the command line passes the data folder to the app."""

HOST_VARIABLE = "CORRIDOR_ATLAS_HOST"
"""The environment variable with the address that `corridor-atlas serve` listens on."""

ALLOWED_VARIABLE = "CORRIDOR_ATLAS_ALLOWED_HOSTS"
"""The environment variable with the host names of the atlas, separated by commas."""

ADDRESS_VARIABLE = "CORRIDOR_ATLAS_ADDRESS"
"""The environment variable with the address at which readers find the atlas, for links in files."""

NOTES_VARIABLE = "CORRIDOR_ATLAS_NOTES_TO"
"""The environment variable with the mail address to which readers' notes on values go."""

_MAIL_ADDRESS = re.compile(r"[^\s@<>,;:\"?&]{1,64}@[^\s@<>,;:\"?&]{1,190}")
_HERE = Path(__file__).parents[1]

SHIPPED_DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"
"""The data folder of the atlas: in the package once it is installed, else beside it."""


TODAY_VARIABLE = "CORRIDOR_ATLAS_TODAY"
"""The environment variable with the day on which ages are counted, for tests and archives."""


def read_day(text: str) -> date:
    """Reads a day written as YYYY-MM-DD. Raises ValueError with a sentence for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def today() -> date:
    """Returns the day on which ages are counted. Raises AtlasError if the variable has no day."""
    given = os.environ.get(TODAY_VARIABLE)
    try:
        return read_day(given) if given else datetime.now(tz=UTC).date()
    except ValueError as error:
        raise AtlasError(f"{TODAY_VARIABLE}: {error}, or do not set it") from None


def data_folder() -> Path:
    """Returns the folder to serve: the one given, else the one that comes with the code."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else SHIPPED_DATA


def allowed_hosts() -> frozenset[str]:
    """Returns the host names allowed in requests, besides those of the machine itself."""
    return frozenset(os.environ.get(ALLOWED_VARIABLE, "").replace(",", " ").split())


def address() -> str:
    """Returns the address at which readers find the atlas; blank if none is given."""
    given = os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/")
    return f"{given}/" if given else ""


def notes_address() -> str:
    """Returns the mail address to which readers' notes go; blank if none is given.

    Raises AtlasError if the variable has no mail address.
    """
    given = os.environ.get(NOTES_VARIABLE, "").strip()
    if given and not _MAIL_ADDRESS.fullmatch(given):
        raise AtlasError(f"{NOTES_VARIABLE}: {given!r} is no mail address; give one such as "
                         "atlas@example.org, or do not set it")
    return given

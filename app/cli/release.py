"""The command `corridor-atlas release`: checks, verifies, describes and archives the data.

Either all of it succeeds or nothing is released.
"""

from __future__ import annotations

import argparse

from app.desk.accepting.releasing import (
    refuse_old,
    sound_catalog,
    verified_words,
    write_release,
)
from geo.data.reader import read_folder


def release_data(arguments: argparse.Namespace) -> int:
    """Release the data under an id: keep its archive, and write the id to datapackage.json.

    Raises AtlasError for an id that is not allowed, DataProblemsError for data with problems.
    """
    release, folder = arguments.release, arguments.data
    raw = read_folder(folder)
    refuse_old(release, raw.release, folder)
    catalog = sound_catalog(raw)
    print(verified_words(catalog, arguments.documents))
    print(write_release(folder, release))
    return 0

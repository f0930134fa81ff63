"""The command `corridor-atlas release`: checks, verifies, describes and archives the data.

Either all of it succeeds or nothing is released.
"""

from __future__ import annotations

import argparse

from app.cli.check import checked
from app.shared.atomic_write import save
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.documents import verify
from geo.data.datapackage import NO_RELEASE, describe, is_release
from geo.data.errors import AtlasError, DataProblemsError
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

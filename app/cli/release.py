"""The command `corridor-atlas release`: checks, verifies, describes and archives the data.

Either all of it succeeds or nothing is released.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from app.cli.check import checked
from app.shared.atomic_write import save
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.documents import verify
from geo.data.datapackage import NO_RELEASE, describe, is_release
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.reader import read_folder
from geo.data.releases import PACKAGE, archive_path, archived, is_kept, release_order, releases


def next_release(kept: str, day: date) -> str:
    """Returns the id of the next release on a day: 2026-11-21, or 2026-11-21.2 if that is taken."""
    for number in range(1, 1000):
        release = day.isoformat() if number == 1 else f"{day}.{number}"
        if release_order(release) > release_order(kept):
            return release
    return f"{kept}.2"


def _refuse_old(release: str, now: str, folder: Path) -> None:
    """Refuse an id that is not newer than the releases before it."""
    newest = max([now, *releases(folder)], key=release_order)
    if release != now and release_order(release) <= release_order(newest):
        raise AtlasError(f"{release} is not newer than release {newest}; give the data a newer id, "
                         f"such as {next_release(newest, today())}")
    if release == now and release != newest:
        raise AtlasError(f"{release} is what the data says it is, but release {newest} is kept; "
                         f"give the data a newer id, such as {next_release(newest, today())}")


def _verified(catalog: Catalog, documents: Path | None) -> str:
    """Check the claims against the documents; returns a line on it. Raises DataProblemsError."""
    if documents is None:
        return ("the documents are not given (--documents DIR): claims were checked against their "
                "printed words only")
    if not documents.is_dir():
        raise AtlasError(f"{documents}: no such folder; give that of the documents")
    verification = verify(catalog, documents)
    if verification.problems:
        raise DataProblemsError(verification.problems)
    return f"verified {', '.join(f'{count} {name}' for name, count in verification.counts.items())}"


def _write(folder: Path, release: str, package: bytes) -> str:
    """Write the archive and datapackage.json, both or neither; returns a line on it."""
    path = archive_path(folder, release)
    made_folder = not path.parent.exists()
    if path.exists():
        if not is_kept(folder, path, package):
            raise AtlasError(f"{path}: release {release} is kept with other content, and a release "
                             "does not change; give the data a new id, such as "
                             f"{next_release(release, today())}")
        if (folder / PACKAGE).read_bytes() == package:
            return f"{path}: release {release} is kept already"
        save(folder / PACKAGE, package)
        return f"{path}: release {release} was kept; datapackage.json now says it"
    try:
        data = archived(folder, package)
        path.parent.mkdir(exist_ok=True)
        save(path, data)
        save(folder / PACKAGE, package)
    except (OSError, AtlasError) as error:
        path.unlink(missing_ok=True)
        if made_folder and path.parent.is_dir():
            path.parent.rmdir()
        reason = error if isinstance(error, AtlasError) else f"{error.filename}: {error.strerror}"
        raise AtlasError(f"{reason}; nothing is released") from error
    return f"{path}: release {release}, {len(data):,} bytes"


def release_data(arguments: argparse.Namespace) -> int:
    """Release the data under an id: keep its archive, and write the id to datapackage.json.

    Raises AtlasError for an id that is not allowed, DataProblemsError for data with problems.
    """
    release, folder = arguments.release, arguments.data
    if not is_release(release):
        raise AtlasError(f"{release!r} {NO_RELEASE}")
    raw = read_folder(folder)
    problems, catalog = checked(raw)
    if problems or catalog is None:
        raise DataProblemsError(problems)
    _refuse_old(release, raw.release, folder)
    print(_verified(catalog, arguments.documents))
    print(_write(folder, release, describe(release).encode()))
    return 0

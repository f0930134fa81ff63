"""Past releases: a data folder in one zip, read back for comparison."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from geo.errors import Problem
from geo.load import RawData, read_folder
from geo.schema import TABLES

_EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_ARCHIVE_BYTES = 50_000_000


def _members(folder: Path) -> list[Path]:
    tables = [folder / table.file for table in TABLES.values()]
    lines = sorted((folder / "routes").glob("*.geojson"))
    return [path for path in (*tables, folder / "datapackage.json", *lines) if path.exists()]


def write_archive(folder: Path, target: Path) -> None:
    """Put a folder's tables and lines into a zip. Same content, same bytes. Raises OSError."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _members(folder):
            info = zipfile.ZipInfo(str(path.relative_to(folder)), _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())


def releases(folder: Path) -> dict[str, Path]:
    """The past releases kept with a data folder, newest first, by release id."""
    archives = (folder / "releases").glob("*.zip")
    return {path.stem: path for path in sorted(archives, reverse=True)}


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    if sum(member.file_size for member in archive.infolist()) > MAX_ARCHIVE_BYTES:
        raise zipfile.BadZipFile("too large for a release")
    archive.extractall(folder)


def read_archive(path: Path) -> RawData:
    """Read a release back. Tables that it did not have yet are empty, not problems."""
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as place:
        folder = Path(place)
        try:
            with zipfile.ZipFile(path) as archive:
                _extract(archive, folder)
        except (OSError, zipfile.BadZipFile) as error:
            raw = RawData(path)
            raw.problems.append(Problem(path.name, 0, "", f"cannot be read: {error}"))
            return raw
        raw = read_folder(folder)
        raw.problems = [p for p in raw.problems if (folder / p.file).exists()]
        return raw

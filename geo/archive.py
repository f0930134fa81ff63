"""Past releases: a data folder in one zip, read back for comparison."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

from geo.errors import Problem
from geo.load import RawData, read_folder
from geo.schema import TABLES

_EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_ARCHIVE_BYTES = 50_000_000


def members(folder: Path) -> dict[str, bytes]:
    """What a release keeps of a data folder: tables, lines and `datapackage.json`, by name.

    Raises OSError.
    """
    tables = [folder / table.file for table in TABLES.values()]
    lines = sorted((folder / "routes").glob("*.geojson"))
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in (*tables, folder / "datapackage.json", *lines) if path.exists()}


def archived(folder: Path) -> bytes:
    """A folder's release in a zip. Same content, same bytes. Raises OSError."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members(folder).items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


def is_kept(folder: Path, path: Path) -> bool:
    """Whether an archive holds a folder's release as the folder has it now."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()} == members(folder)
    except (OSError, zipfile.BadZipFile):
        return False


def archive_path(folder: Path, release: str) -> Path:
    """Where a data folder keeps one of its releases."""
    return folder / "releases" / f"{release}.zip"


def _order(release: str) -> list[str | int]:
    """Numbers within an id count as numbers: 2026-11-21.10 comes after 2026-11-21.2."""
    return [int(part) if part.isdecimal() else part
            for part in re.split(r"([0-9]+)", release)]


def releases(folder: Path) -> dict[str, Path]:
    """The past releases kept with a data folder, newest first, by release id."""
    archives = {path.stem: path for path in (folder / "releases").glob("*.zip")}
    return {name: archives[name] for name in sorted(archives, key=_order, reverse=True)}


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

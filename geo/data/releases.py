"""Past releases: a data folder in one zip, read back for comparison."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

from geo.data.archive_members import member_fault
from geo.data.errors import AtlasError, Problem
from geo.data.files import file_names, read_file
from geo.data.reader import RawData, read_folder
from geo.data.schema import TABLES

UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What reading a file raises that is no zip, or is a broken one. RuntimeError: it asks for a
password, or is packed in a way that is not known here."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
PACKAGE = "datapackage.json"


def members(folder: Path, package: bytes | None = None) -> dict[str, bytes]:
    """What a release keeps of a data folder: tables, lines and `datapackage.json`, by name.

    `package` stands for a `datapackage.json` that is not written yet. Raises OSError.
    """
    lines = [f"routes/{name}" for name in file_names(folder, "routes")
             if name.endswith(".geojson")]
    kept = {}
    for name in (*(table.file for table in TABLES.values()), PACKAGE, *lines):
        if name == PACKAGE and package is not None:
            kept[name] = package
        elif (folder / name).exists():
            kept[name] = read_file(folder, name)
    return kept


def archived(folder: Path, package: bytes | None = None) -> bytes:
    """A folder's release in a zip, as `members` says. Same content, same bytes. Raises OSError."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members(folder, package).items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


def _bytes(path: Path) -> bytes:
    return read_file(path.parent, path.name)


def is_kept(folder: Path, path: Path, package: bytes | None = None) -> bool:
    """Whether an archive holds a folder's release, as `members` says."""
    try:
        with zipfile.ZipFile(io.BytesIO(_bytes(path))) as archive:
            return not member_fault(archive) and {
                name: archive.read(name) for name in archive.namelist()
            } == members(folder, package)
    except UNREADABLE:
        return False


def archive_path(folder: Path, release: str) -> Path:
    """Where a data folder keeps one of its releases."""
    return folder / "releases" / f"{release}.zip"


def release_order(release: str) -> list[str | int]:
    """Numbers within an id count as numbers: 2026-11-21.10 comes after 2026-11-21.2."""
    return [int(part) if part.isdecimal() else part
            for part in re.split(r"([0-9]+)", release)]


def releases(folder: Path) -> dict[str, Path]:
    """The past releases kept with a data folder, newest first, by release id."""
    archives = {path.stem: path for path in (folder / "releases").glob("*.zip")}
    return {name: archives[name] for name in sorted(archives, key=release_order, reverse=True)}


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    if fault := member_fault(archive):
        raise zipfile.BadZipFile(fault)
    archive.extractall(folder)


def read_archive(path: Path) -> RawData:
    """Read a release back. Tables that it did not have yet are empty, not problems."""
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as place:
        folder = Path(place)
        try:
            with zipfile.ZipFile(io.BytesIO(_bytes(path))) as archive:
                _extract(archive, folder)
        except UNREADABLE as error:
            raw = RawData(path)
            said = error.strerror if isinstance(error, OSError) else error
            raw.problems.append(Problem(path.name, 0, "", f"cannot be read: {said}"))
            return raw
        raw = read_folder(folder)
        raw.problems = [p for p in raw.problems if (folder / p.file).exists()]
        raw.unread = {name for name in raw.unread if (folder / TABLES[name].file).exists()}
        return raw


_MOST_WORD = 60
"""How much of what a link calls a release is repeated to its reader."""


class ReleaseError(AtlasError):
    """A release that was asked for and cannot be had; the text says which and why."""

    def __init__(self, release: str, why: str) -> None:
        self.release = release if len(release) <= _MOST_WORD else f"{release[:_MOST_WORD]}…"
        super().__init__(f"Release {self.release} {why}")


class NotKeptError(ReleaseError):
    """A release of which no archive is kept."""

    def __init__(self, release: str) -> None:
        super().__init__(release, "is not kept with this data")


class BrokenReleaseError(ReleaseError):
    """A release whose archive is kept and cannot be read; `reason` says what is wrong with it."""

    def __init__(self, release: str, reason: str) -> None:
        self.reason = reason
        super().__init__(release, f"is kept with this data but cannot be read ({reason})")


def read_release(folder: Path, release: str) -> RawData:
    """Read one of the past releases kept with a data folder.

    Raises NotKeptError, and BrokenReleaseError where its archive cannot be read or holds another
    release than its name says.
    """
    path = releases(folder).get(release)
    if path is None:
        raise NotKeptError(release)
    raw = read_archive(path)
    if raw.problems:
        raise BrokenReleaseError(release, str(raw.problems[0]))
    if raw.release != release:
        found = f"release {raw.release}" if raw.release else "no release"
        raise BrokenReleaseError(release, f"{path.name}: holds {found}")
    return raw

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
from geo.data.former_layouts import bring_up_to_date
from geo.data.reader import RawData, file_of, read_folder
from geo.data.schema import AREAS, RELEASED, TABLES

UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""The errors of reading a file that is no zip, or a broken one. RuntimeError: it asks for a
password, or is packed in an unknown way."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
PACKAGE = "datapackage.json"


def members(folder: Path, package: bytes | None = None) -> dict[str, bytes]:
    """Returns what a release has of a data folder: tables, areas, lines, `datapackage.json`.

    `package` stands for a `datapackage.json` that is not written yet. Raises OSError.
    """
    lines = [f"routes/{name}" for name in file_names(folder, "routes")
             if name.endswith(".geojson")]
    contents = {}
    for name in (*(file_of(folder, table) for table in RELEASED), AREAS, PACKAGE, *lines):
        if name == PACKAGE and package is not None:
            contents[name] = package
        elif (folder / name).exists():
            contents[name] = read_file(folder, name)
    return contents


def archived(folder: Path, package: bytes | None = None) -> bytes:
    """Returns a folder's release as a zip. Same content, same bytes. Raises OSError."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members(folder, package).items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def _bytes(path: Path) -> bytes:
    return read_file(path.parent, path.name)


def is_kept(folder: Path, path: Path, package: bytes | None = None) -> bool:
    """Checks whether an archive holds a folder's release, as `members` returns it."""
    try:
        with zipfile.ZipFile(io.BytesIO(_bytes(path))) as archive:
            return not member_fault(archive) and {
                name: archive.read(name) for name in archive.namelist()
            } == members(folder, package)
    except UNREADABLE:
        return False


def archive_path(folder: Path, release: str) -> Path:
    """Returns the path at which a data folder keeps one of its releases."""
    return folder / "releases" / f"{release}.zip"


def release_order(release: str) -> list[str | int]:
    """Returns a sort key with numbers as numbers: 2026-11-21.10 comes after 2026-11-21.2."""
    return [int(part) if part.isdecimal() else part
            for part in re.split(r"([0-9]+)", release)]


def releases(folder: Path) -> dict[str, Path]:
    """Returns the past releases kept with a data folder, newest first, by release id."""
    archives = {path.stem: path for path in (folder / "releases").glob("*.zip")}
    return {name: archives[name] for name in sorted(archives, key=release_order, reverse=True)}


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    if fault := member_fault(archive):
        raise zipfile.BadZipFile(fault)
    archive.extractall(folder)


def read_archive(path: Path) -> RawData:
    """Reads a release back. Tables that it did not have yet are empty, not problems."""
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as place:
        folder = Path(place)
        try:
            with zipfile.ZipFile(io.BytesIO(_bytes(path))) as archive:
                _extract(archive, folder)
        except UNREADABLE as error:
            raw = RawData(path)
            reason = error.strerror if isinstance(error, OSError) else error
            raw.problems.append(Problem(path.name, 0, "", f"cannot be read: {reason}"))
            return raw
        bring_up_to_date(folder)
        raw = read_folder(folder)
        raw.problems = [problem for problem in raw.problems if (folder / problem.file).exists()]
        raw.unread = {name for name in raw.unread if (folder / TABLES[name].file).exists()}
        return raw


_MOST_WORD = 60
"""The number of characters of a release's name in a link that are repeated to its reader."""


class ReleaseError(AtlasError):
    """A release that was asked for and is not available; the text says which and why."""

    def __init__(self, release: str, why: str) -> None:
        self.release = release if len(release) <= _MOST_WORD else f"{release[:_MOST_WORD]}…"
        super().__init__(f"Release {self.release} {why}")


class NotKeptError(ReleaseError):
    """A release of which no archive is kept."""

    def __init__(self, release: str) -> None:
        super().__init__(release, "is not kept with this data")


class BrokenReleaseError(ReleaseError):
    """A release whose archive cannot be read; `reason` says what is wrong with it."""

    def __init__(self, release: str, reason: str) -> None:
        self.reason = reason
        super().__init__(release, f"is kept with this data but cannot be read ({reason})")


def read_release(folder: Path, release: str) -> RawData:
    """Reads one of the past releases kept with a data folder.

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
        content = f"release {raw.release}" if raw.release else "no release"
        raise BrokenReleaseError(release, f"{path.name}: holds {content}")
    return raw

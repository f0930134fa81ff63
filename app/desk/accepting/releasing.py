"""Releases the data: checks, verifies, describes and archives it, all of it or nothing.

The command `release` and the desk both go this way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.desk.accepting.data_part import data_part, with_data_part
from app.desk.accepting.several_files import NewFile, file_if_there, write_together
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import check_whole
from geo.checks.documents import verify
from geo.checks.planted import Caught, plant, table
from geo.checks.waiting import read_waiting
from geo.data.datapackage import NO_RELEASE, describe, is_release
from geo.data.diff import Change, compare
from geo.data.errors import AtlasError, DataProblemsError
from geo.data.reader import RawData, read_folder
from geo.data.releases import (
    PACKAGE,
    ReleaseError,
    archive_path,
    archived,
    is_kept,
    read_release,
    release_order,
    releases,
)

Heard = Callable[[str, float], None]
"""Is told what is being done, and which share of the whole is done."""

_PLANTED: Final = 200
_TABLE: Final = "docs/planted-errors.md"
_CHANGELOG: Final = "CHANGELOG.md"


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What a release would be: the proposed id, the present one, the words for the changelog.

    `changes` are those since the present release, `waiting` the claims that no release holds yet.
    `unchanged` says that the data is to the byte what the present release holds. `is_noted` says
    that the words have a CHANGELOG.md to go into.
    """

    proposed: str
    now: str
    changelog: str
    changes: tuple[str, ...]
    waiting: int
    unchanged: bool
    is_noted: bool


@dataclass(frozen=True, slots=True)
class Released:
    """A release that was made: its id, what was verified and written, in words.

    `unwritten` are the words for the changelog where there is none that they could go into.
    """

    release: str
    lines: tuple[str, ...]
    unwritten: str = ""


def next_release(kept: str, day: date) -> str:
    """Returns the id of the next release on a day: 2026-11-21, or 2026-11-21.2 if that is taken."""
    for number in range(1, 1000):
        release = day.isoformat() if number == 1 else f"{day}.{number}"
        if release_order(release) > release_order(kept):
            return release
    return f"{kept}.2"


def refuse_old(release: str, now: str, folder: Path) -> None:
    """Refuses what cannot be the id of a release, or is not newer than the releases before it."""
    if not is_release(release):
        raise AtlasError(f"{release!r} {NO_RELEASE}")
    newest = max([now, *releases(folder)], key=release_order)
    if release != now and release_order(release) <= release_order(newest):
        raise AtlasError(f"{release} is not newer than release {newest}; give the data a newer id, "
                         f"such as {next_release(newest, today())}")
    if release == now and release != newest:
        raise AtlasError(f"{release} is what the data says it is, but release {newest} is kept; "
                         f"give the data a newer id, such as {next_release(newest, today())}")


def verified_words(catalog: Catalog, documents: Path | None) -> str:
    """Checks the claims against the documents; returns a line on it. Raises DataProblemsError."""
    if documents is None:
        return ("the documents are not given (--documents DIR): claims were checked against their "
                "printed words only")
    if not documents.is_dir():
        raise AtlasError(f"{documents}: no such folder; give that of the documents")
    verification = verify(catalog, documents)
    if verification.problems:
        raise DataProblemsError(verification.problems)
    return f"verified {', '.join(f'{count} {name}' for name, count in verification.counts.items())}"


def sound_catalog(raw: RawData) -> Catalog:
    """Returns the catalog of data that can be released. Raises DataProblemsError."""
    problems, catalog = check_whole(raw, today())
    if problems or catalog is None:
        raise DataProblemsError(problems)
    return catalog


def write_release(folder: Path, release: str, more: Sequence[NewFile] = ()) -> str:
    """Writes the archive, datapackage.json and `more` as one act; returns a line on it.

    Raises AtlasError where the release is kept with other content, or where nothing can be written.
    """
    package, path = describe(release).encode(), archive_path(folder, release)
    described = NewFile(folder, PACKAGE, package, file_if_there(folder / PACKAGE))
    if path.exists():
        if not is_kept(folder, path, package):
            raise AtlasError(f"{path}: release {release} is kept with other content, and a release "
                             "does not change; give the data a new id, such as "
                             f"{next_release(release, today())}")
        write_together(folder, [described, *more], release)
        return (f"{path}: release {release} is kept already" if described.was == package else
                f"{path}: release {release} was kept; datapackage.json now says it")
    try:
        data = archived(folder, package)
    except OSError as error:
        raise AtlasError(f"{error.filename}: {error.strerror}; nothing is released") from error
    name = path.relative_to(folder).as_posix()
    write_together(folder, [NewFile(folder, name, data, None), described, *more], release)
    return f"{path}: release {release}, {len(data):,} bytes"


def _changes(raw: RawData) -> tuple[Change, ...]:
    """Returns what has changed since the present release; nothing where its archive is not kept."""
    try:
        return compare(read_release(raw.folder, raw.release), raw)
    except ReleaseError:
        return ()


def plan_release(data_folder: Path) -> ReleasePlan:
    """Returns what the next release would be. Raises DataProblemsError for data with problems."""
    raw = read_folder(data_folder)
    catalog = sound_catalog(raw)
    changes = _changes(raw)
    newest = max([raw.release, *releases(data_folder)], key=release_order)
    return ReleasePlan(next_release(newest, today()), raw.release, data_part(changes, catalog),
                       tuple(map(str, changes)), len(read_waiting(data_folder).claims),
                       _is_unchanged(data_folder, raw.release),
                       (_tree(data_folder) / _CHANGELOG).is_file())


def _is_unchanged(data_folder: Path, release: str) -> bool:
    path = archive_path(data_folder, release)
    return path.exists() and is_kept(data_folder, path)


def _tree(data_folder: Path) -> Path:
    return data_folder.resolve().parent


def planted_words(caught: Sequence[Caught]) -> str:
    """Returns how many planted errors were caught in one line, with the kinds that were not all."""
    planted, missed = (sum(counts) for counts in (
        [each.planted for each in caught], [len(each.missed) for each in caught]))
    by_kind = "; ".join(f"{each.kind}: {len(each.missed)} of {each.planted}"
                        for each in caught if each.missed)
    return (f"{planted - missed:,} of {planted:,} planted errors were caught"
            f"{f'; missed of {by_kind}' if by_kind else ''}")


def _tree_files(tree: Path, release: str, changelog: str, planted: str) -> list[NewFile]:
    """Returns the files of the tree that a release changes, where the tree has them."""
    files = []
    if (history := file_if_there(tree / _CHANGELOG)) is not None and changelog.strip():
        files.append(NewFile(tree, _CHANGELOG, with_data_part(
            history.decode(), release, changelog).encode(), history))
    if (held := file_if_there(tree / _TABLE)) is not None and planted:
        files.append(NewFile(tree, _TABLE, f"{planted}\n".encode(), held))
    return files


def release_data(data_folder: Path, documents_folder: Path, release: str, changelog: str = "",
                 heard: Heard = lambda _, __: None) -> Released:
    """Releases the data under an id, with its words in CHANGELOG.md and the planted-error table.

    The two stand beside the data folder, where the tree has them. `heard` is told how far it is.
    Raises AtlasError or DataProblemsError, and then nothing is written.
    """
    heard("checking the data", 0.0)
    raw = read_folder(data_folder)
    refuse_old(release, raw.release, data_folder)
    if _is_unchanged(data_folder, raw.release):
        raise AtlasError(f"nothing has changed since release {raw.release}, so there is nothing to "
                         "release")
    catalog = sound_catalog(raw)
    heard("verifying the claims", 0.1)
    lines = [verified_words(catalog, documents_folder)]
    tree, planted = _tree(data_folder), ""
    if (tree / _TABLE).is_file():
        caught = plant(
            catalog, documents_folder, _PLANTED,
            heard=lambda kind, share: heard(f"planting errors: {kind}", 0.2 + 0.7 * share))
        planted = table(caught, release)
        lines.append(planted_words(caught))
    else:
        lines.append(f"no {_TABLE} beside the data: no errors were planted")
    heard("writing the archive", 0.9)
    more = _tree_files(tree, release, changelog, planted)
    lines.append(write_release(data_folder, release, more))
    lines += [f"{file.path}: written anew" for file in more if file.data != file.was]
    heard("released", 1.0)
    noted = (tree / _CHANGELOG).is_file()
    return Released(release, tuple(lines), "" if noted else changelog.strip())

"""Writes several files as one act: all of them, or none, whenever the machine stops.

The new files lie to the side, in `.accepting` of the folder that they are for, until a plan that
names them all has reached the disk. From then on the act counts: what stopped before the plan is
undone at the next start, what stopped after it is completed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from app.shared.atomic_write import save
from geo.data.errors import AtlasError

SIDE: Final = ".accepting"
"""The folder, inside that of the data and that of the documents, in which new files lie."""
LOCK: Final = ".lock"
_PLAN: Final = "plan.json"
_BESIDE: Final = ("CHANGELOG.md", "docs", "documents", SIDE)
"""What an act may write beside the data folder."""
_WAIT_SECONDS: Final = 30


class ChangedMeanwhileError(AtlasError):
    """Files that somebody else changed after they were read."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write: `name` inside `folder`, what it is to hold, and what it held when read.

    `was` is None for a file that was not there.
    """

    folder: Path
    name: str
    data: bytes
    was: bytes | None

    @property
    def path(self) -> Path:
        """Where it is to stand."""
        return self.folder / self.name


def file_if_there(path: Path) -> bytes | None:
    """Returns the bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _to_disk(path: Path) -> None:
    """Make the names in a folder last; a system that cannot open folders keeps them by itself."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """Keeps every other desk and command from writing into a data folder meanwhile.

    Raises AtlasError where another does not end, or where the folder cannot be written.
    """
    lock = folder / LOCK
    try:
        with FileLock(lock, timeout=_WAIT_SECONDS):
            try:
                yield
            finally:
                with suppress(OSError):  # whoever waits for this file sees that it is gone
                    lock.unlink()
    except TimeoutError as error:
        raise AtlasError(f"{folder}: somebody else is writing there; try again") from error


def _move(side: Path, target: Path) -> None:
    side.replace(target)


def _clear(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder / SIDE, ignore_errors=True)


def _complete(plan: Mapping[str, Any], data_folder: Path) -> None:
    """Move what a plan names to its place, then forget the plan. Raises AtlasError."""
    steps = [(Path(step["side"]), Path(step["target"]), step) for step in plan["files"]]
    for side, target, step in steps:
        if side.exists() and _hash(file_if_there(target)) not in (step["was"], step["is"]):
            raise AtlasError(f"{target}: was changed while an acceptance was interrupted; its "
                             f"accepted form lies in {side}. Take over what it has, then remove "
                             f"the folder {data_folder / SIDE}")
    for side, target, _ in steps:
        if side.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _move(side, target)
    for folder in {target.parent for _, target, _ in steps}:
        _to_disk(folder)
    (data_folder / SIDE / _PLAN).unlink(missing_ok=True)
    _clear({data_folder, *(Path(folder) for folder in plan["folders"])})


def _plan(data_folder: Path, folders: Iterable[Path]) -> Mapping[str, Any] | None:
    """Returns the plan of an act that was interrupted; None where none was made.

    Raises AtlasError for one that cannot be read, or that leads to other places than `folders`, the
    data folder and what the atlas has beside it: only who knows them may complete it.
    """
    held = file_if_there(data_folder / SIDE / _PLAN)
    if held is None:
        return None
    beside = data_folder.resolve().parent
    known = [*(folder.resolve() for folder in (data_folder, *folders)),
             *(beside / name for name in _BESIDE)]
    try:
        plan = json.loads(held)
        places = [Path(step[name]).resolve() for step in plan["files"]
                  for name in ("side", "target")]
        places += [Path(folder).resolve() / SIDE for folder in plan["folders"]]
        _ = [(step["was"], step["is"]) for step in plan["files"]], plan["name"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AtlasError(f"{data_folder / SIDE / _PLAN}: cannot be read; an act was interrupted "
                         f"here. Look at the files in {data_folder / SIDE}, then remove it"
                         ) from error
    for place in places:
        if not any(place.is_relative_to(folder) for folder in known):
            raise AtlasError(f"{data_folder}: an act was interrupted that also writes {place}; "
                             "start the desk with the folder of its documents to complete it")
    return plan  # type: ignore[no-any-return]


def _recovered(data_folder: Path, folders: Iterable[Path]) -> str:
    folders = tuple(folders)
    plan = _plan(data_folder, folders)
    if plan is None:
        _clear((data_folder, *folders))
        return ""
    _complete(plan, data_folder)
    return str(plan["name"])


def recover(data_folder: Path, documents_folder: Path | None = None) -> str:
    """Completes or undoes an act that was interrupted.

    Returns the name of the act that is complete now, such as the id of a draft; blank where there
    was none, or where it was undone. Raises AtlasError where a file has changed since.
    """
    if not any((folder / SIDE).exists() for folder in (data_folder, documents_folder) if folder):
        return ""
    with held_alone(data_folder):
        return _recovered(data_folder, [documents_folder] if documents_folder else [])


def _set_aside(files: Iterable[NewFile]) -> list[dict[str, str]]:
    steps = []
    for number, file in enumerate(files):
        side = file.folder.resolve() / SIDE / str(number)
        side.parent.mkdir(parents=True, exist_ok=True)
        save(side, file.data)
        steps.append({"side": str(side), "target": str(file.path.resolve()),
                      "was": _hash(file.was), "is": _hash(file.data)})
    return steps


def _refuse_changed(files: Iterable[NewFile]) -> None:
    changed = [file.name for file in files if file_if_there(file.path) != file.was]
    if changed:
        raise ChangedMeanwhileError(
            f"{', '.join(changed)}: changed by somebody else while this was prepared; nothing is "
            "written. Look at it again, then repeat it")


def _undo(files: Iterable[NewFile]) -> None:
    for file in files:
        if file_if_there(file.path) == file.was:
            continue
        if file.was is None:
            file.path.unlink()
        else:
            save(file.path, file.was)


def write_together(data_folder: Path, files: Iterable[NewFile], name: str = "files") -> None:
    """Writes files into a data folder, and beside it, as one act called `name`.

    A file that would stay as it is is left alone. Raises ChangedMeanwhileError where a file is no
    longer as it was read, and AtlasError where one cannot be written: then none is.
    """
    wanted = [file for file in files if file.data != file.was]
    folders = {data_folder.resolve(), *(file.folder.resolve() for file in wanted)}
    with held_alone(data_folder):
        _recovered(data_folder, folders)
        _refuse_changed(wanted)
        try:
            steps = _set_aside(wanted)
            plan = {"name": name, "files": steps, "folders": sorted(map(str, folders))}
            (data_folder / SIDE).mkdir(exist_ok=True)
            save(data_folder / SIDE / _PLAN, json.dumps(plan, indent=1).encode())
            _to_disk(data_folder / SIDE)
        except (OSError, AtlasError) as error:
            _clear(folders)
            raise AtlasError(_why(error)) from error
        try:
            _complete(plan, data_folder)
        except OSError as error:
            _undo(wanted)
            _clear(folders)
            raise AtlasError(_why(error)) from error


def _why(error: OSError | AtlasError) -> str:
    reason = (f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error))
    return f"{reason}; nothing is written"

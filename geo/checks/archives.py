"""Checks of the archives of past releases: a link to a release must open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.checks.tables import check
from geo.data.errors import Problem, quoted
from geo.data.files import file_names, shown_name
from geo.data.releases import read_archive


def _archive_problems(path: Path, label: str) -> Iterator[Problem]:
    raw = read_archive(path)
    if raw.problems or (problems := check(raw, past=True)):
        first, *others = raw.problems or problems
        count_words = f" (and {len(others):,} more problems)" if others else ""
        message = first.message if first.file == path.name else str(first)
        yield Problem(
            label,
            0,
            "",
            f"links to this release do not open: {message}{count_words}; put the "
            "file of the repository back",
        )
    elif raw.release != path.stem:
        yield Problem(label, 0, "", f"holds release {quoted(raw.release)}; name the archive after "
                      "the release it holds")


def archive_problems(folder: Path) -> Iterator[Problem]:
    """Yields archives that do not open, or that hold another release than their name says."""
    try:
        names = file_names(folder, "releases")
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem("releases", 0, "", error.strerror or "cannot be read")
        return
    for name in names:
        label = f"releases/{shown_name(name)}"
        if not name.endswith(".zip") or shown_name(name) != name:
            yield Problem(label, 0, "", "is no archive of a release; move it out of releases/")
            continue
        yield from _archive_problems(folder / "releases" / name, label)

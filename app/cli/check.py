"""All checks of a data folder, for `check` and before a release."""

from __future__ import annotations

from app.shared.settings import today
from geo.briefing.older_states import older_state_notes
from geo.catalog.catalog import Catalog
from geo.checks.build import check_whole
from geo.checks.waiting import FOLDER, read_waiting
from geo.data.errors import Problem
from geo.data.plural import plural
from geo.data.reader import RawData
from geo.data.releases import archive_path, is_kept


def checked(raw: RawData) -> tuple[list[Problem], Catalog | None]:
    """Returns every problem of a data folder as of today, and its catalog if it can be joined."""
    return check_whole(raw, today())


def notes(raw: RawData, catalog: Catalog) -> list[str]:
    """Returns hints for the curator about a folder without problems, and its catalog."""
    waiting = len(read_waiting(raw.folder).claims)
    wait = (f"{plural(waiting, 'claim')} in {FOLDER}/ for a second reading; `corridor-atlas "
            "admit` takes in what it confirms")
    return [*_release_notes(raw), *([wait] if waiting else []),
            *older_state_notes(raw.briefings, catalog)]


def _release_notes(raw: RawData) -> list[str]:
    path = archive_path(raw.folder, raw.release)
    if not path.exists():
        return [*raw.notes, (f"release {raw.release} has no archive: links to it will not open "
                             f"once another is out; `corridor-atlas release {raw.release}` keeps "
                             "it")]
    if not is_kept(raw.folder, path):
        return [*raw.notes, (f"the data has changed since release {raw.release} and is not "
                             "released yet; `corridor-atlas release ID` does that")]
    return raw.notes

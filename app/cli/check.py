"""All checks of a data folder, for `check` and before a release."""

from __future__ import annotations

from app.shared.settings import today
from geo.briefing.older_states import older_state_notes
from geo.catalog.catalog import Catalog
from geo.catalog.join import join
from geo.checks.archives import archive_problems
from geo.checks.briefings import briefing_problems
from geo.checks.notes import note_problems
from geo.checks.passed_dates import passed_date_problems
from geo.checks.printed_values import claim_problems
from geo.checks.rereading.receipt_files import receipt_problems
from geo.checks.tables import check
from geo.checks.waiting import FOLDER, read_waiting, waiting_problems
from geo.data.errors import Problem, Problems
from geo.data.plural import plural
from geo.data.reader import RawData
from geo.data.releases import archive_path, is_kept


def checked(raw: RawData) -> tuple[list[Problem], Catalog | None]:
    """Returns every problem of a data folder: its files, claims, archives, notes and briefings.

    Notes and briefings concern the atlas as a whole; they are checked once the tables are sound.
    Then the catalog comes with the problems, so that nobody checks the same data again for it.
    """
    problems = Problems()
    problems.extend(check(raw))
    is_sound = not problems.listed()
    problems.extend(claim_problems(raw))
    if is_sound:
        problems.extend(waiting_problems(raw))
    if raw.folder.is_dir():
        problems.extend(archive_problems(raw.folder))
        problems.extend(receipt_problems(raw.folder))
    catalog = join(raw, today()) if is_sound else None
    if catalog:
        problems.extend(note_problems(catalog))
        problems.extend(briefing_problems(raw.briefings, catalog))
        problems.extend(passed_date_problems(raw.briefings, catalog))
    return problems.listed(), catalog


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

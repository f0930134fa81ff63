"""Everything that `check` asks of a data folder, and a release too."""

from __future__ import annotations

from app.shared.settings import today
from geo.checks.archives import archive_problems
from geo.checks.briefings import briefing_problems
from geo.checks.build import build
from geo.checks.notes import note_problems
from geo.checks.passed_dates import passed_date_problems
from geo.checks.printed_values import claim_problems
from geo.checks.tables import check
from geo.data.errors import Problem, Problems
from geo.data.reader import RawData
from geo.data.releases import archive_path, is_kept


def all_problems(raw: RawData) -> list[Problem]:
    """Every problem of a data folder: its files, claims, archives, notes and briefings.

    What is asked of the atlas as a whole (notes and briefings) is asked once the rest is sound.
    """
    found = Problems()
    found.extend(check(raw))
    sound = not found.listed()
    found.extend(claim_problems(raw))
    if raw.folder.is_dir():
        found.extend(archive_problems(raw.folder))
    if sound:
        catalog = build(raw, today())
        found.extend(note_problems(catalog))
        found.extend(briefing_problems(raw.briefings, catalog))
        found.extend(passed_date_problems(raw.briefings, catalog))
    return found.listed()


def notes(raw: RawData) -> list[str]:
    """What a curator may want to know of a folder without problems."""
    path = archive_path(raw.folder, raw.release)
    if not path.exists():
        return [*raw.notes, (f"release {raw.release} has no archive: links to it will not open "
                             f"once another is out; `corridor-atlas release {raw.release}` keeps "
                             "it")]
    if not is_kept(raw.folder, path):
        return [*raw.notes, (f"the data has changed since release {raw.release} and is not "
                             "released yet; `corridor-atlas release ID` does that")]
    return raw.notes

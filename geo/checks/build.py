"""Builds a catalog from checked data only: nobody sees one that cannot be trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geo.catalog.catalog import Catalog
from geo.catalog.join import join
from geo.checks.archives import archive_problems
from geo.checks.briefings import briefing_problems
from geo.checks.notes import note_problems
from geo.checks.passed_dates import passed_date_problems
from geo.checks.printed_values import claim_problems
from geo.checks.rereading.receipt_files import receipt_problems
from geo.checks.tables import check
from geo.checks.waiting import waiting_problems
from geo.data.errors import DataProblemsError, Problem, Problems
from geo.data.reader import RawData
from geo.data.releases import BrokenReleaseError, read_release


def build(raw: RawData, today: date, *, past: bool = False) -> Catalog:
    """Checks a folder that has been read, and joins it; ages are counted against `today`.

    A `past` release is checked only for what it needs to be joined.

    Raises DataProblemsError with every problem when the data cannot be trusted.
    """
    if problems := check(raw, past=past):
        raise DataProblemsError(problems)
    return join(raw, today)


def check_whole(raw: RawData, today: date) -> tuple[list[Problem], Catalog | None]:
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
    catalog = join(raw, today) if is_sound else None
    if catalog:
        problems.extend(note_problems(catalog))
        problems.extend(briefing_problems(raw.briefings, catalog))
        problems.extend(passed_date_problems(raw.briefings, catalog))
    return problems.listed(), catalog


def build_release(folder: Path, release: str, today: date) -> Catalog:
    """Returns one of the past releases kept with a data folder.

    Raises NotKeptError, and BrokenReleaseError where it cannot be read or joined.
    """
    raw = read_release(folder, release)
    try:
        return build(raw, today, past=True)
    except DataProblemsError as error:
        raise BrokenReleaseError(release, str(error.problems[0])) from None

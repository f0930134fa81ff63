"""Builds a catalog from checked data only: nobody sees one that cannot be trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geo.catalog.catalog import Catalog
from geo.catalog.join import join
from geo.checks.tables import check
from geo.data.errors import DataProblemsError
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


def build_release(folder: Path, release: str, today: date) -> Catalog:
    """Returns one of the past releases kept with a data folder.

    Raises NotKeptError, and BrokenReleaseError where it cannot be read or joined.
    """
    raw = read_release(folder, release)
    try:
        return build(raw, today, past=True)
    except DataProblemsError as error:
        raise BrokenReleaseError(release, str(error.problems[0])) from None

"""Merges the rows of a draft into the tables of a data folder, row by row, as they are now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final

from app.desk.accepting.claim_judge import Judgement
from app.desk.accepting.draft_rows import HEADING, SOURCE, DraftRow, feature_data, key_of
from app.desk.accepting.several_files import LOCK, SIDE
from geo.checks.canonical_form import format_line, table_data
from geo.checks.tables import names_of_claims
from geo.checks.waiting import FOLDER, WAITING_TABLES, Waiting, named_claims
from geo.data.csv_table import Row
from geo.data.errors import AtlasError, Problem, quoted
from geo.data.folding import fold
from geo.data.reader import RawData
from geo.data.schema import TABLES

_CITING: Final = ("claims", "relations", "not_mapped")


@dataclass(frozen=True, slots=True)
class Merged:
    """The files of a data folder with the rows of a draft in them.

    `files` gives the new bytes of each file that changes, `rows` the rows that are new in each,
    `stands` those that the data has already. `problems` are of rows that the data has otherwise,
    with the items they come from.
    """

    files: Mapping[str, bytes]
    rows: Mapping[str, tuple[DraftRow, ...]]
    stands: tuple[DraftRow, ...]
    problems: tuple[tuple[str, Problem], ...]


@dataclass(slots=True)
class _Tables:
    """The tables of a folder and of what waits, by file, while rows are added to them."""

    rows: Mapping[str, Sequence[Row]]
    added: dict[str, list[DraftRow]] = field(default_factory=dict)
    stands: list[DraftRow] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def held(self, file: str, row: DraftRow) -> Mapping[str, str] | None:
        """Returns the cells that a file has under the key of a row; None where it has none."""
        return next((held.cells for held in self.rows[file]
                     if key_of(row.table, held.cells) == row.key), None)

    def differs(self, file: str, row: DraftRow, held: Mapping[str, str]) -> bool:
        """Note the first cell in which a row that a file has is another, if there is one."""
        for column in TABLES[row.table].column_names:
            if held[column] != row.cells[column]:
                said = quoted(held[column]) if held[column] else "blank"
                self.problems.append((row.item, Problem(
                    file, 0, column, f"{quoted(row.cells[column])} is not what "
                    f"{'/'.join(filter(None, row.key))} has there already: {said}. Enter the same, "
                    "or mend the file first")))
                return True
        return False

    def add(self, file: str, row: DraftRow, elsewhere: str = "") -> None:
        """Add a row to a file, unless this or the file `elsewhere` has it."""
        for name in filter(None, (file, elsewhere)):
            held = self.held(name, row)
            if held is not None:
                if not self.differs(name, row, held):
                    self.stands.append(row)
                return
        self.added.setdefault(file, []).append(row)


def _rows(raw: RawData, waiting: Waiting) -> dict[str, Sequence[Row]]:
    return {**{table.file: raw.tables.get(name, ()) for name, table in TABLES.items()},
            **{f"{FOLDER}/{TABLES[name].file}": getattr(waiting, name) for name in WAITING_TABLES}}


def waits(judgement: Judgement) -> bool:
    """Checks whether a claim has to wait for a second reading."""
    return not judgement.by_rule and not judgement.faults


def _named(rows: Sequence[DraftRow]) -> list[Row]:
    return [Row("", 0, row.cells) for row in rows]


def merge(raw: RawData, waiting: Waiting, rows: Sequence[DraftRow],
          judgements: Mapping[str, Judgement]) -> Merged:
    """Returns the files of a data folder with the rows of a draft.

    A claim that its words alone bear out, or that has a fault to be named, goes into claims.csv;
    every other one waits, and with it the source and the disagreements that only it needs. A source
    that nothing cites is left out, and its headings.
    """
    tables = _Tables(_rows(raw, waiting))
    claims, source_file = TABLES["claims"].file, TABLES["sources"].file
    waiting_claims, waiting_sources = f"{FOLDER}/{claims}", f"{FOLDER}/{source_file}"
    for row in rows:
        if row.table == "claims":
            waiting_row = waits(judgements[row.item])
            tables.add(waiting_claims if waiting_row else claims, row,
                       claims if waiting_row else waiting_claims)
    waiting_names = names_of_claims([*_named(tables.added.get(waiting_claims, [])),
                                     *waiting.claims])
    names = names_of_claims([*_named(tables.added.get(claims, [])), *raw.tables["claims"]])
    for row in rows:
        if row.table == "disagreements":
            missing = {*named_claims(Row("", 0, row.cells))} - names
            tables.add(f"{FOLDER}/{TABLES[row.table].file}" if missing & waiting_names
                       else TABLES[row.table].file, row)
        elif row.table != "claims" and row.item not in (SOURCE, HEADING):
            tables.add(TABLES[row.table].file, row)
    _add_source(tables, rows, waiting_sources)
    return _written(raw, tables)


def _add_source(tables: _Tables, rows: Sequence[DraftRow], waiting_sources: str) -> None:
    """Add the source of a draft and its headings, where something cites it."""
    if not any(row.table in _CITING for row in rows):
        return
    straight = any(row.table in _CITING for file, added in tables.added.items() for row in added
                   if not file.startswith(FOLDER))
    file = TABLES["sources"].file
    for row in rows:
        if row.item == HEADING:
            tables.add(TABLES["headings"].file, row)
        elif row.item == SOURCE:
            held = tables.held(waiting_sources, row)
            if held is not None and tables.differs(waiting_sources, row, held):
                continue
            known = tables.held(file, row) is not None
            tables.add(file if straight or row.cells["document"] or known else waiting_sources, row)


def _written(raw: RawData, tables: _Tables) -> Merged:
    files: dict[str, bytes] = {}
    waiting_sources = f"{FOLDER}/{TABLES['sources'].file}"
    moved = [row for row in tables.added.get(TABLES["sources"].file, [])
             if tables.held(waiting_sources, row)]
    for file in {*tables.added, *([waiting_sources] if moved else [])}:
        rows = [row.cells for row in tables.rows[file] if file != waiting_sources
                or row.cells["source_id"] not in {each.cells["source_id"] for each in moved}]
        rows += [row.cells for row in tables.added.get(file, ())]
        try:
            files[file] = table_data(Path(file).stem, rows)
        except AtlasError as error:
            tables.problems.append(("", Problem(file, 0, "", str(error))))
    for row in tables.added.get(TABLES["routes"].file, []):
        name = f"routes/{row.cells['route_id']}.geojson"
        if row.feature:
            files[name] = format_line(name, feature_data(row))[0]
    files |= _no_longer_missing(raw, tables)
    return Merged(files, {file: tuple(rows) for file, rows in tables.added.items()},
                  tuple(tables.stands), tuple(tables.problems))


def _no_longer_missing(raw: RawData, tables: _Tables) -> dict[str, bytes]:
    """Returns not_mapped.csv without the systems that a new route draws."""
    routes = tables.added.get(TABLES["routes"].file, [])
    ids = {row.cells["route_id"] for row in routes}
    drawn = {fold(row.cells["name"]) for row in routes} | {
        fold(row.cells["alias"]) for row in tables.added.get(TABLES["aliases"].file, [])
        if row.cells["id"] in ids}
    missing = raw.tables.get("not_mapped", ())
    left = [row.cells for row in missing if fold(row.cells["name"]) not in drawn]
    if len(left) == len(missing):
        return {}
    file = TABLES["not_mapped"].file
    return {file: table_data("not_mapped", [
        *left, *(row.cells for row in tables.added.get(file, ()))])}


@contextmanager
def as_it_will_be(data_folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Yields a copy of a data folder, without its releases, in which some files are new.

    Raises AtlasError where there is no room for it among the temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as place:
        copy = Path(place) / "data"
        try:
            copytree(data_folder, copy, ignore=ignore_patterns("releases", SIDE, LOCK))
            for name, data in files.items():
                (copy / name).parent.mkdir(exist_ok=True)
                (copy / name).write_bytes(data)
        except OSError as error:
            raise AtlasError("the data as it would be cannot be laid out among the temporary "
                             f"files, to be checked there ({error.strerror or error.args[0]}); "
                             "nothing is written") from error
        yield copy

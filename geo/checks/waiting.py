"""Claims that wait: entered once, and not read a second time yet.

They lie in `waiting/` of the data folder, in tables of the same columns as claims.csv and
sources.csv. A disagreement that names one of them waits with it. Nothing shows or exports them, and
no release holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.checks.printed_values import claim_problems
from geo.checks.tables import check, names_of_claims, row_problems
from geo.data.csv_table import Row, read_table
from geo.data.errors import Problem, quoted
from geo.data.files import read_file
from geo.data.reader import RawData, split
from geo.data.schema import TABLES
from geo.data.spans import whole_reference

FOLDER = "waiting"
WAITING_TABLES = ("claims", "sources", "disagreements")
_ALONE = ("relations", "aliases", "disagreements", "naming", "readings")
"""Tables that the claims which wait are not held against."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The claims that wait, the sources that only they cite, the disagreements that name them.

    `problems` are of the form of their files.
    """

    claims: tuple[Row, ...] = ()
    sources: tuple[Row, ...] = ()
    disagreements: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def _rows(folder: Path, name: str) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    table, file = TABLES[name], f"{FOLDER}/{TABLES[name].file}"
    try:
        reading = read_table(table, read_file(folder, file))
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (Problem(file, 0, "", f"cannot be read: {error.strerror}"),)
    return (tuple(replace(row, file=file) for row in reading.rows),
            tuple(replace(problem, file=file) for problem in reading.problems))


def read_waiting(folder: Path) -> Waiting:
    """Reads what waits in a data folder; nothing where there is no such folder."""
    tables = [_rows(folder, name) for name in WAITING_TABLES]
    claims, sources, disagreements = (rows for rows, _ in tables)
    return Waiting(claims, sources, disagreements,
                   tuple(problem for _, faults in tables for problem in faults))


def named_claims(row: Row) -> list[str]:
    """Returns the claims that a disagreement names, with lines as first-last."""
    return split(whole_reference(row.cells["claims"]))


def with_waiting(raw: RawData, claims: Sequence[Row], sources: Sequence[Row]) -> RawData:
    """Returns a folder that holds these claims alone, with their sources beside those it has."""
    known = {row.cells["source_id"] for row in raw.tables.get("sources", ())}
    added = (row for row in sources if row.cells["source_id"] not in known)
    tables: Mapping[str, tuple[Row, ...]] = {
        **raw.tables, **dict.fromkeys(_ALONE, ()), "claims": tuple(claims),
        "sources": tuple(sorted((*raw.tables.get("sources", ()), *added),
                                key=lambda row: row.cells["source_id"]))}
    return replace(raw, tables=dict(tables), geometries=(), problems=[],
                   unread={*raw.unread, "routes"})


def waiting_problems(raw: RawData) -> list[Problem]:
    """Returns what is wrong with the claims that wait: all that `check` holds a claim to."""
    waiting = read_waiting(raw.folder)
    if not (waiting.claims or waiting.sources or waiting.disagreements):
        return list(waiting.problems)
    alone = with_waiting(raw, waiting.claims, waiting.sources)
    found = [*waiting.problems, *check(alone), *claim_problems(alone),
             *_disagreement_problems(raw, waiting)]
    return sorted({problem for problem in found if problem.file.startswith(f"{FOLDER}/")})


def _disagreement_problems(raw: RawData, waiting: Waiting) -> Iterator[Problem]:
    known = names_of_claims((*raw.tables.get("claims", ()), *waiting.claims))
    for row in waiting.disagreements:
        yield from row_problems(TABLES["disagreements"], row)
        for name in named_claims(row):
            if name not in known:
                yield row.problem("claims", f"no claim {quoted(name)} in claims.csv, and none "
                                  f"that waits in {FOLDER}/")

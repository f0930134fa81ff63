"""Second readings: claims that waited are taken into the data, and claims are signed.

The commands `admit` and `sign` and the desk all go this way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.accepting.several_files import NewFile, file_if_there, write_together
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.checks.canonical_form import table_data
from geo.checks.printed_values import claim_problems
from geo.checks.tables import check, claim_reference, names_of_claims
from geo.checks.waiting import (
    FOLDER,
    WAITING_TABLES,
    Waiting,
    named_claims,
    read_waiting,
    with_waiting,
)
from geo.claims.signatures import signature
from geo.data.csv_table import Row, read_table
from geo.data.errors import AtlasError, DataProblemsError, did_you_mean
from geo.data.reader import RawData, read_folder
from geo.data.records import Claim, Reading
from geo.data.schema import LOOKED_AT, TABLES
from geo.data.spans import whole_reference

WAITING_CLAIMS, WAITING_SOURCES, WAITING_DISAGREEMENTS = (
    f"{FOLDER}/{TABLES[name].file}" for name in WAITING_TABLES)
READINGS = TABLES["readings"].file
ADMITTED = (TABLES["claims"].file, TABLES["sources"].file, WAITING_CLAIMS, WAITING_SOURCES,
            TABLES["disagreements"].file, WAITING_DISAGREEMENTS, READINGS)
"""The files that an admission changes."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Claims that are taken in: the files that change, by name, and the data as it is with them.

    `taken` are their names; `left` counts the claims that still wait.
    """

    files: Mapping[str, bytes]
    catalog: Catalog
    taken: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Signing:
    """The file of readings with new ones: how many are new, and how many old ones were lost.

    Readings of claims that have changed since are left out of it.
    """

    data: bytes
    signed: int
    lost: int


def claim_name(cells: Mapping[str, str]) -> str:
    """Returns the name by which a claim that waits is asked for: its reference, `=` and value."""
    return f"{claim_reference(cells)}={cells['value']}"


def found_claim(catalog: Catalog, asked: str) -> Claim:
    """Returns the one claim that is asked for. Raises AtlasError for none or several."""
    reference = whole_reference(asked)
    names = {claim.full_name: claim for claim in catalog.claims}
    claims = [claim for name, claim in names.items()
              if reference in (name, claim.reference)]
    if not claims:
        raise AtlasError(f"no claim {asked!r}{did_you_mean(asked, names)}")
    if len(claims) > 1:
        raise AtlasError(f"{asked!r} names several claims; add =value: "
                         + ", ".join(claim.value for claim in claims[:5]))
    return claims[0]


def _taken(waiting: Waiting, names: Collection[str]) -> list[Row]:
    taken = [row for row in waiting.claims if claim_name(row.cells) in names]
    if missing := sorted({*names} - {claim_name(row.cells) for row in taken}):
        known = [claim_name(row.cells) for row in waiting.claims]
        raise AtlasError(f"{missing[0]!r} does not wait in {FOLDER}/"
                         f"{did_you_mean(missing[0], known)}")
    if len(taken) > len(names):
        raise AtlasError("two claims that wait share a name; sign neither, or change one")
    return taken


def left_waiting(waiting: Waiting, left: Sequence[Row], known: Collection[str]
                 ) -> dict[str, bytes]:
    """Returns the files of what waits once only the claims `left` do, with their sources.

    `known` are the sources that the data has by then.
    """
    still = {row.cells["source_id"] for row in left} - {*known}
    return {WAITING_CLAIMS: table_data("claims", (row.cells for row in left)),
            WAITING_SOURCES: table_data("sources", (
                row.cells for row in waiting.sources if row.cells["source_id"] in still))}


def _disagreements(raw: RawData, waiting: Waiting, claims: Iterable[Row]) -> dict[str, bytes]:
    """Returns the files that change because a disagreement waits for no claim any more."""
    known = names_of_claims(claims)
    told = [row for row in waiting.disagreements if known.issuperset(named_claims(row))]
    if not told:
        return {}
    return {TABLES["disagreements"].file: table_data("disagreements", (
                row.cells for row in (*raw.tables["disagreements"], *told))),
            WAITING_DISAGREEMENTS: table_data("disagreements", (
                row.cells for row in waiting.disagreements if row not in told))}


def admission(raw: RawData, names: Collection[str]) -> Admission:
    """Returns what a data folder is once claims that wait in it are taken in, with their sources.

    `names` are as `claim_name` makes them. Raises AtlasError where one of them does not wait or is
    named twice, DataProblemsError where it has a fault or the folder would have one with it.
    """
    waiting = read_waiting(raw.folder)
    taken = _taken(waiting, names)
    alone = with_waiting(raw, taken, waiting.sources)
    if faults := [*check(alone), *claim_problems(alone)]:
        raise DataProblemsError(faults)
    cited = {row.cells["source_id"] for row in taken}
    known = {row.cells["source_id"] for row in raw.tables["sources"]}
    left = [row for row in waiting.claims if row not in taken]
    tables = {
        "claims": table_data("claims", (row.cells for row in (*raw.tables["claims"], *taken))),
        "sources": table_data("sources", (
            *(row.cells for row in raw.tables["sources"]),
            *(row.cells for row in waiting.sources
              if row.cells["source_id"] in cited - known)))}
    files = {**{TABLES[name].file: data for name, data in tables.items()},
             **_disagreements(raw, waiting, (*raw.tables["claims"], *taken))}
    read = {table.name: tuple(read_table(table, files[table.file]).rows)
            for table in TABLES.values() if table.file in files}
    catalog = build(replace(raw, tables={**raw.tables, **read}), today())
    return Admission({**files, **left_waiting(waiting, left, cited | known)}, catalog,
                     tuple(claim_name(row.cells) for row in taken), len(left))


def signing(catalog: Catalog, asked: Iterable[tuple[str, Collection[str]]], read_on: str
            ) -> Signing:
    """Returns the readings of a catalog, with those of the claims that are asked for.

    `asked` gives for each claim the sides that were looked at. Raises AtlasError where there is no
    such claim or no such side.
    """
    standing = {(claim.reference, signature(claim)) for claim in catalog.claims}
    kept = {(reading.claim, reading.signature): reading for reading in catalog.readings
            if (reading.claim, reading.signature) in standing}
    lost = len(catalog.readings) - len(kept)
    signed = 0
    for name, sides in asked:
        claim = found_claim(catalog, name)
        if unknown := [side for side in sides if side not in LOOKED_AT]:
            raise AtlasError(f"{unknown[0]!r} is no side of a claim; they are "
                             f"{', '.join(LOOKED_AT)}")
        kept[claim.reference, signature(claim)] = Reading(
            claim.reference, signature(claim), tuple(side for side in LOOKED_AT if side in sides),
            read_on)
        signed += 1
    return Signing(table_data("readings", (
        {"claim": each.claim, "signature": each.signature, "looked_at": ";".join(each.looked_at),
         "read_on": each.read_on} for each in kept.values())), signed, lost)


def read_to_write(folder: Path, names: Iterable[str]) -> tuple[RawData, dict[str, bytes | None]]:
    """Returns a data folder as read, and what the named files held before it was."""
    was = {name: file_if_there(folder / name) for name in names}
    return read_folder(folder), was


def write_files(folder: Path, files: Mapping[str, bytes], was: Mapping[str, bytes | None],
                name: str = "readings") -> None:
    """Writes files of a data folder as one act. Raises AtlasError, and then nothing is written."""
    write_together(folder, [NewFile(folder, each, data, was[each])
                            for each, data in files.items()], name)

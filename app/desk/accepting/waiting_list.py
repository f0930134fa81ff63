"""The claims that ask for a second reading: each with its passage, and what is still open on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.desk.accepting.claim_judge import CellProblem
from app.desk.accepting.second_reading import (
    ADMITTED,
    READINGS,
    admission,
    claim_name,
    found_claim,
    left_waiting,
    read_to_write,
    signing,
    write_files,
)
from app.desk.accepting.several_files import file_if_there
from app.shared.settings import read_day, today
from geo.catalog.catalog import Catalog
from geo.catalog.join import join
from geo.catalog.subject_names import subject_names
from geo.checks.build import build
from geo.checks.documents import Judges, read_texts
from geo.checks.waiting import FOLDER, Waiting, read_waiting
from geo.claims.findings import Finding
from geo.claims.passage import Passage
from geo.claims.signatures import cells_of, sides_of
from geo.data.errors import AtlasError, DataProblemsError, Problem, did_you_mean
from geo.data.reader import RawData, read_folder
from geo.data.records import Claim, Source
from geo.data.schema import LOOKED_AT

Entered = Mapping[str, str]
"""What the one who entered a claim calls himself, by the claim's name; blank where he gave none."""
Record = Callable[[Mapping[str, str], str], Mapping[str, bytes]]
"""Returns the files of receipts that say why a claim, given by its row, was sent back."""


class AcceptedBy(Protocol):
    """What a receipt says of who entered a claim."""

    @property
    def accepted(self) -> Mapping[str, str] | None:
        """The row of claims.csv; None where none was accepted."""

    @property
    def curator(self) -> str:
        """What the curator calls himself; it may be blank."""


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim that asks for a second reading.

    `name` is how it is asked for, `row` its cells. `findings` are those that no reading has
    settled, `faults` what must be mended first. `waits` says that it lies in `waiting/`; others are
    in the data, and their words name a subject that is new. `entered_by` is None where nothing
    tells who entered it.
    """

    name: str
    row: Mapping[str, str]
    claim: Claim
    source: Source
    passage: Passage
    findings: tuple[Finding, ...]
    faults: tuple[CellProblem, ...]
    waits: bool
    entered_by: str | None = None

    @property
    def open_sides(self) -> tuple[str, ...]:
        """The sides to look at, in the order of the schema."""
        sides = {finding.side for finding in self.findings}
        return tuple(side for side in LOOKED_AT if side in sides)

    @property
    def after(self) -> str:
        """The words of the sentence after the printed ones."""
        return self.passage.sentence[self.passage.begins + len(self.passage.printed):]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation wrote: claims taken into the data, how many signed, how many wait."""

    taken: tuple[str, ...]
    signed: int
    left: int


def _with_all(raw: RawData, waiting: Waiting) -> Catalog:
    """Returns the data as if everything that waits had been confirmed."""
    known = {row.cells["source_id"] for row in raw.tables["sources"]}
    sources = (row for row in waiting.sources if row.cells["source_id"] not in known)
    return join(replace(raw, tables={
        **raw.tables, "claims": (*raw.tables["claims"], *waiting.claims),
        "sources": (*raw.tables["sources"], *sources)}), today())


def _judges(catalog: Catalog, documents_folder: Path, names_of: Catalog | None = None) -> Judges:
    return Judges(catalog, read_texts(catalog, documents_folder),
                  subject_names(names_of or catalog))


def _open(judges: Judges, claim: Claim, entered: Entered, *, waits: bool) -> OpenClaim:
    findings = judges.findings(claim)
    faults = [CellProblem(column, words) for column, words in judges.place_faults(claim)]
    faults += [CellProblem(finding.column, finding.message) for finding in findings
               if not finding.signable]
    row = cells_of(claim)
    name = claim_name(row)
    return OpenClaim(name, row, claim, judges.catalog.sources[claim.source_id],
                     judges.passage(claim), tuple(judges.unsettled(claim, findings)),
                     tuple(dict.fromkeys(faults)), waits, entered.get(name))


def waiting_claims(data_folder: Path, documents_folder: Path, entered: Entered | None = None
                   ) -> tuple[OpenClaim, ...]:
    """Returns all claims that ask for a second reading: first those that wait, then the others.

    Raises DataProblemsError where the data or what waits has problems.
    """
    raw, waiting = read_folder(data_folder), read_waiting(data_folder)
    if waiting.problems:
        raise DataProblemsError(waiting.problems)
    held = build(raw, today())
    catalog = _with_all(raw, waiting)
    judges = _judges(catalog, documents_folder, held)
    new = len(waiting.claims)
    claims = catalog.claims[len(catalog.claims) - new:]
    asked = [claim for claim in held.claims
             if any(judges.unsettled(claim, judges.findings(claim)))]
    return tuple(_open(judges, claim, entered or {}, waits=place < new)
                 for place, claim in enumerate((*claims, *asked)))


def entered_by(receipts: Iterable[AcceptedBy]) -> Entered:
    """Returns who entered each claim of which there is a receipt, by the claim's name."""
    return {claim_name(receipt.accepted): receipt.curator for receipt in receipts
            if receipt.accepted}


def reader_warnings(names: Iterable[str], reader: str, entered: Entered) -> Iterator[str]:
    """Yields what speaks against a reading as a second one: it is the same person, or may be."""
    for name in names:
        by = entered.get(name, "")
        if not by.strip() or not reader.strip():
            who = "who reads it" if by.strip() else "who entered it"
            yield f"{name}: nobody can tell {who}, so nobody can tell that two people have read it"
        elif by.strip().casefold() == reader.strip().casefold():
            yield (f"{name}: {by.strip()} entered it and confirms it; a second reading is by "
                   "somebody who has not entered the claim")


def _still_open(judges: Judges, claim: Claim, sides: Collection[str]) -> Iterator[str]:
    for column, words in judges.place_faults(claim):
        yield f"{column}: {words}"
    for finding in judges.findings(claim):
        if not finding.signable:
            yield f"{finding.column}: {finding.message}"
        elif finding.side not in sides:
            yield (f"{finding.side} is still open ({finding.message}); look at it too, or send the "
                   "claim back")


def confirm(data_folder: Path, documents_folder: Path, readings: Mapping[str, Collection[str]],
            read_on: str) -> Confirmed:
    """Takes claims that a second reader confirms into the data, and signs them, as one act.

    `readings` gives for the name of each claim the sides that were looked at; where none is open
    they may be left out. A claim that is in the data already is signed. Raises AtlasError, and then
    nothing is written: where a claim is unknown, where a side stays open, or where the data would
    have a problem.
    """
    try:
        read_day(read_on)
    except ValueError as error:
        raise AtlasError(str(error)) from None
    raw, was = read_to_write(data_folder, ADMITTED)
    waiting = read_waiting(data_folder)
    wait = {claim_name(row.cells) for row in waiting.claims}
    admitted = admission(raw, [name for name in readings if name in wait])
    catalog, judges = admitted.catalog, _judges(admitted.catalog, documents_folder)
    asked = []
    for name, given in readings.items():
        claim = found_claim(catalog, name)
        sides = {*given, *sides_of(claim, judges.signed)}
        if open_sides := list(_still_open(judges, claim, sides)):
            raise AtlasError(f"{name}: {'; '.join(open_sides)}")
        asked.append((name, sides or {*LOOKED_AT}))
    signed = signing(catalog, asked, read_on)
    write_files(data_folder, {**admitted.files, READINGS: signed.data}, was, "confirmed")
    return Confirmed(admitted.taken, signed.signed, admitted.left)


def send_back(data_folder: Path, name: str, reason: str,
              record: Record = lambda _, __: {}) -> Mapping[str, str]:
    """Takes a claim out of those that wait; returns its row.

    `record` writes down why. Raises AtlasError without a reason, or where no such claim waits.
    """
    if not reason.strip():
        raise AtlasError("say why the claim is sent back")
    _, was = read_to_write(data_folder, ADMITTED)
    waiting = read_waiting(data_folder)
    if waiting.problems:
        raise DataProblemsError(waiting.problems)
    names = [claim_name(row.cells) for row in waiting.claims]
    if name not in names:
        raise AtlasError(f"{name!r} does not wait in {FOLDER}/{did_you_mean(name, names)}")
    row = waiting.claims[names.index(name)]
    told = [each.cells["disagreement_id"] for each in waiting.disagreements
            if name.rpartition("=")[0] in each.cells["claims"]]
    if told:
        raise DataProblemsError([Problem(
            f"{FOLDER}/disagreements.csv", 0, "claims",
            f"{told[0]} names this claim; take the disagreement out first")])
    receipts = record(row.cells, reason.strip())
    was |= {each: file_if_there(data_folder / each) for each in receipts}
    left = [each for each in waiting.claims if each is not row]
    write_files(data_folder, {**left_waiting(waiting, left, ()), **receipts}, was, "sent back")
    return row.cells

"""A draft merged into a data folder as it is now: rows, judgements, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.accepting.claim_judge import ClaimJudge, Judgement
from app.desk.accepting.draft_edition import TakenIn, edition_of, taken_in
from app.desk.accepting.draft_rows import SOURCE, DraftRow, drafted_rows, source_row
from app.desk.accepting.merging import Merged, merge
from app.desk.accepting.several_files import file_if_there
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.checks.waiting import FOLDER, WAITING_TABLES, Waiting, read_waiting
from geo.data.csv_table import Row
from geo.data.errors import AtlasError, DataProblemsError, Problem
from geo.data.reader import RawData, read_folder
from geo.data.records import Heading
from geo.data.schema import TABLES
from geo.intake.decision import Draft


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """What is wrong with a draft: the item it is of (blank: the data itself), and the problem."""

    item: str
    problem: Problem

    def __str__(self) -> str:
        return str(self.problem)


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """A data folder as it is, and what a draft makes of it.

    `now` is the folder with the draft's document as a new edition, where it is one; else as it is.
    """

    raw: RawData
    catalog: Catalog
    source: Mapping[str, str]
    rows: tuple[DraftRow, ...]
    judgements: Mapping[str, Judgement]
    merged: Merged
    now: TakenIn


def _headings_held(raw: RawData, source_id: str) -> tuple[Heading, ...]:
    return tuple(Heading(source_id, int(row.cells["line"]), row.cells["heading"])
                 for row in raw.tables.get("headings", ())
                 if row.cells["source_id"] == source_id and row.cells["line"].isdecimal())


def _with_edition(draft: Draft, raw: RawData, waiting: Waiting, documents_folder: Path) -> TakenIn:
    """Returns a data folder with the draft's document as a new edition, where it is one."""
    as_it_is = TakenIn(raw, waiting, {}, ())
    try:
        edition = edition_of(draft, raw, waiting, documents_folder)
    except AtlasError as error:
        return replace(as_it_is, problems=(("", str(error)),))
    if edition is None:
        return as_it_is
    if edition.to_decide:
        return replace(as_it_is, problems=edition.to_decide)
    return taken_in(edition, raw, waiting)


def merged_draft(draft: Draft, data_folder: Path, documents_folder: Path) -> MergedDraft:
    """Reads a data folder and merges a draft into it. Raises DataProblemsError where it is unsound.

    Nobody can tell what a table that cannot be read holds, so nothing is merged into it.
    """
    raw, waiting = read_folder(data_folder), read_waiting(data_folder)
    if faults := [*raw.problems, *waiting.problems]:
        raise DataProblemsError(faults)
    catalog = build(raw, today())
    now = _with_edition(draft, raw, waiting, documents_folder)
    rows = drafted_rows(draft, _headings_held(now.raw, draft.source.get("source_id", "")))
    judge = ClaimJudge(catalog, draft, rows)
    judgements = {row.item: judge.of(row.cells) for row in rows if row.table == "claims"}
    merged = merge(now.raw, now.waiting, rows, judgements)
    return MergedDraft(raw, catalog, source_row(draft), rows, judgements,
                  replace(merged, files={**now.files, **merged.files}), now)


def places_of_items(raw: RawData, waiting: Waiting, merged: Merged) -> dict[tuple[str, int], str]:
    """Returns the items of a draft by the file and the row in which they stand."""
    tables: dict[str, tuple[Row, ...]] = {
        **{table.file: raw.tables[name] for name, table in TABLES.items()},
        **{f"{FOLDER}/{TABLES[name].file}": getattr(waiting, name)
           for name in WAITING_TABLES}}
    return {(file, number): item.item for file, items in merged.rows.items() for item in items
            for place, row in enumerate(tables[file], 2) if row.cells == item.cells
            for number in (place, row.number)}


def draft_problems(draft: Draft, state: MergedDraft, documents_folder: Path
                    ) -> Iterator[DraftProblem]:
    """Yields what is wrong with a draft before its rows are looked at in the data."""
    citing = [row for row in state.rows if "source_id" in row.cells and row.item != SOURCE]
    if citing and not draft.source.get("source_id"):
        yield DraftProblem(SOURCE, Problem("sources.csv", 0, "source_id", "is blank and must not "
                           "be: say first what this document is"))
    document = state.source["document"]
    if document and (Path(document).name != document or document.startswith(".")
                     or not document.isprintable()):
        yield DraftProblem(SOURCE, Problem("sources.csv", 0, "document", f"{document!r} is no name "
                           "of a text file"))
    elif document and file_if_there(documents_folder / document) not in (
            None, draft.document.text.encode()):
        yield DraftProblem(SOURCE, Problem("sources.csv", 0, "document", f"{document!r} is kept "
                           "with another text; give this one another name"))
    for item, words in state.now.problems:
        yield DraftProblem(item or SOURCE, Problem("claims.csv", 0, "printed", words) if item
                           else Problem("sources.csv", 0, "document", words))
    for item, problem in state.merged.problems:
        if item != SOURCE or not state.now.problems:
            yield DraftProblem(item, problem)
    for row in state.rows:
        if row.table == "claims":
            for fault in state.judgements[row.item].faults:
                yield DraftProblem(row.item, Problem("claims.csv", 0, fault.column, fault.message))


def with_items(known: Collection[DraftProblem], problems: Collection[Problem],
                places: Mapping[tuple[str, int], str]) -> tuple[DraftProblem, ...]:
    """Returns the problems of a draft and those of the data with it, each once."""
    said = {(each.item, each.problem.field, each.problem.message) for each in known}
    found = [DraftProblem(places.get((problem.file, problem.row), ""), problem)
             for problem in problems]
    return (*known, *(each for each in found
                      if (each.item, each.problem.field, each.problem.message) not in said))

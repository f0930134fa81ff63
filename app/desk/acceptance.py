"""Accepting a draft: first what it would write, in full, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.desk.accepting.merged_draft import (
    DraftProblem,
    MergedDraft,
    draft_problems,
    merged_draft,
    places_of_items,
    with_items,
)
from app.desk.accepting.merging import as_it_will_be, waits
from app.desk.accepting.reader_view import (
    NewRoute,
    ReaderChange,
    new_route,
    overtaken,
    reader_changes,
)
from app.desk.accepting.second_reading import claim_name
from app.desk.accepting.several_files import NewFile, file_if_there, recover, write_together
from app.shared.settings import today
from geo.cartography.web_map import basemap_document
from geo.catalog.join import join
from geo.checks.build import build, check_whole
from geo.checks.documents import TextAtHand, read_texts, verify
from geo.checks.waiting import FOLDER, WAITING_TABLES, Waiting, read_waiting
from geo.data.diff import compare
from geo.data.errors import DataProblemsError, Problem
from geo.data.plural import plural
from geo.data.reader import RawData, read_folder
from geo.data.schema import TABLES
from geo.intake.decision import Draft

Receipts = Callable[[Draft, Mapping[str, Mapping[str, str]]], Mapping[str, bytes]]
"""Returns the files of receipts, by name in the data folder, of a draft and its accepted claims."""

_FILES: Final = (*(table.file for table in TABLES.values()),
                 *(f"{FOLDER}/{TABLES[name].file}" for name in WAITING_TABLES))
_RECEIPTS: Final = "receipts"


@dataclass(frozen=True, slots=True)
class ClaimPreview:
    """A claim as it would be written.

    `straight` says that it goes into the data at once; else it waits for a second reading, which
    has to look at `open_sides`; `said` gives the gate's findings in words.
    """

    item: str
    name: str
    row: Mapping[str, str]
    straight: bool
    open_sides: tuple[str, ...]
    said: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting a draft would do.

    `rows` gives by file the rows that are new, in canonical form. `diff` is what `corridor-atlas
    diff` says of it; `shown` what a reader sees otherwise. `diff_confirmed` and `shown_confirmed`
    say the same once what waits has been confirmed. `stands` names rows that the data has already.
    `routes` tells and draws each new route, `drawn` names the systems that are taken out of
    not_mapped.csv. `overtaken` are the sentences of briefings that the claims overtake, those that
    wait among them.
    """

    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    claims: tuple[ClaimPreview, ...]
    problems: tuple[DraftProblem, ...]
    diff: tuple[str, ...] = ()
    diff_confirmed: tuple[str, ...] = ()
    shown: tuple[ReaderChange, ...] = ()
    shown_confirmed: tuple[ReaderChange, ...] = ()
    stands: tuple[str, ...] = ()
    routes: tuple[NewRoute, ...] = ()
    drawn: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written: claims in the data, claims that wait, rows by file, the diff.

    `asks_again` names claims of others that were borne out and now need a second reading too, since
    their words also name a subject that is new. `files` are all that were written, by their paths:
    those of the data within its folder, the text within the folder of documents and its name.
    """

    straight: tuple[str, ...]
    waiting: tuple[str, ...]
    rows: Mapping[str, int]
    diff: tuple[str, ...]
    asks_again: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def _confirmed(raw: RawData, waiting: Waiting, state: MergedDraft) -> RawData:
    """Returns a folder as it is once all that waits of a draft has been confirmed."""
    ours = {name: [row for row in getattr(waiting, name) if row.cells in [
        each.cells for each in state.rows if each.table == name]]
        for name in WAITING_TABLES}
    return replace(raw, tables={**raw.tables, **{
        name: (*raw.tables[name], *rows) for name, rows in ours.items()}})


def _claims(state: MergedDraft) -> tuple[ClaimPreview, ...]:
    return tuple(
        ClaimPreview(row.item, claim_name(row.cells), row.cells, judged.by_rule, judged.open_sides,
                     tuple(f"[{finding.code}] {finding.message}" for finding in judged.findings),
                     judged.passage.sentence if judged.passage else "")
        for row in state.rows if row.table == "claims"
        for judged in (state.judgements[row.item],))


def preview(draft: Draft, data_folder: Path, documents_folder: Path) -> Preview:
    """Returns what accepting a draft would write, what is wrong with it, and what a reader sees.

    Nothing is written. Raises DataProblemsError where the data folder itself has problems.
    """
    state = merged_draft(draft, data_folder, documents_folder)
    rows = {file: tuple(row.cells for row in added) for file, added in state.merged.rows.items()}
    stands = tuple("/".join(filter(None, (TABLES[row.table].file, *row.key)))
                   for row in state.merged.stands)
    known = tuple(draft_problems(draft, state, documents_folder))
    with as_it_will_be(data_folder, state.merged.files) as folder:
        raw, waiting = read_folder(folder), read_waiting(folder)
        problems, catalog = check_whole(raw, today())
        found = with_items(known, problems, places_of_items(raw, waiting, state.merged)
                            if not raw.unread else {})
        if found or catalog is None:
            return Preview(rows, _claims(state), found, stands=stands)
        confirmed = _confirmed(raw, waiting, state)
        touched = [(row.cells["subject_id"], row.cells["attribute"]) for row in state.rows
                   if row.table == "claims"]
        touched += [(row.cells["route_id"], "status") for row in state.rows
                    if row.table == "routes"]
        confirmed_catalog, land = join(confirmed, today()), basemap_document(raw)
        return Preview(
            rows, _claims(state), (), diff_words(state.raw, raw), diff_words(state.raw, confirmed),
            reader_changes(state.catalog, catalog, touched),
            reader_changes(state.catalog, confirmed_catalog, touched), stands,
            tuple(new_route(catalog, entry, land) for row in rows.get(TABLES["routes"].file, ())
                  if (entry := catalog.entry(row["route_id"]))),
            tuple(sorted(_not_mapped(state.raw) - _not_mapped(raw))),
            overtaken(raw.briefings, state.catalog, confirmed_catalog))


def _not_mapped(raw: RawData) -> set[str]:
    return {row.cells["name"] for row in raw.tables.get("not_mapped", ())}


def diff_words(old: RawData, new: RawData) -> tuple[str, ...]:
    """Returns the changes between two folders, line by line, as `corridor-atlas diff` prints them.

    The last line counts them.
    """
    changes = compare(old, new)
    return (*map(str, changes),
            f"{plural(len(changes), 'change')} from release {old.release} to {new.release}")


def _verified(draft: Draft, state: MergedDraft, folder: Path, documents_folder: Path
              ) -> tuple[str, ...]:
    """Verifies the whole as it will be; returns the claims of others that open by it.

    Raises DataProblemsError with what speaks against a row of the draft, or against a row of others
    that nothing spoke against before and that no second reading can settle.
    """
    raw = read_folder(folder)
    catalog = build(raw, today())
    text = TextAtHand(draft.document.text.encode(), (*draft.document.lines, ""))
    texts = dict(read_texts(catalog, documents_folder))
    texts.update({source.source_id: text for source in catalog.sources.values()
                  if source.at_hand and source.document == state.source["document"]})
    problems = verify(catalog, documents_folder, texts=texts).problems
    if not problems:
        return ()
    before = {_named(problem, state.raw) for problem in verify(
        build(state.raw, today()), documents_folder).problems}
    new = [problem for problem in problems if _named(problem, raw) not in before]
    own = places_of_items(raw, read_waiting(folder), state.merged)
    refused = [problem for problem in new if (problem.file, problem.row) in own
               or "a second reading signs" not in problem.message]
    if refused:
        raise DataProblemsError(refused)
    return tuple(dict.fromkeys(claim_name(raw.tables["claims"][problem.row - 2].cells)
                               for problem in new))


def _named(problem: Problem, raw: RawData) -> tuple[object, ...]:
    """Returns a problem with the cells of its row, whatever the number of the row is."""
    rows = raw.tables.get(problem.file.removesuffix(".csv"), ())
    cells = tuple(rows[problem.row - 2].cells.values()) if 2 <= problem.row < len(rows) + 2 else ()
    return (problem.file, cells, problem.field, problem.message)


def no_receipts(_: Draft, __: Mapping[str, Mapping[str, str]]) -> Mapping[str, bytes]:
    """Returns no receipts."""
    return {}


def accept(draft: Draft, data_folder: Path, documents_folder: Path,
           receipts: Receipts = no_receipts) -> Accepted:
    """Writes all that a draft comes to into the data, with its text and receipts, or nothing.

    Rows are merged into the tables as they are now. Raises DataProblemsError with all that is wrong
    with the whole as it would be, and AtlasError where a file has changed meanwhile or cannot be
    written: then every file is as it was.
    """
    recover(data_folder, documents_folder)
    was = _held_now(data_folder)
    state = merged_draft(draft, data_folder, documents_folder)
    with as_it_will_be(data_folder, state.merged.files) as folder:
        raw = read_folder(folder)
        problems, _ = check_whole(raw, today())
        places = places_of_items(raw, read_waiting(folder), state.merged) if not raw.unread else {}
        if found := with_items(tuple(draft_problems(draft, state, documents_folder)), problems,
                                places):
            raise DataProblemsError([each.problem for each in found])
        asks_again = _verified(draft, state, folder, documents_folder)
        diff = diff_words(state.raw, raw)
    claims = {row.item: row.cells for row in state.rows if row.table == "claims"}
    written = {**state.merged.files, **receipts(draft, claims)}
    files = [NewFile(data_folder, name, data, was.get(name)) for name, data in written.items()]
    texts = [*_document_file(draft, state, documents_folder)]
    write_together(data_folder, [*files, *texts], draft.draft_id)
    new = [row for row in state.rows if row.table == "claims" and row not in state.merged.stands]
    return Accepted(
        tuple(claim_name(row.cells) for row in new if not waits(state.judgements[row.item])),
        tuple(claim_name(row.cells) for row in new if waits(state.judgements[row.item])),
        {file: len(added) for file, added in state.merged.rows.items()}, diff, asks_again,
        (*(file.name for file in files if file.data != file.was),
         *(f"{documents_folder.name}/{file.name}" for file in texts if file.data != file.was)))


def _held_now(data_folder: Path) -> dict[str, bytes | None]:
    """Returns what the files hold that an acceptance may write anew, by name."""
    receipts = data_folder / _RECEIPTS
    names = (*_FILES, *(f"{_RECEIPTS}/{path.name}" for path in receipts.glob("*.jsonl")),
             *(f"briefings/{path.name}" for path in (data_folder / "briefings").glob("*.json")))
    return {name: file_if_there(data_folder / name) for name in names}


def _document_file(draft: Draft, state: MergedDraft, documents_folder: Path) -> Iterator[NewFile]:
    """Yields the text of a draft to keep, where its source is a text at hand and is cited."""
    document = state.source["document"]
    if document and (state.now.files or any("printed" in row.cells for row in state.rows)):
        documents_folder.mkdir(parents=True, exist_ok=True)
        yield NewFile(documents_folder, document, draft.document.text.encode(),
                      file_if_there(documents_folder / document))


def recovered(data_folder: Path, documents_folder: Path) -> str:
    """Completes or undoes an acceptance that was interrupted, when the desk starts.

    Returns the id of the draft that is accepted now and can be closed; blank where there is none.
    Raises AtlasError where a file has changed since.
    """
    return recover(data_folder, documents_folder)

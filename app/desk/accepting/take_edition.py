"""Puts a new edition of a document in the place of the old one: rows, text and briefings, as one.

What becomes of each row `geo.checks.rereading` says; here it is checked as a whole and written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.desk.accepting.merging import as_it_will_be
from app.desk.accepting.several_files import NewFile, file_if_there, write_together
from app.shared.settings import today
from geo.checks.build import build, check_whole
from geo.checks.canonical_form import table_data
from geo.checks.documents import TextAtHand, read_texts, verify
from geo.checks.rereading.edition_rows import (
    WAITING,
    Answers,
    CitedRow,
    EditionRows,
    NewText,
    with_references,
)
from geo.checks.rereading.new_edition import NewEdition
from geo.checks.waiting import FOLDER, Waiting, named_claims, read_waiting
from geo.data.errors import AtlasError, DataProblemsError, Problem
from geo.data.reader import RawData, read_folder
from geo.data.schema import TABLES
from geo.intake.document import Document

_CLAIMS, _DISAGREEMENTS = (f"{FOLDER}/{TABLES[name].file}" for name in ("claims", "disagreements"))
_FILES: Final = (*(table.file for table in TABLES.values()), _CLAIMS, _DISAGREEMENTS)


@dataclass(frozen=True, slots=True)
class _Editions:
    """A data folder, the new text of one of its documents, and what that changes."""

    raw: RawData
    waiting: Waiting
    text: NewText
    edition: NewEdition[CitedRow]


def _editions(data_folder: Path, documents_folder: Path, name: str, document: Document
              ) -> _Editions:
    raw, waiting = read_folder(data_folder), read_waiting(data_folder)
    catalog = build(raw, today())
    if waiting.problems:
        raise DataProblemsError(waiting.problems)
    text = NewText(raw, name, name, document.lines, waiting.claims)
    if not text.sources:
        raise AtlasError(f"{name!r} is no text at hand of sources.csv")
    texts = read_texts(catalog, documents_folder)
    old = texts[min(text.sources)]
    if old.fault:
        raise AtlasError(f"{old.fault}; without the old text nobody can tell what has changed")
    return _Editions(raw, waiting, text, text.beside(old.lines))


def edition_beside(data_folder: Path, documents_folder: Path, name: str, document: Document
                   ) -> NewEdition[CitedRow]:
    """Returns what a new edition makes of all that cites the text `name`; nothing is written.

    Raises AtlasError where there is no such text at hand.
    """
    return _editions(data_folder, documents_folder, name, document).edition


def _data_files(found: _Editions, rows: EditionRows) -> dict[str, bytes]:
    """Returns the files of the data folder with a new edition, by name."""
    files = {TABLES[name].file: table_data(name, cells) for name, cells in rows.tables.items()
             if name != WAITING}
    if found.waiting.claims:
        files[_CLAIMS] = table_data("claims", rows.tables[WAITING])
    if found.waiting.disagreements:
        names = _waiting_names(found, rows)
        files[_DISAGREEMENTS] = table_data("disagreements", (
            {**row.cells, "claims": ";".join(names.get(name, name) for name in named_claims(row))}
            for row in found.waiting.disagreements))
    return files | {f"briefings/{name}": with_references(data, rows.references)
                    for name, data in found.raw.briefings.items() if rows.references}


def _waiting_names(found: _Editions, rows: EditionRows) -> Mapping[str, str]:
    """Returns the new names of claims in the data, and of those that wait and have only moved."""
    names = dict(rows.references)
    for moved in found.edition.moved:
        if moved.cited.table == WAITING:
            then, now = ("/".join((*(moved.cited.cells[name] for name in (
                "subject_id", "attribute", "source_id")), lines))
                for lines in (moved.cited.lines, moved.lines))
            value = moved.cited.cells["value"]
            names |= {then: now, f"{then}={value}": f"{now}={value}"}
    return names


def take_edition(data_folder: Path, documents_folder: Path, name: str, document: Document,
                 answers: Answers = MappingProxyType({})) -> EditionRows:
    """Puts a new edition in the place of the text `name`, and moves all that cites it, as one act.

    `answers` give, by the name of each row that is asked again, its cells now, or None to take it
    out. Raises AtlasError while one is missing, DataProblemsError where the whole would not pass
    `check` and `verify`, but for second readings that are asked for anew: then nothing is written.
    """
    names = (*_FILES, *(f"briefings/{path.name}"
                        for path in (data_folder / "briefings").glob("*.json")))
    was = {each: file_if_there(data_folder / each) for each in names}
    text = file_if_there(documents_folder / name)
    found = _editions(data_folder, documents_folder, name, document)
    rows = found.text.taken_in(found.edition, answers)
    if rows.problems:
        raise AtlasError("; ".join(rows.problems))
    files = _data_files(found, rows)
    if faults := list(_faults(found, files, document, documents_folder)):
        raise DataProblemsError(faults)
    write_together(data_folder, [
        *(NewFile(data_folder, each, held, was[each]) for each, held in files.items()),
        NewFile(documents_folder, name, document.text.encode(), text)], f"edition of {name}")
    return rows


def _faults(found: _Editions, files: Mapping[str, bytes], document: Document,
            documents_folder: Path) -> Iterator[Problem]:
    """Yields what check says of the whole, and verify of the rows that cite the new edition."""
    sources = found.text.sources
    with as_it_will_be(found.raw.folder, files) as folder:
        raw = read_folder(folder)
        problems, catalog = check_whole(raw, today())
        yield from problems
        if problems or catalog is None:
            return
        text = TextAtHand(document.text.encode(), (*document.lines, ""))
        texts = {**read_texts(catalog, documents_folder), **dict.fromkeys(sources, text)}
        for problem in verify(catalog, documents_folder, texts=texts).problems:
            row = raw.tables[problem.file.removesuffix(".csv")][problem.row - 2]
            if row.cells["source_id"] in sources and (
                    "a second reading signs" not in problem.message):
                yield problem

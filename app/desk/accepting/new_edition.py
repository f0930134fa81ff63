"""A new edition of a document: anchors that move are moved, and each changed sentence is asked for.

What was read a second time stays signed where sentence and heading are the same; the others are
read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.desk.accepting.draft_rows import section_above, whole_row
from app.desk.accepting.merging import as_it_will_be
from app.desk.accepting.second_reading import claim_name
from app.desk.accepting.several_files import NewFile, file_if_there, write_together
from app.shared.settings import today
from geo.catalog.catalog import Catalog
from geo.checks.build import build, check_whole
from geo.checks.canonical_form import table_data
from geo.checks.documents import TextAtHand, read_texts, verify
from geo.checks.editions import compare_edition, sha256
from geo.checks.printed_values import claim_of
from geo.checks.sections import fold
from geo.checks.waiting import FOLDER, read_waiting
from geo.claims.passage import passage_in
from geo.claims.signatures import signature
from geo.data.csv_table import Row
from geo.data.errors import AtlasError, DataProblemsError, Problem
from geo.data.plural import plural
from geo.data.reader import RawData, read_folder, split
from geo.data.records import Citing, Claim, Heading
from geo.data.schema import TABLES
from geo.data.spans import span
from geo.intake.document import Document

_CITING: Final = ("claims", "relations", "not_mapped")


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """What a new edition changes.

    `moved` gives for each row whose words stand elsewhere its old and new lines, `changed` for each
    whose words are gone what the edition has instead (blank: nothing like them). `asked_again`
    names the claims whose second reading is lost. Claims are named as they were.
    """

    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    asked_again: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """The rows of a folder while they are moved to a new edition."""

    raw: RawData
    catalog: Catalog
    lines: Sequence[str]
    old_lines: Mapping[str, Sequence[str]]
    headings: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)


def _name(table: str, cells: Mapping[str, str]) -> str:
    return claim_name(cells) if table == "claims" else "/".join(
        cells[name] for name in TABLES[table].key)


def _headings(held: Sequence[Heading], lines: Sequence[str]) -> tuple[Heading, ...]:
    """Returns the headings of a source on the lines where the new edition has them."""
    found, shift = [], 0
    for heading in sorted(held, key=lambda each: each.line):
        wanted = fold(heading.heading)
        places = [number for number in range(1, len(lines) + 1)
                  if wanted and fold("\n".join(lines[number - 1:number + 2])).startswith(wanted)]
        if places:
            line = min(places, key=lambda place: abs(place - heading.line - shift))
            shift = line - heading.line
        elif wanted:
            continue
        else:
            line = 1 if heading.line == 1 else heading.line + shift
        found.append(replace(heading, line=line))
    return tuple(found)


def _cited(catalog: Catalog, waiting: Sequence[Row], source_id: str) -> list[Citing]:
    rows: list[Citing] = [*catalog.claims, *catalog.relations, *catalog.not_mapped]
    rows += [claim for row in waiting if (claim := claim_of(row))]
    return [row for row in rows if row.source_id == source_id]


_Key = tuple[str, str, str]
"""The source, the lines and the printed words of a row that cites."""


def _key(cells: Mapping[str, str]) -> _Key:
    return cells["source_id"], cells["lines"], cells["printed"]


def _places(work: _Work, document: Document, waiting: Sequence[Row]
            ) -> tuple[dict[_Key, str], dict[_Key, str]]:
    """Returns the new lines of what moves, and what the edition has for words that are gone."""
    moves, losses = dict[_Key, str](), dict[_Key, str]()
    for source_id in work.headings:
        edition = compare_edition(work.catalog.sources[source_id], document.text.encode(),
                                  work.lines, _cited(work.catalog, waiting, source_id))
        for found, kept in ((edition.moved, moves), (edition.lost, losses)):
            kept |= {(row.source_id, row.lines, row.printed): words
                     for row, words in found.items()}
    return moves, losses


def _moved_row(work: _Work, table: str, row: Row, moves: Mapping[_Key, str]) -> dict[str, str]:
    """Returns a row on its new lines, under the heading above them."""
    cells = dict(row.cells)
    source_id = cells["source_id"]
    if source_id not in work.headings:
        return cells
    cells["lines"] = moves.get(_key(cells), cells["lines"])
    cells["section"] = section_above(work.headings[source_id], cells["lines"])
    if cells["lines"] != row.cells["lines"]:
        work.moved[_name(table, row.cells)] = (row.cells["lines"], cells["lines"])
    if table == "claims":
        work.names[claim_name(row.cells)] = claim_name(cells)
    return cells


def _same_sentence(work: _Work, old: Claim, new: Claim) -> bool:
    """Checks whether the words about a claim are what a second reader has seen."""
    before = work.old_lines.get(old.source_id)
    if before is None or old.section != new.section:
        return False
    sentences = [passage_in(lines, *span(claim.lines), claim.printed, "").sentence
                 for lines, claim in ((before, old), (work.lines, new))]
    return sentences[0] == sentences[1]


def _readings(work: _Work, rows: Mapping[str, Mapping[str, str]]
              ) -> tuple[list[dict[str, str]], list[str]]:
    """Returns the rows of readings.csv, and the claims that have lost theirs."""
    known = {(claim.reference, signature(claim)): claim for claim in work.catalog.claims}
    kept, lost = [], []
    for row in work.raw.tables["readings"]:
        cells = dict(row.cells)
        old = known.get((cells["claim"], cells["signature"]))
        if old is not None and old.source_id in work.headings:
            name = f"{old.reference}={old.value}"
            new = claim_of(Row("", 0, rows[name])) if name in rows else None
            if new is None or not _same_sentence(work, old, new):
                lost.append(name)
                continue
            cells |= {"claim": new.reference, "signature": signature(new)}
        kept.append(cells)
    return kept, lost


def _renamed(work: _Work, row: Row) -> dict[str, str]:
    """Returns a disagreement with the names that its claims have now."""
    references = {old.rpartition("=")[0]: new.rpartition("=")[0]
                  for old, new in work.names.items()}
    names = (work.names.get(name, references.get(name, name)) for name in split(
        row.cells["claims"]))
    return {**row.cells, "claims": ";".join(names)}


def _work(data_folder: Path, documents_folder: Path, document: Document, name: str) -> _Work:
    raw = read_folder(data_folder)
    catalog = build(raw, today())
    sources = [source for source in catalog.sources.values() if source.document == name]
    if not name or not sources:
        raise AtlasError(f"{name!r} is no text at hand of sources.csv")
    texts = read_texts(catalog, documents_folder)
    work = _Work(raw, catalog, (*document.lines, ""), {
        source.source_id: texts[source.source_id].lines for source in sources
        if not texts[source.source_id].fault
        and sha256(texts[source.source_id].data) == source.sha256})
    for source in sources:
        held = [each for each in catalog.headings if each.source_id == source.source_id]
        work.headings[source.source_id] = _headings(held, work.lines)
    return work


def _files(work: _Work, document: Document, mended: Mapping[str, Mapping[str, str] | None]
           ) -> tuple[dict[str, bytes], list[str]]:
    """Returns the files that change, and the claims whose reading is lost."""
    waiting = read_waiting(work.raw.folder)
    moves, losses = _places(work, document, waiting.claims)
    files: dict[str, bytes] = {}
    by_name: dict[str, Mapping[str, str]] = {}
    tables = [(TABLES[name].file, name, work.raw.tables[name]) for name in _CITING]
    tables.append((f"{FOLDER}/{TABLES['claims'].file}", "claims", waiting.claims))
    for file, table, rows in tables:
        written = []
        for row in rows:
            name, key = _name(table, row.cells), _key(row.cells)
            cells: Mapping[str, str] | None = _moved_row(work, table, row, moves)
            if name in mended:
                given = mended[name]
                cells = whole_row(table, given) if given else None
            elif key in losses:
                work.changed[name] = losses[key]
            if cells is not None:
                written.append(cells)
                by_name[name] = cells
        if rows:
            files[file] = table_data(table, written)
    readings, lost = _readings(work, by_name)
    files |= {
        TABLES["readings"].file: table_data("readings", readings),
        TABLES["headings"].file: table_data("headings", [
            *(row.cells for row in work.raw.tables["headings"]
              if row.cells["source_id"] not in work.headings),
            *({"source_id": each.source_id, "line": str(each.line), "heading": each.heading}
              for headings in work.headings.values() for each in headings)]),
        TABLES["sources"].file: table_data("sources", [
            {**row.cells, "sha256": document.text_sha256}
            if row.cells["source_id"] in work.headings else row.cells
            for row in work.raw.tables["sources"]]),
        TABLES["disagreements"].file: table_data("disagreements", [
            _renamed(work, row) for row in work.raw.tables["disagreements"]])}
    if waiting.disagreements:
        files[f"{FOLDER}/{TABLES['disagreements'].file}"] = table_data("disagreements", [
            _renamed(work, row) for row in waiting.disagreements])
    return files, lost


def edition_changes(data_folder: Path, documents_folder: Path, document: Document, name: str
                    ) -> EditionChanges:
    """Returns what a new edition of the text `name` changes; nothing is written."""
    work = _work(data_folder, documents_folder, document, name)
    _, lost = _files(work, document, {})
    return EditionChanges(work.moved, work.changed, tuple(lost))


def take_edition(data_folder: Path, documents_folder: Path, document: Document, name: str,
                 mended: Mapping[str, Mapping[str, str] | None] | None = None) -> EditionChanges:
    """Puts a new edition in the place of the text `name`, and moves all that cites it, as one act.

    `mended` gives for each row whose words are gone the row that stands for it, None to take it
    out. Raises AtlasError while one is left, DataProblemsError where the whole would not pass
    `check` and `verify`: then nothing is written.
    """
    names = (*(table.file for table in TABLES.values()), f"{FOLDER}/{TABLES['claims'].file}",
             f"{FOLDER}/{TABLES['disagreements'].file}")
    was = {each: file_if_there(data_folder / each) for each in names}
    text = file_if_there(documents_folder / name)
    work = _work(data_folder, documents_folder, document, name)
    files, lost = _files(work, document, mended or {})
    if work.changed:
        cite = "cites" if len(work.changed) == 1 else "cite"
        raise AtlasError(f"{plural(len(work.changed), 'row')} {cite} words that the new edition "
                         f"does not have: {'; '.join(sorted(work.changed)[:5])}. Say of each what "
                         "it reads now, or take it out")
    if faults := list(_faults(work, files, document, data_folder, documents_folder)):
        raise DataProblemsError(faults)
    write_together(data_folder, [
        *(NewFile(data_folder, each, held, was[each]) for each, held in files.items()),
        NewFile(documents_folder, name, document.text.encode(), text)], f"edition of {name}")
    return EditionChanges(work.moved, {}, tuple(lost))


def _faults(work: _Work, files: Mapping[str, bytes], document: Document, data_folder: Path,
            documents_folder: Path) -> Iterator[Problem]:
    """Yields what check and verify say of the whole, but for readings that are asked for anew."""
    with as_it_will_be(data_folder, files) as folder:
        raw = read_folder(folder)
        problems, catalog = check_whole(raw, today())
        yield from problems
        if problems or catalog is None:
            return
        text = TextAtHand(document.text.encode(), tuple(work.lines))
        texts = {**read_texts(catalog, documents_folder), **dict.fromkeys(work.headings, text)}
        for problem in verify(catalog, documents_folder, texts=texts).problems:
            row = raw.tables[problem.file.removesuffix(".csv")][problem.row - 2]
            if row.cells["source_id"] in work.headings and (
                    "a second reading signs" not in problem.message):
                yield problem

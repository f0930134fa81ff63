"""A new edition of a shipped document, taken into the data: the data stays sound and verified."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from geo.checks.build import build
from geo.checks.canonical_form import format_table
from geo.checks.documents import verify
from geo.checks.rereading.edition_rows import CitedRow, NewText, with_references
from geo.checks.tables import check
from geo.data.csv_table import read_table
from geo.data.errors import AtlasError
from geo.data.reader import RawData, read_folder
from geo.data.schema import TABLES
from tests.conftest import DATA, TODAY

LINES = ("A heading", "The line is 100 km long.", "", "It was opened in 2019 by the operator.",
         "The other line is 100 km long too.")
CLAIM = {**dict.fromkeys(TABLES["claims"].column_names, ""), "source_id": "s", "subject_id": "x",
         "attribute": "length", "value": "100", "section": "A heading"}


def folder_of(tables: dict[str, list[dict[str, str]]]) -> RawData:
    """A data folder of a few rows."""
    raw = RawData(Path("none"))
    for name, table in TABLES.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, table.column_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(tables.get(name, []))
        raw.tables[name] = tuple(read_table(table, text.getvalue().encode()).rows)
    return raw


SMALL = folder_of({
    "sources": [{"source_id": "s", "document": "s.txt", "sha256": "0" * 64},
                {"source_id": "t", "document": "t.txt", "sha256": "1" * 64}],
    "headings": [{"source_id": "s", "line": "1", "heading": "A heading"},
                 {"source_id": "t", "line": "1", "heading": ""}],
    "claims": [{**CLAIM, "lines": "2-2", "printed": "100 km"},
               {**CLAIM, "value": "101", "lines": "2-2", "printed": "100 km long"},
               {**CLAIM, "attribute": "start", "lines": "4-4", "printed": "opened in 2019"},
               {**CLAIM, "source_id": "t", "lines": "2-2", "printed": "100 km"}],
    "readings": [{"claim": "x/length/s/2-2", "signature": "000000000000"}],
    "disagreements": [{"disagreement_id": "d", "claims":
                       "x/length/s/2-2=101;x/length/t/2-2;x/start/s/4-4"}]})


def test_everything_that_names_a_claim_by_its_lines_moves_with_it() -> None:
    new = NewText(SMALL, "s.txt", "s-2.txt", ("New", "matter.", "", *LINES))
    edition = new.beside(LINES)
    assert edition.changed == ()
    result = new.taken_in(edition)
    assert [row["lines"] for row in result.tables["claims"] if row["source_id"] == "s"] == [
        "5-5", "5-5", "7-7"]
    assert [row for row in result.tables["claims"] if row["source_id"] == "t"] == [
        row.cells for row in SMALL.tables["claims"] if row.cells["source_id"] == "t"]
    assert [row["line"] for row in result.tables["headings"] if row["source_id"] == "s"] == ["4"]
    assert result.tables["disagreements"][0]["claims"] == (
        "x/length/s/5-5=101;x/length/t/2-2;x/start/s/7-7")
    source = {row["source_id"]: row for row in result.tables["sources"]}
    assert source["s"]["document"] == "s-2.txt"
    assert source["s"]["sha256"] != "0" * 64
    assert source["t"] == SMALL.tables["sources"][1].cells
    assert result.problems == ()
    briefing = b'{"cites": ["x/length/s/2-2", "x/length/s/2-2=101", "x/length/s/2-22", "x/start"]}'
    assert with_references(briefing, result.references) == (
        b'{"cites": ["x/length/s/5-5", "x/length/s/5-5=101", "x/length/s/2-22", "x/start"]}')


def test_a_changed_sentence_needs_an_answer() -> None:
    new = NewText(SMALL, "s.txt", "s.txt", tuple(
        line.replace("The line is", "The line will be") for line in LINES))
    edition = new.beside(LINES)
    first, second = (each.cited for each in edition.changed)
    with pytest.raises(AtlasError, match="2 sentences of the new edition are not decided yet"):
        new.taken_in(edition)
    answer = {**first.cells, "qualifier": "forecast", "value": "99"}
    result = new.taken_in(edition, {first.name: answer, second.name: None})
    assert [row for row in result.tables["claims"] if row["source_id"] == "s"] == [
        answer, SMALL.tables["claims"][2].cells]
    assert result.references == {"x/length/s/2-2=100": "x/length/s/2-2=99"}


def test_a_heading_that_is_gone_is_said() -> None:
    new = NewText(SMALL, "s.txt", "s.txt", ("Another head", *LINES[1:]))
    edition = new.beside(LINES)
    result = new.taken_in(edition, {each.cited.name: each.cited.cells for each in edition.changed})
    assert "the heading 'A heading' of s is not in the new edition" in result.problems[0]


def test_rows_that_differ_have_names_that_differ() -> None:
    names = {CitedRow(table, row.cells).name for table in ("claims", "waiting")
             for row in SMALL.tables["claims"]}
    assert len(names) == 2 * len(SMALL.tables["claims"])


def test_a_new_edition_of_a_shipped_document_keeps_the_data_sound(documents: Path,
                                                                  tmp_path: Path) -> None:
    raw = read_folder(DATA)
    name = next(row.cells["document"] for row in raw.tables["sources"]
                if row.cells["source_id"] == "umarova-2025")
    old = (documents / name).read_text(encoding="utf-8").split("\n")
    lines = ["A line more in this edition.", "", *old[:-1]]
    new = NewText(raw, name, name, lines)
    edition = new.beside(old)
    assert len(edition.moved) > 50
    assert edition.changed == ()
    result = new.taken_in(edition)
    tables = dict(raw.tables)
    for table, rows in result.tables.items():
        if table in TABLES:
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, TABLES[table].column_names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            data, problems = format_table(TABLES[table], text.getvalue().encode())
            assert problems == []
            tables[table] = tuple(read_table(TABLES[table], data).rows)
    after = replace(raw, tables=tables)
    assert check(after) == []
    for each in documents.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    found = verify(build(after, TODAY), tmp_path)
    before = verify(build(raw, TODAY), documents)
    assert found.problems == before.problems, "a new edition breaks nothing"
    assert found.counts == before.counts

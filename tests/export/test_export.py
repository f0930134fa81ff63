"""Exports: text intact, formulas defused, numbers untouched, a citation in every row."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.command_line import main
from geo.catalog.catalog import Catalog
from geo.checks.build import build
from geo.data.reader import read_folder
from geo.data.schema import MISSING
from geo.export.registry import export
from geo.export.tables.delimited import defuse, excel_bytes, raw_bytes
from geo.presentation.data_tables import Table
from geo.presentation.extract import Extract
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import TODAY, edit

HOSTILE = ("A{{7*7}}B", "<img src=x onerror=\"document.title='run'\">", "{% raw %}", "{# x",
           "`$\\<>&\"'", "\u202eabc", ":red[x] *b* $x^2$ :smile:")


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_command_line_writes_what_a_spreadsheet_needs(tmp_path: Path) -> None:
    out = tmp_path / "routes.csv"
    assert main(["export", "routes", "--format", "csv", "--edition", "full",
                 "--out", str(out)]) == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Türkiye" in data.decode("utf-8-sig")
    btc = next(row for row in read(data) if row["route_id"] == "btc-pipeline")
    assert btc["length"] == "1768"
    assert btc["length_unit"] == "km"
    assert btc["length_source"] == "bp-btc-2021"
    assert btc["length_lines"] == ""
    assert btc["completion_source"] == "air-center-2025"
    assert btc["completion_lines"].startswith("line")
    assert btc["completion"] == "2006"
    assert btc["cost"] == ""
    assert btc["cost_words"] == MISSING
    assert btc["release"]


def test_claims_carry_their_citation(tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    assert main(["export", "claims", "--format", "csv", "--out", str(out)]) == 0
    for row in read(out.read_bytes()):
        assert bool(row["document"]) != bool(row["address"]) or row["document"]
        if not row["document"]:
            assert row["address"].startswith(("https://", "http://"))
            assert row["lines"] == ""
        else:
            assert row["document"].endswith(".txt")
            assert row["lines"].startswith("line")
        assert row["source_title"]
        assert row["release"]
        assert row["printed"]


def taken(catalog: Catalog, wanted: Filter | None = None) -> Extract:
    return Extract(catalog, View(wanted or Filter()))


def test_filters_are_options(tmp_path: Path) -> None:
    out = tmp_path / "gas.csv"
    assert main(["export", "routes", "--format", "csv", "--out", str(out), "--mode", "gas",
                 "--status", "operating"]) == 0
    assert {row["Mode"] for row in read(out.read_bytes())} == {"Gas pipeline"}


def test_a_wrong_word_is_named_and_a_right_one_offered(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "routes", "--format", "csv", "--out", str(tmp_path / "x"),
                 "--mode", "gass"]) == 2
    assert "did you mean 'gas'" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "routes", "--format", "csv", "--out", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["routes", "claims"])
@pytest.mark.parametrize("name", ["csv", "csv-raw"])
def test_the_same_catalog_gives_the_same_bytes(catalog: Catalog, what: str, name: str) -> None:
    assert export(taken(catalog), what, name) == export(taken(catalog), what, name)


@pytest.mark.parametrize("what", ["routes", "claims"])
def test_an_empty_selection_keeps_its_header(catalog: Catalog, what: str) -> None:
    nothing = taken(catalog, Filter(modes=frozenset({"sea"}), countries=frozenset({"DE"})))
    assert nothing.shown.ids == ()
    assert export(nothing, what, "csv-raw").decode().count("\r\n") == 1


def test_numbers_stay_numbers_and_text_stays_text(catalog: Catalog) -> None:
    for row in read(export(taken(catalog), "claims", "csv")):
        if row["attribute"] == "length":
            assert Decimal(row["value"]) > 0
        if row["attribute"] == "start":
            assert "," not in row["value"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_as_they_are(folder: Path, name: str) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        rows[0]["name"] = name

    edit(folder / "routes.csv", rename)
    hostile = build(read_folder(folder), TODAY)
    assert read(export(taken(hostile), "routes-full", "csv"))[0]["name"] == name
    assert name in [row["Route"] for row in read(export(taken(hostile), "routes", "csv"))]
    assert read(export(taken(hostile), "routes", "csv-raw"))[0]["name"] == name


@pytest.mark.parametrize("text", ["=1+1", " =cmd", "+1", "-x", "@SUM(A1)", "\t=1", "＝1", "＋1",
                                  "\n=1", "\u200b=1", "＠x", "－1"])
def test_text_that_begins_like_a_formula_is_defused(text: str) -> None:
    assert defuse(text) == f"'{text}"


@given(st.text())
def test_defused_text_never_begins_like_a_formula(text: str) -> None:
    shown = defuse(text)
    assert shown in (text, f"'{text}")
    assert not shown.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_raw_bytes_gives_every_text_back(cells: list[str]) -> None:
    columns = tuple(f"c{i}" for i in range(len(cells)))
    table = Table(columns, (dict(zip(columns, cells, strict=True)),))
    back = list(csv.reader(io.StringIO(raw_bytes(table).decode(), newline="")))
    assert back == [list(columns), cells]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10**9,
                   max_value=10**9))
def test_numbers_are_never_guarded(number: Decimal) -> None:
    written = excel_bytes(Table(("n",), ({"n": number},))).decode("utf-8-sig").splitlines()[1]
    assert Decimal(written) == number
    assert not written.startswith("'")

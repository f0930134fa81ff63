"""The short edition of the routes: figures as the atlas shows them, and the source of each."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.cli.command_line import main
from app.shared.settings import ADDRESS_VARIABLE
from geo.cartography.lettering import measure
from geo.catalog.catalog import Catalog
from geo.claims.owners import owner_claims
from geo.claims.wording import date_words, number_words, who_words
from geo.data.schema import MISSING
from geo.export.columns import kind_of
from geo.export.itinerary_table import FULL_ROUTES, table_of
from geo.export.registry import export
from geo.presentation.extract import ATTRIBUTION, Extract
from geo.presentation.statement import route_statement
from geo.presentation.tables.row_order import listed
from geo.presentation.tables.short_edition import COLUMNS, short_table, sources_in_short
from geo.query.filter import Filter
from geo.query.view import SORTS, View, link_items, read_view
from tests.pages.linked_views import KNOWN

FIGURES = {"Status": "status", "Length in words": "length", "Capacity": "capacity",
           "Cost": "cost", "Start": "start", "Completion": "completion"}


def plain(text: str) -> str:
    """A text with plain spaces, as a spreadsheet finds and breaks it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_figure_of_a_row_has_its_source_in_the_row(catalog: Catalog) -> None:
    extract, short = Extract(catalog, View()), sources_in_short(catalog)
    assert len(set(short.values())) == len(catalog.sources), "each names one source"
    for row in short_table(extract).rows:
        entry = catalog.entry(str(row["Id"]))
        assert entry
        shown = [claim for attribute in (*FIGURES.values(), "throughput")
                 for claim in route_statement(catalog, entry, attribute).first]
        shown += owner_claims(entry.claims)
        for source in {claim.source_id for claim in shown}:
            told = catalog.sources[source]
            assert plain(f"{who_words(told)}, {date_words(told.published)}") in str(row["Sources"])
            assert plain(short[source]) in str(row["Sources"])
        assert (row["Sources"] == MISSING) == (not shown and not entry.sponsors)
        for actor in entry.sponsors:
            assert any(plain(short[claim.source_id]) in str(row["Sources"])
                       for claim in entry.claims_of("sponsor") if claim.value == actor)


def test_figures_stand_as_the_atlas_words_them(catalog: Catalog) -> None:
    for row in short_table(Extract(catalog, View())).rows:
        entry = catalog.entry(str(row["Id"]))
        assert entry
        for heading, attribute in FIGURES.items():
            pieces = route_statement(catalog, entry, attribute).pieces
            assert all(plain(f"{piece.value}{piece.scope}") in str(row[heading])
                       for piece in pieces)
            assert bool(pieces) != (row[heading] in (MISSING, "not applicable"))


@pytest.mark.parametrize("what", ["short", "routes", "claims"])
def test_words_and_numbers_share_no_column(catalog: Catalog, what: str) -> None:
    extract = Extract(catalog, View())
    table = short_table(extract) if what == "short" else table_of(extract, what)
    numbers = {column.heading for column in COLUMNS if column.numbers}
    counted = 0
    for column in table.columns:
        cells = [row[column] for row in table.rows if row[column] != ""]
        if column in numbers or (what != "short" and kind_of(column) != "text"):
            assert all(not isinstance(cell, str) for cell in cells), column
            counted += bool(cells)
        elif what != "claims":  # as written; the numbers among them stand in columns of their own
            assert all(isinstance(cell, str) for cell in cells), column
    assert counted


def test_a_length_in_numbers_is_the_one_of_the_whole_route(catalog: Catalog) -> None:
    numbers = 0
    for row in short_table(Extract(catalog, View())).rows:
        entry = catalog.entry(str(row["Id"]))
        assert entry
        first = route_statement(catalog, entry, "length").first
        whole = len(first) == 1 and not first[0].scope and not first[0].value_high
        assert isinstance(row["Length (km)"], Decimal) == whole
        if isinstance(row["Length (km)"], Decimal):
            assert f"{number_words(row['Length (km)'])} km" in str(row["Length in words"])
            numbers += 1
    assert numbers


def test_no_word_is_wider_than_its_column(catalog: Catalog) -> None:
    """Measured in DejaVu Sans, a sixth wider than the font of the workbook."""
    rows = short_table(Extract(catalog, View())).rows
    for column in COLUMNS:
        if column.printed and column.heading != "Sources":  # titles have words of any length
            words = {word for row in rows for word in re.split(
                "[\\s\N{EN DASH}/-]", f"{row[column.heading]} {column.heading}")}
            assert max(measure(word, 9) for word in words) / 1.16 <= column.width * 5.25, column


def test_the_csv_is_for_people_and_safe_in_a_spreadsheet(catalog: Catalog) -> None:
    extract = Extract(catalog, View(Filter(modes=frozenset({"gas"}))))
    data = export(extract, "routes", "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = rows_of(data)
    assert [row["Id"] for row in rows] == [entry.route_id for entry in listed(extract)]
    for row in rows:
        for said in (catalog.release, date_words(extract.as_of), *extract.filters, ATTRIBUTION):
            assert said in row["Release"]
    assert len(rows[0]) < 26 < len(rows_of(export(extract, FULL_ROUTES, "csv"))[0])


def test_the_workbook_is_read_and_printed(catalog: Catalog) -> None:
    extract = Extract(catalog, View())
    book = openpyxl.load_workbook(io.BytesIO(export(extract, "routes", "xlsx")))
    assert book.sheetnames == ["Routes", "Sources", "Read me"]
    sheet = book["Routes"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert "$U$" in sheet.print_area
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.heading for column in COLUMNS]
    for line, row in zip(sheet.iter_rows(min_row=2), short_table(extract).rows, strict=True):
        for cell, column in zip(line, COLUMNS, strict=True):
            wanted = row[column.heading]
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            assert cell.value == (float(wanted) if column.numbers and wanted != "" else
                                  wanted or None)
            assert cell.alignment.wrap_text or not column.printed or column.numbers
    cited = {cell.value for cell in book["Sources"]["A"][1:]}
    short = {plain(text) for text in sources_in_short(catalog).values()}
    assert cited <= short
    in_rows = " ".join(str(row["Sources"]) for row in short_table(extract).rows)
    assert cited == {text for text in short if f"{text} (" in in_rows}
    told = " ".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row)
    assert all(column.meaning in told for column in COLUMNS)


def test_the_command_line_has_both_editions(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"

    def heads(*options: str) -> int:
        assert main(["export", "routes", "--out", str(out), "--mode", "gas", *options]) == 0
        return len(rows_of(out.read_bytes())[0])

    short, full = heads("--format", "csv"), heads("--format", "csv", "--edition", "full")
    assert short == heads("--format", "csv", "--edition", "short") == len(COLUMNS)
    assert full > 120
    # One for software has all columns and no short edition.
    assert heads("--format", "csv-raw") == heads("--format", "csv-raw", "--edition", "full") == full
    for what, name in (("routes", "json"), ("claims", "csv")):
        assert main(["export", what, "--format", name, "--edition", "short",
                     "--out", str(out)]) == 2
        assert "only routes as csv or xlsx have a short edition" in capsys.readouterr().err


@pytest.mark.parametrize("sort", ["length-down", "name-up"])
def test_files_of_routes_follow_the_order_of_the_table(catalog: Catalog, sort: str) -> None:
    extract = Extract(catalog, View(sort=sort))
    ids = [entry.route_id for entry in listed(extract)]
    assert ids != list(catalog.ids)
    assert [row["Id"] for row in rows_of(export(extract, "routes", "csv"))] == ids
    assert [row["route_id"] for row in rows_of(export(extract, "routes", "csv-raw"))] == ids


def test_the_link_of_a_row_opens_its_route_where_readers_find_the_atlas(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://atlas.example/maps/")
    out = tmp_path / "out.csv"
    assert main(["export", "routes", "--format", "csv", "--out", str(out)]) == 0
    for row in rows_of(out.read_bytes()):
        assert row["Link"].startswith("https://atlas.example/maps/?open=")
        view, ignored = read_view(
            [pair for pair in link_items(row["Link"]) if pair[0] != "release"], KNOWN)
        assert (view.opened, ignored) == (row["Id"], ())
    bare = short_table(Extract(catalog, View())).rows[0]
    assert str(bare["Link"]).startswith("?open=")


@pytest.mark.parametrize("sort", ["length", "length-sideways", "year-up", "gauge-up", "-down"])
def test_an_order_that_no_table_has_is_named_and_ignored(sort: str) -> None:
    view, ignored = read_view([("sort", sort), ("mode", "gas")], KNOWN)
    assert ignored == (f"sort={sort}",)
    assert view == View(Filter(modes=frozenset({"gas"})))


def test_every_order_comes_back_from_its_address() -> None:
    for sort in SORTS:
        view = View(sort=sort, year=2030)
        assert read_view(view.items(), KNOWN) == (view, ())

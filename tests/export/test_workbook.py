"""The workbook: no formula, no link, no month made of a year, and no cell too long."""

from __future__ import annotations

import io

import openpyxl
from reportlab.lib.utils import simpleSplit

from geo.catalog.catalog import Catalog
from geo.export.tables import workbook
from geo.presentation.data_tables import claim_table, relevant_claims
from geo.presentation.extract import Extract
from geo.query.view import View
from tests.conftest import TODAY
from tests.files.readers import from_xlsx, same, sheet
from tests.samples.selections import renamed


def test_a_workbook_has_no_formula_no_link_and_no_month(catalog: Catalog) -> None:
    data = workbook.write(Extract(renamed(catalog, "=HYPERLINK(A1)"), View()), "routes")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Read me", "Routes", "Facts", "Sources"]
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert not cell.is_date
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "C2"
        assert book[name].auto_filter.ref
    assert b"calcChain" not in data
    assert book.properties.created.date() == TODAY


def test_years_are_text_and_numbers_are_numbers_on_a_sheet(catalog: Catalog) -> None:
    rows = sheet(workbook.write(Extract(catalog, View()), "claims"), "Facts")
    assert len(rows) == len(relevant_claims(catalog))
    for row, claim in zip(rows, claim_table(catalog).rows, strict=True):
        assert same("xlsx", "value", claim["value"], row["value"])
        assert isinstance(row["value"], str), "words and numbers share no column"
        assert (row["value_number"] is None) == isinstance(claim["value"], str)
        assert row["value_number"] is None or float(row["value"]) == row["value_number"]
        assert isinstance(row["as_of"], str)


def test_long_text_fits_a_cell(catalog: Catalog) -> None:
    extract = Extract(renamed(catalog, "x" * 40_000), View())
    name = from_xlsx(workbook.write(extract, "routes"))[0]["name"]
    assert len(name) == 32_767
    assert name.endswith("x…")


def test_every_text_of_the_read_me_has_room_in_its_row(catalog: Catalog) -> None:
    """A row is as high as its texts are long; measured with Helvetica, as wide as Arial."""
    page = openpyxl.load_workbook(io.BytesIO(workbook.write(
        Extract(renamed(catalog, "x"), View()), "routes")))["Read me"]
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    long = 0
    for row in page.iter_rows(min_row=3):
        for cell in row:
            if not cell.value or cell.column > 2 or page.cell(cell.row, 2).value is None:
                continue
            assert cell.alignment.wrap_text
            points = page.column_dimensions[cell.column_letter].width * 5.25
            lines = simpleSplit(cell.value, "Helvetica-Bold" if cell.font.b else "Helvetica", 11,
                                points)
            long += len(lines) > 1
            assert page.row_dimensions[cell.row].height >= len(lines) * 14.5, cell.value
    assert long

"""The workbook: no formula, no link, no month made of a year, and no cell too long."""

from __future__ import annotations

import io

import openpyxl

from geo.address import View
from geo.catalog import Catalog
from geo.export import workbook
from geo.export.extract import Extract
from geo.rows import fact_table, relevant_facts
from tests.conftest import TODAY
from tests.readers import from_xlsx, same, sheet
from tests.selections import renamed


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
    rows = sheet(workbook.write(Extract(catalog, View()), "facts"), "Facts")
    assert len(rows) == len(relevant_facts(catalog))
    for row, fact in zip(rows, fact_table(catalog).rows, strict=True):
        assert same("xlsx", "value", fact["value"], row["value"])
        assert isinstance(row["value"], str) == isinstance(fact["value"], str)
        assert isinstance(row["as_of"], str)


def test_long_text_fits_a_cell(catalog: Catalog) -> None:
    extract = Extract(renamed(catalog, "x" * 40_000), View())
    name = from_xlsx(workbook.write(extract, "routes"))[0]["name"]
    assert len(name) == 32_767
    assert name.endswith("x…")

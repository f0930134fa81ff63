"""Cells of tables: sums with their own unit, dates, and hedges, under the heads that editors use.

Every figure is made up. Invented for a test.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.catalog.catalog import Catalog
from geo.intake.document import DocumentTable, TableRow
from geo.intake.finding import candidates
from tests.samples.intake_documents import of_lines


def cell_of(catalog: Catalog, head: str, cell: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    first = "Kars–Dilucu railway"
    document = replace(of_lines(f"{first} | {cell}", published="2026-08-12"), tables=(
        DocumentTable(("Project", head), (TableRow(1, (first, cell)),)),))
    return [(each.attribute, each.value, each.unit, each.qualifier)
            for each in candidates(document, catalog) if each.unit]


@pytest.mark.parametrize(("head", "cell", "expected"), [
    ("Investment", "EUR 2.6 billion", ("cost", "2.6", "EUR bn", ("exact",))),
    ("Capital outlay", "$1.3bn", ("cost", "1.3", "USD bn", ("exact",))),
    ("Budget", "USD 85 million", ("cost", "85", "USD million", ("exact",))),
    ("Cost ($ million)", "about 45", ("cost", "45", "USD million", ("about",))),
    ("Length (km)", "c. 640", ("length", "640", "km", ("about",))),
    ("Length, km", "approx. 640", ("length", "640", "km", ("about",))),
    ("Expected end", "2031", ("completion", "2031", "date", ("forecast",))),
    ("End of works", "by 2031", ("completion", "2031", "date", ("by", "forecast"))),
    ("Handover", "June 2028", ("completion", "2028-06", "date", ("forecast",))),
    ("Planned year", "2029", ("completion", "2029", "date", ("forecast",))),
])
def test_a_cell_is_read_with_its_head(catalog: Catalog, head: str, cell: str,
                                      expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    assert expected in cell_of(catalog, head, cell)


@pytest.mark.parametrize(("head", "cell"), [
    ("Trade turnover", "USD 85 million"), ("Page", "2031"), ("Founded", "2019"),
])
def test_a_cell_under_another_head_is_none(catalog: Catalog, head: str, cell: str) -> None:
    assert not cell_of(catalog, head, cell)

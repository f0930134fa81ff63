"""Cells and columns of the table of routes."""

from __future__ import annotations

from itertools import combinations

from geo.catalog.catalog import Catalog
from geo.data.schema import MISSING
from geo.presentation.route_table import (
    CLAIM_COLUMNS,
    COLUMNS,
    claim_cell,
    group_of,
    own_cells,
    sort_value,
    year_column,
)
from geo.presentation.statement import route_statement
from geo.presentation.tables.row_order import in_order
from geo.query.view import SORT_KEYS, SORTS
from tests.samples.table_cells import claim_cells


def test_numbers_share_a_group_if_and_only_if_they_can_be_compared(catalog: Catalog) -> None:
    compared, currency = 0, {"USD million": "USD bn"}
    for attribute in ("length", "capacity", "cost", "financing"):
        claims = [shown.claim for entry in catalog.entries
                  if (shown := route_statement(catalog, entry, attribute)).claim]
        for one, other in combinations(claims, 2):
            units = {currency.get(claim.unit, claim.unit) for claim in (one, other)}
            alike = len(units) == 1 and one.partial == other.partial
            assert (group_of(one) == group_of(other)) == alike, (one.reference, other.reference)
            compared += alike
    assert compared


def test_millions_are_sorted_among_billions_of_the_same_currency(catalog: Catalog) -> None:
    sums = [claim for claim in catalog.claims if claim.attribute in ("cost", "financing")
            and claim.unit.startswith("USD") and claim.number is not None]
    assert len({claim.unit for claim in sums}) == 2
    worth = {"USD bn": 10**9, "USD million": 10**6}
    by_worth = sorted(sums, key=lambda claim: (claim.number or 0) * worth[claim.unit])
    assert [sort_value(claim) for claim in by_worth] == sorted(map(sort_value, sums), key=float)


def test_a_cell_is_missing_where_and_only_where_no_source_says_it(catalog: Catalog) -> None:
    for entry in catalog.entries:
        for attribute in CLAIM_COLUMNS:
            made = claim_cell(catalog, entry, attribute)
            assert bool(made.get("missing")) == (not entry.claims_of(attribute))
            assert bool(made.get("missing")) == (made["text"] == MISSING)


def test_an_address_can_name_every_column(catalog: Catalog) -> None:
    keys = [column["key"] for column in (*COLUMNS, year_column(2030))]
    assert sorted(keys) == sorted(SORT_KEYS)
    for sort in SORTS:
        assert {entry.route_id for entry in in_order(catalog, sort, 2030)} == set(catalog.ids)


def test_every_column_has_cells_and_says_both_ways_of_sorting(catalog: Catalog) -> None:
    entry = catalog.entries[0]
    cells = {**own_cells(entry), **claim_cells(catalog, entry)}
    assert {column["key"] for column in COLUMNS} == {"name", *cells}
    for column in COLUMNS:
        assert len(set(column["directions"])) == 2
        for way, sentence in zip(column["directions"], column["orders"], strict=True):
            assert sentence.startswith(column["title"])
            assert way in sentence
        assert bool(column.get("sourced")) == ("come last" in column["orders"][0])

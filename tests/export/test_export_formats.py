"""The data formats, each read back by software that did not write it."""

from __future__ import annotations

import io
import tempfile
from decimal import Decimal
from pathlib import Path

import geopandas
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalog.catalog import Catalog
from geo.data.schema import MISSING
from geo.export import columns
from geo.export.geodata import data_package
from geo.presentation.data_tables import HEADLINES, Table, route_table
from geo.presentation.extract import Extract
from geo.presentation.statement import route_statement
from geo.query.filter import Filter
from geo.query.view import View
from tests.conftest import TODAY, shipped
from tests.files.readers import layer, members, read, same, sheet
from tests.samples.selections import NOTHING, WRITERS, renamed, views

HOSTILE = ("=1+1", "@SUM(A1)", "+1", "-2+3", "A{{7*7}}B{%#}", "<img src=x onerror=run()>&amp;",
           "]]></name>", "\u202eabc\u2066", "a\"b'c,d;e\\n", "2026-03", "_x0041_", "$[name]",
           "http://example.org", "two\nlines\tand a tab", "bare\rreturn", "\u2028\u0085\ufeffend")
BROKEN = ("bell\x07", "nul\0end", "half\ud83d", "last\uffff", "return\r\nfeed")


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_holds_the_routes_and_values_of_the_table(
        catalog: Catalog, name: str, tmp_path: Path) -> None:
    for view in views(catalog, drawn=2):
        extract = Extract(catalog, view)
        shown = route_table(extract.shown)
        data = WRITERS[name](extract, "routes")
        rows = sorted(read(name, data, tmp_path), key=lambda row: str(row["route_id"]))
        assert [row["route_id"] for row in rows] == list(extract.shown.ids)
        for row, told in zip(shown.rows, rows, strict=True):
            for column, cell in row.items():
                assert same(name, column, cell, told.get(column)), (column, cell)


@pytest.mark.parametrize("name", WRITERS)
def test_a_headline_value_has_its_citation_and_its_absence_a_word(
        catalog: Catalog, name: str, tmp_path: Path) -> None:
    extract = Extract(catalog, View())
    for told in read(name, WRITERS[name](extract, "routes"), tmp_path):
        entry = catalog.entry(told["route_id"])
        assert entry
        for attribute in HEADLINES:
            first = route_statement(catalog, entry, attribute).first
            if first:
                assert told[f"{attribute}_citation"] == "; ".join(dict.fromkeys(
                    columns.cite(catalog, claim) for claim in first))
                assert told[f"{attribute}_source"] == "; ".join(dict.fromkeys(
                    claim.source_id for claim in first))
            else:
                assert not told.get(f"{attribute}_citation")
                assert told[f"{attribute}_state"] in (MISSING, "not applicable")


def whole_text(name: str, data: bytes, folder: Path) -> str:
    """Everything a reader of the file can see."""
    if name == "xlsx":
        return " ".join(str(cell) for row in sheet(data, "Read me") for cell in row.values())
    if name == "zip":
        return members(data)["datapackage.json"].decode()
    if name == "parquet":
        return str(pq.read_schema(io.BytesIO(data)).metadata[b"corridor-atlas"], "utf-8")
    if name == "gpkg":
        return " ".join(layer(data, "colophon", folder)["text"])
    return data.decode()


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("wanted", [Filter(modes=frozenset({"gas"})), NOTHING])
def test_every_file_carries_release_day_filters_and_licence(
        catalog: Catalog, name: str, wanted: Filter, tmp_path: Path) -> None:
    extract = Extract(catalog, View(wanted=wanted))
    text = whole_text(name, WRITERS[name](extract, "routes"), tmp_path)
    for word in (catalog.release, TODAY.isoformat(), *extract.filters, *columns.NOTES.values(),
                 *dict(extract.colophon).values(), columns.how_to_cite(extract)):
        assert word in text


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_come_out_exact(
        catalog: Catalog, name: str, hostile: str, tmp_path: Path) -> None:
    extract = Extract(renamed(catalog, hostile), View())
    rows = read(name, WRITERS[name](extract, "routes"), tmp_path)
    assert hostile in [row["name"] for row in rows]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("broken", BROKEN)
def test_what_a_format_cannot_hold_is_replaced_and_nothing_fails(
        catalog: Catalog, name: str, broken: str, tmp_path: Path) -> None:
    extract = Extract(renamed(catalog, broken), View())
    rows = read(name, WRITERS[name](extract, "routes"), tmp_path)
    exact = columns.well_formed(broken)
    if name == "kml":
        exact = columns.xml_text(broken)
    elif name == "gpkg":
        exact = exact.replace("\0", "\ufffd")
    assert exact in [row["name"] for row in rows]


@settings(max_examples=6, deadline=None)
@given(text=st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_any_search_and_any_name_can_be_written(text: str) -> None:
    odd = renamed(shipped(), text)
    for name, write in WRITERS.items():
        extract = Extract(odd, View(wanted=Filter(text=text)))
        with tempfile.TemporaryDirectory() as folder:
            rows = read(name, write(extract, "routes"), Path(folder))
        assert sorted(row["route_id"] for row in rows) == list(extract.shown.ids), name


def test_every_column_has_a_meaning(catalog: Catalog) -> None:
    routes, claims = columns.cited_routes(catalog), columns.typed_claims(catalog)
    assert all(columns.route_meaning(column) for column in routes.columns)
    assert all(columns.claim_meaning(column) for column in claims.columns)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-10**12, max_value=10**12,
                   places=2))
def test_a_number_stays_the_number_it_is(amount: Decimal) -> None:
    assert Decimal(str(columns.number(amount))) == amount
    assert Decimal(columns.csv_text(["n"], [[amount]]).split()[1]) == amount


def test_an_empty_selection_keeps_its_columns(catalog: Catalog, tmp_path: Path) -> None:
    extract = Extract(catalog, View(wanted=NOTHING))
    wanted: Table = route_table(extract.shown)
    assert wanted.rows == ()
    for name in ("parquet", "gpkg"):
        data = WRITERS[name](extract, "routes")
        frame = (geopandas.read_parquet(io.BytesIO(data)) if name == "parquet"
                 else layer(data, "routes", tmp_path))
        assert set(map(columns.gis_name, wanted.columns)) <= set(frame.columns)
    head = members(data_package.write(extract, ""))["route-table.csv"].decode().strip().split(",")
    assert set(wanted.columns) <= set(head)

"""A CSV carries in columns what every file does, so that any reader of tables takes it whole."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from geo.catalog.catalog import Catalog
from geo.export.columns import cite
from geo.export.itinerary_table import FULL_ROUTES
from geo.export.registry import export
from geo.presentation.data_tables import HEADLINES, relevant_claims
from geo.presentation.extract import ATTRIBUTION, LICENCE, Extract
from geo.query.filter import Filter
from geo.query.view import View

WANTED = Filter(modes=frozenset({"gas", "sea"}))


@pytest.mark.parametrize("name", ["csv", "csv-raw"])
@pytest.mark.parametrize("what", [FULL_ROUTES, "claims"])
@pytest.mark.parametrize("wanted", [Filter(), WANTED])
def test_a_csv_says_release_day_filters_licence_and_attribution(
        catalog: Catalog, name: str, what: str, wanted: Filter) -> None:
    extract = Extract(catalog, View(wanted))
    what = "routes" if (what, name) == (FULL_ROUTES, "csv-raw") else what
    rows = pd.read_csv(io.BytesIO(export(extract, what, name)), dtype=str, keep_default_na=False)
    assert len(rows) == len(extract.shown.entries if what != "claims"
                            else relevant_claims(extract.shown))
    assert rows.columns.is_unique
    for column, text in (("release", catalog.release), ("as_of_day", extract.as_of),
                         ("filters", "; ".join(extract.filters) or "none: all routes"),
                         ("licence", LICENCE), ("attribution", ATTRIBUTION)):
        assert set(rows[column]) == {text}


@pytest.mark.parametrize("name", ["csv", "csv-raw"])
def test_a_csv_of_routes_cites_every_headline_value(catalog: Catalog, name: str) -> None:
    extract = Extract(catalog, View())
    what = FULL_ROUTES if name == "csv" else "routes"
    rows = pd.read_csv(io.BytesIO(export(extract, what, name)), dtype=str, keep_default_na=False)
    for entry, (_, row) in zip(catalog.entries, rows.iterrows(), strict=True):
        for attribute in HEADLINES:
            claim = entry.headline(attribute)
            assert (cite(catalog, claim) in row[f"{attribute}_citation"]) if claim else (
                row[f"{attribute}_citation"] == "")

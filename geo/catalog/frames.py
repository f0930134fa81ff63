"""The data as data frames: routes and places with their geometry, claims, relations and sources.

Columns are those of the data's files (docs/data.md), and a few that are read from them. What the
sources do not say is missing (NA), never zero and never blank text. `attrs` of every frame names
the release, the licence and how to cite it.

Importing this loads geopandas, so whoever needs no frame imports it where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Literal

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.catalog.catalog import Catalog
from geo.claims.wording import date_words
from geo.data.datapackage import LICENCE, citation
from geo.data.records import Claim
from geo.data.schema import NOT_STATED, TABLES

Kind = Literal["text", "number", "count", "flag"]

CRS: Final = "EPSG:4326"
"""Longitude and latitude in WGS84 degrees; shapes have the longitude first."""

_DTYPES: Mapping[Kind, Any] = MappingProxyType(
    {"text": "string", "number": "Float64", "count": "Int64", "flag": "boolean"})


def _well_formed(cell: object) -> object:
    """Returns a cell; blank text as missing, half a surrogate pair in it as U+FFFD."""
    if not isinstance(cell, str):
        return cell
    return cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or None


def attributes(catalog: Catalog) -> dict[str, str]:
    """Returns what the `attrs` of a frame say: release, licence, citation."""
    return {"release": catalog.release, "licence": LICENCE,
            "citation": citation(catalog.release, date_words(catalog.today.isoformat()))}


def frame(catalog: Catalog, kinds: Mapping[str, Kind], rows: Iterable[Mapping[str, Any]]
          ) -> pd.DataFrame:
    """Returns rows as a data frame of nullable types, with the columns of `kinds` in their order.

    A blank cell is missing.
    """
    cells = list(rows)
    made = pd.DataFrame({name: pd.array([_well_formed(row[name]) for row in cells],
                                        dtype=_DTYPES[kind]) for name, kind in kinds.items()})
    made.attrs.update(attributes(catalog))
    return made


def with_shapes(table: pd.DataFrame, shapes: Sequence[BaseGeometry]) -> gpd.GeoDataFrame:
    """Returns a frame with a column `geometry`, in WGS84 degrees."""
    made = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(list(shapes), crs=CRS), crs=CRS)
    made.attrs.update(table.attrs)
    return made


def _columns(table: str, **kinds: Kind) -> dict[str, Kind]:
    """Returns the columns of a table of the data as text, but those named otherwise."""
    return {**dict.fromkeys(TABLES[table].column_names, "text"), **kinds}


def _cells(record: object, names: Iterable[str]) -> dict[str, Any]:
    cells = {name: getattr(record, name) for name in names}
    return {name: ";".join(cell) if isinstance(cell, tuple) else cell
            for name, cell in cells.items()}


def routes(catalog: Catalog) -> gpd.GeoDataFrame:
    """Returns one row per route: routes.csv, the basis of its line, its headline status, its line.

    `status` is missing where no source states one. A reader's own lines have the role `overlay`.
    """
    names = TABLES["routes"].column_names
    kinds: dict[str, Kind] = {**_columns("routes"), "basis": "text", "basis_note": "text",
                              "status": "text"}

    def stated(status: str) -> str:
        return "" if status == NOT_STATED else status

    table = frame(catalog, kinds, (
        {**_cells(entry.route, names), "basis": entry.alignment.basis,
         "basis_note": entry.alignment.basis_note, "status": stated(entry.status)}
        for entry in catalog.entries))
    return with_shapes(table, [entry.alignment.line for entry in catalog.entries])


def places(catalog: Catalog) -> gpd.GeoDataFrame:
    """Returns one row per place: places.csv, and its point."""
    kinds = _columns("places", lon="number", lat="number")
    found = catalog.places.values()
    return with_shapes(frame(catalog, kinds, (_cells(place, kinds) for place in found)),
                       [Point(place.lon, place.lat) for place in found])


def _claim_cells(claim: Claim, names: Iterable[str]) -> dict[str, Any]:
    high = claim.value_high if claim.number is not None else ""
    return {**_cells(claim, names),
            "value_number": None if claim.number is None else float(claim.number),
            "value_high_number": float(high) if high else None, "partial": claim.partial}


def claims(catalog: Catalog) -> pd.DataFrame:
    """Returns one row per claim: claims.csv, its value as a number, and whether it is partial.

    `value_number` and `value_high_number` are in `unit`; both are missing for words and dates.
    """
    names = TABLES["claims"].column_names
    kinds: dict[str, Kind] = {**_columns("claims"), "value_number": "number",
                              "value_high_number": "number", "partial": "flag"}
    return frame(catalog, kinds, (_claim_cells(claim, names) for claim in catalog.claims))


def relations(catalog: Catalog) -> pd.DataFrame:
    """Returns one row per relation: relations.csv."""
    kinds = _columns("relations")
    return frame(catalog, kinds, (_cells(relation, kinds) for relation in catalog.relations))


def sources(catalog: Catalog) -> pd.DataFrame:
    """Returns one row per source: sources.csv."""
    kinds = _columns("sources")
    return frame(catalog, kinds, (_cells(source, kinds) for source in catalog.sources.values()))

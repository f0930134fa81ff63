"""The tables of geographic files as data frames: `geo.catalog.frames` with what is shown beside.

Columns have the names and the types of `geo.export.columns`. Importing this loads geopandas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, MultiLineString

from geo.catalog import frames
from geo.catalog.catalog import Catalog
from geo.data.schema import TABLES
from geo.export.columns import (
    TITLE,
    about,
    cited_routes,
    claim_meaning,
    gis_name,
    kind_of,
    places,
    route_meaning,
    source_table,
    typed,
    typed_claims,
)
from geo.presentation.data_tables import Table
from geo.presentation.extract import Extract


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A layer of a GeoPackage; `shape` is the type of its geometry, blank where it has none."""

    name: str
    meaning: str
    frame: pd.DataFrame
    shape: str = ""


def _of_table(catalog: Catalog, table: Table) -> pd.DataFrame:
    """Returns a table as a frame; the names of its columns decide their types."""
    kinds: dict[str, frames.Kind] = {gis_name(column): kind_of(column) for column in table.columns}
    return frames.frame(catalog, kinds, (
        {gis_name(column): typed(column, row[column]) for column in table.columns}
        for row in table.rows))


def route_frame(catalog: Catalog) -> gpd.GeoDataFrame:
    """Returns the routes with their headline values, each with its citation, and their lines."""
    return frames.with_shapes(_of_table(catalog, cited_routes(catalog)),
                              list(frames.routes(catalog).geometry))


def route_meanings(catalog: Catalog) -> Mapping[str, str]:
    """Returns the meanings of the columns of `route_frame`."""
    return {gis_name(column): route_meaning(column) for column in cited_routes(catalog).columns}


def claim_frame(catalog: Catalog) -> pd.DataFrame:
    """Returns the claims about what is shown, each with its citation."""
    return _of_table(catalog, typed_claims(catalog))


def claim_meanings(catalog: Catalog) -> Mapping[str, str]:
    """Returns the meanings of the columns of `claim_frame`."""
    return {gis_name(column): claim_meaning(column) for column in typed_claims(catalog).columns}


def place_frame(catalog: Catalog) -> gpd.GeoDataFrame:
    """Returns the places that the routes name."""
    every = frames.places(catalog)
    named = every["place_id"].isin([place.place_id for place in places(catalog)])
    return every[named].reset_index(drop=True)


def layers(extract: Extract) -> Iterator[Layer]:
    """Yields the layers of a GeoPackage."""
    catalog = extract.shown
    lines = route_frame(catalog)
    lines.geometry = [MultiLineString([line]) if isinstance(line, LineString) else line
                      for line in lines.geometry]
    notes = tuple({"name": name, "text": text}
                  for name, text in (("title", TITLE), *about(extract)))
    for layer in (
            Layer("routes", "one line per route, with its headline values and their citations",
                  lines, "MultiLineString"),
            Layer("places", TABLES["places"].meaning, place_frame(catalog), "Point"),
            Layer("facts", TABLES["claims"].meaning, claim_frame(catalog)),
            Layer("sources", TABLES["sources"].meaning, _of_table(catalog, source_table(catalog))),
            Layer("colophon", "what must be known of this file",
                  _of_table(catalog, Table(("name", "text"), notes)))):
        yield Layer(layer.name, layer.meaning, _without_nul(layer.frame), layer.shape)


def _without_nul(frame: pd.DataFrame) -> pd.DataFrame:
    """Replaces NUL by U+FFFD, because GDAL would cut a text at NUL."""
    texts = [str(name) for name, dtype in frame.dtypes.items() if dtype == "string"]
    return frame.assign(**{name: frame[name].str.replace("\0", "\ufffd", regex=False)
                           for name in texts})

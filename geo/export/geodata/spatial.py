"""Writes lines with their tables for geographic software: GeoJSON, GeoPackage, GeoParquet.

All three have typed columns; `geo.export.columns` explains unknown values and gives the names of
columns here, which SQL accepts without quotes.
Coordinates are WGS84 degrees, longitude first. Half a surrogate pair becomes U+FFFD in all
three, and so does NUL in a GeoPackage; all other text is exact.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from geo.catalog.catalog import Catalog
from geo.data.records import Place
from geo.data.schema import TABLES
from geo.export.columns import (
    TITLE,
    about,
    cited_routes,
    claim_meaning,
    gis_name,
    kind_of,
    loose,
    places,
    route_meaning,
    source_table,
    typed,
    typed_claims,
    well_formed,
    xml_text,
)
from geo.presentation.data_tables import Table, claim_table
from geo.presentation.extract import Extract

_DECIMALS = 6
_GDAL_DATE = "OGR_CURRENT_DATE"
_GDAL_LOCK = Lock()
_WGS84 = "EPSG:4326"


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401 - nested as deep as the geometry
    if isinstance(coordinates, (tuple, list)):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, _DECIMALS)


def geometry(line: LineString | MultiLineString) -> dict[str, Any]:
    """Returns a line as a GeoJSON geometry with at most six decimals (about 0.1 m)."""
    mapped = shapely.geometry.mapping(line)
    return {"type": mapped["type"], "coordinates": _rounded(mapped["coordinates"])}


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Returns compact JSON in UTF-8. Raises ValueError for NaN and infinity."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return well_formed(text).encode()


def _claims(catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    """The table of claims by subject, numbers as numbers, blank cells as null."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for row in claim_table(catalog).rows:
        claim = {gis_name(column): loose(cell) for column, cell in row.items()}
        claims.setdefault(str(row["subject_id"]), []).append(claim)
    return claims


def _bbox(catalog: Catalog) -> dict[str, list[float]]:
    """The west, south, east and north ends of the lines; empty without a line."""
    if not catalog.entries:
        return {}
    bounds = shapely.total_bounds([entry.alignment.line for entry in catalog.entries])
    return {"bbox": _rounded(bounds.tolist())}


def _plain_rows(table: Table) -> list[dict[str, Any]]:
    return [{gis_name(column): typed(column, row[column]) for column in table.columns}
            for row in table.rows]


def geojson(extract: Extract, _what: str) -> bytes:
    """Returns GeoJSON (RFC 7946): one Feature per route of the selection.

    `properties` is the row of the route with a citation for each headline value, and `claims`, the
    list of all claims about it. The collection has three members of its own: `colophon` (name to
    text), `sources`, and `context_claims` (claims about corridors and places of these routes).
    """
    catalog = extract.shown
    claims = _claims(catalog)
    features = [{
        "type": "Feature", "id": entry.route_id,
        "properties": {**{gis_name(name): typed(name, cell) for name, cell in row.items()},
                       "facts": claims.pop(entry.route_id, [])},
        "geometry": geometry(entry.alignment.line),
    } for entry, row in zip(catalog.entries, cited_routes(catalog).rows, strict=True)]
    return json_bytes({
        "type": "FeatureCollection",
        **_bbox(catalog),
        "colophon": {"title": TITLE, **dict(about(extract))},
        "sources": _plain_rows(source_table(catalog)),
        "context_facts": [claim for group in claims.values() for claim in group],
        "features": features,
    })


def _arrow() -> ModuleType:
    """Imports PyArrow, on first use."""
    return import_module("pyarrow")


def _columns(table: Table, meanings: Mapping[str, str]) -> tuple[list[Any], list[Any]]:
    """Returns Arrow fields and columns of a table; the column names decide the types."""
    arrow = _arrow()
    types = {"text": arrow.string(), "number": arrow.float64(), "count": arrow.int64()}
    fields, cells = [], []
    for column in table.columns:
        kind = types[kind_of(column)]
        fields.append(arrow.field(gis_name(column), kind,
                                  metadata={"description": meanings[column]}))
        values = (typed(column, row[column]) for row in table.rows)
        cells.append(arrow.array([well_formed(value) if isinstance(value, str) else value
                                  for value in values], kind))
    return fields, cells


def _arrow_table(table: Table, meanings: Mapping[str, str],
                 shapes: list[BaseGeometry] | None = None,
                 metadata: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - PyArrow's
    """Returns an Arrow table; `shapes` become a last column `geometry` in WKB."""
    arrow = _arrow()
    fields, cells = _columns(table, meanings)
    if shapes is not None:
        fields.append(arrow.field("geometry", arrow.binary()))
        cells.append(arrow.array([shapely.to_wkb(shape) for shape in shapes], arrow.binary()))
    return arrow.table(cells, schema=arrow.schema(fields, metadata=dict(metadata or {})))


def _route_meanings(table: Table) -> dict[str, str]:
    return {column: route_meaning(column) for column in table.columns}


def _claim_meanings(table: Table) -> dict[str, str]:
    return {column: claim_meaning(column) for column in table.columns}


def _geo_metadata(lines: list[BaseGeometry]) -> str:
    """The `geo` key of GeoParquet 1.1; without a crs it means longitude, latitude in WGS84."""
    column: dict[str, Any] = {"encoding": "WKB",
                              "geometry_types": sorted({line.geom_type for line in lines})}
    if lines:
        column["bbox"] = shapely.total_bounds(lines).tolist()
    return json.dumps({"version": "1.1.0", "primary_column": "geometry",
                       "columns": {"geometry": column}})


def geoparquet(extract: Extract, what: str) -> bytes:
    """Returns GeoParquet 1.1 of the routes, or plain Parquet of the claims.

    The file's metadata has the colophon and the sources as JSON under `corridor-atlas`, and each
    column its `description`.
    """
    arrow, catalog = _arrow(), extract.shown
    notes = {"title": TITLE, **dict(about(extract)), "sources": _plain_rows(source_table(catalog))}
    metadata = {"corridor-atlas": json_bytes(notes).decode()}
    if what == "claims":
        claims = typed_claims(catalog)
        table = _arrow_table(claims, _claim_meanings(claims), metadata=metadata)
    else:
        routes = cited_routes(catalog)
        lines: list[BaseGeometry] = [entry.alignment.line for entry in catalog.entries]
        table = _arrow_table(routes, _route_meanings(routes), lines,
                             {**metadata, "geo": _geo_metadata(lines)})
    sink = arrow.BufferOutputStream()
    import_module("pyarrow.parquet").write_table(table, sink)
    return bytes(sink.getvalue().to_pybytes())


@contextmanager
def _gdal_on(day: str) -> Iterator[ModuleType]:
    """Yields pyogrio with GDAL's date set to a day, for one writer at a time."""
    gdal = import_module("pyogrio")
    with _GDAL_LOCK:
        former = gdal.get_gdal_config_option(_GDAL_DATE)
        gdal.set_gdal_config_options({_GDAL_DATE: f"{day}T00:00:00.000Z"})
        try:
            yield gdal
        finally:
            gdal.set_gdal_config_options({_GDAL_DATE: former})


def _no_nul(table: Table) -> Table:
    """Replaces NUL by U+FFFD, because GDAL would cut a text at NUL."""
    rows = tuple({column: cell.replace("\0", "\ufffd") if isinstance(cell, str) else cell
                  for column, cell in row.items()} for row in table.rows)
    return Table(table.columns, rows)


def _place_table(shown: tuple[Place, ...]) -> Table:
    columns = TABLES["places"].column_names
    return Table(columns, tuple({name: getattr(place, name) for name in columns}
                                for place in shown))


def _meanings_of(name: str) -> dict[str, str]:
    return {column.name: column.meaning for column in TABLES[name].columns}


def _layers(extract: Extract) -> Iterator[tuple[str, str, Any, str]]:
    """Yields the name, description, Arrow table and geometry type (blank: none) of each layer."""
    catalog = extract.shown
    routes, claims = _no_nul(cited_routes(catalog)), _no_nul(typed_claims(catalog))
    lines: list[BaseGeometry] = [
        MultiLineString([line]) if isinstance(line, LineString) else line
        for line in (entry.alignment.line for entry in catalog.entries)]
    yield ("routes", "one line per route, with its headline values and their citations",
           _arrow_table(routes, _route_meanings(routes), lines), "MultiLineString")
    named = places(catalog)
    points: list[BaseGeometry] = [Point(place.lon, place.lat) for place in named]
    yield ("places", TABLES["places"].meaning,
           _arrow_table(_no_nul(_place_table(named)), _meanings_of("places"), points), "Point")
    yield ("facts", TABLES["claims"].meaning, _arrow_table(claims, _claim_meanings(claims)), "")
    yield ("sources", TABLES["sources"].meaning, _arrow_table(
        _no_nul(source_table(catalog)),
        {**_meanings_of("sources"), "citation": claim_meaning("citation")}), "")
    notes = tuple({"name": name, "text": text}
                  for name, text in (("title", TITLE), *about(extract)))
    yield ("colophon", "what must be known of this file",
           _arrow_table(_no_nul(Table(("name", "text"), notes)), {"name": "", "text": ""}), "")


def geopackage(extract: Extract, _what: str) -> bytes:
    """Returns a GeoPackage, the same whatever table is named.

    Layers: routes (lines, always in parts) and places (points). Tables: facts, sources, colophon.
    """
    notes = {name: xml_text(text) for name, text in about(extract)}
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as folder:
        path = Path(folder) / "atlas.gpkg"
        with _gdal_on(extract.as_of) as gdal:
            for name, description, table, shape in _layers(extract):
                spatial = {"geometry_name": "geometry", "geometry_type": shape, "crs": _WGS84}
                gdal.raw.write_arrow(
                    table, str(path), layer=name, driver="GPKG", append=path.exists(),
                    dataset_metadata=notes, layer_options={"DESCRIPTION": description},
                    **(spatial if shape else {}))
        return path.read_bytes()

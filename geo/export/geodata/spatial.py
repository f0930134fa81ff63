"""Writes lines with their tables for geographic software: GeoJSON, GeoPackage, GeoParquet.

All three have typed columns; `geo.export.columns` explains unknown values and gives the names of
columns here, which SQL accepts without quotes.
Coordinates are WGS84 degrees, longitude first. Half a surrogate pair becomes U+FFFD in all
three, and so does NUL in a GeoPackage; all other text is exact.
"""

from __future__ import annotations

import io
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
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

from geo.catalog.catalog import Catalog
from geo.export.columns import (
    TITLE,
    about,
    cited_routes,
    gis_name,
    loose,
    source_table,
    typed,
    well_formed,
    xml_text,
)
from geo.presentation.data_tables import Table, claim_table
from geo.presentation.extract import Extract

_DECIMALS = 6
_GDAL_DATE = "OGR_CURRENT_DATE"
_GDAL_LOCK = Lock()
_FRAMES = "geo.export.geodata.layers"
"""Imported on first use: it loads geopandas."""


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401 - nested as deep as the geometry
    if isinstance(coordinates, (tuple, list)):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, _DECIMALS)


def geometry(line: LineString | MultiLineString | Polygon | MultiPolygon) -> dict[str, Any]:
    """Returns a line or an area as a GeoJSON geometry with at most six decimals (about 0.1 m)."""
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


def geoparquet(extract: Extract, what: str) -> bytes:
    """Returns GeoParquet 1.1 of the routes, or plain Parquet of the claims.

    The file's metadata has the colophon and the sources as JSON under `corridor-atlas`, and each
    column its `description`. GeoPandas reads the frame back as it was, with its `attrs`.
    """
    frames, parquet = import_module(_FRAMES), import_module("pyarrow.parquet")
    catalog, written = extract.shown, io.BytesIO()
    if what == "claims":
        frame, meanings = frames.claim_frame(catalog), frames.claim_meanings(catalog)
        frame.to_parquet(written, index=False)
    else:
        frame, meanings = frames.route_frame(catalog), frames.route_meanings(catalog)
        frame.to_parquet(written, index=False, schema_version="1.1.0")
    table, notes = parquet.read_table(written), {
        "title": TITLE, **dict(about(extract)), "sources": _plain_rows(source_table(catalog))}
    fields = [field.with_metadata({"description": meanings[field.name]})
              if field.name in meanings else field for field in table.schema]
    schema = import_module("pyarrow").schema(
        fields, {**table.schema.metadata, "corridor-atlas": json_bytes(notes)})
    described = io.BytesIO()
    parquet.write_table(table.cast(schema), described)
    return described.getvalue()


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


def geopackage(extract: Extract, _what: str) -> bytes:
    """Returns a GeoPackage, the same whatever table is named.

    Layers: routes (lines, always in parts) and places (points). Tables: facts, sources, colophon.
    """
    layers = import_module(_FRAMES).layers(extract)
    notes = {name: xml_text(text) for name, text in about(extract)}
    with tempfile.TemporaryDirectory(prefix="corridor-atlas-") as folder:
        path = Path(folder) / "atlas.gpkg"
        with _gdal_on(extract.as_of) as gdal:
            for layer in layers:
                gdal.write_dataframe(
                    layer.frame, path, layer=layer.name, driver="GPKG", use_arrow=True,
                    append=path.exists(), dataset_metadata=notes,
                    layer_options={"DESCRIPTION": layer.meaning},
                    **({"geometry_type": layer.shape} if layer.shape else {}))
        return path.read_bytes()

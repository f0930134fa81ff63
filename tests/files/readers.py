"""The data formats read back by software that did not write them: rows as each file has them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas
import openpyxl
import pyogrio
from lxml import etree

from geo.export import columns
from geo.presentation.data_tables import Cell
from tests.conftest import shipped

_ESCAPED = re.compile("_x(00[01][0-9A-F]|FFF[EF])_")
"""How a workbook holds a control character; the reader leaves it so."""
KML = "{http://www.opengis.net/kml/2.2}"


# Readers: each gives the rows of the routes as the file has them.

def from_xlsx(data: bytes) -> list[dict[str, Any]]:
    return sheet(data, "Routes")


def sheet(data: bytes, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = [[_ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell)
                    if isinstance(cell, str) else cell for cell in row]
                   for row in book[name].iter_rows(values_only=True)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def from_geojson(data: bytes) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in json.loads(data)["features"]]


def frame_rows(frame: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any kind of data frame
    flat = frame.drop(columns="geometry", errors="ignore").astype(object)
    return [dict(row) for row in flat.where(flat.notna(), None).to_dict("records")]


def layer(data: bytes, name: str, folder: Path) -> Any:  # noqa: ANN401 - any kind of data frame
    path = folder / "atlas.gpkg"
    path.write_bytes(data)
    return pyogrio.read_dataframe(path, layer=name)


def from_parquet(data: bytes) -> list[dict[str, Any]]:
    return frame_rows(geopandas.read_parquet(io.BytesIO(data)))


def placemarks(data: bytes) -> list[Any]:
    return list(etree.fromstring(data).iter(f"{KML}Placemark"))


def from_kml(data: bytes) -> list[dict[str, Any]]:
    return [{item.get("name"): item[0].text for item in place.iter(f"{KML}Data")}
            for place in placemarks(data)]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(data: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def from_zip(data: bytes) -> list[dict[str, Any]]:
    return table(members(data)["route-table.csv"])


GEOGRAPHIC = ("geojson", "gpkg", "parquet")
READERS: Mapping[str, Callable[[bytes, Path], list[dict[str, Any]]]] = MappingProxyType({
    "xlsx": lambda data, _: from_xlsx(data), "geojson": lambda data, _: from_geojson(data),
    "gpkg": lambda data, folder: frame_rows(layer(data, "routes", folder)),
    "parquet": lambda data, _: from_parquet(data), "kml": lambda data, _: from_kml(data),
    "zip": lambda data, _: from_zip(data)})


def read(name: str, data: bytes, folder: Path) -> list[dict[str, Any]]:
    """The rows of the routes in a file; a folder to put it down in where its reader needs one.

    Columns that geographic files call otherwise have their own names.
    """
    own = {columns.gis_name(column): column for column in columns.cited_routes(shipped()).columns
           if name in GEOGRAPHIC}
    return [{own.get(column, column): cell for column, cell in row.items()}
            for row in READERS[name](data, folder)]


def same(name: str, column: str, cell: Cell, got: object) -> bool:
    """Whether a format says what the table says, as far as its columns can."""
    if got in (None, ""):
        typed = name in (*GEOGRAPHIC, "xlsx")
        return cell == "" or (typed and columns.kind_of(column) != "text"
                              and isinstance(cell, str))
    if isinstance(cell, str):
        return got == cell
    return Decimal(str(got)) == cell

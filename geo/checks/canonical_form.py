"""The canonical form of the data's files: what `corridor-atlas fmt` writes.

Rows sorted, cells quoted where they must be, LF line ends, no byte-order mark; for lines one vertex
a row, with five decimals (about a metre). The text of a cell is never changed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.checks.geometry import feature_faults
from geo.data.csv_table import Reading, order_key, read_table
from geo.data.errors import AtlasError, Problem
from geo.data.reader import GeometryFile, parse_json
from geo.data.schema import TABLES, Table

_DECIMALS = 5
_MENDED = ("out of order", "carriage returns", "line end", "in another order", "an empty row")
"""Words of problems that writing the file anew solves."""


def format_table(table: Table, data: bytes) -> tuple[bytes, list[Problem]]:
    """Returns a table's file in canonical form and no problems; or the file as it is, and why."""
    reading: Reading = read_table(table, data)
    faults = [problem for problem in reading.problems
              if not any(phrase in problem.message for phrase in _MENDED)]
    if faults:
        return data, faults
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in sorted(reading.rows, key=lambda row: order_key(table, row.cells)):
        writer.writerow([row.cells[name] for name in table.column_names])
    return text.getvalue().encode(), []


def table_data(name: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Returns the file of a table with these rows. Raises AtlasError where a row has not its form.

    `name` is a name of `TABLES`; a row has a cell for each column.
    """
    table = TABLES[name]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data, problems = format_table(table, text.getvalue().encode())
    if problems:
        raise AtlasError(str(problems[0]))
    return data


def _vertices(part: list[list[float]]) -> Iterator[str]:
    for lon, lat in part:
        yield f"  [{_number(lon)}, {_number(lat)}]"


def _number(number: float) -> str:
    return json.dumps(round(number, _DECIMALS) + 0)  # no -0.0


def _geometry_text(geometry: dict[str, Any]) -> str:
    single = geometry["type"] == "LineString"
    parts = [geometry["coordinates"]] if single else geometry["coordinates"]
    written = ["\n" + ",\n".join(_vertices(part)) for part in parts]
    inner = written[0] + "\n" if single else "[" + "\n], [".join(written) + "\n]"
    return f'{{"type": "{geometry["type"]}", "coordinates": [{inner}]}}'


def format_line(name: str, data: bytes) -> tuple[bytes, list[Problem]]:
    """Returns a line's file in canonical form and no problems; or the file as it is, and why."""
    try:
        feature = parse_json(data.decode("utf-8-sig"))
    except ValueError as error:
        return data, [Problem(name, 0, "", f"not JSON: {error}")]
    faults = feature_faults(GeometryFile(name, name.rpartition("/")[2].removesuffix(".geojson"),
                                         feature))
    if faults:
        return data, faults
    if unknown := [key for key in feature if key not in ("type", "properties", "geometry")]:
        return data, [Problem(name, 0, unknown[0], "stands beside type, properties and geometry; "
                              "remove it")]
    properties = json.dumps(feature["properties"], ensure_ascii=False)
    text = (f'{{"type": "Feature",\n"properties": {properties},\n'
            f'"geometry": {_geometry_text(feature["geometry"])}}}\n')
    return text.encode(), []

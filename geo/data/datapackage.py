"""The file `datapackage.json`, made from the schema, and how a release is licensed and cited."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from geo.data.schema import RELEASED, TABLES, Column, Table

TITLE: Final = "Corridor Atlas"
LICENCE: Final = "CC BY 4.0"

_RELEASE = re.compile(r"[A-Za-z0-9]+([-.][A-Za-z0-9]+)*")
NO_RELEASE = "is no release id: letters and digits joined by '-' or '.', such as 2026-11-21"
"""The message for a text that `is_release` refuses."""

_TYPES = {"number": "number"}
_PATTERNS = {
    "id": "[a-z0-9]+(-[a-z0-9]+)*",
    "ids": "[a-z0-9]+(-[a-z0-9]+)*(;[a-z0-9]+(-[a-z0-9]+)*)*",
    "country": "[A-Z]{2}",
    "countries": "[A-Z]{2}(;[A-Z]{2})*",
    "date": r"\d{4}(-\d{2}(-\d{2})?)?",
    "lines": r"\d+(-\d+)?",
    "period": r"(to )?\d{4}(-\d{2}){0,2}|\d{4}(-\d{2}){0,2}/\d{4}(-\d{2}){0,2}",
    "address": r"https?://\S+",
    "hash": "[0-9a-f]{12}|[0-9a-f]{64}",
}


def citation(release: str, as_of: str) -> str:
    """Returns how to cite a release as it is on a day, both as people write them."""
    return f"{TITLE}, release {release}, as of {as_of}, {LICENCE}."


def is_release(text: str) -> bool:
    """Checks whether a text can be a release id, for addresses, headers and names of files."""
    return bool(_RELEASE.fullmatch(text))


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind == "code" and column.codes:
        constraints["enum"] = list(column.codes)
    elif column.kind in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.kind]
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.kind, "string"),
                             "description": column.meaning}
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    """Returns single ids that point into one table; the format has no lists and no unions."""
    return [{"fields": [column.name],
             "reference": {"resource": column.refers_to[0],
                           "fields": [TABLES[column.refers_to[0]].key[0]]}}
            for column in table.columns if column.kind == "id" and len(column.refers_to) == 1]


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns],
                              "missingValues": [""]}
    if all(column.required for column in table.columns if column.name in table.key):
        schema["primaryKey"] = list(table.key)
    if keys := _foreign_keys(table):
        schema["foreignKeys"] = keys
    return {"name": table.name, "path": table.file, "description": table.meaning,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "profile": "tabular-data-resource", "schema": schema}


def describe(release: str) -> str:
    """Returns the text of datapackage.json for a release id. Same release, same text."""
    package = {
        "profile": "data-package",
        "name": "corridor-atlas",
        "title": "Corridor Atlas: Eurasian transport corridors, every value cited",
        "version": release,
        "description": "Routes, claims with their sources, relations, names and places; one "
                       "GeoJSON file per route lies in routes/. Blank means that the sources do "
                       "not say.",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
                      "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(table) for table in RELEASED],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"

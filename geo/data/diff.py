"""The changes between two data folders, field by field, with the source of each new value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geo.data.csv_table import Row
from geo.data.reader import RawData
from geo.data.schema import RELEASED, Table

_CLAIM_IDENTITY = ("subject_id", "attribute", "source_id", "printed")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row. A blank `field` means that the whole row was added or removed."""

    table: str
    row: str
    field: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        cited = f" [{self.source}]" if self.source else ""
        field_words = f" {self.field}" if self.field else ""
        if not self.old:
            return f"+ {self.table} {self.row}{field_words}: {self.new}{cited}"
        if not self.new:
            return f"- {self.table} {self.row}{field_words}: {self.old}{cited}"
        return f"~ {self.table} {self.row}{field_words}: {self.old} → {self.new}{cited}"


def _identity(table: Table, row: Row) -> tuple[str, ...]:
    """Returns what makes a row the same in both releases; for a claim, the printed words."""
    names = _CLAIM_IDENTITY if table.name == "claims" else table.key
    return tuple(row.cells[name] for name in names)


def _source(row: Row) -> str:
    cells = row.cells
    if "lines" not in cells:
        return ""
    return f"{cells['source_id']}, lines {cells['lines']}" if cells["lines"] else cells["source_id"]


def _summary(table: Table, row: Row) -> str:
    names = ("value", "unit") if table.name == "claims" else ("name", "alias", "title", "question",
                                                             "heading", "reason", "relation")
    values = [row.cells[name] for name in names if row.cells.get(name)]
    return " ".join(values) or "/".join(part for part in _identity(table, row) if part)


def _indexed(table: Table, rows: tuple[Row, ...]) -> Mapping[tuple[str, ...], Row]:
    """Returns rows by identity; where two share one, the later ones are numbered."""
    index: dict[tuple[str, ...], Row] = {}
    for row in rows:
        identity = _identity(table, row)
        number = 1
        while identity in index:
            number += 1
            identity = (*_identity(table, row), f"#{number}")
        index[identity] = row
    return index


def _row_changes(table: Table, old: RawData, new: RawData) -> Iterator[Change]:
    before = _indexed(table, old.tables.get(table.name, ()))
    after = _indexed(table, new.tables.get(table.name, ()))
    for identity in sorted(before.keys() | after.keys()):
        label = "/".join(part for part in identity if part)
        old_row, new_row = before.get(identity), after.get(identity)
        if old_row is None and new_row is not None:
            yield Change(table.name, label, "", "", _summary(table, new_row), _source(new_row))
        elif new_row is None and old_row is not None:
            yield Change(table.name, label, "", _summary(table, old_row), "", _source(old_row))
        elif old_row is not None and new_row is not None:
            for name in table.column_names:
                a, b = old_row.cells.get(name, ""), new_row.cells.get(name, "")
                if a != b:
                    yield Change(table.name, label, name, a or "(blank)", b or "(blank)",
                                 _source(new_row))


def _vertices(feature: Any) -> int:  # noqa: ANN401 - JSON is anything
    parts = feature["geometry"]["coordinates"]
    return len(parts) if feature["geometry"]["type"] == "LineString" else sum(map(len, parts))


def _geometry_changes(old: RawData, new: RawData) -> Iterator[Change]:
    before = {geometry.stem: geometry.content for geometry in old.geometries}
    after = {geometry.stem: geometry.content for geometry in new.geometries}
    for route_id in sorted(before.keys() | after.keys()):
        old_feature, new_feature = before.get(route_id), after.get(route_id)
        if json.dumps(old_feature) == json.dumps(new_feature):
            continue
        yield Change(
            "routes",
            route_id,
            "line" if old_feature and new_feature else "",
            f"{_vertices(old_feature)} vertices" if old_feature else "",
            f"{_vertices(new_feature)} vertices{' (moved)' if old_feature else ''}"
            if new_feature
            else "",
            "",
        )


def compare(old: RawData, new: RawData) -> tuple[Change, ...]:
    """Returns every change from one release to another; none between equal folders."""
    changes = [change for table in RELEASED for change in _row_changes(table, old, new)]
    return (*changes, *_geometry_changes(old, new))

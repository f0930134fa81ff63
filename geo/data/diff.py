"""What changed between two data folders, field by field, with the source of each new value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geo.data.csv_table import Row
from geo.data.reader import RawData
from geo.data.schema import TABLES, Table

_CLAIM_IDENTITY = ("subject_id", "attribute", "source_id", "printed")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row. A blank `field` means the whole row came or went."""

    table: str
    row: str
    field: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        cited = f" [{self.source}]" if self.source else ""
        what = f" {self.field}" if self.field else ""
        if not self.old:
            return f"+ {self.table} {self.row}{what}: {self.new}{cited}"
        if not self.new:
            return f"- {self.table} {self.row}{what}: {self.old}{cited}"
        return f"~ {self.table} {self.row}{what}: {self.old} → {self.new}{cited}"


def _identity(table: Table, row: Row) -> tuple[str, ...]:
    """What makes a row the same row in both releases; for a claim, what the document prints."""
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
    words = [row.cells[name] for name in names if row.cells.get(name)]
    return " ".join(words) or "/".join(part for part in _identity(table, row) if part)


def _indexed(table: Table, rows: tuple[Row, ...]) -> Mapping[tuple[str, ...], Row]:
    """Rows by identity; where two share one, the later ones are numbered."""
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
        was, now = before.get(identity), after.get(identity)
        if was is None and now is not None:
            yield Change(table.name, label, "", "", _summary(table, now), _source(now))
        elif now is None and was is not None:
            yield Change(table.name, label, "", _summary(table, was), "", _source(was))
        elif was is not None and now is not None:
            for name in table.column_names:
                a, b = was.cells.get(name, ""), now.cells.get(name, "")
                if a != b:
                    yield Change(table.name, label, name, a or "(blank)", b or "(blank)",
                                 _source(now))


def _vertices(feature: Any) -> int:  # noqa: ANN401 - JSON is anything
    parts = feature["geometry"]["coordinates"]
    return len(parts) if feature["geometry"]["type"] == "LineString" else sum(map(len, parts))


def _geometry_changes(old: RawData, new: RawData) -> Iterator[Change]:
    before = {g.stem: g.content for g in old.geometries}
    after = {g.stem: g.content for g in new.geometries}
    for route_id in sorted(before.keys() | after.keys()):
        was, now = before.get(route_id), after.get(route_id)
        if json.dumps(was) == json.dumps(now):
            continue
        yield Change("routes", route_id, "line" if was and now else "",
                     f"{_vertices(was)} vertices" if was else "",
                     f"{_vertices(now)} vertices{' (moved)' if was else ''}" if now else "", "")


def compare(old: RawData, new: RawData) -> tuple[Change, ...]:
    """Every change from one release to another; a folder compared with itself gives none."""
    changes = [change for table in TABLES.values() for change in _row_changes(table, old, new)]
    return (*changes, *_geometry_changes(old, new))

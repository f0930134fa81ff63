"""Turns the geometries and properties that the readers of formats yield into features."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from geo.overlay.column_names import name_column_ranks
from geo.overlay.limits import (
    MAX_COLUMNS,
    MAX_FEATURES,
    MAX_TEXT,
    Feature,
    FeatureReading,
    OverlayError,
    shape_of,
    well_formed,
)
from geo.overlay.remarks import Remarks

_MOST_FAULTS, _MOST_PROPERTIES = 5_000, 2_000
BLANKS: Final = frozenset(("nan", "null", "none", "<na>", "#n/a", "#na", "<null>"))


@dataclass(frozen=True, slots=True)
class FoundFeature:
    """A feature of a file that may be drawn.

    `geometry` returns it in the form of GeoJSON, None if it has no place; it may raise
    OverlayError. `properties` are whatever the file has.
    """

    where: str
    geometry: Callable[[FeatureReading], object]
    properties: Mapping[str, Any]


class Columns:
    """Counts the columns of a file, and records those beyond the limit."""

    def __init__(self) -> None:
        self._kept: dict[str, None] = {}
        self.left: dict[str, None] = {}

    def keep(self, name: str) -> bool:
        """Checks whether a column is within the limit."""
        if name in self._kept:
            return True
        if len(self._kept) < MAX_COLUMNS:
            self._kept[name] = None
            return True
        self.left[name] = None
        return False


def features_of(features_found: Iterable[FoundFeature], remarks: Remarks) -> list[Feature]:
    """Returns the features that can be drawn; `remarks` records the others."""
    features, columns = list[Feature](), Columns()
    for candidate in features_found:
        remarks.total += 1
        if len(features) >= MAX_FEATURES or remarks.faults >= _MOST_FAULTS:
            remarks.beyond_limit()
            continue
        reading = FeatureReading(candidate.where)
        try:
            kind, parts = shape_of(reading, candidate.geometry(reading))
        except OverlayError as error:
            remarks.leave_out(error)
            continue
        if not parts:
            remarks.no_place()
            continue
        features.append(_feature(reading, kind, parts, candidate.properties, columns))
        remarks.drawn(reading)
    remarks.columns(columns.left)
    return features


def _feature(reading: FeatureReading, kind: str, parts: Any,  # noqa: ANN401 - as `shape_of` gives them
             properties: Mapping[str, Any], columns: Columns) -> Feature:
    given = dict(islice(properties.items(), _MOST_PROPERTIES))
    for name in islice(properties, _MOST_PROPERTIES, None):
        columns.left[name] = None
    name = next((text for column in name_column_ranks(given)
                 if (text := _text(reading, given[column]))), "")
    mode = next((_text(reading, value) for key, value in given.items()
                 if key.casefold() == "mode"), "")
    texts = {_text(reading, key): _text(reading, value) for key, value in given.items()
             if columns.keep(key)}
    return Feature(reading.where, kind, parts, name, mode.casefold(),
                   {key: text for key, text in texts.items() if text})


def _text(reading: FeatureReading, value: object) -> str:
    """Returns a property as text on one line; anything but text is written as JSON."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > MAX_TEXT:
        reading.changes.add("cut")
        text = f"{text[:MAX_TEXT - 1]}…"
    whole = well_formed(text)
    if whole != text:
        reading.changes.add("broken")
    line = " ".join(whole.split())
    return "" if line.casefold() in BLANKS else line

"""An overlay from GeoJSON: strict JSON, read as data and measured before anything is made of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from geo.load import parse_json
from geo.overlay.parts import (
    GEOMETRIES,
    MAX_FEATURES,
    MAX_VERTICES,
    Feature,
    brief,
    check_columns,
    check_count,
    check_text,
    refuse,
    shape_of,
)

_MOST: Final[Mapping[str, int]] = {"{": 200_000, "[": 600_000, ",": 1_500_000}
"""More of these no overlay within the limits has; counted before the text is parsed."""

_LONG: Final = 60
_SIMPLER = (f"an overlay has at most {MAX_FEATURES:,} features and {MAX_VERTICES:,} vertices, so "
            "simplify it or take a part of it.")
_DEGREES = re.compile(r"(crs84|epsg:{1,2}4326|/4326)$", re.IGNORECASE)


def read_geojson(text: str) -> tuple[list[Feature], bool]:
    """The features of a text, and whether it says itself that longitude comes first.

    Raises OverlayError with the first thing that is wrong, in one sentence.
    """
    for mark, most in _MOST.items():
        if (count := text.count(mark)) > most:
            refuse(f"The file holds too much ({count:,} times “{mark}”); {_SIMPLER}")
    document = _parsed(text)
    if not isinstance(document, dict):
        refuse("The file is JSON but not GeoJSON: it does not hold an object; export it as a "
               "FeatureCollection.")
    said = _declared(document)
    found = list(_features(document))
    check_count(len(found), MAX_FEATURES, "features")
    features = [_feature(f"Feature {i}", each) for i, each in enumerate(found, 1)]
    check_columns(len({name for each in features for name in each.properties}), "The file")
    return features, said


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return parse_json(text)
    except json.JSONDecodeError as error:
        refuse(f"The file is not GeoJSON: line {error.lineno}, column {error.colno}: "
               f"{error.msg.lower()}; export it anew.")
    except ValueError as error:
        reason = str(error)
        if len(reason) > 4 * _LONG:
            reason = f"it has a key or a number of {len(reason):,} characters"
        elif "integer string" in reason:
            reason = "a number has thousands of digits"
        refuse(f"The file is not GeoJSON that can be read: {brief(reason)}; mend that and add the "
               "file again.")


def _declared(document: Mapping[str, Any]) -> bool:
    """Whether a member `crs` says degrees with longitude first; another system is refused."""
    crs = document.get("crs")
    if crs is None:
        return False
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not _DEGREES.search(name):
        refuse(f"The file says that its coordinates are in “{brief(name or crs)}”; save it in "
               "WGS84 (EPSG:4326).")
    return "84" in name


def _features(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list) or not features:
            refuse("The file holds no feature; draw a line in it and add it again.")
        check_count(len(features), MAX_FEATURES, "features")
        for i, feature in enumerate(features, 1):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                refuse(f"Feature {i} is no GeoJSON Feature; export the file as a "
                       "FeatureCollection.")
            yield feature
    elif kind == "Feature":
        yield document
    elif kind in GEOMETRIES or kind == "GeometryCollection":
        yield {"geometry": document, "properties": None}
    else:
        refuse(f"The file is JSON of the type “{brief(kind)}”, not GeoJSON; export it as a "
               "FeatureCollection.")


def _feature(where: str, feature: Mapping[str, Any]) -> Feature:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        refuse(f"{where} has no geometry; draw it or take it out.")
    kind, parts = shape_of(where, geometry.get("type"), geometry.get("coordinates"))
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, dict):
        refuse(f"{where}: its properties are no object with names; mend them.")
    given = dict(properties or {})
    if "id" in feature:
        given.setdefault("id", feature["id"])
    check_columns(len(given), where)
    texts = {check_text(where, "the name of a property", name): check_text(
        where, name, _text(value)) for name, value in given.items() if value is not None}
    return Feature(where, kind, parts, {name: text for name, text in texts.items() if text})


def _text(value: object) -> str:
    """A property as text: text as it is, anything else as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Reads an overlay from KML, as plain XML without entities, with its size checked first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from lxml import etree

from geo.overlay.features import FoundFeature
from geo.overlay.limits import COLLECTION, MAX_NESTING, FeatureReading, brief, refuse

_MOST_TAGS, _MOST_MARKS = 400_000, 300_000
_ENTITY: Final = re.compile(r"<!\s*(doctype|entity)", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_COMMA: Final = re.compile(r"\s*,\s*")
_SHAPES: Final = frozenset(("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry",
                            "Track", "MultiTrack"))
_TEXTS: Final = frozenset(("name", "description", "address", "phoneNumber"))


def read_kml(text: str) -> Iterator[FoundFeature]:
    """Returns the Placemarks of a text. Raises OverlayError if the text as a whole is wrong."""
    if _ENTITY.search(text):
        refuse("The KML has a document type or entities of its own, which are not read; export it "
               "anew without them.")
    for mark, most in (("<", _MOST_TAGS), ("=", _MOST_MARKS)):
        if (count := text.count(mark)) > most:
            refuse(f"The KML holds too much ({count:,} times “{mark}”); simplify it or take a part "
                   "of it.")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True,
                             load_dtd=False, huge_tree=False, remove_comments=True,
                             remove_pis=True)
    plain = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        refuse(f"The KML cannot be read: {brief(str(error.msg))}; export it anew.")
    return _placemarks(root)


def _local(element: Any) -> str:  # noqa: ANN401 - an element of lxml
    return str(element.tag).rpartition("}")[2]


def _placemarks(root: Any) -> Iterator[FoundFeature]:  # noqa: ANN401 - an element of lxml
    number = 0
    for element in root.iter():
        if _local(element) != "Placemark":
            continue
        number += 1
        shapes = [child for child in element if _local(child) in _SHAPES]
        yield FoundFeature(
            f"Placemark {number}", partial(_geometry_of, shapes), _properties(element)
        )
    if not number:
        refuse("The KML holds no Placemark (perhaps only a link to another file, or pictures); "
               "open it in Google Earth, save the layer itself as KML and add that.")


def _geometry_of(shapes: list[Any], reading: FeatureReading) -> object:
    if not shapes:
        return None
    return {"type": COLLECTION, "geometries": [_geometry(reading, shape, 0) for shape in shapes]}


def _properties(placemark: Any) -> dict[str, str]:  # noqa: ANN401 - an element of lxml
    properties = dict[str, str]()
    for child in placemark:
        name = _local(child)
        if name in _TEXTS:
            properties[name] = child.text or ""
        elif name == "ExtendedData":
            for field in child.iter():
                if _local(field) == "SimpleData":
                    properties.setdefault(field.get("name", ""), field.text or "")
                elif _local(field) == "Data":
                    value = next((part for part in field if _local(part) == "value"), None)
                    properties.setdefault(field.get("name", ""),
                                          (value.text or "") if value is not None else "")
    properties.pop("", None)
    return properties


def _coordinates(element: Any, *tags: str) -> list[list[Any]]:  # noqa: ANN401 - of lxml
    """Returns the points of a shape; what is no number stays text, to be refused later."""
    points = list[list[Any]]()
    for child in element:
        if _local(child) not in tags:
            continue
        text = _COMMA.sub(",", child.text or "")
        if tags == ("coord",):
            text = ",".join(text.split())
        points.extend(point.split(",")[:4] for point in text.split())
    return [[_number(text) for text in point[:2]] for point in points]


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _rings(element: Any) -> Iterator[Any]:  # noqa: ANN401 - elements of lxml
    for child in element:
        if _local(child) in ("outerBoundaryIs", "innerBoundaryIs"):
            yield from (ring for ring in child if _local(ring) == "LinearRing")


def _geometry(reading: FeatureReading, element: Any, depth: int) -> object:  # noqa: ANN401 - of lxml
    """Returns a shape of KML in the form of GeoJSON."""
    if depth > MAX_NESTING:
        refuse(f"{reading.where}: its collections are nested too deeply; export it anew.",
               "nesting")
    kind = _local(element)
    if kind in ("MultiGeometry", "MultiTrack"):
        return {"type": COLLECTION, "geometries": [
            _geometry(reading, child, depth + 1) for child in element if _local(child) in _SHAPES]}
    if kind == "Polygon":
        return {"type": "Polygon", "coordinates": [
            _coordinates(ring, "coordinates") for ring in _rings(element)]}
    if kind == "Point":
        points = _coordinates(element, "coordinates")
        return {"type": "Point", "coordinates": points[0] if points else []}
    points = _coordinates(element, "coord") if kind == "Track" else (
        _coordinates(element, "coordinates"))
    if kind == "LinearRing":
        return {"type": "Polygon", "coordinates": [points]}
    return {"type": "LineString", "coordinates": points}

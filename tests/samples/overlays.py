"""Files a reader might bring: lines that can be laid over the atlas, and what cannot be one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geo.overlay.read_overlay import MAX_BYTES

Points = list[list[Any]]
LINE: Points = [[49.87, 40.41], [47.0, 41.0], [44.79, 41.72]]


def feature(points: object, kind: str = "LineString", /, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": kind, "coordinates": points}}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def nested(depth: int) -> bytes:
    return (b'{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":'
            + b"[" * depth + b"]" * depth + b"}}")


def table(columns: int) -> bytes:
    names = ["lon", "lat", *(f"c{i}" for i in range(columns - 2))]
    return f"{','.join(names)}\n{','.join('1' for _ in names)}\n".encode()


GOOD = collection(feature(LINE, name="Mine"))
VRT = (b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource>"
       b"</OGRVRTLayer></OGRVRTDataSource>")
GML = b"<?xml version='1.0'?><gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'/>"
CRS = b'{"crs":{"type":"name","properties":{"name":"%s"}},'
ESRI = (b'{"spatialReference":{"wkid":102100},"features":[{"attributes":{},'
        b'"geometry":{"x":1,"y":2}}]}')
FAULTS: Mapping[str, tuple[bytes, str]] = {
    "one byte over the cap": (GOOD.ljust(MAX_BYTES + 1), "10,000,001 bytes"),
    "5,000-deep nesting": (nested(5_000), "nested too deeply"),
    "nesting in a property": (b'{"type":"Feature","properties":{"a":' + b"[" * 5_000 + b"]" * 5_000
                              + b"}}", "nested too deeply"),
    "NaN": (collection(feature([[float("nan"), 1.0], [1, 2]])), "blank or NaN"),
    "1e309": (GOOD.replace(b"49.87", b"1e309"), "not a finite number"),
    "a number without end": (GOOD.replace(b"49.87", b"1" * 9_000), "not a finite number"),
    "a large number": (GOOD.replace(b"49.87", b"1" * 400), "too large"),
    "duplicate keys": (b'{"type":"Feature","type":"Feature"}', "stands twice"),
    "a one-point line": (collection(feature([[49.9, 40.4]])), "needs two points"),
    "a line of one place": (collection(feature([[49.9, 40.4], [49.9, 40.4]])), "two points that"),
    "an empty line": (collection(feature([])), "1 of 1 has no place"),
    "an empty part": (collection(feature([], "MultiLineString")), "1 of 1 has no place"),
    "words for coordinates": (collection(feature([["a", "b"], [1, 2]])), "where a coordinate"),
    "true for a number": (collection(feature([[True, False], [1, 2]])), "where a coordinate"),
    "a number for a point": (collection(feature([1, 2])), "is not a point"),
    "axes swapped, out of range": (collection(feature([[39.9, 116.4], [40, 117]])), "swapped"),
    "EPSG:3857 numbers": (collection(feature([[5554842.7, 4926000.1], [4987000, 5117000]])),
                          "EPSG:3857"),
    "another system named": (GOOD.replace(b"{", CRS % b"urn:ogc:def:crs:EPSG::3857", 1),
                             "WGS84"),
    "beyond the pole": (collection(feature([[10, 89], [10, 86]])), "beyond 85"),
    "200,000 vertices": (collection(feature([[49 + i / 1e5, 40] for i in range(200_000)])),
                         "200,000 vertices"),
    "10,000 columns": (table(10_000), "more than 5,000 columns"),
    "nothing but 0xFF": (b"\xff" * 100, "names neither"),
    "a VRT": (VRT, "is a VRT"),
    "a raster VRT": (b"\n <VRTDataset rasterXSize='1'></VRTDataset>", "is a VRT"),
    "GML": (GML, "is GML"),
    "GPX": (b"<gpx version='1.1'><wpt lat='1' lon='2'/></gpx>", "is GPX"),
    "KML of links": (b"<kml><NetworkLink/></kml>", "no Placemark"),
    "KML with entities": (b"<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "entities"),
    "KML nested deeply": (b"<kml>" + b"<a>" * 5_000, "cannot be read"),
    "KML of too many tags": (b"<kml>" + b"<a/>" * 500_000, "too much"),
    "a zip": (b"PK\x03\x04" + b"\0" * 60, "zip archive"),
    "a KMZ": (b"PK\x03\x04" + b"\0" * 26 + b"doc.kml" + b"\0" * 60, "KMZ"),
    "a Shapefile": (b"PK\x03\x04" + b"\0" * 26 + b"a/lines.shp" + b"\0" * 60, "QGIS"),
    "a workbook": (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml" + b"\0" * 60,
                   "CSV UTF-8"),
    "a GeoPackage": (b"SQLite format 3\x00" + b"\0" * 60, "GeoPackage"),
    "bytes of zero": (b"lon,lat\n" + b"\0" * 10, "bytes of zero"),
    "an empty file": (b"", "is empty"),
    "blanks alone": (b"\xef\xbb\xbf \n", "is empty"),
    "TopoJSON": (b'{"type":"Topology"}', "mapshaper"),
    "a list": (b"[]", "No feature"),
    "broken JSON": (b'{"type":', "line 1"),
    "no feature": (collection(), "No feature"),
    "no geometry": (collection({"type": "Feature", "geometry": None}), "1 of 1 has no place"),
    "Esri in metres": (ESRI, "outSR=4326"),
    "a text": (b"hello, world\n", "“hello”, “world”"),
    "a table without places": (b"a,b\n1,2\n", "“a”, “b”"),
    "a header alone": (b"lon,lat\n", "no row"),
    "a blank cell": (b"lon,lat\n49,\n", "no place"),
    "a ragged row": (b"lon,lat\n1,2,3\n", "3 cells"),
    "nan in a table": (b"lon,lat\nnan,40\n", "no place"),
    "1e309 in a table": (b"lon,lat\n1e309,40\n", "not a number"),
    "an open quote": (b'lon,lat\n"49,40\n', "row 2"),
    "letters that say both": (b"lon,lat\n49 N,40 N\n", "letters"),
    "O for east or west": (b"lon,lat\n49 O,40 N\n", "write E or W"),
    "WKT nested deeply": (b'wkt\n"LINESTRING' + b"(" * 5_000 + b")" * 5_000 + b'"\n', "nested"),
    "WKT of no kind": (b"wkt\nCIRCLE(1 2)\n", "well-known text"),
    "WKT in another system": (b'wkt\n"SRID=3857;LINESTRING(1 2, 3 4)"\n', "EPSG:3857"),
    "empty WKT": (b"wkt\nLINESTRING EMPTY\n", "no place"),
    "WKT of empty brackets": (b'wkt\n"LINESTRING(' + b"()," * 400_000 + b'())"\n',
                              "vertices or more"),
    "WKB that counts too much": (b"wkb\n0107000000ffffffff0101000000", "WKB"),
    "a million blanks in WKT": (b'wkt\n"LINESTRING' + b" " * 1_000_000 + b'x"\n', "Row 2"),
}
"""What cannot be drawn at all, and what is said of it."""

"""Files a reader might bring: lines that can be laid over the atlas, and what cannot be one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from geo.overlay.parts import MAX_TEXT
from geo.overlay.reader import MAX_BYTES

Points = list[list[Any]]
LINE: Points = [[49.87, 40.41], [47.0, 41.0], [44.79, 41.72]]


def feature(points: object, kind: str = "LineString", **properties: object) -> dict[str, Any]:
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
FAULTS: Mapping[str, tuple[bytes, str]] = {
    "one byte over the cap": (GOOD.ljust(MAX_BYTES + 1), "10,000,001 bytes"),
    "5,000-deep nesting": (nested(5_000), "nested too deeply"),
    "nesting in a property": (b'{"type":"Feature","properties":{"a":' + b"[" * 5_000 + b"]" * 5_000
                              + b"}}", "nested too deeply"),
    "NaN": (collection(feature([[float("nan"), 1.0], [1, 2]])), "NaN is not a number"),
    "Infinity": (collection(feature([[float("inf"), 1.0], [1, 2]])), "Infinity is not a number"),
    "1e309": (GOOD.replace(b"49.87", b"1e309"), "1e309 is too large"),
    "a number without end": (GOOD.replace(b"49.87", b"1" * 9_000), "digits"),
    "a large number": (GOOD.replace(b"49.87", b"1" * 400), "too large"),
    "duplicate keys": (b'{"type":"Feature","type":"Feature"}', "stands twice"),
    "a one-point line": (collection(feature([[49.9, 40.4]])), "needs two points"),
    "a line of one place": (collection(feature([[49.9, 40.4], [49.9, 40.4]])), "two points that"),
    "an empty line": (collection(feature([])), "this one has 0"),
    "an empty part": (collection(feature([], "MultiLineString")), "has no parts"),
    "string coordinates": (collection(feature([["49.9", "40.4"], [1, 2]])), "is text"),
    "true for a number": (collection(feature([[True, False], [1, 2]])), "where a coordinate"),
    "a number for a point": (collection(feature([1, 2])), "is not a point"),
    "axes swapped, out of range": (collection(feature([[39.9, 116.4], [40, 117]])), "swapped"),
    "axes swapped, in range": (collection(feature([[lat, lon] for lon, lat in LINE])), "swapped"),
    "EPSG:3857 numbers": (collection(feature([[5554842.7, 4926000.1], [4987000, 5117000]])),
                          "EPSG:3857"),
    "another system named": (GOOD.replace(b"{", CRS % b"urn:ogc:def:crs:EPSG::3857", 1),
                             "WGS84"),
    "an antimeridian line": (collection(feature([[179, 60], [-179, 60]])), "180th meridian"),
    "beyond the pole": (collection(feature([[10, 89], [10, 80]])), "beyond 85"),
    "200,000 vertices": (collection(feature([[49 + i / 1e5, 40] for i in range(200_000)])),
                         "200,000 vertices"),
    "too many vertices in all": (collection(*[feature([[49 + i / 1e5, 40] for i in range(30_000)])
                                              for _ in range(2)]), "60,000 vertices"),
    "10,000 features": (collection(*[feature(LINE)] * 10_000), "10,000 features"),
    "10,000 properties": (collection({**feature(LINE), "properties": {
        f"c{i}": i for i in range(10_000)}}),
                          "10,000 columns"),
    "10,000 columns": (table(10_000), "10,000 columns"),
    "10,000 rows": (b"lon,lat\n" + b"49,40\n" * 10_000, "2,001 rows or more"),
    "a lone surrogate": (collection(feature(LINE, name="\ud800")), "surrogate"),
    "a control character": (collection(feature(LINE, name="a\x00b")), "control character"),
    "a long text": (collection(feature(LINE, name="x" * (MAX_TEXT + 1))), "5,001 characters"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (GOOD.decode().encode("utf-16-be"), "UTF-16"),
    "0xFF bytes": (GOOD.replace(b"Mine", b"\xff\xff"), "0xFF"),
    "nothing but 0xFF": (b"\xff" * 100, "0xFF"),
    "a VRT": (VRT, "is a VRT"),
    "a raster VRT": (b"\n <VRTDataset rasterXSize='1'></VRTDataset>", "is a VRT"),
    "GML": (GML, "is GML"),
    "KML": (b"<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'/>", "is KML"),
    "a zip": (b"PK\x03\x04" + b"\0" * 60, "zip archive"),
    "a GeoPackage": (b"SQLite format 3\x00" + b"\0" * 60, "GeoPackage"),
    "an empty file": (b"", "is empty"),
    "blanks alone": (b"\xef\xbb\xbf \n", "is empty"),
    "TopoJSON": (b'{"type":"Topology"}', "Topology"),
    "a list": (b"[]", "does not hold an object"),
    "broken JSON": (b'{"type":', "line 1"),
    "no feature": (collection(), "no feature"),
    "no geometry": (collection({"type": "Feature", "geometry": None}), "Feature 1 has no geometry"),
    "an open outline": (collection(feature([[[1, 1], [2, 1], [2, 2], [1, 2]]], "Polygon")),
                        "does not end"),
    "a text": (b"hello, world\n", "names neither"),
    "a table without places": (b"a,b\n1,2\n", "names neither"),
    "a header alone": (b"lon,lat\n", "no row"),
    "a column twice": (b"lon,lat,a,a\n1,2,3,4\n", "twice"),
    "a blank cell": (b"lon,lat\n49,\n", "has no"),
    "a ragged row": (b"lon,lat\n1,2,3\n", "3 cells"),
    "a decimal comma": (b'lon;lat\n"49,9";40\n', "decimal point"),
    "nan in a table": (b"lon,lat\nnan,40\n", "not a number"),
    "1e309 in a table": (b"lon,lat\n1e309,40\n", "not a number"),
    "an open quote": (b'lon,lat\n"49,40\n', "Row 2"),
    "WKT nested deeply": (b'wkt\n"LINESTRING' + b"(" * 5_000 + b")" * 5_000 + b'"\n', "nested"),
    "WKT of no kind": (b"wkt\nCIRCLE(1 2)\n", "well-known text"),
    "WKT in another system": (b'wkt\n"SRID=3857;LINESTRING(1 2, 3 4)"\n', "EPSG:3857"),
    "empty WKT": (b"wkt\nLINESTRING EMPTY\n", "this one has 0"),
    "a million blanks in WKT": (b'wkt\n"LINESTRING' + b" " * 1_000_000 + b'x"\n', "Row 2"),
}
